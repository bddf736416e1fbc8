//! Tenders, lots and criteria that some rows are about: as stored, and as the rows leave them.

use super::{Said, given_twice, words};
use crate::app::Error;
use crate::app::imports::WeightingRow;
use crate::app::imports::run::{Numbered, Run};
use crate::domain::ids::{ImportId, LotId, TenderId};
use crate::domain::meetings::Origin;
use crate::domain::organisations::Organisation;
use crate::domain::problems::Problem;
use crate::domain::tenders::{Lot, LotStanding, Tender, TenderDetails, differing};
use crate::domain::weightings::Criterion;
use crate::storage;
use crate::storage::tenders::{Replaced, StoredCriterion};
use std::collections::HashMap;

/// The columns of what a row says, in the order of [`said`].
pub(super) const COLUMNS: [&str; 12] = [
    "title",
    "published_on",
    "category",
    "method",
    "value_gbp",
    "framework",
    "authority",
    "lot_title",
    "number",
    "criterion",
    "kind",
    "weight",
];

/// What is said of a criterion, its lot and its tender; empty where nothing is.
pub(super) fn said(tender: &TenderDetails, lot: Option<&str>, one: &Criterion) -> Vec<String> {
    let details = tender.texts().into_iter().map(|(_, text)| text);
    let lot = lot.unwrap_or_default().to_owned();
    details.chain([lot]).chain(words(one)).collect()
}

/// Something as it is stored, if it is, and as it is to be.
struct Held<T> {
    stored: Option<T>,
    now: T,
}

impl<T: Clone + PartialEq> Held<T> {
    fn stored(it: T) -> Self {
        Self { stored: Some(it.clone()), now: it }
    }

    fn new(it: T) -> Self {
        Self { stored: None, now: it }
    }

    fn is_changed(&self) -> bool {
        self.stored.as_ref() != Some(&self.now)
    }
}

/// Buyer and reference: what tells a tender from others.
type Key = (Option<String>, String);

/// What some rows are about.
pub(super) struct Known {
    tenders: HashMap<Key, Held<Tender>>,
    lots: HashMap<(TenderId, String), Held<Lot>>,
    criteria: HashMap<LotId, Vec<Held<StoredCriterion>>>,
    /// What rows said that agreed with what is recorded, each with its line.
    pub(super) agreed: Vec<(Said, u64)>,
}

/// Whether a row of this file left something as it is now.
fn is_own(origin: Option<Origin>, import: ImportId) -> bool {
    origin.is_some_and(|origin| origin.import == import)
}

impl Known {
    pub(super) async fn of(run: &Run<'_>, rows: &[Numbered<WeightingRow>]) -> Result<Self, Error> {
        let whole = || rows.iter().filter_map(|(_, read)| read.as_ref().ok());
        let references = whole().map(|row| row.tender.reference.as_str()).collect();
        let tenders =
            storage::tenders::at_references(run.tx, run.actor.scope(), references).await?;
        let ids: Vec<TenderId> = tenders.iter().map(|tender| tender.id).collect();
        let references = whole().map(|row| row.lot.as_str()).collect();
        let lots = storage::tenders::lots_named(run.tx, &ids, references).await?;
        let ids: Vec<LotId> = lots.iter().map(|lot| lot.id).collect();
        let criteria = storage::tenders::criteria(run.tx, &ids).await?;
        let held = |(lot, all): (LotId, Vec<StoredCriterion>)| {
            (lot, all.into_iter().map(Held::stored).collect())
        };
        let by_lot = |lot: Lot| ((lot.tender, lot.reference.clone()), Held::stored(lot));
        Ok(Self {
            tenders: tenders.into_iter().map(|one| (key_of(&one), Held::stored(one))).collect(),
            lots: lots.into_iter().map(by_lot).collect(),
            criteria: criteria.into_iter().map(held).collect(),
            agreed: Vec::new(),
        })
    }

    /// Compares a row with what is recorded, and takes what it says.
    pub(super) fn take(
        &mut self, run: &mut Run<'_>, line: u64, buyer: Option<Organisation>, row: WeightingRow,
    ) -> Result<(), Problem> {
        let origin = Origin { import: run.import, line };
        let WeightingRow { tender, lot, lot_title, criterion, .. } = row;
        let said = said(&tender, lot_title.as_deref(), &criterion);
        let (id, of_tender) = self.tender(origin, buyer, tender)?;
        let (lot, of_lot) = self.lot(origin, id, lot, lot_title)?;
        let more =
            if of_tender == Told::More || of_lot == Told::More { Told::More } else { Told::Same };
        self.criterion(run, origin, lot, (criterion, more), said)
    }

    fn tender(
        &mut self, origin: Origin, buyer: Option<Organisation>, given: TenderDetails,
    ) -> Result<(TenderId, Told), Problem> {
        let key = (buyer.as_ref().map(|own| own.name.clone()), given.reference.clone());
        let Some(held) = self.tenders.get_mut(&key) else {
            let id = TenderId::fresh();
            let tender = Tender { id, buyer, details: given, origin: Some(origin) };
            self.tenders.insert(key, Held::new(tender));
            return Ok((id, Told::More));
        };
        let now = &mut held.now;
        let (texts, known) = (given.texts(), now.details.texts());
        if is_own(now.origin, origin.import)
            && let Some(field) = differing(&texts, &known)
        {
            let value =
                texts.iter().find(|(name, _)| *name == field).map(|(_, text)| text.as_str());
            return Err(given_twice(origin.line, field, value.unwrap_or_default()));
        }
        let details = now.details.with(&given);
        if details == now.details {
            return Ok((now.id, Told::Same));
        }
        (now.details, now.origin) = (details, Some(origin));
        Ok((now.id, Told::More))
    }

