//! Rows of `tender`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tender")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `client_id`.
    pub client_id: Option<Uuid>,
    /// Column `reference`.
    #[sea_orm(column_type = "Text")]
    pub reference: String,
    /// Column `title`.
    #[sea_orm(column_type = "Text", nullable)]
    pub title: Option<String>,
    /// Column `published_on`.
    pub published_on: Option<Date>,
    /// Column `category`.
    #[sea_orm(column_type = "Text", nullable)]
    pub category: Option<String>,
    /// Column `method`.
    #[sea_orm(column_type = "Text", nullable)]
    pub method: Option<String>,
    /// Column `value_pence`.
    pub value_pence: Option<i64>,
    /// Column `currency`.
    #[sea_orm(column_type = "Text", nullable)]
    pub currency: Option<String>,
    /// Column `framework`.
    pub framework: Option<i16>,
    /// Column `authority`.
    pub authority: Option<i16>,
    /// Column `import_id`.
    pub import_id: Option<Uuid>,
    /// Column `import_line`.
    pub import_line: Option<i64>,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
