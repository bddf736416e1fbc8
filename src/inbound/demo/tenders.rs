//! What the tenders behind the contracts of the worked example were weighed by, as published: some
//! plainly, some as a range or in points, and some with something missing.

use super::stories::Story;
use crate::views::export::Cell;
use chrono::Days;

/// What a criterion is called, its kind and its weight.
type Weighed = (&'static str, &'static str, &'static str);

/// Reference of the tender, lot, what the lot is for, framework, criteria.
type Lot = (&'static str, &'static str, &'static str, &'static str, &'static [Weighed]);

const LOTS: [Lot; 7] = [
    (
        "NMC-T-2023-014",
        "",
        "",
        "dos6_lot1",
        &[
            ("Technical competence", "technical", "50"),
            ("Cultural fit", "cultural_fit", "10"),
            ("Social value", "social_value", "10"),
            ("Price", "price", "30"),
        ],
    ),
    ("NMC-T-2022-007", "", "", "", &[("Quality", "quality", "60%"), ("Price", "price", "40%")]),
    (
        "NMC-T-2026-003",
        "1",
        "North of the river",
        "",
        &[("Quality", "quality", "0.7"), ("Price", "price", "0.3")],
    ),
    (
        "NMC-T-2026-003",
        "2",
        "South of the river",
        "",
        &[("Quality", "quality", "60-70%"), ("Price", "price", "30-40%")],
    ),
    ("EHT-2022-PAS", "", "", "", &[("Quality", "quality", "600"), ("Cost", "cost", "400")]),
    (
        "EHT-2023-EST",
        "",
        "",
        "",
        &[
            ("Quality", "quality", "50"),
            ("Social value", "social_value", "5"),
            ("Price", "price", "40"),
        ],
    ),
    ("EHT-2021-SUP", "", "", "", &[("Quality", "quality", ""), ("Price", "price", "50%")]),
];

/// How long before a contract starts its tender was published.
const AHEAD: Days = Days::new(150);

/// The rows of the file of weightings that are about a contract.
pub(super) fn rows(story: &Story) -> Vec<Vec<Cell>> {
    let own = LOTS.iter().filter(|(tender, ..)| *tender == story.tender);
    own.flat_map(|lot| lot.4.iter().map(|weighed| row(story, lot, weighed))).collect()
}

fn row(story: &Story, lot: &Lot, (criterion, kind, weight): &Weighed) -> Vec<Cell> {
    let (tender, lot, lot_title, framework, _) = *lot;
    let published = story.term.0.checked_sub_days(AHEAD).map_or(Cell::Empty, Cell::Day);
    vec![
        Cell::free(tender),
        Cell::free(criterion),
        Cell::free(kind),
        Cell::free(weight),
        Cell::free(lot),
        Cell::free(story.client),
        Cell::free(story.title),
        published,
        Cell::free("services"),
        Cell::free("open"),
        Cell::word(story.pounds),
        Cell::Empty,
        Cell::free(lot_title),
        Cell::Empty,
        Cell::free(framework),
        Cell::free("other"),
    ]
}
