//! Why a whole file was turned away, in words its sender can act on.

use std::io;

/// A file that cannot be read as one table.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Nothing but blank lines.
    #[error("The file is empty. Upload a file with a header row and at least one row under it")]
    Empty,
    /// Another kind of file under a `.csv` name.
    #[error(
        "The file is {looks_like}, not a CSV file. Open it in the program it came from, choose \
         \"Save as\" and then \"CSV UTF-8\", and upload that file"
    )]
    NotText {
        /// What the first bytes say, with its article.
        looks_like: &'static str,
    },
    /// A zero byte, which no text holds.
    #[error(
        "Line {line} has a zero byte (NUL) at character {column}. The file may be damaged: export \
         it again, or remove that character, and upload it again"
    )]
    Nul {
        /// The physical line, from 1.
        line: u64,
        /// The position in the line, from 1.
        column: u64,
    },
    /// One line with no end in sight.
    #[error(
        "Line {line} is longer than {limit} bytes. Check that each row is on its own line and \
         upload the file again"
    )]
    LineTooLong {
        /// The physical line, from 1.
        line: u64,
        /// The most a line may hold.
        limit: usize,
    },
    /// More columns than a spreadsheet can have.
    #[error(
        "Line {line} has {columns} columns, more than the {limit} a spreadsheet can have. Remove \
         the columns that are not needed and upload the file again"
    )]
    TooWide {
        /// The physical line, from 1.
        line: u64,
        /// The cells on it.
        columns: usize,
        /// The most a table may have.
        limit: usize,
    },
    /// A quotation mark opens before the table and nothing closes it.
    #[error(
        "The quotation mark that opens on line {line} is never closed. Add the closing quotation \
         mark, or remove the opening one, and upload the file again"
    )]
    UnclosedQuote {
        /// The physical line, from 1.
        line: u64,
    },
    /// The file could not be opened or read.
    #[error("The file could not be read. Check that it exists and can be opened")]
    Unreadable(#[from] io::Error),
}
