//! Rows of `governance`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "governance")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `series_id`.
    pub series_id: Option<Uuid>,
    /// Column `slot`.
    pub slot: Option<Date>,
    /// Column `opens_on`.
    pub opens_on: Date,
    /// Column `deadline`.
    pub deadline: DateTimeUtc,
    /// Column `state`.
    pub state: i16,
    /// Column `sealed_by`.
    pub sealed_by: Option<i16>,
    /// Column `revision`.
    pub revision: i64,
    /// Column `changes`.
    pub changes: i64,
    /// Column `reveal`.
    pub reveal: Option<i16>,
    /// Column `reveal_reason`.
    #[sea_orm(column_type = "Text")]
    pub reveal_reason: Option<String>,
    /// Column `revealed_by`.
    #[sea_orm(column_type = "Text")]
    pub revealed_by: Option<String>,
    /// Column `revealed_at`.
    pub revealed_at: Option<DateTimeUtc>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
