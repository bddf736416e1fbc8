//! Rows of `outcome`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outcome")]
pub struct Model {
    /// Column `meeting_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    /// Column `revision`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i64,
    /// Column `criterion`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub criterion: i16,
    /// Column `state`.
    pub state: i16,
    /// Column `value`.
    pub value: Option<i64>,
    /// Column `reason`.
    #[sea_orm(column_type = "Text")]
    pub reason: Option<String>,
    /// Column `person_name`.
    #[sea_orm(column_type = "Text")]
    pub person_name: Option<String>,
    /// Column `recorded_at`.
    pub recorded_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
