//! Every chart as SVG, and the trend beside matplotlib drawing the same picture.
//!
//! `benches/matplotlib_trend.py` says how to make matplotlib available.

use chrono::{Days, NaiveDate};
use criterion::Criterion;
use reports::{
    About, Axis, Band, Break, Bullet, Bullets, Chart, Direction, Event, KpiChart, KpiPoint,
    Measure, Panel, PanelPoint, Point, Reading, Series, SeriesStyle, Size, SmallMultiples, Target,
    TrendChart, Unit,
};
use rust_decimal::Decimal;
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const WEEKS: u64 = 52;
const ROUNDS: u32 = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default().configure_from_args();
    let charts: [(&str, &dyn Chart); 4] = [
        ("trend, 3 series of 52 points", &trend()),
        ("KPI, 52 points", &kpi()),
        ("small multiples, 8 panels of 52 points", &multiples()),
        ("bullets, 7 rows", &bullets()),
    ];
    for (name, chart) in charts {
        chart.svg(Size::WIDE)?;
        criterion.bench_function(name, |bencher| bencher.iter(|| chart.svg(Size::WIDE)));
    }
    criterion.final_summary();
    beside_matplotlib()
}

fn beside_matplotlib() -> Result<(), Box<dyn Error>> {
    let python = Path::new(env!("CARGO_TARGET_TMPDIR")).join("matplotlib/bin/python");
    if !python.exists() {
        println!("matplotlib is not there; benches/matplotlib_trend.py says how to get it");
        return Ok(());
    }
    println!("Trend, 3 series of 52 points, median drawing: ours | matplotlib | ratio");
    for _ in 0..ROUNDS {
        let ours = median_of_drawing(&trend())?;
        let output = Command::new(&python).arg("benches/matplotlib_trend.py").output()?;
        let microseconds: u64 = String::from_utf8(output.stdout)?.trim().parse()?;
        let theirs = Duration::from_micros(microseconds);
        let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
        println!("  {ours:.2?} (budget 2 ms) | {theirs:.2?} | {ratio:.0} (budget 50)");
    }
    Ok(())
}

fn median_of_drawing(chart: &TrendChart) -> Result<Duration, Box<dyn Error>> {
    let mut times = Vec::new();
    for _ in 0..51 {
        let begun = Instant::now();
        std::hint::black_box(chart.svg(Size::WIDE)?);
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    Ok(times.get(25).copied().unwrap_or_default())
}

fn about(measure: Measure) -> About {
    About {
        subject: "Platform support".into(),
        subtitle: "Weekly governance meetings".into(),
        measure,
    }
}

fn day(week: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 6).unwrap_or_default() + Days::new(7 * week)
}

fn label(week: u64) -> String {
    day(week).format("%-d %b %Y").to_string()
}

/// Hundredths that wander between 55 and 90 points, the same way every time.
fn wander(week: u64, line: u64) -> Decimal {
    let hundredths = 5_500 + (week * 7_919 + line * 1_543) % 1_500 + week * 38;
    Decimal::from(hundredths) / Decimal::ONE_HUNDRED
}

fn trend() -> TrendChart {
    let line = |(number, name, style): (u64, &str, SeriesStyle)| Series {
        name: name.into(),
        style,
        points: (0..WEEKS).map(|week| point(week, number)).collect(),
    };
    let lines = [
        (0, "Client", SeriesStyle::Client),
        (1, "Supplier", SeriesStyle::Supplier),
        (2, "Agreed", SeriesStyle::Agreed),
    ];
    TrendChart {
        about: about(Measure::score()),
        axis: Axis::HUNDRED,
        series: lines.into_iter().map(line).collect(),
        target: Some(Target { value: Decimal::from(75), label: "Target".into() }),
        events: vec![
            Event { date: day(3), title: "New service owner".into() },
            Event { date: day(30), title: "Major incident".into() },
        ],
        breaks: vec![Break { date: day(18), label: "Weights changed".into() }],
    }
}

fn point(week: u64, line: u64) -> Point {
    Point { date: day(week), label: label(week), reading: Reading::Final(wander(week, line)) }
}

fn kpi() -> KpiChart {
    let point = |week| KpiPoint {
        date: day(week),
        label: label(week),
        reading: Reading::Final(wander(week, 0)),
        target: Some(Decimal::from(75)),
        rating: None,
    };
    let measure = Measure { name: "Calls answered".into(), unit: Unit::Percent, places: 1 };
    KpiChart {
        about: about(measure),
        direction: Direction::Higher,
        points: (0..WEEKS).map(point).collect(),
        events: vec![Event { date: day(20), title: "Rota changed".into() }],
        breaks: vec![],
    }
}

fn multiples() -> SmallMultiples {
    let point = |week: u64, panel: u64| PanelPoint {
        date: day(week),
        label: label(week),
        client: Reading::Final(Decimal::from(1 + (week / 3 + panel) % 5)),
        own: Reading::Final(Decimal::from(1 + (week / 4 + panel) % 5)),
    };
    let panel = |number: u64| Panel {
        title: format!("Criterion {}", number + 1),
        points: (0..WEEKS).map(|week| point(week, number)).collect(),
    };
    SmallMultiples {
        about: about(Measure { places: 0, ..Measure::score() }),
        axis: Axis { min: Decimal::ONE, max: Decimal::from(5) },
        panels: (0..8).map(panel).collect(),
        breaks: vec![],
    }
}

fn bullets() -> Bullets {
    let band = |from: i64, to: i64, label: &str| Band {
        from: Decimal::from(from),
        to: Decimal::from(to),
        label: label.into(),
    };
    let row = |number: u64| Bullet {
        label: format!("Perspective {}", number + 1),
        reading: Reading::Final(wander(number * 5, number)),
        target: Some(Decimal::from(70)),
        bands: vec![band(0, 40, "Low"), band(40, 70, "Middle"), band(70, 100, "High")],
        rating: Some("Good".into()),
    };
    Bullets {
        about: about(Measure::score()),
        kind: "perspectives".into(),
        axis: Axis::HUNDRED,
        rows: (0..7).map(row).collect(),
    }
}
