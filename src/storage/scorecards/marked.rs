//! A figure with the marks behind it, in one query: what a scorecard is read from.

use super::figure_of;
use crate::domain::access::Scope;
use crate::domain::ids::ContractId;
use crate::domain::meetings::{Mark, Side};
use crate::domain::scorecards::Figure;
use crate::storage::StorageError;
use crate::storage::codes::code;
use crate::storage::contracts::{seen, seen_values};
use crate::storage::error::inconsistent;
use crate::storage::meetings::mark;
use chrono::NaiveDate;
use entity::{composite, contract, score};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, JoinType, QueryFilter, QueryResult,
    QuerySelect, QueryTrait, RelationDef, Select, Statement, Value,
};
use std::sync::OnceLock;
use uuid::Uuid;

/// A figure, the client's reference of its contract, and the side's marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The client's reference of the contract.
    pub reference: String,
    /// The figure.
    pub figure: Figure,
    /// The marks by position of the criterion; none when it does not come from a meeting.
    pub marks: Vec<(u16, Mark)>,
}

/// Reference, day, version, meeting; exact, published, coverage, minimum; criterion, state, value; the
/// revision both sides signed.
type Line = (
    String,
    NaiveDate,
    Uuid,
    Option<Uuid>,
    Option<i64>,
    Option<i64>,
    i64,
    i64,
    Option<i16>,
    Option<i16>,
    Option<i64>,
    Option<i64>,
);

/// The latest figure of a side up to a day, with its marks.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn marked<C: ConnectionTrait>(
    conn: &C, scope: Scope, contract: ContractId, side: Side, day: NaiveDate,
) -> Result<Option<Marked>, StorageError> {
    let backend = conn.get_database_backend();
    let (id, whose) = (Value::from(contract.0), Value::from(code(side)));
    let mut values = seen_values(scope);
    values.extend([id.clone(), whose.clone(), id, whose, day.into()]);
    let statement = Statement::from_sql_and_values(backend, text(scope, backend), values);
    let rows = conn.query_all_raw(statement).await?;
    let line = |row: &QueryResult| row.try_get_many_by_index::<Line>();
    marked_of(contract, side, rows.iter().map(line).collect::<Result<_, _>>()?)
}

/// The query without its values, kept: to put it together takes longer than to run it.
fn text(scope: Scope, backend: DatabaseBackend) -> &'static str {
    static KEPT: [[OnceLock<String>; 3]; 2] = [const { [const { OnceLock::new() }; 3] }; 2];
    let [sqlite, postgres] = &KEPT;
    let of_backend = if backend == DatabaseBackend::Postgres { postgres } else { sqlite };
    let [everything, client, supplier] = of_backend;
    let kept = match scope {
        Scope::Everything => everything,
        Scope::Client(_) => client,
        Scope::Supplier(_) => supplier,
    };
    let anything = (ContractId(Uuid::nil()), Side::Client, NaiveDate::MIN);
    kept.get_or_init(|| query(scope, anything).build(backend).sql)
}

/// Values stand in the order of their places: the scope's, contract, side, contract, side, day.
fn query(scope: Scope, of: (ContractId, Side, NaiveDate)) -> Select<contract::Entity> {
    use composite::Column::{
        Coverage, Exact, HappenedOn, MeetingId, Minimum, Published, Side as Whose, VersionId,
    };
    let (contract, side, day) = of;
    seen(scope)
        .select_only()
        .column(contract::Column::Reference)
        .columns([HappenedOn, VersionId, MeetingId, Exact, Published, Coverage, Minimum])
        .columns([score::Column::Criterion, score::Column::State, score::Column::Value])
        .column(composite::Column::SignedRevision)
        .join(JoinType::InnerJoin, to_composite())
        .join(JoinType::LeftJoin, to_scores())
        .filter(contract::Column::Id.eq(contract.0))
        .filter(Whose.eq(code(side)))
        .filter(HappenedOn.in_subquery(latest_day(contract, side, day)))
}

fn to_composite() -> RelationDef {
    contract::Entity::belongs_to(composite::Entity)
        .from(contract::Column::Id)
        .to(composite::Column::ContractId)
        .into()
}

fn to_scores() -> RelationDef {
    composite::Entity::belongs_to(score::Entity)
        .from((composite::Column::MeetingId, composite::Column::Side))
        .to((score::Column::MeetingId, score::Column::Side))
        .into()
}

// SQLite prepares a statement anew each time it is run with a limit, so there is none.
fn latest_day(contract: ContractId, side: Side, day: NaiveDate) -> SelectStatement {
    composite::Entity::find()
        .select_only()
        .expr(composite::Column::HappenedOn.max())
        .filter(composite::Column::ContractId.eq(contract.0))
        .filter(composite::Column::Side.eq(code(side)))
        .filter(composite::Column::HappenedOn.lte(day))
        .into_query()
}

fn marked_of(
    contract: ContractId, side: Side, lines: Vec<Line>,
) -> Result<Option<Marked>, StorageError> {
    let broken = || inconsistent("composite of contract", contract);
    let mark = |line: &Line| Some(mark_of(line.8?, line.9?, line.10).ok_or_else(broken));
    let marks = lines.iter().filter_map(mark).collect::<Result<_, _>>()?;
    let Some(line) = lines.into_iter().next() else { return Ok(None) };
    let signed_revision = line.11;
    let (reference, happened_on, version_id, meeting_id, exact, published, coverage, minimum, ..) =
        line;
    let figure = figure_of(composite::Model {
        contract_id: contract.0,
        happened_on,
        side: code(side),
        version_id,
        meeting_id,
        exact,
        published,
        coverage,
        minimum,
        signed_revision,
    })?;
    Ok(Some(Marked { reference, figure, marks }))
}

fn mark_of(place: i16, state: i16, value: Option<i64>) -> Option<(u16, Mark)> {
    Some((u16::try_from(place).ok()?, mark(state, value)?))
}
