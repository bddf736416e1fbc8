//! Rows of `audit_entry`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    /// Column `number`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Column `happened_at`.
    pub happened_at: DateTimeUtc,
    /// Column `actor_id`.
    pub actor_id: Uuid,
    /// Column `actor_name`.
    #[sea_orm(column_type = "Text")]
    pub actor_name: String,
    /// Column `role`.
    #[sea_orm(column_type = "Text", nullable)]
    pub role: Option<String>,
    /// Column `organisation_id`.
    pub organisation_id: Option<Uuid>,
    /// Column `surface`.
    #[sea_orm(column_type = "Text")]
    pub surface: String,
    /// Column `address`.
    #[sea_orm(column_type = "Text", nullable)]
    pub address: Option<String>,
    /// Column `kind`.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    /// Column `subject`.
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    /// Column `contract_id`.
    pub contract_id: Option<Uuid>,
    /// Column `record_of`.
    pub record_of: Option<Uuid>,
    /// Column `before`.
    #[sea_orm(column_type = "Text", nullable)]
    pub before: Option<String>,
    /// Column `after`.
    #[sea_orm(column_type = "Text", nullable)]
    pub after: Option<String>,
    /// Column `previous`.
    #[sea_orm(column_type = "Text")]
    pub previous: String,
    /// Column `digest`.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
