//! Rows of `knowledge_holder`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "knowledge_holder")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `name`.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Column `role`.
    #[sea_orm(column_type = "Text")]
    pub role: String,
    /// Column `side`.
    pub side: i16,
    /// Column `from_on`.
    pub from_on: Option<Date>,
    /// Column `until_on`.
    pub until_on: Option<Date>,
    /// Column `import_id`.
    pub import_id: Option<Uuid>,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
