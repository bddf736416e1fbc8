//! Rows of `voting`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "voting")]
pub struct Model {
    /// Column `meeting_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    /// Column `closed_at`.
    pub closed_at: DateTimeUtc,
    /// Column `closed_by`.
    pub closed_by: Uuid,
    /// Column `closed_by_name`.
    #[sea_orm(column_type = "Text")]
    pub closed_by_name: String,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
