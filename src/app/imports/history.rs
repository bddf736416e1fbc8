//! Looking back at imports: the list, their problems, the files kept, and taking one back.

use super::run::only_owner;
use crate::app::audit::Pen;
use crate::app::{App, Error};
use crate::app::{figures, tenders};
use crate::domain::access::{Action, Actor, Scope};
use crate::domain::audit::Subject;
use crate::domain::ids::ImportId;
use crate::domain::imports::{Import, Kind, State};
use crate::domain::lists::{Page, Slice};
use crate::domain::problems::Problem;
use crate::storage::{self, Db, StorageError, Tx};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::Path;

const MISSING: Error = Error::NotFound { what: "import" };

// Pieces small enough for any database, large enough to be few.
const PIECE: u64 = 512 * 1024;

impl App {
    /// Imports, latest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn imports(
        &self, actor: &Actor, kind: Option<Kind>, slice: Slice,
    ) -> Result<Page<Import>, Error> {
        actor.may(Action::Read)?;
        let mut kinds = readable(actor);
        kinds.retain(|one| kind.is_none_or(|kind| *one == kind));
        Ok(storage::imports::list(self.db.reader(), actor.scope(), &kinds, slice).await?)
    }

    /// Those of the imports that exist for this actor: a side sees what came from its own files.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn imports_named(
        &self, actor: &Actor, ids: BTreeSet<ImportId>,
    ) -> Result<Vec<Import>, Error> {
        actor.may(Action::Read)?;
        let mut found = storage::imports::named(self.db.reader(), actor.scope(), ids).await?;
        let kinds = readable(actor);
        found.retain(|import| kinds.contains(&import.kind));
        Ok(found)
    }

    /// One import.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn import_record(&self, actor: &Actor, id: ImportId) -> Result<Import, Error> {
        actor.may(Action::Read)?;
        let found = storage::imports::find(self.db.reader(), actor.scope(), id).await?;
        found.filter(|import| readable(actor).contains(&import.kind)).ok_or(MISSING)
    }

    /// The problems of a refused import, in order of their lines.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the import does not exist for this actor.
    pub async fn import_problems(
        &self, actor: &Actor, id: ImportId, slice: Slice,
    ) -> Result<Page<Problem>, Error> {
        self.import_record(actor, id).await?;
        Ok(storage::imports::problems(self.db.reader(), id, slice).await?)
    }

    /// How a file was read, as it was kept with its import.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the import does not exist for this actor.
    pub async fn import_settings(
        &self, actor: &Actor, id: ImportId,
    ) -> Result<Option<String>, Error> {
        self.import_record(actor, id).await?;
        Ok(storage::imports::settings(self.db.reader(), id).await?)
    }

    /// Keeps the bytes of an uploaded file with its import until it is confirmed or refused rows are asked for.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the import does not exist for this actor.
    pub async fn keep_file(&self, actor: &Actor, id: ImportId, file: &Path) -> Result<(), Error> {
        actor.may(Action::Import)?;
        self.import_record(actor, id).await?;
        let file = file.to_owned();
        self.db.write(move |tx| Box::pin(async move { Ok(keep(tx, id, &file).await?) })).await
    }

    /// Whether the bytes of a file are kept with its import.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the import does not exist for this actor.
    pub async fn has_file(&self, actor: &Actor, id: ImportId) -> Result<bool, Error> {
        self.import_record(actor, id).await?;
        Ok(storage::imports::has_file(self.db.reader(), id).await?)
    }

    /// Writes the kept bytes to `file`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nothing was kept.
    pub async fn kept_file(&self, actor: &Actor, id: ImportId, file: &Path) -> Result<(), Error> {
        if !self.has_file(actor, id).await? {
            return Err(Error::NotFound { what: "file" });
        }
        let mut out = std::fs::File::create(file).map_err(StorageError::from)?;
        let mut place = 0;
        while let Some(bytes) = storage::imports::piece(self.db.reader(), id, place).await? {
            out.write_all(&bytes).map_err(StorageError::from)?;
            place += 1;
        }
        Ok(())
    }

    /// Takes an applied import back.
    ///
    /// # Errors
    /// [`Error::Refused`] when later changes build on it.
    pub async fn undo_import(&self, actor: &Actor, id: ImportId) -> Result<Import, Error> {
        actor.may(Action::Import)?;
        let (db, scope, pen) = (self.db.clone(), actor.scope(), self.pen(actor));
        let import = self
            .db
            .write(move |tx| Box::pin(async move { undo(&db, tx, scope, id, pen).await }))
            .await?;
        tracing::info!(import.id = %id, "Import undone");
        Ok(import)
    }
}

