//! Rows of `kpi_assessment_rating`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kpi_assessment_rating")]
pub struct Model {
    /// Column `assessment_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub assessment_id: Uuid,
    /// Column `place`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i16,
    /// Column `kpi_id`.
    pub kpi_id: Uuid,
    /// Column `title`.
    pub title: String,
    /// Column `rating`.
    pub rating: i16,
    /// Column `reason`.
    pub reason: Option<String>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
