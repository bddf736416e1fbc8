//! What waits for somebody across all their contracts.

use super::{App, Error};
use crate::domain::access::{Action, Actor, Role};
use crate::domain::actions::ActionItem;
use crate::domain::contracts::Contract;
use crate::domain::home::{Home, Overdue, Owed, Waiting, Whose};
use crate::domain::ids::{ContractId, PersonId};
use crate::domain::improvement::PlanRecord;
use crate::domain::meetings::agenda::DOTS;
use crate::domain::meetings::{Meeting, OneSide};
use crate::domain::performance::{Due, Record, due};
use crate::storage;
use crate::storage::home::Span;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeSet, HashMap};
use std::ops::RangeInclusive;

/// How long a meeting that was not scored is worth asking about.
const LOOK_BACK: Days = Days::new(28);

/// How far ahead topics are worth thinking of.
const LOOK_AHEAD: Days = Days::new(60);

impl App {
    /// What waits for the actor.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn home(&self, actor: &Actor) -> Result<Home, Error> {
        actor.may(Action::Read)?;
        let (reader, today) = (self.db.reader(), self.clock.today());
        let me = PersonId(actor.id().0);
        let (items, overdue_in_all) =
            storage::actions::overdue(reader, actor.scope(), today, (me, Home::MOST)).await?;
        let unscored = self.due_scores(actor, today).await?;
        let recent = span(actor, before(today)..=today);
        let mut disputes = storage::home::undecided(reader, (actor.scope(), Home::MOST)).await?;
        disputes.extend(storage::home::in_dispute(reader, &recent).await?);
        let topics = self.open_votes(actor, today).await?;
        let law = self.owed(actor, today).await?;
        let late = storage::improvement::overdue(reader, actor.scope(), today, Home::MOST).await?;
        let meetings = unscored.iter().chain(&disputes).chain(&topics);
        let contracts = meetings.map(|(meeting, _)| meeting.contract);
        let contracts: BTreeSet<ContractId> =
            contracts.chain(items.iter().map(|item| item.contract)).collect();
        let contracts: BTreeSet<ContractId> =
            contracts.into_iter().chain(late.iter().map(|record| record.plan.contract)).collect();
        let contracts = storage::contracts::of_ids(reader, actor.scope(), contracts).await?;
        let takes_part = |it: &Waiting| actor.may_on(Action::TakePart, &it.contract).is_ok();
        Ok(Home {
            due_scores: waiting(unscored, &contracts).filter(takes_part).collect(),
            disputes: waiting(disputes, &contracts).collect(),
            overdue: items.into_iter().filter_map(|item| overdue(item, me, &contracts)).collect(),
            overdue_in_all,
            law,
            plans: late
                .into_iter()
                .filter_map(|record| planned(actor, record, &contracts))
                .collect(),
            topics: waiting(topics, &contracts).filter(takes_part).collect(),
        })
    }

    /// What the Act asks for of contracts the actor answers for.
    async fn owed(&self, actor: &Actor, today: NaiveDate) -> Result<Vec<Owed>, Error> {
        if actor.may(Action::AssessPerformance).is_err() {
            return Ok(Vec::new());
        }
        let (reader, scope) = (self.db.reader(), actor.scope());
        let ids = storage::performance::near(reader, scope, today, Home::MOST).await?;
        let contracts = storage::contracts::of_ids(reader, scope, ids).await?;
        let answers =
            |contract: &Contract| actor.may_on(Action::AssessPerformance, contract).is_ok();
        let contracts = contracts.into_values().filter(answers).collect();
        let records = storage::performance::records(reader, contracts).await?;
        let mut owed: Vec<Owed> = records.iter().flat_map(|record| near(record, today)).collect();
        owed.sort_by_key(|owed| (owed.due.by, owed.contract.id));
        owed.truncate(usize::try_from(Home::MOST).unwrap_or(usize::MAX));
        Ok(owed)
    }

    async fn due_scores(
        &self, actor: &Actor, today: NaiveDate,
    ) -> Result<Vec<(Meeting, u64)>, Error> {
        let Some(side) = scores_for(actor.seat().role()) else { return Ok(Vec::new()) };
        let recent = span(actor, before(today)..=today);
        let reader = self.db.reader();
        let all = (actor.scope(), Home::MOST);
        let mut found = storage::home::unsealed(reader, all, (side, today)).await?;
        found.extend(storage::home::unscored(reader, &recent, side).await?);
        Ok(found.into_iter().map(|meeting| (meeting, 0)).collect())
    }

    async fn open_votes(
        &self, actor: &Actor, today: NaiveDate,
    ) -> Result<Vec<(Meeting, u64)>, Error> {
        if scores_for(actor.seat().role()).is_none() {
            return Ok(Vec::new());
        }
        let later = today.checked_add_days(LOOK_AHEAD).unwrap_or(today);
        let coming = span(actor, today..=later);
        let found = storage::home::voting_open(self.db.reader(), &coming, actor.id()).await?;
        let left = |(meeting, used)| (meeting, u64::from(DOTS).saturating_sub(used));
        Ok(found.into_iter().map(left).filter(|(_, left)| 0 < *left).collect())
    }
}

fn near(record: &Record, today: NaiveDate) -> Vec<Owed> {
    let near = due(record).into_iter().filter(|due| due.is_near_on(today));
    let owed = |due: Due| Owed {
        contract: record.contract.clone(),
        overdue: due.is_overdue_on(today),
        due,
    };
    near.map(owed).collect()
}

/// A plan, for somebody who has a part in such plans.
fn planned(
    actor: &Actor, record: PlanRecord, contracts: &HashMap<ContractId, Contract>,
) -> Option<(Contract, PlanRecord)> {
    let contract = contracts.get(&record.plan.contract)?.clone();
    let parts = [Action::ProposeImprovement, Action::AgreeImprovement];
    let part = parts.iter().any(|action| actor.may_on(*action, &contract).is_ok());
    part.then_some((contract, record))
}

fn before(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(LOOK_BACK).unwrap_or(today)
}

fn span(actor: &Actor, days: RangeInclusive<NaiveDate>) -> Span {
    Span { scope: actor.scope(), days, most: Home::MOST }
}

/// The side whose scores somebody in a role gives.
const fn scores_for(role: Role) -> Option<OneSide> {
    match role {
        Role::ClientLead | Role::ClientMember => Some(OneSide::Client),
        Role::SupplierLead | Role::SupplierMember => Some(OneSide::Supplier),
        Role::Commercial | Role::Auditor | Role::Administrator => None,
    }
}

fn waiting(
    found: Vec<(Meeting, u64)>, contracts: &HashMap<ContractId, Contract>,
) -> impl Iterator<Item = Waiting> {
    let waiting = |(meeting, count): (Meeting, u64)| {
        let contract = contracts.get(&meeting.contract)?.clone();
        Some(Waiting { contract, meeting: meeting.id, on: meeting.held_on, count })
    };
    found.into_iter().filter_map(waiting)
}

fn overdue(
    item: ActionItem, me: PersonId, contracts: &HashMap<ContractId, Contract>,
) -> Option<Overdue> {
    let contract = contracts.get(&item.contract)?.clone();
    let own = item.details.owner.person == Some(me);
    let whose = if own { Whose::Own } else { Whose::Anothers };
    Some(Overdue { contract, item, whose })
}
