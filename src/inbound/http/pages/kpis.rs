//! One KPI of a contract.

use super::asked::Part;
use super::imports::behind;
use super::{Shown, show};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::ids::{ContractId, KpiId};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::charts;
use crate::views::pages::kpis::KpiPage;
use crate::views::pages::parts::{Figure, links};
use axum::extract::State;

pub(super) async fn read(
    State(app): State<App>,
    actor: Actor,
    Id(id): Id<ContractId>,
    Part(part): Part,
) -> Shown {
    let contract = app.contract(&actor, id).await?;
    let record = app.kpi(&actor, KpiId(part)).await?;
    if record.kpi.contract != id {
        return Err(Failure::not_found("KPI"));
    }
    let chart = charts::kpi_trend(&contract, &record, &app.events(&actor, id).await?);
    let address = links::kpi_chart(record.kpi.id);
    let figure = Figure::of("chart", &chart, &chart.about.subtitle, &address, "");
    let origins = record.observations.iter().filter_map(|observation| observation.origin);
    let imports = behind(&app, &actor, origins).await?;
    show(&KpiPage::of(&contract, &record, Some(figure), &imports))
}
