//! Schema steps for SQLite and PostgreSQL, each with a working way back.
//!
//! Steps name tables and columns as text and never use the `entity` crate, so
//! that an old step keeps meaning what it meant.

use sea_orm_migration::prelude::*;

mod shape;

mod m20261121_000001_designs;
mod m20261121_000002_contracts;
mod m20261121_000003_meetings;
mod m20261121_000004_kpis;
mod m20261121_000005_scorecards;
mod m20261121_000006_imports;
mod m20261121_000007_requests;
mod m20261122_000008_scope;
mod m20261122_000009_accounts;
mod m20261122_000010_audit;
mod m20261122_000011_repeats;
mod m20261122_000012_oidc;
mod m20261122_000013_governance;
mod m20261122_000014_agenda;
mod m20261122_000015_knowledge;
mod m20261122_000016_value;
mod m20261122_000017_assessments;
mod m20261122_000018_performance;
mod m20261122_000019_tenders;

pub use sea_orm_migration::{MigratorTrait, SchemaManager};

/// All steps in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_designs::Step),
            Box::new(m20261121_000002_contracts::Step),
            Box::new(m20261121_000003_meetings::Step),
            Box::new(m20261121_000004_kpis::Step),
            Box::new(m20261121_000005_scorecards::Step),
            Box::new(m20261121_000006_imports::Step),
            Box::new(m20261121_000007_requests::Step),
            Box::new(m20261122_000008_scope::Step),
            Box::new(m20261122_000009_accounts::Step),
            Box::new(m20261122_000010_audit::Step),
            Box::new(m20261122_000011_repeats::Step),
            Box::new(m20261122_000012_oidc::Step),
            Box::new(m20261122_000013_governance::Step),
            Box::new(m20261122_000014_agenda::Step),
            Box::new(m20261122_000015_knowledge::Step),
            Box::new(m20261122_000016_value::Step),
            Box::new(m20261122_000017_assessments::Step),
            Box::new(m20261122_000018_performance::Step),
            Box::new(m20261122_000019_tenders::Step),
        ]
    }
}
