//! Scorecard designs: list, read, add a version.

use super::design_json;
use super::fields::{self, Given, Reading};
use super::idempotency::{Key, Once};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::designs::{Design, Version};
use crate::inbound::design_file;
use crate::inbound::http::AppState;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{self, Query};
use crate::views;
use crate::views::json::designs::{DesignView, VersionView};
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// Lists the latest version of every design, by key.
#[utoipa::path(get, path = "/designs", operation_id = "listDesigns", tag = "Designs",
    responses((status = 200, body = Vec<VersionView>)))]
pub async fn list(State(app): State<App>, actor: Actor) -> Result<Json<Vec<VersionView>>, Failure> {
    Ok(Json(views(&app.designs(&actor).await?)))
}

fn views(versions: &[Arc<Version>]) -> Vec<VersionView> {
    versions.iter().map(|version| VersionView::of(version)).collect()
}

/// Reads every version of a design, newest first.
#[utoipa::path(get, path = "/designs/{key}", operation_id = "readDesign", tag = "Designs",
    params(("key" = String, Path, description = "Key of the design")),
    responses((status = 200, body = Vec<VersionView>)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Path(key): Path<String>,
) -> Result<Json<Vec<VersionView>>, Failure> {
    Ok(Json(views(&app.design(&actor, &key).await?)))
}

/// Which version.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VersionQuery {
    /// Number of the version; the latest when not said.
    #[param(value_type = Option<u32>)]
    version: Given,
}

/// Reads a design as a file to keep, change and send back.
#[utoipa::path(get, path = "/designs/{key}/toml", operation_id = "readDesignFile",
    tag = "Designs", params(("key" = String, Path, description = "Key of the design"), VersionQuery),
    responses((status = 200, body = String, content_type = "application/toml")))]
pub async fn toml(
    State(app): State<App>, actor: Actor, Path(key): Path<String>,
    Query(query): Query<VersionQuery>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let number = reading.optional("version", &query.version, fields::count);
    let number = reading.finish(Some(number))?;
    let versions = app.design(&actor, &key).await?;
    let wanted = |version: &&Arc<Version>| number.is_none_or(|number| version.number == number);
    let version = versions.iter().find(wanted).ok_or(Failure::not_found("design version"))?;
    let kind = [(header::CONTENT_TYPE, "application/toml; charset=utf-8")];
    Ok((kind, views::design_file::toml(&version.content)).into_response())
}

/// Adds a design, or a new version of one; the same content again adds nothing.
#[utoipa::path(post, path = "/designs", operation_id = "addDesign", tag = "Designs", params(Key),
    request_body(description = "The design, as a file or as JSON of the same shape",
        content((String = "application/toml"), (DesignView = "application/json"))),
    responses((status = 201, body = VersionView)))]
pub async fn add(State(state): State<AppState>, request: Request) -> Result<Response, Failure> {
    let (parts, body) = request.into_parts();
    let bytes = extract::body(Request::from_parts(parts.clone(), body), &state).await?;
    let content = design(&extract::content_type(&parts.headers), &bytes)?;
    let once = Once::of(&parts, &state, &bytes)?;
    once.create(|app, actor| async move {
        let version = app.add_design(&actor, content).await?;
        let address = format!("/api/v1/designs/{}", version.content.key());
        Ok((address, VersionView::of(&version)))
    })
    .await
}

fn design(kind: &str, body: &[u8]) -> Result<Design, Failure> {
    let text = match kind {
        "application/toml" => std::str::from_utf8(body).map(str::to_owned).map_err(unreadable)?,
        "application/json" => design_json::as_file(&extract::parse(body)?)?,
        _ => {
            let detail = "send the design as `application/toml` or `application/json`";
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
    };
    design_file::design(&text).map_err(Failure::invalid)
}

fn unreadable(error: std::str::Utf8Error) -> Failure {
    Failure::new(StatusCode::BAD_REQUEST, format!("the file is not UTF-8 text: {error}"))
}
