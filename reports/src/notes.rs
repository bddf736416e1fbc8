//! Events and breaks in words: sentences, and notes beside the figures they precede.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::figures::{self, Break, Event};
use crate::words;

/// One sentence for each event and each break.
pub(crate) fn sentences(events: &[Event], breaks: &[Break]) -> String {
    let events = figures::numbered(events).into_iter().map(|(number, event)| {
        format!("Event {number}, {}: {}.", words::day(event.date), event.title)
    });
    let breaks = breaks.iter().map(|new| {
        let day = words::day(new.date);
        format!("Break in series [b], {day}: {}; compare each side on its own.", new.label)
    });
    words::sentences(events.chain(breaks))
}

/// Notes by the date they are printed at: the first one on or after what they tell, or the last.
pub(crate) fn by_date(
    dates: &BTreeSet<NaiveDate>, events: &[Event], breaks: &[Break],
) -> BTreeMap<NaiveDate, String> {
    let events = figures::numbered(events).into_iter().map(|(number, event)| {
        (event.date, format!("Event {number}, {}: {}", words::day(event.date), event.title))
    });
    let breaks = breaks.iter().map(|new| (new.date, format!("[b] {}", new.label)));
    let mut notes: BTreeMap<NaiveDate, String> = BTreeMap::new();
    for (date, text) in events.chain(breaks) {
        if let Some(place) = dates.range(date..).next().or_else(|| dates.last()) {
            let note = notes.entry(*place).or_default();
            note.push_str(if note.is_empty() { "" } else { "; " });
            note.push_str(&text);
        }
    }
    notes
}
