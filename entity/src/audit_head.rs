//! Rows of `audit_head`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
    /// Column `number`.
    pub number: i64,
    /// Column `digest`.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    /// Column `day`.
    pub day: Option<Date>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
