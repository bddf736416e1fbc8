//! `scorecard demo`: the worked example in a database of its own, served at once.

use super::answer::Refused;
use super::{Place, Verdict, chart, export};
use crate::app::App;
use crate::config::{Config, logs};
use crate::domain::access::Actor;
use crate::domain::contracts::Contract;
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

/// The charts of the documentation: contract, chart, KPI, file.
const CHARTS: [(&str, chart::Name, Option<&str>, &str); 3] = [
    ("NMC-2301", chart::Name::Composite, None, "composite-trend.svg"),
    ("NMC-2302", chart::Name::Kpi, Some("Potholes repaired in time"), "kpi-trend.svg"),
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
        Ok(Place { database_url, clock: demo::clock(), folder })
    }

    pub(super) async fn run(
        &self,
        config: &Config,
        app: &App,
        actor: &Actor,
    ) -> anyhow::Result<Verdict> {
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
        chart::draw(app, actor, &contract, (name, kpi), &path).await?;
        println!("{}", path.display());
    }
    Ok(())
}

async fn serve(config: &Config, app: &App, actor: &Actor) -> anyhow::Result<()> {
    let contracts = export::all(app, actor).await?;
    let announce = |address: SocketAddr| {
        println!("The worked example is at http://{address}/ until you press Ctrl+C\n");
        println!("Three pages worth opening:");
        for contract in contracts.iter().filter(|contract| worth_opening(contract)) {
            println!("  http://{address}/contracts/{}  {}", contract.id, contract.details.title);
        }
    };
    http::serve::serve(config, app.clone(), announce).await.context("the example is not served")
}

/// One that improved, one that fell and recovered, one whose two sides grow apart.
fn worth_opening(contract: &Contract) -> bool {
    ["NMC-2301", "NMC-2302", "EHT-118"].contains(&contract.details.reference.as_str())
}
