//! Rows of `lot_before`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lot_before")]
pub struct Model {
    /// Column `import_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: Uuid,
    /// Column `lot_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub lot_id: Uuid,
    /// Column `title`.
    #[sea_orm(column_type = "Text", nullable)]
    pub title: Option<String>,
    /// Column `prior_import_id`.
    pub prior_import_id: Option<Uuid>,
    /// Column `prior_line`.
    pub prior_line: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
