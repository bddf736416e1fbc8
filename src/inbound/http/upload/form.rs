//! A multipart form with a file in it, taken in piece by piece.

use super::{Failure, Told, Upload, bad, spool};
use crate::app::imports::Mode;
use crate::domain::problems::Problem;
use crate::inbound::csv::Surface;
use crate::inbound::http::error::usual;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use std::path::Path;
use tempfile::TempPath;
use tokio::io::AsyncWriteExt;

/// The longest text field, in bytes.
const LONGEST_TEXT: usize = 10_000;

/// A file of a form, on disk.
#[derive(Debug)]
pub struct Spooled {
    /// Where its bytes are; gone with this value.
    pub path: TempPath,
    /// Its name, without folders.
    pub name: String,
}

/// Takes a form in; the file goes to disk as it comes and is never whole in memory.
///
/// # Errors
/// When there is no file, a field nobody knows, or more than may be sent.
pub async fn receive(mut form: Multipart) -> Result<(Upload, Mode), Failure> {
    let (mut told, mut mode, mut file) = (Told::default(), Mode::Apply, None);
    let mut problems = Vec::new();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default().to_owned().as_str() {
            "file" => file = Some(spooled(field).await?),
            "mode" => match read_mode(&text(field).await?) {
                Ok(asked) => mode = asked,
                Err(problem) => problems.push(problem),
            },
            name => problems.extend(told.hear(name, &text(field).await?).err()),
        }
    }
    if file.is_none() {
        problems.push(Problem::field("file", "", "there is no file", "Choose a file to send"));
    }
    match file {
        Some(Spooled { path, name }) if problems.is_empty() => {
            Ok((Upload { path, name, told, surface: Surface::Api }, mode))
        }
        _ => Err(Failure::invalid(problems)),
    }
}

fn read_mode(text: &str) -> Result<Mode, Problem> {
    match text.trim() {
        "check" => Ok(Mode::Check),
        "apply" | "" => Ok(Mode::Apply),
        other => {
            let message = "this is none of the choices";
            Err(Problem::field("mode", other, message, "Use one of: check, apply"))
        }
    }
}

/// The text of a field.
///
/// # Errors
/// When it is longer than may be sent, or no text.
pub async fn text(mut field: Field<'_>) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&chunk);
        if LONGEST_TEXT < bytes.len() {
            return Err(bad(format!("a text of the form is longer than {LONGEST_TEXT} bytes")));
        }
    }
    String::from_utf8(bytes).map_err(|error| bad(format!("a text is not UTF-8: {error}")))
}

/// Takes a file in as it comes.
///
/// # Errors
/// When it is larger than may be sent, or breaks off.
pub async fn spooled(mut field: Field<'_>) -> Result<Spooled, Failure> {
    let name = own_name(field.file_name().unwrap_or_default());
    let path = spool()?;
    let mut file = tokio::fs::File::create(&path).await.map_err(Failure::fault)?;
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        file.write_all(&chunk).await.map_err(Failure::fault)?;
    }
    file.flush().await.map_err(Failure::fault)?;
    Ok(Spooled { path, name })
}

// A browser may send a whole path; some write it with backslashes.
fn own_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    let named = Path::new(&name).file_name().is_some();
    if named { name } else { "file.csv".to_owned() }
}

/// Why a form could not be taken in.
pub fn broken(error: MultipartError) -> Failure {
    let status = error.status();
    if status.is_server_error() {
        return Failure::fault(error);
    }
    let detail = match status {
        axum::http::StatusCode::BAD_REQUEST => {
            format!("the form could not be read: {}", error.body_text())
        }
        _ => usual(status).to_owned(),
    };
    Failure::new(status, detail)
}
