//! Rows of `remembered_request`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "remembered_request")]
pub struct Model {
    /// Column `actor_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor_id: Uuid,
    /// Column `key`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    /// Column `digest`.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    /// Column `status`.
    pub status: i16,
    /// Column `body`.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
