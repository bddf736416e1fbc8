//! Rows of `dispute_note`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dispute_note")]
pub struct Model {
    /// Column `dispute_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub dispute_id: Uuid,
    /// Column `number`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i16,
    /// Column `kind`.
    pub kind: i16,
    /// Column `side`.
    pub side: i16,
    /// Column `words`.
    #[sea_orm(column_type = "Text")]
    pub words: String,
    /// Column `person_name`.
    #[sea_orm(column_type = "Text")]
    pub person_name: String,
    /// Column `written_at`.
    pub written_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
