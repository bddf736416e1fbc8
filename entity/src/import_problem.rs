//! Rows of `import_problem`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_problem")]
pub struct Model {
    /// Column `import_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: Uuid,
    /// Column `place`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i64,
    /// Column `line`.
    pub line: Option<i64>,
    /// Column `field`.
    #[sea_orm(column_type = "Text")]
    pub field: Option<String>,
    /// Column `value`.
    #[sea_orm(column_type = "Text")]
    pub value: String,
    /// Column `message`.
    #[sea_orm(column_type = "Text")]
    pub message: String,
    /// Column `remedy`.
    #[sea_orm(column_type = "Text")]
    pub remedy: String,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
