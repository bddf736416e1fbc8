//! Rows of `assessment_action`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assessment_action")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `assessment_id`.
    pub assessment_id: Uuid,
    /// Column `point`.
    pub point: i16,
    /// Column `what`.
    #[sea_orm(column_type = "Text")]
    pub what: String,
    /// Column `due_on`.
    pub due_on: Date,
    /// Column `done_on`.
    pub done_on: Option<Date>,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
