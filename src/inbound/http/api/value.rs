//! Value-add: list, propose, read, correct, take further, link what is the same.

use super::etags;
use super::fields::{self, Given, Reading};
use super::idempotency::{Create, Key};
use crate::app::App;
use crate::app::value::ItemFilter;
use crate::domain::access::Actor;
use crate::domain::exact::Money;
use crate::domain::ids::{ContractId, ValueItemId};
use crate::domain::value::{Claim, ItemRecord, Kind, State as Stage, Terms, Towards};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id, Query};
use crate::views::json::value::{StandingView, ValueItemView, ValueRecordView};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

mod steps;

pub use steps::{__path_link, __path_step, link, step};

/// Which items to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ItemsQuery {
    /// Only those in this state.
    #[param(value_type = Option<String>)]
    state: Given,
    /// Only those of this kind.
    #[param(value_type = Option<String>)]
    kind: Given,
    /// Only those that contribute to this.
    #[param(value_type = Option<String>)]
    contributes_to: Given,
}

/// Lists the value-add items of a contract: commitments by the day they are due, then offers.
#[utoipa::path(get, path = "/contracts/{id}/value", operation_id = "listValueItems",
    tag = "Value-add", params(("id" = Uuid, Path, description = "The contract"), ItemsQuery),
    responses((status = 200, body = Vec<ValueItemView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<ItemsQuery>,
) -> Result<Json<Vec<ValueItemView>>, Failure> {
    let mut reading = Reading::default();
    let kind = fields::choice(Kind::ALL, Kind::word);
    let filter = ItemFilter {
        state: reading.optional("state", &query.state, fields::choice(Stage::ALL, Stage::word)),
        kind: reading.optional("kind", &query.kind, kind),
        towards: reading.optional("contributes_to", &query.contributes_to, towards()),
    };
    let filter = reading.finish(Some(filter))?;
    let items = app.value_items(&actor, id, filter).await?;
    Ok(Json(items.iter().map(ValueItemView::of).collect()))
}

fn towards() -> impl Fn(&str) -> fields::Parsed<Towards> {
    fields::choice(Towards::ALL, Towards::word)
}

/// On which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DayQuery {
    /// The day; today when not said.
    #[param(value_type = Option<chrono::NaiveDate>)]
    on: Given,
}

/// Reads the promise line of a contract on a day, and what its items contribute to.
#[utoipa::path(get, path = "/contracts/{id}/value/promise", operation_id = "readPromise",
    tag = "Value-add", params(("id" = Uuid, Path, description = "The contract"), DayQuery),
    responses((status = 200, body = StandingView)))]
pub async fn promise(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<DayQuery>,
) -> Result<Json<StandingView>, Failure> {
    let mut reading = Reading::default();
    let on = reading.optional("on", &query.on, fields::day);
    let on = reading.finish(Some(on))?;
    let items = app.value_items(&actor, id, ItemFilter::default()).await?;
    Ok(Json(StandingView::of(&items, on.unwrap_or_else(|| app.clock().today()))))
}

/// An item as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ValueItemToPropose)]
pub struct ItemBody {
    /// What it is, in a line.
    #[schema(value_type = String, example = "Two apprentices hired")]
    title: Given,
    /// What it is, at length.
    #[schema(value_type = Option<String>)]
    about: Given,
    /// `networking`, `knowledge_sharing`, `resource_sharing`, `delivery`, `innovation`,
    /// `social_value` or `event`.
    #[schema(value_type = String, example = "social_value")]
    kind: Given,
    /// `project` or `organisation`; the project when not said.
    #[schema(value_type = Option<String>, example = "organisation")]
    contributes_to: Given,
    /// The day it is due, for a commitment made in the tender; an offer made since has none.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    due: Given,
    /// The day it takes place, when that is known.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    date: Given,
    /// What it is worth in pounds, in quotes when it has pence.
    #[schema(value_type = Option<String>, example = "24000.00")]
    claimed_gbp: Given,
    /// How that was worked out; required with an amount.
    #[schema(value_type = Option<String>)]
    method: Given,
}

impl ItemBody {
    fn parse(&self) -> Result<Terms, Failure> {
        let mut reading = Reading::default();
        let title = reading.required("title", &self.title, fields::text);
        let about = reading.optional("about", &self.about, fields::prose);
        let kind = fields::choice(Kind::ALL, Kind::word);
        let kind = reading.required("kind", &self.kind, kind);
        let to = reading.optional("contributes_to", &self.contributes_to, towards());
        let due = reading.optional("due", &self.due, fields::day);
        let on = reading.optional("date", &self.date, fields::day);
        let amount = reading.optional("claimed_gbp", &self.claimed_gbp, money());
        let method = reading.optional("method", &self.method, fields::prose);
        let terms = |(title, kind)| Terms {
            title,
            about,
            kind,
            towards: to.unwrap_or(Towards::Project),
            due,
            on,
            claim: amount.map(|amount| Claim { amount, method }),
        };
        reading.finish(title.zip(kind).map(terms))
    }
}

fn money() -> impl Fn(&str) -> fields::Parsed<Money> {
    fields::exact(Money::new, "pounds with at most two decimals, such as 1250.50")
}

/// Proposes an item: a commitment made in the tender, or an offer made since.
#[utoipa::path(post, path = "/contracts/{id}/value", operation_id = "proposeValueItem",
    tag = "Value-add", params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = ItemBody, responses((status = 201, body = ValueRecordView)))]
pub async fn propose(
    Id(id): Id<ContractId>, Create { once, body }: Create<ItemBody>,
) -> Result<Response, Failure> {
    let terms = body.parse()?;
    once.create(move |app, actor| async move {
        let record = app.propose_value(&actor, id, terms).await?;
        Ok((format!("/api/v1/value/{}", record.item.id), ValueRecordView::of(&record)))
    })
    .await
}

/// Reads an item with everything that became of it.
#[utoipa::path(get, path = "/value/{id}", operation_id = "readValueItem", tag = "Value-add",
    params(("id" = Uuid, Path, description = "The item")),
    responses((status = 200, body = ValueRecordView), (status = 304, description = "Not changed")))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ValueItemId>, headers: HeaderMap,
) -> Result<Response, Failure> {
    let record = app.value_item(&actor, id).await?;
    let unchanged = etags::unchanged(&headers, record.item.revision);
    Ok(unchanged.unwrap_or_else(|| whole(&record)))
}

/// Corrects an item that nobody decided on or changed since it was read.
#[utoipa::path(put, path = "/value/{id}", operation_id = "correctValueItem", tag = "Value-add",
    params(("id" = Uuid, Path, description = "The item"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = ItemBody, responses((status = 200, body = ValueRecordView)))]
pub async fn correct(
    State(app): State<App>, actor: Actor, Id(id): Id<ValueItemId>, headers: HeaderMap,
    Body(body): Body<ItemBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    Ok(whole(&app.correct_value(&actor, id, revision, body.parse()?).await?))
}

fn whole(record: &ItemRecord) -> Response {
    (etags::tag(record.item.revision), Json(ValueRecordView::of(record))).into_response()
}
