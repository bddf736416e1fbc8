//! Signing off by both sides, and taking up again what was signed.

use super::governed::{figures_with, governed_in, side_for};
use super::planning::refused;
use super::revealing::given_reason;
use super::{App, Error};
use crate::app::figures;
use crate::domain::access::{Action, Actor};
use crate::domain::audit::{Digest, Subject};
use crate::domain::contracts::Contract;
use crate::domain::ids::MeetingId;
use crate::domain::meetings::MeetingKind;
use crate::domain::meetings::governed::{Governed, GovernedRecord, Revision, SignOff};
use crate::domain::meetings::outcomes::Outcome;
use crate::domain::meetings::states::{Signature, Transition, next};
use crate::storage::scorecards::FigureRow;
use crate::storage::{self, Tx};

impl App {
    /// Signs a meeting off for the actor's side, under the digest of what they saw. With both
    /// signatures its figures stay as they are.
    ///
    /// # Errors
    /// [`Error::Changed`] when what they saw is not what there is now; [`Error::Refused`] when a
    /// criterion has no outcome, or the same person signed for the other side.
    pub async fn sign_off(
        &self, actor: &Actor, id: MeetingId, seen: Digest,
    ) -> Result<GovernedRecord, Error> {
        let contract = self.governed_contract(actor, id).await?;
        let (app, whose, pen) = (self.clone(), actor.clone(), self.pen(actor));
        let (action, subject) = (Action::SignOff, Subject::Governance(id, contract));
        let sign = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                let record_of = storage::audit::record_of(&held);
                let day = governed_in(tx, id).await?.meeting.held_on;
                let scores = Subject::Meeting(held.id, day);
                let work = app.sign_for(tx, &whose, held.clone(), id, seen);
                pen.around(tx, scores, record_of, work).await
            })
        });
        sign.await?;
        tracing::info!(meeting.id = %id, "Meeting signed off by one side");
        self.governed(actor, id).await
    }

    async fn sign_for(
        &self, tx: &Tx, actor: &Actor, held: Contract, id: MeetingId, seen: Digest,
    ) -> Result<(), Error> {
        let side = side_for(actor, &held, Action::SignOff)?;
        let record = self.record_of(tx, held, governed_in(tx, id).await?).await?;
        let signature = Signature { side, person: actor.id(), digest: seen };
        let state = next(record.governed.state, Transition::Sign(signature)).map_err(refused)?;
        if record.digest() != seen {
            let (what, revision) = ("meeting", record.governed.changes);
            return Err(Error::Changed { what, revision, differing: Vec::new() });
        }
        let revision = record.governed.state.revision();
        let mine = SignOff {
            revision,
            side,
            person: actor.id(),
            name: actor.name().to_owned(),
            role: actor.seat().role(),
            digest: seen,
            at: self.clock.now(),
        };
        // A signature under something else is none any more.
        let other = record.sign_offs.iter().find(|it| it.revision == revision && it.side != side);
        let other = other.filter(|other| other.digest == seen).cloned();
        let signed: Vec<SignOff> = other.into_iter().chain([mine]).collect();
        storage::meetings::signatures::set_sign_offs(tx, id, revision, &signed).await?;
        let changes = record.governed.changes.saturating_add(1);
        let governed = Governed { state, changes, ..record.governed.clone() };
        storage::meetings::governance::put(tx, &governed).await?;
        if state.is_signed_off() { self.freeze(tx, &record, revision).await } else { Ok(()) }
    }

    /// Keeps the figures both sides signed, apart from those of earlier revisions and from
    /// whatever is computed later.
    async fn freeze(&self, tx: &Tx, record: &GovernedRecord, revision: u32) -> Result<(), Error> {
        let (governed, version) = (&record.governed, &record.version);
        let outcomes: Vec<&Outcome> = record.current().collect();
        let (rows, inputs) = figures_with(tx, governed, version, &record.scores, &outcomes).await?;
        let signed = |row: FigureRow| {
            let mut row = row;
            row.figure.signed = Some(revision);
            row
        };
        let rows: Vec<FigureRow> = rows.into_iter().map(signed).collect();
        let id = governed.meeting.id;
        let agreed: Vec<_> = outcomes.iter().map(|outcome| (id, outcome.score())).collect();
        storage::meetings::put_scores(tx, &agreed).await?;
        storage::meetings::signatures::keep_signed(tx, id, revision, &rows, &inputs).await?;
        if governed.meeting.kind == MeetingKind::Check {
            return Ok(());
        }
        storage::scorecards::put_signed(tx, id, &rows).await?;
        Ok(figures::refresh_rollups(tx, &[governed.meeting.contract]).await?)
    }

    /// Takes up again what both sides signed, as the next revision. What was signed stands, and
    /// is kept, until the revision is signed too.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a reason; [`Error::Refused`] when it is not signed off.
    pub async fn reopen(
        &self, actor: &Actor, id: MeetingId, reason: &str,
    ) -> Result<GovernedRecord, Error> {
        let contract = self.governed_contract(actor, id).await?;
        let reason = given_reason("reason", reason, "Enter why it is reopened")?;
        let (whose, at) = (actor.clone(), self.clock.now());
        let (action, subject) = (Action::SignOff, Subject::Governance(id, contract));
        let reopen = self.change_on(actor, action, contract, subject, move |tx, held| {
            Box::pin(async move {
                side_for(&whose, &held, Action::SignOff)?;
                let by = whose.name().to_owned();
                reopen_in(tx, &whose, id, Revision { number: 0, reason, by, at }).await
            })
        });
        reopen.await?;
        tracing::info!(meeting.id = %id, "Meeting reopened");
        self.governed(actor, id).await
    }
}

async fn reopen_in(tx: &Tx, actor: &Actor, id: MeetingId, revision: Revision) -> Result<(), Error> {
    use storage::meetings::signatures;
    let mut governed = governed_in(tx, id).await?;
    let before = governed.state.revision();
    governed.state = next(governed.state, Transition::Reopen).map_err(refused)?;
    governed.changes = governed.changes.saturating_add(1);
    let number = governed.state.revision();
    signatures::add_revision(tx, id, actor.id(), &Revision { number, ..revision }).await?;
    let outcomes = signatures::outcomes(tx, id).await?.into_iter();
    let signed: Vec<Outcome> =
        outcomes.filter(|(revision, _)| *revision == before).map(|(_, outcome)| outcome).collect();
    signatures::put_outcomes(tx, id, number, &signed).await?;
    Ok(storage::meetings::governance::put(tx, &governed).await?)
}
