//! `scorecard imports`: what was imported, and taking it back.

use super::answer::say;
use super::{Format, Verdict};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::ids::ImportId;
use crate::domain::imports::Import;
use crate::domain::lists::Slice;
use crate::views::json::imports::ImportView;
use crate::views::text::{count, table};
use clap::{Args, Subcommand};
use uuid::Uuid;

/// What to do with past imports.
#[derive(Debug, Args)]
pub(super) struct Imports {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List imports, latest first
    List {
        /// How many to leave out
        #[arg(long, default_value_t = 0, value_name = "NUMBER")]
        offset: u64,
        /// How many to list at most
        #[arg(long, default_value_t = 50, value_name = "NUMBER")]
        limit: u64,
    },
    /// Take an import back
    Undo {
        /// Identifies the import, as listed
        id: Uuid,
    },
}

impl Imports {
    pub(super) async fn run(
        &self, app: &App, actor: &Actor, format: Format,
    ) -> anyhow::Result<Verdict> {
        match self.verb {
            Verb::List { offset, limit } => {
                list(app, actor, format, Slice { offset, limit }).await?;
            }
            Verb::Undo { id } => undo(app, actor, format, ImportId(id)).await?,
        }
        Ok(Verdict::Done)
    }
}

async fn list(app: &App, actor: &Actor, format: Format, slice: Slice) -> anyhow::Result<()> {
    let page = app.imports(actor, None, slice).await?;
    let rows: Vec<Vec<String>> = page.items.iter().map(line).collect();
    let views: Vec<ImportView> = page.items.iter().map(ImportView::of).collect();
    say(format, &table(&rows), &views)
}

fn line(import: &Import) -> Vec<String> {
    vec![
        import.id.to_string(),
        import.at.format("%Y-%m-%d %H:%M").to_string(),
        import.kind.word().to_owned(),
        import.file_name.clone(),
        import.state.label().to_owned(),
        count(import.counts.rows, "row", "rows"),
    ]
}

async fn undo(app: &App, actor: &Actor, format: Format, id: ImportId) -> anyhow::Result<()> {
    let import = app.undo_import(actor, id).await?;
    let text = format!("{} is taken back\n", import.file_name);
    say(format, &text, &ImportView::of(&import))
}
