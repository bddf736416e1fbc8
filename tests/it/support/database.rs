//! A database seen from outside the service: its tables, what is in them, its schema.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection};
use sea_orm::{DbErr, QueryResult, Statement};
use std::collections::BTreeMap;

/// Tables that tell of what was done and not of what came of it.
const HISTORY: [&str; 7] = [
    "audit_anchor",
    "audit_entry",
    "audit_head",
    "import",
    "import_file",
    "import_problem",
    "import_settings",
];

/// A connection of one's own.
pub(crate) async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.unwrap()
}

/// Does something to a database.
pub(crate) async fn run(database: &DatabaseConnection, sql: &str) -> Result<(), DbErr> {
    database.execute_unprepared(sql).await.map(|_done| ())
}

/// Every row of every table but the history, as text.
pub(crate) async fn contents(url: &str) -> BTreeMap<String, Vec<String>> {
    let database = connect(url).await;
    let mut contents = BTreeMap::new();
    for table in tables(&database).await {
        if !HISTORY.contains(&table.as_str()) {
            let rows = rows(&database, &table).await;
            contents.insert(table, rows);
        }
    }
    database.close().await.unwrap();
    contents
}

/// The names of all tables.
pub(crate) async fn tables(database: &DatabaseConnection) -> Vec<String> {
    let sql = match database.get_database_backend() {
        DatabaseBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' \
             ESCAPE '\\' ORDER BY name"
        }
        _ => {
            "SELECT table_name::text FROM information_schema.tables \
             WHERE table_schema = 'public' ORDER BY table_name::text COLLATE \"C\""
        }
    };
    texts(database, sql).await
}

/// The names of the columns of a table, in alphabetical order.
pub(crate) async fn columns(database: &DatabaseConnection, table: &str) -> Vec<String> {
    let sql = match database.get_database_backend() {
        DatabaseBackend::Sqlite => format!("SELECT name FROM pragma_table_info('{table}')"),
        _ => format!(
            "SELECT column_name::text FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name = '{table}'"
        ),
    };
    let mut columns = texts(database, &sql).await;
    columns.sort();
    columns
}

async fn rows(database: &DatabaseConnection, table: &str) -> Vec<String> {
    let sql = match database.get_database_backend() {
        DatabaseBackend::Sqlite => {
            let columns = columns(database, table).await;
            let quoted: Vec<String> =
                columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
            format!("SELECT {} FROM \"{table}\"", quoted.join(" || ',' || "))
        }
        _ => format!("SELECT row::text FROM \"{table}\" AS row"),
    };
    let mut rows = texts(database, &sql).await;
    rows.sort();
    rows
}

/// Everything that makes up the schema: tables, columns, keys, links, indexes.
pub(crate) async fn schema(database: &DatabaseConnection) -> Vec<String> {
    let parts: &[&str] = match database.get_database_backend() {
        DatabaseBackend::Sqlite => {
            &["SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_master"]
        }
        _ => &[
            "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable \
             FROM information_schema.columns WHERE table_schema = 'public'",
            "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) \
             FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
        ],
    };
    let mut schema = Vec::new();
    for part in parts {
        schema.extend(texts(database, part).await);
    }
    schema.sort();
    schema
}

async fn texts(database: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(database.get_database_backend(), sql);
    let rows = database.query_all_raw(statement).await;
    let rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.iter().map(|row: &QueryResult| row.try_get_by_index(0).unwrap()).collect()
}
