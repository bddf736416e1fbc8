//! One import: what it would do, what is wrong with it, what it did, and taking it back.

use super::preview::Reading;
use super::upload::heading;
use crate::domain::imports::{Counts, Import, State};
use crate::domain::lists::Page;
use crate::domain::problems::{Place, Problem};
use crate::views::pages::parts::{
    Banner, Cell, Colour, Column, Layout, Link, Paging, Pick, Section, Summary, Table, Tag, count,
    links, moment, sentence,
};
use askama::Template;

/// What was just done, told once by the address that a change redirects to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Nothing was.
    Nothing,
    /// It was stored.
    Applied,
    /// It was taken back.
    Undone,
    /// The same file had been stored before.
    SameFile,
}

impl Notice {
    /// The notice a word in an address stands for.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "applied" => Self::Applied,
            "undone" => Self::Undone,
            "same-file" => Self::SameFile,
            _ => Self::Nothing,
        }
    }

    fn banner(self, import: &Import) -> Option<Banner> {
        match (self, import.state) {
            (Self::Applied, State::Applied) => {
                let rows = rows(import.counts.rows);
                Some(Banner::success(format!("{rows} imported from {}", import.file_name)))
            }
            (Self::Undone, State::Undone) => {
                Some(Banner::success(format!("The import of {} was undone", import.file_name)))
            }
            (Self::SameFile, _) => Some(Banner::important(
                "This file was imported before with the same settings. Nothing was done.",
            )),
            (Self::Nothing | Self::Applied | Self::Undone, _) => None,
        }
    }
}

/// One import.
#[derive(Debug, Template)]
#[template(path = "import_record.html")]
pub struct RecordPage {
    layout: Layout,
    address: String,
    again: String,
    rejected: String,
    state: State,
    facts: Summary,
    counts: Table,
    problem_count: String,
    problems: Table,
    paging: Paging,
    nothing_to_do: bool,
    file_kept: bool,
    rows_kept: bool,
    reading: Option<Summary>,
    columns: Table,
    rows: Table,
    choices: Vec<Pick>,
}

impl RecordPage {
    /// How many problems are on a page.
    pub const PROBLEMS: u64 = 100;

    /// The page of an import with one page of its problems.
    #[must_use]
    pub fn of(
        import: &Import, problems: &Page<Problem>, number: u64, notice: Notice, reading: &Reading,
    ) -> Self {
        let address = links::import(import.id);
        let paging =
            Paging::new(number, problems.total, Self::PROBLEMS, format!("{address}?page="));
        let mut layout = Layout::new(Section::Imports, title(import))
            .under(&import.file_name)
            .below(vec![Link::new("Import", "/import"), Link::new("Import history", "/imports")]);
        layout.banner = notice.banner(import);
        layout.sheet = Some(paging.sheet());
        Self {
            layout,
            address,
            rejected: links::rejected(import.id),
            again: format!("/import/{}", import.kind.word()),
            state: import.state,
            facts: facts(import),
            counts: counts(import.counts, import.state),
            problem_count: problem_count(import.counts),
            problems: table(&problems.items),
            paging,
            nothing_to_do: import.counts.new == 0 && import.counts.changed == 0,
            file_kept: reading.file_kept,
            rows_kept: reading.file_kept && 0 < import.counts.rows,
            reading: reading.facts(),
            columns: reading.columns(),
            rows: reading.rows(),
            choices: reading.choices(&problems.items),
        }
    }
}

fn title(import: &Import) -> &'static str {
    match import.state {
        State::Checked => "Check what will be imported",
        State::Refused => "The file was not imported",
        State::Applied | State::Undone => heading(import.kind),
    }
}

fn rows(number: u64) -> String {
    if number == 1 { "1 row".to_owned() } else { format!("{} rows", count(number)) }
}

fn problem_count(counts: Counts) -> String {
    if counts.problems == 1 {
        "There is 1 problem".to_owned()
    } else {
        format!("There are {} problems", count(counts.problems))
    }
}

/// The state of an import as a tag.
pub(super) fn tag(state: State) -> Tag {
    let colour = match state {
        State::Checked => Colour::Blue,
        State::Refused => Colour::Red,
        State::Applied => Colour::Green,
        State::Undone => Colour::Grey,
    };
    Tag::new(state.label(), colour)
}

fn facts(import: &Import) -> Summary {
    Summary::new()
        .with("File", &import.file_name)
        .with("What it is about", import.kind.label())
        .state("State", tag(import.state))
        .with("By", &import.by)
        .with("When", moment(import.at))
        .with("SHA-256", &import.digest)
}

fn counts(counts: Counts, state: State) -> Table {
    let columns = vec![Column::words("Rows"), Column::numbers("Number")];
    let caption = match state {
        State::Checked => "What the import would do",
        State::Refused => "What was read",
        State::Applied | State::Undone => "What the import did",
    };
    let lines = [
        ("Read from the file", counts.rows),
        ("Add something new", counts.new),
        ("Change what is recorded", counts.changed),
        ("Say what is already recorded", counts.unchanged),
    ];
    let shown = if state == State::Refused { 1 } else { lines.len() };
    Table::new("counts", caption, columns).of(lines
        .into_iter()
        .take(shown)
        .map(|(what, number)| vec![Cell::text(what), Cell::text(count(number))]))
}

fn table(problems: &[Problem]) -> Table {
    let columns = vec![
        Column::words("Line"),
        Column::words("Column"),
        Column::words("Value"),
        Column::words("What is wrong"),
        Column::words("What to do"),
    ];
    Table::new("problems", "Problems in order of their lines", columns)
        .quiet()
        .of(problems.iter().map(row))
}

fn row(problem: &Problem) -> Vec<Cell> {
    let (line, column) = match &problem.place {
        Place::Whole => ("Whole file".to_owned(), String::new()),
        Place::Field(field) => ("Whole file".to_owned(), field.clone()),
        Place::Cell { line, column } => {
            (count(*line), column.clone().unwrap_or_else(|| "Whole row".to_owned()))
        }
    };
    let value = if problem.value.is_empty() { "Empty" } else { problem.value.as_str() };
    vec![
        Cell::text(line),
        Cell::text(column),
        Cell::text(value),
        Cell::text(sentence(&problem.message)),
        Cell::text(sentence(&problem.remedy)),
    ]
}

/// The question before an import is taken back.
#[derive(Debug, Template)]
#[template(path = "import_undo.html")]
pub struct UndoPage {
    layout: Layout,
    address: String,
    facts: Summary,
    rows: String,
}

impl UndoPage {
    /// The question about an import.
    #[must_use]
    pub fn of(import: &Import) -> Self {
        let address = links::import(import.id);
        Self {
            layout: Layout::new(Section::Imports, "Are you sure you want to undo this import?")
                .below(vec![
                    Link::new("Import history", "/imports"),
                    Link::new(&import.file_name, &address),
                ]),
            address,
            facts: facts(import),
            rows: rows(import.counts.new + import.counts.changed),
        }
    }
}
