//! Rows of `design_criterion`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "design_criterion")]
pub struct Model {
    /// Column `version_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version_id: Uuid,
    /// Column `place`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i16,
    /// Column `perspective`.
    pub perspective: i16,
    /// Column `key`.
    #[sea_orm(column_type = "Text")]
    pub key: String,
    /// Column `title`.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// Column `weight`.
    pub weight: i64,
    /// Column `scale`.
    #[sea_orm(column_type = "Text")]
    pub scale: String,
    /// Column `client_wording`.
    #[sea_orm(column_type = "Text")]
    pub client_wording: String,
    /// Column `supplier_wording`.
    #[sea_orm(column_type = "Text")]
    pub supplier_wording: String,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
