//! Assessments of a service against a service standard: points, an overall result, actions.

pub mod check;
mod standards;

pub use check::checked;
pub use standards::Standard;

use super::contracts::words;
use super::dates::working_days;
use super::ids::{AssessmentActionId, AssessmentId, ContractId, OrganisationId};
use super::meetings::Origin;
use super::organisations::Organisation;
use chrono::{Months, NaiveDate};

/// Working days from the report within which its result can be challenged.
pub const CHALLENGE_WITHIN: usize = 10;

/// Months from the assessment within which the actions of an amber point are due.
pub const AMBER_WITHIN: Months = Months::new(3);

words! {
    /// How far a service had come when it was assessed.
    Stage {
        /// Finding out whether there is something to build.
        Discovery = "discovery", "Discovery";
        /// Trying out ways to build it.
        Alpha = "alpha", "Alpha";
        /// In use by some, without saying by how many.
        Beta = "beta", "Beta";
        /// In use by those who were asked.
        PrivateBeta = "private_beta", "Private beta";
        /// In use by whoever comes, and still changing.
        PublicBeta = "public_beta", "Public beta";
        /// In use for good.
        Live = "live", "Live";
    }
}

words! {
    /// What an assessment came to.
    Overall {
        /// It may go on.
        Met = "met", "Met";
        /// It may go on if some things are done.
        MetWithConditions = "met_with_conditions", "Met with conditions";
        /// It may not go on.
        NotMet = "not_met", "Not met";
        /// It may go on.
        Green = "green", "Green";
        /// It may go on, with actions within three months.
        Amber = "amber", "Amber";
        /// It is to stop and be assessed again.
        Red = "red", "Red";
    }
}

words! {
    /// What one point of the standard came to.
    PointResult {
        /// It is met.
        Met = "met", "Met";
        /// It is not met.
        NotMet = "not_met", "Not met";
        /// It does not apply to the service.
        NotApplicable = "not_applicable", "Not applicable";
        /// It is met.
        Green = "green", "Green";
        /// Some of it is left to do.
        Amber = "amber", "Amber";
        /// It is not met, and the service is to stop for it.
        Red = "red", "Red";
    }
}

words! {
    /// What the assessed say to the result.
    Answer {
        /// They accept it.
        Accepted = "accepted", "Accepted";
        /// They challenge it.
        Challenged = "challenged", "Challenged";
    }
}

/// Something as it was written, and what was read in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worded<T> {
    /// What it stands for, where it stands for anything known.
    pub read: Option<T>,
    /// The words of whoever wrote it.
    pub written: Option<String>,
}

impl<T> Default for Worded<T> {
    fn default() -> Self {
        Self { read: None, written: None }
    }
}

impl<T> Worded<T> {
    /// Whether nothing is recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.read.is_none() && self.written.is_none()
    }
}

impl Stage {
    /// The stage that words such as `Alpha review` or `Beta - Voluntary` name first.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).take(2).collect();
        let joined = words.concat();
        let first = words.first().copied().unwrap_or_default();
        Self::parse(text).or_else(|| Self::parse(&joined)).or_else(|| Self::parse(first))
    }
}

/// An assessment, without its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Identifies it.
    pub id: AssessmentId,
    /// Counts its changes.
    pub revision: i64,
    /// 1 for the first assessment under a reference, 2 for the reassessment that follows it.
    pub round: u16,
    /// The assessment it follows.
    pub follows: Option<AssessmentId>,
    /// Whose service it is; nothing when that is not recorded.
    pub department: Option<Organisation>,
    /// The contract the service is made under.
    pub contract: Option<ContractId>,
    /// What was recorded of it.
    pub details: Details,
    /// The file it came from.
    pub origin: Option<Origin>,
}

