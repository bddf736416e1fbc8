//! Charts to try the promises on.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::meetings;
use crate::*;

pub(super) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(super) fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Weekly points from 6 January 2025; `x` is a gap, a trailing `p` a provisional figure.
pub(super) fn points(figures: &[&str]) -> Vec<Point> {
    let mut date = date(2025, 1, 6);
    let mut points = Vec::new();
    for figure in figures {
        let label = date.format("%-d %b %Y").to_string();
        points.push(Point { date, label, reading: reading(figure) });
        date = date.checked_add_days(Days::new(7)).unwrap();
    }
    points
}

pub(super) fn reading(figure: &str) -> Reading {
    match (figure, figure.strip_suffix('p')) {
        ("x", _) => Reading::Missing(Gap::NotScored),
        (_, Some(figure)) => Reading::Provisional(number(figure)),
        (figure, None) => Reading::Final(number(figure)),
    }
}

pub(super) fn about(measure: Measure) -> About {
    About {
        subject: "Platform Support".into(),
        subtitle: "Weekly, January to March 2025".into(),
        measure,
    }
}

/// One client line, nothing else.
pub(super) fn line(figures: &[&str]) -> TrendChart {
    TrendChart {
        about: about(Measure::score()),
        axis: Axis::HUNDRED,
        series: vec![Series {
            name: "Client".into(),
            style: SeriesStyle::Client,
            points: points(figures),
        }],
        target: None,
        events: vec![],
        breaks: vec![],
    }
}

/// Three lines that end within a point of each other, a target among them, events and a break.
pub(super) fn trend() -> TrendChart {
    let series = |name: &str, style, figures: &[&str]| Series {
        name: name.into(),
        style,
        points: points(figures),
    };
    TrendChart {
        series: vec![
            series("Client", SeriesStyle::Client, &["65.25", "x", "66.10", "70.00", "71.449p"]),
            series(
                "Supplier self-score",
                SeriesStyle::Supplier,
                &["70", "71.5", "72", "x", "72.05"],
            ),
            series("Agreed", SeriesStyle::Agreed, &["66", "x", "68", "70.5", "71.75"]),
        ],
        target: Some(Target { value: number("72"), label: "Target".into() }),
        events: vec![
            Event { date: date(2025, 1, 14), title: "Major incident".into() },
            Event { date: date(2025, 1, 15), title: "New service owner".into() },
        ],
        breaks: vec![Break { date: date(2025, 1, 20), label: "Weights changed".into() }],
        ..line(&[])
    }
}

pub(super) fn kpi(direction: Direction, figures: &[(&str, &str)]) -> KpiChart {
    let actual: Vec<&str> = figures.iter().map(|(actual, _)| *actual).collect();
    let points = points(&actual).into_iter().zip(figures).map(|(point, (_, target))| KpiPoint {
        date: point.date,
        label: point.label,
        reading: point.reading,
        target: Some(number(target)),
        rating: None,
    });
    let name = "incidents fixed on time".into();
    KpiChart {
        about: about(Measure { name, unit: Unit::Percent, places: 1 }),
        direction,
        points: points.collect(),
        events: vec![],
        breaks: vec![],
    }
}

pub(super) fn multiples(panels: usize) -> SmallMultiples {
    let panel = |at: usize| Panel {
        title: format!("Criterion {at} with quite a long name to wrap"),
        points: points(&["1", "3", "x", "4", "4"])
            .into_iter()
            .map(|point| PanelPoint {
                date: point.date,
                label: point.label,
                client: point.reading,
                own: Reading::Final(Decimal::from(4)),
            })
            .collect(),
    };
    SmallMultiples {
        about: about(Measure { places: 0, ..Measure::score() }),
        axis: Axis { min: Decimal::ONE, max: Decimal::from(5) },
        panels: (1..=panels).map(panel).collect(),
        breaks: vec![Break { date: date(2025, 1, 20), label: "Scale reworded".into() }],
    }
}

pub(super) fn bullets() -> Bullets {
    let row = |label: &str, figure: &str, rating: &str| Bullet {
        label: label.into(),
        reading: reading(figure),
        target: Some(number("70")),
        bands: vec![
            Band { from: number("0"), to: number("40"), label: "Low".into() },
            Band { from: number("40"), to: number("100"), label: "High".into() },
        ],
        rating: Some(rating.into()),
    };
    Bullets {
        about: about(Measure::score()),
        kind: "perspectives".into(),
        axis: Axis::HUNDRED,
        rows: vec![
            row("Quality", "71.45", "Good"),
            row("Value add to the organisation as a whole", "22.1", "Inadequate"),
            row("Culture", "x", "Other"),
        ],
    }
}

/// One of each, with the awkward ones.
pub(super) fn all() -> Vec<(&'static str, Box<dyn Chart>)> {
    let figures = [("92.5", "95"), ("96.25", "95"), ("x", "95"), ("97", "97.5")];
    let single: Vec<(&'static str, Box<dyn Chart>)> = vec![
        ("trend", Box::new(trend())),
        ("empty trend", Box::new(line(&[]))),
        ("one point", Box::new(line(&["50"]))),
        ("constant", Box::new(line(&["50", "50", "50"]))),
        ("only gaps", Box::new(line(&["x", "x"]))),
        ("kpi", Box::new(kpi(Direction::Higher, &figures))),
        ("kpi at its best", Box::new(kpi(Direction::Higher, &[("100", "100"), ("100", "100")]))),
        ("empty kpi", Box::new(kpi(Direction::Lower, &[]))),
        ("multiples", Box::new(multiples(12))),
        ("no panels", Box::new(multiples(0))),
        ("bullets", Box::new(bullets())),
    ];
    single.into_iter().chain(meetings::all()).collect()
}

pub(super) const SIZES: [Size; 5] = [
    Size::WIDE,
    Size::MEDIUM,
    Size::NARROW,
    Size { width: 480, height: 360 },
    Size { width: 320, height: 320 },
];
