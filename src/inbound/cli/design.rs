//! `scorecard design`: list, show, add and use scorecard designs.

use super::answer::{Faulty, Refused, say};
use super::{Format, Verdict};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::designs::{InUse, Version};
use crate::inbound::design_file;
use crate::views::design_file::toml;
use crate::views::json::contracts::InUseView;
use crate::views::json::designs::VersionView;
use crate::views::text::table;
use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::sync::Arc;

/// What to do with designs.
#[derive(Debug, Args)]
pub(super) struct Design {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List the latest version of every design
    List,
    /// Print a design as the TOML file it can be added from
    Show {
        /// Key of the design
        key: String,
        /// Number of the version; the latest when left out
        #[arg(long, value_name = "NUMBER")]
        version: Option<u32>,
    },
    /// Add a design, or a new version of it, from a TOML file
    Add {
        /// The file
        file: PathBuf,
    },
    /// Score a contract by the latest version of a design from a day on
    Use {
        /// Key of the design
        key: String,
        /// Reference of the contract
        #[arg(long, value_name = "REFERENCE")]
        contract: String,
        /// First day, such as 2026-04-01
        #[arg(long, value_name = "DAY")]
        from: NaiveDate,
    },
}

impl Design {
    pub(super) async fn run(
        &self, app: &App, actor: &Actor, format: Format,
    ) -> anyhow::Result<Verdict> {
        match &self.verb {
            Verb::List => list(app, actor, format).await?,
            Verb::Show { key, version } => show(app, actor, format, key, *version).await?,
            Verb::Add { file } => add(app, actor, format, file).await?,
            Verb::Use { key, contract, from } => {
                put_to_use(app, actor, format, (key, contract, *from)).await?;
            }
        }
        Ok(Verdict::Done)
    }
}

async fn list(app: &App, actor: &Actor, format: Format) -> anyhow::Result<()> {
    let versions = app.designs(actor).await?;
    let rows: Vec<Vec<String>> = versions.iter().map(|version| line(version)).collect();
    let views: Vec<VersionView> = versions.iter().map(|version| VersionView::of(version)).collect();
    say(format, &table(&rows), &views)
}

fn line(version: &Version) -> Vec<String> {
    let design = &version.content;
    let criteria = design.criteria().count();
    let counts = format!("{} perspectives, {criteria} criteria", design.perspectives().len());
    let name = format!("{} v{}", design.key(), version.number);
    vec![name, design.title().to_owned(), counts]
}

async fn show(
    app: &App, actor: &Actor, format: Format, key: &str, number: Option<u32>,
) -> anyhow::Result<()> {
    let versions = app.design(actor, key).await?;
    let wanted = |version: &&Arc<Version>| number.is_none_or(|number| version.number == number);
    let version = versions.iter().find(wanted).ok_or_else(|| {
        Refused(format!("the design {key} has {} versions, and not that one", versions.len()))
    })?;
    say(format, &toml(&version.content), &VersionView::of(version))
}

async fn add(app: &App, actor: &Actor, format: Format, file: &PathBuf) -> anyhow::Result<()> {
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
    let what = format!("the design in {name} cannot be used; nothing was stored");
    let design = design_file::design(&text).map_err(|problems| Faulty { what, problems })?;
    let version = app.add_design(actor, design).await?;
    let text = format!("{} v{} is stored\n", version.content.key(), version.number);
    say(format, &text, &VersionView::of(&version))
}

async fn put_to_use(
    app: &App, actor: &Actor, format: Format, (key, reference, from): (&str, &str, NaiveDate),
) -> anyhow::Result<()> {
    let contract = app.contract_by_reference(actor, reference).await?;
    let history: Vec<InUse> = app.use_design(actor, contract.id, key, from).await?;
    let views: Vec<InUseView> = history.iter().map(InUseView::of).collect();
    say(format, &format!("{reference} is scored by {key} from {from} on\n"), &views)
}
