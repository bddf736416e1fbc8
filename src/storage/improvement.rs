//! Improvement plans and what became of each.

use super::StorageError;
use super::codes::{Code, code};
use super::contracts::on_seen;
use super::error::inconsistent;
use super::rows::{insert_all, put_all};
use crate::domain::access::Scope;
use crate::domain::authors::Author;
use crate::domain::ids::{ActorId, ContractId, KpiId, PlanId};
use crate::domain::improvement::{HistoryStep, Milestone, Plan, PlanRecord, Poor, State, Terms};
use chrono::NaiveDate;
use entity::{improvement_milestone, improvement_plan, improvement_step, kpi};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// One plan with everything that became of it.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn find<C: ConnectionTrait>(
    conn: &C, scope: Scope, id: PlanId,
) -> Result<Option<PlanRecord>, StorageError> {
    let seen = on_seen(scope, improvement_plan::Column::ContractId);
    let rows = improvement_plan::Entity::find_by_id(id.0).filter(seen).all(conn).await?;
    Ok(records(conn, rows).await?.pop())
}

/// Plans of a contract, latest first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn of_contract<C: ConnectionTrait>(
    conn: &C, contract: ContractId,
) -> Result<Vec<PlanRecord>, StorageError> {
    let rows = improvement_plan::Entity::find()
        .filter(improvement_plan::Column::ContractId.eq(contract.0))
        .order_by_desc(improvement_plan::Column::Id)
        .all(conn)
        .await?;
    records(conn, rows).await
}

/// Agreed plans of a scope of which something was due before a day, those longest overdue first.
///
/// # Errors
/// When the database fails or a row breaks a rule.
pub async fn overdue<C: ConnectionTrait>(
    conn: &C, scope: Scope, day: NaiveDate, most: u64,
) -> Result<Vec<PlanRecord>, StorageError> {
    let rows = improvement_plan::Entity::find()
        .filter(on_seen(scope, improvement_plan::Column::ContractId))
        .filter(improvement_plan::Column::NextDueOn.lt(day))
        .order_by_asc(improvement_plan::Column::NextDueOn)
        .order_by_asc(improvement_plan::Column::Id)
        .limit(most)
        .all(conn)
        .await?;
    records(conn, rows).await
}

async fn records<C: ConnectionTrait>(
    conn: &C, rows: Vec<improvement_plan::Model>,
) -> Result<Vec<PlanRecord>, StorageError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut milestones = milestones(conn, &ids).await?;
    let mut steps = steps(conn, &ids).await?;
    let titles: HashMap<Uuid, String> = kpi::Entity::find()
        .select_only()
        .columns([kpi::Column::Id, kpi::Column::Title])
        .filter(kpi::Column::Id.is_in(rows.iter().map(|row| row.kpi_id)))
        .into_tuple()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let record = |row: improvement_plan::Model| {
        let (id, kpi) = (row.id, titles.get(&row.kpi_id).cloned().unwrap_or_default());
        let plan = plan_of(row, milestones.remove(&id).unwrap_or_default());
        let plan = plan.ok_or_else(|| inconsistent("improvement plan", id))?;
        Ok(PlanRecord { plan, kpi, steps: steps.remove(&id).unwrap_or_default() })
    };
    rows.into_iter().map(record).collect()
}

fn plan_of(row: improvement_plan::Model, milestones: Vec<Milestone>) -> Option<Plan> {
    Some(Plan {
        id: PlanId(row.id),
        contract: ContractId(row.contract_id),
        revision: row.revision,
        about: Poor { kpi: KpiId(row.kpi_id), period_start: row.observed_from, rating: row.rating },
        terms: Terms {
            aim: row.aim,
            cause: row.cause,
            owner: row.owner,
            due: row.due_on,
            milestones,
        },
        state: State::of(row.state)?,
        superseded_by: row.superseded_by.map(PlanId),
    })
}

