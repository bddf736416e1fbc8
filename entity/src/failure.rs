//! Rows of `failure`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "failure")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `ground`.
    pub ground: i16,
    /// Column `happened_on`.
    pub happened_on: Date,
    /// Column `opportunity_on`.
    pub opportunity_on: Option<Date>,
    /// Column `applies_since`.
    pub applies_since: Date,
    /// Column `circumstances`.
    pub circumstances: String,
    /// Column `plan_id`.
    pub plan_id: Option<Uuid>,
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
