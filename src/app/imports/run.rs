//! One pass over a file inside one transaction, kept only when nothing is wrong.

use super::ahead::Ahead;
use super::spool::Spool;
use super::{Content, ImportStart, Mode, Row, Table, Unread};
use crate::app::figures;
use crate::app::{App, Error};
use crate::domain::access::Scope;
use crate::domain::designs::Version;
use crate::domain::ids::{ContractId, ImportId};
use crate::domain::imports::{Counts, Import, State};
use crate::domain::problems::{Place, Problem};
use crate::storage::{self, Db, Ending, Tx};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A row with its line: whole, or what could be read of it.
pub(super) type Numbered<R> = (u64, Result<R, <R as Content>::Part>);

/// How a pass ended.
#[derive(Debug)]
pub(super) enum Finished {
    /// The same file was applied before.
    SameFile(Import),
    /// All rows were stored.
    Applied(Import),
    /// All rows were found good.
    Checked(Counts),
    /// Some rows were found bad.
    Refused(Counts, Spool),
}

/// What one pass works with.
pub(super) struct Run<'t> {
    pub(super) db: &'t Db,
    pub(super) tx: &'t Tx,
    pub(super) scope: Scope,
    pub(super) import: ImportId,
    pub(super) now: DateTime<Utc>,
    pub(super) design: Option<&'t str>,
    pub(super) counts: Counts,
    pub(super) touched: BTreeSet<ContractId>,
    repeated: BTreeMap<ImportId, u64>,
    designs: HashMap<String, Option<Arc<Version>>>,
    spool: Spool,
}

/// Runs a pass.
pub(super) async fn run(
    app: &App,
    tx: &Tx,
    start: &ImportStart,
    table: Table,
) -> Result<(Finished, Ending), Error> {
    storage::one_at_a_time(tx).await?;
    let scope = start.actor.scope();
    let before =
        storage::imports::applied_before(tx, scope, start.kind, &start.facts.digest).await?;
    if let Some(import) = before {
        return Ok((Finished::SameFile(import), Ending::Rollback));
    }
    let record = start.record(State::Applied, Counts::default(), app.clock.now());
    storage::imports::add(tx, &start.actor, &record).await?;
    let mut run = Run::new(app, tx, start)?;
    match table {
        Table::Contracts(rows) => super::contracts::apply(&mut run, Ahead::of(rows)).await?,
        Table::Scores(rows) => super::scores::apply(&mut run, Ahead::of(rows)).await?,
        Table::Kpis(rows) => super::kpis::apply(&mut run, Ahead::of(rows)).await?,
    }
    run.finish(start, record).await
}

impl<'t> Run<'t> {
    fn new(app: &'t App, tx: &'t Tx, start: &'t ImportStart) -> Result<Self, Error> {
        Ok(Self {
            db: &app.db,
            tx,
            scope: start.actor.scope(),
            import: start.id,
            now: app.clock.now(),
            design: start.facts.design.as_deref(),
            counts: Counts::default(),
            touched: BTreeSet::new(),
            repeated: BTreeMap::new(),
            designs: HashMap::new(),
            spool: Spool::new()?,
        })
    }

    /// The next rows, each whole or as far as it could be read; what kept the
    /// others from being read is noted in `problems`.
    pub(super) async fn next<R: Content>(
        &mut self,
        ahead: &mut Ahead<R>,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Vec<Numbered<R>>>, Error> {
        let Some(rows) = ahead.next().await? else { return Ok(None) };
        let read = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        self.counts.rows = self.counts.rows.saturating_add(read);
        let known = |Row { line, parsed }: Row<R>| match parsed {
            Ok(row) => (line, Ok(row)),
            Err(Unread { part, problems: found }) => {
                problems.extend(found);
                (line, Err(part))
            }
        };
        Ok(Some(rows.into_iter().map(known).collect()))
    }

    /// Counts a row that says what is recorded already, and whose import said it first.
    pub(super) fn unchanged(&mut self, said_by: Option<ImportId>) {
        self.counts.unchanged = self.counts.unchanged.saturating_add(1);
        if let Some(first) = said_by.filter(|first| *first != self.import) {
            let rows = self.repeated.entry(first).or_default();
            *rows = rows.saturating_add(1);
        }
    }

    /// Notes the problems of some rows, in order of their lines.
    pub(super) fn note(&mut self, mut problems: Vec<Problem>) -> Result<(), Error> {
        problems.sort_by_key(|problem| match problem.place {
            Place::Cell { line, .. } => line,
            Place::Whole | Place::Field(_) => 0,
        });
        self.spool.add(&problems)
    }

    /// The design new contracts get: the one a row names, the one the import names, or the default.
    pub(super) async fn design_for(
        &mut self,
        named: Option<&str>,
    ) -> Result<Option<Arc<Version>>, Error> {
        let key = named.or(self.design).unwrap_or(crate::app::designs::DEFAULT);
        if let Some(known) = self.designs.get(key) {
            return Ok(known.clone());
        }
        let found = crate::app::designs::newest(self.db, self.tx, key).await?;
        self.designs.insert(key.to_owned(), found.clone());
        Ok(found)
    }

    async fn finish(
        mut self,
        start: &ImportStart,
        record: Import,
    ) -> Result<(Finished, Ending), Error> {
        self.counts.problems = self.spool.count();
        if self.counts.rows == 0 && self.spool.count() == 0 {
            let remedy = "Add rows below the header, or choose another file";
            self.note(vec![Problem::whole("the file has a header and no rows", remedy)])?;
            self.counts.problems = 1;
        }
        if 0 < self.spool.count() {
            return Ok((Finished::Refused(self.counts, self.spool), Ending::Rollback));
        }
        match start.mode {
            Mode::Check => Ok((Finished::Checked(self.counts), Ending::Rollback)),
            Mode::Apply => self.keep(record).await,
        }
    }

    async fn keep(self, record: Import) -> Result<(Finished, Ending), Error> {
        let touched: Vec<ContractId> = self.touched.into_iter().collect();
        figures::refresh_rollups(self.tx, &touched).await?;
        storage::undo::keep_touched(self.tx, self.import, &touched).await?;
        storage::undo::keep_repeated(self.tx, self.import, &self.repeated).await?;
        storage::imports::set_counts(self.tx, self.import, self.counts).await?;
        Ok((Finished::Applied(Import { counts: self.counts, ..record }), Ending::Commit))
    }
}
