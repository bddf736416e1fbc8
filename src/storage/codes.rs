//! The small numbers that stand for words in the database.

use crate::domain::access::{Reach, Role};
use crate::domain::assessments::{Answer, Overall, PointResult, Stage, Standard};
use crate::domain::designs::Source;
use crate::domain::kpis::Direction;
use crate::domain::meetings::{Side, Unscored};
use crate::domain::periods::Cadence;

/// A word kept as a small number.
pub(super) trait Code: Copy + 'static {
    /// Every word with its number. A number, once used, keeps its meaning.
    const CODES: &'static [(i16, Self)];

    /// The word a number stands for.
    fn of(code: i16) -> Option<Self> {
        Self::CODES.iter().find(|(known, _)| *known == code).map(|(_, word)| *word)
    }
}

/// The number that stands for a word.
pub(super) fn code<T: Code + PartialEq>(word: T) -> i16 {
    T::CODES.iter().find(|(_, known)| *known == word).map_or(i16::MIN, |(code, _)| *code)
}

impl Code for Side {
    const CODES: &'static [(i16, Self)] =
        &[(0, Self::Client), (1, Self::Supplier), (2, Self::Agreed)];
}

impl Code for Source {
    const CODES: &'static [(i16, Self)] =
        &[(0, Self::Meetings), (1, Self::Kpis), (2, Self::Knowledge), (3, Self::Value)];
}

impl Code for Direction {
    const CODES: &'static [(i16, Self)] =
        &[(0, Self::Higher), (1, Self::Lower), (2, Self::Nearest)];
}

impl Code for Cadence {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Custom),
        (1, Self::Week),
        (2, Self::FourWeek),
        (3, Self::Month),
        (4, Self::Quarter),
        (5, Self::FinancialYear),
        (6, Self::CalendarYear),
    ];
}

/// The number of a mark or measurement that has a value.
pub(super) const HAS_VALUE: i16 = 0;

impl Code for Unscored {
    const CODES: &'static [(i16, Self)] = &[
        (1, Self::NotScored),
        (2, Self::NotApplicable),
        (3, Self::NotDue),
        (4, Self::Disputed),
        (5, Self::AgreedToDiffer),
    ];
}

impl Code for Role {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Administrator),
        (1, Self::ClientLead),
        (2, Self::ClientMember),
        (3, Self::Commercial),
        (4, Self::SupplierLead),
        (5, Self::SupplierMember),
        (6, Self::Auditor),
    ];
}

impl Code for Reach {
    const CODES: &'static [(i16, Self)] = &[(0, Self::ReadOnly), (1, Self::Full)];
}

impl Code for Stage {
    const CODES: &'static [(i16, Self)] = &[
        (1, Self::Discovery),
        (2, Self::Alpha),
        (3, Self::Beta),
        (4, Self::PrivateBeta),
        (5, Self::PublicBeta),
        (6, Self::Live),
    ];
}

impl Code for Overall {
    const CODES: &'static [(i16, Self)] = &[
        (1, Self::Met),
        (2, Self::MetWithConditions),
        (3, Self::NotMet),
        (4, Self::Green),
        (5, Self::Amber),
        (6, Self::Red),
    ];
}

impl Code for PointResult {
    const CODES: &'static [(i16, Self)] = &[
        (1, Self::Met),
        (2, Self::NotMet),
        (3, Self::NotApplicable),
        (4, Self::Green),
        (5, Self::Amber),
        (6, Self::Red),
    ];
}

impl Code for Answer {
    const CODES: &'static [(i16, Self)] = &[(1, Self::Accepted), (2, Self::Challenged)];
}

impl Code for Standard {
    const CODES: &'static [(i16, Self)] =
        &[(1, Self::Uk14), (2, Self::Uk18), (3, Self::Uk26), (4, Self::Wales12)];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_number_of_its_own() {
        fn check<T: Code + PartialEq + std::fmt::Debug>(words: &[T]) {
            for word in words {
                assert_eq!(T::of(code(*word)), Some(*word));
            }
        }
        check(Side::ALL);
        check(Source::ALL);
        check(Direction::ALL);
        check(Cadence::ALL);
        check(Unscored::ALL);
        check(Role::ALL);
        check(Reach::ALL);
        check(Stage::ALL);
        check(Overall::ALL);
        check(PointResult::ALL);
        check(Answer::ALL);
        check(Standard::ALL);
        assert!(Unscored::of(HAS_VALUE).is_none());
    }
}
