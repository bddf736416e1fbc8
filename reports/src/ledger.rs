//! The agreement ledger: how often two sides agreed, agreed to differ or disputed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::canvas::{BLACK, BREAK, Colour, DARK_PINK, Scene, TURQUOISE, WHITE};
use crate::chart::{Chart, DrawError, Size};
use crate::figures::{Axis, Break, Event};
use crate::measure::{self, Measure, Unit};
use crate::notes;
use crate::plot::columns::{self, Column, ColumnPlot, Part, Stacking};
use crate::plot::key::{Entry, Swatch};
use crate::plot::lines::{Body, Pen};
use crate::sheet::Table;
use crate::words;

/// Colour and ink of what was agreed, agreed to differ and disputed.
const LOOKS: [(Colour, Colour); 3] = [(DARK_PINK, WHITE), (TURQUOISE, BLACK), (BREAK, WHITE)];
/// What they are called.
const NAMES: [&str; 3] = ["Agreed", "Agreed to differ", "Disputed"];

/// One bar of 100% a meeting or quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// Whose ledger it is, such as the contract's title.
    pub subject: String,
    /// Coverage and period: the statistical subtitle.
    pub subtitle: String,
    /// What a bar stands for: `meeting` or `quarter`.
    pub each: String,
    /// The bars in any order.
    pub bars: Vec<LedgerBar>,
    /// What happened meanwhile.
    pub events: Vec<Event>,
    /// Where the design changed.
    pub breaks: Vec<Break>,
}

/// What came of the items of one meeting or quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerBar {
    /// The day of the meeting, or the first of the quarter.
    pub date: NaiveDate,
    /// How it is written.
    pub label: String,
    /// Items agreed.
    pub agreed: u32,
    /// Items on which the sides agreed to differ.
    pub differ: u32,
    /// Items disputed.
    pub disputed: u32,
}

impl Chart for Ledger {
    fn headline(&self) -> String {
        let subject = &self.subject;
        let Some((first, last)) = self.days() else {
            let none = "Nothing agreed or disputed yet".to_owned();
            return words::headline(vec![format!("{none} for {subject}"), none]);
        };
        let agreed = self.told();
        let since = format!("since {}", words::since(first, last));
        words::headline(vec![
            format!("{agreed} for {subject} {since}"),
            format!("{agreed} {since}"),
            agreed,
        ])
    }

    fn subtitle(&self) -> &str {
        &self.subtitle
    }

    fn alt(&self) -> String {
        format!("Bar chart of what was agreed and disputed, {}.", self.subject)
    }

    fn description(&self) -> String {
        if self.days().is_none() {
            let none = "Nothing agreed or disputed yet.".to_owned();
            return words::sentences([none, notes::sentences(&self.events, &self.breaks)]);
        }
        words::sentences([
            format!("{}.", self.told()),
            self.most_disputed(),
            self.nothing_settled(),
            notes::sentences(&self.events, &self.breaks),
        ])
    }

    fn table(&self) -> Table {
        let header = ["Period", "Agreed", "Agreed to differ", "Disputed", "Agreed share", "Notes"];
        let mut table = Table::new(self.caption(), &header);
        let notes = self.notes();
        for bar in self.by_date() {
            let counts = bar.counts().map(|count| count.to_string());
            let share = bar.share().map_or_else(|| "[x]".to_owned(), |part| share().label(part));
            let note = notes.get(&bar.date).cloned().unwrap_or_default();
            table.rows.push([vec![bar.label.clone()], counts.to_vec(), vec![share, note]].concat());
        }
        table
    }

    fn records(&self) -> Table {
        let header = ["date", "period", "agreed", "agreed_to_differ", "disputed", "note"];
        let mut table = Table::new(self.caption(), &header);
        let notes = self.notes();
        for bar in self.by_date() {
            let counts = bar.counts().map(|count| count.to_string());
            let note = notes.get(&bar.date).cloned().unwrap_or_default();
            let when = vec![bar.date.to_string(), bar.label.clone()];
            table.rows.push([when, counts.to_vec(), vec![note]].concat());
        }
        table
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        let together = columns::together(self.bars.len(), size, (14, 70));
        let columns = self.columns(together);
        let plot = ColumnPlot {
            measure: &share(),
            reach: Axis::HUNDRED.reach()?,
            title: "Share of what was settled".to_owned(),
            key: self.key(&columns),
            stacking: Stacking::Stacked,
            each: &self.each,
            columns,
            together,
            events: &self.events,
            breaks: &self.breaks,
            empty: "Nothing agreed or disputed yet",
        };
        Ok(plot.draw(size.checked()?))
    }
}

