//! Gaps: what two sides gave each item, the widest gap first.

use rust_decimal::Decimal;

use crate::canvas::Scene;
use crate::chart::{Chart, DrawError, Size};
use crate::figures::{About, Axis, Reading};
use crate::measure::sentence_case;
use crate::plot::rows::{self, Bodies, Row, RowPlot};
use crate::sheet::Table;
use crate::words;

/// At most this many rows are drawn; the table and the file have all.
const MOST: usize = 40;

/// A dumbbell for each item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gaps {
    /// Subject, subtitle and measure.
    pub about: About,
    /// The side that is taken from, such as `Client`.
    pub first: String,
    /// The side that is taken away, such as `Supplier self-score`.
    pub second: String,
    /// What an item is, singular and plural: `criterion`, `criteria`.
    pub kind: (String, String),
    /// The whole scale.
    pub axis: Axis,
    /// The items in any order.
    pub rows: Vec<GapRow>,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapRow {
    /// What was scored.
    pub label: String,
    /// What the first side gave.
    pub first: Reading,
    /// What the second side gave.
    pub second: Reading,
    /// Whether the gap is one to talk about, and its figure bold.
    pub is_large: bool,
}

impl Chart for Gaps {
    fn headline(&self) -> String {
        let subject = &self.about.subject;
        let sorted = self.by_gap();
        let both: Vec<(&GapRow, Decimal)> =
            sorted.iter().filter_map(|row| Some((*row, row.gap()?))).collect();
        let Some((widest, gap)) = both.first() else {
            let none = format!("No {} scored by both sides yet", self.kind.0);
            return words::headline(vec![format!("{none} for {subject}"), none]);
        };
        let all = words::count_of(both.len(), (&self.kind.0, &self.kind.1));
        if gap.is_zero() {
            let same = format!("Both sides gave the same on {all}");
            return words::headline(vec![format!("{same} for {subject}"), same]);
        }
        let apart = both.iter().filter(|(_, gap)| !gap.is_zero()).count();
        let sides = self.sides(widest);
        words::headline(vec![
            format!("Widest gap for {subject}: {}, {sides}", widest.label),
            format!("Widest gap: {}, {sides}", widest.label),
            format!("{} and {} differ on {apart} of {all}", self.first, self.second.to_lowercase()),
        ])
    }

    fn subtitle(&self) -> &str {
        &self.about.subtitle
    }

    fn alt(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        format!("Dumbbell chart of {} from both sides by {}, {subject}.", measure.name, self.kind.0)
    }

    fn description(&self) -> String {
        let sorted = self.by_gap();
        if sorted.iter().all(|row| row.gap().is_none()) {
            return format!("No {} scored by both sides yet.", self.kind.0);
        }
        let rows = sorted.into_iter().map(|row| self.sentence(row));
        words::sentences([self.counts(), self.undrawn()].into_iter().chain(rows))
    }

    fn table(&self) -> Table {
        let name = sentence_case(&self.kind.0);
        let header = [&name, &self.first, &self.second, "Gap", "Remark"];
        let mut table = Table::new(self.caption(), &header);
        let measure = &self.about.measure;
        for row in self.by_gap() {
            table.rows.push(vec![
                row.label.clone(),
                row.first.shown(measure),
                row.second.shown(measure),
                row.gap().map_or_else(|| "[x]".to_owned(), |gap| self.signed(gap)),
                if row.is_large { "Large".to_owned() } else { String::new() },
            ]);
        }
        table
    }

