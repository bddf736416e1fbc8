//! Rows of `contract_design`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_design")]
pub struct Model {
    /// Column `contract_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contract_id: Uuid,
    /// Column `starts_on`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub starts_on: Date,
    /// Column `version_id`.
    pub version_id: Uuid,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
