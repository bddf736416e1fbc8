//! Rows of `improvement_step`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "improvement_step")]
pub struct Model {
    /// Column `plan_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_id: Uuid,
    /// Column `place`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i16,
    /// Column `state`.
    pub state: i16,
    /// Column `milestone`.
    pub milestone: Option<i16>,
    /// Column `note`.
    pub note: Option<String>,
    /// Column `taken_by`.
    pub taken_by: Uuid,
    /// Column `taken_by_name`.
    pub taken_by_name: String,
    /// Column `taken_at`.
    pub taken_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
