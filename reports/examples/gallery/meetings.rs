//! Charts of what two sides did at their meetings.

use chrono::{Days, Months, NaiveDate};
use reports::{
    AgeBand, Ageing, Attendance, Axis, Break, BurnUp, Centre, Chart, Event, Gap, GapRow, GapTrend,
    Gaps, HeatColumn, HeatRow, HeatTable, Ledger, LedgerBar, Measure, Participation, Point,
    PromiseBar, Promises, Reading, Signal, Standing, Stretch, Target, Turn, Turnout,
    VariationChart, VariationPoint, Way,
};
use rust_decimal::Decimal;

use crate::{about, week};

/// Every chart with its name, some of them long.
pub(crate) fn all(start: NaiveDate) -> Vec<(&'static str, Box<dyn Chart>)> {
    vec![
        ("gaps", Box::new(gaps(7))),
        ("gaps-200", Box::new(gaps(200))),
        ("gaps-empty", Box::new(gaps(0))),
        ("gap-trend", Box::new(gap_trend(start, 26))),
        ("gap-trend-200", Box::new(gap_trend(start, 200))),
        ("variation", Box::new(variation(start, &[26, 10]))),
        ("variation-run", Box::new(variation(start, &[5]))),
        ("variation-200", Box::new(variation(start, &[120, 80]))),
        ("heat", Box::new(heat(start, 8, 12))),
        ("heat-200", Box::new(heat(start, 8, 200))),
        ("ledger", Box::new(ledger(start, 12))),
        ("ledger-200", Box::new(ledger(start, 200))),
        ("participation", Box::new(participation(start, 26))),
        ("participation-200", Box::new(participation(start, 200))),
        ("burn-up", Box::new(burn_up(start))),
        ("promises", Box::new(promises(start, 6))),
        ("promises-40", Box::new(promises(start, 40))),
        ("ageing", Box::new(ageing())),
    ]
}

fn events(start: NaiveDate) -> Vec<Event> {
    let event = |at, title: &str| Event { date: week(start, at).0, title: title.into() };
    vec![event(3, "New service owner"), event(4, "Two engineers joined"), event(16, "Incident")]
}

fn breaks(start: NaiveDate, at: u64) -> Vec<Break> {
    vec![Break { date: week(start, at).0, label: "Weights changed".into() }]
}

fn number(value: u64) -> Decimal {
    Decimal::from(value)
}

fn gaps(rows: u64) -> Gaps {
    let names = [
        "Outcomes achieved",
        "Commitments kept",
        "Fit for use first time",
        "Spend justified",
        "Knowledge left with the client's own people",
        "Working as one team",
        "Contribution beyond the contract",
    ];
    let row = |at: u64| {
        let (first, second) = (1 + at * 3 % 5, 1 + (at * 5 + 2) % 5);
        let name = names.iter().cycle().nth(usize::try_from(at).unwrap_or(0)).map_or("", |n| n);
        GapRow {
            label: name.into(),
            first: Reading::Final(number(first)),
            second: match at {
                4 => Reading::Missing(Gap::NotScored),
                _ => Reading::Final(number(second)),
            },
            is_large: at != 4 && first.abs_diff(second) >= 2,
        }
    };
    Gaps {
        about: about(Measure { places: 0, ..Measure::score() }),
        first: "Client".into(),
        second: "Supplier self-score".into(),
        kind: ("criterion".into(), "criteria".into()),
        axis: Axis { min: Decimal::ONE, max: Decimal::from(5) },
        rows: (0..rows).map(row).collect(),
    }
}

