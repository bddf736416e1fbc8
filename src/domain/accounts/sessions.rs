//! How long somebody stays signed in.

use chrono::{DateTime, TimeDelta, Utc};

/// How long a session lasts.
///
/// A day of work fits in it: somebody who reads a contract in the morning, sits in meetings and
/// scores in the afternoon signs in once, and nobody finds last night's session in the morning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetimes {
    /// Without a request, from the last one.
    pub idle: TimeDelta,
    /// In any case, from signing in.
    pub absolute: TimeDelta,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self { idle: TimeDelta::hours(8), absolute: TimeDelta::hours(12) }
    }
}

impl Lifetimes {
    /// Whether a session last seen at `seen`, and ending at `expires` in any case, is over.
    #[must_use]
    pub fn over(self, seen: DateTime<Utc>, expires: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        expires <= now || seen + self.idle <= now
    }
}

/// Whether the last use of a session or token was so long ago that the new one is written down.
/// Writing each would make a write of every read.
#[must_use]
pub fn worth_noting(last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    last.is_none_or(|last| last + TimeDelta::minutes(1) <= now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64, minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hour) + TimeDelta::minutes(minute)
    }

    #[test]
    fn a_session_ends_after_8_idle_hours_and_after_12_in_any_case() {
        let lifetimes = Lifetimes::default();
        let end = at(21, 0);
        assert!(!lifetimes.over(at(9, 0), end, at(16, 59)));
        assert!(lifetimes.over(at(9, 0), end, at(17, 0)));
        assert!(!lifetimes.over(at(20, 30), end, at(20, 59)));
        assert!(lifetimes.over(at(20, 30), end, at(21, 0)));
    }

    #[test]
    fn a_use_is_written_down_once_a_minute() {
        assert!(worth_noting(None, at(9, 0)));
        assert!(!worth_noting(Some(at(9, 0)), at(9, 0)));
        assert!(worth_noting(Some(at(9, 0)), at(9, 1)));
    }
}
