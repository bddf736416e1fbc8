//! Feedback both ways, what suppliers answer about their clients, and questions.

use super::actions::AuthorView;
use crate::domain::feedback::reverse::{Response, ReverseScorecard, Tally};
use crate::domain::feedback::{Audience, Feedback, Prompt};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What one side told the other.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Feedback)]
pub struct FeedbackView {
    /// Identifies it.
    id: Uuid,
    /// The contract it is about.
    contract: Uuid,
    /// The side that gave it: `client` or `supplier`.
    side: &'static str,
    /// `praise`, `challenge`, `suggestion` or `concern`.
    kind: &'static str,
    /// `anchor` (it holds the partnership back) or `driver` (it moves it on).
    influence: &'static str,
    /// What it is about.
    theme: &'static str,
    /// In their words.
    body: String,
    /// The role that alone may read it besides whoever gave it; `null` when both sides may.
    confidential_to: Option<&'static str>,
    /// Who gave it.
    by: AuthorView,
    /// When.
    at: DateTime<Utc>,
}

impl FeedbackView {
    /// One piece of feedback.
    #[must_use]
    pub fn of(feedback: &Feedback) -> Self {
        Self {
            id: feedback.id.0,
            contract: feedback.contract.0,
            side: feedback.side.word(),
            kind: feedback.said.kind.word(),
            influence: feedback.said.influence.word(),
            theme: feedback.said.theme.word(),
            body: feedback.said.body.clone(),
            confidential_to: confidential_to(feedback.audience),
            by: AuthorView::of(&feedback.by),
            at: feedback.at,
        }
    }
}

fn confidential_to(audience: Audience) -> Option<&'static str> {
    match audience {
        Audience::Both => None,
        Audience::Only(role) => Some(role.word()),
    }
}

/// What you may see of the answers about a client.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ReverseScorecard)]
pub struct ReverseView {
    /// How many people answered.
    responses: usize,
    /// Each question with what came of it.
    questions: Vec<TallyView>,
    /// What people added, latest first.
    remarks: Vec<RemarkView>,
}

impl ReverseView {
    /// One reverse scorecard.
    #[must_use]
    pub fn of(scorecard: &ReverseScorecard) -> Self {
        Self {
            responses: scorecard.responses,
            questions: scorecard.tallies.iter().map(TallyView::of).collect(),
            remarks: scorecard.remarks.iter().map(RemarkView::of).collect(),
        }
    }
}

/// What came of one question.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = QuestionTally)]
pub struct TallyView {
    /// Short name of the question.
    key: &'static str,
    /// What the supplier agrees with, more or less.
    statement: &'static str,
    /// How many people answered it.
    responses: usize,
    /// The mean of their answers from 1 to 5, to one decimal; `null` when nobody answered.
    mean: Option<String>,
}

impl TallyView {
    fn of(tally: &Tally) -> Self {
        Self {
            key: tally.question.key,
            statement: tally.question.statement,
            responses: tally.count,
            mean: tally.mean.map(|mean| mean.to_string()),
        }
    }
}

/// What somebody added to their answers.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ReverseRemark)]
pub struct RemarkView {
    /// In their words.
    comment: String,
    /// The role that alone may read it besides whoever wrote it; `null` when both sides may.
    confidential_to: Option<&'static str>,
    /// Who.
    by: AuthorView,
    /// When.
    at: DateTime<Utc>,
}

impl RemarkView {
    fn of(response: &Response) -> Self {
        Self {
            comment: response.comment.clone().unwrap_or_default(),
            confidential_to: confidential_to(response.audience),
            by: AuthorView::of(&response.by),
            at: response.at,
        }
    }
}

/// A question that begins with how might we.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Prompt)]
pub struct PromptView {
    /// Identifies it.
    id: Uuid,
    /// The contract it is about.
    contract: Uuid,
    /// What comes after how might we.
    body: String,
    /// Who asked.
    by: AuthorView,
    /// When.
    at: DateTime<Utc>,
    /// The action it became.
    action: Option<Uuid>,
}

impl PromptView {
    /// One question.
    #[must_use]
    pub fn of(prompt: &Prompt) -> Self {
        Self {
            id: prompt.id.0,
            contract: prompt.contract.0,
            body: prompt.body.clone(),
            by: AuthorView::of(&prompt.by),
            at: prompt.at,
            action: prompt.action.map(|action| action.0),
        }
    }
}
