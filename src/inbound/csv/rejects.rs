//! The refused rows of a file, as they stand in it, each with what is wrong.

use super::{Refusal, Row, RowProblem, Source, rows, sniff};
use crate::domain::problems::{Place, Problem};
use std::borrow::Cow;
use std::io::{self, Write};
use std::iter::Peekable;

/// What a spreadsheet takes for the start of a formula.
pub(super) const FORMULA_STARTS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Why no file of refused rows could be written.
#[derive(Debug, thiserror::Error)]
pub enum RejectsError {
    /// The file cannot be read any more.
    #[error("the file could not be read again")]
    Read(#[from] Refusal),
    /// What was read cannot be written.
    #[error("the refused rows could not be written")]
    Write(#[from] io::Error),
}

/// Writes the header of `source` and each row that has one of `problems`, which
/// come in order of their lines, with a last column `error`. A row with more
/// cells than the header keeps the others after `error`. Returns how many rows.
///
/// # Errors
/// When the file cannot be read or the rows cannot be written.
pub fn write_rejects(
    mut source: Source, problems: impl IntoIterator<Item = Problem>, out: &mut impl Write,
) -> Result<u64, RejectsError> {
    let layout = sniff(&mut source)?;
    let width = layout.header.len();
    record(out, layout.names().map(ToOwned::to_owned).chain(["error".to_owned()]))?;
    let mut lines = rows(source, &layout)?;
    let (mut row, mut written) = (Row::default(), 0);
    let mut problems = problems.into_iter().filter(|one| line_of(one).is_some()).peekable();
    while problems.peek().is_some() {
        let read = lines.read_into(&mut row);
        let line = match &read {
            Ok(false) => break,
            Ok(true) => row.line(),
            Err(RowProblem { line, .. }) => *line,
        };
        if let Some(error) = errors(&mut problems, line) {
            rejected(out, &row, width, &error)?;
            written += 1;
        }
    }
    Ok(written)
}

fn line_of(problem: &Problem) -> Option<u64> {
    match problem.place {
        Place::Cell { line, .. } => Some(line),
        Place::Whole | Place::Field(_) => None,
    }
}

/// What is wrong in rows up to `line`, in one text.
fn errors(problems: &mut Peekable<impl Iterator<Item = Problem>>, line: u64) -> Option<String> {
    let up_to = |problem: &Problem| line_of(problem).is_some_and(|at| at <= line);
    let found = std::iter::from_fn(|| problems.next_if(up_to));
    let texts: Vec<String> = found.map(|problem| told(&problem)).collect();
    (!texts.is_empty()).then(|| texts.join(" | "))
}

fn told(problem: &Problem) -> String {
    let Problem { place, message, remedy, .. } = problem;
    match place {
        Place::Cell { column: Some(column), .. } => format!("{column}: {message}. {remedy}"),
        Place::Cell { column: None, .. } | Place::Whole | Place::Field(_) => {
            format!("{message}. {remedy}")
        }
    }
}

fn rejected(out: &mut impl Write, row: &Row, width: usize, error: &str) -> io::Result<()> {
    let own = (0..width).map(|column| row.get(column).unwrap_or_default());
    let extra = (width..row.len()).map(|column| row.get(column).unwrap_or_default());
    record(out, own.chain([error]).chain(extra).map(ToOwned::to_owned))
}

fn record(out: &mut impl Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    let cells: Vec<String> = cells.map(|cell| quoted(&guarded(&cell)).into_owned()).collect();
    write!(out, "{}\r\n", cells.join(","))
}

/// A cell that no spreadsheet takes for a formula; numbers stay as they are.
fn guarded(cell: &str) -> Cow<'_, str> {
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b".,".contains(&b));
    let signed = cell.strip_prefix(['-', '+']).is_some_and(number);
    if cell.starts_with(FORMULA_STARTS) && !signed {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

fn quoted(cell: &str) -> Cow<'_, str> {
    if cell.contains(['"', ',', '\r', '\n']) {
        return Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")));
    }
    Cow::Borrowed(cell)
}

#[cfg(test)]
mod tests;
