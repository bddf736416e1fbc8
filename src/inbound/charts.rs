//! Charts by name: which figures each one needs, and in which form it is wanted.

use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::ids::{ContractId, KpiId};
use crate::domain::meetings::Side;
use crate::domain::scorecards::Window;
use crate::views::charts;
use chrono::NaiveDate;
use reports::{Bullets, Chart, DrawError, KpiChart, Size, SmallMultiples, TrendChart};

/// A form a chart can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A picture that scales.
    Svg,
    /// A picture of dots.
    Png,
    /// The figures in it.
    Csv,
}

impl Form {
    /// The form a file's ending stands for.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// How the form is called in a `content-type` header.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// The chart in this form.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub fn draw(self, chart: &dyn Chart, size: Size) -> Result<Vec<u8>, DrawError> {
        match self {
            Self::Svg => chart.svg(size).map(String::into_bytes),
            Self::Png => chart.png(size),
            Self::Csv => chart.csv().map(String::into_bytes),
        }
    }
}

/// The composites of a contract over time.
///
/// # Errors
/// When the contract does not exist for this actor.
pub async fn composite_trend(
    app: &App,
    actor: &Actor,
    id: ContractId,
    window: Window,
) -> Result<TrendChart, Error> {
    let contract = app.contract(actor, id).await?;
    let trend = app.trend(actor, id, window).await?;
    let named = trend.designs.iter().map(|start| start.version);
    let versions = app.design_versions(actor, named).await?;
    Ok(charts::composite_trend(&contract, &trend, &versions))
}

/// The scores of every criterion of a contract over time.
///
/// # Errors
/// When the contract does not exist for this actor.
pub async fn criteria_multiples(
    app: &App,
    actor: &Actor,
    id: ContractId,
    window: Window,
) -> Result<SmallMultiples, Error> {
    let contract = app.contract(actor, id).await?;
    let meetings = app.scores(actor, id, window).await?;
    let starts = app.designs_in_use(actor, id).await?;
    let scored = meetings.iter().map(|(meeting, _)| meeting.version);
    let named = starts.iter().map(|start| start.version).chain(scored);
    let versions = app.design_versions(actor, named).await?;
    Ok(charts::criteria_multiples(&contract, &meetings, &starts, &versions))
}

/// The perspectives of a contract's scorecard.
///
/// # Errors
/// When the contract does not exist for this actor or has no figure by then.
pub async fn perspective_bullets(
    app: &App,
    actor: &Actor,
    id: ContractId,
    side: Side,
    on: Option<NaiveDate>,
) -> Result<Bullets, Error> {
    Ok(charts::perspective_bullets(&app.trace(actor, id, side, on).await?))
}

/// A KPI over time.
///
/// # Errors
/// When the KPI does not exist for this actor.
pub async fn kpi_trend(app: &App, actor: &Actor, id: KpiId) -> Result<KpiChart, Error> {
    let record = app.kpi(actor, id).await?;
    let contract = app.contract(actor, record.kpi.contract).await?;
    let events = app.events(actor, contract.id).await?;
    Ok(charts::kpi_trend(&contract, &record, &events))
}
