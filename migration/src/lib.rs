//! Schema steps.

/// Every step, in order.
#[derive(Debug)]
pub struct Migrator;

pub use sea_orm_migration::MigratorTrait;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
        Vec::new()
    }
}
