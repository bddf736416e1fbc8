//! The small numbers that stand for words in the database.

use crate::domain::access::{Reach, Role};
use crate::domain::actions::StepKind;
use crate::domain::assessments::{self, Answer, Overall, PointResult, Standard};
use crate::domain::designs::Source;
use crate::domain::feedback::{Influence, Kind, Theme};
use crate::domain::improvement;
use crate::domain::knowledge::files::MediaKind;
use crate::domain::knowledge::{self, HolderSide, Level};
use crate::domain::kpis::Direction;
use crate::domain::kpis::ratings::Rating;
use crate::domain::meetings::disputes::NoteKind;
use crate::domain::meetings::series::Rhythm;
use crate::domain::meetings::states::{Cause, Stage};
use crate::domain::meetings::{MeetingKind, OneSide, Side, Unscored};
use crate::domain::performance::{Ground, Occasion, Regime};
use crate::domain::periods::Cadence;
use crate::domain::value::{self, Towards};
use crate::domain::weightings::frameworks::Framework;
use crate::domain::weightings::social_value::Authority;
use crate::domain::weightings::{self, Form, LotStatus};

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

impl Code for OneSide {
    const CODES: &'static [(i16, Self)] = &[(0, Self::Client), (1, Self::Supplier)];
}

impl Code for Stage {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Planned),
        (1, Self::Open),
        (2, Self::Sealed),
        (3, Self::Revealed),
        (4, Self::Settled),
        (5, Self::SignedOff),
        (6, Self::Reopened),
        (7, Self::Revised),
    ];
}

impl Code for Cause {
    const CODES: &'static [(i16, Self)] = &[(1, Self::Deadline), (2, Self::Chair)];
}

impl Code for Rhythm {
    const CODES: &'static [(i16, Self)] =
        &[(0, Self::Weekly), (1, Self::Monthly), (2, Self::Quarterly)];
}

impl Code for NoteKind {
    const CODES: &'static [(i16, Self)] = &[(0, Self::Position), (1, Self::Evidence)];
}

impl Code for Reach {
    const CODES: &'static [(i16, Self)] = &[(0, Self::ReadOnly), (1, Self::Full)];
}

impl Code for StepKind {
    const CODES: &'static [(i16, Self)] = &[(0, Self::Closed), (1, Self::Reopened)];
}

impl Code for Kind {
    const CODES: &'static [(i16, Self)] =
        &[(0, Self::Praise), (1, Self::Challenge), (2, Self::Suggestion), (3, Self::Concern)];
}

impl Code for Influence {
    const CODES: &'static [(i16, Self)] = &[(0, Self::Anchor), (1, Self::Driver)];
}

impl Code for Theme {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Culture),
        (1, Self::Politics),
        (2, Self::Technology),
        (3, Self::Standards),
        (4, Self::Vision),
        (5, Self::Relationships),
        (6, Self::Geography),
        (7, Self::Capability),
        (8, Self::Scope),
    ];
}

impl Code for value::Kind {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Networking),
        (1, Self::KnowledgeSharing),
        (2, Self::ResourceSharing),
        (3, Self::Delivery),
        (4, Self::Innovation),
        (5, Self::SocialValue),
        (6, Self::Event),
    ];
}

impl Code for value::State {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Proposed),
        (1, Self::Accepted),
        (2, Self::Delivered),
        (3, Self::Verified),
        (4, Self::Rejected),
        (5, Self::Withdrawn),
    ];
}

impl Code for Towards {
    const CODES: &'static [(i16, Self)] = &[(0, Self::Project), (1, Self::Organisation)];
}

impl Code for assessments::Stage {
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

impl Code for MeetingKind {
    const CODES: &'static [(i16, Self)] = &[(0, Self::Scorecard), (1, Self::Check)];
}

impl Code for Regime {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Act),
        (1, Self::ByChoice),
        (2, Self::NotAppropriate),
        (3, Self::Framework),
        (4, Self::PrivateUtility),
        (5, Self::Concession),
        (6, Self::LightTouch),
        (7, Self::EarlierLaw),
    ];
}

