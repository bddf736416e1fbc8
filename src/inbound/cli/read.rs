//! `scorecard read`: how a file is understood, and its rows.

use super::answer::{Refused, say};
use super::export::ending;
use super::{Format, Verdict};
use crate::inbound::csv::{Layout, Row, RowProblem, Rows, Source, rows, sniff};
use crate::views::text::table;
use anyhow::Context;
use clap::Args;
use serde::Serialize;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Which file to read.
#[derive(Debug, Args)]
pub(super) struct Read {
    /// The file
    file: PathBuf,
    /// Sheet of a spreadsheet, counted from 1
    #[arg(long, value_name = "NUMBER")]
    sheet: Option<u32>,
}

/// How a file is understood.
#[derive(Serialize)]
struct LayoutView {
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
        self.only_text()?;
        let (layout, rows) = open(&self.file)?;
        match format {
            Format::Text => summary(&layout, rows),
            Format::Csv => as_csv(&layout, rows),
            Format::Json => as_json(&layout, rows),
        }
    }

    fn only_text(&self) -> Result<(), Refused> {
        let name = self.file.display();
        let sheets = ["xlsx", "xls", "xlsm", "ods"].contains(&ending(&self.file).as_str());
        if sheets {
            return Err(Refused(format!(
                "{name} is a spreadsheet, which this release does not read. Save the sheet as \
                 “CSV UTF-8” and read that file"
            )));
        }
        match self.sheet {
            None | Some(1) => Ok(()),
            Some(sheet) => Err(Refused(format!("{name} is one table and has no sheet {sheet}"))),
        }
    }
}

fn open(file: &Path) -> anyhow::Result<(Layout, Rows)> {
    let name = || file.display().to_string();
    let mut source = Source::open(file).with_context(name)?;
    let layout = sniff(&mut source).with_context(name)?;
    let rows = rows(source, &layout).with_context(name)?;
    Ok((layout, rows))
}

fn view(layout: &Layout) -> LayoutView {
    LayoutView {
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
    mut rows: Rows,
    mut each: impl FnMut(&Row) -> anyhow::Result<()>,
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

fn summary(layout: &Layout, rows: Rows) -> anyhow::Result<Verdict> {
    let mut count = 0_u64;
    let problems = walk(rows, |_| {
        count += 1;
        Ok(())
    })?;
    let view = view(layout);
    let lines = [
        ("Encoding", view.encoding),
        ("Delimiter", view.delimiter),
        ("Lines above the header", layout.preamble.to_string()),
        ("Columns", view.header.join(" | ")),
        ("Data start on line", layout.first_data_line.to_string()),
        ("Rows", count.to_string()),
    ];
    let mut text = table(&lines.map(|(name, value)| vec![name.to_owned(), value]));
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
fn as_json(layout: &Layout, rows: Rows) -> anyhow::Result<Verdict> {
    let mut out = BufWriter::new(io::stdout().lock());
    write!(out, "{{\"layout\":{},\"rows\":[", serde_json::to_string(&view(layout))?)?;
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
