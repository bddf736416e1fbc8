//! Events marked on charts: list, add, remove.

use super::fields::{self, Given, Reading};
use super::idempotency::{Create, Key};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::ids::{ContractId, EventId};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::json::events::EventView;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists the events of a contract by day.
#[utoipa::path(get, path = "/contracts/{id}/events", operation_id = "listEvents", tag = "Events",
    params(("id" = Uuid, Path, description = "The contract")),
    responses((status = 200, body = Vec<EventView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Result<Json<Vec<EventView>>, Failure> {
    let events = app.events(&actor, id).await?;
    Ok(Json(events.iter().map(EventView::of).collect()))
}

/// An event as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EventToRecord)]
pub struct EventBody {
    /// The day it happened.
    #[schema(value_type = NaiveDate)]
    on: Given,
    /// What happened, up to 50 characters.
    #[schema(value_type = String, max_length = 50, example = "New delivery manager")]
    title: Given,
}

/// Adds an event.
#[utoipa::path(post, path = "/contracts/{id}/events", operation_id = "addEvent", tag = "Events",
    params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = EventBody, responses((status = 201, body = EventView)))]
pub async fn add(
    Id(id): Id<ContractId>, Create { once, body }: Create<EventBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let on = reading.required("on", &body.on, fields::day);
    let title = reading.required("title", &body.title, fields::text);
    let (on, title) = reading.finish(on.zip(title))?;
    once.create(move |app, actor| async move {
        let event = app.add_event(&actor, id, on, &title).await?;
        Ok((format!("/api/v1/contracts/{id}/events"), EventView::of(&event)))
    })
    .await
}

/// Removes an event.
#[utoipa::path(delete, path = "/events/{id}", operation_id = "removeEvent", tag = "Events",
    params(("id" = Uuid, Path, description = "The event")),
    responses((status = 204, description = "It is gone")))]
pub async fn remove(
    State(app): State<App>, actor: Actor, Id(id): Id<EventId>,
) -> Result<StatusCode, Failure> {
    app.remove_event(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
