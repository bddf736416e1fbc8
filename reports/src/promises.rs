//! Value promised, claimed and verified: three bars a quarter, and what they come to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::canvas::{BLACK, Colour, DARK_BLUE, ORANGE, PLANNED, Scene, WHITE};
use crate::chart::{Chart, DrawError, Size};
use crate::figures::{Axis, Break, Event};
use crate::measure::{Measure, Unit};
use crate::notes;
use crate::plot::columns::{self, Column, ColumnPlot, Part, Stacking};
use crate::plot::key::{Entry, Swatch};
use crate::plot::scale::Reach;
use crate::sheet::Table;
use crate::words;

const LOOKS: [(&str, Colour, Colour); 3] =
    [("Promised", PLANNED, WHITE), ("Claimed", ORANGE, BLACK), ("Verified", DARK_BLUE, WHITE)];

/// Three bars a quarter, in pounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promises {
    /// Whose promises they are, such as the contract's title.
    pub subject: String,
    /// Coverage and period: the statistical subtitle.
    pub subtitle: String,
    /// What a group of bars stands for, such as `quarter`.
    pub each: String,
    /// The groups in any order.
    pub bars: Vec<PromiseBar>,
    /// What happened meanwhile.
    pub events: Vec<Event>,
    /// Where the design changed.
    pub breaks: Vec<Break>,
}

/// Pounds due, claimed and verified in one quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseBar {
    /// First day of the quarter.
    pub date: NaiveDate,
    /// How the quarter is written.
    pub label: String,
    /// Promised for then; nothing where no value was put on it.
    pub promised: Option<Decimal>,
    /// Claimed to have been delivered then.
    pub claimed: Option<Decimal>,
    /// Verified then.
    pub verified: Option<Decimal>,
}

impl Chart for Promises {
    fn headline(&self) -> String {
        let subject = &self.subject;
        if self.is_empty() {
            let none = "No value promised or claimed yet".to_owned();
            return words::headline(vec![format!("{none} for {subject}"), none]);
        }
        let [promised, claimed, verified] = self.sums().map(pounds);
        words::headline(vec![
            format!("{verified} verified of {promised} promised for {subject}; {claimed} claimed"),
            format!("{verified} verified of {promised} promised; {claimed} claimed"),
        ])
    }

    fn subtitle(&self) -> &str {
        &self.subtitle
    }

    fn alt(&self) -> String {
        format!("Bar chart of value promised, claimed and verified, {}.", self.subject)
    }

    fn description(&self) -> String {
        if self.is_empty() {
            let none = "No value promised or claimed yet.".to_owned();
            return words::sentences([none, notes::sentences(&self.events, &self.breaks)]);
        }
        let [promised, claimed, verified] = self.sums().map(pounds);
        let all =
            format!("Altogether {promised} promised, {claimed} claimed and {verified} verified.");
        words::sentences([
            all,
            self.most_verified(),
            self.unverified(),
            notes::sentences(&self.events, &self.breaks),
        ])
    }

    fn table(&self) -> Table {
        let header = ["Period", "Promised", "Claimed", "Verified", "Verified so far", "Notes"];
        let mut table = Table::new(self.caption(), &header);
        let notes = self.notes();
        let shown = |value: Option<Decimal>| value.map_or_else(|| "[x]".to_owned(), pounds);
        let mut so_far = Decimal::ZERO;
        for bar in self.by_date() {
            so_far = so_far.saturating_add(bar.verified.unwrap_or(Decimal::ZERO));
            let figures = bar.figures().map(shown);
            let note = notes.get(&bar.date).cloned().unwrap_or_default();
            let after = vec![pounds(so_far), note];
            table.rows.push([vec![bar.label.clone()], figures.to_vec(), after].concat());
        }
        table
    }

    fn records(&self) -> Table {
        let header = ["date", "period", "promised_gbp", "claimed_gbp", "verified_gbp", "note"];
        let mut table = Table::new(self.caption(), &header);
        let notes = self.notes();
        let exact = |value: Option<Decimal>| value.map_or_else(String::new, |v| v.to_string());
        for bar in self.by_date() {
            let when = vec![bar.date.to_string(), bar.label.clone()];
            let note = notes.get(&bar.date).cloned().unwrap_or_default();
            table.rows.push([when, bar.figures().map(exact).to_vec(), vec![note]].concat());
        }
        table
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        let together = columns::together(self.bars.len(), size, (24, 140));
        let columns = self.columns(together);
        let plot = ColumnPlot {
            measure: &measure(),
            reach: reach(&columns).map_or_else(|| Axis::HUNDRED.reach(), Ok)?,
            title: "Pounds by when they fall due, are claimed or are verified".to_owned(),
            key: self.key(),
            stacking: Stacking::Grouped(3),
            each: &self.each,
            columns,
            together,
            events: &self.events,
            breaks: &self.breaks,
            empty: "No value promised or claimed yet",
        };
        Ok(plot.draw(size.checked()?))
    }
}

