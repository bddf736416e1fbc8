//! What a command prints, and the exit status it ends with.

use super::Format;
use crate::app::Error;
use crate::domain::problems::Problem;
use crate::views::json::problems::ItemView;
use crate::views::text;
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It did what was asked.
    Done,
    /// It did not, and has printed why.
    Refused,
}

/// Options that do not go together.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Usage(pub(super) &'static str);

/// A refusal in words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Refused(pub(super) String);

/// A refusal that lists everything to put right.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub(super) struct Faulty {
    /// What cannot be used, in a sentence without a full stop.
    pub(super) what: String,
    /// Everything to put right.
    pub(super) problems: Vec<Problem>,
}

#[derive(Serialize)]
struct ErrorView {
    error: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<ItemView>,
}

/// Prints the text, or the same as JSON.
pub(super) fn say(format: Format, text: &str, json: &impl Serialize) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match format {
        Format::Text | Format::Csv => out.write_all(text.as_bytes())?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, json)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(out.flush()?)
}

/// Prints why a command failed, if it did, and turns its end into an exit status.
#[must_use]
pub fn conclude(format: Format, ended: anyhow::Result<Verdict>) -> ExitCode {
    match ended {
        Ok(Verdict::Done) => ExitCode::SUCCESS,
        Ok(Verdict::Refused) => ExitCode::FAILURE,
        Err(error) if reader_left(&error) => ExitCode::SUCCESS,
        Err(error) => explain(format, &error),
    }
}

/// Whether whoever read our output closed it, as `head` does.
fn reader_left(error: &anyhow::Error) -> bool {
    let broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(broken))
}

fn explain(format: Format, error: &anyhow::Error) -> ExitCode {
    let problems = problems(error);
    let mut message = format!("{error:#}");
    if let (Format::Text | Format::Csv, false) = (format, problems.is_empty()) {
        for problem in problems {
            message.push_str(&format!("\n  {}", text::problem(problem)));
        }
    }
    if format == Format::Json {
        let problems = problems.iter().map(ItemView::of).collect();
        let view = ErrorView { error: format!("{error:#}"), problems };
        message = serde_json::to_string_pretty(&view).unwrap_or(message);
    }
    // Nobody is left to tell when standard error is closed too.
    drop(writeln!(io::stderr(), "{message}"));
    let usage = error.downcast_ref::<Usage>().is_some();
    if usage { ExitCode::from(2) } else { ExitCode::FAILURE }
}

fn problems(error: &anyhow::Error) -> &[Problem] {
    if let Some(Faulty { problems, .. }) = error.downcast_ref() {
        return problems;
    }
    match error.downcast_ref() {
        Some(Error::Invalid(problems) | Error::Changed { differing: problems, .. }) => problems,
        Some(
            Error::NotFound { .. } | Error::Forbidden(_) | Error::Refused(_) | Error::Internal(_),
        )
        | None => &[],
    }
}
