//! `scorecard score`: a contract's composite, and how it was reached.

use super::answer::say;
use super::{Format, Verdict};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::meetings::Side;
use crate::domain::scorecards::Trace;
use crate::views::json::scorecards::ScorecardView;
use crate::views::json::traces::TraceView;
use crate::views::text::trace::{explain, figure};
use chrono::NaiveDate;
use clap::Args;

/// Which figure to print.
#[derive(Debug, Args)]
pub(super) struct Score {
    /// Reference of the contract
    contract: String,
    /// The latest figure up to this day, such as 2026-10-31; today when left out
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
    /// Whose scores: client, supplier or agreed
    #[arg(long, default_value = "client", value_parser = super::side)]
    side: Side,
    /// Print every input, weight and step as well
    #[arg(long)]
    explain: bool,
}

impl Score {
    pub(super) async fn run(
        &self, app: &App, actor: &Actor, format: Format,
    ) -> anyhow::Result<Verdict> {
        let contract = app.contract_by_reference(actor, &self.contract).await?;
        let trace = app.trace(actor, contract.id, self.side, self.on).await?;
        self.print(format, &trace)?;
        Ok(Verdict::Done)
    }

    fn print(&self, format: Format, trace: &Trace) -> anyhow::Result<()> {
        if self.explain {
            return say(format, &explain(trace), &TraceView::of(trace));
        }
        say(format, &figure(trace), &ScorecardView::of(&trace.scorecard()))
    }
}
