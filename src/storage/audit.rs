//! The history of changes: a chain that grows in the transactions whose changes it tells.

mod state;

pub use state::state;

use super::error::inconsistent;
use super::rows::insert_all;
use super::{StorageError, Tx};
use crate::domain::access::{Role, Scope, Surface, Whence};
use crate::domain::audit::{
    Anchor, Broken, By, Change, Digest, Entry, Head, Subject, SubjectKind, Verifier,
};
use crate::domain::contracts::Contract;
use crate::domain::ids::{ActorId, ContractId, OrganisationId};
use crate::domain::lists::{Page, Slice};
use chrono::{DateTime, DurationRound, NaiveDate, TimeDelta, Utc};
use entity::{audit_anchor, audit_entry, audit_head};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

// The one row that says where the chain ends.
const HEAD: i16 = 1;
// Entries read at a time: a chain is longer than memory likes.
const AT_A_TIME: u64 = 1_000;

/// What a change is a change of.
#[derive(Debug, Clone)]
pub struct Noted {
    /// Who.
    pub by: By,
    /// When.
    pub at: DateTime<Utc>,
    /// The thing.
    pub subject: Subject,
    /// The organisation whose record it is.
    pub record_of: Option<OrganisationId>,
    /// Its state before the change.
    pub before: Option<Digest>,
}

/// The organisation whose record a contract is.
#[must_use]
pub fn record_of(contract: &Contract) -> Option<OrganisationId> {
    Some(contract.client.id)
}

/// Adds a change to the chain, once it is made; nothing when it changed nothing.
///
/// # Errors
/// When the database fails.
pub async fn note(tx: &Tx, noted: Noted) -> Result<(), StorageError> {
    let after = state(tx, noted.subject).await?;
    if noted.before == after {
        return Ok(());
    }
    // What both databases keep of a moment.
    let at = noted.at.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(noted.at);
    let change = Change {
        at,
        by: noted.by,
        kind: noted.subject.kind(),
        subject: noted.subject.name(),
        contract: noted.subject.contract(),
        record_of: noted.record_of,
        before: noted.before,
        after,
    };
    append(tx, change).await
}

async fn append(tx: &Tx, change: Change) -> Result<(), StorageError> {
    let (head, day) = held(tx).await?;
    let today = change.at.date_naive();
    if let Some(day) = day.filter(|day| *day < today) {
        anchor(tx, Anchor { day, head }).await?;
    }
    let entry = head.next(change);
    move_head(tx, entry.head(), day.map_or(today, |day| day.max(today))).await?;
    insert_all(tx, vec![row_of(&entry)]).await
}

/// Where the chain ends, held until the transaction does.
async fn held(tx: &Tx) -> Result<(Head, Option<NaiveDate>), StorageError> {
    let row = audit_head::Entity::find_by_id(HEAD).lock_exclusive().one(tx).await?;
    let row = row.ok_or_else(|| inconsistent("end of the history", HEAD))?;
    Ok((head_of(&row)?, row.day))
}

fn head_of(row: &audit_head::Model) -> Result<Head, StorageError> {
    head(row.number, &row.digest).ok_or_else(|| inconsistent("end of the history", row.number))
}

fn head(number: i64, digest: &str) -> Option<Head> {
    Some(Head { number: u64::try_from(number).ok()?, digest: Digest::parse(digest)? })
}

async fn move_head(tx: &Tx, head: Head, day: NaiveDate) -> Result<(), StorageError> {
    use audit_head::Column;
    audit_head::Entity::update_many()
        .col_expr(Column::Number, Expr::val(whole(head.number)))
        .col_expr(Column::Digest, Expr::val(head.digest.to_string()))
        .col_expr(Column::Day, Expr::val(day))
        .filter(Column::Id.eq(HEAD))
        .exec(tx)
        .await?;
    Ok(())
}

