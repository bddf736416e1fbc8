//! Exports: what is recorded, as a file to keep.

use super::fields::{self, Given, Reading};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::ids::ContractId;
use crate::inbound::exports::{self, Failed, Kind, Wanted};
use crate::inbound::http::download;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Query;
use crate::views::export::{ExportError, Format};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use reports::BookError;
use serde::Deserialize;
use std::fs::File;
use std::io::BufWriter;
use tempfile::{NamedTempFile, TempPath};
use tokio::runtime::Handle;
use utoipa::IntoParams;

/// Which part of the records.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// Only this contract; all of them when not said.
    #[param(value_type = Option<uuid::Uuid>)]
    contract: Given,
}

/// Downloads `contracts`, `scores`, `kpis`, `knowledge`, `value`, `composites`, `actions`,
/// `assessments`, `points`, `ratings`, `kpi-assessments`, `plans` or `history`, as `.csv`, `.json`, `.ods` or `.xlsx`.
#[utoipa::path(get, path = "/exports/{file}", operation_id = "downloadExport", tag = "Exports",
    params(("file" = String, Path, description = "Such as `scores.ods`"), ExportQuery),
    responses((status = 200, description = "The file", content(
        (String = "text/csv"), (Vec<serde_json::Value> = "application/json"),
        (Vec<u8> = "application/vnd.oasis.opendocument.spreadsheet"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
        (status = 409, description = "Too many rows for that kind of file, or two clients \
            have a contract with that reference")))]
pub async fn download(
    State(app): State<App>, actor: Actor, Path(file): Path<String>,
    Query(query): Query<ExportQuery>,
) -> Result<Response, Failure> {
    let (kind, format) = named(&file).ok_or(Failure::not_found("export"))?;
    let mut reading = Reading::default();
    let contract = reading.optional("contract", &query.contract, fields::id(ContractId));
    let contract = match reading.finish(Some(contract))? {
        Some(id) => Some(app.contract(&actor, id).await?),
        None => None,
    };
    let path = written(app, actor, Wanted { kind, format, contract }).await?;
    download::file(&file, format.media_type(), path).await
}

/// The kind and format in a name such as `scores.ods`.
fn named(file: &str) -> Option<(Kind, Format)> {
    let (word, ending) = file.rsplit_once('.')?;
    Some((Kind::of_word(word)?, Format::of_ending(ending)?))
}

/// The file on disk. Laying out a spreadsheet takes long enough to keep others
/// waiting, so a thread of its own does it.
async fn written(app: App, actor: Actor, wanted: Wanted) -> Result<TempPath, Failure> {
    let runtime = Handle::current();
    let writing = tokio::task::spawn_blocking(move || {
        let path = NamedTempFile::with_prefix("scorecard-export-").map_err(Failure::fault)?;
        let path = path.into_temp_path();
        let out = BufWriter::new(File::create(&path).map_err(Failure::fault)?);
        runtime.block_on(exports::write(&app, &actor, wanted, out, || ())).map_err(explained)?;
        Ok(path)
    });
    writing.await.map_err(Failure::fault)?
}

fn explained(failed: Failed) -> Failure {
    match failed {
        Failed::App(error) => error.into(),
        Failed::File(ExportError::Book(error @ BookError::TooLong { .. })) => Failure::new(
            StatusCode::CONFLICT,
            format!("{error}; ask for the same file with .csv, which takes any number"),
        ),
        Failed::File(error) => Failure::fault(error),
    }
}
