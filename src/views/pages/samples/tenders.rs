//! Tenders to make sample pages of.

use super::{HOSTILE, contract, date, id};
use crate::domain::assessments::Worded;
use crate::domain::exact::Money;
use crate::domain::ids::{ImportId, LotId, TenderId};
use crate::domain::lists::Page;
use crate::domain::meetings::Origin;
use crate::domain::tenders::{
    Lot, LotRecord, LotStanding, Tender, TenderDetails, TenderLine, TenderRecord, Value,
};
use crate::domain::weightings::frameworks::Framework;
use crate::domain::weightings::social_value::Authority;
use crate::domain::weightings::{Criterion, Kind, Weighting};

fn tender(n: u128) -> Tender {
    let details = TenderDetails {
        reference: format!("T-{n} {HOSTILE}"),
        title: Some(format!("Moorings {HOSTILE}")),
        published_on: Some(date(2026, 3, 2)),
        category: Some(HOSTILE.to_owned()),
        method: Some(HOSTILE.to_owned()),
        value: Some(Value { amount: Money::from_scaled(25_000_000).unwrap(), currency: None }),
        framework: Some(Framework::Dos6Lot1),
        authority: Some(Authority::Ndpb),
    };
    let origin = Some(Origin { import: ImportId(id(7)), line: 2 });
    Tender { id: TenderId(id(n)), buyer: Some(contract().client), details, origin }
}

/// A tender of which nothing is recorded but its reference.
fn bare() -> Tender {
    let details = TenderDetails { reference: HOSTILE.to_owned(), ..TenderDetails::default() };
    Tender { buyer: None, details, origin: None, ..tender(700) }
}

fn criterion(kind: &str, name: &str, weight: &str) -> Criterion {
    Criterion {
        number: None,
        name: name.to_owned(),
        kind: Worded { read: Kind::named(kind), written: Some(kind.to_owned()) },
        weight: Weighting::parse(weight).unwrap(),
        origin: None,
    }
}

fn lot(n: u128, reference: &str, criteria: Vec<Criterion>) -> LotRecord {
    let lot = Lot {
        id: LotId(id(n)),
        tender: TenderId(id(700)),
        reference: reference.to_owned(),
        title: (!reference.is_empty()).then(|| HOSTILE.to_owned()),
        standing: LotStanding::of(&criteria),
        origin: None,
    };
    LotRecord { lot, criteria }
}

/// A tender with lots of many statuses, and findings.
pub(in crate::views::pages) fn weighed() -> TenderRecord {
    let of = |weights: &[(&str, &str)]| {
        weights.iter().map(|(kind, weight)| criterion(kind, HOSTILE, weight)).collect::<Vec<_>>()
    };
    let named = vec![criterion("quality", "Price", "40"), criterion(HOSTILE, "", "60")];
    let lots = vec![
        lot(701, "1", named),
        lot(702, HOSTILE, of(&[("quality", "15-40%"), ("cost", "60-85%")])),
        lot(703, "Lot 3", of(&[("quality", "400"), ("price", "600")])),
        lot(704, "4", of(&[("price", "")])),
        lot(705, "5", of(&[("quality", HOSTILE), ("price", "60")])),
        lot(706, "6", of(&[("quality", "2"), ("price", "95 %abc")])),
    ];
    TenderRecord { tender: tender(700), lots }
}

/// A tender of which next to nothing is recorded.
pub(in crate::views::pages) fn hardly_weighed() -> TenderRecord {
    TenderRecord { tender: bare(), lots: vec![lot(707, "", vec![criterion("price", "", "")])] }
}

/// A list of 200 tenders, whole on one page.
pub(in crate::views::pages) fn tenders() -> Page<TenderLine> {
    let lots: Vec<Lot> = weighed().lots.into_iter().map(|record| record.lot).collect();
    let line = |n: u128| match n {
        999 => TenderLine::of(bare(), &[]),
        n => TenderLine::of(tender(n), &lots),
    };
    Page { items: (800..1_000).map(line).collect(), total: 200, next: None }
}
