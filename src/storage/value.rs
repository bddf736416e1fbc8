//! Value-add items and what became of each.

use super::StorageError;
use super::codes::{Code, code};
use super::contracts::on_seen;
use super::error::inconsistent;
use super::meetings::{origin, origin_columns};
use super::rows::{insert_all, put_all};
use crate::domain::access::Scope;
use crate::domain::exact::Money;
use crate::domain::ids::{ActorId, ContractId, ImportId, ValueItemId};
use crate::domain::value::{
    Claim, Felt, HistoryStep, Item, Kind, Progress, State, Terms, Towards, Turnout, Verified,
};
use entity::{value_item, value_step};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// One item.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: ValueItemId,
) -> Result<Option<Item>, StorageError> {
    let seen = on_seen(scope, value_item::Column::ContractId);
    let row = value_item::Entity::find_by_id(id.0).filter(seen).one(conn).await?;
    row.map(item_of).transpose()
}

/// Items of contracts: by the day they are due, offers last, then by the day they take place and
/// by title.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn of_contracts<C: ConnectionTrait>(
    conn: &C, contracts: &[ContractId],
) -> Result<Vec<Item>, StorageError> {
    let mut items = Vec::new();
    for some in contracts.chunks(1_000) {
        let rows = value_item::Entity::find()
            .filter(value_item::Column::ContractId.is_in(some.iter().map(|id| id.0)))
            .all(conn)
            .await?;
        items.extend(rows.into_iter().map(item_of).collect::<Result<Vec<_>, _>>()?);
    }
    // Sorted here because the databases put what is missing at different ends.
    items.sort_by_cached_key(|item: &Item| {
        let terms = &item.terms;
        let offer = terms.due.is_none();
        (
            item.contract,
            offer,
            terms.due,
            terms.on.is_none(),
            terms.on,
            terms.title.clone(),
            item.id,
        )
    });
    Ok(items)
}

/// Items that another one counts for, as far as they exist for a scope.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn repeating<C: ConnectionTrait>(
    conn: &C, scope: Scope, counted: ValueItemId,
) -> Result<Vec<Item>, StorageError> {
    let rows = value_item::Entity::find()
        .filter(on_seen(scope, value_item::Column::ContractId))
        .filter(value_item::Column::SameAsId.eq(counted.0))
        .order_by_asc(value_item::Column::Title)
        .all(conn)
        .await?;
    rows.into_iter().map(item_of).collect()
}

