//! Rows of `value_item`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "value_item")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `title`.
    pub title: String,
    /// Column `about`.
    pub about: Option<String>,
    /// Column `kind`.
    pub kind: i16,
    /// Column `towards`.
    pub towards: i16,
    /// Column `due_on`.
    pub due_on: Option<Date>,
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
    /// Column `felt_count`.
    pub felt_count: Option<i64>,
    /// Column `felt_sum`.
    pub felt_sum: Option<i64>,
    /// Column `themes`.
    pub themes: String,
    /// Column `same_as_id`.
    pub same_as_id: Option<Uuid>,
    /// Column `import_id`.
    pub import_id: Option<Uuid>,
    /// Column `import_line`.
    pub import_line: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
