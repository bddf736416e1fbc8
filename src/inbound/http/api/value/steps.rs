//! Items taken from state to state, and linked as the same thing.

use super::{money, whole};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::exact::Money;
use crate::domain::ids::ValueItemId;
use crate::domain::value::{Felt, Step, StepKind, Turnout};
use crate::inbound::http::api::etags;
use crate::inbound::http::api::fields::{self, Given, Parsed, Reading};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id};
use crate::views::json::value::ValueRecordView;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

/// A step as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ValueStepToTake)]
pub struct StepBody {
    /// `accepted`, `delivered`, `verified`, `rejected` or `withdrawn`: the state it comes to.
    #[schema(value_type = String, example = "delivered")]
    to: Given,
    /// The day it was delivered, or counts from; today when not said.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    on: Given,
    /// Why, or what there is to show for it. Required to reject and to withdraw, and to verify
    /// another amount than was claimed.
    #[schema(value_type = Option<String>)]
    note: Given,
    /// What the client found it worth, when an amount was claimed.
    #[schema(value_type = Option<String>, example = "20000.00")]
    verified_gbp: Given,
    /// How many came, when it is delivered.
    #[schema(value_type = Option<u32>)]
    attendance: Given,
    /// What each of them felt it was worth, from 1 to 5.
    #[serde(default)]
    #[schema(value_type = Vec<u32>)]
    felt: Vec<Given>,
    /// How many answered, in place of their answers.
    #[schema(value_type = Option<u32>)]
    felt_count: Given,
    /// Their answers added up, in place of their answers.
    #[schema(value_type = Option<u32>)]
    felt_sum: Given,
    /// What it was about, when it is delivered.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    themes: Vec<Given>,
}

impl StepBody {
    fn parse(&self, today: NaiveDate) -> Result<(Step, Option<String>), Failure> {
        let mut reading = Reading::default();
        let kind = reading.required("to", &self.to, by_state);
        let note = reading.optional("note", &self.note, fields::prose);
        let on = reading.optional("on", &self.on, fields::day);
        let value = reading.optional("verified_gbp", &self.verified_gbp, money());
        let turnout = self.turnout(&mut reading);
        self.strays(&mut reading, kind);
        let step = |kind| step_of(kind, on.unwrap_or(today), value, turnout);
        reading.finish(kind.map(|kind| (step(kind), note)))
    }

    fn turnout(&self, reading: &mut Reading) -> Turnout {
        let attendance = reading.optional("attendance", &self.attendance, fields::count);
        let themes = self.themes.iter().enumerate();
        let theme = |(place, theme): (usize, &Given)| {
            reading.optional(&format!("themes[{place}]"), theme, fields::text)
        };
        let themes = themes.filter_map(theme).collect();
        Turnout { attendance, felt: self.felt(reading), themes }
    }

    fn felt(&self, reading: &mut Reading) -> Option<Felt> {
        let count = reading.optional("felt_count", &self.felt_count, fields::count);
        let sum = reading.optional("felt_sum", &self.felt_sum, fields::count);
        if count.is_none() && sum.is_none() {
            let answers: Vec<u32> = (0..)
                .zip(&self.felt)
                .filter_map(|(place, answer): (usize, &Given)| {
                    reading.required(&format!("felt[{place}]"), answer, one_to_five)
                })
                .collect();
            return Felt::of(&answers);
        }
        let felt = Felt::new(count.unwrap_or_default(), sum.unwrap_or_default());
        if felt.is_none() || !self.felt.is_empty() {
            let message = "these are not the number and the sum of answers from 1 to 5";
            let remedy = "Send the answers one by one, or how many there are and their sum";
            reading.refuse("felt_sum", &self.felt_sum, message, remedy);
        }
        felt
    }

    /// Notes what does not belong to the step.
    fn strays(&self, reading: &mut Reading, kind: Option<StepKind>) {
        let verifies = kind.is_none_or(|kind| kind == StepKind::Verify);
        let delivers = kind.is_none_or(|kind| kind == StepKind::Deliver);
        let given = [
            ("on", &self.on, verifies || delivers),
            ("verified_gbp", &self.verified_gbp, verifies),
            ("attendance", &self.attendance, delivers),
            ("felt_count", &self.felt_count, delivers),
            ("felt_sum", &self.felt_sum, delivers),
        ];
        let lists = [("felt", self.felt.first()), ("themes", self.themes.first())];
        let lists = lists.into_iter().filter_map(|(name, first)| Some((name, first?, delivers)));
        for (field, given, fits) in given.into_iter().chain(lists) {
            if !fits && !given.is_nothing() {
                let message = "this does not belong to this step";
                reading.refuse(field, given, message, "Leave it out");
            }
        }
    }
}

fn step_of(kind: StepKind, on: NaiveDate, value: Option<Money>, turnout: Turnout) -> Step {
    match kind {
        StepKind::Accept => Step::Accept,
        StepKind::Deliver => Step::Deliver { on, turnout },
        StepKind::Verify => Step::Verify { on, value },
        StepKind::Reject => Step::Reject,
        StepKind::Withdraw => Step::Withdraw,
    }
}

fn by_state(text: &str) -> Parsed<StepKind> {
    fields::choice(StepKind::ALL, |kind: StepKind| kind.to().word())(text)
}

fn one_to_five(text: &str) -> Parsed<u32> {
    let answer = fields::count(text)?;
    let wrong = || ("this is no answer from 1 to 5".to_owned(), "Give 1, 2, 3, 4 or 5".to_owned());
    Some(answer).filter(|answer| (1..=5).contains(answer)).ok_or_else(wrong)
}

/// Takes an item that nobody changed since it was read to another state.
#[utoipa::path(post, path = "/value/{id}/steps", operation_id = "stepValueItem",
    tag = "Value-add", params(("id" = Uuid, Path, description = "The item"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = StepBody, responses((status = 200, body = ValueRecordView)))]
pub async fn step(
    State(app): State<App>, actor: Actor, Id(id): Id<ValueItemId>, headers: HeaderMap,
    Body(body): Body<StepBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let (step, note) = body.parse(app.clock().today())?;
    Ok(whole(&app.step_value(&actor, (id, revision), step, note).await?))
}

/// The item that is the same thing, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SameItem)]
pub struct SameBody {
    /// The item that counts in place of this one; null to let this one count again.
    #[schema(value_type = Option<Uuid>)]
    same_as: Given,
}

/// Links an item as the same as another of the same client and supplier, which then counts in
/// its place.
#[utoipa::path(put, path = "/value/{id}/same-as", operation_id = "linkValueItem",
    tag = "Value-add", params(("id" = Uuid, Path, description = "The item"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = SameBody, responses((status = 200, body = ValueRecordView)))]
pub async fn link(
    State(app): State<App>, actor: Actor, Id(id): Id<ValueItemId>, headers: HeaderMap,
    Body(body): Body<SameBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let mut reading = Reading::default();
    let other = reading.optional("same_as", &body.same_as, fields::id(ValueItemId));
    let other = reading.finish(Some(other))?;
    Ok(whole(&app.link_value(&actor, (id, revision), other).await?))
}
