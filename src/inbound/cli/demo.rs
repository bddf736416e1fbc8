//! `scorecard demo`: the worked example in a database of its own, served at once.

use super::answer::Refused;
use super::{Place, Verdict, chart};
use crate::app::App;
use crate::config::{Config, logs};
use crate::domain::access::Actor;
use crate::domain::kpis::KpiRecord;
use crate::domain::meetings::Side;
use crate::inbound::http::Doors;
use crate::inbound::{demo, http};
use anyhow::Context;
use clap::Args;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Where the example goes.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Keep the database in this new file instead of throwing it away
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
    /// Draw the charts of the documentation into this folder, and do not serve
    #[arg(long, value_name = "FOLDER")]
    charts: Option<PathBuf>,
}

/// A KPI that tells a story by itself.
const POTHOLES: &str = "Potholes repaired in time";

/// The charts of the documentation: contract, chart, KPI, file.
const CHARTS: [(&str, chart::Name, Option<&str>, &str); 3] = [
    ("NMC-2302", chart::Name::Composite, None, "composite-trend.svg"),
    ("NMC-2302", chart::Name::Kpi, Some(POTHOLES), "kpi-trend.svg"),
    ("NMC-2302", chart::Name::Criteria, None, "criteria.svg"),
];

impl Demo {
    /// Where the records of the example are kept.
    pub(super) fn place(&self) -> anyhow::Result<Place> {
        let (folder, file) = match &self.keep {
            Some(file) if file.exists() => {
                let name = file.display();
                anyhow::bail!(Refused(format!("{name} is already there; name a new file")));
            }
            Some(file) => (None, file.clone()),
            None => {
                let folder = tempfile::tempdir().context("there is no room for a database")?;
                let file = folder.path().join("scorecard.db");
                (Some(folder), file)
            }
        };
        let database_url = format!("sqlite://{}", file.display());
        Ok(Place { database_url, files: None, clock: demo::clock(), folder })
    }

    pub(super) async fn run(
        &self, config: &Config, app: &App, actor: &Actor,
    ) -> anyhow::Result<Verdict> {
        if !config.bind.is_private() {
            let why = "anybody may be anybody in the worked example, so it listens to this machine \
                       only; use --bind 127.0.0.1:8080";
            anyhow::bail!(Refused(why.to_owned()));
        }
        logs::start(&super::quiet(config));
        demo::load(app, actor).await?;
        match &self.charts {
            Some(folder) => draw(app, actor, folder).await?,
            None => serve(config, app, actor).await?,
        }
        Ok(Verdict::Done)
    }
}

async fn draw(app: &App, actor: &Actor, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    for (reference, name, kpi, file) in CHARTS {
        let contract = app.contract_by_reference(actor, reference).await?;
        let path = folder.join(file);
        let wanted = chart::Wanted { name, kpi, side: Side::Client };
        chart::draw(app, actor, &contract, wanted, &path).await?;
        println!("{}", path.display());
    }
    Ok(())
}

async fn serve(config: &Config, app: &App, actor: &Actor) -> anyhow::Result<()> {
    let pages = worth_opening(app, actor).await?;
    let announce = |address: SocketAddr| {
        println!("The worked example is at http://{address}/ until you press Ctrl+C\n");
        println!("Choose there whom to be: everybody is made up, and nobody has a password.\n");
        println!("Three pages worth opening:");
        for (path, what) in &pages {
            println!("  http://{address}{path}\n      {what}");
        }
    };
    let served = http::serve::serve(config, app.clone(), Doors::Demo, announce).await;
    served.context("the example is not served")
}

async fn worth_opening(app: &App, actor: &Actor) -> anyhow::Result<Vec<(String, String)>> {
    let mut pages = Vec::with_capacity(3);
    let highways = app.contract_by_reference(actor, "NMC-2302").await?;
    let title = &highways.details.title;
    pages.push((format!("/contracts/{}", highways.id), format!("{title}: it fell and recovered")));
    let records = app.kpis(actor, highways.id).await?;
    if let Some(KpiRecord { kpi, .. }) = records.iter().find(|record| record.kpi.title == POTHOLES)
    {
        let path = format!("/contracts/{}/kpis/{}", highways.id, kpi.id);
        pages.push((path, format!("{POTHOLES}, against a target, with a gap")));
    }
    let records = app.contract_by_reference(actor, "EHT-118").await?;
    let path = format!("/contracts/{}/calculation", records.id);
    pages.push((path, format!("{}: how its figure was calculated", records.details.title)));
    Ok(pages)
}
