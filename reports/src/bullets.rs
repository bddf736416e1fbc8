//! Bullets: one bar a perspective, its target, and the bands behind it.

use rust_decimal::Decimal;

use crate::canvas::Scene;
use crate::chart::{Chart, DrawError, Size};
use crate::figures::{About, Axis, Reading};
use crate::measure::sentence_case;
use crate::plot::bars::{BarPlot, Row};
use crate::sheet::Table;
use crate::words;

/// At most this many rows and bands.
const MOST_ROWS: usize = 40;
const MOST_BANDS: usize = 3;

/// One bar a row, all on the same scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bullets {
    /// Subject, subtitle and measure.
    pub about: About,
    /// What a row is, in the plural: `perspectives`.
    pub kind: String,
    /// The whole scale.
    pub axis: Axis,
    /// The rows in reading order.
    pub rows: Vec<Bullet>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bullet {
    /// What the bar measures.
    pub label: String,
    /// The figure, or why there is none.
    pub reading: Reading,
    /// The value to reach.
    pub target: Option<Decimal>,
    /// At most three bands from the lowest up.
    pub bands: Vec<Band>,
    /// Rating word, such as `Good`.
    pub rating: Option<String>,
}

/// A stretch of the scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Lower end.
    pub from: Decimal,
    /// Upper end.
    pub to: Decimal,
    /// What the stretch is called.
    pub label: String,
}

impl Chart for Bullets {
    fn headline(&self) -> String {
        let subject = &self.about.subject;
        let Some((lowest, value)) = self.lowest() else {
            let none = "No scores yet".to_owned();
            return words::headline(vec![format!("{none} for {subject}"), none]);
        };
        let low = format!("{lowest} is lowest at {}", self.about.measure.spoken(value));
        let judged = self.judged();
        let met = judged.iter().filter(|met| **met).count();
        let met = format!("{met} of {} {} meet target", judged.len(), self.kind);
        if judged.is_empty() {
            return words::headline(vec![format!("{low} for {subject}"), low]);
        }
        words::headline(vec![format!("{met} for {subject}; {low}"), format!("{met}; {low}"), met])
    }

    fn subtitle(&self) -> &str {
        &self.about.subtitle
    }

    fn alt(&self) -> String {
        let About { subject, measure, .. } = &self.about;
        let many = self.rows.len();
        format!("Bar chart of {} for {many} {}, {subject}.", measure.name, self.kind)
    }

    fn description(&self) -> String {
        let none = if self.lowest().is_none() { "No scores yet." } else { "" };
        let rows = self.rows.iter().map(|row| self.sentence(row));
        words::sentences([none.to_owned()].into_iter().chain(rows).chain([self.bands()]))
    }

    fn table(&self) -> Table {
        let measure = &self.about.measure;
        let header = ["", &sentence_case(&measure.name), "Target", "Target met", "Rating"];
        let mut table = Table::new(self.caption(), &header);
        if let Some(first) = table.header.first_mut() {
            *first = sentence_case(&self.kind);
        }
        for row in &self.rows {
            table.rows.push(vec![
                row.label.clone(),
                row.reading.shown(measure),
                row.target.map_or_else(String::new, |target| measure.label(target)),
                row.met_word().to_owned(),
                row.rating.clone().unwrap_or_default(),
            ]);
        }
        table
    }

    fn records(&self) -> Table {
        let header = ["label", "value", "shorthand", "target", "target_met", "rating"];
        let mut table = Table::new(self.caption(), &header);
        for row in &self.rows {
            table.rows.push(vec![
                row.label.clone(),
                row.reading.exact(),
                row.reading.shorthand().to_owned(),
                row.target.map_or_else(String::new, |target| target.to_string()),
                row.met_word().to_owned(),
                row.rating.clone().unwrap_or_default(),
            ]);
        }
        table
    }

    fn scene(&self, size: Size) -> Result<Scene, DrawError> {
        if self.rows.len() > MOST_ROWS {
            return Err(DrawError::TooManyRows(self.rows.len()));
        }
        if let Some(row) = self.rows.iter().find(|row| row.bands.len() > MOST_BANDS) {
            return Err(DrawError::TooManyBands(row.bands.len()));
        }
        let plot = BarPlot {
            measure: &self.about.measure,
            reach: self.axis.reach()?.covering(self.values()),
            rows: self.rows.iter().map(|row| self.row(row)).collect(),
        };
        Ok(plot.draw(size.checked()?))
    }
}

impl Bullets {
    fn caption(&self) -> String {
        let About { subject, subtitle, measure } = &self.about;
        format!("{}: {} for {subject}. {subtitle}", sentence_case(&self.kind), measure.name)
    }

    /// `Bands: Low 0.0 to 40.0 and High 40.0 to 100.0.`
    fn bands(&self) -> String {
        let mut names: Vec<String> = Vec::new();
        for Band { from, to, label } in self.rows.iter().flat_map(|row| &row.bands) {
            let measure = &self.about.measure;
            let name = format!("{label} {} to {}", measure.spoken(*from), measure.spoken(*to));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if names.is_empty() { String::new() } else { format!("Bands: {}.", words::list(&names)) }
    }

    fn values(&self) -> impl Iterator<Item = Decimal> {
        self.rows.iter().flat_map(|row| [row.reading.value(), row.target]).flatten()
    }

    fn lowest(&self) -> Option<(&str, Decimal)> {
        let scored =
            self.rows.iter().filter_map(|row| Some((row.label.as_str(), row.reading.value()?)));
        scored.min_by_key(|(_, value)| *value)
    }

    fn judged(&self) -> Vec<bool> {
        self.rows.iter().filter_map(Bullet::met).collect()
    }

    fn row<'a>(&'a self, row: &'a Bullet) -> Row<'a> {
        let figure = match row.reading {
            Reading::Missing(gap) => gap.words().to_owned(),
            Reading::Final(_)
            | Reading::Provisional(_)
            | Reading::Revised(_)
            | Reading::Estimated(_) => row.reading.shown(&self.about.measure),
        };
        Row {
            label: &row.label,
            value: row.reading.value(),
            target: row.target,
            bands: row.bands.iter().map(|band| (band.from, band.to)).collect(),
            figure,
            rating: row.rating.as_deref().unwrap_or_default(),
        }
    }

    /// `Quality 71.4, below its target of 75; rated Good.`
    fn sentence(&self, row: &Bullet) -> String {
        let measure = &self.about.measure;
        let figure = match row.reading {
            Reading::Missing(gap) => gap.words().to_owned(),
            Reading::Final(value) | Reading::Revised(value) => measure.spoken(value),
            Reading::Provisional(value) => format!("{} (provisional)", measure.spoken(value)),
            Reading::Estimated(value) => format!("{} (estimated)", measure.spoken(value)),
        };
        let target = row.target.map_or_else(String::new, |target| {
            let side = row.met().map_or("", |met| if met { " met" } else { " missed" });
            format!(", target of {}{side}", measure.spoken(target))
        });
        let rated = row.rating.iter().map(|rating| format!(", rated {rating}")).collect::<String>();
        format!("{}: {figure}{target}{rated}.", row.label)
    }
}

impl Bullet {
    fn met(&self) -> Option<bool> {
        Some(self.reading.value()? >= self.target?)
    }

    fn met_word(&self) -> &'static str {
        match self.met() {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        }
    }
}
