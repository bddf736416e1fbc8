//! Rows of `kpi_assessment`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kpi_assessment")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `occasion`.
    pub occasion: i16,
    /// Column `starts_on`.
    pub starts_on: Date,
    /// Column `ends_on`.
    pub ends_on: Date,
    /// Column `assessed_on`.
    pub assessed_on: Date,
    /// Column `published_on`.
    pub published_on: Option<Date>,
    /// Column `notice`.
    pub notice: Option<String>,
    /// Column `recorded_by`.
    pub recorded_by: Uuid,
    /// Column `recorded_by_name`.
    pub recorded_by_name: String,
    /// Column `recorded_at`.
    pub recorded_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
