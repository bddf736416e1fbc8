//! `scorecard import`: files in, all rows of a file or none.

use super::answer::Usage;
use super::progress::Progress;
use super::{Format, Verdict};
use crate::app::App;
use crate::app::imports::{FileFacts, Mode, Outcome, Row, Rows, Table};
use crate::domain::access::Actor;
use crate::domain::imports::{Counts, Import, Kind};
use crate::domain::lists::Slice;
use crate::domain::periods::Cadence;
use crate::domain::problems::Problem;
use crate::views::json::imports::ImportView;
use crate::views::json::problems::ItemView;
use crate::views::text::{count, problem};
use anyhow::Context;
use clap::Args;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Which files to import, and how to read them.
#[derive(Debug, Args)]
pub(super) struct Files {
    /// What the files are about: contracts, scores or kpis
    #[arg(value_parser = kind)]
    kind: Kind,
    /// The files, each one imported by itself
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Say what would happen, and store nothing
    #[arg(long)]
    dry_run: bool,
    /// Read a field from the column with this header
    #[arg(long, value_name = "FIELD=HEADER", value_parser = pair)]
    map: Vec<(String, String)>,
    /// Give every row this value of a field
    #[arg(long, value_name = "FIELD=VALUE", value_parser = pair)]
    set: Vec<(String, String)>,
    /// What kind of period a date or number stands for, such as month or four_week
    #[arg(long, value_name = "CADENCE", value_parser = cadence)]
    periods: Option<Cadence>,
    /// Key of the design that new contracts are scored by
    #[arg(long, value_name = "KEY")]
    design: Option<String>,
    /// Write the rows that have problems to this file, with an error column
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::parse(text).ok_or_else(|| format!("use {}", words(Kind::ALL, |kind| kind.word())))
}

fn cadence(text: &str) -> Result<Cadence, String> {
    Cadence::parse(text).ok_or_else(|| format!("use {}", words(Cadence::ALL, |one| one.word())))
}

/// Choices in a sentence: `a, b or c`.
fn words<T: Copy>(choices: &[T], word: impl Fn(T) -> &'static str) -> String {
    let words: Vec<&str> = choices.iter().copied().map(word).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, value)) if !field.trim().is_empty() => {
            Ok((field.trim().to_owned(), value.to_owned()))
        }
        Some(_) | None => Err("write a field, an equals sign and what it stands for".to_owned()),
    }
}

impl Files {
    pub(super) async fn run(
        &self,
        app: &App,
        actor: &Actor,
        format: Format,
    ) -> anyhow::Result<Verdict> {
        if self.rejects.is_some() && self.files.len() > 1 {
            anyhow::bail!(Usage("--rejects goes with one file at a time"));
        }
        let mut verdict = Verdict::Done;
        for file in &self.files {
            if self.one(app, actor, format, file).await? == Verdict::Refused {
                verdict = Verdict::Refused;
            }
        }
        Ok(verdict)
    }

    async fn one(
        &self,
        app: &App,
        actor: &Actor,
        format: Format,
        file: &Path,
    ) -> anyhow::Result<Verdict> {
        let settings = self.settings();
        let source = Source::open(file).with_context(|| file.display().to_string())?;
        let understood = table(self.kind, source, &settings)?;
        let mode = if self.dry_run { Mode::Check } else { Mode::Apply };
        let outcome = app.import(actor, self.facts(file)?, counted(understood.table), mode).await?;
        let report = Report { app, actor, file, layout: &understood.layout };
        match format {
            Format::Text | Format::Csv => report.text(&outcome).await?,
            Format::Json => report.json(&outcome).await?,
        }
        if let (Some(path), Outcome::Refused(import)) = (&self.rejects, &outcome) {
            report.rejects(import, path).await?;
        }
        Ok(verdict(&outcome))
    }
}

fn verdict(outcome: &Outcome) -> Verdict {
    match outcome {
        Outcome::Done(_) | Outcome::SameFile(_) => Verdict::Done,
        Outcome::Refused(_) => Verdict::Refused,
    }
}

/// The same rows, counted on the terminal as they are read.
fn counted(table: Table) -> Table {
    match table {
        Table::Contracts(rows) => Table::Contracts(counting(rows)),
        Table::Scores(rows) => Table::Scores(counting(rows)),
        Table::Kpis(rows) => Table::Kpis(counting(rows)),
    }
}

fn counting<R: 'static>(rows: Rows<R>) -> Rows<R> {
    let progress = Progress::counting("rows read");
    Box::new(rows.inspect(move |_: &Row<R>| progress.step()))
}

/// What is printed of an import.
struct Report<'a> {
    app: &'a App,
    actor: &'a Actor,
    file: &'a Path,
    layout: &'a Layout,
}

impl Report<'_> {
    async fn text(&self, outcome: &Outcome) -> anyhow::Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        writeln!(out, "{}: {}", self.file.display(), understood(self.layout))?;
        if let Outcome::Refused(import) = outcome {
            let mut next = Some(0);
            while let Some(offset) = next {
                let page = self.problems(import, offset).await?;
                for one in &page.items {
                    writeln!(out, "  {}", problem(one))?;
                }
                next = page.next;
            }
        }
        writeln!(out, "{}", came_of_it(outcome))?;
        Ok(out.flush()?)
    }
}
