//! Rows of `decision`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decision")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `meeting_id`.
    pub meeting_id: Uuid,
    /// Column `what`.
    #[sea_orm(column_type = "Text")]
    pub what: String,
    /// Column `decided_by`.
    #[sea_orm(column_type = "Text")]
    pub decided_by: String,
    /// Column `recorded_by`.
    pub recorded_by: Uuid,
    /// Column `recorded_by_name`.
    #[sea_orm(column_type = "Text")]
    pub recorded_by_name: String,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
