//! `scorecard chart`: a contract's figures as a picture, or as the rows behind it.

use super::answer::{Refused, Usage, say};
use super::export::{Unfinished, ending};
use super::progress::Progress;
use super::{Format, Verdict};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::contracts::Contract;
use crate::domain::kpis::KpiRecord;
use crate::domain::meetings::Side;
use crate::domain::scorecards::Window;
use crate::inbound::charts::{self, Asked};
use crate::inbound::exports::all;
use crate::views::charts::{ChartName, kpi_trend};
use clap::{Args, ValueEnum};
use reports::{Chart as Picture, Size};
use std::path::{Path, PathBuf};

/// What to draw, and where to put it.
#[derive(Debug, Args)]
pub(super) struct Chart {
    /// What to draw
    #[arg(value_enum, required_unless_present = "all")]
    name: Option<Name>,
    /// Reference of the contract
    #[arg(long, value_name = "REFERENCE", required_unless_present = "all")]
    contract: Option<String>,
    /// Name of the KPI, for the chart kpi
    #[arg(long, value_name = "TITLE")]
    kpi: Option<String>,
    /// Whose figures, for the charts variation, heat and perspectives: client, supplier or agreed
    #[arg(long, value_name = "SIDE", default_value = "client", value_parser = side)]
    side: Side,
    /// The file to write, ending in .svg, .png or .csv
    #[arg(long, value_name = "FILE", required_unless_present = "all")]
    out: Option<PathBuf>,
    /// Draw every composite and every KPI into this folder instead, as SVG
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["name", "kpi", "out"])]
    all: Option<PathBuf>,
}

/// What can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Name {
    /// The composites of both sides and what they agreed, over time
    Composite,
    /// One KPI over time, with its target
    Kpi,
    /// The composite of one side, its mean and limits, and what is worth asking about
    Variation,
    /// What both sides gave each criterion at the latest meeting both scored
    Gap,
    /// Client minus supplier over time
    GapTrend,
    /// How often the two sides agreed, agreed to differ or disputed
    Agreement,
    /// Every criterion at every meeting
    Heat,
    /// Whether the scores of each side were in on time
    Participation,
    /// How long open actions have been waiting, and how many are overdue
    Ageing,
    /// Value-add promised, claimed and verified, quarter by quarter
    Value,
    /// The scores of each criterion over time
    Criteria,
    /// Where each perspective stands
    Perspectives,
    /// The knowledge index against its plan, and when it will reach its targets
    Knowledge,
}

impl Chart {
    pub(super) async fn run(
        &self, app: &App, actor: &Actor, format: Format,
    ) -> anyhow::Result<Verdict> {
        let files = match (&self.all, self.name, &self.contract, &self.out) {
            (None, Some(name), Some(reference), Some(out)) => {
                let contract = app.contract_by_reference(actor, reference).await?;
                let wanted = Wanted { name, kpi: self.kpi.as_deref(), side: self.side };
                draw(app, actor, &contract, wanted, out).await?;
                vec![out.clone()]
            }
            (Some(folder), _, reference, _) => {
                every(app, actor, reference.as_deref(), folder).await?
            }
            (None, ..) => anyhow::bail!(Usage("name a chart, --contract and --out, or give --all")),
        };
        let lines: String = files.iter().map(|file| format!("{}\n", file.display())).collect();
        say(format, &lines, &serde_json::json!({ "files": files }))?;
        Ok(Verdict::Done)
    }
}

fn side(text: &str) -> Result<Side, String> {
    let known = Side::ALL.iter().copied().find(|side| side.word() == text);
    known.ok_or_else(|| "use client, supplier or agreed".to_owned())
}

/// One chart to draw.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// Which.
    pub(super) name: Name,
    /// Title of the KPI, where the chart is of one.
    pub(super) kpi: Option<&'a str>,
    /// Whose figures.
    pub(super) side: Side,
}

