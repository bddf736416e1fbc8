//! A governed meeting, read: whatever time has done to it is done first.

use super::planning::refused;
use crate::app::figures::{self, Worth};
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor, Forbidden, Relation, Scope};
use crate::domain::audit::Subject;
use crate::domain::contracts::Contract;
use crate::domain::designs::{Version, in_use_on};
use crate::domain::ids::{ContractId, MeetingId, VersionId};
use crate::domain::meetings::governed::{
    Governed, GovernedRecord, Seal, SignedFigure, SignedInputs,
};
use crate::domain::meetings::outcomes::Outcome;
use crate::domain::meetings::sets::{RolledUp, roll_up};
use crate::domain::meetings::states::{Cause, State, Transition, next};
use crate::domain::meetings::{Meeting, MeetingKind, OneSide, Score, Side};
use crate::domain::scorecards::Figure;
use crate::storage::scorecards::FigureRow;
use crate::storage::{self, Tx};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl App {
    /// A governed meeting with everything both sides may read of it now.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor, or is not governed.
    pub async fn governed(&self, actor: &Actor, id: MeetingId) -> Result<GovernedRecord, Error> {
        let contract = self.governed_contract(actor, id).await?;
        let contract = self.contract(actor, contract).await?;
        let snapshot = self.db.snapshot().await?;
        self.record_of(&snapshot, contract, governed_in(&snapshot, id).await?).await
    }

    /// Where a meeting stands, when it is governed at all.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn governance(
        &self, actor: &Actor, id: MeetingId,
    ) -> Result<Option<Governed>, Error> {
        actor.may(Action::Read)?;
        let found = storage::meetings::find(self.db.reader(), actor.scope(), id).await?;
        let meeting = found.ok_or(MISSING)?;
        self.catch_up(Some(meeting.contract)).await?;
        let scope = actor.scope();
        Ok(storage::meetings::governance::find(self.db.reader(), scope, id).await?)
    }

    /// The contract of a governed meeting that exists for this actor, brought up to now.
    pub(super) async fn governed_contract(
        &self, actor: &Actor, id: MeetingId,
    ) -> Result<ContractId, Error> {
        let governed = self.governance(actor, id).await?.ok_or(MISSING)?;
        Ok(governed.meeting.contract)
    }

    /// Does what time has brought: opens meetings for scoring, reveals those whose deadline has
    /// passed, plans the next of each series. Of one contract, or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn catch_up(&self, contract: Option<ContractId>) -> Result<(), Error> {
        let (today, now) = (self.clock.today(), self.clock.now());
        let reader = self.db.reader();
        let due = storage::meetings::governance::due(reader, contract, today, now).await?;
        for (contract, meeting) in due {
            self.time_comes(contract, meeting).await?;
        }
        self.plan_next(contract).await
    }

    async fn time_comes(&self, contract: ContractId, id: MeetingId) -> Result<(), Error> {
        let service = Actor::administrator();
        let (app, pen) = (self.clone(), self.pen(&service));
        let (action, subject) = (Action::RecordMeetings, Subject::Governance(id, contract));
        let change = self.change_on(&service, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                let mut governed = governed_in(tx, id).await?;
                if governed.state == State::Planned && governed.opens_on <= app.clock.today() {
                    governed.state = next(governed.state, Transition::Open).map_err(refused)?;
                    governed.changes = governed.changes.saturating_add(1);
                    storage::meetings::governance::put(tx, &governed).await?;
                }
                let over = !governed.state.is_revealed() && governed.deadline <= app.clock.now();
                if over && governed.state != State::Planned {
                    let cause = Some(Cause::Deadline);
                    app.reveal_in(tx, &held, governed, (cause, None), pen).await?;
                }
                Ok(())
            })
        });
        change.await
    }

    /// Puts the designs in use now under the meetings that are only planned.
    pub(in crate::app) async fn replan_for_design(
        &self, tx: &Tx, id: ContractId, planned: &BTreeSet<MeetingId>,
    ) -> Result<(), Error> {
        let history = storage::contracts::designs_in_use(tx, id).await?;
        let ids: Vec<MeetingId> = planned.iter().copied().collect();
        let mut by_version: BTreeMap<VersionId, Vec<MeetingId>> = BTreeMap::new();
        let mut meetings = storage::meetings::find_all(tx, &ids).await?;
        meetings.retain(|meeting| meeting.kind == MeetingKind::Scorecard);
        for meeting in meetings {
            if let Some(version) = in_use_on(&history, meeting.held_on) {
                by_version.entry(version).or_default().push(meeting.id);
            }
        }
        for (version, meetings) in by_version {
            storage::meetings::governance::set_version(tx, &meetings, version).await?;
        }
        Ok(())
    }

    /// Everything both sides may read of a governed meeting.
    pub(super) async fn record_of(
        &self, tx: &Tx, contract: Contract, governed: Governed,
    ) -> Result<GovernedRecord, Error> {
        use storage::meetings::{disputes, scores, signatures};
        let id = governed.meeting.id;
        let version = figures::version(&self.db, tx, governed.meeting.version).await?;
        let scores = scores(tx, &[id]).await?.remove(&id).unwrap_or_default();
        let outcomes = signatures::outcomes(tx, id).await?;
        let current = governed.state.revision();
        let own = outcomes.iter().filter(|(revision, _)| *revision == current);
        let own: Vec<&Outcome> = own.map(|(_, outcome)| outcome).collect();
        let signed = signatures::signed_figures(tx, id).await?;
        let meeting = &governed.meeting;
        let figures = match (governed.state.is_signed_off(), meeting.kind) {
            (true, MeetingKind::Scorecard) => {
                storage::scorecards::on_day(tx, meeting.contract, meeting.held_on).await?
            }
            (true, MeetingKind::Check) => of_check(meeting, &version, &scores, &signed),
            (false, _) => {
                let (rows, _) = figures_with(tx, &governed, &version, &scores, &own).await?;
                rows.into_iter().map(|row| row.figure).collect()
            }
        };
        let seals = signatures::seals(tx, id).await?;
        Ok(GovernedRecord {
            given: given(tx, &governed, &version, &seals).await?,
            seals,
            disputes: disputes::of_meeting(tx, id).await?,
            sign_offs: signatures::sign_offs(tx, id).await?,
            revisions: signatures::revisions(tx, id).await?,
            signed,
            contract,
            governed,
            version,
            scores,
            outcomes,
            figures,
        })
    }
}

