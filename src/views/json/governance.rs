//! Governed meetings: where they stand, and what both sides may read of them.

use super::disputes::DisputeView;
use super::meetings::{ScoreView, mark};
use super::published;
use super::scorecards::FigureView;
use crate::domain::designs::Version;
use crate::domain::meetings::OneSide;
use crate::domain::meetings::disputes::Dispute;
use crate::domain::meetings::governed::{
    Governed, GovernedRecord, Reveal, Revision, Seal, SignOff, SignedFigure,
};
use crate::domain::meetings::outcomes::Outcome;
use crate::domain::meetings::series::Series;
use crate::domain::meetings::sets::RolledUp;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Meetings that follow one another.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Series)]
pub struct SeriesView {
    /// Identifies it.
    id: Uuid,
    /// The contract.
    contract: Uuid,
    /// What it is called.
    title: String,
    /// `weekly`, `monthly` or `quarterly`.
    rhythm: &'static str,
    /// The day of the first meeting.
    starts_on: NaiveDate,
    /// How many days after a meeting its scores are due.
    days_to_score: u16,
    /// When it was ended.
    ended_at: Option<DateTime<Utc>>,
}

impl SeriesView {
    /// One series.
    #[must_use]
    pub fn of(series: &Series) -> Self {
        Self {
            id: series.id.0,
            contract: series.contract.0,
            title: series.title.clone(),
            rhythm: series.rhythm.word(),
            starts_on: series.starts_on,
            days_to_score: series.days_to_score,
            ended_at: series.ended_at,
        }
    }
}

/// Where a governed meeting stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Governance)]
pub struct GovernanceView {
    /// The meeting.
    meeting: Uuid,
    /// The contract.
    contract: Uuid,
    /// The day of the meeting.
    held_on: NaiveDate,
    /// The design version it is scored by.
    version: Uuid,
    /// `scorecard`, or `check` when it is scored by a design of its own and its figures stay apart
    /// from the scorecard of the contract.
    kind: &'static str,
    /// The series it belongs to.
    series: Option<Uuid>,
    /// `planned`, `open`, `sealed`, `revealed`, `settled`, `signed_off`, `reopened` or `revised`.
    state: &'static str,
    /// 1, or the number of the revision that is worked on or was signed last.
    revision: u32,
    /// The day on which scoring opens.
    opens_on: NaiveDate,
    /// The moment at which scores are revealed whoever is in.
    deadline: DateTime<Utc>,
    /// How its scores were revealed.
    reveal: Option<RevealView>,
}

impl GovernanceView {
    /// One meeting.
    #[must_use]
    pub fn of(governed: &Governed) -> Self {
        let meeting = &governed.meeting;
        Self {
            meeting: meeting.id.0,
            contract: meeting.contract.0,
            held_on: meeting.held_on,
            version: meeting.version.0,
            kind: meeting.kind.word(),
            series: governed.series.map(|(series, _)| series.0),
            state: governed.state.stage().word(),
            revision: governed.state.revision(),
            opens_on: governed.opens_on,
            deadline: governed.deadline,
            reveal: governed.reveal.as_ref().map(RevealView::of),
        }
    }
}

