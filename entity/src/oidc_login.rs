//! Rows of `oidc_login`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "oidc_login")]
pub struct Model {
    /// Column `key`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    /// Column `nonce`.
    #[sea_orm(column_type = "Text")]
    pub nonce: String,
    /// Column `verifier`.
    #[sea_orm(column_type = "Text")]
    pub verifier: String,
    /// Column `next`.
    #[sea_orm(column_type = "Text")]
    pub next: String,
    /// Column `expires_at`.
    pub expires_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
