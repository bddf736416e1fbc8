//! Rows of `import_repeat`.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_repeat")]
pub struct Model {
    /// Column `import_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: Uuid,
    /// Column `repeated_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub repeated_id: Uuid,
    /// Column `rows_same`.
    pub rows_same: i64,
}

/// Links are followed by explicit queries.
#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
