//! Rows of `evidence_file`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_file")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `evidence_id`.
    pub evidence_id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `digest`.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    /// Column `name`.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Column `kind`.
    pub kind: i16,
    /// Column `bytes`.
    pub bytes: i64,
    /// Column `added_by`.
    #[sea_orm(column_type = "Text")]
    pub added_by: String,
    /// Column `added_at`.
    pub added_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
