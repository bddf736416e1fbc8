//! Rows of `action_item`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "action_item")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `meeting_id`.
    pub meeting_id: Option<Uuid>,
    /// Column `prompt_id`.
    pub prompt_id: Option<Uuid>,
    /// Column `what`.
    #[sea_orm(column_type = "Text")]
    pub what: String,
    /// Column `outcome`.
    #[sea_orm(column_type = "Text")]
    pub outcome: Option<String>,
    /// Column `owner_id`.
    pub owner_id: Option<Uuid>,
    /// Column `owner`.
    #[sea_orm(column_type = "Text")]
    pub owner: String,
    /// Column `due_on`.
    pub due_on: Option<Date>,
    /// Column `raised_on`.
    pub raised_on: Date,
    /// Column `raised_by`.
    pub raised_by: Uuid,
    /// Column `raised_by_name`.
    #[sea_orm(column_type = "Text")]
    pub raised_by_name: String,
    /// Column `closed_on`.
    pub closed_on: Option<Date>,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
