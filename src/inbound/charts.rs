//! Charts by name: which figures each one needs, and in which form it is wanted.

use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::events::Event;
use crate::domain::ids::{ContractId, KpiId};
use crate::domain::meetings::Side;
use crate::domain::scorecards::Window;
use crate::views::charts::{self, ChartName};
use chrono::NaiveDate;
use reports::{
    Ageing, Bullets, BurnUp, Chart, DrawError, GapTrend, Gaps, HeatTable, KpiChart, Ledger,
    Participation, Promises, Size, SmallMultiples, TrendChart, VariationChart,
};

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

/// Which figures of a contract a chart is to show.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The days of charts over time; the latest of them counts for the others.
    pub window: Window,
    /// Whose figures, where a chart shows those of one side.
    pub side: Side,
}

/// A chart of a contract by name.
///
/// # Errors
/// When the contract does not exist for this actor, or has no figure and the chart needs one.
pub async fn of_contract(
    app: &App, actor: &Actor, id: ContractId, (name, asked): (ChartName, Asked),
) -> Result<Box<dyn Chart + Send>, Error> {
    let Asked { window, side } = asked;
    Ok(match name {
        ChartName::Trend => Box::new(composite_trend(app, actor, id, window).await?),
        ChartName::Variation => Box::new(variation(app, actor, id, asked).await?),
        ChartName::Gap => Box::new(gaps(app, actor, id, window).await?),
        ChartName::GapTrend => Box::new(gap_trend(app, actor, id, window).await?),
        ChartName::Agreement => Box::new(agreement(app, actor, id, window).await?),
        ChartName::Heat => Box::new(heat(app, actor, id, asked).await?),
        ChartName::Participation => Box::new(participation(app, actor, id, window).await?),
        ChartName::Ageing => Box::new(ageing(app, actor, id, window.to).await?),
        ChartName::Value => Box::new(value(app, actor, id, window).await?),
        ChartName::Criteria => Box::new(criteria_multiples(app, actor, id, window).await?),
        ChartName::Perspectives => {
            Box::new(perspective_bullets(app, actor, id, side, window.to).await?)
        }
        ChartName::Knowledge => Box::new(burn_up(app, actor, id, window).await?),
    })
}

/// The knowledge index as it was on the last day of the window; a day that lies ahead is no
/// day to look back from.
async fn burn_up(
    app: &App, actor: &Actor, id: ContractId, window: Window,
) -> Result<BurnUp, Error> {
    let on = window.to.map(|to| to.min(app.clock().today()));
    let known = app.knowledge(actor, id, on).await?;
    let events = events_within(app, actor, id, window).await?;
    Ok(charts::knowledge(&known, window, &events))
}

/// The composites of a side against their usual variation.
async fn variation(
    app: &App, actor: &Actor, id: ContractId, Asked { window, side }: Asked,
) -> Result<VariationChart, Error> {
    let contract = app.contract(actor, id).await?;
    let found = app.variation(actor, id, side, window).await?;
    let named = found.designs.iter().map(|start| start.version);
    let versions = app.design_versions(actor, named).await?;
    Ok(charts::variation(&contract, &found, &versions))
}

/// What both sides gave each criterion at the latest meeting they both scored.
async fn gaps(app: &App, actor: &Actor, id: ContractId, window: Window) -> Result<Gaps, Error> {
    let contract = app.contract(actor, id).await?;
    let found = app.latest_gaps(actor, id, window).await?;
    Ok(charts::meeting_gaps(&contract, found.as_ref()))
}

/// Client minus supplier over time.
async fn gap_trend(
    app: &App, actor: &Actor, id: ContractId, window: Window,
) -> Result<GapTrend, Error> {
    let contract = app.contract(actor, id).await?;
    let trend = app.trend(actor, id, window).await?;
    let versions = app.design_versions(actor, trend.versions()).await?;
    Ok(charts::gap_trend(&contract, &trend, &versions))
}

/// How often the two sides agreed.
async fn agreement(
    app: &App, actor: &Actor, id: ContractId, window: Window,
) -> Result<Ledger, Error> {
    let contract = app.contract(actor, id).await?;
    let entries = app.agreement(actor, id, window).await?;
    let events = events_within(app, actor, id, window).await?;
    let starts = app.designs_in_use(actor, id).await?;
    let versions = app.design_versions(actor, starts.iter().map(|start| start.version)).await?;
    Ok(charts::agreement(&contract, &entries, &events, (&starts, &versions)))
}

/// Whether the scores of each side were in on time.
async fn participation(
    app: &App, actor: &Actor, id: ContractId, window: Window,
) -> Result<Participation, Error> {
    let contract = app.contract(actor, id).await?;
    let sides = app.participation(actor, id, window).await?;
    let events = events_within(app, actor, id, window).await?;
    let starts = app.designs_in_use(actor, id).await?;
    let versions = app.design_versions(actor, starts.iter().map(|start| start.version)).await?;
    Ok(charts::participation(&contract, &sides, &events, (&starts, &versions)))
}

/// How long the actions open on a day have been waiting.
async fn ageing(
    app: &App, actor: &Actor, id: ContractId, on: Option<NaiveDate>,
) -> Result<Ageing, Error> {
    let contract = app.contract(actor, id).await?;
    let (day, aged) = app.ageing(actor, id, on).await?;
    Ok(charts::ageing(&contract, day, &aged))
}

/// Value-add promised, claimed and verified, by quarter.
async fn value(
    app: &App, actor: &Actor, id: ContractId, window: Window,
) -> Result<Promises, Error> {
    let contract = app.contract(actor, id).await?;
    let quarters = app.value_by_quarter(actor, id, window).await?;
    let events = events_within(app, actor, id, window).await?;
    Ok(charts::value(&contract, &quarters, &events))
}

/// The scores of one side: every criterion at every meeting.
///
/// # Errors
/// When the contract does not exist for this actor.
pub async fn heat(
    app: &App, actor: &Actor, id: ContractId, Asked { window, side }: Asked,
) -> Result<HeatTable, Error> {
    let contract = app.contract(actor, id).await?;
    let meetings = app.scores(actor, id, window).await?;
    let events = events_within(app, actor, id, window).await?;
    let starts = app.designs_in_use(actor, id).await?;
    let scored = meetings.iter().map(|(meeting, _)| meeting.version);
    let named = starts.iter().map(|start| start.version).chain(scored);
    let versions = app.design_versions(actor, named).await?;
    Ok(charts::heat(&contract, (side, &meetings), &events, (&starts, &versions)))
}

async fn events_within(
    app: &App, actor: &Actor, id: ContractId, window: Window,
) -> Result<Vec<Event>, Error> {
    let mut events = app.events(actor, id).await?;
    events.retain(|event| window.has(event.on));
    Ok(events)
}

/// The composites of a contract over time.
///
/// # Errors
/// When the contract does not exist for this actor.
pub async fn composite_trend(
    app: &App, actor: &Actor, id: ContractId, window: Window,
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
    app: &App, actor: &Actor, id: ContractId, window: Window,
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
    app: &App, actor: &Actor, id: ContractId, side: Side, on: Option<NaiveDate>,
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
