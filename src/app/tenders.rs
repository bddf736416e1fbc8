//! Tenders: the list, one with its lots and criteria, and what its weights come to.

use super::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::ids::{LotId, TenderId};
use crate::domain::lists::{Page, Slice};
use crate::domain::organisations::Organisation;
use crate::domain::tenders::{
    Lot, LotCoverage, LotStanding, TenderFilter, TenderLine, TenderRecord,
};
use crate::domain::weightings::Criterion;
use crate::storage::{self, Tx};

const MISSING: Error = Error::NotFound { what: "tender" };

impl App {
    /// Tenders, latest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn tenders(
        &self, actor: &Actor, filter: &TenderFilter, slice: Slice,
    ) -> Result<Page<TenderLine>, Error> {
        actor.may(Action::ReadTenders)?;
        Ok(storage::tenders::list(self.db.reader(), actor.scope(), filter, slice).await?)
    }

    /// Tenders with their lots and criteria, latest first.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn tender_records(
        &self, actor: &Actor, filter: &TenderFilter, slice: Slice,
    ) -> Result<Page<TenderRecord>, Error> {
        actor.may(Action::ReadTenders)?;
        Ok(storage::tenders::records(self.db.reader(), actor.scope(), filter, slice).await?)
    }

    /// In how many lots of the tenders that pass a filter the cost share is known.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn tender_coverage(
        &self, actor: &Actor, filter: &TenderFilter,
    ) -> Result<LotCoverage, Error> {
        actor.may(Action::ReadTenders)?;
        Ok(storage::tenders::coverage(self.db.reader(), actor.scope(), filter).await?)
    }

    /// Organisations that tenders belong to, by name.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn buyers(&self, actor: &Actor) -> Result<Vec<Organisation>, Error> {
        actor.may(Action::ReadTenders)?;
        Ok(storage::tenders::buyers(self.db.reader(), actor.scope()).await?)
    }

    /// One tender with its lots and criteria.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn tender(&self, actor: &Actor, id: TenderId) -> Result<TenderRecord, Error> {
        actor.may(Action::ReadTenders)?;
        let found = storage::tenders::record(self.db.reader(), actor.scope(), id).await?;
        found.ok_or(MISSING)
    }
}

/// Works out anew what the weights of lots come to, of those that are still there.
pub(super) async fn refresh(tx: &Tx, lots: &[LotId]) -> Result<(), Error> {
    for some in lots.chunks(1_000) {
        let mut criteria = storage::tenders::criteria(tx, some).await?;
        let judged = |lot: Lot| {
            let own = criteria.remove(&lot.id).unwrap_or_default();
            let own: Vec<Criterion> = own.into_iter().map(|stored| stored.criterion).collect();
            Lot { standing: LotStanding::of(&own), ..lot }
        };
        let found = storage::tenders::lots_by_id(tx, some).await?;
        let judged: Vec<Lot> = found.into_iter().map(judged).collect();
        storage::tenders::put_standings(tx, &judged).await?;
    }
    Ok(())
}