/// Those of the items that an import changed or added.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn left_by<C: ConnectionTrait>(
    conn: &C, import: ImportId, ids: &[ValueItemId],
) -> Result<Vec<Item>, StorageError> {
    let rows = value_item::Entity::find()
        .filter(value_item::Column::ImportId.eq(import.0))
        .filter(value_item::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(conn)
        .await?;
    rows.into_iter().map(item_of).collect()
}

fn item_of(row: value_item::Model) -> Result<Item, StorageError> {
    let id = row.id;
    read(row).ok_or_else(|| inconsistent("value-add item", id))
}

fn read(row: value_item::Model) -> Option<Item> {
    let progress = progress(&row)?;
    let turnout = turnout(&row)?;
    let amount = money(row.claimed_pence)?;
    Some(Item {
        id: ValueItemId(row.id),
        contract: ContractId(row.contract_id),
        revision: row.revision,
        terms: Terms {
            title: row.title,
            about: row.about,
            kind: Kind::of(row.kind)?,
            towards: Towards::of(row.towards)?,
            due: row.due_on,
            on: row.takes_place_on,
            claim: amount.map(|amount| Claim { amount, method: row.method }),
        },
        progress,
        turnout,
        same_as: row.same_as_id.map(ValueItemId),
        origin: origin(row.import_id, row.import_line),
    })
}

/// An amount that may be missing; outer `None` when what is stored is no amount.
fn money(pence: Option<i64>) -> Option<Option<Money>> {
    match pence {
        None => Some(None),
        Some(pence) => Money::from_scaled(pence).map(Some),
    }
}

fn progress(row: &value_item::Model) -> Option<Progress> {
    Some(match State::of(row.state)? {
        State::Proposed => Progress::Proposed,
        State::Accepted => Progress::Accepted,
        State::Delivered => Progress::Delivered,
        State::Rejected => Progress::Rejected,
        State::Withdrawn => Progress::Withdrawn,
        State::Verified => {
            let (on, value) = (row.verified_on?, money(row.verified_pence)?);
            Progress::Verified(Verified { on, value })
        }
    })
}

fn turnout(row: &value_item::Model) -> Option<Turnout> {
    let count = |number: i64| u32::try_from(number).ok();
    let felt = match (row.felt_count, row.felt_sum) {
        (Some(answers), Some(sum)) => Some(Felt::new(count(answers)?, count(sum)?)?),
        _ => None,
    };
    let attendance = match row.attendance {
        Some(came) => Some(count(came)?),
        None => None,
    };
    let themes = row.themes.lines().map(str::to_owned).collect();
    Some(Turnout { attendance, felt, themes })
}

/// An item as a row.
pub(super) fn row_of(item: &Item) -> value_item::Model {
    let (import_id, import_line) = origin_columns(item.origin);
    let verified = item.progress.verified();
    let claim = item.terms.claim.as_ref();
    let felt = item.turnout.felt;
    value_item::Model {
        id: item.id.0,
        contract_id: item.contract.0,
        revision: item.revision,
        title: item.terms.title.clone(),
        about: item.terms.about.clone(),
        kind: code(item.terms.kind),
        towards: code(item.terms.towards),
        due_on: item.terms.due,
        takes_place_on: item.terms.on,
        claimed_pence: claim.map(|claim| claim.amount.scaled()),
        method: claim.and_then(|claim| claim.method.clone()),
        state: code(item.progress.state()),
        verified_on: verified.map(|verified| verified.on),
        verified_pence: verified.and_then(|verified| verified.value).map(Money::scaled),
        attendance: item.turnout.attendance.map(i64::from),
        felt_count: felt.map(|felt| i64::from(felt.count())),
        felt_sum: felt.map(|felt| i64::from(felt.sum())),
        themes: item.turnout.themes.join("\n"),
        same_as_id: item.same_as.map(|id| id.0),
        import_id,
        import_line,
    }
}

/// Writes items, over those that are there already.
///
/// # Errors
/// When the database fails.
pub async fn put<C: ConnectionTrait>(conn: &C, items: &[Item]) -> Result<(), StorageError> {
    put_rows(conn, items.iter().map(row_of).collect()).await
}

pub(super) async fn put_rows<C: ConnectionTrait>(
    conn: &C, rows: Vec<value_item::Model>,
) -> Result<(), StorageError> {
    use value_item::Column;
    let replacing = OnConflict::column(Column::Id)
        .update_columns([Column::Revision, Column::Title, Column::About, Column::Kind])
        .update_columns([Column::Towards, Column::DueOn, Column::TakesPlaceOn])
        .update_columns([Column::ClaimedPence, Column::Method, Column::State])
        .update_columns([Column::VerifiedOn, Column::VerifiedPence, Column::Attendance])
        .update_columns([Column::FeltCount, Column::FeltSum, Column::Themes, Column::SameAsId])
        .update_columns([Column::ImportId, Column::ImportLine])
        .to_owned();
    put_all(conn, rows, &replacing).await
}

/// The states items came to, those of each first one first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn steps<C: ConnectionTrait>(
    conn: &C, items: &[ValueItemId],
) -> Result<HashMap<ValueItemId, Vec<HistoryStep>>, StorageError> {
    let mut steps: HashMap<ValueItemId, Vec<HistoryStep>> = HashMap::new();
    for some in items.chunks(1_000) {
        let rows = value_step::Entity::find()
            .filter(value_step::Column::ItemId.is_in(some.iter().map(|id| id.0)))
            .order_by_asc(value_step::Column::ItemId)
            .order_by_asc(value_step::Column::Place)
            .all(conn)
            .await?;
        for row in rows {
            let id = ValueItemId(row.item_id);
            let step = step_of(row).ok_or_else(|| inconsistent("value-add item", id))?;
            steps.entry(id).or_default().push(step);
        }
    }
    Ok(steps)
}

fn step_of(row: value_step::Model) -> Option<HistoryStep> {
    Some(HistoryStep {
        state: State::of(row.state)?,
        on: row.happened_on,
        at: row.recorded_at,
        by: ActorId(row.actor_id),
        name: row.actor_name,
        note: row.note,
        value: money(row.verified_pence)?,
        import: row.import_id.map(ImportId),
    })
}

/// Adds one state to each of some items.
///
/// # Errors
/// When the database fails.
pub async fn add_steps<C: ConnectionTrait>(
    conn: &C, steps: &[(ValueItemId, HistoryStep)],
) -> Result<(), StorageError> {
    let ids: Vec<ValueItemId> = steps.iter().map(|(id, _)| *id).collect();
    let before = self::steps(conn, &ids).await?;
    let row = |(id, step): &(ValueItemId, HistoryStep)| {
        let place = before.get(id).map_or(0, Vec::len);
        value_step::Model {
            item_id: id.0,
            place: i16::try_from(place).unwrap_or(i16::MAX),
            state: code(step.state),
            happened_on: step.on,
            recorded_at: step.at,
            actor_id: step.by.0,
            actor_name: step.name.clone(),
            note: step.note.clone(),
            verified_pence: step.value.map(Money::scaled),
            import_id: step.import.map(|import| import.0),
        }
    };
    insert_all(conn, steps.iter().map(row).collect()).await
}