impl Code for Occasion {
    const CODES: &'static [(i16, Self)] = &[(0, Self::Yearly), (1, Self::Termination)];
}

impl Code for Rating {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Good),
        (1, Self::ApproachingTarget),
        (2, Self::RequiresImprovement),
        (3, Self::Inadequate),
        (4, Self::Other),
    ];
}

impl Code for Ground {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Termination),
        (1, Self::PartialTermination),
        (2, Self::Damages),
        (3, Self::Settlement),
        (4, Self::NoImprovement),
    ];
}

impl Code for improvement::State {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Proposed),
        (1, Self::Returned),
        (2, Self::Agreed),
        (3, Self::Met),
        (4, Self::NotMet),
        (5, Self::Superseded),
    ];
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

impl Code for knowledge::evidence::Kind {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Session),
        (1, Self::Pairing),
        (2, Self::Document),
        (3, Self::Recording),
        (4, Self::Runbook),
        (5, Self::Task),
    ];
}

impl Code for knowledge::evidence::Progress {
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

impl Code for weightings::Kind {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Price),
        (1, Self::Cost),
        (2, Self::Quality),
        (3, Self::Technical),
        (4, Self::CulturalFit),
        (5, Self::Availability),
        (6, Self::SocialValue),
    ];
}

impl Code for Form {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Percent),
        (1, Self::Number),
        (2, Self::PercentSum),
        (3, Self::NumberSum),
        (4, Self::Range),
        (5, Self::Points),
        (6, Self::Order),
        (7, Self::Split),
        (8, Self::Missing),
        (9, Self::Words),
    ];
}

impl Code for LotStatus {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::Exact100),
        (1, Self::Exact1),
        (2, Self::PointsTotal),
        (3, Self::Range),
        (4, Self::RangeNot100),
        (5, Self::Order),
        (6, Self::Missing),
        (7, Self::PartMissing),
        (8, Self::Zero),
        (9, Self::Not100),
        (10, Self::Mixed),
        (11, Self::Words),
    ];
}

impl Code for Framework {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::DosOutcomes),
        (1, Self::DosSpecialists),
        (2, Self::DosParticipants),
        (3, Self::Dos6Lot1),
        (4, Self::Dos6Lot3),
        (5, Self::Mcf3),
    ];
}

impl Code for Authority {
    const CODES: &'static [(i16, Self)] = &[
        (0, Self::CentralGovernment),
        (1, Self::ExecutiveAgency),
        (2, Self::Ndpb),
        (3, Self::Other),
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
        check(OneSide::ALL);
        check(Stage::ALL);
        check(Cause::ALL);
        check(Rhythm::ALL);
        check(NoteKind::ALL);
        check(StepKind::ALL);
        check(Kind::ALL);
        check(Influence::ALL);
        check(Theme::ALL);
        check(value::Kind::ALL);
        check(value::State::ALL);
        check(Towards::ALL);
        check(assessments::Stage::ALL);
        check(Overall::ALL);
        check(PointResult::ALL);
        check(Answer::ALL);
        check(Standard::ALL);
        check(MeetingKind::ALL);
        check(Regime::ALL);
        check(Occasion::ALL);
        check(Rating::ALL);
        check(Ground::ALL);
        check(improvement::State::ALL);
        check(Level::ALL);
        check(HolderSide::ALL);
        check(knowledge::evidence::Kind::ALL);
        check(knowledge::evidence::Progress::ALL);
        check(MediaKind::ALL);
        check(weightings::Kind::ALL);
        check(Form::ALL);
        check(LotStatus::ALL);
        check(Framework::ALL);
        check(Authority::ALL);
        assert!(Unscored::of(HAS_VALUE).is_none());
    }
}
