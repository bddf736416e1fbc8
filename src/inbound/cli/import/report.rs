//! What is printed of an import: how the file was understood, every problem, what came of it.

use crate::app::App;
use crate::app::imports::Outcome;
use crate::domain::access::Actor;
use crate::domain::imports::{Import, State};
use crate::domain::lists::{Page, Slice};
use crate::domain::problems::Problem;
use crate::inbound::cli::Format;
use crate::inbound::cli::export::Unfinished;
use crate::inbound::csv::{Opened, Source, write_rejects};
use crate::views::json::imports::ImportView;
use crate::views::json::problems::ItemView;
use crate::views::text::{count, grouped, problem};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// How many problems are read at a time.
const PAGE: u64 = 1_000;

/// One import of one file.
pub(super) struct Report<'a> {
    app: &'a App,
    actor: &'a Actor,
    file: &'a Path,
    understood: UnderstoodView,
}

#[derive(Serialize)]
struct UnderstoodView {
    encoding: String,
    delimiter: String,
    first_data_line: u64,
    /// Each field with the heading it is read from.
    columns: BTreeMap<&'static str, String>,
    ignored: Vec<String>,
}

#[derive(Serialize)]
struct OutcomeView<'a> {
    file: &'a Path,
    understood: &'a UnderstoodView,
    import: ImportView,
}

impl<'a> Report<'a> {
    pub(super) fn new(app: &'a App, actor: &'a Actor, file: &'a Path, opened: &Opened) -> Self {
        let understood = UnderstoodView {
            encoding: opened.layout.encoding.to_string(),
            delimiter: opened.layout.delimiter.to_string(),
            first_data_line: opened.layout.first_data_line,
            columns: opened.found.iter().cloned().collect(),
            ignored: opened.ignored.clone(),
        };
        Self { app, actor, file, understood }
    }

    pub(super) async fn print(&self, format: Format, outcome: &Outcome) -> anyhow::Result<()> {
        match format {
            Format::Text | Format::Csv => self.text(outcome).await,
            Format::Json => self.json(outcome).await,
        }
    }

    async fn text(&self, outcome: &Outcome) -> anyhow::Result<()> {
        let mut out = io::stdout();
        write!(out, "{}", self.heading())?;
        let mut pages = Pages::of(outcome);
        while let Some(page) = pages.next(self).await? {
            let lines: String = page.iter().map(|one| format!("  {}\n", problem(one))).collect();
            write!(out, "{lines}")?;
        }
        writeln!(out, "{}", came_of_it(outcome))?;
        Ok(())
    }

    fn heading(&self) -> String {
        let UnderstoodView { encoding, delimiter, first_data_line, columns, ignored } =
            &self.understood;
        let pair = |(field, heading): (&&str, &String)| match heading == field {
            true => (*field).to_owned(),
            false => format!("{field} from “{heading}”"),
        };
        let columns: Vec<String> = columns.iter().map(pair).collect();
        let mut text = format!(
            "{}: {encoding}, {delimiter}, data from line {first_data_line}\n  columns: {}\n",
            self.file.display(),
            columns.join(", ")
        );
        if !ignored.is_empty() {
            text.push_str(&format!("  not used: {}\n", ignored.join(", ")));
        }
        text
    }

    /// One object; its problems are written page by page, so that memory never holds all of them.
    async fn json(&self, outcome: &Outcome) -> anyhow::Result<()> {
        let mut out = io::stdout();
        let import = match outcome {
            Outcome::Done(import) | Outcome::Refused(import) => ImportView::of(import),
            Outcome::SameFile(import) => ImportView::repeated(import),
        };
        let view = OutcomeView { file: self.file, understood: &self.understood, import };
        let head = serde_json::to_string(&view)?;
        write!(out, "{},\"problems\":[", head.strip_suffix('}').unwrap_or(&head))?;
        let (mut pages, mut separator) = (Pages::of(outcome), "\n");
        while let Some(page) = pages.next(self).await? {
            for one in &page {
                write!(out, "{separator}{}", serde_json::to_string(&ItemView::of(one))?)?;
                separator = ",\n";
            }
        }
        writeln!(out, "]}}")?;
        Ok(())
    }

    /// Writes the rows that have problems to `path`, each with what is wrong.
    pub(super) async fn write_rejects(&self, import: &Import, path: &Path) -> anyhow::Result<()> {
        let (mut pages, mut problems) = (Pages::new(import), Vec::new());
        while let Some(page) = pages.next(self).await? {
            problems.extend(page);
        }
        let mut bytes = Vec::new();
        let rows = write_rejects(Source::open(self.file)?, problems, &mut bytes)?;
        Unfinished::create(path)?.write(&bytes)?;
        let rows = count(rows, "row", "rows");
        writeln!(io::stderr(), "{rows} with problems in {}", path.display())?;
        Ok(())
    }

    async fn problems(&self, import: &Import, offset: u64) -> anyhow::Result<Page<Problem>> {
        let slice = Slice { offset, limit: PAGE };
        Ok(self.app.import_problems(self.actor, import.id, slice).await?)
    }
}

/// The problems of a refused import, a page at a time.
struct Pages<'a> {
    import: Option<&'a Import>,
    next: Option<u64>,
}

impl<'a> Pages<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        match outcome {
            Outcome::Refused(import) => Self::new(import),
            Outcome::Done(_) | Outcome::SameFile(_) => Self { import: None, next: None },
        }
    }

    fn new(import: &'a Import) -> Self {
        Self { import: Some(import), next: Some(0) }
    }

    async fn next(&mut self, report: &Report<'_>) -> anyhow::Result<Option<Vec<Problem>>> {
        let Some((import, offset)) = self.import.zip(self.next) else { return Ok(None) };
        let page = report.problems(import, offset).await?;
        self.next = page.next;
        Ok(Some(page.items))
    }
}

fn came_of_it(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done(import) if import.state == State::Checked => {
            format!("Nothing stored, as asked: {}", rows(import))
        }
        Outcome::Done(import) => format!("Imported as {}: {}", import.id, rows(import)),
        Outcome::SameFile(import) => {
            let on = import.at.format("%-d %B %Y");
            format!("Nothing to do: the same file was imported on {on} as {}", import.id)
        }
        Outcome::Refused(import) => {
            let problems = count(import.counts.problems, "problem", "problems");
            let rows = count(import.counts.rows, "row", "rows");
            format!("Nothing stored: {problems} in {rows}")
        }
    }
}

fn rows(import: &Import) -> String {
    let counts = import.counts;
    format!(
        "{} new, {} changed, {} unchanged",
        grouped(counts.new),
        grouped(counts.changed),
        grouped(counts.unchanged)
    )
}
