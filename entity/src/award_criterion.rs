//! Rows of `award_criterion`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "award_criterion")]
pub struct Model {
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
    /// Column `import_id`.
    pub import_id: Option<Uuid>,
    /// Column `import_line`.
    pub import_line: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
