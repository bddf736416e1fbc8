//! The charts of a contract.

use super::asked::Drawn;
use super::scorecards::{query, side_of, window};
use super::{Shown, show};
use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::contracts::Contract;
use crate::domain::ids::ContractId;
use crate::inbound::charts::{self, Asked};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::charts::ChartName;
use crate::views::pages::charts::{ChartPage, ChartsPage};
use crate::views::pages::parts::{Complaints, Figure, links};
use crate::views::pages::scorecards::Window;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use reports::Chart;
use serde::Deserialize;

pub(super) async fn list(State(app): State<App>, actor: Actor, Id(id): Id<ContractId>) -> Shown {
    show(&ChartsPage::of(&app.contract(&actor, id).await?))
}

/// Which days, and whose figures: the client's when nobody says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ChartQuery {
    from: String,
    to: String,
    side: String,
}

pub(super) async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Drawn(name): Drawn,
    Query(ChartQuery { from, to, side }): Query<ChartQuery>,
) -> Result<Response, Failure> {
    let contract = app.contract(&actor, id).await?;
    let side = side_of(&side)?;
    let days = Window { from, to };
    match window(&days) {
        Ok(window) => {
            let asked = Asked { window, side };
            let page = page(&app, &actor, &contract, (name, asked), &days).await?;
            Ok(show(&page)?.into_response())
        }
        Err(complaints) => {
            let page = ChartPage::of(&contract, (name, side), &days, complaints, None);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&page)?).into_response())
        }
    }
}

async fn page(
    app: &App, actor: &Actor, contract: &Contract, (name, asked): (ChartName, Asked), days: &Window,
) -> Result<ChartPage, Failure> {
    let of =
        |figure| ChartPage::of(contract, (name, asked.side), days, Complaints::default(), figure);
    if name == ChartName::Heat {
        let chart = charts::heat(app, actor, contract.id, asked).await?;
        let figure = figure(contract, (name, asked), &chart);
        return Ok(of(Some(figure)).with_heat(&chart));
    }
    match charts::of_contract(app, actor, contract.id, (name, asked)).await {
        Ok(chart) => Ok(of(Some(figure(contract, (name, asked), chart.as_ref())))),
        // The contract is there, so what is not is a figure.
        Err(Error::NotFound { .. }) => Ok(of(None)),
        Err(error) => Err(error.into()),
    }
}

fn figure(contract: &Contract, (name, asked): (ChartName, Asked), chart: &dyn Chart) -> Figure {
    let address = links::contract_chart(contract.id, name.word());
    let side = asked.side.word();
    let days = query(asked.window);
    let query = match (name.is_of_one_side(), days.is_empty()) {
        (false, _) => days,
        (true, true) => links::with_query("", &[("side", side)]),
        (true, false) => format!("{days}&side={side}"),
    };
    Figure::of("chart", chart, chart.subtitle(), &address, &query)
}
