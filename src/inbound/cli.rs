//! The command line: operation, import, export and analysis, by the use cases everybody calls.

use crate::app::{App, Clock, Error};
use crate::config::{Config, Settings};
use crate::domain::access::Actor;
use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use std::process::ExitCode;

mod serve;

mod demo;

mod migrate;

mod import;

mod imports;

mod export;

mod design;

mod score;

mod chart;

mod openapi;

mod read;

mod answer;

mod progress;

pub use answer::{Verdict, conclude};
pub use migrate::Step;

/// What was asked on the command line.
#[derive(Debug, Parser)]
#[command(name = "scorecard", version, about, arg_required_else_help = true)]
#[command(after_help = "Exit status: 0 done, 1 refused with reasons, 2 usage.")]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    /// How answers are printed
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(subcommand)]
    command: Command,
}

/// How answers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON value
    Json,
    /// Comma-separated rows, from `read` only
    Csv,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve pages and the API
    Serve,
    /// Serve a throw-away database with the worked example
    Demo(demo::Demo),
    /// Change the schema of the database
    Migrate(migrate::Migrate),
    /// Import files: all rows or none
    Import(import::Files),
    /// Look at past imports, or take one back
    Imports(imports::Imports),
    /// Write what is recorded to a file
    Export(export::Export),
    /// List, show, add and use scorecard designs
    Design(design::Design),
    /// Print a contract's composite
    Score(score::Score),
    /// Draw a chart
    Chart(chart::Chart),
    /// Print the OpenAPI document of the API
    Openapi,
    /// Show how a file is understood
    Read(read::Read),
}

/// What a command needs before it can run.
#[derive(Debug)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// The database, whatever its schema.
    Schema(String, Step),
    /// The service on a database with the current schema.
    Service(Place),
}

/// Where the records of the service are, and what its clock says.
#[derive(Debug)]
pub struct Place {
    /// Address of the database.
    pub database_url: String,
    /// The clock.
    pub clock: Clock,
    /// Removed with everything in it when the command ends.
    pub folder: Option<tempfile::TempDir>,
}

impl Cli {
    /// How the answer is to be printed.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// What the command needs.
    ///
    /// # Errors
    /// When settings or options cannot be used.
    pub fn needs(&self) -> anyhow::Result<Needs> {
        let readable = matches!(self.command, Command::Read(_));
        if self.format == Format::Csv && !readable {
            anyhow::bail!(answer::Usage("only `read` prints csv; use --format text or json"));
        }
        match &self.command {
            Command::Openapi | Command::Read(_) => Ok(Needs::Nothing),
            Command::Migrate(migrate) => Ok(Needs::Schema(self.database_url()?, migrate.step)),
            Command::Demo(demo) => demo.place(&self.config()?).map(Needs::Service),
            Command::Serve
            | Command::Import(_)
            | Command::Imports(_)
            | Command::Export(_)
            | Command::Design(_)
            | Command::Score(_)
            | Command::Chart(_) => self.standing().map(Needs::Service),
        }
    }

    fn config(&self) -> anyhow::Result<Config> {
        Ok(self.settings.resolve()?)
    }

    fn database_url(&self) -> anyhow::Result<String> {
        Ok(self.config()?.database_url)
    }

    fn standing(&self) -> anyhow::Result<Place> {
        let database_url = self.database_url()?;
        Ok(Place { database_url, clock: Clock::System, folder: None })
    }

    /// Runs a command that needs nothing.
    ///
    /// # Errors
    /// When it cannot be done; the message says why.
    pub fn run_alone(&self) -> anyhow::Result<Verdict> {
        match &self.command {
            Command::Openapi => openapi::run(),
            Command::Read(read) => read.run(self.format),
            Command::Serve
            | Command::Demo(_)
            | Command::Migrate(_)
            | Command::Import(_)
            | Command::Imports(_)
            | Command::Export(_)
            | Command::Design(_)
            | Command::Score(_)
            | Command::Chart(_) => anyhow::bail!("this command needs the service"),
        }
    }

    /// Runs a command on the service.
    ///
    /// # Errors
    /// When it cannot be done; the message says why.
    pub async fn run(&self, app: &App) -> anyhow::Result<Verdict> {
        let actor = Actor::administrator();
        let format = self.format;
        match &self.command {
            Command::Serve => serve::run(&self.config()?, app).await,
            Command::Demo(demo) => demo.run(&self.config()?, app, &actor).await,
            Command::Import(files) => files.run(app, &actor, format).await,
            Command::Imports(imports) => imports.run(app, &actor, format).await,
            Command::Export(export) => export.run(app, &actor, format).await,
            Command::Design(design) => design.run(app, &actor, format).await,
            Command::Score(score) => score.run(app, &actor, format).await,
            Command::Chart(chart) => chart.run(app, &actor, format).await,
            Command::Migrate(_) | Command::Openapi | Command::Read(_) => self.run_alone(),
        }
    }
}
