//! Rows of `assessment_point_before`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assessment_point_before")]
pub struct Model {
    /// Column `import_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: Uuid,
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
    /// Column `prior_import_id`.
    pub prior_import_id: Option<Uuid>,
    /// Column `prior_line`.
    pub prior_line: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
