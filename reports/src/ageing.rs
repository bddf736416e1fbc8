//! Ageing: how long open items have been open, and how many of them are overdue.

use rust_decimal::Decimal;

use crate::canvas::{Colour, DARK_BLUE, Scene, TURQUOISE};
use crate::chart::{Chart, DrawError, Size};
use crate::measure::{Measure, Unit, sentence_case};
use crate::plot::key::{Entry, Swatch};
use crate::plot::rows::{Bodies, Row, RowPlot};
use crate::plot::scale::Reach;
use crate::sheet::Table;
use crate::words;

/// One bar an age band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ageing {
    /// Whose items they are, such as the contract's title.
    pub subject: String,
    /// Coverage and day: the statistical subtitle.
    pub subtitle: String,
    /// What an item is, singular and plural: `action`, `actions`.
    pub kind: (String, String),
    /// The bands from the youngest to the oldest.
    pub bands: Vec<AgeBand>,
}

/// The open items of one age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeBand {
    /// How old, such as `Up to 30 days`.
    pub label: String,
    /// Items that are open.
    pub open: u32,
    /// Those of them that are past their due date.
    pub overdue: u32,
}

impl Chart for Ageing {
    fn headline(&self) -> String {
        let subject = &self.subject;
        let (open, overdue) = (self.open(), self.overdue());
        if open == 0 {
            let none = format!("No {} are open", self.kind.1);
            return words::headline(vec![format!("{none} for {subject}"), none]);
        }
        let told = format!("{} open, {overdue} overdue", self.count(open));
        let oldest = self.bands.iter().rev().find(|band| band.open > 0);
        let oldest = oldest
            .map_or_else(String::new, |band| format!("oldest: {}", band.label.to_lowercase()));
        words::headline(vec![
            format!("{told} for {subject}; {oldest}"),
            format!("{told}; {oldest}"),
            told,
        ])
    }

    fn subtitle(&self) -> &str {
        &self.subtitle
    }

    fn alt(&self) -> String {
        format!("Bar chart of open {} by age, {}.", self.kind.1, self.subject)
    }

    fn description(&self) -> String {
        let (open, overdue) = (self.open(), self.overdue());
        if open == 0 {
            return format!("No {} are open.", self.kind.1);
        }
        let all = format!("{} open, {overdue} of them overdue.", self.count(open));
        let bands = self
            .bands
            .iter()
            .map(|band| format!("{}: {} open, {} overdue.", band.label, band.open, band.overdue()));
        words::sentences([all].into_iter().chain(bands))
    }

    fn table(&self) -> Table {
        self.rows(&["Age", "Open", "Overdue"])
    }

    fn records(&self) -> Table {
        self.rows(&["age", "open", "overdue"])
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        let most = self.bands.iter().map(|band| band.open).max().unwrap_or(0);
        let most = Decimal::from(most.max(5));
        let name = self.kind.1.clone();
        let measure = Measure { name, unit: Unit::None, places: 0 };
        let rows = self.bands.iter().map(|band| Row {
            label: &band.label,
            body: Bodies::Bar(band.stretches()),
            figure: format!("{} open, {} overdue", band.open, band.overdue()),
            is_bold: false,
        });
        let plot = RowPlot {
            measure: &measure,
            reach: Reach { low: Decimal::ZERO, high: most },
            title: format!("Open {}", self.kind.1),
            key: vec![
                Entry::new(Swatch::Ground(DARK_BLUE), "Overdue"),
                Entry::new(Swatch::Ground(TURQUOISE), "Not overdue"),
            ],
            rows: rows.collect(),
            empty: "Nothing is open",
        };
        Ok(plot.draw(size.checked()?))
    }
}

impl Ageing {
    fn open(&self) -> u32 {
        self.bands.iter().fold(0, |sum, band| sum.saturating_add(band.open))
    }

    fn overdue(&self) -> u32 {
        self.bands.iter().fold(0, |sum, band| sum.saturating_add(band.overdue()))
    }

    fn count(&self, many: u32) -> String {
        let many = usize::try_from(many).unwrap_or(usize::MAX);
        words::count_of(many, (&self.kind.0, &self.kind.1))
    }

    fn rows(&self, header: &[&str]) -> Table {
        let kind = sentence_case(&self.kind.1);
        let caption = format!("{kind} by age for {}. {}", self.subject, self.subtitle);
        let mut table = Table::new(caption, header);
        for band in &self.bands {
            let counts = [band.open, band.overdue()].map(|count| count.to_string());
            table.rows.push([vec![band.label.clone()], counts.to_vec()].concat());
        }
        table
    }
}

impl AgeBand {
    /// Never more than are open.
    fn overdue(&self) -> u32 {
        self.overdue.min(self.open)
    }

    fn stretches(&self) -> Vec<(Decimal, Colour)> {
        let rest = self.open.saturating_sub(self.overdue());
        vec![(Decimal::from(self.overdue()), DARK_BLUE), (Decimal::from(rest), TURQUOISE)]
    }
}
