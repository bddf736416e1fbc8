//! Tenders, their lots and award criteria: lists, one with everything under it.

mod import;
mod rows;

pub use import::{
    Replaced, at_references, lock_all_of, lots_named, only_buyer, put, put_standings, said,
    standing, take_back, touched_lots,
};
pub use rows::StoredCriterion;

use super::codes::code;
use super::{StorageError, organisations};
use crate::domain::access::Scope;
use crate::domain::ids::{LotId, OrganisationId, TenderId};
use crate::domain::lists::{Page, Slice};
use crate::domain::organisations::Organisation;
use crate::domain::tenders::{
    Lot, LotCoverage, LotRecord, Tender, TenderFilter, TenderLine, TenderRecord,
};
use crate::domain::weightings::LotStatus;
use chrono::NaiveDate;
use entity::{award_criterion, lot, organisation, tender};
use rows::{criterion_of, lot_of, tender_of};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};
use std::collections::HashMap;

/// The tenders that exist for a scope: a buyer's own. No supplier has any.
fn seen(scope: Scope) -> Select<tender::Entity> {
    let all = tender::Entity::find();
    match scope {
        Scope::Everything => all,
        Scope::Client(own) => all.filter(tender::Column::ClientId.eq(own.0)),
        Scope::Supplier(_) => all.filter(Condition::any().add(Expr::val(1).eq(0))),
    }
}

/// Tenders that pass a filter, latest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn list<C: ConnectionTrait>(
    conn: &C, scope: Scope, filter: &TenderFilter, slice: Slice,
) -> Result<Page<TenderLine>, StorageError> {
    let page = page(conn, scope, filter, slice).await?;
    let ids: Vec<TenderId> = page.items.iter().map(|tender| tender.id).collect();
    let mut lots = lots(conn, &ids).await?;
    let line = |tender: Tender| {
        let own = lots.remove(&tender.id).unwrap_or_default();
        TenderLine::of(tender, &own)
    };
    let items = page.items.into_iter().map(line).collect();
    Ok(Page { items, total: page.total, next: page.next })
}

/// The same tenders with everything under them.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn records<C: ConnectionTrait>(
    conn: &C, scope: Scope, filter: &TenderFilter, slice: Slice,
) -> Result<Page<TenderRecord>, StorageError> {
    let page = page(conn, scope, filter, slice).await?;
    let items = filled(conn, page.items).await?;
    Ok(Page { items, total: page.total, next: page.next })
}

async fn page<C: ConnectionTrait>(
    conn: &C, scope: Scope, filter: &TenderFilter, slice: Slice,
) -> Result<Page<Tender>, StorageError> {
    let query = seen(scope).filter(condition(filter));
    let total = query.clone().count(conn).await?;
    // Said in so many words because the databases sort what is missing to different ends.
    let day = Expr::col((tender::Entity, tender::Column::PublishedOn));
    let rows = query
        .order_by(day.if_null(NaiveDate::default()), Order::Desc)
        .order_by_asc(tender::Column::Reference)
        .order_by_asc(tender::Column::Id)
        .offset(slice.offset)
        .limit(slice.limit)
        .all(conn)
        .await?;
    let items = named(conn, rows).await?;
    let end = slice.offset.saturating_add(slice.limit);
    Ok(Page { items, total, next: (end < total).then_some(end) })
}

/// In how many lots of the tenders that pass a filter the cost share is known.
///
/// # Errors
/// When the database fails.
pub async fn coverage<C: ConnectionTrait>(
    conn: &C, scope: Scope, filter: &TenderFilter,
) -> Result<LotCoverage, StorageError> {
    let own = seen(scope).filter(condition(filter)).select_only().column(tender::Column::Id);
    let lots = lot::Entity::find().filter(lot::Column::TenderId.in_subquery(own.into_query()));
    let low = Expr::col((lot::Entity, lot::Column::CostLow));
    let known = lots.clone().filter(low.eq(Expr::col((lot::Entity, lot::Column::CostHigh))));
    Ok(LotCoverage { lots: lots.count(conn).await?, known: known.count(conn).await? })
}

fn condition(filter: &TenderFilter) -> Condition {
    use tender::Column;
    let words = filter.text.as_deref().unwrap_or_default().split_whitespace();
    Condition::all()
        .add(words.fold(Condition::all(), |all, word| all.add(mentions(word))))
        .add_option(filter.buyer.map(|id| Column::ClientId.eq(id.0)))
        .add_option(filter.status.map(|status| Column::Id.in_subquery(with_status(status))))
        .add_option(filter.from.map(|day| Column::PublishedOn.gte(day)))
        .add_option(filter.until.map(|day| Column::PublishedOn.lte(day)))
        .add_option(filter.reference.as_ref().map(|own| Column::Reference.eq(own.as_str())))
}

fn with_status(status: LotStatus) -> SelectStatement {
    let lots = lot::Entity::find().select_only().column(lot::Column::TenderId);
    lots.filter(lot::Column::Status.eq(code(status))).into_query()
}