/// The kinds of files of which an actor may know what is in them.
fn readable(actor: &Actor) -> Vec<Kind> {
    let tenders = actor.may(Action::ReadTenders).is_ok();
    Kind::ALL.iter().copied().filter(|kind| tenders || *kind != Kind::Weightings).collect()
}

async fn keep(tx: &Tx, id: ImportId, file: &Path) -> Result<(), StorageError> {
    let mut file = std::fs::File::open(file)?;
    for place in 0.. {
        let mut bytes = Vec::new();
        Read::by_ref(&mut file).take(PIECE).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            break;
        }
        storage::imports::add_piece(tx, id, place, bytes).await?;
    }
    Ok(())
}

async fn undo(db: &Db, tx: &Tx, scope: Scope, id: ImportId, pen: Pen) -> Result<Import, Error> {
    storage::one_at_a_time(tx).await?;
    let import = storage::imports::find(tx, scope, id).await?.ok_or(MISSING)?;
    match import.state {
        State::Applied => {}
        State::Undone => return Err(Error::Refused("this import was undone before".to_owned())),
        State::Checked | State::Refused => {
            return Err(Error::Refused(
                "nothing of this file was imported, so there is nothing to undo".to_owned(),
            ));
        }
    }
    let contracts = storage::undo::touched(tx, id).await?;
    storage::contracts::lock_all(tx, &contracts).await?;
    storage::assessments::lock_all_of(tx, id).await?;
    storage::tenders::lock_all_of(tx, id).await?;
    let record_of = only_owner(tx, id, &contracts).await?;
    let before = storage::audit::state(tx, Subject::Import(id)).await?;
    untouched(tx, &import).await?;
    unrepeated(tx, scope, &import).await?;
    let meetings = storage::undo::meetings_touched(tx, id).await?;
    let lots = storage::tenders::touched_lots(tx, id).await?;
    storage::scorecards::remove_of_meetings(tx, &meetings).await?;
    storage::scorecards::clear(tx, &contracts).await?;
    match storage::undo::take_back(tx, id).await {
        Err(error) if error.is_still_linked() => return Err(Error::Refused(BUILT_ON.to_owned())),
        other => other?,
    }
    figures::refresh_meetings(db, tx, &meetings).await?;
    tenders::refresh(tx, &lots).await?;
    let left = storage::contracts::still_there(tx, &contracts).await?;
    for contract in &left {
        figures::refresh_figures(db, tx, *contract).await?;
    }
    figures::refresh_rollups(tx, &left).await?;
    storage::imports::set_state(tx, id, State::Undone).await?;
    pen.note(tx, Subject::Import(id), record_of, before).await?;
    Ok(Import { state: State::Undone, ..import })
}

const BUILT_ON: &str = "something recorded later builds on this import; undo or remove that first";

// What a later file says too is no longer this import's alone to take away.
async fn unrepeated(tx: &Tx, scope: Scope, import: &Import) -> Result<(), Error> {
    let Some((later, rows)) = storage::undo::repeated_by(tx, scope, import.id).await? else {
        return Ok(());
    };
    let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
    let (name, on) = (&later.file_name, later.at.format("%-d %B %Y"));
    Err(Error::Refused(format!(
        "{rows} of the later import of {name} on {on} ({}) say the same as this import; undo that one first",
        later.id
    )))
}

async fn untouched(tx: &Tx, import: &Import) -> Result<(), Error> {
    let standing = match import.kind {
        Kind::Contracts => storage::undo::contracts_still_standing(tx, import.id).await?,
        Kind::Scores | Kind::Kpis | Kind::Value => {
            storage::undo::still_standing(tx, import.id).await?
        }
        Kind::Assessments => storage::assessments::standing(tx, import.id).await?,
        Kind::Points => storage::assessments::standing_points(tx, import.id).await?,
        Kind::Weightings => storage::tenders::standing(tx, import.id).await?,
        Kind::Knowledge => storage::knowledge::undo::still_standing(tx, import.id).await?,
    };
    let stored = import.counts.new.saturating_add(import.counts.changed);
    if standing == stored {
        return Ok(());
    }
    let later = stored.saturating_sub(standing);
    let rows = if later == 1 { "1 row was".to_owned() } else { format!("{later} rows were") };
    Err(Error::Refused(format!("{rows} changed after this import; undo the later change first")))
}
