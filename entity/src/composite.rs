//! Rows of `composite`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "composite")]
pub struct Model {
    /// Column `contract_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contract_id: Uuid,
    /// Column `happened_on`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub happened_on: Date,
    /// Column `side`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub side: i16,
    /// Column `version_id`.
    pub version_id: Uuid,
    /// Column `meeting_id`.
    pub meeting_id: Option<Uuid>,
    /// Column `exact`.
    pub exact: Option<i64>,
    /// Column `published`.
    pub published: Option<i64>,
    /// Column `coverage`.
    pub coverage: i64,
    /// Column `minimum`.
    pub minimum: i64,
    /// Column `signed_revision`.
    pub signed_revision: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
