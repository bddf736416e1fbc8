//! The columns of each kind of file, and a file of each kind to start from.

use super::cells::{self, Wrong};
use super::settings::ReadSettings;
use super::{Field, assessments, contracts, knowledge, kpis, points, scores, value, weightings};
use crate::domain::imports::Kind;

/// A column that an import reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in our own files.
    pub name: &'static str,
    /// Whether a file without it is refused.
    pub required: bool,
    /// What it holds, for the import page and the command's help.
    pub about: &'static str,
    /// Headings it is also known by.
    pub synonyms: &'static [&'static str],
}

impl Column {
    pub(super) const REQUIRED: Self = Self { name: "", required: true, about: "", synonyms: &[] };

    pub(super) const OPTIONAL: Self = Self { required: false, ..Self::REQUIRED };
}

pub(super) const CONTRACT: &[&str] = &[
    "Contract Reference",
    "Contract Ref",
    "Contract Reference Number",
    "Contract ID",
    "Contract Number",
    "Contract No",
];

pub(super) const CLIENT: &[&str] = &[
    "Client Name",
    "Buyer",
    "Buyer Name",
    "Customer",
    "Customer Name",
    "Contracting Authority",
    "Contracting Body",
    "Purchasing Body",
    "Purchaser",
];

pub(super) const SUPPLIER: &[&str] = &[
    "Supplier Name",
    "Supplier Company Name",
    "Lead Supplier",
    "Awarded Supplier",
    "Winning Supplier",
    "Contractor",
    "Contractor Name",
    "Vendor",
    "Vendor Name",
    "Provider",
    "Provider Name",
    "Operator",
];

/// The columns of a kind, in the order of our own files.
#[must_use]
pub fn columns(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Contracts => contracts::COLUMNS,
        Kind::Scores => scores::COLUMNS,
        Kind::Kpis => kpis::COLUMNS,
        Kind::Knowledge => knowledge::COLUMNS,
        Kind::Value => value::COLUMNS,
        Kind::Assessments => assessments::COLUMNS,
        Kind::Points => points::COLUMNS,
        Kind::Weightings => weightings::COLUMNS,
    }
}

/// A file of a kind with two rows of made-up organisations, to be filled in.
#[must_use]
pub fn template(kind: Kind) -> String {
    let names: Vec<&str> = columns(kind).iter().map(|column| column.name).collect();
    let [first, second] = match kind {
        Kind::Contracts => contracts::EXAMPLES,
        Kind::Scores => scores::EXAMPLES,
        Kind::Kpis => kpis::EXAMPLES,
        Kind::Knowledge => knowledge::EXAMPLES,
        Kind::Value => value::EXAMPLES,
        Kind::Assessments => assessments::EXAMPLES,
        Kind::Points => points::EXAMPLES,
        Kind::Weightings => weightings::EXAMPLES,
    };
    format!("{}\r\n{first}\r\n{second}\r\n", names.join(","))
}

/// The fields to look for; one that is given by a setting need not be in the file.
pub(super) fn fields(kind: Kind, settings: &ReadSettings) -> Vec<Field> {
    let field = |column: &Column| Field {
        name: column.name,
        required: column.required && settings.constant(column.name).is_none(),
        synonyms: column.synonyms,
    };
    columns(kind).iter().map(field).collect()
}

/// What is wrong with a text that is to stand in every row, before any row is read.
pub(super) fn constant(
    kind: Kind, column: &Column, text: &str, settings: &ReadSettings,
) -> Option<Wrong> {
    if kind == Kind::Value
        && !text.trim().is_empty()
        && let Some(read) = value::as_read(column.name, text)
    {
        return read.err();
    }
    if kind == Kind::Weightings && column.name != "value_gbp" {
        return weightings::constant(column.name, text).or_else(|| empty(column, text));
    }
    match column.name {
        "start" | "end" => cells::unless_missing(text, cells::date).err(),
        "meeting_date" => cells::date(text).err(),
        "side" => cells::side(text).err(),
        "state" => cells::state(text).err(),
        "period" => kpis::period(text, settings.periods).err(),
        "direction" => cells::unless_missing(text, cells::direction).err(),
        "target" => {
            let decimals = (settings.decimals, settings.surface);
            cells::unless_missing(text, |text| cells::kpi_value(text, decimals)).err()
        }
        "value_gbp" => cells::unless_missing(text, cells::money).err(),
        "pricing_model" => cells::unless_missing(text, cells::pricing).err(),
        "working_pattern" => cells::unless_missing(text, cells::working).err(),
        name => assessments::constant(name, text)
            .or_else(|| points::constant(name, text))
            .or_else(|| empty(column, text)),
    }
}

fn empty(column: &Column, text: &str) -> Option<Wrong> {
    (column.required && text.trim().is_empty())
        .then(|| Wrong::new("this is empty", "Give it a text, or leave it out"))
}

/// What a cell came to, in our own words; as it is written when it cannot be read.
pub(super) fn as_read(kind: Kind, field: &str, cell: &str, settings: &ReadSettings) -> String {
    if kind == Kind::Value
        && let Some(Ok(read)) = value::as_read(field, cell)
    {
        return read;
    }
    if kind == Kind::Weightings && field != "value_gbp" {
        let read = weightings::as_read(field, cell);
        return read.unwrap_or_else(|| cells::text(cell).into_owned());
    }
    let decimals = (settings.decimals, settings.surface);
    let absent = || cells::absent(cell).filter(|_| !cell.is_empty());
    let read = match field {
        "value" | "actual" if absent().is_some() => absent().map(|why| why.word().to_owned()),
        "start" | "end" | "meeting_date" => cells::date(cell).ok().map(|day| day.to_string()),
        "side" => cells::side(cell).ok().map(|side| side.word().to_owned()),
        "period" => kpis::period(cell, settings.periods).ok().map(|period| period.code()),
        "direction" => cells::direction(cell).ok().map(|direction| direction.word().to_owned()),
        "actual" | "target" => cells::kpi_value(cell, decimals).ok().map(|value| value.to_string()),
        "value_gbp" => cells::money(cell).ok().map(|amount| amount.to_string()),
        "pricing_model" => cells::pricing(cell).ok().map(|model| model.word().to_owned()),
        "working_pattern" => cells::working(cell).ok().map(|pattern| pattern.word().to_owned()),
        field => assessments::as_read(field, cell).or_else(|| points::as_read(field, cell)),
    };
    read.unwrap_or_else(|| cells::text(cell).into_owned())
}
