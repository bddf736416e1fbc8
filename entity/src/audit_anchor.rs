//! Rows of `audit_anchor`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_anchor")]
pub struct Model {
    /// Column `day`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// Column `number`.
    pub number: i64,
    /// Column `digest`.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
