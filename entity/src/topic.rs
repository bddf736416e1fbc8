//! Rows of `topic`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `meeting_id`.
    pub meeting_id: Uuid,
    /// Column `title`.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// Column `proposed_by`.
    pub proposed_by: Uuid,
    /// Column `proposed_by_name`.
    #[sea_orm(column_type = "Text")]
    pub proposed_by_name: String,
    /// Column `minutes`.
    pub minutes: Option<i16>,
    /// Column `started_at`.
    pub started_at: Option<DateTimeUtc>,
    /// Column `outcome`.
    #[sea_orm(column_type = "Text")]
    pub outcome: Option<String>,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
