//! Rows of `signed_kpi`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signed_kpi")]
pub struct Model {
    /// Column `meeting_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    /// Column `revision`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i64,
    /// Column `kpi_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kpi_id: Uuid,
    /// Column `points`.
    pub points: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
