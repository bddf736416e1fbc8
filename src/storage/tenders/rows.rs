//! Rows of tenders, lots and award criteria to values and back.

use crate::domain::assessments::Worded;
use crate::domain::exact::{Money, PublishedWeight, TotalWeight, Weight};
use crate::domain::ids::{LotId, TenderId};
use crate::domain::organisations::Organisation;
use crate::domain::tenders::{Lot, LotStanding, Tender, TenderDetails, Value};
use crate::domain::weightings::{Criterion, Form, Reading, Weighting};
use crate::storage::StorageError;
use crate::storage::codes::{Code, code};
use crate::storage::error::inconsistent;
use crate::storage::meetings::{origin, origin_columns};
use chrono::{DateTime, Utc};
use entity::{award_criterion, lot, tender};
use std::collections::HashMap;
use uuid::Uuid;

/// A criterion and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCriterion {
    /// The lot it belongs to.
    pub lot: LotId,
    /// Its place in the lot.
    pub place: i64,
    /// The criterion.
    pub criterion: Criterion,
}

/// A tender, with the name of its buyer among `names`.
pub(super) fn tender_of(
    row: tender::Model, names: &HashMap<Uuid, Organisation>,
) -> Result<Tender, StorageError> {
    let id = row.id;
    read_tender(row, names).ok_or_else(|| inconsistent("tender", id))
}

fn read_tender(row: tender::Model, names: &HashMap<Uuid, Organisation>) -> Option<Tender> {
    let buyer = match row.client_id {
        Some(id) => Some(names.get(&id)?.clone()),
        None => None,
    };
    let value = match row.value_pence {
        Some(pence) => Some(Value { amount: Money::from_scaled(pence)?, currency: row.currency }),
        None => None,
    };
    let details = TenderDetails {
        reference: row.reference,
        title: row.title,
        published_on: row.published_on,
        category: row.category,
        method: row.method,
        value,
        framework: known(row.framework)?,
        authority: known(row.authority)?,
    };
    let origin = origin(row.import_id, row.import_line);
    Some(Tender { id: TenderId(row.id), buyer, details, origin })
}

/// A word that may be missing; outer `None` for a number that stands for none.
fn known<T: Code>(number: Option<i16>) -> Option<Option<T>> {
    match number {
        Some(number) => T::of(number).map(Some),
        None => Some(None),
    }
}

/// A tender as a row.
pub(super) fn tender_row(tender: &Tender, now: DateTime<Utc>) -> tender::Model {
    let details = tender.details.clone();
    let (import_id, import_line) = origin_columns(tender.origin);
    let (amount, currency) = match details.value {
        Some(Value { amount, currency }) => (Some(amount.scaled()), currency),
        None => (None, None),
    };
    tender::Model {
        id: tender.id.0,
        client_id: tender.buyer.as_ref().map(|own| own.id.0),
        reference: details.reference,
        title: details.title,
        published_on: details.published_on,
        category: details.category,
        method: details.method,
        value_pence: amount,
        currency,
        framework: details.framework.map(code),
        authority: details.authority.map(code),
        import_id,
        import_line,
        created_at: now,
    }
}

/// A lot.
pub(super) fn lot_of(row: lot::Model) -> Result<Lot, StorageError> {
    let id = row.id;
    read_lot(row).ok_or_else(|| inconsistent("lot", id))
}

fn read_lot(row: lot::Model) -> Option<Lot> {
    let total = match row.total {
        Some(units) => Some(TotalWeight::from_scaled(units)?),
        None => None,
    };
    let cost = match row.cost_low.zip(row.cost_high) {
        Some((low, high)) => Some((Weight::from_scaled(low)?, Weight::from_scaled(high)?)),
        None => None,
    };
    Some(Lot {
        id: LotId(row.id),
        tender: TenderId(row.tender_id),
        reference: row.reference,
        title: row.title,
        standing: LotStanding { status: Code::of(row.status)?, total, cost },
        origin: origin(row.import_id, row.import_line),
    })
}

/// A lot as a row.
pub(super) fn lot_row(lot: &Lot) -> lot::Model {
    let (import_id, import_line) = origin_columns(lot.origin);
    let LotStanding { status, total, cost } = lot.standing;
    lot::Model {
        id: lot.id.0,
        tender_id: lot.tender.0,
        reference: lot.reference.clone(),
        title: lot.title.clone(),
        status: code(status),
        total: total.map(TotalWeight::scaled),
        cost_low: cost.map(|(low, _)| low.scaled()),
        cost_high: cost.map(|(_, high)| high.scaled()),
        import_id,
        import_line,
    }
}

/// A criterion and where it stands.
pub(super) fn criterion_of(row: award_criterion::Model) -> Result<StoredCriterion, StorageError> {
    let lot = row.lot_id;
    read_criterion(row).ok_or_else(|| inconsistent("award criterion of lot", lot))
}

fn read_criterion(row: award_criterion::Model) -> Option<StoredCriterion> {
    let weight = |units: Option<i64>| match units {
        Some(units) => PublishedWeight::from_scaled(units).map(Some),
        None => Some(None),
    };
    let form: Form = Code::of(row.form)?;
    let reading = Reading::of(form, (weight(row.low)?, weight(row.high)?))?;
    let number = match row.number {
        Some(number) => Some(u16::try_from(number).ok()?),
        None => None,
    };
    let criterion = Criterion {
        number,
        name: row.name,
        kind: Worded { read: known(row.kind)?, written: row.kind_written },
        weight: Weighting { published: row.weight, reading },
        origin: origin(row.import_id, row.import_line),
    };
    Some(StoredCriterion { lot: LotId(row.lot_id), place: row.place, criterion })
}

/// A criterion as a row.
pub(super) fn criterion_row(stored: &StoredCriterion) -> award_criterion::Model {
    let criterion = stored.criterion.clone();
    let (import_id, import_line) = origin_columns(criterion.origin);
    let (low, high) = criterion.weight.reading.numbers();
    award_criterion::Model {
        lot_id: stored.lot.0,
        place: stored.place,
        number: criterion.number.and_then(|number| i16::try_from(number).ok()),
        name: criterion.name,
        kind: criterion.kind.read.map(code),
        kind_written: criterion.kind.written,
        weight: criterion.weight.published,
        form: code(criterion.weight.reading.form()),
        low: low.map(PublishedWeight::scaled),
        high: high.map(PublishedWeight::scaled),
        import_id,
        import_line,
    }
}
