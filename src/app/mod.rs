//! Use cases: authorise, open a transaction, decide, store.

pub mod error;

pub mod contracts;

pub mod designs;

pub mod meetings;

pub mod kpis;

pub mod knowledge;

pub mod value;

pub mod performance;

pub mod improvement;

pub mod scorecards;

pub mod imports;

pub mod events;

pub mod actions;

pub mod feedback;

pub mod home;

pub mod requests;

pub mod accounts;

pub mod schema;

pub mod backup;

pub mod audit;

pub mod assessments;

pub mod tenders;

mod figures;

use crate::domain::dates::by_london_clocks;
use crate::storage::Db;
use crate::storage::files::Files;
use chrono::{DateTime, NaiveDate, Utc};
use std::sync::Arc;

pub use error::Error;

/// The service: its database and its clock. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    db: Db,
    clock: Clock,
    accounts: Arc<accounts::Accounts>,
    files: Option<Files>,
}

/// Where the time comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine.
    System,
    /// A moment that never passes, for tests and the worked example.
    Stopped(DateTime<Utc>),
}

impl Clock {
    /// This moment.
    #[must_use]
    pub fn now(self) -> DateTime<Utc> {
        match self {
            #[expect(
                clippy::disallowed_methods,
                reason = "the one place the machine's clock is read"
            )]
            Self::System => Utc::now(),
            Self::Stopped(moment) => moment,
        }
    }

    /// Today's date in London.
    #[must_use]
    pub fn today(self) -> NaiveDate {
        by_london_clocks(self.now()).date_naive()
    }
}

impl App {
    /// Opens the database, brings its schema up to date and adds the designs that come with the service.
    ///
    /// # Errors
    /// When the address cannot be used or the database fails.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, Error> {
        let db = Db::open(url).await?;
        db.migrate().await?;
        let app = Self { files: Files::beside(url), ..Self::over(db, clock) };
        app.install_library().await?;
        Ok(app)
    }

    /// The service over a database whose schema is its own.
    fn over(db: Db, clock: Clock) -> Self {
        Self { db, clock, accounts: Arc::default(), files: None }
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ready(&self) -> Result<(), Error> {
        Ok(self.db.ping().await?)
    }

    /// Waits for begun writes to finish; call it last.
    pub async fn close(self) {
        self.db.close().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_day(utc: &str, day: &str) {
        let today = utc.parse().map(|moment| Clock::Stopped(moment).today().to_string());
        assert_eq!(today.as_deref(), Ok(day));
    }

    #[test]
    fn a_day_begins_at_midnight_in_london() {
        is_day("2026-06-30T22:59:59Z", "2026-06-30");
        is_day("2026-06-30T23:00:00Z", "2026-07-01");
        is_day("2026-12-31T23:59:59Z", "2026-12-31");
    }
}
