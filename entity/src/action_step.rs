//! Rows of `action_step`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "action_step")]
pub struct Model {
    /// Column `action_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub action_id: Uuid,
    /// Column `position`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i16,
    /// Column `kind`.
    pub kind: i16,
    /// Column `happened_on`.
    pub happened_on: Date,
    /// Column `note`.
    #[sea_orm(column_type = "Text")]
    pub note: Option<String>,
    /// Column `taken_by`.
    pub taken_by: Uuid,
    /// Column `taken_by_name`.
    #[sea_orm(column_type = "Text")]
    pub taken_by_name: String,
    /// Column `taken_at`.
    pub taken_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
