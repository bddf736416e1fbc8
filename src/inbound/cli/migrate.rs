//! `scorecard migrate`: the schema of the database, step by step.

use super::answer::say;
use super::{Format, Verdict};
use crate::app::schema::{self, Status};
use crate::views::text::table;
use clap::{Args, Subcommand};

/// What to do with the schema.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    #[command(subcommand)]
    way: Way,
}

#[derive(Debug, Subcommand)]
enum Way {
    /// Take every step that is not taken yet
    Up,
    /// Take the last step back, and the data it made room for with it
    Down {
        /// How many steps to take back
        #[arg(long, default_value_t = 1, value_name = "NUMBER")]
        steps: u32,
    },
    /// List the steps and whether they are taken
    Status,
}

impl Migrate {
    pub(super) async fn run(&self, url: &str, format: Format) -> anyhow::Result<Verdict> {
        let status = match self.way {
            Way::Up => schema::up(url).await?,
            Way::Down { steps } => schema::down(url, steps).await?,
            Way::Status => schema::status(url).await?,
        };
        let view = serde_json::json!({ "applied": status.applied, "pending": status.pending });
        say(format, &lines(&status), &view)?;
        Ok(Verdict::Done)
    }
}

fn lines(status: &Status) -> String {
    let line = |state: &str, step: &String| vec![state.to_owned(), step.clone()];
    let taken = status.applied.iter().map(|step| line("taken", step));
    let pending = status.pending.iter().map(|step| line("to take", step));
    table(&taken.chain(pending).collect::<Vec<_>>())
}
