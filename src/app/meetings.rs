//! Governance meetings as dated records: list, read, record scores.

use super::{App, Error};
use crate::domain::access::Actor;
use crate::domain::designs::Version;
use crate::domain::ids::{ContractId, MeetingId};
use crate::domain::lists::{Page, Slice};
use crate::domain::meetings::{Meeting, MeetingRecord, Side};
use crate::domain::scorecards::Figure;
use chrono::NaiveDate;
use std::sync::Arc;

/// Scores to record: a criterion by key or title, and what was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreCommand {
    /// Whose score.
    pub side: Side,
    /// Key or title of the criterion.
    pub criterion: String,
    /// A number or level label, or the word of a state such as `not_scored`.
    pub value: String,
    /// Why, in their words.
    pub comment: Option<String>,
}

impl App {
    /// Meetings of a contract, latest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn meetings(
        &self,
        actor: &Actor,
        contract: ContractId,
        slice: Slice,
    ) -> Result<Page<Meeting>, Error> {
        unimplemented!()
    }

    /// One meeting with its scores and figures.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn meeting(&self, actor: &Actor, id: MeetingId) -> Result<MeetingRecord, Error> {
        unimplemented!()
    }

    /// Records scores for the meeting of a day, creating the meeting when there is none.
    /// Scores not named are left as they are.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every unknown criterion and off-scale score.
    pub async fn record_scores(
        &self,
        actor: &Actor,
        contract: ContractId,
        on: NaiveDate,
        scores: Vec<ScoreCommand>,
    ) -> Result<MeetingRecord, Error> {
        unimplemented!()
    }
}
