//! Imports: send a file, look back, confirm, undo.

use super::fields::{self, Given, Reading};
use super::paging::{self, Part};
use crate::app::App;
use crate::app::imports::Outcome;
use crate::domain::access::Actor;
use crate::domain::ids::ImportId;
use crate::domain::imports::{Import, Kind};
use crate::domain::lists::Slice;
use crate::domain::problems::Problem;
use crate::inbound::csv::{self, Surface};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::inbound::http::{download, upload};
use crate::views::json::imports::ImportView;
use crate::views::json::lists::PageView;
use crate::views::json::problems::ItemView;
use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, OriginalUri, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// How many problems a refusal lists itself.
const LISTED: u64 = 100;

/// What kind of import.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct KindQuery {
    /// `contracts`, `scores` or `kpis`.
    #[param(value_type = String)]
    kind: Given,
}

/// A file and what is to be known about it, as a multipart form.
#[derive(ToSchema)]
#[schema(as = FileToImport)]
#[expect(dead_code, reason = "only the description of the form is used")]
pub struct ImportForm {
    /// The file; encoding, delimiter and header are found out.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// `apply` (when not said) or `check`: say what would happen and keep the file to confirm.
    mode: Option<String>,
    /// `field=heading`, as often as needed: the heading a field is under.
    #[schema(rename = "map[]")]
    map: Option<Vec<String>>,
    /// `field=text`, as often as needed: a text that every row has for a field.
    #[schema(rename = "set[]")]
    set: Option<Vec<String>>,
    /// What is meant where a text is both a month and financial years.
    periods: Option<String>,
    /// `as_written` (when not said) or `rounded`: what becomes of decimals that are not kept.
    decimals: Option<String>,
    /// Key of the design new contracts get.
    design: Option<String>,
}

/// Imports a file: all of its rows or none. The same file again does nothing.
#[utoipa::path(post, path = "/imports", operation_id = "importFile", tag = "Imports",
    params(KindQuery), request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses((status = 201, body = ImportView), (status = 200, body = ImportView,
        description = "The same file was imported before")))]
pub async fn submit(
    State(app): State<App>, actor: Actor, Query(query): Query<KindQuery>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let kind = reading.required("kind", &query.kind, fields::choice(Kind::ALL, Kind::word));
    let kind = reading.finish(kind)?;
    let form = form.map_err(|_not_a_form| {
        let detail = "send the file as a multipart form (`multipart/form-data`)";
        Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
    })?;
    let (upload, mode) = upload::receive(form).await?;
    let outcome = upload::submit(&app, &actor, kind, &upload, mode).await?;
    answer(&app, &actor, outcome).await
}

async fn answer(app: &App, actor: &Actor, outcome: Outcome) -> Result<Response, Failure> {
    match outcome {
        Outcome::Done(import) => {
            let address = [(header::LOCATION, format!("/api/v1/imports/{}", import.id))];
            let view = understood(app, actor, &import, ImportView::of(&import)).await?;
            Ok((StatusCode::CREATED, address, Json(view)).into_response())
        }
        Outcome::SameFile(import) => {
            let view = understood(app, actor, &import, ImportView::repeated(&import)).await?;
            Ok(Json(view).into_response())
        }
        Outcome::Refused(import) => Err(refused(app, actor, &import).await?),
    }
}

async fn understood(
    app: &App, actor: &Actor, import: &Import, view: ImportView,
) -> Result<ImportView, Failure> {
    let file = upload::understood(app, actor, import.id).await?;
    Ok(view.read_as(file.as_ref()))
}

async fn refused(app: &App, actor: &Actor, import: &Import) -> Result<Failure, Failure> {
    let first = Slice { offset: 0, limit: LISTED };
    let problems = app.import_problems(actor, import.id, first).await?;
    let address = format!("/api/v1/imports/{}/problems", import.id);
    let all = if problems.total == 1 {
        format!("1 problem, listed at {address}")
    } else {
        format!("{} problems, all of them listed at {address}", problems.total)
    };
    let detail = format!("nothing was imported: {all}");
    let failure = Failure::new(StatusCode::UNPROCESSABLE_ENTITY, detail);
    Ok(failure.with(problems.items).at(address))
}