/// How scores were revealed.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Reveal)]
pub struct RevealView {
    /// `deadline` or `chair`; null when both sides were in.
    cause: Option<&'static str>,
    /// The chair's reason.
    reason: Option<String>,
    /// Who revealed them, or sealed second.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

impl RevealView {
    fn of(reveal: &Reveal) -> Self {
        let cause = reveal.cause.map(|cause| cause.word());
        Self { cause, reason: reveal.reason.clone(), by: reveal.by.clone(), at: reveal.at }
    }
}

/// A governed meeting with everything both sides may read of it now.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = GovernedMeeting)]
pub struct GovernedView {
    #[serde(flatten)]
    governance: GovernanceView,
    /// Who is in.
    seals: Vec<SealView>,
    /// The scores of both sides once they are revealed, and what was agreed.
    scores: Vec<ScoreView>,
    /// How the scores of each side that is in came about, once they are revealed.
    given: Vec<GivenView>,
    /// Outcomes under every revision.
    outcomes: Vec<OutcomeView>,
    /// Disputes, latest first.
    disputes: Vec<DisputeView>,
    /// The figures that count now, or are about to be signed.
    figures: Vec<FigureView>,
    /// The digest of what is to be signed: send it back to sign.
    digest: Option<String>,
    /// Signatures under every revision.
    sign_offs: Vec<SignOffView>,
    /// Revisions after the first.
    revisions: Vec<RevisionView>,
    /// The figures signed under every revision.
    signed: Vec<SignedFigureView>,
}

impl GovernedView {
    /// One meeting.
    #[must_use]
    pub fn of(record: &GovernedRecord) -> Self {
        let (governed, version) = (&record.governed, &record.version);
        let outcome = |(revision, it): &(u32, Outcome)| OutcomeView::of(*revision, it, version);
        let given = |(side, it): &(OneSide, RolledUp)| GivenView::of(*side, it, version);
        let dispute = |dispute: &Dispute| DisputeView::of(dispute, version);
        let digest = governed.state.is_being_settled().then(|| record.digest().to_string());
        Self {
            governance: GovernanceView::of(governed),
            seals: record.seals.iter().map(SealView::of).collect(),
            scores: record.scores.iter().map(|score| ScoreView::of(score, version)).collect(),
            given: record.given.iter().map(given).collect(),
            outcomes: record.outcomes.iter().map(outcome).collect(),
            disputes: record.disputes.iter().map(dispute).collect(),
            figures: record.figures.iter().map(FigureView::of).collect(),
            digest,
            sign_offs: record.sign_offs.iter().map(SignOffView::of).collect(),
            revisions: record.revisions.iter().map(RevisionView::of).collect(),
            signed: record.signed.iter().map(SignedFigureView::of).collect(),
        }
    }
}

/// Who sealed a side.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Seal)]
pub struct SealView {
    /// `client` or `supplier`.
    side: &'static str,
    /// Its lead.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

impl SealView {
    fn of(seal: &Seal) -> Self {
        Self { side: seal.side.word(), by: seal.by.clone(), at: seal.at }
    }
}

/// How a side's score of a criterion came about.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Given)]
pub struct GivenView {
    /// `client` or `supplier`.
    side: &'static str,
    /// Key of the criterion.
    criterion: String,
    /// How many of the side gave a score; theirs is the median.
    scorers: usize,
    /// The lowest score given.
    lowest: Option<String>,
    /// The highest score given.
    highest: Option<String>,
    /// The day of the meeting the score was copied from, when all of it was.
    copied_from: Option<NaiveDate>,
}

impl GivenView {
    fn of(side: OneSide, rolled: &RolledUp, version: &Version) -> Self {
        Self {
            side: side.word(),
            criterion: key(version, rolled.criterion),
            scorers: rolled.scorers,
            lowest: rolled.spread.map(|(lowest, _)| lowest.to_string()),
            highest: rolled.spread.map(|(_, highest)| highest.to_string()),
            copied_from: rolled.copied_from,
        }
    }
}

/// The outcome of a criterion under a revision.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Outcome)]
pub struct OutcomeView {
    /// The revision.
    revision: u32,
    /// Key of the criterion.
    criterion: String,
    /// `agreed`, `agreed_to_differ` or `disputed`.
    settlement: &'static str,
    /// The score that was agreed, when there is one.
    value: Option<String>,
    /// Why there is none.
    state: Option<&'static str>,
    /// Why, in their words.
    reason: Option<String>,
    /// Who recorded it; null when both sides gave the same.
    by: Option<String>,
    /// When.
    at: DateTime<Utc>,
}

impl OutcomeView {
    fn of(revision: u32, outcome: &Outcome, version: &Version) -> Self {
        let (value, state) = mark(outcome.mark);
        Self {
            revision,
            criterion: key(version, outcome.criterion),
            settlement: outcome.settlement().word(),
            value,
            state,
            reason: outcome.reason.clone(),
            by: outcome.by.clone(),
            at: outcome.at,
        }
    }
}

pub(super) fn key(version: &Version, place: u16) -> String {
    let mut criteria = version.content.criteria();
    let found = criteria.find(|(at, ..)| *at == place);
    found.map_or_else(String::new, |(_, _, criterion)| criterion.key.clone())
}

/// A side's signature.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SignOff)]
pub struct SignOffView {
    /// What was signed: 1, or the number of the revision.
    revision: u32,
    /// `client` or `supplier`.
    side: &'static str,
    /// Who signed.
    name: String,
    /// The role they signed in.
    role: &'static str,
    /// The digest of what they saw.
    digest: String,
    /// When.
    at: DateTime<Utc>,
}

impl SignOffView {
    fn of(sign_off: &SignOff) -> Self {
        Self {
            revision: sign_off.revision,
            side: sign_off.side.word(),
            name: sign_off.name.clone(),
            role: sign_off.role.word(),
            digest: sign_off.digest.to_string(),
            at: sign_off.at,
        }
    }
}

/// Why something signed was taken up again.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = MeetingRevision)]
pub struct RevisionView {
    /// Its number, from 2.
    number: u32,
    /// Why.
    reason: String,
    /// Who reopened the meeting.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

impl RevisionView {
    fn of(revision: &Revision) -> Self {
        let Revision { number, reason, by, at } = revision.clone();
        Self { number, reason, by, at }
    }
}

/// A figure as it was signed.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SignedFigure)]
pub struct SignedFigureView {
    /// Under which revision.
    revision: u32,
    /// `client`, `supplier` or `agreed`.
    side: &'static str,
    /// The composite, 0 to 100.
    composite: Option<String>,
    /// The composite before rounding.
    exact: Option<String>,
    /// Share of all weight that was scored.
    coverage: String,
}

impl SignedFigureView {
    fn of(figure: &SignedFigure) -> Self {
        let composite = figure.composite.as_ref().ok();
        Self {
            revision: figure.revision,
            side: figure.side.word(),
            composite: composite.map(|it| published(it.published)),
            exact: composite.map(|it| it.exact.to_string()),
            coverage: figure.coverage.to_string(),
        }
    }
}
