//! Rows of `design_band`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "design_band")]
pub struct Model {
    /// Column `version_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version_id: Uuid,
    /// Column `place`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i16,
    /// Column `rating`.
    #[sea_orm(column_type = "Text")]
    pub rating: String,
    /// Column `low`.
    pub low: i64,
    /// Column `high`.
    pub high: i64,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