fn gap_trend(start: NaiveDate, weeks: u64) -> GapTrend {
    let point = |at: u64| {
        let (date, label) = week(start, at);
        let wave = i64::try_from(at * 7919 % 13).unwrap_or(0);
        let value = Decimal::new(-1200 + i64::try_from(at).unwrap_or(0) * 60 + wave * 50, 2);
        let reading = match at {
            7 | 8 => Reading::Missing(Gap::NotScored),
            _ => Reading::Final(value),
        };
        Point { date, label, reading }
    };
    GapTrend {
        about: about(Measure { name: "gap".into(), ..Measure::score() }),
        first: "Client".into(),
        second: "Supplier".into(),
        points: (0..weeks).map(point).collect(),
        events: events(start),
        breaks: breaks(start, 18),
    }
}

fn variation(start: NaiveDate, stretches: &[u64]) -> VariationChart {
    let mut first = 0;
    let mut all = Vec::new();
    for count in stretches {
        all.push(stretch(start, first, *count));
        first += count;
    }
    VariationChart {
        about: about(Measure::score()),
        name: "Client".into(),
        stretches: all,
        events: events(start),
        breaks: stretches.first().map(|at| breaks(start, *at)).unwrap_or_default(),
    }
}

fn stretch(start: NaiveDate, first: u64, count: u64) -> Stretch {
    let (mean, base) =
        if first == 0 { (Decimal::new(652, 1), 620) } else { (Decimal::new(702, 1), 670) };
    let point = |at: u64| {
        let (date, label) = week(start, first + at);
        let shift = if (12..19).contains(&at) { 40 } else { 0 };
        let out = if at == 5 { -110 } else { 0 };
        let wave = i64::try_from((first + at) * 7919 % 13 * 5).unwrap_or(0);
        let signal = match (shift, out) {
            (0, 0) => None,
            (0, _) => Some(Signal { way: Way::Worse, rule: "below the lower limit".into() }),
            (_, _) => Some(Signal { way: Way::Better, rule: "7 in a row above the mean".into() }),
        };
        let signal = signal.filter(|_| count >= 8);
        let reading = Reading::Final(Decimal::new(base + wave + shift + out, 1));
        VariationPoint { date, label, reading, signal }
    };
    let ten = Decimal::TEN;
    let centre = if count < 8 {
        let why = "there are fewer than 8 figures to set limits from";
        Centre::Median { median: mean, why: why.into() }
    } else {
        let standing = if count < 12 { Standing::Trial } else { Standing::Settled };
        Centre::Limits { mean, lower: mean - ten, upper: mean + ten, standing }
    };
    Stretch { points: (0..count).map(point).collect(), centre: Some(centre) }
}

fn heat(start: NaiveDate, rows: u64, weeks: u64) -> HeatTable {
    let gaps = gaps(rows);
    let column = |at| {
        let (date, label) = week(start, at);
        HeatColumn { date, label }
    };
    let cell = |row: u64, at: u64| match (row * 5 + at * 3) % 11 {
        10 => Reading::Missing(Gap::NotScored),
        9 if row == 2 => Reading::Missing(Gap::NotApplicable),
        level => {
            let value = number(level % 5 * 25);
            if at + 1 == weeks { Reading::Provisional(value) } else { Reading::Final(value) }
        }
    };
    let row = |(at, row): (u64, GapRow)| HeatRow {
        label: row.label,
        cells: (0..weeks).map(|week| cell(at, week)).collect(),
    };
    HeatTable {
        about: about(Measure { places: 0, ..Measure::score() }),
        kind: ("criterion".into(), "criteria".into()),
        each: "meeting".into(),
        axis: Axis::HUNDRED,
        columns: (0..weeks).map(column).collect(),
        rows: (0..).zip(gaps.rows).map(row).collect(),
        events: vec![Event { date: week(start, weeks - 2).0, title: "Incident".into() }],
        breaks: breaks(start, weeks - 3),
    }
}

