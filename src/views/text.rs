//! Domain values as plain text for a terminal.

use crate::domain::problems::{Place, Problem};
use std::fmt::Write;

pub mod evaluation;

pub mod trace;

/// Rows with their columns aligned, two spaces between them.
#[must_use]
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| wide(cell)).max();
    let widths: Vec<usize> = (0..columns).map(|at| width(at).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

fn wide(cell: &str) -> usize {
    cell.chars().count()
}

/// A problem on one line: where, what was found, what is wrong, what to do.
#[must_use]
pub fn problem(problem: &Problem) -> String {
    let mut text = String::new();
    let written = match &problem.place {
        Place::Whole => Ok(()),
        Place::Cell { line, column: None } => write!(text, "line {line}: "),
        Place::Cell { line, column: Some(column) } => write!(text, "line {line}, {column}: "),
        Place::Field(field) => write!(text, "{field}: "),
    };
    debug_assert!(written.is_ok(), "text takes every text");
    if !problem.value.is_empty() {
        text.push_str(&format!("“{}”: ", problem.value));
    }
    text.push_str(&format!("{}. {}.", problem.message, problem.remedy));
    text
}

/// A number of things, with the word for one or for many.
#[must_use]
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A number with a comma every three digits.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 3 == first {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [vec!["a".into(), "bb".into()], vec!["ccc".into(), "é".into(), "d".into()]];
        assert_eq!(table(&rows), "a    bb\nccc  é   d\n");
        assert_eq!(table(&[]), "");
    }

    #[test]
    fn a_problem_says_where_what_and_what_to_do() {
        let cell = Problem::cell(7, "value", "6", "6 is not on the scale", "Use 1 to 5");
        assert_eq!(problem(&cell), "line 7, value: “6”: 6 is not on the scale. Use 1 to 5.");
        let whole = Problem::whole("the file is empty", "Choose another file");
        assert_eq!(problem(&whole), "the file is empty. Choose another file.");
    }

    #[test]
    fn numbers_are_grouped_by_three_digits() {
        let numbers = [0, 999, 1_000, 12_345, 1_234_567];
        assert_eq!(numbers.map(grouped), ["0", "999", "1,000", "12,345", "1,234,567"]);
        assert_eq!(count(1, "row", "rows"), "1 row");
        assert_eq!(count(1_000, "row", "rows"), "1,000 rows");
    }
}
