//! Charts of meetings to try the promises on.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::samples::{about, date, number, points, reading};
use crate::*;

/// A chart without anything in it.
pub(super) type Named = (&'static str, Box<dyn Chart>);

fn events() -> Vec<Event> {
    vec![
        Event { date: date(2025, 1, 14), title: "Major incident".into() },
        Event { date: date(2025, 1, 15), title: "New service owner".into() },
    ]
}

fn breaks() -> Vec<Break> {
    vec![Break { date: date(2025, 1, 20), label: "Weights changed".into() }]
}

fn criteria() -> (String, String) {
    ("criterion".into(), "criteria".into())
}

/// Rows as `2 4`: what the client and the supplier gave.
pub(super) fn gaps(rows: &[&str]) -> Gaps {
    let row = |(at, row): (usize, &&str)| {
        let (first, second) = row.split_once(' ').unwrap();
        let (first, second) = (reading(first), reading(second));
        let gap = first.value().zip(second.value()).map(|(one, two)| (one - two).abs());
        GapRow {
            label: format!("Criterion {at} with quite a long name to wrap"),
            first,
            second,
            is_large: gap.is_some_and(|gap| gap >= Decimal::TWO),
        }
    };
    Gaps {
        about: about(Measure { places: 0, ..Measure::score() }),
        first: "Client".into(),
        second: "Supplier self-score".into(),
        kind: criteria(),
        axis: Axis { min: Decimal::ONE, max: Decimal::from(5) },
        rows: (1..).zip(rows).map(row).collect(),
    }
}

pub(super) fn gap_trend(figures: &[&str]) -> GapTrend {
    GapTrend {
        about: about(Measure { name: "gap".into(), ..Measure::score() }),
        first: "Client".into(),
        second: "Supplier".into(),
        points: points(figures),
        events: vec![],
        breaks: vec![],
    }
}

/// Weekly figures; a trailing `+` is a signal that is better, `-` one that is worse.
pub(super) fn variation(figures: &[&str], centre: Option<Centre>) -> VariationChart {
    let plain: Vec<&str> = figures.iter().map(|one| one.trim_end_matches(['+', '-'])).collect();
    let points = points(&plain).into_iter().zip(figures).map(|(point, figure)| VariationPoint {
        date: point.date,
        label: point.label,
        reading: point.reading,
        signal: match figure.chars().last() {
            Some('+') => Some(signal(Way::Better, "7 in a row above the mean")),
            Some('-') => Some(signal(Way::Worse, "below the lower limit")),
            Some(_) | None => None,
        },
    });
    VariationChart {
        about: about(Measure::score()),
        name: "Client".into(),
        stretches: vec![Stretch { points: points.collect(), centre }],
        events: vec![],
        breaks: vec![],
    }
}

fn signal(way: Way, rule: &str) -> Signal {
    Signal { way, rule: rule.into() }
}

pub(super) fn limits(standing: Standing) -> Option<Centre> {
    let (mean, lower, upper) = (number("65.24"), number("60.25"), number("70.23"));
    Some(Centre::Limits { mean, lower, upper, standing })
}

pub(super) fn median() -> Option<Centre> {
    let why = "there is not enough variation in the scale to set limits";
    Some(Centre::Median { median: number("65"), why: why.into() })
}

/// Rows of readings such as `75 x 50p`, one a week.
pub(super) fn heat(rows: &[&str]) -> HeatTable {
    let most = rows.iter().map(|row| row.split_whitespace().count()).max().unwrap_or(0);
    let columns = points(&vec!["0"; most]).into_iter();
    let row = |(at, row): (usize, &&str)| HeatRow {
        label: format!("Criterion {at} with quite a long name to wrap"),
        cells: row.split_whitespace().map(reading).collect(),
    };
    HeatTable {
        about: about(Measure { places: 0, ..Measure::score() }),
        kind: criteria(),
        each: "meeting".into(),
        axis: Axis::HUNDRED,
        columns: columns.map(|one| HeatColumn { date: one.date, label: one.label }).collect(),
        rows: (1..).zip(rows).map(row).collect(),
        events: events(),
        breaks: breaks(),
    }
}

/// Weekly bars as agreed, agreed to differ and disputed.
pub(super) fn ledger(bars: &[(u32, u32, u32)]) -> Ledger {
    let days = points(&vec!["0"; bars.len()]);
    let bar = |(point, (agreed, differ, disputed)): (Point, &(u32, u32, u32))| LedgerBar {
        date: point.date,
        label: point.label,
        agreed: *agreed,
        differ: *differ,
        disputed: *disputed,
    };
    Ledger {
        subject: "Platform Support".into(),
        subtitle: "Weekly, January to March 2025".into(),
        each: "meeting".into(),
        bars: days.into_iter().zip(bars).map(bar).collect(),
        events: vec![],
        breaks: vec![],
    }
}

/// Sides as `..lx`: on time, late, missed, and a space where there was no meeting.
pub(super) fn participation(sides: &[(&str, &str)]) -> Participation {
    let side = |(name, turns): &(&str, &str)| {
        let days = points(&vec!["0"; turns.chars().count()]).into_iter().zip(turns.chars());
        let turn = |(point, how): (Point, char)| {
            let turnout = match how {
                '.' => Turnout::OnTime,
                'l' => Turnout::Late,
                'x' => Turnout::Missed,
                _ => return None,
            };
            Some(Turn { date: point.date, label: point.label, turnout })
        };
        Attendance { name: (*name).into(), turns: days.filter_map(turn).collect() }
    };
    Participation {
        subject: "Platform Support".into(),
        subtitle: "Weekly, January to March 2025".into(),
        sides: sides.iter().map(side).collect(),
        events: events(),
        breaks: breaks(),
    }
}

pub(super) fn burn_up(verified: &[&str], forecast: Option<NaiveDate>) -> BurnUp {
    BurnUp {
        about: about(Measure { name: "knowledge index".into(), ..Measure::score() }),
        axis: Axis::HUNDRED,
        verified: points(verified),
        planned: points(&["10", "30", "50", "70", "90", "100"]),
        target: Some(Target { value: Decimal::ONE_HUNDRED, label: "Target".into() }),
        ends: Some(date(2025, 3, 3)),
        forecast,
        events: events(),
        breaks: vec![],
    }
}

/// Quarters as pounds promised, claimed and verified; `x` is none.
pub(super) fn promises(quarters: &[[&str; 3]]) -> Promises {
    let bar = |(at, bar): (u32, &[&str; 3])| {
        let [promised, claimed, verified] = bar.map(|pounds| pounds.parse().ok());
        let (year, quarter) = (2025 + i32::try_from(at / 4).unwrap(), at % 4);
        PromiseBar {
            date: date(year, quarter * 3 + 1, 1),
            label: format!("Q{} {year}", quarter + 1),
            promised,
            claimed,
            verified,
        }
    };
    Promises {
        subject: "Platform Support".into(),
        subtitle: "By quarter, 2025".into(),
        each: "quarter".into(),
        bars: (0..).zip(quarters).map(bar).collect(),
        events: events(),
        breaks: vec![],
    }
}

/// Bands as open and overdue.
pub(super) fn ageing(bands: &[(u32, u32)]) -> Ageing {
    let labels = ["Up to 14 days", "15 to 30 days", "31 to 90 days", "More than 90 days"];
    let band = |(label, (open, overdue)): (&str, &(u32, u32))| AgeBand {
        label: label.into(),
        open: *open,
        overdue: *overdue,
    };
    Ageing {
        subject: "Platform Support".into(),
        subtitle: "Open on 3 March 2025".into(),
        kind: ("action".into(), "actions".into()),
        bands: labels.into_iter().zip(bands).map(band).collect(),
    }
}

/// One of each, with the awkward ones.
pub(super) fn all() -> Vec<Named> {
    let weekly: Vec<String> = (0..200_u32).map(|at| (60 + at * 7 % 11).to_string()).collect();
    let weekly: Vec<&str> = weekly.iter().map(String::as_str).collect();
    let wide = weekly.join(" ");
    let sides = "..lxxx.. ..".repeat(20);
    let mut charts: Vec<Named> = empty();
    charts.extend::<Vec<Named>>(vec![
        ("gaps", Box::new(gaps(&["2 4", "4 3", "3 3", "x 5", "5 x", "x x", "1 5"]))),
        ("200 gaps", Box::new(gaps(&["2 4"; 200]))),
        ("gap trend", Box::new(gap_trend(&["-9.25", "x", "-4", "3", "0"]))),
        ("200 gap trend", Box::new(gap_trend(&weekly))),
        ("one gap", Box::new(gap_trend(&["0"]))),
        (
            "variation",
            Box::new(variation(&["65", "60-", "66+", "x", "67p"], limits(Standing::Trial))),
        ),
        ("200 variation", Box::new(variation(&weekly, limits(Standing::Settled)))),
        ("run chart", Box::new(variation(&["65"], median()))),
        ("heat", Box::new(heat(&["75 x 50p", "0 100 25"]))),
        ("200 heat", Box::new(heat(&[wide.as_str(); 45]))),
        ("ledger", Box::new(ledger(&[(5, 2, 1), (0, 0, 0), (8, 0, 0), (0, 0, 3)]))),
        ("200 ledger", Box::new(ledger(&[(5, 2, 1); 200]))),
        ("participation", Box::new(participation(&[("Client", "..lx"), ("Supplier", ". xx")]))),
        ("200 participation", Box::new(participation(&[("Client", &sides), ("Supplier", &sides)]))),
        ("burn-up", Box::new(burn_up(&["10", "10", "35", "x", "40"], Some(date(2025, 4, 1))))),
        ("burn-up reached", Box::new(burn_up(&["10", "100"], None))),
        ("promises", Box::new(promises(&[["5000", "4000", "x"], ["x", "x", "x"]]))),
        ("40 promises", Box::new(promises(&[["1250000", "4000", "3000"]; 40]))),
        ("ageing", Box::new(ageing(&[(7, 0), (4, 1), (0, 0), (120, 120)]))),
    ]);
    charts
}

/// One of each without anything in it.
pub(super) fn empty() -> Vec<Named> {
    vec![
        ("no gaps", Box::new(gaps(&[]))),
        ("no gap trend", Box::new(gap_trend(&[]))),
        ("no variation", Box::new(variation(&[], None))),
        ("no heat", Box::new(heat(&[]))),
        ("no ledger", Box::new(ledger(&[]))),
        ("no participation", Box::new(participation(&[]))),
        ("no burn-up", Box::new(BurnUp { planned: vec![], ..burn_up(&[], None) })),
        ("no promises", Box::new(promises(&[]))),
        ("no ageing", Box::new(ageing(&[]))),
    ]
}
