//! Rows of `feedback`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `side`.
    pub side: i16,
    /// Column `kind`.
    pub kind: i16,
    /// Column `influence`.
    pub influence: i16,
    /// Column `theme`.
    pub theme: i16,
    /// Column `body`.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// Column `confidential_to`.
    pub confidential_to: Option<i16>,
    /// Column `given_by`.
    pub given_by: Uuid,
    /// Column `given_by_name`.
    #[sea_orm(column_type = "Text")]
    pub given_by_name: String,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