impl Name {
    /// The chart of a contract it stands for; none for that of a KPI.
    fn of_contract(self) -> Option<ChartName> {
        match self {
            Self::Composite => Some(ChartName::Trend),
            Self::Variation => Some(ChartName::Variation),
            Self::Gap => Some(ChartName::Gap),
            Self::GapTrend => Some(ChartName::GapTrend),
            Self::Agreement => Some(ChartName::Agreement),
            Self::Heat => Some(ChartName::Heat),
            Self::Participation => Some(ChartName::Participation),
            Self::Ageing => Some(ChartName::Ageing),
            Self::Value => Some(ChartName::Value),
            Self::Criteria => Some(ChartName::Criteria),
            Self::Perspectives => Some(ChartName::Perspectives),
            Self::Knowledge => Some(ChartName::Knowledge),
            Self::Kpi => None,
        }
    }
}

/// Draws one chart into a file of the kind its name ends in.
pub(super) async fn draw(
    app: &App, actor: &Actor, contract: &Contract, wanted: Wanted<'_>, out: &Path,
) -> anyhow::Result<()> {
    let write = writer(out)?;
    let file = Unfinished::create(out)?;
    let picture = picture(app, actor, contract, wanted).await?;
    file.write(&write(picture.as_ref())?)
}

type Write = fn(&dyn Picture) -> Result<Vec<u8>, reports::DrawError>;

fn writer(out: &Path) -> Result<Write, Refused> {
    match ending(out).as_str() {
        "svg" => Ok(|chart| chart.svg(Size::WIDE).map(String::into_bytes)),
        "png" => Ok(|chart| chart.png(Size::WIDE)),
        "csv" => Ok(|chart| chart.csv().map(String::into_bytes)),
        _ => Err(Refused(format!(
            "{} does not end in .svg, .png or .csv, the three kinds a chart can be written as",
            out.display()
        ))),
    }
}

async fn picture(
    app: &App, actor: &Actor, contract: &Contract, Wanted { name, kpi, side }: Wanted<'_>,
) -> anyhow::Result<Box<dyn Picture>> {
    let Some(name) = name.of_contract() else {
        let records = app.kpis(actor, contract.id).await?;
        let record = named(&records, contract, kpi)?;
        let events = app.events(actor, contract.id).await?;
        return Ok(Box::new(kpi_trend(contract, record, &events)));
    };
    let asked = Asked { window: Window::default(), side };
    Ok(charts::of_contract(app, actor, contract.id, (name, asked)).await?)
}

/// Draws the composite and every KPI of a contract, or of all of them.
async fn every(
    app: &App, actor: &Actor, reference: Option<&str>, folder: &Path,
) -> anyhow::Result<Vec<PathBuf>> {
    let contracts = match reference {
        Some(reference) => vec![app.contract_by_reference(actor, reference).await?],
        None => all(app, actor).await?,
    };
    std::fs::create_dir_all(folder)?;
    let progress = Progress::counting("contracts drawn");
    let mut files = Vec::new();
    for contract in &contracts {
        files.extend(of_contract(app, actor, contract, folder).await?);
        progress.step();
    }
    Ok(files)
}

async fn of_contract(
    app: &App, actor: &Actor, contract: &Contract, folder: &Path,
) -> anyhow::Result<Vec<PathBuf>> {
    let reference = &contract.details.reference;
    let records = app.kpis(actor, contract.id).await?;
    let kpis = records.iter().map(|record| (Name::Kpi, Some(record.kpi.title.as_str())));
    let mut files = Vec::with_capacity(records.len() + 1);
    for (name, kpi) in [(Name::Composite, None)].into_iter().chain(kpis) {
        let title = format!("{reference} {}", kpi.unwrap_or("composite"));
        let file = folder.join(format!("{}.svg", file_name(&title)));
        let wanted = Wanted { name, kpi, side: Side::Client };
        draw(app, actor, contract, wanted, &file).await?;
        files.push(file);
    }
    Ok(files)
}

/// Text as the name of a file: lower case, one hyphen for whatever else it holds.
fn file_name(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

fn named<'a>(
    records: &'a [KpiRecord], contract: &Contract, title: Option<&str>,
) -> Result<&'a KpiRecord, Refused> {
    let all = || {
        let titles = records.iter().map(|record| format!("“{}”", record.kpi.title));
        titles.collect::<Vec<_>>().join(", ")
    };
    let reference = &contract.details.reference;
    let Some(title) = title else {
        return Err(Refused(format!("say which KPI of {reference} with --kpi: {}", all())));
    };
    let wanted = records.iter().find(|record| record.kpi.title == title);
    wanted.ok_or_else(|| Refused(format!("{reference} has no KPI “{title}”; it has {}", all())))
}
