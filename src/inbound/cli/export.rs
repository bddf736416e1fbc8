//! `scorecard export`: what is recorded, as a file.

use super::answer::{Refused, say};
use super::progress::Progress;
use super::{Format, Verdict};
use crate::app::App;
use crate::domain::access::Actor;
use crate::inbound::exports::{self, Failed, Kind, Wanted};
use crate::views::export::{ExportError, Format as FileFormat};
use crate::views::text::count;
use anyhow::Context;
use clap::Args;
use reports::BookError;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// What to write, and where.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// What to write
    #[arg(value_enum)]
    kind: Kind,
    /// Only the contract with this reference
    #[arg(long, value_name = "REFERENCE")]
    contract: Option<String>,
    /// The file to write, ending in .csv, .json, .ods or .xlsx
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Export {
    pub(super) async fn run(
        &self, app: &App, actor: &Actor, format: Format,
    ) -> anyhow::Result<Verdict> {
        let file_format = file_format(&self.out)?;
        let contract = match &self.contract {
            Some(reference) => Some(app.contract_by_reference(actor, reference).await?),
            None => None,
        };
        let mut file = Unfinished::create(&self.out)?;
        let writer = BufWriter::new(file.handle()?);
        let progress = Progress::counting("contracts written");
        let wanted = Wanted { kind: self.kind, format: file_format, contract };
        let written = exports::write(app, actor, wanted, writer, || progress.step()).await;
        let rows = written.map_err(|failed| self.explained(failed))?;
        file.keep()?;
        let text = format!("{} in {}\n", count(rows, "row", "rows"), self.out.display());
        say(format, &text, &serde_json::json!({ "file": self.out, "rows": rows }))?;
        Ok(Verdict::Done)
    }

    fn explained(&self, failed: Failed) -> anyhow::Error {
        match failed {
            Failed::App(error) => error.into(),
            Failed::File(ExportError::Book(error @ BookError::TooLong { .. })) => {
                let csv = self.out.with_extension("csv");
                Refused(format!(
                    "{error}. Write {} instead: a CSV file takes any number",
                    csv.display()
                ))
                .into()
            }
            Failed::File(error) => {
                anyhow::Error::new(error).context(self.out.display().to_string())
            }
        }
    }
}

fn file_format(path: &Path) -> Result<FileFormat, Refused> {
    FileFormat::of_ending(&ending(path)).ok_or_else(|| {
        Refused(format!(
            "{} does not end in .csv, .json, .ods or .xlsx, the four kinds of file that can be \
             written",
            path.display()
        ))
    })
}

/// What stands after the last full stop of a file's name, in lower case.
pub(super) fn ending(path: &Path) -> String {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase()
}

/// A file that takes its name only once it is whole.
pub(super) struct Unfinished {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

impl Unfinished {
    pub(super) fn create(path: &Path) -> anyhow::Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let file = others_may_read(&mut tempfile::Builder::new())
            .tempfile_in(folder)
            .with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(Self { file, path: path.to_owned() })
    }

    fn handle(&mut self) -> anyhow::Result<File> {
        Ok(self.file.reopen()?)
    }

    pub(super) fn write(mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.file.write_all(bytes)?;
        self.keep()
    }

    fn keep(self) -> anyhow::Result<()> {
        let (path, name) = (&self.path, self.path.display());
        self.file.persist(path).with_context(|| format!("{name} cannot be written"))?;
        Ok(())
    }
}

/// As any new file: who may read it is for the umask to say.
#[cfg(unix)]
fn others_may_read<'a, 'p, 's>(
    builder: &'a mut tempfile::Builder<'p, 's>,
) -> &'a mut tempfile::Builder<'p, 's> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn others_may_read<'a, 'p, 's>(
    builder: &'a mut tempfile::Builder<'p, 's>,
) -> &'a mut tempfile::Builder<'p, 's> {
    builder
}
