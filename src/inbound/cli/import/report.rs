//! What is printed of an import: how the file was understood, every problem, what came of it.

use crate::app::App;
use crate::app::imports::Outcome;
use crate::domain::access::Actor;
use crate::domain::imports::{FirstRow, Import, State, Understood};
use crate::domain::lists::{Page, Slice};
use crate::domain::problems::Problem;
use crate::inbound::cli::Format;
use crate::inbound::cli::export::Unfinished;
use crate::inbound::csv::{Source, write_rejects};
use crate::views::json::imports::{ImportView, UnderstoodView};
use crate::views::json::problems::ItemView;
use crate::views::text::{count, grouped, problem, table};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// How many problems are read at a time.
const PAGE: u64 = 1_000;

/// One import of one file.
pub(super) struct Report<'a> {
    app: &'a App,
    actor: &'a Actor,
    file: &'a Path,
    understood: Understood,
}

#[derive(Serialize)]
struct OutcomeView<'a> {
    file: &'a Path,
    understood: UnderstoodView,
    import: ImportView,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        app: &'a App, actor: &'a Actor, file: &'a Path, understood: Understood,
    ) -> Self {
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
        if is_check(outcome) {
            write!(out, "{}", self.first_rows())?;
        }
        let mut pages = Pages::of(outcome);
        while let Some(page) = pages.next(self).await? {
            let lines: String = page.iter().map(|one| format!("  {}\n", problem(one))).collect();
            write!(out, "{lines}")?;
        }
        writeln!(out, "{}", came_of_it(outcome))?;
        Ok(())
    }

    fn heading(&self) -> String {
        let Understood { encoding, delimiter, first_line, columns, .. } = &self.understood;
        let pair = |(field, heading): &(String, String)| match heading == field {
            true => field.clone(),
            false => format!("{field} from “{heading}”"),
        };
        let columns: Vec<String> = columns.iter().map(pair).collect();
        let name = self.file.display();
        let mut text = format!("{name}: {encoding}, {delimiter}, data from line {first_line}\n");
        if 0 < self.understood.above {
            text.push_str(&self.above());
        }
        text.push_str(&format!("  columns: {}\n", columns.join(", ")));
        if !self.understood.ignored.is_empty() {
            text.push_str(&format!("  not used: {}\n", self.understood.ignored.join(", ")));
        }
        text
    }

    fn above(&self) -> String {
        let lines = count(self.understood.above, "line", "lines");
        let header = match self.understood.header_line {
            Some(line) => format!("headings on line {line}"),
            None => "no headings".to_owned(),
        };
        let said = match self.understood.above_text.as_slice() {
            [] => String::new(),
            text => format!(" (“{}”)", text.join("”, “")),
        };
        format!("  {lines} above the table{said}, {header}\n")
    }

    fn first_rows(&self) -> String {
        let file = &self.understood;
        let head = std::iter::once("line".to_owned());
        let head = head.chain(file.columns.iter().map(|(field, _)| field.clone())).collect();
        let row = |row: &FirstRow| {
            std::iter::once(row.line.to_string()).chain(row.cells.iter().cloned()).collect()
        };
        let rows: Vec<Vec<String>> =
            std::iter::once(head).chain(file.rows.iter().map(row)).collect();
        let indented = table(&rows).lines().map(|line| format!("    {line}\n")).collect::<String>();
        format!("  first rows, as they were read:\n{indented}")
    }

    /// One object; its problems are written page by page, so that memory never holds all of them.
    async fn json(&self, outcome: &Outcome) -> anyhow::Result<()> {
        let mut out = io::stdout();
        let import = match outcome {
            Outcome::Done(import) | Outcome::Refused(import) => ImportView::of(import),
            Outcome::SameFile(import) => ImportView::repeated(import),
        };
        let view = OutcomeView {
            file: self.file,
            understood: UnderstoodView::of(&self.understood),
            import,
        };
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

fn is_check(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Done(import) => import.state == State::Checked,
        Outcome::Refused(_) | Outcome::SameFile(_) => false,
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
