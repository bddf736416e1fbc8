//! Rows of `contract`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `reference`.
    #[sea_orm(column_type = "Text")]
    pub reference: String,
    /// Column `title`.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// Column `client_id`.
    pub client_id: Uuid,
    /// Column `supplier_id`.
    pub supplier_id: Uuid,
    /// Column `starts_on`.
    pub starts_on: Option<Date>,
    /// Column `ends_on`.
    pub ends_on: Option<Date>,
    /// Column `value_pence`.
    pub value_pence: Option<i64>,
    /// Column `pricing_model`.
    #[sea_orm(column_type = "Text")]
    pub pricing_model: Option<String>,
    /// Column `working_pattern`.
    #[sea_orm(column_type = "Text")]
    pub working_pattern: Option<String>,
    /// Column `tender_reference`.
    #[sea_orm(column_type = "Text")]
    pub tender_reference: Option<String>,
    /// Column `import_id`.
    pub import_id: Option<Uuid>,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
