//! Uploaded files: spooled to disk, read as a table, imported, and kept until confirmed.

use super::error::Failure;
use crate::app::App;
use crate::app::imports::{FileFacts, Mode, Outcome};
use crate::domain::access::Actor;
use crate::domain::ids::ImportId;
use crate::domain::imports::{Import, Kind, State, Understood};
use crate::inbound::csv::{self, Opening, Surface};
use crate::inbound::kept;
use axum::http::StatusCode;
use tempfile::TempPath;

pub mod evidence;

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
    /// Where it was sent to.
    pub surface: Surface,
}

/// Checks or applies a file, and keeps it when there is more to do with it:
/// one that was found good until it is confirmed, a refused one for its rows
/// or until its columns are chosen.
///
/// # Errors
/// What was said about the file is none of the choices, and faults.
pub async fn submit(
    app: &App, actor: &Actor, kind: Kind, upload: &Upload, mode: Mode,
) -> Result<Outcome, Failure> {
    let settings = upload.told.settings(upload.surface)?;
    let path = upload.path.to_path_buf();
    let opening = tokio::task::spawn_blocking(move || csv::open(kind, &path, &settings));
    let Opening { digest, understood, opened } =
        opening.await.map_err(Failure::fault)?.map_err(Failure::fault)?;
    let settings = kept::text(&upload.told, understood.as_ref()).map_err(Failure::fault)?;
    let design = upload.told.design().map(str::to_owned);
    let facts = FileFacts { name: upload.name.clone(), digest, design, settings };
    let outcome = match opened {
        Ok(opened) => app.import(actor, facts, opened.table, mode).await?,
        Err(problems) => Outcome::Refused(app.refuse(actor, kind, facts, &problems).await?),
    };
    if let Some(import) = unfinished(&outcome, mode).filter(|_| understood.is_some()) {
        app.keep_file(actor, import.id, &upload.path).await?;
    }
    Ok(outcome)
}

fn unfinished(outcome: &Outcome, mode: Mode) -> Option<&Import> {
    match (outcome, mode) {
        (Outcome::Refused(import), Mode::Check | Mode::Apply)
        | (Outcome::Done(import), Mode::Check) => Some(import),
        // A file that is confirmed was kept when it was checked.
        (Outcome::Refused(_), Mode::Confirm(_))
        | (Outcome::Done(_), Mode::Apply | Mode::Confirm(_))
        | (Outcome::SameFile(_), _) => None,
    }
}

/// Applies a file that was checked before.
///
/// # Errors
/// 409 when it is not waiting for that.
pub async fn confirm(
    app: &App, actor: &Actor, id: ImportId, surface: Surface,
) -> Result<Outcome, Failure> {
    let import = app.import_record(actor, id).await?;
    match import.state {
        State::Checked => {}
        State::Applied => return Ok(Outcome::SameFile(import)),
        State::Refused | State::Undone => {
            let why = "this file is not waiting to be confirmed; send it again";
            return Err(Failure::new(StatusCode::CONFLICT, why));
        }
    }
    let upload = kept_upload(app, actor, &import, surface).await?;
    submit(app, actor, import.kind, &upload, Mode::Confirm(id)).await
}

/// Checks a kept file again, with the headings of some of its fields.
///
/// # Errors
/// 404 when it was not kept.
pub async fn map(
    app: &App, actor: &Actor, id: ImportId, headings: &[(String, String)], surface: Surface,
) -> Result<Outcome, Failure> {
    let import = app.import_record(actor, id).await?;
    let mut upload = kept_upload(app, actor, &import, surface).await?;
    for (field, heading) in headings {
        let heard = upload.told.hear(&format!("map[{field}]"), heading);
        heard.map_err(|problem| Failure::invalid(vec![problem]))?;
    }
    submit(app, actor, import.kind, &upload, Mode::Check).await
}

/// How a file was understood; nothing when it is no table or that was not kept.
///
/// # Errors
/// 404 when the import does not exist for this actor.
pub async fn understood(
    app: &App, actor: &Actor, id: ImportId,
) -> Result<Option<Understood>, Failure> {
    Ok(app.import_settings(actor, id).await?.and_then(|text| kept::understood(&text)))
}

/// A kept file, back on disk.
async fn kept_upload(
    app: &App, actor: &Actor, import: &Import, surface: Surface,
) -> Result<Upload, Failure> {
    let path = spool()?;
    app.kept_file(actor, import.id, &path).await?;
    let text = app.import_settings(actor, import.id).await?.unwrap_or_default();
    let told = kept::told(&text).map_err(Failure::fault)?;
    Ok(Upload { path, name: import.file_name.clone(), told, surface })
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
