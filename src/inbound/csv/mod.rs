//! Messy delimited files in, checked table rows out.
//!
//! [`table`] opens a file as rows of one kind, such as contracts or scores, each
//! row a value or every problem in it. Under it, [`sniff`] says how a file is laid
//! out, [`rows`] streams its rows by that layout, and [`match_columns`] finds an
//! importer's fields among its headings.
//! Memory stays constant: a record may hold a mebibyte and nothing is kept after
//! it is handed over.
//!
//! The records are split here and not by the `csv` crate, which counts only line
//! feeds as lines, keeps a record of any length in memory, and closes an open
//! quotation mark silently at the end of the file. Each of those would cost a
//! person the line number they need.

mod source;

mod layout;

mod encoding;

mod scan;

mod dialect;

mod header;

mod shape;

mod records;

mod rows;

mod columns;

mod refusal;

mod table;

mod surface;

mod settings;

mod kinds;

mod contracts;

mod scores;

mod kpis;

mod knowledge;

mod value;

mod assessments;

mod points;

mod evaluation;

mod weightings;

mod line;

mod cells;

mod faults;

mod rejects;

mod preview;

pub use cells::Decimals;
pub use columns::{Columns, Field, HeaderProblem, match_columns};
pub use dialect::{Delimiter, LineEnd, Quote};
pub use encoding::Encoding;
pub use evaluation::{Bids, bids};
pub use header::Heading;
pub use kinds::{Column, columns, template};
pub use layout::{Layout, sniff};
pub use preview::{Opening, open};
pub use refusal::Refusal;
pub use rejects::{RejectsError, write_rejects};
pub use rows::{Fault, Row, RowProblem, Rows, rows};
pub use settings::{ReadSettings, digest, pair};
pub use source::Source;
pub use surface::Surface;
pub use table::{Opened, Progress, table};

/// The most one record, or one physical line, may hold, in bytes.
pub const RECORD_LIMIT: usize = 1 << 20;

/// The most columns a table may have, as in a spreadsheet.
pub const COLUMN_LIMIT: usize = 16_384;
