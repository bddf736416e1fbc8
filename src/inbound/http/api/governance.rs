//! Scoring blind, revealing, settling, signing and reopening.

use super::etags;
use super::fields::{self, Given, Reading};
use super::idempotency::{Create, Key};
use crate::app::App;
use crate::app::meetings::scoring::MarkCommand;
use crate::app::meetings::settling::{DecideCommand, SettleCommand};
use crate::domain::access::Actor;
use crate::domain::audit::Digest;
use crate::domain::ids::{DisputeId, MeetingId};
use crate::domain::meetings::disputes::{Dispute, NoteKind};
use crate::domain::meetings::governed::GovernedRecord;
use crate::domain::meetings::outcomes::Settlement;
use crate::domain::meetings::scoring::Scoring;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id};
use crate::views::json::disputes::DisputeView;
use crate::views::json::governance::{GovernanceView, GovernedView};
use crate::views::json::score_sets::ScoreSetView;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

fn set_answer(scoring: &Scoring) -> Response {
    let changes = scoring.set.as_ref().map_or(0, |set| set.changes);
    (etags::tag(changes), Json(ScoreSetView::of(scoring))).into_response()
}

fn meeting_answer(record: &GovernedRecord) -> Response {
    (etags::tag(record.governed.changes), Json(GovernedView::of(record))).into_response()
}

/// Reads your own score set. Nobody else's is read before the reveal.
#[utoipa::path(get, path = "/meetings/{id}/score-set", operation_id = "readScoreSet",
    tag = "Meetings", params(("id" = Uuid, Path, description = "The meeting")),
    responses((status = 200, body = ScoreSetView)))]
pub async fn read_set(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>,
) -> Result<Response, Failure> {
    Ok(set_answer(&app.scoring(&actor, id).await?))
}

/// What you give for a criterion, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MarkToGive)]
pub struct MarkBody {
    /// Key or title of the criterion.
    #[schema(value_type = String)]
    criterion: Given,
    /// A number or level of the criterion's scale, or `not_scored`, `not_applicable`, `not_due`.
    #[schema(value_type = String, example = "4")]
    value: Given,
    /// Why, in your words; needed for the two lowest scores, the highest and one that has moved.
    #[schema(value_type = Option<String>)]
    comment: Given,
}

/// Keeps your score set, in place of what you gave before.
#[utoipa::path(put, path = "/meetings/{id}/score-set", operation_id = "keepScoreSet",
    tag = "Meetings",
    params(("id" = Uuid, Path, description = "The meeting"),
        ("If-Match" = String, Header, description = "The `ETag` of your score set as you read it")),
    request_body = Vec<MarkBody>, responses((status = 200, body = ScoreSetView)))]
pub async fn keep_set(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>, headers: HeaderMap,
    Body(body): Body<Vec<MarkBody>>,
) -> Result<Response, Failure> {
    let seen = etags::expected(&headers)?;
    let mut reading = Reading::default();
    let mut mark = |(place, body): (usize, &MarkBody)| {
        reading.entry("marks", place, |reading| {
            let criterion = reading.required("criterion", &body.criterion, fields::text);
            let value = reading.required("value", &body.value, fields::text);
            let comment = reading.optional("comment", &body.comment, fields::prose);
            Some(MarkCommand { criterion: criterion?, value: value?, comment })
        })
    };
    let marks: Vec<MarkCommand> = body.iter().enumerate().filter_map(&mut mark).collect();
    let marks = reading.finish(Some(marks))?;
    Ok(set_answer(&app.keep_set(&actor, id, seen, marks).await?))
}

/// Fills in what you have not scored yet with what your side gave last time.
#[utoipa::path(post, path = "/meetings/{id}/score-set/copy", operation_id = "copyScoreSet",
    tag = "Meetings", params(("id" = Uuid, Path, description = "The meeting")),
    responses((status = 200, body = ScoreSetView)))]
pub async fn copy_set(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>,
) -> Result<Response, Failure> {
    Ok(set_answer(&app.copy_last(&actor, id).await?))
}

/// Seals what your side came to; with both sides in, the scores are revealed.
#[utoipa::path(post, path = "/meetings/{id}/seal", operation_id = "sealScores", tag = "Meetings",
    params(("id" = Uuid, Path, description = "The meeting")),
    responses((status = 200, body = GovernanceView)))]
