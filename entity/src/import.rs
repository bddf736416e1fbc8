//! Rows of `import`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `kind`.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    /// Column `file_name`.
    #[sea_orm(column_type = "Text")]
    pub file_name: String,
    /// Column `digest`.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    /// Column `state`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    /// Column `rows_read`.
    pub rows_read: i64,
    /// Column `rows_new`.
    pub rows_new: i64,
    /// Column `rows_changed`.
    pub rows_changed: i64,
    /// Column `rows_unchanged`.
    pub rows_unchanged: i64,
    /// Column `problems`.
    pub problems: i64,
    /// Column `actor_id`.
    pub actor_id: Uuid,
    /// Column `actor_name`.
    #[sea_orm(column_type = "Text")]
    pub actor_name: String,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
    /// Column `organisation_id`.
    pub organisation_id: Option<Uuid>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
