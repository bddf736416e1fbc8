//! Files to keep, sent piece by piece.

use super::error::Failure;
use crate::views::pages::parts::links::encoded;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::stream;
use std::io;
use std::path::Path;
use tempfile::TempPath;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

const CSV: &str = "text/csv; charset=utf-8";

/// A CSV file from disk, which is gone once it is sent.
///
/// # Errors
/// When it cannot be opened.
pub async fn csv(name: &str, path: TempPath) -> Result<Response, Failure> {
    file(name, CSV, path).await
}

/// A file from disk, which is gone once it is sent.
///
/// # Errors
/// When it cannot be opened.
pub async fn file(name: &str, media_type: &str, path: TempPath) -> Result<Response, Failure> {
    let file = File::open(&path).await.map_err(Failure::fault)?;
    let pieces = stream::try_unfold((file, path), |(mut file, path)| async move {
        let mut piece = vec![0; 1 << 16];
        let read = file.read(&mut piece).await?;
        piece.truncate(read);
        Ok::<_, io::Error>((0 < read).then(|| (Bytes::from(piece), (file, path))))
    });
    Ok((headers(name, media_type), Body::from_stream(pieces)).into_response())
}

/// A file from disk that stays there.
///
/// # Errors
/// When it cannot be opened.
pub async fn standing(name: &str, media_type: &str, path: &Path) -> Result<Response, Failure> {
    let file = File::open(path).await.map_err(Failure::fault)?;
    let pieces = stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; 1 << 16];
        let read = file.read(&mut piece).await?;
        piece.truncate(read);
        Ok::<_, io::Error>((0 < read).then(|| (Bytes::from(piece), file)))
    });
    Ok((named(name, media_type), Body::from_stream(pieces)).into_response())
}

/// A short CSV file.
pub fn text(name: &str, text: String) -> Response {
    (headers(name, CSV), text).into_response()
}

/// As [`headers`], for a name in any letters: those who read only ASCII get a plain one.
fn named(name: &str, media_type: &str) -> [(header::HeaderName, String); 2] {
    let ascii = |c: char| if c.is_ascii() && !"\"\\%".contains(c) { c } else { '_' };
    let plain: String = name.chars().map(ascii).collect();
    let whole = encoded(name);
    [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"),
        ),
    ]
}

fn headers(name: &str, media_type: &str) -> [(header::HeaderName, String); 2] {
    [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ]
}
