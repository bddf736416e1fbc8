//! Sentences from figures: dates, lists and headlines that fit.

use chrono::NaiveDate;

/// Most words in a headline.
const HEADLINE: usize = 15;

/// `5 January 2026`.
pub(crate) fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// Days from which a month is exact enough to say when something began.
const LONG: i64 = 62;

/// The month, or the day if the time since is short.
pub(crate) fn since(first: NaiveDate, last: NaiveDate) -> String {
    let is_long = (last - first).num_days() >= LONG;
    if is_long { first.format("%B %Y").to_string() } else { day(first) }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// The first `most` items and how many more there are.
pub(crate) fn some(items: &[String], most: usize) -> String {
    let rest = items.len().saturating_sub(most);
    let mut shown: Vec<String> = items.iter().take(most).cloned().collect();
    if rest > 0 {
        shown.push(format!("{rest} more"));
    }
    list(&shown)
}

/// The first wording short enough for a headline; the last if none is.
pub(crate) fn headline(wordings: Vec<String>) -> String {
    let fits = |text: &String| text.split_whitespace().count() <= HEADLINE;
    let shortest = wordings.last().cloned();
    wordings.into_iter().find(fits).or(shortest).unwrap_or_default()
}

/// The parts that say something, as sentences.
pub(crate) fn sentences(parts: impl IntoIterator<Item = String>) -> String {
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(" ")
}

/// `1 gap`, `2 gaps`.
pub(crate) fn count(many: usize, one: &str) -> String {
    if many == 1 { format!("1 {one}") } else { format!("{many} {one}s") }
}

/// `1 criterion`, `2 criteria`.
pub(crate) fn count_of(many: usize, (one, more): (&str, &str)) -> String {
    if many == 1 { format!("1 {one}") } else { format!("{many} {more}") }
}
