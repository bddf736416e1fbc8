//! Rows of `assessment_point`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assessment_point")]
pub struct Model {
    /// Column `assessment_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub assessment_id: Uuid,
    /// Column `number`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i16,
    /// Column `result`.
    pub result: i16,
    /// Column `comment`.
    #[sea_orm(column_type = "Text", nullable)]
    pub comment: Option<String>,
    /// Column `import_id`.
    pub import_id: Option<Uuid>,
    /// Column `import_line`.
    pub import_line: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