pub async fn seal(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>,
) -> Result<Response, Failure> {
    let governed = app.seal(&actor, id).await?;
    Ok((etags::tag(governed.changes), Json(GovernanceView::of(&governed))).into_response())
}

/// A reason, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Reason)]
pub struct ReasonBody {
    /// Why, in your words.
    #[schema(value_type = String)]
    reason: Given,
}

impl ReasonBody {
    fn parse(&self) -> Result<String, Failure> {
        let mut reading = Reading::default();
        let reason = reading.required("reason", &self.reason, fields::prose);
        reading.finish(reason)
    }
}

/// Reveals scores although one side is not in; for the client's lead, who chairs.
#[utoipa::path(post, path = "/meetings/{id}/reveal", operation_id = "revealScores",
    tag = "Meetings", params(("id" = Uuid, Path, description = "The meeting")),
    request_body = ReasonBody, responses((status = 200, body = GovernanceView)))]
pub async fn reveal(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>, Body(body): Body<ReasonBody>,
) -> Result<Response, Failure> {
    let governed = app.reveal(&actor, id, &body.parse()?).await?;
    Ok((etags::tag(governed.changes), Json(GovernanceView::of(&governed))).into_response())
}

/// An outcome, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OutcomeToRecord)]
pub struct OutcomeBody {
    /// Key or title of the criterion.
    #[schema(value_type = String)]
    criterion: Given,
    /// `agreed`, `agreed_to_differ` or `disputed`.
    #[schema(value_type = String, example = "agreed")]
    settlement: Given,
    /// What was agreed: a level of the scale, or `not_scored`, `not_applicable`, `not_due`.
    #[schema(value_type = Option<String>, example = "4")]
    value: Given,
    /// Why; of a dispute, what your side holds.
    #[schema(value_type = Option<String>)]
    reason: Given,
    /// What is put forward for a dispute's position.
    #[schema(value_type = Option<String>)]
    evidence: Given,
}

impl OutcomeBody {
    fn parse(&self) -> Result<SettleCommand, Failure> {
        let mut reading = Reading::default();
        let criterion = reading.required("criterion", &self.criterion, fields::text);
        let settlement = fields::choice(Settlement::ALL, Settlement::word);
        let settlement = reading.required("settlement", &self.settlement, settlement);
        let value = match settlement {
            Some(Settlement::Agreed) => reading.required("value", &self.value, fields::text),
            Some(Settlement::AgreedToDiffer | Settlement::Disputed) | None => {
                reading.optional("value", &self.value, fields::text)
            }
        };
        let reason = reading.optional("reason", &self.reason, fields::prose);
        let evidence = reading.optional("evidence", &self.evidence, fields::prose);
        let (value, reason) = (value.unwrap_or_default(), reason.unwrap_or_default());
        let evidence = evidence.unwrap_or_default();
        let command = criterion.zip(settlement).map(|(criterion, settlement)| SettleCommand {
            criterion,
            settlement,
            value,
            reason,
            evidence,
        });
        reading.finish(command)
    }
}

/// Records the outcome of a criterion.
#[utoipa::path(put, path = "/meetings/{id}/outcomes", operation_id = "recordOutcome",
    tag = "Meetings",
    params(("id" = Uuid, Path, description = "The meeting"),
        ("If-Match" = String, Header, description = "The `ETag` of the meeting as you read it")),
    request_body = OutcomeBody, responses((status = 200, body = GovernedView)))]
pub async fn settle(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>, headers: HeaderMap,
    Body(body): Body<OutcomeBody>,
) -> Result<Response, Failure> {
    let seen = etags::expected(&headers)?;
    Ok(meeting_answer(&app.settle(&actor, id, seen, body.parse()?).await?))
}

/// A signature, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SignatureToGive)]
pub struct SignBody {
    /// The `digest` of the meeting as you read it.
    #[schema(value_type = String)]
    digest: Given,
}

/// Signs a meeting off for your side. With both signatures its figures stay as they are.
#[utoipa::path(post, path = "/meetings/{id}/sign-offs", operation_id = "signOff", tag = "Meetings",
    params(("id" = Uuid, Path, description = "The meeting")),
    request_body = SignBody, responses((status = 200, body = GovernedView)))]
