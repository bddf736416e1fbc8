//! `scorecard import`: files in, all rows of a file or none.

use super::answer::{Faulty, Usage};
use super::progress::Progress;
use super::{Format, Verdict};
use crate::app::App;
use crate::app::imports::{Content, FileFacts, Mode, Outcome, Row, Rows, Table};
use crate::domain::access::Actor;
use crate::domain::imports::{Kind, Understood};
use crate::domain::periods::Cadence;
use crate::inbound::csv::{self, Decimals, Opening, ReadSettings, Surface};
use crate::inbound::kept;
use anyhow::Context;
use clap::Args;
use report::Report;
use std::path::{Path, PathBuf};

mod report;

/// Which files to import, and how to read them.
#[derive(Debug, Args)]
pub(super) struct Files {
    /// What the files are about: contracts, scores, kpis, knowledge, value, assessments, points or
    /// weightings
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
    /// Round KPI values that have more decimals than are kept
    #[arg(long)]
    round: bool,
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

pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, value)) if !field.trim().is_empty() => {
            Ok((field.trim().to_owned(), value.to_owned()))
        }
        Some(_) | None => Err("write a field, an equals sign and what it stands for".to_owned()),
    }
}

impl Files {
    pub(super) async fn run(
        &self, app: &App, actor: &Actor, format: Format,
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
        &self, app: &App, actor: &Actor, format: Format, file: &Path,
    ) -> anyhow::Result<Verdict> {
        let name = file.display();
        let opening = csv::open(self.kind, file, &self.settings());
        let Opening { digest, understood, opened } = opening.with_context(|| name.to_string())?;
        let facts = self.facts(file, digest, understood.as_ref())?;
        let opened = match opened {
            Ok(opened) => opened,
            Err(problems) => {
                app.refuse(actor, self.kind, facts, &problems).await?;
                let kind = self.kind.word();
                let what = format!("{name} cannot be read as {kind}; nothing was stored");
                return Err(Faulty { what, problems }.into());
            }
        };
        let report = Report::new(app, actor, file, understood.unwrap_or_default());
        let mode = if self.dry_run { Mode::Check } else { Mode::Apply };
        let table = shown(opened.table, opened.progress);
        let outcome = app.import(actor, facts, table, mode).await?;
        report.print(format, &outcome).await?;
        if let (Some(path), Outcome::Refused(import)) = (&self.rejects, &outcome) {
            report.write_rejects(import, path).await?;
        }
        Ok(verdict(&outcome))
    }

    fn settings(&self) -> ReadSettings {
        ReadSettings {
            maps: self.map.clone(),
            constants: self.set.clone(),
            periods: self.periods,
            decimals: if self.round { Decimals::Rounded } else { Decimals::AsWritten },
            surface: Surface::CommandLine,
        }
    }

    fn facts(
        &self, file: &Path, digest: String, understood: Option<&Understood>,
    ) -> anyhow::Result<FileFacts> {
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        let settings = kept::text(&(), understood)?;
        Ok(FileFacts { name, digest, design: self.design.clone(), settings })
    }
}

fn verdict(outcome: &Outcome) -> Verdict {
    match outcome {
        Outcome::Done(_) | Outcome::SameFile(_) => Verdict::Done,
        Outcome::Refused(_) => Verdict::Refused,
    }
}

/// The same rows, with a bar on the terminal that follows them through the file.
fn shown(table: Table, read: csv::Progress) -> Table {
    match table {
        Table::Contracts(rows) => Table::Contracts(followed(rows, read)),
        Table::Scores(rows) => Table::Scores(followed(rows, read)),
        Table::Kpis(rows) => Table::Kpis(followed(rows, read)),
        Table::Knowledge(rows) => Table::Knowledge(followed(rows, read)),
        Table::Value(rows) => Table::Value(followed(rows, read)),
        Table::Assessments(rows) => Table::Assessments(followed(rows, read)),
        Table::Points(rows) => Table::Points(followed(rows, read)),
        Table::Weightings(rows) => Table::Weightings(followed(rows, read)),
    }
}

fn followed<R: Content>(rows: Rows<R>, read: csv::Progress) -> Rows<R> {
    let progress = Progress::through(read.size());
    Box::new(rows.inspect(move |_: &Row<R>| progress.at(read.read())))
}
