//! Items as a file records them: in the state they have come to, without the steps between.

use super::{Claim, Item, Kind, Progress, State, Terms, Towards, Turnout, Verified, leads_to};
use crate::domain::exact::Money;
use crate::domain::ids::{ContractId, ValueItemId};
use crate::domain::meetings::Origin;
use crate::domain::problems::Problem;
use chrono::NaiveDate;

/// What a file says of an item. What it leaves open stays as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// What it is.
    pub title: String,
    /// What kind of value it is.
    pub kind: Kind,
    /// What it contributes to; the project, for a new item.
    pub towards: Option<Towards>,
    /// The day it is due, when it was promised in the tender.
    pub due: Option<NaiveDate>,
    /// The day it takes place or took place.
    pub on: Option<NaiveDate>,
    /// What the supplier says it is worth.
    pub claimed: Option<Money>,
    /// How that was worked out.
    pub method: Option<String>,
    /// How far it has come; proposed, for a new item.
    pub state: Option<State>,
    /// What the client found it worth.
    pub verified: Option<Money>,
    /// How many came.
    pub attendance: Option<u32>,
}

impl Recorded {
    /// The terms by which the item is found.
    #[must_use]
    pub fn terms(&self) -> Terms {
        Terms {
            title: self.title.clone(),
            about: None,
            kind: self.kind,
            towards: self.towards.unwrap_or(Towards::Project),
            due: self.due,
            on: self.on,
            claim: self.claim(None),
        }
    }

    /// The item it makes, when the contract has no such item yet. `today` is the caller's day.
    ///
    /// # Errors
    /// Everything that does not fit together, each with its column.
    pub fn item(
        &self, contract: ContractId, origin: Origin, today: NaiveDate,
    ) -> Result<Item, Vec<Problem>> {
        let terms = self.terms();
        let progress = self.progress(self.state.unwrap_or(State::Proposed), terms.on, None);
        let item = Item {
            id: ValueItemId::fresh(),
            contract,
            revision: 1,
            terms,
            progress,
            turnout: Turnout { attendance: self.attendance, ..Turnout::default() },
            same_as: None,
            origin: Some(origin),
        };
        let problems = self.problems(&item, today);
        if problems.is_empty() { Ok(item) } else { Err(problems) }
    }

    /// What it makes of an item that is recorded: the same, or changed.
    ///
    /// # Errors
    /// As [`Recorded::item`], and when no step leads from the state recorded to the one given.
    pub fn over(
        &self, before: &Item, origin: Origin, today: NaiveDate,
    ) -> Result<Item, Vec<Problem>> {
        let item = self.merged(before);
        let mut problems = self.problems(&item, today);
        problems.extend(self.against(before));
        if !problems.is_empty() {
            return Err(problems);
        }
        let revision = before.revision.saturating_add(1);
        let same = item == *before;
        Ok(if same { item } else { Item { revision, origin: Some(origin), ..item } })
    }

    fn merged(&self, before: &Item) -> Item {
        let recorded = &before.terms;
        let on = self.on.or(recorded.on);
        let state = self.state.unwrap_or(before.progress.state());
        let attendance = self.attendance.or(before.turnout.attendance);
        Item {
            terms: Terms {
                towards: self.towards.unwrap_or(recorded.towards),
                on,
                claim: self.claim(recorded.claim.as_ref()),
                ..recorded.clone()
            },
            progress: self.progress(state, on, before.progress.verified()),
            turnout: Turnout { attendance, ..before.turnout.clone() },
            ..before.clone()
        }
    }

    fn claim(&self, recorded: Option<&Claim>) -> Option<Claim> {
        let amount = self.claimed.or(recorded.map(|claim| claim.amount))?;
        let method = self.method.clone().or(recorded.and_then(|claim| claim.method.clone()));
        Some(Claim { amount, method })
    }

    // A file does not say when something was verified: it counts from its date, or as recorded.
    fn progress(&self, state: State, on: Option<NaiveDate>, known: Option<Verified>) -> Progress {
        match state {
            State::Proposed => Progress::Proposed,
            State::Accepted => Progress::Accepted,
            State::Delivered => Progress::Delivered,
            State::Rejected => Progress::Rejected,
            State::Withdrawn => Progress::Withdrawn,
            State::Verified => Progress::Verified(Verified {
                on: known.map(|known| known.on).or(on).unwrap_or(NaiveDate::MAX),
                value: self.verified.or(known.and_then(|known| known.value)),
            }),
        }
    }

    fn problems(&self, item: &Item, today: NaiveDate) -> Vec<Problem> {
        let found = [undated(item), ahead(item, today), unvalued(item), self.unverified(item)];
        found.into_iter().flatten().collect()
    }

    fn unverified(&self, item: &Item) -> Option<Problem> {
        let state = item.progress.state();
        let value = self.verified.filter(|_| state != State::Verified)?;
        let message = format!("the item is {}, so no amount of it is verified", state.word());
        let remedy = "Remove the amount, or change the state to verified";
        Some(Problem::field("verified_gbp", value.to_string(), message, remedy))
    }

    fn against(&self, before: &Item) -> Vec<Problem> {
        let recorded = before.progress.state();
        let state = self.state.filter(|state| !leads_to(recorded, *state)).map(|state| {
            let message = format!("the item is recorded as {}", recorded.word());
            let remedy = "Give that state, or one that follows it";
            Problem::field("state", state.word(), message, remedy)
        });
        let due = (self.due != before.terms.due).then(|| {
            let (value, message) = match (self.due, before.terms.due) {
                (Some(due), None) => {
                    (due.to_string(), "the item is recorded as an offer, which is due on no day")
                }
                (_, _) => (String::new(), "the item is recorded as a commitment that is due"),
            };
            Problem::field("due", value, message, "Give the item another title, or correct it")
        });
        state.into_iter().chain(due).collect()
    }
}

fn is_done(item: &Item) -> bool {
    matches!(item.progress.state(), State::Delivered | State::Verified)
}

fn undated(item: &Item) -> Option<Problem> {
    let open = is_done(item) && item.terms.on.is_none();
    let message = format!("the item is {} and has no date", item.progress.state().word());
    open.then(|| Problem::field("date", "", message, "Enter the day it was delivered"))
}

fn ahead(item: &Item, today: NaiveDate) -> Option<Problem> {
    let on = item.terms.on.filter(|on| is_done(item) && today < *on)?;
    let state = item.progress.state().word();
    let message = format!("the item is {state} on a day after today, {today}");
    Some(Problem::field("date", on.to_string(), message, "Correct the date or the state"))
}

fn unvalued(item: &Item) -> Option<Problem> {
    let verified = item.progress.verified()?;
    let open = item.terms.claim.is_some() && verified.value.is_none();
    let message = "an amount is claimed, the item is verified, and no amount is";
    let remedy = "Enter what it was worth, or 0 if nothing";
    open.then(|| Problem::field("verified_gbp", "", message, remedy))
}