pub async fn sign(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>, Body(body): Body<SignBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let digest = reading.required("digest", &body.digest, |text| {
        let told = ("this is no digest".to_owned(), "Send the `digest` you read".to_owned());
        Digest::parse(text).ok_or(told)
    });
    let digest = reading.finish(digest)?;
    Ok(meeting_answer(&app.sign_off(&actor, id, digest).await?))
}

/// Takes up again what both sides signed, as the next revision; what was signed stands until then.
#[utoipa::path(post, path = "/meetings/{id}/revisions", operation_id = "reopenMeeting",
    tag = "Meetings", params(("id" = Uuid, Path, description = "The meeting")),
    request_body = ReasonBody, responses((status = 200, body = GovernedView)))]
pub async fn reopen(
    State(app): State<App>, actor: Actor, Id(id): Id<MeetingId>, Body(body): Body<ReasonBody>,
) -> Result<Response, Failure> {
    Ok(meeting_answer(&app.reopen(&actor, id, &body.parse()?).await?))
}

/// Reads a dispute.
#[utoipa::path(get, path = "/disputes/{id}", operation_id = "readDispute", tag = "Meetings",
    params(("id" = Uuid, Path, description = "The dispute")),
    responses((status = 200, body = DisputeView)))]
pub async fn dispute(
    State(app): State<App>, actor: Actor, Id(id): Id<DisputeId>,
) -> Result<Json<DisputeView>, Failure> {
    let dispute = app.dispute(&actor, id).await?;
    view_of(&app, &actor, &dispute).await.map(Json)
}

async fn view_of(app: &App, actor: &Actor, dispute: &Dispute) -> Result<DisputeView, Failure> {
    let version = app.meeting(actor, dispute.meeting).await?.version;
    Ok(DisputeView::of(dispute, &version))
}

/// What a side says in a dispute, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DisputeNoteToAdd)]
pub struct NoteBody {
    /// `position` or `evidence`.
    #[schema(value_type = String, example = "evidence")]
    kind: Given,
    /// In your words.
    #[schema(value_type = String)]
    words: Given,
}

/// Adds what your side says in a dispute.
#[utoipa::path(post, path = "/disputes/{id}/notes", operation_id = "addDisputeNote",
    tag = "Meetings", params(("id" = Uuid, Path, description = "The dispute"), Key),
    request_body = NoteBody, responses((status = 201, body = DisputeView)))]
pub async fn add_note(
    Id(id): Id<DisputeId>, Create { once, body }: Create<NoteBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let kind = fields::choice(NoteKind::ALL, NoteKind::word);
    let kind = reading.required("kind", &body.kind, kind);
    let words = reading.required("words", &body.words, fields::prose);
    let (kind, words) = reading.finish(kind.zip(words))?;
    once.create(move |app, actor| async move {
        let dispute = app.add_dispute_note(&actor, id, kind, &words).await?;
        Ok((format!("/api/v1/disputes/{id}"), view_of(&app, &actor, &dispute).await?))
    })
    .await
}

/// A decision, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DecisionToRecord)]
pub struct DecisionBody {
    /// The name of whoever decided.
    #[schema(value_type = String)]
    decided_by: Given,
    /// What was decided, and why.
    #[schema(value_type = String)]
    words: Given,
    /// The score that was decided on; without one, each side keeps its own.
    #[schema(value_type = Option<String>)]
    value: Given,
}

/// Closes a dispute with what was decided, and by whom.
#[utoipa::path(post, path = "/disputes/{id}/decision", operation_id = "decideDispute",
    tag = "Meetings", params(("id" = Uuid, Path, description = "The dispute")),
    request_body = DecisionBody, responses((status = 200, body = DisputeView)))]
pub async fn decide(
    State(app): State<App>, actor: Actor, Id(id): Id<DisputeId>, Body(body): Body<DecisionBody>,
) -> Result<Json<DisputeView>, Failure> {
    let mut reading = Reading::default();
    let decided_by = reading.required("decided_by", &body.decided_by, fields::text);
    let words = reading.required("words", &body.words, fields::prose);
    let value = reading.optional("value", &body.value, fields::text).unwrap_or_default();
    let command = decided_by.zip(words);
    let command = command.map(|(decided_by, words)| DecideCommand { decided_by, words, value });
    let dispute = app.decide_dispute(&actor, id, reading.finish(command)?).await?;
    view_of(&app, &actor, &dispute).await.map(Json)
}
