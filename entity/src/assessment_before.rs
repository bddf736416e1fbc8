//! Rows of `assessment_before`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assessment_before")]
pub struct Model {
    /// Column `import_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: Uuid,
    /// Column `assessment_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub assessment_id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Option<Uuid>,
    /// Column `service`.
    #[sea_orm(column_type = "Text")]
    pub service: String,
    /// Column `assessed_on`.
    pub assessed_on: Option<Date>,
    /// Column `stage`.
    pub stage: Option<i16>,
    /// Column `stage_written`.
    #[sea_orm(column_type = "Text", nullable)]
    pub stage_written: Option<String>,
    /// Column `standard`.
    pub standard: Option<i16>,
    /// Column `result`.
    pub result: Option<i16>,
    /// Column `result_written`.
    #[sea_orm(column_type = "Text", nullable)]
    pub result_written: Option<String>,
    /// Column `report`.
    #[sea_orm(column_type = "Text", nullable)]
    pub report: Option<String>,
    /// Column `prior_import_id`.
    pub prior_import_id: Option<Uuid>,
    /// Column `prior_line`.
    pub prior_line: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
