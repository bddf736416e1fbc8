//! Rows of `score_set_mark`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "score_set_mark")]
pub struct Model {
    /// Column `meeting_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: Uuid,
    /// Column `side`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub side: i16,
    /// Column `scorer_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scorer_id: Uuid,
    /// Column `criterion`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub criterion: i16,
    /// Column `state`.
    pub state: i16,
    /// Column `value`.
    pub value: Option<i64>,
    /// Column `comment`.
    #[sea_orm(column_type = "Text")]
    pub comment: Option<String>,
    /// Column `copied_from`.
    pub copied_from: Option<Date>,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
