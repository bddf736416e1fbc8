//! One KPI of a contract: its page, and the forms that change it.

use super::asked::{self, Part};
use super::imports::behind;
use super::{Shown, show};
use crate::app::App;
use crate::domain::access::{Action, Actor};
use crate::domain::ids::{ContractId, KpiId};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::charts;
use crate::views::pages::kpis::{Around, KpiPage};
use crate::views::pages::parts::{Figure, links};
use axum::extract::State;

pub(super) mod forms;

pub(super) async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Part(part): Part,
) -> Shown {
    let law = app.performance(&actor, id).await?;
    let record = app.kpi(&actor, KpiId(part)).await?;
    if record.kpi.contract != id {
        return Err(Failure::not_found("KPI"));
    }
    let chart = charts::kpi_trend(&law.contract, &record, &app.events(&actor, id).await?);
    let address = links::kpi_chart(record.kpi.id);
    let figure = Figure::of("chart", &chart, &chart.about.subtitle, &address, "");
    let origins = record.observations.iter().filter_map(|observation| observation.origin);
    let imports = behind(&app, &actor, origins).await?;
    let mut plans = app.improvement_plans(&actor, id).await?;
    plans.retain(|plan| plan.plan.about.kpi == record.kpi.id);
    let propose = asked::may(&actor, Action::ProposeImprovement, &law.contract);
    let today = app.clock().today();
    let record_it = asked::may(&actor, Action::RecordKpis, &law.contract);
    let around = Around { law: &law, plans: &plans, propose, record: record_it, today };
    show(&KpiPage::of(&record, &around, Some(figure), &imports))
}
