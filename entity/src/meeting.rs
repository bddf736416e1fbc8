//! Rows of `meeting`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `held_on`.
    pub held_on: Date,
    /// Column `version_id`.
    pub version_id: Uuid,
    /// Column `import_id`.
    pub import_id: Option<Uuid>,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
    /// Column `kind`.
    pub kind: i16,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
