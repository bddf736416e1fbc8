//! Rows of `sign_off`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_off")]
pub struct Model {
    /// Column `meeting_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    /// Column `revision`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i64,
    /// Column `side`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub side: i16,
    /// Column `person_id`.
    pub person_id: Uuid,
    /// Column `person_name`.
    #[sea_orm(column_type = "Text")]
    pub person_name: String,
    /// Column `role`.
    pub role: i16,
    /// Column `digest`.
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    /// Column `signed_at`.
    pub signed_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
