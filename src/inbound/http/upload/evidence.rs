//! Files of evidence: taken in by what is in them, and sent to be saved and not shown.

use super::{Failure, Spooled, broken, spooled};
use crate::app::App;
use crate::app::knowledge::NewFile;
use crate::domain::access::Actor;
use crate::domain::ids::{EvidenceId, FileId};
use crate::domain::knowledge::files::File;
use crate::domain::problems::Problem;
use crate::inbound::evidence_file::{NotTaken, kind_of};
use crate::inbound::http::download;
use axum::extract::Multipart;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

/// A browser that is made to open such a file all the same runs nothing in it.
const SANDBOX: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// Takes a form with a file in.
///
/// # Errors
/// When there is none, or more than may be sent.
pub async fn receive(mut form: Multipart) -> Result<Spooled, Failure> {
    let mut file = None;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let named = field.file_name().is_some_and(|name| !name.is_empty());
        if field.name() == Some("file") && named {
            file = Some(spooled(field).await?);
        }
    }
    file.ok_or_else(|| {
        let problem = Problem::field("file", "", "there is no file", "Select a file");
        Failure::invalid(vec![problem])
    })
}

/// Adds a file to evidence, when it is of a kind that is taken.
///
/// # Errors
/// When it is not, and those of the use case.
pub async fn attach(
    app: &App, actor: &Actor, id: EvidenceId, sent: Spooled,
) -> Result<File, Failure> {
    // Whoever may not see the evidence is not told what is wrong with the file.
    app.evidence(actor, id).await?;
    let path = sent.path.to_path_buf();
    let found =
        tokio::task::spawn_blocking(move || kind_of(&path)).await.map_err(Failure::fault)?;
    let kind = found.map_err(|why| match why {
        NotTaken::Io(error) => Failure::fault(error),
        NotTaken::Kind | NotTaken::Macros | NotTaken::Script | NotTaken::Empty => {
            let problem = Problem::field("file", &sent.name, why.to_string(), why.remedy());
            Failure::invalid(vec![problem])
        }
    })?;
    let given = NewFile { path: sent.path.to_path_buf(), name: sent.name.clone(), kind };
    Ok(app.attach_file(actor, id, given).await?)
}

/// A file of evidence, to be saved.
///
/// # Errors
/// Those of the use case.
pub async fn download(app: &App, actor: &Actor, id: FileId) -> Result<Response, Failure> {
    let (file, path) = app.evidence_file(actor, id).await?;
    let mut response = download::standing(&file.name, file.kind.media_type(), &path).await?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(file.bytes));
    let never = HeaderName::from_static("x-download-options");
    headers.insert(never, HeaderValue::from_static("noopen"));
    Ok(response)
}