/// How the scores of each side that is in came about; nothing before they are revealed. What was
/// never sealed is nobody's but its scorer's.
async fn given(
    tx: &Tx, governed: &Governed, version: &Version, seals: &[Seal],
) -> Result<Vec<(OneSide, RolledUp)>, Error> {
    let mut given = Vec::new();
    if governed.state.is_revealed() {
        for Seal { side, .. } in seals {
            let sets = storage::meetings::sets::of_side(tx, governed.meeting.id, *side).await?;
            given.extend(roll_up(&version.content, &sets).into_iter().map(|it| (*side, it)));
        }
    }
    Ok(given)
}

/// The figures a meeting has with these outcomes, and what goes into them besides scores.
pub(super) async fn figures_with(
    tx: &Tx, governed: &Governed, version: &Arc<Version>, scores: &[Score], outcomes: &[&Outcome],
) -> Result<(Vec<FigureRow>, SignedInputs), Error> {
    let meeting = &governed.meeting;
    let own = scores.iter().filter(|score| score.side != Side::Agreed).cloned();
    let all: Vec<Score> = own.chain(outcomes.iter().map(|outcome| outcome.score())).collect();
    let beside = figures::beside(tx, &[meeting.contract]).await?.remove(&meeting.contract);
    let beside = beside.unwrap_or_default();
    let inputs = beside.signed_on(&version.content, meeting.held_on);
    let worth = beside.on(meeting.held_on);
    Ok((figures::of_meeting(meeting, version, &all, &worth), inputs))
}

/// The figures of a check, which no scorecard has: those signed last, or what its scores come to.
pub(super) fn of_check(
    meeting: &Meeting, version: &Version, scores: &[Score], signed: &[SignedFigure],
) -> Vec<Figure> {
    let Some(last) = signed.iter().map(|figure| figure.revision).max() else {
        let rows = figures::of_meeting(meeting, version, scores, &Worth::default());
        return rows.into_iter().map(|row| row.figure).collect();
    };
    let last = signed.iter().filter(|figure| figure.revision == last);
    last.map(|figure| figure.figure(meeting)).collect()
}

pub(super) const MISSING: Error = Error::NotFound { what: "meeting" };

/// A governed meeting under a contract that is held, or of a snapshot.
pub(super) async fn governed_in(tx: &Tx, id: MeetingId) -> Result<Governed, Error> {
    let found = storage::meetings::governance::find(tx, Scope::Everything, id).await?;
    found.ok_or(MISSING)
}

/// The side an actor does something for. Whoever runs the service is on neither.
pub(super) fn side_for(
    actor: &Actor, contract: &Contract, action: Action,
) -> Result<OneSide, Error> {
    actor.may_on(action, contract)?;
    match actor.relation(contract) {
        Relation::Client => Ok(OneSide::Client),
        Relation::LeadSupplier => Ok(OneSide::Supplier),
        Relation::Apart | Relation::Party | Relation::Operator => {
            Err(Error::Forbidden(Forbidden { action }))
        }
    }
}

/// The side an actor gives scores for.
pub(super) fn scoring_for(actor: &Actor, contract: &Contract) -> Result<OneSide, Error> {
    let action = match actor.relation(contract) {
        Relation::LeadSupplier | Relation::Party => Action::ScoreAsSupplier,
        Relation::Client | Relation::Apart | Relation::Operator => Action::ScoreAsClient,
    };
    side_for(actor, contract, action)
}
