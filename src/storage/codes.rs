//! The small numbers that stand for words in the database.

use crate::domain::access::{Reach, Role};
use crate::domain::designs::Source;
use crate::domain::knowledge::evidence::{Kind, Progress};
use crate::domain::knowledge::files::MediaKind;
use crate::domain::knowledge::{HolderSide, Level};
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

impl Code for Level {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::None),
        (1, Self::Aware),
        (2, Self::Shadow),
        (3, Self::ReverseShadow),
        (4, Self::Independent),
    ];
}

impl Code for HolderSide {
    const CODES: &'static [(i16, Self)] = &[(0, Self::Client), (1, Self::Supplier)];
}

impl Code for Kind {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Session),
        (1, Self::Pairing),
        (2, Self::Document),
        (3, Self::Recording),
        (4, Self::Runbook),
        (5, Self::Task),
    ];
}

impl Code for Progress {
    const CODES: &'static [(i16, Self)] =
        &[(0, Self::Planned), (1, Self::Delivered), (2, Self::Verified), (3, Self::Rejected)];
}

impl Code for MediaKind {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Pdf),
        (1, Self::Png),
        (2, Self::Jpeg),
        (3, Self::Text),
        (4, Self::Odt),
        (5, Self::Ods),
        (6, Self::Odp),
        (7, Self::Docx),
        (8, Self::Xlsx),
        (9, Self::Pptx),
    ];
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
        check(Level::ALL);
        check(HolderSide::ALL);
        check(Kind::ALL);
        check(Progress::ALL);
        check(MediaKind::ALL);
        assert!(Unscored::of(HAS_VALUE).is_none());
    }
}
