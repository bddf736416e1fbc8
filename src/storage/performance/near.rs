//! Contracts of which something may soon be due under the Act.

use crate::domain::access::Scope;
use crate::domain::ids::ContractId;
use crate::domain::performance::Regime;
use crate::storage::StorageError;
use crate::storage::codes::code;
use crate::storage::contracts::on_seen;
use chrono::{Days, NaiveDate};
use entity::{contract, failure, standing};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, RelationDef,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Twelve months less the days ahead that are looked at, and some to spare.
const LONG_AGO: Days = Days::new(300);

/// How many days ahead is looked at.
const AHEAD: Days = Days::new(60);

/// Contracts of a scope of which something may be due within 60 days of a day: at least those of
/// which something is, those longest without an assessment first.
///
/// # Errors
/// When the database fails.
pub async fn near<C: ConnectionTrait>(
    conn: &C, scope: Scope, today: NaiveDate, most: u64,
) -> Result<BTreeSet<ContractId>, StorageError> {
    let to_contract: RelationDef = standing::Entity::belongs_to(contract::Entity)
        .from(standing::Column::ContractId)
        .to(contract::Column::Id)
        .into();
    let since = || {
        let assessed = Expr::col((standing::Entity, standing::Column::AssessedOn));
        Func::coalesce([assessed, Expr::col((contract::Entity, contract::Column::StartsOn))])
    };
    let waiting: Vec<Uuid> = standing::Entity::find()
        .select_only()
        .column(standing::Column::ContractId)
        .join(JoinType::InnerJoin, to_contract)
        .filter(on_seen(scope, standing::Column::ContractId))
        .filter(standing::Column::Regime.is_in([code(Regime::Act), code(Regime::ByChoice)]))
        .filter(standing::Column::ClosedOn.is_null())
        .filter(may_be_due(Expr::expr(since()), today))
        .order_by(since(), Order::Asc)
        .limit(most)
        .into_tuple()
        .all(conn)
        .await?;
    let failed: Vec<Uuid> = failure::Entity::find()
        .select_only()
        .column(failure::Column::ContractId)
        .filter(on_seen(scope, failure::Column::ContractId))
        .filter(failure::Column::PublishedOn.is_null())
        .order_by_asc(failure::Column::AppliesSince)
        .limit(most)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(waiting.into_iter().chain(failed).map(ContractId).collect())
}

fn may_be_due(since: Expr, today: NaiveDate) -> Condition {
    let long_ago = today.checked_sub_days(LONG_AGO).unwrap_or(today);
    let soon = today.checked_add_days(AHEAD).unwrap_or(today);
    let ends = Func::coalesce([
        Expr::col((standing::Entity, standing::Column::TerminatedOn)),
        Expr::col((contract::Entity, contract::Column::EndsOn)),
    ]);
    Condition::any()
        .add(since.lte(long_ago))
        .add(Expr::expr(ends).lte(soon))
        .add(standing::Column::PublishedOn.is_null())
}
