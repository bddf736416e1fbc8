//! Uploaded files: spooled to disk, read as a table, imported, and kept until confirmed.

use super::error::Failure;
use crate::app::App;
use crate::app::imports::{FileFacts, Mode, Outcome};
use crate::domain::access::Actor;
use crate::domain::ids::ImportId;
use crate::domain::imports::{Import, Kind};
use crate::inbound::csv;
use axum::http::StatusCode;
use tempfile::TempPath;

mod form;

mod rejects;

mod told;

pub use form::{Spooled, broken, receive, spooled, text};
pub use rejects::rejects;
pub use told::Told;

/// A file somebody sent, on disk, with what they said about it.
#[derive(Debug)]
pub struct Upload {
    /// Where its bytes are; gone with this value.
    pub path: TempPath,
    /// Its name, without folders.
    pub name: String,
    /// What was said about it.
    pub told: Told,
}

/// Checks or applies a file, and keeps it when there is more to do with it:
/// one that was found good until it is confirmed, a refused one for its rows.
///
/// # Errors
/// [`StatusCode::UNPROCESSABLE_ENTITY`] with every problem that keeps rows from being read.
pub async fn submit(
    app: &App,
    actor: &Actor,
    kind: Kind,
    upload: &Upload,
    mode: Mode,
) -> Result<Outcome, Failure> {
    let settings = upload.told.settings()?;
    let source = csv::Source::open(&upload.path).map_err(Failure::fault)?;
    let opening = tokio::task::spawn_blocking(move || open(kind, source, &settings));
    let (digest, opened) = opening.await.map_err(Failure::fault)??;
    let kept = upload.told.text()?;
    let facts = FileFacts {
        name: upload.name.clone(),
        digest,
        design: upload.told.design().map(str::to_owned),
    };
    let outcome = app.import(actor, facts, opened.table, mode).await?;
    if let Some(import) = unfinished(&outcome, mode) {
        app.keep_file(actor, import.id, &upload.path, &kept).await?;
    }
    Ok(outcome)
}

fn unfinished(outcome: &Outcome, mode: Mode) -> Option<&Import> {
    match (outcome, mode) {
        (Outcome::Refused(import), _) | (Outcome::Done(import), Mode::Check) => Some(import),
        (Outcome::Done(_), Mode::Apply) | (Outcome::SameFile(_), _) => None,
    }
}

fn open(
    kind: Kind,
    mut source: csv::Source,
    settings: &csv::ReadSettings,
) -> Result<(String, csv::Opened), Failure> {
    let digest = csv::digest(&mut source, settings).map_err(Failure::fault)?;
    let opened = csv::table(kind, source, settings).map_err(Failure::invalid)?;
    Ok((digest, opened))
}

/// Applies a file that was checked before.
///
/// # Errors
/// 404 when nothing was kept of it, 422 when it is not good any more.
pub async fn confirm(app: &App, actor: &Actor, id: ImportId) -> Result<Outcome, Failure> {
    let import = app.import_record(actor, id).await?;
    let upload = kept(app, actor, &import).await?;
    submit(app, actor, import.kind, &upload, Mode::Apply).await
}

/// A kept file, back on disk.
async fn kept(app: &App, actor: &Actor, import: &Import) -> Result<Upload, Failure> {
    let path = spool()?;
    let told = app.kept_file(actor, import.id, &path).await?;
    let told = Told::parse(&told)?;
    Ok(Upload { path, name: import.file_name.clone(), told })
}

/// An empty file of our own, gone when dropped.
fn spool() -> Result<TempPath, Failure> {
    let file = tempfile::Builder::new().prefix("scorecard-upload-").tempfile();
    file.map(tempfile::NamedTempFile::into_temp_path).map_err(Failure::fault)
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bad(detail: impl Into<String>) -> Failure {
    Failure::new(StatusCode::BAD_REQUEST, detail)
}
