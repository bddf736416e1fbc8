//! Imports, their problems and the files kept with them.

use super::StorageError;
use super::error::inconsistent;
use super::rows::insert_all;
use crate::domain::access::{Actor, Scope};
use crate::domain::ids::ImportId;
use crate::domain::imports::{Counts, Import, Kind, State};
use crate::domain::lists::{Page, Slice};
use crate::domain::problems::{Place, Problem};
use entity::{import, import_file, import_problem, import_settings};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, UpdateMany,
};
use std::collections::BTreeSet;

fn seen(scope: Scope) -> Select<import::Entity> {
    let all = import::Entity::find();
    match scope {
        Scope::Everything => all,
        Scope::Client(own) | Scope::Supplier(own) => {
            all.filter(import::Column::OrganisationId.eq(own.0))
        }
    }
}

/// One import.
///
/// # Errors
/// When the database fails or the row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: ImportId,
) -> Result<Option<Import>, StorageError> {
    let row = seen(scope).filter(import::Column::Id.eq(id.0)).one(conn).await?;
    row.map(import_of).transpose()
}

/// Those of the imports that exist.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn named<C: ConnectionTrait>(
    conn: &C, scope: Scope, ids: BTreeSet<ImportId>,
) -> Result<Vec<Import>, StorageError> {
    let mut found = Vec::new();
    for some in ids.into_iter().collect::<Vec<_>>().chunks(1_000) {
        let rows = seen(scope).filter(import::Column::Id.is_in(some.iter().map(|id| id.0)));
        let rows = rows.all(conn).await?.into_iter().map(import_of);
        found.extend(rows.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(found)
}

/// The import that stored a file and was not undone.
///
/// # Errors
/// When the database fails or the row breaks a rule.
pub async fn applied_before<C: ConnectionTrait>(
    conn: &C, scope: Scope, kind: Kind, digest: &str,
) -> Result<Option<Import>, StorageError> {
    let row = seen(scope)
        .filter(import::Column::Digest.eq(digest))
        .filter(import::Column::Kind.eq(kind.word()))
        .filter(import::Column::State.eq(State::Applied.word()))
        .one(conn)
        .await?;
    row.map(import_of).transpose()
}

/// Imports of some kinds, latest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn list<C: ConnectionTrait>(
    conn: &C, scope: Scope, kinds: &[Kind], slice: Slice,
) -> Result<Page<Import>, StorageError> {
    let words = kinds.iter().map(|kind| kind.word());
    let query = seen(scope).filter(import::Column::Kind.is_in(words));
    let total = query.clone().count(conn).await?;
    let rows = query
        .order_by_desc(import::Column::CreatedAt)
        .order_by_desc(import::Column::Id)
        .offset(slice.offset)
        .limit(slice.limit)
        .all(conn)
        .await?;
    let items = rows.into_iter().map(import_of).collect::<Result<_, _>>()?;
    let end = slice.offset.saturating_add(slice.limit);
    Ok(Page { items, total, next: (end < total).then_some(end) })
}

fn import_of(row: import::Model) -> Result<Import, StorageError> {
    let broken = || inconsistent("import", row.id);
    let whole = |number: i64| u64::try_from(number).ok().ok_or_else(broken);
    Ok(Import {
        id: ImportId(row.id),
        kind: Kind::parse(&row.kind).ok_or_else(broken)?,
        state: State::parse(&row.state).ok_or_else(broken)?,
        counts: Counts {
            rows: whole(row.rows_read)?,
            new: whole(row.rows_new)?,
            changed: whole(row.rows_changed)?,
            unchanged: whole(row.rows_unchanged)?,
            problems: whole(row.problems)?,
        },
        file_name: row.file_name,
        digest: row.digest,
        by: row.actor_name,
        at: row.created_at,
    })
}

/// Adds an import.
///
/// # Errors
/// When the database fails.
pub async fn add<C: ConnectionTrait>(
    conn: &C, actor: &Actor, import: &Import,
) -> Result<(), StorageError> {
    let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let row = import::Model {
        id: import.id.0,
        kind: import.kind.word().to_owned(),
        file_name: import.file_name.clone(),
        digest: import.digest.clone(),
        state: import.state.word().to_owned(),
        rows_read: whole(import.counts.rows),
        rows_new: whole(import.counts.new),
        rows_changed: whole(import.counts.changed),
        rows_unchanged: whole(import.counts.unchanged),
        problems: whole(import.counts.problems),
        actor_id: actor.id().0,
        actor_name: actor.name().to_owned(),
        created_at: import.at,
        organisation_id: actor.seat().organisation().map(|own| own.0),
    };
    insert_all(conn, vec![row]).await
}

/// Makes a check that was confirmed into what came of it; `false` when it is no
/// check, or not any more.
///
/// # Errors
/// When the database fails.
pub async fn confirm<C: ConnectionTrait>(
    conn: &C, actor: &Actor, import: &Import,
) -> Result<bool, StorageError> {
    let done = counted(import::Entity::update_many(), import.counts)
        .col_expr(import::Column::State, Expr::value(import.state.word()))
        .col_expr(import::Column::ActorId, Expr::value(actor.id().0))
        .col_expr(import::Column::ActorName, Expr::value(actor.name()))
        .col_expr(import::Column::CreatedAt, Expr::value(import.at))
        .filter(import::Column::Id.eq(import.id.0))
        .filter(import::Column::State.eq(State::Checked.word()))
        .exec(conn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Notes what became of the rows.
///
/// # Errors
/// When the database fails.
pub async fn set_counts<C: ConnectionTrait>(
    conn: &C, id: ImportId, counts: Counts,
) -> Result<(), StorageError> {
    let own = import::Column::Id.eq(id.0);
    counted(import::Entity::update_many(), counts).filter(own).exec(conn).await?;
    Ok(())
}

fn counted(update: UpdateMany<import::Entity>, counts: Counts) -> UpdateMany<import::Entity> {
    let whole = |number: u64| Expr::value(i64::try_from(number).unwrap_or(i64::MAX));
    update
        .col_expr(import::Column::RowsRead, whole(counts.rows))
        .col_expr(import::Column::RowsNew, whole(counts.new))
        .col_expr(import::Column::RowsChanged, whole(counts.changed))
        .col_expr(import::Column::RowsUnchanged, whole(counts.unchanged))
        .col_expr(import::Column::Problems, whole(counts.problems))
}

/// Moves an import to another state.
///
/// # Errors
/// When the database fails.
pub async fn set_state<C: ConnectionTrait>(
    conn: &C, id: ImportId, state: State,
) -> Result<(), StorageError> {
    import::Entity::update_many()
        .col_expr(import::Column::State, Expr::value(state.word()))
        .filter(import::Column::Id.eq(id.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Adds problems, counted on from `first`.
///
/// # Errors
/// When the database fails.
pub async fn add_problems<C: ConnectionTrait>(
    conn: &C, id: ImportId, first: i64, problems: &[Problem],
) -> Result<(), StorageError> {
    let row = |(place, problem): (i64, &Problem)| {
        let (line, field) = match &problem.place {
            Place::Whole => (None, None),
            Place::Cell { line, column } => (i64::try_from(*line).ok(), column.clone()),
            Place::Field(field) => (None, Some(field.clone())),
        };
        let (value, message, remedy) =
            (problem.value.clone(), problem.message.clone(), problem.remedy.clone());
        import_problem::Model { import_id: id.0, place, line, field, value, message, remedy }
    };
    insert_all(conn, (first..).zip(problems).map(row).collect()).await
}

/// Problems of an import in order of their lines, those of the whole file first.
///
/// # Errors
/// When the database fails.
pub async fn problems<C: ConnectionTrait>(
    conn: &C, id: ImportId, slice: Slice,
) -> Result<Page<Problem>, StorageError> {
    let query = import_problem::Entity::find().filter(import_problem::Column::ImportId.eq(id.0));
    let total = query.clone().count(conn).await?;
    // Said in so many words because the databases sort what is missing to different ends.
    let line = Expr::col(import_problem::Column::Line).if_null(0_i64);
    let rows = query
        .order_by(line, Order::Asc)
        .order_by_asc(import_problem::Column::Place)
        .offset(slice.offset)
        .limit(slice.limit)
        .all(conn)
        .await?;
    let end = slice.offset.saturating_add(slice.limit);
    let items = rows.into_iter().map(problem_of).collect();
    Ok(Page { items, total, next: (end < total).then_some(end) })
}

fn problem_of(row: import_problem::Model) -> Problem {
    let place = match (row.line.and_then(|line| u64::try_from(line).ok()), row.field) {
        (Some(line), column) => Place::Cell { line, column },
        (None, Some(field)) => Place::Field(field),
        (None, None) => Place::Whole,
    };
    Problem { place, value: row.value, message: row.message, remedy: row.remedy }
}

/// Keeps one piece of a file.
///
/// # Errors
/// When the database fails.
pub async fn add_piece<C: ConnectionTrait>(
    conn: &C, id: ImportId, place: i64, bytes: Vec<u8>,
) -> Result<(), StorageError> {
    insert_all(conn, vec![import_file::Model { import_id: id.0, place, bytes }]).await
}

/// One piece of a kept file.
///
/// # Errors
/// When the database fails.
pub async fn piece<C: ConnectionTrait>(
    conn: &C, id: ImportId, place: i64,
) -> Result<Option<Vec<u8>>, StorageError> {
    Ok(import_file::Entity::find_by_id((id.0, place)).one(conn).await?.map(|row| row.bytes))
}

/// Whether a file is kept.
///
/// # Errors
/// When the database fails.
pub async fn has_file<C: ConnectionTrait>(conn: &C, id: ImportId) -> Result<bool, StorageError> {
    let first: Option<i64> = import_file::Entity::find()
        .select_only()
        .column(import_file::Column::Place)
        .filter(import_file::Column::ImportId.eq(id.0))
        .limit(1)
        .into_tuple()
        .one(conn)
        .await?;
    Ok(first.is_some())
}

/// Keeps the settings a file was read with.
///
/// # Errors
/// When the database fails.
pub async fn add_settings<C: ConnectionTrait>(
    conn: &C, id: ImportId, settings: &str,
) -> Result<(), StorageError> {
    insert_all(
        conn,
        vec![import_settings::Model { import_id: id.0, settings: settings.to_owned() }],
    )
    .await
}

/// The settings a kept file was read with.
///
/// # Errors
/// When the database fails.
pub async fn settings<C: ConnectionTrait>(
    conn: &C, id: ImportId,
) -> Result<Option<String>, StorageError> {
    Ok(import_settings::Entity::find_by_id(id.0).one(conn).await?.map(|row| row.settings))
}

/// Forgets a kept file, though not how it was read.
///
/// # Errors
/// When the database fails.
pub async fn forget_file<C: ConnectionTrait>(conn: &C, id: ImportId) -> Result<(), StorageError> {
    let own = import_file::Column::ImportId.eq(id.0);
    import_file::Entity::delete_many().filter(own).exec(conn).await?;
    Ok(())
}
