//! How long to wait after passwords that were wrong.

use chrono::{DateTime, TimeDelta, Utc};

/// How many failures cost nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience(u32);

impl Patience {
    /// For one account: a person mistypes, remembers another password, finds caps lock.
    pub const ACCOUNT: Self = Self(5);

    /// For one network address: a whole office may be behind it.
    pub const ADDRESS: Self = Self(20);
}

/// Failures not yet forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Failures {
    /// How many.
    pub count: u64,
    /// When the last of them was.
    pub latest: Option<DateTime<Utc>>,
}

/// The first wait; each further failure doubles it.
const FIRST: TimeDelta = TimeDelta::seconds(15);

/// The longest wait. It ends: whoever guesses at somebody's account can slow them down, and never
/// keep them out.
pub const LONGEST: TimeDelta = TimeDelta::minutes(15);

/// After how long a failure is forgotten.
pub const FORGOTTEN: TimeDelta = TimeDelta::hours(24);

/// How much longer to wait before another password is looked at; nothing when it is at once.
#[must_use]
pub fn wait(failures: Failures, patience: Patience, now: DateTime<Utc>) -> Option<TimeDelta> {
    let beyond = failures.count.checked_sub(patience.0.into())?;
    let doublings = u32::try_from(beyond).unwrap_or(u32::MAX).min(16);
    let length = FIRST.checked_mul(1 << doublings).map_or(LONGEST, |length| length.min(LONGEST));
    let left = failures.latest? + length - now;
    (TimeDelta::zero() < left).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(count: u64, seconds_later: i64) -> Option<i64> {
        let latest = DateTime::UNIX_EPOCH;
        let failures = Failures { count, latest: Some(latest) };
        let now = latest + TimeDelta::seconds(seconds_later);
        wait(failures, Patience::ACCOUNT, now).map(|left| left.num_seconds())
    }

    #[test]
    fn the_first_five_cost_nothing_and_then_each_doubles_the_wait() {
        let after = |count| waits(count, 0);
        assert_eq!(
            [0, 4, 5, 6, 7, 8].map(after),
            [None, None, Some(15), Some(30), Some(60), Some(120)]
        );
    }

    #[test]
    fn a_wait_passes() {
        assert_eq!(waits(6, 10), Some(20));
        assert_eq!(waits(6, 30), None);
    }

    #[test]
    fn nobody_waits_longer_than_a_quarter_of_an_hour() {
        for count in [11, 12, 1_000, u64::MAX] {
            assert_eq!(waits(count, 0), Some(900), "{count}");
            assert_eq!(waits(count, 900), None, "{count}");
        }
    }

    #[test]
    fn an_office_may_be_wrong_more_often_than_a_person() {
        let failures = Failures { count: 19, latest: Some(DateTime::UNIX_EPOCH) };
        assert_eq!(wait(failures, Patience::ADDRESS, DateTime::UNIX_EPOCH), None);
        let failures = Failures { count: 20, ..failures };
        assert!(wait(failures, Patience::ADDRESS, DateTime::UNIX_EPOCH).is_some());
    }
}
