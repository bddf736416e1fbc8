//! Rows of `material_kpi`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "material_kpi")]
pub struct Model {
    /// Column `contract_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contract_id: Uuid,
    /// Column `place`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i16,
    /// Column `kpi_id`.
    pub kpi_id: Uuid,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
