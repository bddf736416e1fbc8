//! Rows of `score_set`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "score_set")]
pub struct Model {
    /// Column `meeting_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    /// Column `side`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub side: i16,
    /// Column `scorer_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scorer_id: Uuid,
    /// Column `scorer_name`.
    #[sea_orm(column_type = "Text")]
    pub scorer_name: String,
    /// Column `salt`.
    #[sea_orm(column_type = "Text")]
    pub salt: String,
    /// Column `changes`.
    pub changes: i64,
    /// Column `saved_at`.
    pub saved_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
