//! Rows of `dispute`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dispute")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `meeting_id`.
    pub meeting_id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `criterion`.
    pub criterion: i16,
    /// Column `opened_at`.
    pub opened_at: DateTimeUtc,
    /// Column `due_on`.
    pub due_on: Date,
    /// Column `closed_at`.
    pub closed_at: Option<DateTimeUtc>,
    /// Column `decided_by`.
    #[sea_orm(column_type = "Text")]
    pub decided_by: Option<String>,
    /// Column `decision`.
    #[sea_orm(column_type = "Text")]
    pub decision: Option<String>,
    /// Column `recorded_by`.
    #[sea_orm(column_type = "Text")]
    pub recorded_by: Option<String>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
