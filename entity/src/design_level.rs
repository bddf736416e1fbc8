//! Rows of `design_level`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "design_level")]
pub struct Model {
    /// Column `version_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version_id: Uuid,
    /// Column `scale`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scale: i16,
    /// Column `place`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i16,
    /// Column `value`.
    pub value: i64,
    /// Column `label`.
    #[sea_orm(column_type = "Text")]
    pub label: String,
    /// Column `anchor`.
    #[sea_orm(column_type = "Text")]
    pub anchor: String,
    /// Column `points`.
    pub points: i64,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
