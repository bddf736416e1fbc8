//! Rows of `provided_membership`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provided_membership")]
pub struct Model {
    /// Column `membership_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub membership_id: Uuid,
    /// Column `identity_id`.
    pub identity_id: Uuid,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
