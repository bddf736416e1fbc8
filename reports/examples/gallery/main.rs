//! Draws every chart at three sizes into a folder, to be looked at.
//!
//! `cargo run -p reports --example gallery -- FOLDER`

mod meetings;

use std::error::Error;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use reports::{
    About, Axis, Band, Break, Bullet, Bullets, Chart, Direction, Event, Gap, KpiChart, KpiPoint,
    Measure, Panel, PanelPoint, Point, Reading, Series, SeriesStyle, Size, SmallMultiples, Target,
    TrendChart, Unit,
};
use rust_decimal::Decimal;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder to draw into")?;
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder)?;
    let start = NaiveDate::from_ymd_opt(2025, 1, 6).ok_or("no such date")?;
    write(&folder, "trend", &trend(start, 26))?;
    write(&folder, "trend-52", &trend(start, 52))?;
    write(&folder, "trend-one", &trend(start, 1))?;
    write(&folder, "trend-empty", &trend(start, 0))?;
    write(&folder, "trend-flat", &flat(start))?;
    write(&folder, "kpi", &kpi(start, Direction::Higher))?;
    write(&folder, "kpi-lower", &kpi(start, Direction::Lower))?;
    write(&folder, "multiples", &multiples(start, 7, 12))?;
    write(&folder, "multiples-12", &multiples(start, 12, 36))?;
    write(&folder, "multiples-150", &multiples(start, 7, 150))?;
    write(&folder, "bullets", &bullets())?;
    for (name, chart) in meetings::all(start) {
        write(&folder, name, chart.as_ref())?;
    }
    Ok(())
}

fn write(folder: &Path, name: &str, chart: &dyn Chart) -> Result<(), Box<dyn Error>> {
    let least = Size { width: 320, height: 320 };
    let sizes =
        [("wide", Size::WIDE), ("medium", Size::MEDIUM), ("narrow", Size::NARROW), ("320", least)];
    for (suffix, size) in sizes {
        std::fs::write(folder.join(format!("{name}-{suffix}.svg")), chart.svg(size)?)?;
        std::fs::write(folder.join(format!("{name}-{suffix}.png")), chart.png(size)?)?;
    }
    std::fs::write(folder.join(format!("{name}.csv")), chart.csv()?)?;
    let words = [chart.headline(), chart.alt(), chart.description()].join("\n");
    println!("{name}\n{words}\n");
    Ok(())
}

fn about(measure: Measure) -> About {
    About {
        subject: "Platform Support".into(),
        subtitle: "Weekly governance meetings, January to December 2025".into(),
        measure,
    }
}

fn week(start: NaiveDate, week: u64) -> (NaiveDate, String) {
    let date = start.checked_add_days(Days::new(7 * week)).unwrap_or(start);
    (date, date.format("%-d %b %Y").to_string())
}

/// A score that wanders the same way every time.
fn wander(week: u64, base: i64, lift: i64) -> Decimal {
    let week = i64::try_from(week).unwrap_or(0);
    Decimal::new(base * 100 + week * lift + (week * 7919 % 13) * 60, 2)
}

fn series(start: NaiveDate, weeks: u64, style: SeriesStyle, look: (&str, i64, i64)) -> Series {
    let (name, base, lift) = look;
    let points = (0..weeks).map(|at| {
        let (date, label) = week(start, at);
        let value = wander(at, base, lift);
        let reading = match (at, style) {
            (7 | 8, SeriesStyle::Client | SeriesStyle::Agreed) => Reading::Missing(Gap::NotScored),
            (14, SeriesStyle::Supplier) => Reading::Missing(Gap::NotScored),
            (at, SeriesStyle::Client) if at + 1 == weeks => Reading::Provisional(value),
            (_, _) => Reading::Final(value),
        };
        Point { date, label, reading }
    });
    Series { name: name.into(), style, points: points.collect() }
}

fn trend(start: NaiveDate, weeks: u64) -> TrendChart {
    let event = |at, title: &str| Event { date: week(start, at).0, title: title.into() };
    TrendChart {
        about: about(Measure::score()),
        axis: Axis::HUNDRED,
        series: vec![
            series(start, weeks, SeriesStyle::Client, ("Client", 58, 40)),
            series(start, weeks, SeriesStyle::Supplier, ("Supplier self-score", 66, 24)),
            series(start, weeks, SeriesStyle::Agreed, ("Agreed", 61, 34)),
        ],
        target: Some(Target { value: Decimal::from(75), label: "Target".into() }),
        events: vec![
            event(3, "New service owner"),
            event(4, "Two engineers joined"),
            event(16, "Major incident"),
        ],
        breaks: vec![Break { date: week(start, 18).0, label: "Weights changed".into() }],
    }
}

