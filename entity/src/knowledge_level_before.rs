//! Rows of `knowledge_level_before`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "knowledge_level_before")]
pub struct Model {
    /// Column `import_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: Uuid,
    /// Column `area_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub area_id: Uuid,
    /// Column `holder_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub holder_id: Uuid,
    /// Column `assessed_on`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub assessed_on: Date,
    /// Column `level`.
    pub level: i16,
    /// Column `witness`.
    #[sea_orm(column_type = "Text", nullable)]
    pub witness: Option<String>,
    /// Column `note`.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    /// Column `evidence_id`.
    pub evidence_id: Option<Uuid>,
    /// Column `recorded_by`.
    #[sea_orm(column_type = "Text")]
    pub recorded_by: String,
    /// Column `prior_import_id`.
    pub prior_import_id: Option<Uuid>,
    /// Column `prior_line`.
    pub prior_line: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
