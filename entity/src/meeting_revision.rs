//! Rows of `meeting_revision`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_revision")]
pub struct Model {
    /// Column `meeting_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    /// Column `revision`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i64,
    /// Column `reason`.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Column `person_id`.
    pub person_id: Uuid,
    /// Column `person_name`.
    #[sea_orm(column_type = "Text")]
    pub person_name: String,
    /// Column `opened_at`.
    pub opened_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
