//! `scorecard read`: how a file is understood, and its rows.

use super::answer::{Refused, say};
use super::export::ending;
use super::{Format, Verdict};
use crate::inbound::csv::{Layout, Row, RowProblem, Rows, Source, rows, sniff};
use crate::inbound::sheets;
use crate::views::text::table;
use anyhow::Context;
use clap::Args;
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Which file to read.
#[derive(Debug, Args)]
pub(super) struct Read {
    /// The file
    file: PathBuf,
    /// Sheet of a spreadsheet (.ods or .xlsx), counted from 1; needed when several can be seen
    #[arg(long, value_name = "NUMBER")]
    sheet: Option<u32>,
}

/// How a file is understood.
#[derive(Serialize)]
struct LayoutView {
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    encoding: String,
    byte_order_mark: bool,
    delimiter: String,
    preamble: Vec<String>,
    header: Vec<String>,
    first_data_line: u64,
}

#[derive(Serialize)]
struct FaultView {
    line: u64,
    column: Option<String>,
    value: String,
    message: String,
}

impl Read {
    pub(super) fn run(&self, format: Format) -> anyhow::Result<Verdict> {
        let (table, rows) = self.open()?;
        match format {
            Format::Text => summary(&table, rows),
            Format::Csv => as_csv(&table.layout, rows),
            Format::Json => as_json(&table, rows),
        }
    }

    fn open(&self) -> anyhow::Result<(Table, Rows)> {
        let name = || self.file.display().to_string();
        let (sheet, mut source) = self.source()?;
        let layout = sniff(&mut source).with_context(name)?;
        let rows = rows(source, &layout).with_context(name)?;
        Ok((Table { sheet, layout }, rows))
    }

    /// The text to read, and the sheet it is from.
    fn source(&self) -> anyhow::Result<(Option<String>, Source)> {
        let name = || self.file.display().to_string();
        match ending(&self.file).as_str() {
            "xlsx" | "xlsm" | "ods" => {
                let text = sheets::text(&self.file, self.sheet).with_context(name)?;
                Ok((Some(text.sheet), Source::new(text.file)?))
            }
            "xls" | "xlsb" => anyhow::bail!(Refused(format!(
                "{} is an older kind of spreadsheet, which is not read. Save it as .xlsx or .ods \
                 and read that file",
                name()
            ))),
            _ => {
                self.only_table()?;
                Ok((None, Source::open(&self.file).with_context(name)?))
            }
        }
    }

    fn only_table(&self) -> Result<(), Refused> {
        let name = self.file.display();
        match self.sheet {
            None | Some(1) => Ok(()),
            Some(sheet) => Err(Refused(format!("{name} is one table and has no sheet {sheet}"))),
        }
    }
}

/// A file as one table.
struct Table {
    /// Number and name of the sheet, when it is a spreadsheet.
    sheet: Option<String>,
    layout: Layout,
}

fn view(Table { sheet, layout }: &Table) -> LayoutView {
    LayoutView {
        sheet: sheet.clone(),
        encoding: layout.encoding.to_string(),
        byte_order_mark: layout.bom,
        delimiter: layout.delimiter.to_string(),
        preamble: layout.preamble_text.clone(),
        header: layout.names().map(str::to_owned).collect(),
        first_data_line: layout.first_data_line,
    }
}

/// Calls `each` with every row and hands back what is wrong with the others.
fn walk(
    mut rows: Rows, mut each: impl FnMut(&Row) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<RowProblem>> {
    let (mut row, mut problems) = (Row::default(), Vec::new());
    loop {
        match rows.read_into(&mut row) {
            Ok(true) => each(&row)?,
            Ok(false) => return Ok(problems),
            Err(problem) => {
                let last = problem.fault.is_last();
                problems.push(problem);
                if last {
                    return Ok(problems);
                }
            }
        }
    }
}

fn verdict(problems: &[RowProblem]) -> Verdict {
    if problems.is_empty() { Verdict::Done } else { Verdict::Refused }
}

fn summary(read: &Table, rows: Rows) -> anyhow::Result<Verdict> {
    let mut count = 0_u64;
    let problems = walk(rows, |_| {
        count += 1;
        Ok(())
    })?;
    let (view, layout) = (view(read), &read.layout);
    let lines = [
        ("Encoding", view.encoding),
        ("Delimiter", view.delimiter),
        ("Lines above the header", layout.preamble.to_string()),
        ("Columns", view.header.join(" | ")),
        ("Data start on line", layout.first_data_line.to_string()),
        ("Rows", count.to_string()),
    ];
    let sheet = view.sheet.map(|sheet| ("Sheet", sheet));
    let lines = sheet.into_iter().chain(lines);
    let lines: Vec<_> = lines.map(|(name, value)| vec![name.to_owned(), value]).collect();
    let mut text = table(&lines);
    for problem in &problems {
        text.push_str(&format!("{problem}\n"));
    }
    say(Format::Text, &text, &())?;
    Ok(verdict(&problems))
}

fn as_csv(layout: &Layout, rows: Rows) -> anyhow::Result<Verdict> {
    let mut writer = csv::Writer::from_writer(io::stdout().lock());
    writer.write_record(layout.names())?;
    let problems = walk(rows, |row| Ok(writer.write_record(row.cells())?))?;
    writer.flush()?;
    for problem in &problems {
        writeln!(io::stderr(), "{problem}")?;
    }
    Ok(verdict(&problems))
}

/// The rows are written as they are read, so that memory does not grow with the file.
fn as_json(read: &Table, rows: Rows) -> anyhow::Result<Verdict> {
    let mut out = BufWriter::new(io::stdout().lock());
    write!(out, "{{\"layout\":{},\"rows\":[", serde_json::to_string(&view(read))?)?;
    let mut separator = "\n";
    let problems = walk(rows, |row| {
        let cells: Vec<&str> = row.cells().collect();
        write!(out, "{separator}{}", serde_json::to_string(&cells)?)?;
        separator = ",\n";
        Ok(())
    })?;
    let faults: Vec<FaultView> = problems.iter().map(fault).collect();
    writeln!(out, "\n],\"problems\":{}}}", serde_json::to_string(&faults)?)?;
    out.flush()?;
    Ok(verdict(&problems))
}

fn fault(problem: &RowProblem) -> FaultView {
    FaultView {
        line: problem.line,
        column: problem.column.as_ref().map(|(_, name)| name.clone()),
        value: problem.value.clone(),
        message: problem.fault.to_string(),
    }
}
