//! Rows of `tender_before`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tender_before")]
pub struct Model {
    /// Column `import_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: Uuid,
    /// Column `tender_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tender_id: Uuid,
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
    /// Column `prior_import_id`.
    pub prior_import_id: Option<Uuid>,
    /// Column `prior_line`.
    pub prior_line: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
