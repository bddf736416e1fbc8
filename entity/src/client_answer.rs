//! Rows of `client_answer`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_answer")]
pub struct Model {
    /// Column `response_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_id: Uuid,
    /// Column `question`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub question: i16,
    /// Column `answer`.
    pub answer: i16,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
