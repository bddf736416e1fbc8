//! Rows of `kpi_repeat`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kpi_repeat")]
pub struct Model {
    /// Column `kpi_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kpi_id: Uuid,
    /// Column `periods`.
    pub periods: i16,
    /// Column `times`.
    pub times: i64,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