async fn milestones<C: ConnectionTrait>(
    conn: &C, plans: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Milestone>>, StorageError> {
    let rows = improvement_milestone::Entity::find()
        .filter(improvement_milestone::Column::PlanId.is_in(plans.to_vec()))
        .order_by_asc(improvement_milestone::Column::PlanId)
        .order_by_asc(improvement_milestone::Column::Place)
        .all(conn)
        .await?;
    let mut found: HashMap<Uuid, Vec<Milestone>> = HashMap::new();
    for row in rows {
        let milestone = Milestone { what: row.what, due: row.due_on, reached: row.reached_on };
        found.entry(row.plan_id).or_default().push(milestone);
    }
    Ok(found)
}

async fn steps<C: ConnectionTrait>(
    conn: &C, plans: &[Uuid],
) -> Result<HashMap<Uuid, Vec<HistoryStep>>, StorageError> {
    let rows = improvement_step::Entity::find()
        .filter(improvement_step::Column::PlanId.is_in(plans.to_vec()))
        .order_by_asc(improvement_step::Column::PlanId)
        .order_by_asc(improvement_step::Column::Place)
        .all(conn)
        .await?;
    let mut found: HashMap<Uuid, Vec<HistoryStep>> = HashMap::new();
    for row in rows {
        let broken = || inconsistent("improvement plan", row.plan_id);
        let step = HistoryStep {
            state: State::of(row.state).ok_or_else(broken)?,
            milestone: row.milestone.map(u16::try_from).transpose().ok().ok_or_else(broken)?,
            note: row.note,
            by: Author { id: ActorId(row.taken_by), name: row.taken_by_name },
            at: row.taken_at,
        };
        found.entry(row.plan_id).or_default().push(step);
    }
    Ok(found)
}

/// Writes a plan with its milestones, over the one with its identifier if there is one.
///
/// # Errors
/// When the database fails.
pub async fn put<C: ConnectionTrait>(conn: &C, plan: &Plan) -> Result<(), StorageError> {
    use improvement_plan::Column;
    let terms = &plan.terms;
    let row = improvement_plan::Model {
        id: plan.id.0,
        contract_id: plan.contract.0,
        revision: plan.revision,
        kpi_id: plan.about.kpi.0,
        observed_from: plan.about.period_start,
        rating: plan.about.rating.clone(),
        aim: terms.aim.clone(),
        cause: terms.cause.clone(),
        owner: terms.owner.clone(),
        due_on: terms.due,
        state: code(plan.state),
        next_due_on: plan.next_due(),
        superseded_by: plan.superseded_by.map(|by| by.0),
    };
    let replacing = OnConflict::column(Column::Id)
        .update_columns([Column::Revision, Column::Aim, Column::Cause, Column::Owner])
        .update_columns([Column::DueOn, Column::State, Column::NextDueOn, Column::SupersededBy])
        .to_owned();
    put_all(conn, vec![row], &replacing).await?;
    let own = improvement_milestone::Column::PlanId.eq(plan.id.0);
    improvement_milestone::Entity::delete_many().filter(own).exec(conn).await?;
    let milestone = |(place, milestone): (i16, &Milestone)| improvement_milestone::Model {
        plan_id: plan.id.0,
        place,
        what: milestone.what.clone(),
        due_on: milestone.due,
        reached_on: milestone.reached,
    };
    insert_all(conn, (0..).zip(&terms.milestones).map(milestone).collect()).await
}

/// Adds the `place`th step of a plan.
///
/// # Errors
/// When the database fails.
pub async fn add_step<C: ConnectionTrait>(
    conn: &C, id: PlanId, place: usize, step: &HistoryStep,
) -> Result<(), StorageError> {
    let broken = || inconsistent("improvement plan", id);
    let row = improvement_step::Model {
        plan_id: id.0,
        place: i16::try_from(place).ok().ok_or_else(broken)?,
        state: code(step.state),
        milestone: step.milestone.map(i16::try_from).transpose().ok().ok_or_else(broken)?,
        note: step.note.clone(),
        taken_by: step.by.id.0,
        taken_by_name: step.by.name.clone(),
        taken_at: step.at,
    };
    insert_all(conn, vec![row]).await
}