    fn lot(
        &mut self, origin: Origin, tender: TenderId, reference: String, title: Option<String>,
    ) -> Result<(LotId, Told), Problem> {
        let Some(held) = self.lots.get_mut(&(tender, reference.clone())) else {
            let id = LotId::fresh();
            let standing = LotStanding::of(&[]);
            let lot = Lot { id, tender, reference, title, standing, origin: Some(origin) };
            self.lots.insert((tender, lot.reference.clone()), Held::new(lot));
            return Ok((id, Told::More));
        };
        let now = &mut held.now;
        let Some(title) = title.filter(|title| now.title.as_ref() != Some(title)) else {
            return Ok((now.id, Told::Same));
        };
        if is_own(now.origin, origin.import) && now.title.is_some() {
            return Err(given_twice(origin.line, "lot_title", &title));
        }
        (now.title, now.origin) = (Some(title), Some(origin));
        Ok((now.id, Told::More))
    }

    fn criterion(
        &mut self, run: &mut Run<'_>, origin: Origin, lot: LotId, (given, more): (Criterion, Told),
        said: Vec<String>,
    ) -> Result<(), Problem> {
        let all = self.criteria.entry(lot).or_default();
        let Some(held) = all.iter_mut().find(|held| held.now.criterion.is_same(&given)) else {
            let place = all.last().map_or(1, |last| last.now.place.saturating_add(1));
            let criterion = Criterion { origin: Some(origin), ..given };
            all.push(Held::new(StoredCriterion { lot, place, criterion }));
            run.counts.new = run.counts.new.saturating_add(1);
            return Ok(());
        };
        let now = &mut held.now.criterion;
        let own = is_own(now.origin, origin.import);
        let same = words(now) == words(&given);
        match (same, own, more) {
            (false, true, _) => {
                return Err(given_twice(origin.line, "weight", &given.weight.published));
            }
            (true, true, _) => run.unchanged(None),
            (true, false, Told::Same) => {
                run.unchanged(now.origin.map(|origin| origin.import));
                self.agreed.push(((lot.0, held.now.place, said), origin.line));
            }
            // A row that says more of the tender or lot stands for all it says, so that taking it
            // back takes all of it.
            (false, false, _) | (true, false, Told::More) => {
                run.counts.changed = run.counts.changed.saturating_add(1);
                *now = Criterion { origin: Some(origin), ..given };
            }
        }
        Ok(())
    }

    /// Writes what the rows changed, with what their lots come to now.
    pub(super) async fn store(mut self, run: &Run<'_>) -> Result<(), Error> {
        self.judge();
        let (import, now) = (run.import, run.now);
        let tenders: Vec<&Held<Tender>> = changed(self.tenders.values());
        let lots: Vec<&Held<Lot>> = changed(self.lots.values());
        let criteria: Vec<&Held<StoredCriterion>> = changed(self.criteria.values().flatten());
        let replaced = Replaced {
            tenders: before(&tenders, |one| one.origin, import),
            lots: before(&lots, |one| one.origin, import),
            criteria: before(&criteria, |one| one.criterion.origin, import),
        };
        let (tenders, mut lots, mut criteria) =
            (current(&tenders), current(&lots), current(&criteria));
        // Identifiers are put in order, so that the same file is always stored alike.
        lots.sort_by_key(|lot| lot.id);
        criteria.sort_by_key(|stored| (stored.lot, stored.place));
        let parts = (lots.as_slice(), criteria.as_slice());
        Ok(storage::tenders::put(run.tx, (import, now), &replaced, &tenders, parts).await?)
    }

    fn judge(&mut self) {
        for held in self.lots.values_mut() {
            let own = self.criteria.get(&held.now.id).map(Vec::as_slice).unwrap_or_default();
            if own.iter().any(Held::is_changed) {
                let own: Vec<Criterion> = own.iter().map(|one| one.now.criterion.clone()).collect();
                held.now.standing = LotStanding::of(&own);
            }
        }
    }
}

/// Whether a row says more of a tender or lot than was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Same,
    More,
}

fn key_of(tender: &Tender) -> Key {
    (tender.buyer.as_ref().map(|own| own.name.clone()), tender.details.reference.clone())
}

fn changed<'a, T: Clone + PartialEq + 'a>(
    all: impl Iterator<Item = &'a Held<T>>,
) -> Vec<&'a Held<T>> {
    all.filter(|held| held.is_changed()).collect()
}

/// What was stored of those that this import is the first of its rows to change.
fn before<T: Clone>(
    all: &[&Held<T>], origin: impl Fn(&T) -> Option<Origin>, import: ImportId,
) -> Vec<T> {
    let first = |held: &&&Held<T>| {
        let stored = held.stored.as_ref().map(|stored| is_own(origin(stored), import));
        stored == Some(false) && is_own(origin(&held.now), import)
    };
    all.iter().filter(first).filter_map(|held| held.stored.clone()).collect()
}

fn current<T: Clone>(all: &[&Held<T>]) -> Vec<T> {
    all.iter().map(|held| held.now.clone()).collect()
}