fn measure() -> Measure {
    Measure { name: "value".into(), unit: Unit::Pounds, places: 0 }
}

fn pounds(value: Decimal) -> String {
    measure().label(value)
}

impl Promises {
    fn caption(&self) -> String {
        format!("Value promised, claimed and verified for {}. {}", self.subject, self.subtitle)
    }

    fn by_date(&self) -> Vec<&PromiseBar> {
        let mut sorted: Vec<&PromiseBar> = self.bars.iter().collect();
        sorted.sort_by_key(|bar| bar.date);
        sorted
    }

    fn is_empty(&self) -> bool {
        self.bars.iter().flat_map(PromiseBar::figures).flatten().next().is_none()
    }

    fn sums(&self) -> [Decimal; 3] {
        summed(&self.bars.iter().collect::<Vec<_>>()).map(|sum| sum.unwrap_or(Decimal::ZERO))
    }

    fn most_verified(&self) -> String {
        let figures = self.by_date().into_iter().filter_map(|bar| Some((bar, bar.verified?)));
        let most = figures.filter(|(_, value)| !value.is_zero()).max_by_key(|(_, value)| *value);
        most.map_or_else(String::new, |(bar, value)| {
            format!("Most verified in one {}: {} ({}).", self.each, pounds(value), bar.label)
        })
    }

    fn unverified(&self) -> String {
        let [_, claimed, verified] = self.sums();
        let open = claimed.saturating_sub(verified);
        if open <= Decimal::ZERO {
            return String::new();
        }
        format!("{} claimed is not verified.", pounds(open))
    }

    /// What each colour means, and what it comes to altogether.
    fn key(&self) -> Vec<Entry> {
        let entries = LOOKS.into_iter().zip(self.sums()).map(|((name, colour, _), sum)| {
            Entry::new(Swatch::Ground(colour), format!("{name} {} in all", pounds(sum)))
        });
        entries.collect()
    }

    fn columns(&self, together: usize) -> Vec<Column> {
        let bars = self.by_date();
        let groups = bars.chunks(together.max(1)).filter_map(|group| {
            let first = group.first()?;
            Some(Column {
                date: first.date,
                label: first.label.clone(),
                parts: parts(summed(group)),
            })
        });
        groups.collect()
    }

    fn notes(&self) -> BTreeMap<NaiveDate, String> {
        let dates: BTreeSet<NaiveDate> = self.bars.iter().map(|bar| bar.date).collect();
        notes::by_date(&dates, &self.events, &self.breaks)
    }
}

/// The axis covers the bars as drawn, which are longer when quarters are put together.
fn reach(columns: &[Column]) -> Option<Reach> {
    let parts = columns.iter().flat_map(|column| &column.parts);
    let values: Vec<Decimal> = parts.map(|part| part.value).chain([Decimal::ZERO]).collect();
    let is_blank = values.iter().all(Decimal::is_zero);
    Reach::around(values.into_iter()).filter(|_| !is_blank)
}

/// The sum of each kind, where there is any of it.
fn summed(bars: &[&PromiseBar]) -> [Option<Decimal>; 3] {
    bars.iter().fold([None; 3], |sums, bar| {
        let [one, two, three] = bar.figures();
        let [a, b, c] = sums;
        [plus(a, one), plus(b, two), plus(c, three)]
    })
}

fn plus(sum: Option<Decimal>, value: Option<Decimal>) -> Option<Decimal> {
    match (sum, value) {
        (Some(sum), Some(value)) => Some(sum.saturating_add(value)),
        (sum, value) => sum.or(value),
    }
}

fn parts(sums: [Option<Decimal>; 3]) -> Vec<Part> {
    if sums.iter().all(Option::is_none) {
        return Vec::new();
    }
    let parts = sums.into_iter().zip(LOOKS).map(|(sum, (_, colour, ink))| Part {
        value: sum.unwrap_or(Decimal::ZERO),
        colour,
        ink,
        words: String::new(),
    });
    parts.collect()
}

impl PromiseBar {
    fn figures(&self) -> [Option<Decimal>; 3] {
        [self.promised, self.claimed, self.verified]
    }
}
