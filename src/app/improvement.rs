//! Improvement plans: list, read, propose, take from state to state.

use super::error::refuse;
use super::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::authors::Author;
use crate::domain::ids::{ContractId, KpiId, PlanId};
use crate::domain::improvement::{
    Cannot, HistoryStep, Plan, PlanRecord, Poor, State, Step, Terms, check, step,
};
use crate::domain::kpis::ratings::is_poor;
use crate::domain::kpis::{attainment, rating};
use crate::domain::problems::Problem;
use crate::storage::{self, Tx};
use chrono::NaiveDate;

impl App {
    /// Plans of a contract, latest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn improvement_plans(
        &self, actor: &Actor, contract: ContractId,
    ) -> Result<Vec<PlanRecord>, Error> {
        self.contract(actor, contract).await?;
        Ok(storage::improvement::of_contract(self.db.reader(), contract).await?)
    }

    /// One plan with everything that became of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn improvement_plan(&self, actor: &Actor, id: PlanId) -> Result<PlanRecord, Error> {
        actor.may(Action::Read)?;
        let found = storage::improvement::find(self.db.reader(), actor.scope(), id).await?;
        found.ok_or(MISSING)
    }

    /// Proposes a plan to improve what a KPI was rated in the period that began on `start`.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything wrong with it, such as a rating that was not poor.
    pub async fn propose_plan(
        &self, actor: &Actor, contract: ContractId, (kpi, start): (KpiId, NaiveDate), terms: Terms,
    ) -> Result<PlanRecord, Error> {
        let action = Action::ProposeImprovement;
        actor.may(action)?;
        let (id, app, whose) = (PlanId::fresh(), self.clone(), actor.clone());
        let subject = Subject::Plan(id, contract);
        let propose = self.change_on(actor, action, contract, subject, move |tx, _| {
            Box::pin(async move {
                let (about, mut problems) = match poor(tx, contract, kpi, start).await? {
                    Ok(about) => (Some(about), Vec::new()),
                    Err(problem) => (None, vec![problem]),
                };
                problems.extend(check(&terms, start));
                refuse(problems)?;
                let Some(about) = about else { return Err(MISSING) };
                let (revision, state, superseded_by) = (1, State::Proposed, None);
                let plan = Plan { id, contract, revision, about, terms, state, superseded_by };
                storage::improvement::put(tx, &plan).await?;
                app.note_plan(tx, &whose, (&plan, 0), None, None).await
            })
        });
        propose.await?;
        tracing::info!(plan.id = %id, "Improvement plan proposed");
        self.improvement_plan(actor, id).await
    }

    /// Takes a plan that still has `revision` a step further.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for a step of the other side; [`Error::Refused`] when the plan is not
    /// where the step begins; [`Error::Changed`] when it is not as it was read.
    pub async fn step_plan(
        &self, actor: &Actor, (id, revision): (PlanId, i64), taken: Step, note: Option<String>,
    ) -> Result<PlanRecord, Error> {
        let (kind, action) = (taken.kind(), taken.kind().action());
        actor.may(action)?;
        let contract = self.improvement_plan(actor, id).await?.plan.contract;
        let (app, whose, today) = (self.clone(), actor.clone(), self.clock.today());
        let subject = Subject::Plan(id, contract);
        let change = self.change_on(actor, action, contract, subject, move |tx, _| {
            Box::pin(async move {
                let records = storage::improvement::of_contract(tx, contract).await?;
                let before = records.iter().find(|record| record.plan.id == id).ok_or(MISSING)?;
                if before.plan.revision != revision {
                    return Err(changed(&before.plan));
                }
                let plans: Vec<Plan> = records.iter().map(|record| record.plan.clone()).collect();
                let next = step(&before.plan, &taken, note.as_deref(), (&plans, today));
                let next = next.map_err(refused)?;
                storage::improvement::put(tx, &next).await?;
                let milestone = match taken {
                    Step::Reach { milestone, .. } => Some(milestone),
                    _ => None,
                };
                app.note_plan(tx, &whose, (&next, before.steps.len()), milestone, note).await
            })
        });
        change.await?;
        tracing::info!(plan.id = %id, plan.step = kind.word(), "Plan taken a step further");
        self.improvement_plan(actor, id).await
    }

    /// Writes down what became of a plan as its `place`th step.
    async fn note_plan(
        &self, tx: &Tx, actor: &Actor, (plan, place): (&Plan, usize), milestone: Option<u16>,
        note: Option<String>,
    ) -> Result<(), Error> {
        let (by, at) = (Author::from(actor), self.clock.now());
        let step = HistoryStep { state: plan.state, milestone, note, by, at };
        Ok(storage::improvement::add_step(tx, plan.id, place, &step).await?)
    }
}

const MISSING: Error = Error::NotFound { what: "improvement plan" };

/// The poor rating a plan is about, or what is wrong with it.
async fn poor(
    tx: &Tx, contract: ContractId, id: KpiId, start: NaiveDate,
) -> Result<Result<Poor, Problem>, Error> {
    let kpis = storage::kpis::of_contracts(tx, &[contract]).await?;
    let Some(kpi) = kpis.iter().find(|kpi| kpi.id == id) else {
        let message = "the contract has no such KPI";
        let remedy = "Choose a KPI of the contract";
        return Ok(Err(Problem::field("kpi", id.to_string(), message, remedy)));
    };
    let observed = storage::kpis::observations(tx, &[id]).await?.remove(&id).unwrap_or_default();
    let wrong = |message| {
        let remedy = "Choose a period that was rated poorly";
        Problem::field("period_start", start.to_string(), message, remedy)
    };
    let Some(found) = observed.iter().find(|observed| observed.period.start() == start) else {
        return Ok(Err(wrong("nothing was observed in a period that began on this day")));
    };
    let attainment = attainment(kpi.direction, found);
    if !is_poor(&kpi.bands, &attainment) {
        return Ok(Err(wrong("the rating of this period was not poor")));
    }
    let rating = rating(&kpi.bands, &attainment).to_owned();
    Ok(Ok(Poor { kpi: id, period_start: start, rating }))
}

fn refused(cannot: Cannot) -> Error {
    match cannot {
        Cannot::FromHere { .. } => Error::Refused(cannot.to_string()),
        Cannot::Given(problems) => Error::Invalid(problems),
    }
}

/// What somebody else made of a plan since it was read.
fn changed(now: &Plan) -> Error {
    let says = |field, value: &str| (field, value.to_owned(), String::new());
    let now_says = [says("state", now.state.word()), says("aim", &now.terms.aim)];
    Error::changed("improvement plan", now.revision, now_says)
}
