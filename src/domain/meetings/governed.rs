//! A governed meeting and everything both sides may read of it.

use super::disputes::Dispute;
use super::outcomes::Outcome;
use super::sets::RolledUp;
use super::states::{Cause, State};
use super::{Mark, Meeting, OneSide, Score};
use crate::domain::access::Role;
use crate::domain::audit::Digest;
use crate::domain::contracts::Contract;
use crate::domain::dates::by_london_clocks;
use crate::domain::designs::{Design, Source, Version};
use crate::domain::exact::{Coverage, Points};
use crate::domain::ids::{ActorId, KpiId, SeriesId};
use crate::domain::scorecards::{Composite, Figure, NoComposite};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::sync::Arc;

/// A meeting that both sides score in turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Governed {
    /// The meeting.
    pub meeting: Meeting,
    /// The series it belongs to, and the day of the series it stands for.
    pub series: Option<(SeriesId, NaiveDate)>,
    /// The day on which scoring opens.
    pub opens_on: NaiveDate,
    /// The moment at which scores are revealed whoever is in.
    pub deadline: DateTime<Utc>,
    /// Where it stands.
    pub state: State,
    /// Rises by one with every change that both sides may know of.
    pub changes: i64,
    /// How its scores were revealed.
    pub reveal: Option<Reveal>,
}

impl Governed {
    /// The last day on which it can be scored, by the clocks of London.
    #[must_use]
    pub fn last_day_to_score(&self) -> NaiveDate {
        let last = self.deadline.checked_sub_signed(TimeDelta::seconds(1));
        by_london_clocks(last.unwrap_or(self.deadline)).date_naive()
    }
}

/// How scores were revealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reveal {
    /// Why, unless both sides were in.
    pub cause: Option<Cause>,
    /// The chair's reason.
    pub reason: Option<String>,
    /// Who revealed them, or whose seal was the second.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Who sealed a side's scores, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The side.
    pub side: OneSide,
    /// Its lead.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One side's signature as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOff {
    /// What was signed: 1, or the number of the revision.
    pub revision: u32,
    /// For whom.
    pub side: OneSide,
    /// Who signed.
    pub person: ActorId,
    /// Their name.
    pub name: String,
    /// The role they signed in.
    pub role: Role,
    /// The digest of what they saw.
    pub digest: Digest,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why something signed was taken up again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its number, from 2.
    pub number: u32,
    /// Why.
    pub reason: String,
    /// Who reopened the meeting.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A figure as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedFigure {
    /// Under which revision.
    pub revision: u32,
    /// Whose.
    pub side: super::Side,
    /// Share of the weight that was scored.
    pub coverage: Coverage,
    /// The composite, or why there was none.
    pub composite: Result<Composite, NoComposite>,
}

impl SignedFigure {
    /// The figure of a meeting as it was signed.
    #[must_use]
    pub fn figure(&self, meeting: &Meeting) -> Figure {
        Figure {
            contract: meeting.contract,
            on: meeting.held_on,
            side: self.side,
            version: meeting.version,
            meeting: Some(meeting.id),
            coverage: self.coverage,
            composite: self.composite,
            signed: Some(self.revision),
        }
    }
}

/// What a KPI counted for when a meeting was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedKpi {
    /// The KPI.
    pub kpi: KpiId,
    /// Its points, if it had any.
    pub points: Option<Points>,
}

/// What a source besides scores and KPIs counted for when a meeting was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedPoints {
    /// The source.
    pub source: Source,
    /// Its points, if it had any.
    pub points: Option<Points>,
}

/// What went into signed figures besides scores: all of it may be recorded anew later.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignedInputs {
    /// Every KPI there was.
    pub kpis: Vec<SignedKpi>,
    /// Every other source that the design looks at.
    pub points: Vec<SignedPoints>,
}