    fn records(&self) -> Table {
        let header = ["label", "first", "first_shorthand", "second", "second_shorthand", "gap"];
        let mut table = Table::new(self.caption(), &header);
        let named = [self.first.to_lowercase(), self.second.to_lowercase()];
        let [first, second] = named.map(|name| name.replace([' ', '-'], "_"));
        let shorthand = [format!("{first}_shorthand"), format!("{second}_shorthand")];
        let [first_shorthand, second_shorthand] = shorthand;
        let names = [first, first_shorthand, second, second_shorthand];
        for (cell, name) in table.header.iter_mut().skip(1).zip(names) {
            *cell = name;
        }
        for row in self.by_gap() {
            table.rows.push(vec![
                row.label.clone(),
                row.first.exact(),
                row.first.shorthand().to_owned(),
                row.second.exact(),
                row.second.shorthand().to_owned(),
                row.gap().map_or_else(String::new, |gap| gap.to_string()),
            ]);
        }
        table
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        let values = self.rows.iter().flat_map(|row| [row.first.value(), row.second.value()]);
        let sorted = self.by_gap();
        let rows = sorted.into_iter().take(MOST).map(|row| Row {
            label: &row.label,
            body: Bodies::Dumbbell(row.first.value(), row.second.value()),
            figure: self.figure(row),
            is_bold: row.is_large,
        });
        let left_out = self.undrawn();
        let name = self.about.measure.axis_title();
        let minus = format!("{} minus {}", self.first.to_lowercase(), self.second.to_lowercase());
        let plot = RowPlot {
            measure: &self.about.measure,
            reach: self.axis.reach()?.covering(values.flatten()),
            title: format!("{name}; at the right the gap, {minus}. {left_out}")
                .trim_end_matches(['.', ' '])
                .to_owned(),
            key: rows::sides(&self.first, &self.second),
            rows: rows.collect(),
            empty: "Nothing scored yet",
        };
        Ok(plot.draw(size.checked()?))
    }
}

impl Gaps {
    fn caption(&self) -> String {
        let About { subject, subtitle, measure } = &self.about;
        let name = sentence_case(&measure.name);
        format!("{name} from both sides by {} for {subject}. {subtitle}", self.kind.0)
    }

    /// The widest gap first; rows without one last, all else as given.
    fn by_gap(&self) -> Vec<&GapRow> {
        let mut sorted: Vec<&GapRow> = self.rows.iter().collect();
        sorted.sort_by_key(|row| std::cmp::Reverse(row.gap().map(|gap| gap.abs())));
        sorted
    }

    fn undrawn(&self) -> String {
        let all = self.rows.len();
        if all <= MOST {
            return String::new();
        }
        format!("The picture shows the {MOST} widest gaps of {all} {}.", self.kind.1)
    }

    /// `-2`, `+1`, `0`.
    fn signed(&self, gap: Decimal) -> String {
        let label = self.about.measure.label(gap);
        if gap > Decimal::ZERO { format!("+{label}") } else { label }
    }

    /// The gap, or which side gave no score.
    fn figure(&self, row: &GapRow) -> String {
        let reading = [row.first, row.second].into_iter().find_map(|reading| match reading {
            Reading::Missing(gap) => Some(gap.words().to_owned()),
            Reading::Final(_)
            | Reading::Provisional(_)
            | Reading::Revised(_)
            | Reading::Estimated(_) => None,
        });
        reading.or_else(|| row.gap().map(|gap| self.signed(gap))).unwrap_or_default()
    }

    /// `client 2, supplier self-score 4`.
    fn sides(&self, row: &GapRow) -> String {
        let said = |name: &str, reading: Reading| match reading {
            Reading::Missing(gap) => format!("{} {}", name.to_lowercase(), gap.words()),
            Reading::Final(value)
            | Reading::Provisional(value)
            | Reading::Revised(value)
            | Reading::Estimated(value) => {
                format!("{} {}", name.to_lowercase(), self.about.measure.spoken(value))
            }
        };
        format!("{}, {}", said(&self.first, row.first), said(&self.second, row.second))
    }

    fn sentence(&self, row: &GapRow) -> String {
        let gap = row.gap().map(|gap| format!(", gap {}", self.signed(gap)));
        let large = if row.is_large { ", large" } else { "" };
        format!("{}: {}{}{large}.", row.label, self.sides(row), gap.unwrap_or_default())
    }

    /// `Client gave more on 2 of 7 criteria, less on 3 and the same on 2.`
    fn counts(&self) -> String {
        let gaps: Vec<Decimal> = self.rows.iter().filter_map(GapRow::gap).collect();
        let more = gaps.iter().filter(|gap| **gap > Decimal::ZERO).count();
        let less = gaps.iter().filter(|gap| **gap < Decimal::ZERO).count();
        let all = words::count_of(gaps.len(), (&self.kind.0, &self.kind.1));
        let same = gaps.len() - more - less;
        format!("{} gave more on {more} of {all}, less on {less}, the same on {same}.", self.first)
    }
}

impl GapRow {
    fn gap(&self) -> Option<Decimal> {
        self.first.value()?.checked_sub(self.second.value()?)
    }
}
