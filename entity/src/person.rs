//! Rows of `person`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `email`.
    #[sea_orm(column_type = "Text")]
    pub email: String,
    /// Column `name`.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Column `password_hash`.
    #[sea_orm(column_type = "Text")]
    pub password_hash: Option<String>,
    /// Column `disabled_at`.
    pub disabled_at: Option<DateTimeUtc>,
    /// Column `contact`.
    #[sea_orm(column_type = "Text")]
    pub contact: Option<String>,
    /// Column `hours`.
    #[sea_orm(column_type = "Text")]
    pub hours: Option<String>,
    /// Column `ways`.
    #[sea_orm(column_type = "Text")]
    pub ways: Option<String>,
    /// Column `feedback`.
    #[sea_orm(column_type = "Text")]
    pub feedback: Option<String>,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
