//! Rows of `session`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Column `key`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    /// Column `person_id`.
    pub person_id: Uuid,
    /// Column `membership_id`.
    pub membership_id: Option<Uuid>,
    /// Column `address`.
    #[sea_orm(column_type = "Text")]
    pub address: Option<String>,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
    /// Column `seen_at`.
    pub seen_at: DateTimeUtc,
    /// Column `expires_at`.
    pub expires_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