/// Everything both sides may read of a governed meeting now: before the reveal, no score.
#[derive(Debug, Clone)]
pub struct GovernedRecord {
    /// The contract.
    pub contract: Contract,
    /// The meeting and where it stands.
    pub governed: Governed,
    /// The design version it is scored by.
    pub version: Arc<Version>,
    /// Who is in.
    pub seals: Vec<Seal>,
    /// The scores of both sides, once revealed.
    pub scores: Vec<Score>,
    /// How the scores of each side that is in came about, once revealed.
    pub given: Vec<(OneSide, RolledUp)>,
    /// The outcomes of every revision: number, and what was settled under it.
    pub outcomes: Vec<(u32, Outcome)>,
    /// Disputes, latest first.
    pub disputes: Vec<Dispute>,
    /// Signatures under every revision.
    pub sign_offs: Vec<SignOff>,
    /// The revisions after the first.
    pub revisions: Vec<Revision>,
    /// The figures that count now, or are about to be signed.
    pub figures: Vec<Figure>,
    /// The figures signed under every revision.
    pub signed: Vec<SignedFigure>,
}

impl GovernedRecord {
    /// The outcomes under the revision being worked on, or last signed.
    pub fn current(&self) -> impl Iterator<Item = &Outcome> {
        let revision = self.governed.state.revision();
        self.outcomes.iter().filter(move |(number, _)| *number == revision).map(|(_, it)| it)
    }

    /// The outcome of a criterion now.
    #[must_use]
    pub fn outcome(&self, criterion: u16) -> Option<&Outcome> {
        self.current().find(|outcome| outcome.criterion == criterion)
    }

    /// How a side's score of a criterion came about, once revealed.
    #[must_use]
    pub fn given(&self, side: OneSide, criterion: u16) -> Option<&RolledUp> {
        let own = |(given, rolled): &&(OneSide, RolledUp)| {
            *given == side && rolled.criterion == criterion
        };
        self.given.iter().find(own).map(|(_, rolled)| rolled)
    }

    /// The dispute of a criterion that is still open, or else the latest one.
    #[must_use]
    pub fn dispute(&self, criterion: u16) -> Option<&Dispute> {
        let mut own = self.disputes.iter().filter(|dispute| dispute.criterion == criterion);
        let open = own.clone().find(|dispute| dispute.decision.is_none());
        open.or_else(|| own.next())
    }

    /// The digest of what a signatory sees: scores, comments, outcomes and figures.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let outcomes: Vec<Outcome> = self.current().cloned().collect();
        digest(&self.governed, &self.version.content, &self.scores, &outcomes, &self.figures)
    }
}

/// The digest of scores, comments, outcomes and figures under the revision at hand.
#[must_use]
pub fn digest(
    governed: &Governed, design: &Design, scores: &[Score], outcomes: &[Outcome],
    figures: &[Figure],
) -> Digest {
    let mut texts = vec![
        Some(governed.meeting.id.to_string()),
        Some(governed.meeting.held_on.to_string()),
        Some(governed.state.revision().to_string()),
    ];
    for score in scores.iter().filter(|score| score.side != super::Side::Agreed) {
        texts.extend([Some(score.side.word().to_owned()), key(design, score.criterion)]);
        texts.extend([Some(said(score.mark)), score.comment.clone()]);
    }
    for outcome in outcomes {
        texts.extend([Some("outcome".to_owned()), key(design, outcome.criterion)]);
        texts.extend([Some(said(outcome.mark)), outcome.reason.clone()]);
    }
    for figure in figures {
        let composite = figure.composite.as_ref().ok();
        texts.push(Some(figure.side.word().to_owned()));
        texts.push(composite.map(|composite| composite.published.to_string()));
        texts.push(composite.map(|composite| composite.exact.to_string()));
        texts.push(Some(figure.coverage.to_string()));
    }
    Digest::of(texts.iter().map(Option::as_deref))
}

fn key(design: &Design, place: u16) -> Option<String> {
    let mut criteria = design.criteria();
    criteria.find(|(at, _, _)| *at == place).map(|(_, _, criterion)| criterion.key.clone())
}

fn said(mark: Mark) -> String {
    match mark {
        Mark::Scored(value) => value.to_string(),
        Mark::Unscored(why) => why.word().to_owned(),
    }
}
