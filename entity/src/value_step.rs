//! Rows of `value_step`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "value_step")]
pub struct Model {
    /// Column `item_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_id: Uuid,
    /// Column `place`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i16,
    /// Column `state`.
    pub state: i16,
    /// Column `happened_on`.
    pub happened_on: Date,
    /// Column `recorded_at`.
    pub recorded_at: DateTimeUtc,
    /// Column `actor_id`.
    pub actor_id: Uuid,
    /// Column `actor_name`.
    pub actor_name: String,
    /// Column `note`.
    pub note: Option<String>,
    /// Column `verified_pence`.
    pub verified_pence: Option<i64>,
    /// Column `import_id`.
    pub import_id: Option<Uuid>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
