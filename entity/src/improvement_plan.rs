//! Rows of `improvement_plan`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "improvement_plan")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `kpi_id`.
    pub kpi_id: Uuid,
    /// Column `observed_from`.
    pub observed_from: Date,
    /// Column `rating`.
    pub rating: String,
    /// Column `aim`.
    pub aim: String,
    /// Column `cause`.
    pub cause: Option<String>,
    /// Column `owner`.
    pub owner: String,
    /// Column `due_on`.
    pub due_on: Date,
    /// Column `state`.
    pub state: i16,
    /// Column `next_due_on`.
    pub next_due_on: Option<Date>,
    /// Column `superseded_by`.
    pub superseded_by: Option<Uuid>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
