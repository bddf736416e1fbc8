//! Readings gathered into months, quarters or years where one by one they would hide each other.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::figures::{Break, Reading};
use crate::multiples::PanelPoint;

/// At most this many readings can be told apart on the width of a small panel.
const MOST: usize = 40;

/// How much time one drawn figure stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grain {
    /// A single reading.
    Each,
    /// The mean of a month.
    Month,
    /// The mean of a quarter.
    Quarter,
    /// The mean of a year.
    Year,
}

impl Grain {
    /// The finest grain that leaves few enough figures to be told apart; years if none does.
    pub(crate) fn of(dates: &BTreeSet<NaiveDate>) -> Self {
        let fits = |grain: &Self| {
            let periods: BTreeSet<_> = dates.iter().map(|date| grain.first_month(*date)).collect();
            *grain != Self::Each && periods.len() <= MOST
        };
        if dates.len() <= MOST {
            return Self::Each;
        }
        [Self::Month, Self::Quarter].into_iter().find(fits).unwrap_or(Self::Year)
    }

    /// `month`, unless every reading is drawn.
    pub(crate) fn word(self) -> Option<&'static str> {
        match self {
            Self::Each => None,
            Self::Month => Some("month"),
            Self::Quarter => Some("quarter"),
            Self::Year => Some("year"),
        }
    }

    /// Year and month, counted from 0, in which the period of a date begins.
    fn first_month(self, date: NaiveDate) -> (i32, u32) {
        let months = match self {
            Self::Each | Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        };
        (date.year(), date.month0() - date.month0() % months)
    }

    fn label(self, date: NaiveDate) -> String {
        match self {
            Self::Each | Self::Month => date.format("%B %Y").to_string(),
            Self::Quarter => format!("Q{} {}", date.month0() / 3 + 1, date.year()),
            Self::Year => date.year().to_string(),
        }
    }

    /// The points, or one for each period with the mean of either side's figures in it. A period
    /// in which the design changed is two, since figures before and after are not comparable.
    pub(crate) fn gather(self, points: Vec<&PanelPoint>, breaks: &[Break]) -> Vec<PanelPoint> {
        if self == Self::Each {
            return points.into_iter().cloned().collect();
        }
        let mut periods: BTreeMap<_, Vec<&PanelPoint>> = BTreeMap::new();
        for point in points {
            let design = breaks.iter().filter(|new| new.date <= point.date).count();
            periods.entry((self.first_month(point.date), design)).or_default().push(point);
        }
        periods.into_values().filter_map(|period| self.gathered(&period)).collect()
    }

    fn gathered(self, period: &[&PanelPoint]) -> Option<PanelPoint> {
        let date = period.first()?.date;
        let client: Vec<Reading> = period.iter().map(|point| point.client).collect();
        let own: Vec<Reading> = period.iter().map(|point| point.own).collect();
        let (client, own) = (mean(&client)?, mean(&own)?);
        Some(PanelPoint { date, label: self.label(date), client, own })
    }
}

/// The mean of the figures among readings, as firm as the least firm of them; without a figure,
/// the reason for the first gap.
fn mean(readings: &[Reading]) -> Option<Reading> {
    let figures: Vec<Decimal> = readings.iter().filter_map(|reading| reading.value()).collect();
    let sum = figures.iter().try_fold(Decimal::ZERO, |sum, figure| sum.checked_add(*figure));
    let Some(mean) = sum.and_then(|sum| sum.checked_div(Decimal::from(figures.len()))) else {
        return readings.iter().copied().find(|reading| reading.value().is_none());
    };
    let scored = readings.iter().filter(|reading| reading.value().is_some());
    let firm = scored.clone().all(|reading| matches!(reading, Reading::Final(_)));
    Some(if firm { Reading::Final(mean) } else { Reading::Provisional(mean) })
}
