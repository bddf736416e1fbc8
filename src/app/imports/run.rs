//! One pass over a file inside one transaction, kept only when nothing is wrong.

use super::ahead::Ahead;
use super::spool::Spool;
use super::{Content, ImportStart, Mode, Row, Table, Unread};
use crate::app::audit::Pen;
use crate::app::figures;
use crate::app::meetings::scoring_as;
use crate::app::{App, Error};
use crate::domain::access::{Actor, Scope};
use crate::domain::audit::Subject;
use crate::domain::designs::Version;
use crate::domain::ids::{ContractId, ImportId, OrganisationId};
use crate::domain::imports::{Counts, Import, State};
use crate::domain::meetings::Side;
use crate::domain::problems::{Place, Problem};
use crate::storage::{self, Db, Ending, Tx};
use chrono::{DateTime, NaiveDate, Utc};
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
    pub(super) actor: &'t Actor,
    pub(super) import: ImportId,
    pub(super) now: DateTime<Utc>,
    pub(super) today: NaiveDate,
    pub(super) design: Option<&'t str>,
    pub(super) counts: Counts,
    pub(super) touched: BTreeSet<ContractId>,
    repeated: BTreeMap<ImportId, u64>,
    designs: HashMap<String, Option<Arc<Version>>>,
    spool: Spool,
}

/// Runs a pass.
pub(super) async fn run(
    app: &App, tx: &Tx, start: &ImportStart, table: Table,
) -> Result<(Finished, Ending), Error> {
    storage::one_at_a_time(tx).await?;
    let scope = start.actor.scope();
    let before =
        storage::imports::applied_before(tx, scope, start.kind, &start.facts.digest).await?;
    if let Some(import) = before {
        return Ok((Finished::SameFile(import), Ending::Rollback));
    }
    let record = start.record(State::Applied, Counts::default(), app.clock.now());
    start.keep(tx, &record).await?;
    let mut run = Run::new(app, tx, start)?;
    match table {
        Table::Contracts(rows) => super::contracts::apply(&mut run, Ahead::of(rows)).await?,
        Table::Scores(rows) => super::scores::apply(&mut run, Ahead::of(rows)).await?,
        Table::Kpis(rows) => super::kpis::apply(&mut run, Ahead::of(rows)).await?,
        Table::Knowledge(rows) => super::knowledge::apply(&mut run, Ahead::of(rows)).await?,
        Table::Value(rows) => super::value::apply(&mut run, Ahead::of(rows)).await?,
        Table::Assessments(rows) => super::assessments::apply(&mut run, Ahead::of(rows)).await?,
        Table::Points(rows) => super::points::apply(&mut run, Ahead::of(rows)).await?,
        Table::Weightings(rows) => super::weightings::apply(&mut run, Ahead::of(rows)).await?,
    }
    run.finish(start, record, app.pen(&start.actor)).await
}

impl<'t> Run<'t> {
    fn new(app: &'t App, tx: &'t Tx, start: &'t ImportStart) -> Result<Self, Error> {
        Ok(Self {
            db: &app.db,
            tx,
            actor: &start.actor,
            import: start.id,
            now: app.clock.now(),
            today: app.clock.today(),
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
        &mut self, ahead: &mut Ahead<R>, problems: &mut Vec<Problem>,
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

    /// What is wrong with a contract of this client, when the actor does not act for it.
    pub(super) fn foreign(&self, line: u64, client: &str, id: OrganisationId) -> Option<Problem> {
        let own = match self.actor.scope() {
            Scope::Everything => return None,
            Scope::Client(own) | Scope::Supplier(own) => own,
        };
        let message = "this is not the organisation you act for";
        let remedy = "Enter the name of your organisation";
        (own != id).then(|| Problem::cell(line, "client", client, message, remedy))
    }

    /// What is wrong with scores of this side, when the actor may not give them.
    pub(super) fn other_side(&self, line: u64, side: Side) -> Option<Problem> {
        let refused = self.actor.may(scoring_as(side)).err()?;
        let remedy = "Leave these rows to the other side";
        Some(Problem::cell(line, "side", side.word(), refused.to_string(), remedy))
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
        &mut self, named: Option<&str>,
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
        mut self, start: &ImportStart, record: Import, pen: Pen,
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
            Mode::Apply | Mode::Confirm(_) => self.keep(record, pen).await,
        }
    }

    async fn keep(self, record: Import, pen: Pen) -> Result<(Finished, Ending), Error> {
        let touched: Vec<ContractId> = self.touched.into_iter().collect();
        figures::refresh_rollups(self.tx, &touched).await?;
        storage::undo::keep_touched(self.tx, self.import, &touched).await?;
        storage::undo::keep_repeated(self.tx, self.import, &self.repeated).await?;
        storage::imports::set_counts(self.tx, self.import, self.counts).await?;
        let record_of = only_owner(self.tx, self.import, &touched).await?;
        pen.note(self.tx, Subject::Import(self.import), record_of, None).await?;
        storage::imports::forget_file(self.tx, self.import).await?;
        Ok((Finished::Applied(Import { counts: self.counts, ..record }), Ending::Commit))
    }
}

/// The client whose record an import belongs to, when all it touched is of the same one.
pub(super) async fn only_owner(
    tx: &Tx, import: ImportId, contracts: &[ContractId],
) -> Result<Option<OrganisationId>, Error> {
    if let Some(client) = storage::contracts::only_client(tx, contracts).await? {
        return Ok(Some(client));
    }
    if let Some(department) = storage::assessments::only_department(tx, import).await? {
        return Ok(Some(department));
    }
    Ok(storage::tenders::only_buyer(tx, import).await?)
}
