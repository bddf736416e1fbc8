//! Rows of `observation`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "observation")]
pub struct Model {
    /// Column `kpi_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kpi_id: Uuid,
    /// Column `starts_on`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub starts_on: Date,
    /// Column `ends_on`.
    pub ends_on: Date,
    /// Column `cadence`.
    pub cadence: i16,
    /// Column `state`.
    pub state: i16,
    /// Column `actual`.
    pub actual: Option<i64>,
    /// Column `target`.
    pub target: Option<i64>,
    /// Column `import_id`.
    pub import_id: Option<Uuid>,
    /// Column `import_line`.
    pub import_line: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
