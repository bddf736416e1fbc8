//! Rows of `signed_points`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signed_points")]
pub struct Model {
    /// Column `meeting_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    /// Column `revision`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub revision: i64,
    /// Column `source`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: i16,
    /// Column `points`.
    pub points: Option<i64>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
