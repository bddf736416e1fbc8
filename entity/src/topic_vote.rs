//! Rows of `topic_vote`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_vote")]
pub struct Model {
    /// Column `topic_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: Uuid,
    /// Column `actor_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor_id: Uuid,
    /// Column `dots`.
    pub dots: i16,
    /// Column `salt`.
    pub salt: Uuid,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
