//! The columns of each kind of file, in words, and a template to fill in.

use crate::domain::imports::Kind;
use crate::views::pages::parts::{Cell, Column, Table};

/// One column of a file.
struct Wanted {
    name: &'static str,
    need: &'static str,
    meaning: &'static str,
    example: &'static str,
}

const fn wanted(
    name: &'static str,
    need: &'static str,
    meaning: &'static str,
    example: &'static str,
) -> Wanted {
    Wanted { name, need, meaning, example }
}

const CONTRACTS: &[Wanted] = &[
    wanted("reference", "Required", "The client’s reference, unique for the client", "FM-2026-014"),
    wanted("title", "Required", "What the contract is for", "Case management platform"),
    wanted("client", "Required", "Name of the organisation that buys", "Northshire Council"),
    wanted("supplier", "Required", "Name of the lead supplier", "Brightwater Digital"),
    wanted("start", "Optional", "First day", "2026-04-01"),
    wanted("end", "Optional", "Last day", "2029-03-31"),
    wanted("value_gbp", "Optional", "Total value in pounds", "1250000"),
    wanted("pricing_model", "Optional", "day_rate, fixed_price, capped or outcome", "capped"),
    wanted("working_pattern", "Optional", "colocated, hybrid, remote or offshore", "hybrid"),
    wanted("tender_reference", "Optional", "The tender it came from", "T-2025-311"),
];

const SCORES: &[Wanted] = &[
    wanted("contract", "Required", "Reference of the contract", "FM-2026-014"),
    wanted("meeting_date", "Required", "Day of the meeting", "2026-07-06"),
    wanted("side", "Required", "client, supplier or agreed", "client"),
    wanted("criterion", "Required", "Key or title of the criterion", "openness"),
    wanted("value", "Required", "The score or its label; empty when state is given", "4"),
    wanted(
        "state",
        "Optional",
        "Why there is no score: not_scored, not_applicable, not_due, disputed or agreed_to_differ",
        "",
    ),
    wanted("comment", "Optional", "Why, in the scorer’s words", "Risks raised early"),
];

const KPIS: &[Wanted] = &[
    wanted("contract", "Required", "Reference of the contract", "FM-2026-014"),
    wanted("kpi", "Required", "Name of the KPI", "Incidents resolved in 4 hours"),
    wanted("period", "Required", "The period observed", "2026-Q3"),
    wanted("actual", "Required", "What was measured; empty when nothing was", "96.5"),
    wanted("target", "Optional", "What was to be reached", "95"),
    wanted(
        "direction",
        "First time",
        "higher, lower or nearest; needed the first time a KPI is named",
        "higher",
    ),
    wanted("unit", "Optional", "Unit of the values", "%"),
    wanted(
        "supplier",
        "Optional",
        "With client, lets an unknown contract be created",
        "Brightwater Digital",
    ),
    wanted(
        "client",
        "Optional",
        "With supplier, lets an unknown contract be created",
        "Northshire Council",
    ),
];

fn of(kind: Kind) -> &'static [Wanted] {
    match kind {
        Kind::Contracts => CONTRACTS,
        Kind::Scores => SCORES,
        Kind::Kpis => KPIS,
    }
}

pub(super) fn table(kind: Kind) -> Table {
    let columns = vec![
        Column::words("Column"),
        Column::words("Needed"),
        Column::words("What it holds"),
        Column::words("Example"),
    ];
    Table::new("wanted", "Columns of the file", columns).of(of(kind).iter().map(|it| {
        vec![
            Cell::text(it.name),
            Cell::text(it.need),
            Cell::text(it.meaning),
            Cell::text(if it.example.is_empty() { "Empty" } else { it.example }),
        ]
    }))
}

/// A file with the header and one example row (RFC 4180).
#[must_use]
pub fn template_csv(kind: Kind) -> String {
    let columns = of(kind);
    let names: Vec<&str> = columns.iter().map(|it| it.name).collect();
    let examples: Vec<&str> = columns.iter().map(|it| it.example).collect();
    format!("{}\r\n{}\r\n", names.join(","), examples.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_example_needs_quoting() {
        for column in Kind::ALL.iter().flat_map(|kind| of(*kind)) {
            assert!(!column.example.contains([',', '"', '\n']), "{}", column.name);
        }
    }
}
