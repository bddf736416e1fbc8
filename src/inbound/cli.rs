//! The command line: operation, import, export and analysis, by the use cases everybody calls.

use crate::app::{App, Clock};
use crate::config::{Config, Settings};
use crate::domain::access::Actor;
use crate::domain::meetings::Side;
use clap::{Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

mod serve;

mod user;

mod token;

mod demo;

mod migrate;

mod audit;

mod backup;

mod import;

mod imports;

mod export;

mod design;

mod score;

mod chart;

mod openapi;

mod read;

mod evaluate;

mod answer;

mod progress;

pub use answer::{Verdict, conclude};

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
    #[command(flatten)]
    Service(ServiceCommand),
    /// Change the schema of the database
    Migrate(migrate::Migrate),
    /// Copy the records to a file while the service runs
    Backup(backup::Backup),
    /// Put the records of such a file in place, once they are found whole
    Restore(backup::Restore),
    /// Print the OpenAPI document of the API
    Openapi,
    /// Show how a file is understood
    Read(read::Read),
    /// Rank bids by price and quality with a declared method, without a database
    Evaluate(evaluate::Evaluate),
}

/// What needs the service.
#[derive(Debug, Subcommand)]
enum ServiceCommand {
    /// Serve pages and the API
    Serve,
    /// Serve a throw-away database with the worked example
    Demo(demo::Demo),
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
    /// Add, list and disable people, and change their roles
    User(user::User),
    /// Make, list and revoke tokens of the API
    Token(token::Token),
    /// Verify the history of changes
    Audit(audit::Audit),
}

/// Where the records of the service are, and what its clock says.
#[derive(Debug)]
struct Place {
    database_url: String,
    /// Its evidence files, when they are not beside the database.
    files: Option<PathBuf>,
    clock: Clock,
    /// Removed with everything in it when the command ends.
    folder: Option<tempfile::TempDir>,
}

impl Cli {
    /// How the answer is to be printed.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Does what was asked.
    ///
    /// # Errors
    /// When it cannot be done; the message says why.
    pub async fn run(&self) -> anyhow::Result<Verdict> {
        let readable = matches!(self.command, Command::Read(_));
        if self.format == Format::Csv && !readable {
            anyhow::bail!(answer::Usage("only `read` prints csv; use --format text or json"));
        }
        match &self.command {
            Command::Openapi => openapi::run(),
            Command::Read(read) => read.run(self.format),
            Command::Evaluate(evaluate) => evaluate.run(self.format),
            Command::Migrate(migrate) => {
                migrate.run(&self.config()?.database_url, self.format).await
            }
            Command::Backup(backup) => backup.run(&self.config()?.database_url, self.format).await,
            Command::Restore(restore) => {
                restore.run(&self.config()?.database_url, self.format).await
            }
            Command::Service(command) => self.on_service(command).await,
        }
    }

    fn config(&self) -> anyhow::Result<Config> {
        Ok(self.settings.resolve()?)
    }

    async fn on_service(&self, command: &ServiceCommand) -> anyhow::Result<Verdict> {
        let config = self.config()?;
        let place = match command {
            ServiceCommand::Demo(demo) => demo.place()?,
            ServiceCommand::Serve
            | ServiceCommand::Import(_)
            | ServiceCommand::Imports(_)
            | ServiceCommand::Export(_)
            | ServiceCommand::Design(_)
            | ServiceCommand::Score(_)
            | ServiceCommand::Chart(_)
            | ServiceCommand::User(_)
            | ServiceCommand::Token(_)
            | ServiceCommand::Audit(_) => Place::standing(&config),
        };
        let app = App::open(&place.database_url, place.clock).await?;
        let app = match place.files.clone() {
            Some(files) => app.with_files_in(files),
            None => app,
        };
        let ended = command.run(&config, &app, self.format).await;
        app.close().await;
        drop(place.folder);
        ended
    }
}

impl Place {
    fn standing(config: &Config) -> Self {
        let database_url = config.database_url.clone();
        Self { database_url, files: config.files.clone(), clock: Clock::System, folder: None }
    }
}

impl ServiceCommand {
    async fn run(&self, config: &Config, app: &App, format: Format) -> anyhow::Result<Verdict> {
        let actor = &Actor::administrator();
        match self {
            Self::Serve => serve::run(config, app).await,
            Self::Demo(demo) => demo.run(config, app, actor).await,
            Self::Import(files) => files.run(app, actor, format).await,
            Self::Imports(imports) => imports.run(app, actor, format).await,
            Self::Export(export) => export.run(app, actor, format).await,
            Self::Design(design) => design.run(app, actor, format).await,
            Self::Score(score) => score.run(app, actor, format).await,
            Self::Chart(chart) => chart.run(app, actor, format).await,
            Self::User(user) => user.run(config, app, actor, format).await,
            Self::Token(token) => token.run(app, actor, format).await,
            Self::Audit(audit) => audit.run(app, actor, format).await,
        }
    }
}

/// The address of a page, for somebody with a browser.
fn address(config: &Config, listening: SocketAddr, path: &str) -> String {
    let public = config.public_url.as_ref().map(ToString::to_string);
    let here = public.unwrap_or_else(|| format!("http://{listening}"));
    format!("{here}{path}")
}

/// Reads whose scores are meant.
fn side(text: &str) -> Result<Side, String> {
    Side::parse(text).ok_or_else(|| "use client, supplier or agreed".to_owned())
}

/// The settings with warnings alone in the log, unless something else was asked for.
fn quiet(config: &Config) -> Config {
    let asked = config.log != "info";
    Config { log: if asked { config.log.clone() } else { "warn".to_owned() }, ..config.clone() }
}
