//! Award criteria as rows, in the columns they are imported by, and what each lot comes to.

use super::{Cell, Column, Table};
use crate::domain::exact::{TotalWeight, Weight};
use crate::domain::tenders::{LotRecord, Tender, TenderRecord};
use crate::domain::weightings::{Criterion, Kind};

/// The columns of weightings.
pub const TABLE: Table = Table {
    title: "Weightings of tenders",
    about: "Each row is one criterion that a lot is awarded on, with its weight as published.",
    columns: &[
        Column::new("tender_reference", 20),
        Column::new("criterion", 40),
        Column::new("kind", 16),
        Column::new("weight", 14),
        Column::new("lot", 10),
        Column::new("buyer", 30),
        Column::new("title", 40),
        Column::new("published_on", 14),
        Column::new("category", 14),
        Column::new("method", 14),
        Column::new("value_gbp", 16).with_decimals(2),
        Column::new("currency", 10),
        Column::new("lot_title", 40),
        Column::new("number", 10),
        Column::new("framework", 18),
        Column::new("authority", 20),
    ],
};

/// The columns of lots.
pub const LOTS: Table = Table {
    title: "Lots of tenders",
    about: "Each row is what the weights of one lot come to. The shares are parts of 100 and are \
            left empty where they cannot be known.",
    columns: &[
        Column::new("tender_reference", 20),
        Column::new("lot", 10),
        Column::new("status", 16),
        Column::new("total", 12),
        Column::new("cost_share", 12),
        Column::new("quality_share", 14),
    ],
};

/// The criteria of a lot.
#[must_use]
pub fn rows(record: &TenderRecord, lot: &LotRecord) -> Vec<Vec<Cell>> {
    lot.criteria.iter().map(|criterion| row(&record.tender, lot, criterion)).collect()
}

fn row(tender: &Tender, lot: &LotRecord, criterion: &Criterion) -> Vec<Cell> {
    let details = &tender.details;
    let maybe = |text: Option<&String>| Cell::free(text.map_or("", String::as_str));
    let kind = criterion.kind.written.as_deref();
    let value = details.value.as_ref();
    vec![
        Cell::free(&details.reference),
        Cell::free(&criterion.name),
        kind.map_or_else(|| Cell::maybe_word(criterion.kind.read.map(Kind::word)), Cell::free),
        Cell::free(&criterion.weight.published),
        Cell::free(&lot.lot.reference),
        maybe(tender.buyer.as_ref().map(|own| &own.name)),
        maybe(details.title.as_ref()),
        Cell::maybe_day(details.published_on),
        maybe(details.category.as_ref()),
        maybe(details.method.as_ref()),
        Cell::maybe_number(value.map(|value| value.amount.decimal())),
        maybe(value.and_then(|value| value.currency.as_ref())),
        maybe(lot.lot.title.as_ref()),
        Cell::maybe_number(criterion.number.map(Into::into)),
        Cell::maybe_word(details.framework.map(|framework| framework.word())),
        Cell::maybe_word(details.authority.map(|authority| authority.word())),
    ]
}

/// What the weights of a lot come to.
#[must_use]
pub fn lot(record: &TenderRecord, lot: &LotRecord) -> Vec<Cell> {
    let standing = &lot.lot.standing;
    vec![
        Cell::free(&record.tender.details.reference),
        Cell::free(&lot.lot.reference),
        Cell::word(standing.status.word()),
        Cell::maybe_number(standing.total.map(TotalWeight::decimal)),
        Cell::maybe_number(standing.cost_share().map(Weight::decimal)),
        Cell::maybe_number(standing.quality_share().map(Weight::decimal)),
    ]
}
