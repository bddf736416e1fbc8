//! `scorecard evaluate`: bids from a file, ranked by a declared method.

use super::answer::{Faulty, Refused, Usage, say};
use super::{Format, Verdict};
use crate::domain::evaluation::{Bid, LeftOut, Method, Terms, evaluate, workings};
use crate::domain::problems::Problem;
use crate::inbound::csv::{self, Bids, Source};
use crate::views::json::evaluation::{ExplainedView, MethodView, MethodsView, StandingView};
use crate::views::text::evaluation as text;
use anyhow::Context;
use clap::Args;
use std::path::{Path, PathBuf};

/// Which bids to evaluate, and how.
#[derive(Debug, Args)]
#[command(after_help = "The file has the columns bidder, price and quality, and submitted when a \
    tie can be settled by who came first. Quality is one score (80), a score for each question \
    (100/66/33) or scores with names (tech=2.5/3|cult=2/3). --methods lists the methods; with \
    --method it explains one and its settings.")]
pub(super) struct Evaluate {
    /// The bids, one a row
    #[arg(required_unless_present = "methods")]
    file: Option<PathBuf>,
    /// The method, such as lowest_ratio
    #[arg(long, required_unless_present = "methods", value_parser = method)]
    method: Option<Named>,
    /// Set something the method declares, such as wq=60; give it once for each
    #[arg(long, value_name = "KEY=VALUE", value_parser = super::import::pair)]
    set: Vec<(String, String)>,
    /// Read a field from the column with this header
    #[arg(long, value_name = "FIELD=HEADER", value_parser = super::import::pair)]
    map: Vec<(String, String)>,
    /// Print the formula of every figure with its numbers as well
    #[arg(long)]
    explain: bool,
    /// List the methods, or explain the one given
    #[arg(long)]
    methods: bool,
}

/// A method by name: one to use, or one that is known and not offered.
#[derive(Debug, Clone, Copy)]
enum Named {
    Offered(Method),
    LeftOut(&'static LeftOut),
}

fn method(text: &str) -> Result<Named, String> {
    let left = || LeftOut::find(text).map(Named::LeftOut);
    let known = Method::parse(text).map(Named::Offered).or_else(left);
    known.ok_or_else(|| {
        let words: Vec<&str> = Method::ALL.iter().map(|method| method.word()).collect();
        format!("use one of {}", words.join(", "))
    })
}

impl Evaluate {
    pub(super) fn run(&self, format: Format) -> anyhow::Result<Verdict> {
        let method = self.method.map(offered).transpose()?;
        match (self.methods, &self.file, method) {
            (true, _, None) => say(format, &text::methods(), &MethodsView::all())?,
            (true, _, Some(one)) => say(format, &text::method(one), &MethodView::of(one))?,
            (false, Some(file), Some(method)) => self.evaluate(format, file, method)?,
            (false, _, _) => anyhow::bail!(Usage("give a file of bids and --method")),
        }
        Ok(Verdict::Done)
    }

    fn evaluate(&self, format: Format, file: &Path, method: Method) -> anyhow::Result<()> {
        let (terms, bids) = self.read(file, method)?;
        let unfit = |misfits: Vec<_>| {
            let problems = misfits.iter().map(|misfit| bids.misfit(misfit)).collect();
            refusal(file, problems)
        };
        let outcome = evaluate(&terms, &bids.bids).map_err(unfit)?;
        let bids: &[Bid] = &bids.bids;
        let ranking = text::ranking(&terms, bids, &outcome);
        if !self.explain {
            return say(format, &ranking, &StandingView::all(bids, &outcome));
        }
        let steps = workings(&terms, bids).unwrap_or_default();
        let explained = ranking + &text::explain(&terms, bids, &steps);
        say(format, &explained, &ExplainedView::all(bids, &outcome, &steps))
    }

    /// The terms and the bids, or everything that is wrong with either.
    fn read(&self, file: &Path, method: Method) -> anyhow::Result<(Terms, Bids)> {
        let name = || file.display().to_string();
        let source = Source::open(file).with_context(name)?;
        let terms = Terms::read(method, &self.set);
        match (terms, csv::bids(source, &self.map)) {
            (Ok(terms), Ok(bids)) => Ok((terms, bids)),
            (terms, bids) => {
                let (terms, bids) = (terms.err(), bids.err());
                let problems = terms.into_iter().chain(bids).flatten().collect();
                Err(refusal(file, problems).into())
            }
        }
    }
}

fn offered(named: Named) -> anyhow::Result<Method> {
    match named {
        Named::Offered(method) => Ok(method),
        Named::LeftOut(left) => {
            anyhow::bail!(Refused(format!("{} is not offered: {}", left.name, left.why)))
        }
    }
}

fn refusal(file: &Path, problems: Vec<Problem>) -> Faulty {
    Faulty { what: format!("{} cannot be evaluated", file.display()), problems }
}
