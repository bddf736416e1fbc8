//! Rows of `lot`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lot")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `tender_id`.
    pub tender_id: Uuid,
    /// Column `reference`.
    #[sea_orm(column_type = "Text")]
    pub reference: String,
    /// Column `title`.
    #[sea_orm(column_type = "Text", nullable)]
    pub title: Option<String>,
    /// Column `status`.
    pub status: i16,
    /// Column `total`.
    pub total: Option<i64>,
    /// Column `cost_low`.
    pub cost_low: Option<i64>,
    /// Column `cost_high`.
    pub cost_high: Option<i64>,
    /// Column `import_id`.
    pub import_id: Option<Uuid>,
    /// Column `import_line`.
    pub import_line: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
