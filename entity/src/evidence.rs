//! Rows of `evidence`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    /// Column `id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Column `contract_id`.
    pub contract_id: Uuid,
    /// Column `area_id`.
    pub area_id: Uuid,
    /// Column `holder_id`.
    pub holder_id: Uuid,
    /// Column `revision`.
    pub revision: i64,
    /// Column `kind`.
    pub kind: i16,
    /// Column `title`.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// Column `level`.
    pub level: i16,
    /// Column `due_on`.
    pub due_on: Option<Date>,
    /// Column `planned_by`.
    #[sea_orm(column_type = "Text")]
    pub planned_by: String,
    /// Column `note`.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    /// Column `link`.
    #[sea_orm(column_type = "Text", nullable)]
    pub link: Option<String>,
    /// Column `state`.
    pub state: i16,
    /// Column `delivered_on`.
    pub delivered_on: Option<Date>,
    /// Column `delivered_by_id`.
    pub delivered_by_id: Option<Uuid>,
    /// Column `delivered_by`.
    #[sea_orm(column_type = "Text", nullable)]
    pub delivered_by: Option<String>,
    /// Column `settled_on`.
    pub settled_on: Option<Date>,
    /// Column `settled_by_id`.
    pub settled_by_id: Option<Uuid>,
    /// Column `settled_by`.
    #[sea_orm(column_type = "Text", nullable)]
    pub settled_by: Option<String>,
    /// Column `reason`.
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    /// Column `created_at`.
    pub created_at: DateTimeUtc,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