fn share() -> Measure {
    Measure { name: "share".into(), unit: Unit::Percent, places: 0 }
}

impl Ledger {
    fn caption(&self) -> String {
        format!("Agreed and disputed for {}. {}", self.subject, self.subtitle)
    }

    fn by_date(&self) -> Vec<&LedgerBar> {
        let mut sorted: Vec<&LedgerBar> = self.bars.iter().collect();
        sorted.sort_by_key(|bar| bar.date);
        sorted
    }

    /// First and last day with anything settled.
    fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let days = || self.bars.iter().filter(|bar| bar.total() > 0).map(|bar| bar.date);
        days().min().zip(days().max())
    }

    fn sum(&self) -> [u32; 3] {
        summed(&self.bars.iter().collect::<Vec<_>>())
    }

    /// `41 of 48 agreed, 5 agreed to differ, 2 disputed`.
    fn told(&self) -> String {
        let [agreed, differ, disputed] = self.sum();
        let all = agreed.saturating_add(differ).saturating_add(disputed);
        let [agreed, differ, disputed, all] = [agreed, differ, disputed, all].map(counted);
        format!("{agreed} of {all} agreed, {differ} agreed to differ, {disputed} disputed")
    }

    fn most_disputed(&self) -> String {
        let most = self.bars.iter().map(|bar| bar.disputed).max().filter(|most| *most > 0);
        let Some(most) = most else { return String::new() };
        let when = self.by_date().into_iter().filter(|bar| bar.disputed == most);
        let when: Vec<String> = when.map(|bar| bar.label.clone()).collect();
        format!("Most disputed in one {}: {most} ({}).", self.each, words::some(&when, 3))
    }

    fn nothing_settled(&self) -> String {
        let none = self.by_date().into_iter().filter(|bar| bar.total() == 0);
        let none: Vec<String> = none.map(|bar| bar.label.clone()).collect();
        if none.is_empty() {
            return String::new();
        }
        let many = words::count(none.len(), &self.each);
        format!("{many} with nothing settled: {}.", words::some(&none, 6))
    }

    fn key(&self, columns: &[Column]) -> Vec<Entry> {
        let named = NAMES.into_iter().zip(LOOKS).zip(self.sum());
        let entries = named.map(|((name, (colour, _)), count)| {
            Entry::new(Swatch::Ground(colour), format!("{name} {}", counted(count)))
        });
        let none = columns.iter().any(|column| column.parts.is_empty());
        let empty = Swatch::Marker(Pen::variation(), Body::Hollow);
        entries.chain(none.then(|| Entry::new(empty, "Nothing settled"))).collect()
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

/// `1,094`.
fn counted(count: u32) -> String {
    measure::number(Decimal::from(count), 0)
}

fn summed(bars: &[&LedgerBar]) -> [u32; 3] {
    bars.iter().fold([0; 3], |[agreed, differ, disputed], bar| {
        [
            agreed.saturating_add(bar.agreed),
            differ.saturating_add(bar.differ),
            disputed.saturating_add(bar.disputed),
        ]
    })
}

/// Shares of 100, with the counts printed in them.
fn parts(counts: [u32; 3]) -> Vec<Part> {
    let all: Decimal = counts.into_iter().map(Decimal::from).sum();
    let parts = counts.into_iter().zip(LOOKS).filter_map(|(count, (colour, ink))| {
        let share = (Decimal::from(count) * Decimal::ONE_HUNDRED).checked_div(all)?;
        Some(Part { value: share, colour, ink, words: count.to_string() })
    });
    parts.collect()
}

impl LedgerBar {
    fn counts(&self) -> [u32; 3] {
        [self.agreed, self.differ, self.disputed]
    }

    fn total(&self) -> u32 {
        self.counts().into_iter().fold(0, u32::saturating_add)
    }

    fn share(&self) -> Option<Decimal> {
        let agreed = Decimal::from(self.agreed) * Decimal::ONE_HUNDRED;
        agreed.checked_div(Decimal::from(self.total()))
    }
}