/// What is recorded of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// How its owner refers to it.
    pub reference: String,
    /// The service that was assessed, or the title of the report.
    pub service: String,
    /// The day of the assessment.
    pub assessed_on: Option<NaiveDate>,
    /// How far the service had come.
    pub stage: Worded<Stage>,
    /// The standard, when it was recorded.
    pub standard: Option<Standard>,
    /// What it came to.
    pub result: Worded<Overall>,
    /// The day the report was given to those assessed.
    pub reported_on: Option<NaiveDate>,
    /// Where the report is.
    pub report: Option<String>,
    /// What the assessed said to the result.
    pub response: Option<Response>,
}

/// What the assessed said to the result, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// What they said.
    pub answer: Answer,
    /// The day they said it.
    pub on: NaiveDate,
    /// Why.
    pub reason: Option<String>,
}

impl Details {
    /// The last day on which the result can be challenged.
    #[must_use]
    pub fn challenge_until(&self) -> Option<NaiveDate> {
        let reported = self.reported_on.or(self.assessed_on)?;
        Some(working_days::after(reported, CHALLENGE_WITHIN))
    }

    /// The last day on which an action of an amber point is due.
    #[must_use]
    pub fn amber_until(&self) -> Option<NaiveDate> {
        self.assessed_on?.checked_add_months(AMBER_WITHIN)
    }
}

/// What one point came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its number in the standard.
    pub number: u16,
    /// What it came to.
    pub result: PointResult,
    /// Why.
    pub comment: Option<String>,
    /// The file it came from.
    pub origin: Option<Origin>,
}

/// Something to do about a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Identifies it.
    pub id: AssessmentActionId,
    /// The number of the point.
    pub point: u16,
    /// What to do.
    pub what: String,
    /// By when.
    pub due: NaiveDate,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
}

/// An assessment with everything under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentRecord {
    /// The assessment.
    pub assessment: Assessment,
    /// Its points by number.
    pub points: Vec<Point>,
    /// What is to be done, by due date.
    pub actions: Vec<Action>,
    /// The assessment that follows it.
    pub followed_by: Option<AssessmentId>,
}

impl AssessmentRecord {
    /// The standard that was recorded, or else the one whose points these are.
    #[must_use]
    pub fn standard(&self) -> Option<Standard> {
        let numbers = self.points.iter().map(|point| point.number);
        self.assessment.details.standard.or_else(|| Standard::with_points(numbers))
    }
}

/// An assessment as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentLine {
    /// The assessment.
    pub assessment: Assessment,
    /// The standard that was recorded, or else the one whose points there are.
    pub standard: Option<Standard>,
    /// How many points came to each result.
    pub tally: Tally,
}

/// How many points came to each result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Met or green.
    pub met: u32,
    /// Amber.
    pub amber: u32,
    /// Not met or red.
    pub not_met: u32,
    /// Not applicable.
    pub not_applicable: u32,
}

impl Tally {
    /// Counts points.
    #[must_use]
    pub fn of(results: impl Iterator<Item = PointResult>) -> Self {
        results.fold(Self::default(), |tally, result| tally.and(result, 1))
    }

    /// The same tally and some more points of one result.
    #[must_use]
    pub fn and(mut self, result: PointResult, count: u32) -> Self {
        let place = match result {
            PointResult::Met | PointResult::Green => &mut self.met,
            PointResult::Amber => &mut self.amber,
            PointResult::NotMet | PointResult::Red => &mut self.not_met,
            PointResult::NotApplicable => &mut self.not_applicable,
        };
        *place = place.saturating_add(count);
        self
    }

    /// How many points there are.
    #[must_use]
    pub fn total(self) -> u32 {
        [self.amber, self.not_met, self.not_applicable]
            .into_iter()
            .fold(self.met, u32::saturating_add)
    }
}

/// Which assessments to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssessmentFilter {
    /// Words that occur in reference, service or department.
    pub text: Option<String>,
    /// Only this department's.
    pub department: Option<OrganisationId>,
    /// Only those of a contract.
    pub contract: Option<ContractId>,
    /// Only those at a stage.
    pub stage: Option<Stage>,
    /// Only those that came to this.
    pub result: Option<Overall>,
    /// Only those against a standard.
    pub standard: Option<Standard>,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
