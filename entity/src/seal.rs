//! Rows of `seal`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "seal")]
pub struct Model {
    /// Column `meeting_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    /// Column `side`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub side: i16,
    /// Column `person_id`.
    pub person_id: Uuid,
    /// Column `person_name`.
    #[sea_orm(column_type = "Text")]
    pub person_name: String,
    /// Column `sealed_at`.
    pub sealed_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
