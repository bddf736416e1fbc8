//! Rows of `value_item_before`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "value_item_before")]
pub struct Model {
    /// Column `import_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: Uuid,
    /// Column `item_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `towards`.
    pub towards: i16,
    /// Column `takes_place_on`.
    pub takes_place_on: Option<Date>,
    /// Column `claimed_pence`.
    pub claimed_pence: Option<i64>,
    /// Column `method`.
    pub method: Option<String>,
    /// Column `state`.
    pub state: i16,
    /// Column `verified_on`.
    pub verified_on: Option<Date>,
    /// Column `verified_pence`.
    pub verified_pence: Option<i64>,
    /// Column `attendance`.
    pub attendance: Option<i64>,
    /// Column `prior_import_id`.
    pub prior_import_id: Option<Uuid>,
    /// Column `prior_line`.
    pub prior_line: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