/// Which imports to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportsQuery {
    /// Only `contracts`, `scores`, `kpis` or `knowledge`.
    #[param(value_type = Option<String>)]
    kind: Given,
    /// Where to go on: the `cursor` of the `next` link.
    #[param(value_type = Option<String>)]
    cursor: Given,
    /// How many at most, 1 to 200; 50 when not said.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 200)]
    limit: Given,
}

/// Lists imports, latest first.
#[utoipa::path(get, path = "/imports", operation_id = "listImports", tag = "Imports",
    params(ImportsQuery), responses((status = 200, body = PageView<ImportView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, OriginalUri(uri): OriginalUri,
    Query(query): Query<ImportsQuery>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let kind = reading.optional("kind", &query.kind, fields::choice(Kind::ALL, Kind::word));
    let slice = paging::slice(&mut reading, &query.cursor, &query.limit);
    let slice = reading.finish(slice)?;
    let page = app.imports(&actor, kind, slice).await?;
    Ok(paging::answer(&uri, page, |import: Import| ImportView::of(&import)))
}

/// Reads an import.
#[utoipa::path(get, path = "/imports/{id}", operation_id = "readImport", tag = "Imports",
    params(("id" = Uuid, Path, description = "The import")),
    responses((status = 200, body = ImportView)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ImportId>,
) -> Result<Json<ImportView>, Failure> {
    let import = app.import_record(&actor, id).await?;
    Ok(Json(understood(&app, &actor, &import, ImportView::of(&import)).await?))
}

/// Lists the problems of a refused import in order of their lines.
#[utoipa::path(get, path = "/imports/{id}/problems", operation_id = "listProblems",
    tag = "Imports", params(("id" = Uuid, Path, description = "The import"), Part),
    responses((status = 200, body = PageView<ItemView>)))]
pub async fn problems(
    State(app): State<App>, actor: Actor, Id(id): Id<ImportId>, OriginalUri(uri): OriginalUri,
    part: Part,
) -> Result<Response, Failure> {
    let page = app.import_problems(&actor, id, part.slice()?).await?;
    Ok(paging::answer(&uri, page, |problem: Problem| ItemView::of(&problem)))
}

/// Downloads the refused rows as CSV, each with what is wrong in a last column `error`.
#[utoipa::path(get, path = "/imports/{id}/rejected", operation_id = "downloadRejectedRows",
    tag = "Imports", params(("id" = Uuid, Path, description = "The import")),
    responses((status = 200, body = String, content_type = "text/csv")))]
pub async fn rejected(
    State(app): State<App>, actor: Actor, Id(id): Id<ImportId>,
) -> Result<Response, Failure> {
    let rows = upload::rejects(&app, &actor, id).await?;
    download::csv(&format!("rejected-{id}.csv"), rows).await
}

/// Imports a file that was checked before.
#[utoipa::path(post, path = "/imports/{id}/confirm", operation_id = "confirmImport",
    tag = "Imports", params(("id" = Uuid, Path, description = "The import")),
    responses((status = 201, body = ImportView), (status = 200, body = ImportView,
        description = "The same file was imported before")))]
pub async fn confirm(
    State(app): State<App>, actor: Actor, Id(id): Id<ImportId>,
) -> Result<Response, Failure> {
    let outcome = upload::confirm(&app, &actor, id, Surface::Api).await?;
    answer(&app, &actor, outcome).await
}

/// Takes an import back.
#[utoipa::path(post, path = "/imports/{id}/undo", operation_id = "undoImport", tag = "Imports",
    params(("id" = Uuid, Path, description = "The import")),
    responses((status = 200, body = ImportView)))]
pub async fn undo(
    State(app): State<App>, actor: Actor, Id(id): Id<ImportId>,
) -> Result<Json<ImportView>, Failure> {
    Ok(Json(ImportView::of(&app.undo_import(&actor, id).await?)))
}

/// Downloads a CSV file with the columns of a kind and two rows to overwrite.
#[utoipa::path(get, path = "/imports/templates/{kind}", operation_id = "downloadTemplate",
    tag = "Imports",
    params(("kind" = String, Path, description = "`contracts`, `scores` or `kpis`")),
    responses((status = 200, body = String, content_type = "text/csv")))]
pub async fn template(Path(kind): Path<String>) -> Result<Response, Failure> {
    let kind = Kind::ALL.iter().find(|known| known.word() == kind);
    let kind = kind.ok_or(Failure::not_found("kind of import"))?;
    Ok(download::text(&format!("{}.csv", kind.word()), csv::template(*kind)))
}