async fn anchor(tx: &Tx, anchor: Anchor) -> Result<(), StorageError> {
    let Anchor { day, head } = anchor;
    tracing::info!(%day, number = head.number, digest = %head.digest, "End of the day's history");
    let row =
        audit_anchor::Model { day, number: whole(head.number), digest: head.digest.to_string() };
    insert_all(tx, vec![row]).await
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn row_of(entry: &Entry) -> audit_entry::Model {
    let Entry { number, change, previous, digest } = entry;
    audit_entry::Model {
        number: whole(*number),
        happened_at: change.at,
        actor_id: change.by.actor.0,
        actor_name: change.by.name.clone(),
        role: change.by.role.map(|role| role.word().to_owned()),
        organisation_id: change.by.organisation.map(|id| id.0),
        surface: change.by.whence.surface.word().to_owned(),
        address: change.by.whence.address.map(|address| address.to_string()),
        kind: change.kind.word().to_owned(),
        subject: change.subject.clone(),
        contract_id: change.contract.map(|id| id.0),
        record_of: change.record_of.map(|id| id.0),
        before: change.before.map(|digest| digest.to_string()),
        after: change.after.map(|digest| digest.to_string()),
        previous: previous.to_string(),
        digest: digest.to_string(),
    }
}

fn entry_of(row: audit_entry::Model) -> Result<Entry, StorageError> {
    let number = row.number;
    read(row).ok_or_else(|| inconsistent("entry of the history", number))
}

fn read(row: audit_entry::Model) -> Option<Entry> {
    let optional = |text: &Option<String>| text.as_deref().map(Digest::parse);
    let address = match &row.address {
        Some(address) => Some(address.parse().ok()?),
        None => None,
    };
    let role = row.role;
    let by = By {
        actor: ActorId(row.actor_id),
        name: row.actor_name,
        role: role.as_deref().map_or(Some(None), |role| Role::parse(role).map(Some))?,
        organisation: row.organisation_id.map(OrganisationId),
        whence: Whence { surface: Surface::parse(&row.surface)?, address },
    };
    let change = Change {
        at: row.happened_at,
        by,
        kind: SubjectKind::parse(&row.kind)?,
        subject: row.subject,
        contract: row.contract_id.map(ContractId),
        record_of: row.record_of.map(OrganisationId),
        before: optional(&row.before).map_or(Some(None), |digest| digest.map(Some))?,
        after: optional(&row.after).map_or(Some(None), |digest| digest.map(Some))?,
    };
    Some(Entry {
        number: u64::try_from(row.number).ok()?,
        change,
        previous: Digest::parse(&row.previous)?,
        digest: Digest::parse(&row.digest)?,
    })
}

/// Entries that exist for a scope: a client's own record, latest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn list<C: ConnectionTrait>(
    conn: &C, scope: Scope, filter: Filter, slice: Slice,
) -> Result<Page<Entry>, StorageError> {
    let query = filtered(scope, filter);
    let total = query.clone().count(conn).await?;
    let rows = query
        .order_by_desc(audit_entry::Column::Number)
        .offset(slice.offset)
        .limit(slice.limit)
        .all(conn)
        .await?;
    let items = rows.into_iter().map(entry_of).collect::<Result<_, _>>()?;
    let end = slice.offset.saturating_add(slice.limit);
    Ok(Page { items, total, next: (end < total).then_some(end) })
}

/// Entries that exist for a scope and follow entry `after`, in order.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn following<C: ConnectionTrait>(
    conn: &C, scope: Scope, filter: Filter, after: u64,
) -> Result<Vec<Entry>, StorageError> {
    let rows = filtered(scope, filter)
        .filter(audit_entry::Column::Number.gt(whole(after)))
        .order_by_asc(audit_entry::Column::Number)
        .limit(AT_A_TIME)
        .all(conn)
        .await?;
    rows.into_iter().map(entry_of).collect()
}

/// Which entries to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of a contract.
    pub contract: Option<ContractId>,
    /// Those of a kind.
    pub kind: Option<SubjectKind>,
}

fn filtered(scope: Scope, filter: Filter) -> Select<audit_entry::Entity> {
    use audit_entry::Column;
    let mut query = match scope {
        Scope::Everything => audit_entry::Entity::find(),
        Scope::Client(own) | Scope::Supplier(own) => {
            // That somebody said something to one role alone is for nobody else to know.
            let hidden = SubjectKind::ConfidentialFeedback.word();
            audit_entry::Entity::find()
                .filter(Column::RecordOf.eq(own.0))
                .filter(Column::Kind.ne(hidden))
        }
    };
    if let Some(contract) = filter.contract {
        query = query.filter(Column::ContractId.eq(contract.0));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(Column::Kind.eq(kind.word()));
    }
    query
}

/// Goes along the whole chain, and along the days kept of it.
///
/// # Errors
/// When the database fails or a row cannot be read.
pub async fn verify<C: ConnectionTrait>(conn: &C) -> Result<Result<u64, Broken>, StorageError> {
    let mut verifier = Verifier::new(end(conn).await?, anchors(conn).await?);
    let mut after = i64::MIN;
    loop {
        let rows = audit_entry::Entity::find()
            .filter(audit_entry::Column::Number.gt(after))
            .order_by_asc(audit_entry::Column::Number)
            .limit(AT_A_TIME)
            .all(conn)
            .await?;
        let Some(last) = rows.last() else { return Ok(verifier.finish()) };
        after = last.number;
        for row in rows {
            if let Err(broken) = verified(&mut verifier, row) {
                return Ok(Err(broken));
            }
        }
    }
}

// A row that cannot even be read was not written by this service.
fn verified(verifier: &mut Verifier, row: audit_entry::Model) -> Result<(), Broken> {
    let number = u64::try_from(row.number).unwrap_or(0);
    match read(row) {
        Some(entry) => verifier.next(&entry),
        None => Err(Broken { number, how: crate::domain::audit::Break::Edited }),
    }
}

/// Where the chain is said to end.
///
/// # Errors
/// When the database fails or the row breaks a rule.
pub async fn end<C: ConnectionTrait>(conn: &C) -> Result<Head, StorageError> {
    let row = audit_head::Entity::find_by_id(HEAD).one(conn).await?;
    let row = row.ok_or_else(|| inconsistent("end of the history", HEAD))?;
    head_of(&row)
}

async fn anchors<C: ConnectionTrait>(conn: &C) -> Result<Vec<Anchor>, StorageError> {
    let rows =
        audit_anchor::Entity::find().order_by_asc(audit_anchor::Column::Day).all(conn).await?;
    let anchor = |row: audit_anchor::Model| {
        let head = head(row.number, &row.digest);
        let head = head.ok_or_else(|| inconsistent("end of the history of", row.day))?;
        Ok(Anchor { day: row.day, head })
    };
    rows.into_iter().map(anchor).collect()
}
