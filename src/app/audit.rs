//! The history of changes: written down with each change, read, verified.

use super::contracts::hold;
use super::{App, Error};
use crate::domain::access::{Action, Actor, Seat, Whence};
use crate::domain::accounts::Person;
use crate::domain::audit::{Broken, By, Digest, Entry, Head, Subject};
use crate::domain::contracts::Contract;
use crate::domain::ids::{ActorId, ContractId, OrganisationId};
use crate::domain::lists::{Page, Slice};
use crate::storage::audit::Noted;
use crate::storage::{self, StorageError, Tx};
use chrono::{DateTime, Utc};
use futures::future::BoxFuture;

pub use crate::storage::audit::Filter;

/// What came of going along the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many entries hold, or the first that does not.
    pub outcome: Result<u64, Broken>,
    /// Where the history is said to end.
    pub end: Head,
}

impl App {
    /// Changes something of a contract in one transaction: authorised, the contract held, and
    /// the change written down with it.
    pub(super) async fn change_on<T, F>(
        &self, actor: &Actor, action: Action, contract: ContractId, subject: Subject, work: F,
    ) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t Tx, Contract) -> BoxFuture<'t, Result<T, Error>> + Send + 'static,
    {
        let (whose, pen) = (actor.clone(), self.pen(actor));
        let write = self.db.write(move |tx| {
            Box::pin(async move {
                // Before the contract is held, as imports do; otherwise the two wait for each other.
                if let Subject::Contract(_) | Subject::Parties(_) = subject {
                    storage::one_at_a_time(tx).await?;
                }
                let contract = hold(tx, &whose, action, contract).await?;
                let record_of = storage::audit::record_of(&contract);
                let before = storage::audit::state(tx, subject).await?;
                let value = work(tx, contract).await?;
                pen.note(tx, subject, record_of, before).await?;
                Ok(value)
            })
        });
        write.await
    }

    /// A person who changes something of their own, and when.
    pub(super) fn own_pen(&self, person: &Person, seat: Option<Seat>, whence: Whence) -> Pen {
        let by = By {
            actor: ActorId(person.id.0),
            name: person.name.clone(),
            role: seat.map(Seat::role),
            organisation: seat.and_then(Seat::organisation),
            whence,
        };
        Pen { by, at: self.clock.now() }
    }

    /// Whoever acts and when, for those changes that find out what they change as they go.
    pub(super) fn pen(&self, actor: &Actor) -> Pen {
        Pen { by: By::from(actor), at: self.clock.now() }
    }

    /// The changes an actor may read, latest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for roles that read no history.
    pub async fn history(
        &self, actor: &Actor, filter: Filter, slice: Slice,
    ) -> Result<Page<Entry>, Error> {
        actor.may(Action::ReadHistory)?;
        Ok(storage::audit::list(self.db.reader(), actor.scope(), filter, slice).await?)
    }

    /// The next changes after entry `after` that an actor may read, in order; none at the end.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for roles that read no history.
    pub async fn history_after(
        &self, actor: &Actor, filter: Filter, after: u64,
    ) -> Result<Vec<Entry>, Error> {
        actor.may(Action::ReadHistory)?;
        let (reader, scope) = (self.db.reader(), actor.scope());
        Ok(storage::audit::following(reader, scope, filter, after).await?)
    }

    /// Goes along the whole history and names the first entry that does not hold.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for all but administrators: the history is of every client.
    pub async fn verify_history(&self, actor: &Actor) -> Result<Verified, Error> {
        actor.may(Action::Operate)?;
        let snapshot = self.db.snapshot().await?;
        let end = storage::audit::end(&snapshot).await?;
        let outcome = storage::audit::verify(&snapshot).await?;
        Ok(Verified { outcome, end })
    }
}

/// Who writes down a change, and when.
#[derive(Debug, Clone)]
pub(super) struct Pen {
    by: By,
    /// This moment.
    pub(super) at: DateTime<Utc>,
}

impl Pen {
    /// The name of whoever holds it.
    pub(super) fn name(&self) -> &str {
        &self.by.name
    }

    /// Does something, and writes down what became of a thing by it.
    pub(super) async fn around<T>(
        self, tx: &Tx, subject: Subject, record_of: Option<OrganisationId>,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let before = storage::audit::state(tx, subject).await?;
        let value = work.await?;
        self.note(tx, subject, record_of, before).await?;
        Ok(value)
    }

    /// Writes down what became of a thing; nothing when it is as it was.
    pub(super) async fn note(
        self, tx: &Tx, subject: Subject, record_of: Option<OrganisationId>, before: Option<Digest>,
    ) -> Result<(), StorageError> {
        let Self { by, at } = self;
        storage::audit::note(tx, Noted { by, at, subject, record_of, before }).await
    }
}