fn ledger(start: NaiveDate, count: u64) -> Ledger {
    let bar = |at: u64| {
        let (date, label) = week(start, at);
        let differ = u32::try_from(at * 3 % 4).unwrap_or(0);
        let disputed = u32::try_from(at * 5 % 3).unwrap_or(0);
        let agreed = if at == 4 { 0 } else { 8 - differ - disputed };
        let counts = if at == 4 { (0, 0) } else { (differ, disputed) };
        LedgerBar { date, label, agreed, differ: counts.0, disputed: counts.1 }
    };
    Ledger {
        subject: "Platform Support".into(),
        subtitle: "Criteria by outcome, January to December 2025".into(),
        each: "meeting".into(),
        bars: (0..count).map(bar).collect(),
        events: events(start),
        breaks: breaks(start, 6),
    }
}

fn participation(start: NaiveDate, weeks: u64) -> Participation {
    let side = |name: &str, seed: u64| Attendance {
        name: name.into(),
        turns: (0..weeks)
            .map(|at| {
                let (date, label) = week(start, at);
                let turnout = match (at * 7 + seed) % 19 {
                    0 | 7 | 14 => Turnout::Missed,
                    5 | 11 => Turnout::Late,
                    _ => Turnout::OnTime,
                };
                Turn { date, label, turnout }
            })
            .collect(),
    };
    Participation {
        subject: "Platform Support".into(),
        subtitle: "Weekly governance meetings, January to December 2025".into(),
        sides: vec![side("Client", 3), side("Supplier", 6)],
        events: events(start),
        breaks: breaks(start, 18),
    }
}

fn months(start: NaiveDate, months: u32) -> (NaiveDate, String) {
    let date = start.checked_add_months(Months::new(months)).unwrap_or(start);
    (date, date.format("%b %Y").to_string())
}

fn burn_up(start: NaiveDate) -> BurnUp {
    let point = |(at, value): (u32, i64)| {
        let (date, label) = months(start, at);
        Point { date, label, reading: Reading::Final(Decimal::new(value, 1)) }
    };
    let verified = [(0, 125), (1, 125), (2, 200), (4, 275), (5, 275), (7, 450), (9, 620)];
    let planned = [(0, 125), (3, 300), (6, 550), (9, 800), (12, 1000)];
    let end = months(start, 14).0;
    BurnUp {
        about: about(Measure { name: "knowledge index".into(), ..Measure::score() }),
        axis: Axis::HUNDRED,
        verified: verified.map(point).to_vec(),
        planned: planned.map(point).to_vec(),
        target: Some(Target { value: Decimal::ONE_HUNDRED, label: "Target".into() }),
        ends: Some(end),
        forecast: end.checked_add_days(Days::new(41)),
        events: events(start),
        breaks: vec![],
    }
}

fn promises(start: NaiveDate, quarters: u32) -> Promises {
    let bar = |at: u32| {
        let (date, _) = months(start, at * 3);
        let pounds = |value: u32| Some(Decimal::from(value * 1_250));
        PromiseBar {
            date,
            label: format!("Q{} {}", at % 4 + 1, 2025 + at / 4),
            promised: pounds(40 + at * 7 % 30),
            claimed: (at != 3).then(|| pounds(35 + at * 11 % 25)).flatten(),
            verified: (at != 3).then(|| pounds(20 + at * 5 % 20)).flatten(),
        }
    };
    Promises {
        subject: "Platform Support".into(),
        subtitle: "By quarter, 2025 and 2026".into(),
        each: "quarter".into(),
        bars: (0..quarters).map(bar).collect(),
        events: events(start),
        breaks: breaks(start, 30),
    }
}

fn ageing() -> Ageing {
    let band = |label: &str, open, overdue| AgeBand { label: label.into(), open, overdue };
    Ageing {
        subject: "Platform Support".into(),
        subtitle: "Open on 3 November 2025".into(),
        kind: ("action".into(), "actions".into()),
        bands: vec![
            band("Up to 14 days", 7, 0),
            band("15 to 30 days", 4, 1),
            band("31 to 90 days", 3, 2),
            band("More than 90 days", 1, 1),
        ],
    }
}
