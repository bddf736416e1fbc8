//! The history of changes, which can only grow.

use crate::shape::*;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// The step.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Step;

const SHAPES: &[Shape] = &[
    Shape {
        name: "audit_entry",
        columns: &[
            ("number", Whole, Always),
            ("happened_at", Moment, Always),
            ("actor_id", Id, Always),
            ("actor_name", Text, Always),
            ("role", Text, Maybe),
            ("organisation_id", Id, Maybe),
            ("surface", Text, Always),
            ("address", Text, Maybe),
            ("kind", Text, Always),
            ("subject", Text, Always),
            ("contract_id", Id, Maybe),
            ("record_of", Id, Maybe),
            ("before", Text, Maybe),
            ("after", Text, Maybe),
            ("previous", Text, Always),
            ("digest", Text, Always),
        ],
        key: Key::Own(&["number"]),
        unique: &[],
        links: &[],
        indexes: &[
            ("audit_entry_by_contract", &["contract_id", "number"]),
            ("audit_entry_by_record_of", &["record_of", "number"]),
        ],
    },
    Shape {
        name: "audit_head",
        columns: &[
            ("id", Small, Always),
            ("number", Whole, Always),
            ("digest", Text, Always),
            ("day", Date, Maybe),
        ],
        key: Key::Own(&["id"]),
        unique: &[],
        links: &[],
        indexes: &[],
    },
    Shape {
        name: "audit_anchor",
        columns: &[("day", Date, Always), ("number", Whole, Always), ("digest", Text, Always)],
        key: Key::Own(&["day"]),
        unique: &[],
        links: &[],
        indexes: &[],
    },
];

// What may only be added to.
const KEPT: [&str; 2] = ["audit_entry", "audit_anchor"];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, SHAPES).await?;
        let empty = "0".repeat(64);
        let head = format!("INSERT INTO audit_head (id, number, digest) VALUES (1, 0, '{empty}')");
        run(manager, &head).await?;
        match manager.get_database_backend() {
            DatabaseBackend::Postgres => guard_postgres(manager).await,
            _ => guard_sqlite(manager).await,
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The tables take their triggers with them; the function of PostgreSQL stays behind.
        drop(manager, SHAPES).await?;
        match manager.get_database_backend() {
            DatabaseBackend::Postgres => run(manager, "DROP FUNCTION audit_only_grows()").await,
            _ => Ok(()),
        }
    }
}

async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(sql).await.map(|_done| ())
}

async fn guard_sqlite(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in KEPT {
        for deed in ["UPDATE", "DELETE"] {
            let name = format!("{table}_no_{}", deed.to_lowercase());
            let sql = format!(
                "CREATE TRIGGER {name} BEFORE {deed} ON {table} \
                 BEGIN SELECT RAISE(ABORT, 'the history of changes only grows'); END"
            );
            run(manager, &sql).await?;
        }
    }
    Ok(())
}

async fn guard_postgres(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let function = "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS \
        $$ BEGIN RAISE EXCEPTION 'the history of changes only grows'; END $$";
    run(manager, function).await?;
    for table in KEPT {
        let sql = format!(
            "CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()"
        );
        run(manager, &sql).await?;
    }
    Ok(())
}
