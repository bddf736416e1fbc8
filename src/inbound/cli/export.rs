//! `scorecard export`: what is recorded, as a file.

use super::answer::{Refused, say};
use super::progress::Progress;
use super::{Format, Verdict};
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::contracts::{Contract, ContractFilter};
use crate::domain::designs::Version;
use crate::domain::ids::VersionId;
use crate::domain::lists::Slice;
use crate::domain::scorecards::Window;
use crate::views::export::{self, Cell, Format as FileFormat, composites, contracts, kpis, scores};
use crate::views::text::count;
use anyhow::Context;
use clap::{Args, ValueEnum};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What to write, and where.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// What to write
    #[arg(value_enum)]
    kind: Kind,
    /// Only the contract with this reference
    #[arg(long, value_name = "REFERENCE")]
    contract: Option<String>,
    /// The file to write, ending in .csv or .json
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Contracts, in the columns they are imported by
    Contracts,
    /// Scores, in the columns they are imported by
    Scores,
    /// KPI observations, in the columns they are imported by
    Kpis,
    /// Composites, published and unrounded
    Composites,
}

impl Kind {
    fn header(self) -> &'static [&'static str] {
        match self {
            Self::Contracts => contracts::HEADER,
            Self::Scores => scores::HEADER,
            Self::Kpis => kpis::HEADER,
            Self::Composites => composites::HEADER,
        }
    }
}

impl Export {
    pub(super) async fn run(
        &self,
        app: &App,
        actor: &Actor,
        format: Format,
    ) -> anyhow::Result<Verdict> {
        let file_format = file_format(&self.out)?;
        let contracts = self.contracts(app, actor).await?;
        let mut file = Unfinished::create(&self.out)?;
        let writer = BufWriter::new(file.handle()?);
        let mut export = export::Export::new(file_format, self.kind.header(), writer)?;
        let mut reader = Reader { app, actor, versions: HashMap::new() };
        let progress = Progress::counting("contracts written");
        for contract in &contracts {
            for row in reader.rows(self.kind, contract).await? {
                export.row(row)?;
            }
            progress.step();
        }
        let rows = export.finish()?;
        file.keep()?;
        let text = format!("{} in {}\n", count(rows, "row", "rows"), self.out.display());
        say(format, &text, &serde_json::json!({ "file": self.out, "rows": rows }))?;
        Ok(Verdict::Done)
    }

    async fn contracts(&self, app: &App, actor: &Actor) -> anyhow::Result<Vec<Contract>> {
        match &self.contract {
            Some(reference) => Ok(vec![app.contract_by_reference(actor, reference).await?]),
            None => all(app, actor).await,
        }
    }
}

/// Every contract, by reference.
pub(super) async fn all(app: &App, actor: &Actor) -> anyhow::Result<Vec<Contract>> {
    let mut contracts = Vec::new();
    let mut next = Some(0);
    while let Some(offset) = next {
        let slice = Slice { offset, limit: 500 };
        let page = app.contracts(actor, &ContractFilter::default(), slice).await?;
        contracts.extend(page.items.into_iter().map(|line| line.contract));
        next = page.next;
    }
    Ok(contracts)
}

/// Reads one contract at a time, so that memory holds no more than that.
struct Reader<'a> {
    app: &'a App,
    actor: &'a Actor,
    versions: HashMap<VersionId, Arc<Version>>,
}

impl Reader<'_> {
    async fn rows(&mut self, kind: Kind, contract: &Contract) -> anyhow::Result<Vec<Vec<Cell>>> {
        match kind {
            Kind::Contracts => Ok(vec![contracts::row(contract)]),
            Kind::Scores => self.scores(contract).await,
            Kind::Kpis => self.kpis(contract).await,
            Kind::Composites => self.composites(contract).await,
        }
    }

    async fn scores(&mut self, contract: &Contract) -> anyhow::Result<Vec<Vec<Cell>>> {
        let mut rows = Vec::new();
        for (meeting, scores) in self.app.scores(self.actor, contract.id, Window::default()).await?
        {
            let version = self.version(meeting.version).await?;
            let cells = |score| scores::row(contract, &meeting, &version.content, score);
            rows.extend(scores.iter().filter_map(cells));
        }
        Ok(rows)
    }

    async fn kpis(&self, contract: &Contract) -> anyhow::Result<Vec<Vec<Cell>>> {
        let records = self.app.kpis(self.actor, contract.id).await?;
        let rows = records.iter().flat_map(|record| {
            record.observations.iter().map(|seen| kpis::row(contract, &record.kpi, seen))
        });
        Ok(rows.collect())
    }

    async fn composites(&mut self, contract: &Contract) -> anyhow::Result<Vec<Vec<Cell>>> {
        let trend = self.app.trend(self.actor, contract.id, Window::default()).await?;
        let mut rows = Vec::with_capacity(trend.figures.len());
        for figure in &trend.figures {
            let version = self.version(figure.version).await?;
            rows.push(composites::row(contract, &version, figure));
        }
        Ok(rows)
    }

    async fn version(&mut self, id: VersionId) -> anyhow::Result<Arc<Version>> {
        if let Some(version) = self.versions.get(&id) {
            return Ok(Arc::clone(version));
        }
        let version = self.app.design_version(self.actor, id).await?;
        self.versions.insert(id, Arc::clone(&version));
        Ok(version)
    }
}

fn file_format(path: &Path) -> Result<FileFormat, Refused> {
    match ending(path).as_str() {
        "csv" => Ok(FileFormat::Csv),
        "json" => Ok(FileFormat::Json),
        _ => Err(Refused(format!(
            "{} does not end in .csv or .json, the two kinds of file that can be written",
            path.display()
        ))),
    }
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
