//! The refused rows of an import, to be put right and sent again.

use super::{Failure, spool};
use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::ids::ImportId;
use crate::domain::lists::Slice;
use crate::domain::problems::Problem;
use crate::inbound::csv::{self, RejectsError, Source};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use tempfile::TempPath;
use tokio::runtime::Handle;

/// How many problems are asked for at a time, however many there are.
const AT_A_TIME: u64 = 5_000;

/// Writes the refused rows of an import, each with what is wrong, to a file of our own.
///
/// # Errors
/// 404 when the import does not exist or its file was not kept.
pub async fn rejects(app: &App, actor: &Actor, id: ImportId) -> Result<TempPath, Failure> {
    let import = app.import_record(actor, id).await?;
    let (file, out) = (spool()?, spool()?);
    app.kept_file(actor, import.id, &file).await?;
    let problems = Problems::of(app, actor, id);
    let writing = tokio::task::spawn_blocking(move || write(&file, problems, out));
    writing.await.map_err(Failure::fault)?
}

fn write(file: &Path, mut problems: Problems, out: TempPath) -> Result<TempPath, Failure> {
    let source = Source::open(file).map_err(Failure::fault)?;
    let mut writer = BufWriter::new(File::create(&out).map_err(Failure::fault)?);
    csv::write_rejects(source, &mut problems, &mut writer)
        .and_then(|_rows| writer.flush().map_err(RejectsError::from))
        .map_err(Failure::fault)?;
    problems.failed.map_or(Ok(out), |error| Err(error.into()))
}

/// The problems of an import, fetched page by page from a thread that may wait.
struct Problems {
    app: App,
    actor: Actor,
    id: ImportId,
    runtime: Handle,
    page: std::vec::IntoIter<Problem>,
    next: Option<u64>,
    failed: Option<Error>,
}

impl Problems {
    fn of(app: &App, actor: &Actor, id: ImportId) -> Self {
        let (app, actor, runtime) = (app.clone(), actor.clone(), Handle::current());
        Self { app, actor, id, runtime, page: Vec::new().into_iter(), next: Some(0), failed: None }
    }

    fn fetch(&mut self, offset: u64) {
        let slice = Slice { offset, limit: AT_A_TIME };
        let page = self.app.import_problems(&self.actor, self.id, slice);
        match self.runtime.block_on(page) {
            Ok(page) => {
                self.next = page.next;
                self.page = page.items.into_iter();
            }
            Err(error) => {
                self.next = None;
                self.failed = Some(error);
            }
        }
    }
}

impl Iterator for Problems {
    type Item = Problem;

    fn next(&mut self) -> Option<Problem> {
        if let Some(problem) = self.page.next() {
            return Some(problem);
        }
        let offset = self.next.take()?;
        self.fetch(offset);
        self.page.next()
    }
}
