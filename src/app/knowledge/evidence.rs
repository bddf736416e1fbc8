//! Evidence: planned, delivered, verified by the client or rejected.

use super::{NO_AREA, refresh, refused, signature, unchanged, verifier, witness};
use crate::app::error::refuse;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::contracts::Contract;
use crate::domain::ids::{AreaId, EvidenceId, HolderId};
use crate::domain::knowledge::evidence::{Evidence, Kind, State};
use crate::domain::knowledge::{Assessment, Level, check};
use crate::domain::problems::Problem;
use crate::domain::texts;
use crate::storage::{self, Tx};
use chrono::NaiveDate;
use futures::future::BoxFuture;

/// Evidence that somebody is going to deliver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidencePlan {
    /// Whose level it shows.
    pub holder: HolderId,
    /// What it is.
    pub kind: Kind,
    /// What it is, in words.
    pub title: String,
    /// The level it shows.
    pub level: Level,
    /// The day it is to be delivered by.
    pub due: Option<NaiveDate>,
}

/// What is delivered, besides files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The day it was delivered.
    pub on: NaiveDate,
    /// What is to be said about it.
    pub note: Option<String>,
    /// Where it can be seen.
    pub link: Option<String>,
}

impl App {
    /// One piece of evidence.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn evidence(&self, actor: &Actor, id: EvidenceId) -> Result<Evidence, Error> {
        actor.may(Action::Read)?;
        let reader = self.db.reader();
        let found = storage::knowledge::evidence::find(reader, actor.scope(), id).await?;
        found.ok_or(MISSING)
    }

    /// Plans evidence in an area.
    ///
    /// # Errors
    /// [`Error::Invalid`] when something is missing or nobody of that contract is meant.
    pub async fn plan_evidence(
        &self, actor: &Actor, area: AreaId, plan: EvidencePlan,
    ) -> Result<Evidence, Error> {
        actor.may(Action::RecordKnowledge)?;
        let contract = self.knowledge_area(actor, area).await?.contract;
        let evidence = Evidence {
            id: EvidenceId::fresh(),
            contract,
            revision: 1,
            area,
            holder: plan.holder,
            kind: plan.kind,
            title: plan.title,
            level: plan.level,
            due: plan.due,
            planned_by: actor.name().to_owned(),
            note: None,
            link: None,
            state: State::Planned,
            files: Vec::new(),
        };
        refuse(check::evidence(&evidence))?;
        let (row, scope, now) = (evidence.clone(), actor.scope(), self.clock.now());
        let subject = Subject::Evidence(evidence.id, contract);
        let plan =
            self.change_on(actor, Action::RecordKnowledge, contract, subject, move |tx, _| {
                Box::pin(async move {
                    let found = storage::knowledge::find_area(tx, scope, area).await?;
                    found.ok_or(NO_AREA)?;
                    of_the_contract(tx, &row).await?;
                    Ok(storage::knowledge::evidence::put(tx, &row, now).await?)
                })
            });
        plan.await?;
        tracing::info!(evidence.id = %evidence.id, "Evidence planned");
        Ok(evidence)
    }

    /// Delivers evidence that nobody else changed since it was read.
    ///
    /// # Errors
    /// [`Error::Refused`] when it was delivered before or there is nothing to look at.
    pub async fn deliver_evidence(
        &self, actor: &Actor, id: EvidenceId, revision: i64, delivery: Delivery,
    ) -> Result<Evidence, Error> {
        refuse(delivery.problems())?;
        let (by, today) = (signature(actor, delivery.on), self.clock.today());
        let Delivery { note, link, .. } = delivery;
        let step = move |evidence: Evidence, _: &Contract| {
            let note = note.or(evidence.note.clone());
            let link = link.or(evidence.link.clone());
            Evidence { note, link, ..evidence }.delivered(by, today).map_err(refused)
        };
        self.step(actor, Action::RecordKnowledge, (id, revision), step).await
    }

    /// Verifies evidence for the client; the level counts from that day on.
    ///
    /// # Errors
    /// [`Error::Refused`] when it does not wait for that, or from level 3 on when whoever asks
    /// cannot be its witness.
    pub async fn verify_evidence(
        &self, actor: &Actor, id: EvidenceId, revision: i64, on: NaiveDate,
    ) -> Result<Evidence, Error> {
        let (whose, today) = (actor.clone(), self.clock.today());
        let step = move |evidence: Evidence, held: &Contract| {
            evidence.verified(verifier(&whose, held, on), today).map_err(refused)
        };
        self.step(actor, Action::WitnessKnowledge, (id, revision), step).await
    }

    /// Rejects evidence for the client, and says why.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a reason; [`Error::Refused`] when it does not wait for that.
    pub async fn reject_evidence(
        &self, actor: &Actor, id: EvidenceId, revision: i64, (on, reason): (NaiveDate, String),
    ) -> Result<Evidence, Error> {
        let reason = reason.trim().to_owned();
        let empty = || Problem::field("reason", "", "there is no reason", "Say why it is rejected");
        refuse(
            reason.is_empty().then(empty).into_iter().chain(unkept("reason", &reason)).collect(),
        )?;
        let (by, today) = (signature(actor, on), self.clock.today());
        let step = move |evidence: Evidence, _: &Contract| {
            evidence.rejected(by, reason, today).map_err(refused)
        };
        self.step(actor, Action::WitnessKnowledge, (id, revision), step).await
    }

    /// Takes evidence one step on, with what follows from that.
    async fn step(
        &self, actor: &Actor, action: Action, (id, revision): (EvidenceId, i64),
        step: impl FnOnce(Evidence, &Contract) -> Result<Evidence, Error> + Send + 'static,
    ) -> Result<Evidence, Error> {
        actor.may(action)?;
        let contract = self.evidence(actor, id).await?.contract;
        let (app, whose, subject) = (self.clone(), actor.clone(), Subject::Evidence(id, contract));
        let taken = self.change_on(actor, action, contract, subject, move |tx, held| {
            let work: BoxFuture<'_, Result<Evidence, Error>> = Box::pin(async move {
                let found = storage::knowledge::evidence::find(tx, whose.scope(), id).await?;
                let before = found.ok_or(MISSING)?;
                seen(&before, revision)?;
                let after = step(before, &held)?;
                app.keep(tx, &whose, &held, &after).await?;
                Ok(after)
            });
            work
        });
        let evidence = taken.await?;
        let state = evidence.progress().word();
        tracing::info!(evidence.id = %id, evidence.state = state, "Evidence taken a step on");
        Ok(evidence)
    }

    async fn keep(
        &self, tx: &Tx, actor: &Actor, held: &Contract, evidence: &Evidence,
    ) -> Result<(), Error> {
        storage::knowledge::evidence::put(tx, evidence, self.clock.now()).await?;
        let State::Verified { verified, .. } = &evidence.state else { return Ok(()) };
        let level = Assessment {
            area: evidence.area,
            holder: evidence.holder,
            on: verified.on,
            level: evidence.level,
            witness: witness(&verifier(actor, held, verified.on)),
            note: Some(evidence.title.clone()),
            evidence: Some(evidence.id),
            by: verified.name.clone(),
            origin: None,
        };
        storage::knowledge::put_assessments(tx, &[level]).await?;
        refresh(&self.db, tx, evidence.contract).await
    }
}

pub(super) const MISSING: Error = Error::NotFound { what: "evidence" };

impl Delivery {
    fn problems(&self) -> Vec<Problem> {
        let link = self.link.as_deref().and_then(check::link);
        let note = self.note.as_deref().and_then(|note| unkept("note", note));
        link.into_iter().chain(note).collect()
    }
}

fn unkept(field: &'static str, text: &str) -> Option<Problem> {
    let why = texts::prose(text).err()?;
    Some(Problem::field(field, text, why.to_string(), why.remedy()))
}

fn seen(now: &Evidence, revision: i64) -> Result<(), Error> {
    let state = [("state", now.progress().word().to_owned())];
    unchanged("evidence", now.revision, revision, state, [("state", String::new())])
}

async fn of_the_contract(tx: &Tx, evidence: &Evidence) -> Result<(), Error> {
    let holders = storage::knowledge::holders(tx, &[evidence.contract]).await?;
    if holders.iter().any(|holder| holder.id == evidence.holder) {
        return Ok(());
    }
    let message = "nobody under this contract is meant by this";
    let remedy = "Choose somebody who is listed, or add them first";
    let person = evidence.holder.to_string();
    Err(Error::Invalid(vec![Problem::field("person", person, message, remedy)]))
}
