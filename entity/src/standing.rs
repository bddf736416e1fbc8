//! Rows of `standing`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "standing")]
pub struct Model {
    /// Column `contract_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contract_id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `regime`.
    pub regime: Option<i16>,
    /// Column `reason`.
    pub reason: Option<String>,
    /// Column `estimate_pence`.
    pub estimate_pence: Option<i64>,
    /// Column `published_on`.
    pub published_on: Option<Date>,
    /// Column `notice`.
    pub notice: Option<String>,
    /// Column `terminated_on`.
    pub terminated_on: Option<Date>,
    /// Column `assessed_on`.
    pub assessed_on: Option<Date>,
    /// Column `closed_on`.
    pub closed_on: Option<Date>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
