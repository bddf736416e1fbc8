//! Rows of `signed_figure`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signed_figure")]
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
    /// Column `exact`.
    pub exact: Option<i64>,
    /// Column `published`.
    pub published: Option<i64>,
    /// Column `coverage`.
    pub coverage: i64,
    /// Column `minimum`.
    pub minimum: i64,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
