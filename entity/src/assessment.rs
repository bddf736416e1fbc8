//! Rows of `assessment`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assessment")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `client_id`.
    pub client_id: Option<Uuid>,
    /// Column `contract_id`.
    pub contract_id: Option<Uuid>,
    /// Column `reference`.
    #[sea_orm(column_type = "Text")]
    pub reference: String,
    /// Column `round`.
    pub round: i16,
    /// Column `follows_id`.
    pub follows_id: Option<Uuid>,
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
    /// Column `reported_on`.
    pub reported_on: Option<Date>,
    /// Column `report`.
    #[sea_orm(column_type = "Text", nullable)]
    pub report: Option<String>,
    /// Column `answer`.
    pub answer: Option<i16>,
    /// Column `answered_on`.
    pub answered_on: Option<Date>,
    /// Column `answer_reason`.
    #[sea_orm(column_type = "Text", nullable)]
    pub answer_reason: Option<String>,
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
