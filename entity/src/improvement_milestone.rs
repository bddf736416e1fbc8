//! Rows of `improvement_milestone`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "improvement_milestone")]
pub struct Model {
    /// Column `plan_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_id: Uuid,
    /// Column `place`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i16,
    /// Column `what`.
    pub what: String,
    /// Column `due_on`.
    pub due_on: Date,
    /// Column `reached_on`.
    pub reached_on: Option<Date>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
