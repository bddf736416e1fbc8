//! A figure with the marks behind it, in one query: what a scorecard is read from.

use super::figure_of;
use crate::domain::access::Scope;
use crate::domain::ids::ContractId;
use crate::domain::meetings::{Mark, Side};
use crate::domain::scorecards::Figure;
use crate::storage::StorageError;
use crate::storage::codes::code;
use crate::storage::contracts::seen;
use crate::storage::error::inconsistent;
use crate::storage::meetings::mark;
use chrono::NaiveDate;
use entity::{composite, contract, score};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, Iterable, JoinType, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationDef,
};

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

#[derive(Debug, FromQueryResult)]
struct Line {
    reference: String,
    #[sea_orm(nested)]
    composite: composite::Model,
    criterion: Option<i16>,
    state: Option<i16>,
    value: Option<i64>,
}

/// The latest figure of a side up to a day, with its marks.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn marked<C: ConnectionTrait>(
    conn: &C,
    scope: Scope,
    contract: ContractId,
    side: Side,
    day: NaiveDate,
) -> Result<Option<Marked>, StorageError> {
    let query = seen(scope)
        .select_only()
        .column(contract::Column::Reference)
        .columns(composite::Column::iter())
        .columns([score::Column::Criterion, score::Column::State, score::Column::Value])
        .join(JoinType::InnerJoin, to_composite())
        .join(JoinType::LeftJoin, to_scores())
        .filter(contract::Column::Id.eq(contract.0))
        .filter(composite::Column::Side.eq(code(side)))
        .filter(composite::Column::HappenedOn.in_subquery(latest_day(contract, side, day)))
        .order_by_asc(score::Column::Criterion);
    marked_of(query.into_model::<Line>().all(conn).await?)
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

fn latest_day(contract: ContractId, side: Side, day: NaiveDate) -> SelectStatement {
    composite::Entity::find()
        .select_only()
        .column(composite::Column::HappenedOn)
        .filter(composite::Column::ContractId.eq(contract.0))
        .filter(composite::Column::Side.eq(code(side)))
        .filter(composite::Column::HappenedOn.lte(day))
        .order_by_desc(composite::Column::HappenedOn)
        .limit(1)
        .into_query()
}

fn marked_of(lines: Vec<Line>) -> Result<Option<Marked>, StorageError> {
    let marks = lines.iter().filter_map(mark_of).collect::<Result<_, _>>()?;
    let Some(Line { reference, composite, .. }) = lines.into_iter().next() else {
        return Ok(None);
    };
    Ok(Some(Marked { reference, figure: figure_of(composite)?, marks }))
}

fn mark_of(line: &Line) -> Option<Result<(u16, Mark), StorageError>> {
    let (place, state) = (line.criterion?, line.state?);
    let mark = u16::try_from(place).ok().zip(mark(state, line.value));
    Some(mark.ok_or_else(|| inconsistent("composite of contract", line.composite.contract_id)))
}