fn mentions(word: &str) -> Condition {
    let escaped = word.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let like = LikeExpr::new(format!("%{escaped}%")).escape('\\');
    let lower = |column| Expr::expr(Func::lower(Expr::col((tender::Entity, column))));
    let name = Expr::col((organisation::Entity, organisation::Column::Name));
    let named = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .filter(Expr::expr(Func::lower(name)).like(like.clone()))
        .into_query();
    Condition::any()
        .add(lower(tender::Column::Reference).like(like.clone()))
        .add(lower(tender::Column::Title).like(like))
        .add(tender::Column::ClientId.in_subquery(named))
}

/// A tender with everything under it.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn record<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: TenderId,
) -> Result<Option<TenderRecord>, StorageError> {
    let rows = seen(scope).filter(tender::Column::Id.eq(id.0)).all(conn).await?;
    let tenders = named(conn, rows).await?;
    Ok(filled(conn, tenders).await?.pop())
}

/// Organisations whose tenders exist for a scope, by name.
///
/// # Errors
/// When the database fails.
pub async fn buyers<C: ConnectionTrait>(
    conn: &C, scope: Scope,
) -> Result<Vec<Organisation>, StorageError> {
    let ids = seen(scope).select_only().column(tender::Column::ClientId).into_query();
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Id.in_subquery(ids))
        .order_by_asc(organisation::Column::Name)
        .all(conn)
        .await?;
    let named =
        |row: organisation::Model| Organisation { id: OrganisationId(row.id), name: row.name };
    Ok(rows.into_iter().map(named).collect())
}

async fn named<C: ConnectionTrait>(
    conn: &C, rows: Vec<tender::Model>,
) -> Result<Vec<Tender>, StorageError> {
    let ids = rows.iter().filter_map(|row| row.client_id).collect();
    let names = organisations::named(conn, ids).await?;
    rows.into_iter().map(|row| tender_of(row, &names)).collect()
}

async fn filled<C: ConnectionTrait>(
    conn: &C, tenders: Vec<Tender>,
) -> Result<Vec<TenderRecord>, StorageError> {
    let ids: Vec<TenderId> = tenders.iter().map(|tender| tender.id).collect();
    let mut lots = lots(conn, &ids).await?;
    let ids: Vec<LotId> = lots.values().flatten().map(|lot| lot.id).collect();
    let mut criteria = criteria(conn, &ids).await?;
    let mut record = |lot: Lot| {
        let own = criteria.remove(&lot.id).unwrap_or_default();
        LotRecord { lot, criteria: own.into_iter().map(|stored| stored.criterion).collect() }
    };
    let mut with_lots = |tender: Tender| {
        let own = lots.remove(&tender.id).unwrap_or_default();
        TenderRecord { tender, lots: own.into_iter().map(&mut record).collect() }
    };
    Ok(tenders.into_iter().map(&mut with_lots).collect())
}

/// The lots of tenders, in the order they were recorded.
///
/// # Errors
/// When the database fails or a row breaks a rule.
async fn lots<C: ConnectionTrait>(
    conn: &C, tenders: &[TenderId],
) -> Result<HashMap<TenderId, Vec<Lot>>, StorageError> {
    let mut lots: HashMap<TenderId, Vec<Lot>> = HashMap::new();
    for some in tenders.chunks(1_000) {
        let rows = lot::Entity::find()
            .filter(lot::Column::TenderId.is_in(some.iter().map(|id| id.0)))
            .order_by_asc(lot::Column::Id)
            .all(conn)
            .await?;
        for row in rows {
            let lot = lot_of(row)?;
            lots.entry(lot.tender).or_default().push(lot);
        }
    }
    Ok(lots)
}

/// Lots by identifier.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn lots_by_id<C: ConnectionTrait>(
    conn: &C, ids: &[LotId],
) -> Result<Vec<Lot>, StorageError> {
    let own = lot::Column::Id.is_in(ids.iter().map(|id| id.0));
    let rows = lot::Entity::find().filter(own).all(conn).await?;
    rows.into_iter().map(lot_of).collect()
}

/// The criteria of lots, in the order they were recorded.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn criteria<C: ConnectionTrait>(
    conn: &C, lots: &[LotId],
) -> Result<HashMap<LotId, Vec<StoredCriterion>>, StorageError> {
    let mut criteria: HashMap<LotId, Vec<StoredCriterion>> = HashMap::new();
    for some in lots.chunks(1_000) {
        let rows = award_criterion::Entity::find()
            .filter(award_criterion::Column::LotId.is_in(some.iter().map(|id| id.0)))
            .order_by_asc(award_criterion::Column::LotId)
            .order_by_asc(award_criterion::Column::Place)
            .all(conn)
            .await?;
        for row in rows {
            let stored = criterion_of(row)?;
            criteria.entry(stored.lot).or_default().push(stored);
        }
    }
    Ok(criteria)
}
