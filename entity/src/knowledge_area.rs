//! Rows of `knowledge_area`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "knowledge_area")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `key`.
    #[sea_orm(column_type = "Text")]
    pub key: String,
    /// Column `title`.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// Column `weight`.
    pub weight: i64,
    /// Column `baseline`.
    pub baseline: i16,
    /// Column `target`.
    pub target: i16,
    /// Column `target_on`.
    pub target_on: Option<Date>,
    /// Column `import_id`.
    pub import_id: Option<Uuid>,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
