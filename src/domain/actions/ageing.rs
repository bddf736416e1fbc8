//! How long actions have been waiting, in bands.

use super::ActionItem;
use chrono::NaiveDate;

/// A band of ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// The lowest age in it, in days; the first band has none.
    pub from: Option<i64>,
    /// What it is called.
    pub label: &'static str,
}

/// The bands, youngest first. Each reaches to the one after it, and the last has no end.
pub const BANDS: &[Band] = &[
    Band { from: None, label: "Not due yet" },
    Band { from: Some(0), label: "Up to 7 days" },
    Band { from: Some(8), label: "8 to 28 days" },
    Band { from: Some(29), label: "29 to 90 days" },
    Band { from: Some(91), label: "Over 90 days" },
];

/// The band of an age in days.
#[must_use]
pub fn band_of(age: i64) -> Band {
    let reached = |band: &&Band| band.from.is_none_or(|from| from <= age);
    let found = BANDS.iter().rfind(reached).or(BANDS.first());
    found.copied().unwrap_or(Band { from: None, label: "" })
}

/// How many open actions are in a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aged {
    /// The band.
    pub band: Band,
    /// How many.
    pub count: usize,
    /// How many of them are past the day they were due.
    pub overdue: usize,
}

/// How many of these actions are in each band on `day`, those of no action included.
#[must_use]
pub fn ageing<'a>(items: impl Iterator<Item = &'a ActionItem>, day: NaiveDate) -> Vec<Aged> {
    let items: Vec<(Band, bool)> =
        items.map(|item| (band_of(item.age_on(day)), item.was_due_before(day))).collect();
    let aged = |band: &Band| {
        let own = || items.iter().filter(|(own, _)| own == band);
        let overdue = own().filter(|(_, overdue)| *overdue).count();
        Aged { band: *band, count: own().count(), overdue }
    };
    BANDS.iter().map(aged).collect()
}
