//! Rows of `rollup`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rollup")]
pub struct Model {
    /// Column `contract_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contract_id: Uuid,
    /// Column `cadence`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub cadence: i16,
    /// Column `side`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub side: i16,
    /// Column `starts_on`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub starts_on: Date,
    /// Column `total`.
    pub total: i64,
    /// Column `meetings`.
    pub meetings: i64,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
