//! Rows of `award_criterion_before`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "award_criterion_before")]
pub struct Model {
    /// Column `import_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: Uuid,
    /// Column `lot_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub lot_id: Uuid,
    /// Column `place`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i64,
    /// Column `number`.
    pub number: Option<i16>,
    /// Column `name`.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Column `kind`.
    pub kind: Option<i16>,
    /// Column `kind_written`.
    #[sea_orm(column_type = "Text", nullable)]
    pub kind_written: Option<String>,
    /// Column `weight`.
    #[sea_orm(column_type = "Text")]
    pub weight: String,
    /// Column `form`.
    pub form: i16,
    /// Column `low`.
    pub low: Option<i64>,
    /// Column `high`.
    pub high: Option<i64>,
    /// Column `prior_import_id`.
    pub prior_import_id: Option<Uuid>,
    /// Column `prior_line`.
    pub prior_line: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