fn flat(start: NaiveDate) -> TrendChart {
    let mut chart = trend(start, 8);
    for series in &mut chart.series {
        for point in &mut series.points {
            point.reading = Reading::Final(Decimal::from(70));
        }
    }
    chart
}

fn kpi(start: NaiveDate, direction: Direction) -> KpiChart {
    let (name, unit, base) = match direction {
        Direction::Higher => ("incidents fixed on time", Unit::Percent, 9250),
        Direction::Lower | Direction::Nearest => {
            ("time to restore", Unit::Named("hours".into()), 300)
        }
    };
    let points = (0..18_u64).map(|at| {
        let date = start.checked_add_months(chrono::Months::new(u32::try_from(at).unwrap_or(0)));
        let date = date.unwrap_or(start);
        let step = i64::try_from(at * 31 % 7).unwrap_or(0) * 70;
        let (low, high) = if base > 1000 { (95, 96) } else { (5, 4) };
        KpiPoint {
            date,
            label: date.format("%b %Y").to_string(),
            reading: if at == 5 {
                Reading::Missing(Gap::NotApplicable)
            } else {
                Reading::Final(Decimal::new(base + step, 2))
            },
            target: Some(Decimal::from(if at < 9 { low } else { high })),
            rating: None,
        }
    });
    KpiChart {
        about: about(Measure { name: name.into(), unit, places: 1 }),
        direction,
        points: points.collect(),
        events: vec![Event { date: week(start, 30).0, title: "Rota changed".into() }],
        breaks: vec![],
    }
}

fn multiples(start: NaiveDate, panels: u64, weeks: u64) -> SmallMultiples {
    let names = [
        "Delivering outcomes",
        "Quality of what is delivered",
        "Value for money",
        "Knowledge transfer to the client's own people",
        "Delivering in partnership",
        "Culture",
        "Value add",
    ];
    let panel = |at: u64| Panel {
        title: names
            .iter()
            .cycle()
            .nth(usize::try_from(at).unwrap_or(0))
            .map_or("", |name| name)
            .into(),
        points: (0..weeks).map(|week| panel_point(start, week, at)).collect(),
    };
    SmallMultiples {
        about: about(Measure { places: 0, ..Measure::score() }),
        axis: Axis { min: Decimal::ONE, max: Decimal::from(5) },
        panels: (0..panels).map(panel).collect(),
        breaks: vec![Break { date: week(start, 8).0, label: "Scale reworded".into() }],
    }
}

fn panel_point(start: NaiveDate, at: u64, panel: u64) -> PanelPoint {
    let (date, label) = week(start, at);
    let score = |seed: u64| {
        let level = 1 + (at / 3 + seed * 3) % 5;
        Reading::Final(Decimal::from(level))
    };
    let client = if at == 4 { Reading::Missing(Gap::NotScored) } else { score(panel) };
    PanelPoint { date, label, client, own: score(panel + 4) }
}

fn bullets() -> Bullets {
    let rows = [
        ("Delivering outcomes", Some(7140), "Good"),
        ("Quality", Some(6312), "Approaching target"),
        ("Value for money", Some(8005), "Good"),
        ("Knowledge transfer", Some(4150), "Requires improvement"),
        ("Delivering in partnership", Some(7700), "Good"),
        ("Culture", None, ""),
        ("Value add to the organisation as a whole", Some(2210), "Inadequate"),
    ];
    let band = |from: i64, to: i64, label: &str| Band {
        from: Decimal::from(from),
        to: Decimal::from(to),
        label: label.into(),
    };
    let row = |(label, value, rating): (&str, Option<i64>, &str)| Bullet {
        label: label.into(),
        reading: value.map_or(Reading::Missing(Gap::NotScored), |value| {
            Reading::Final(Decimal::new(value, 2))
        }),
        target: Some(Decimal::from(70)),
        bands: vec![band(0, 40, "Low"), band(40, 70, "Middle"), band(70, 100, "High")],
        rating: (!rating.is_empty()).then(|| rating.into()),
    };
    Bullets {
        about: about(Measure::score()),
        kind: "perspectives".into(),
        axis: Axis::HUNDRED,
        rows: rows.into_iter().map(row).collect(),
    }
}
