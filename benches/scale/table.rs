//! Figures as they are printed.

use std::time::Duration;

/// The one in the middle.
pub(crate) fn median<T: Ord + Copy>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

/// One by the other, with two decimals.
pub(crate) fn ratio(one: Duration, other: Duration) -> String {
    format!("{:.2}", one.as_secs_f64() / other.as_secs_f64())
}

/// Seconds with two decimals.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// Kilobytes as megabytes of a million bytes.
pub(crate) fn megabytes(kilobytes: u64) -> String {
    format!("{} MB", (kilobytes * 1_024).div_ceil(1_000_000))
}
