//! Scorecard designs: list, read, add a version.

use super::audit::Pen;
use super::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::Subject;
use crate::domain::designs::{Design, Version};
use crate::domain::ids::{DesignId, VersionId};
use crate::domain::library;
use crate::storage::designs::Header;
use crate::storage::{self, Db, StorageError, Tx};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Key of the design a contract gets when none is named.
pub const DEFAULT: &str = "partnership";

impl App {
    /// The latest version of every design, by key. The built-in library is always among them.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn designs(&self, actor: &Actor) -> Result<Vec<Arc<Version>>, Error> {
        actor.may(Action::Read)?;
        let mut headers = storage::designs::headers(self.db.reader(), None).await?;
        headers.dedup_by(|later, earlier| later.design == earlier.design);
        self.whole(headers).await
    }

    /// Every version of the design with this key, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub async fn design(&self, actor: &Actor, key: &str) -> Result<Vec<Arc<Version>>, Error> {
        actor.may(Action::Read)?;
        let headers = storage::designs::headers(self.db.reader(), Some(key)).await?;
        if headers.is_empty() {
            return Err(Error::NotFound { what: "design" });
        }
        self.whole(headers).await
    }

    /// One version.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub async fn design_version(
        &self, actor: &Actor, id: VersionId,
    ) -> Result<Arc<Version>, Error> {
        actor.may(Action::Read)?;
        let version = self.db.version(self.db.reader(), id).await?;
        version.ok_or(Error::NotFound { what: "design version" })
    }

    /// These design versions, each once.
    ///
    /// # Errors
    /// [`Error::NotFound`] when one does not exist.
    pub async fn design_versions(
        &self, actor: &Actor, ids: impl IntoIterator<Item = VersionId>,
    ) -> Result<Vec<Arc<Version>>, Error> {
        actor.may(Action::Read)?;
        let ids: BTreeSet<VersionId> = ids.into_iter().collect();
        let ids: Vec<VersionId> = ids.into_iter().collect();
        let versions = self.db.versions(self.db.reader(), &ids).await?;
        let all = versions.len() == ids.len();
        if all { Ok(versions) } else { Err(Error::NotFound { what: "design version" }) }
    }

    /// Adds a design, or a new version of it; the same content again adds nothing.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn add_design(&self, actor: &Actor, content: Design) -> Result<Arc<Version>, Error> {
        actor.may(Action::ChangeDesigns)?;
        let (db, pen) = (self.db.clone(), self.pen(actor));
        let version = self
            .db
            .write(move |tx| Box::pin(async move { add(&db, tx, content, pen).await }))
            .await?;
        tracing::info!(
            design.key = version.content.key(),
            design.version = version.number,
            "Design added"
        );
        Ok(version)
    }

    /// Adds the designs that come with the service, as far as they are not there.
    pub(super) async fn install_library(&self) -> Result<(), Error> {
        let known = storage::designs::headers(self.db.reader(), None).await?;
        let missing: Vec<Design> = library::designs()
            .into_iter()
            .filter(|design| !known.iter().any(|header| header.key == design.key()))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let (db, pen) = (self.db.clone(), self.pen(&Actor::administrator()));
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    storage::one_at_a_time(tx).await?;
                    for design in missing {
                        add(&db, tx, design, pen.clone()).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    async fn whole(&self, headers: Vec<Header>) -> Result<Vec<Arc<Version>>, Error> {
        let mut versions = Vec::with_capacity(headers.len());
        for header in headers {
            let version = self.db.version(self.db.reader(), header.id).await?;
            versions.push(version.ok_or(Error::NotFound { what: "design version" })?);
        }
        Ok(versions)
    }
}

async fn add(db: &Db, tx: &Tx, content: Design, pen: Pen) -> Result<Arc<Version>, Error> {
    let newest = storage::designs::headers(tx, Some(content.key())).await?.into_iter().next();
    if let Some(newest) = &newest {
        let same = db.version(tx, newest.id).await?.filter(|version| version.content == content);
        if let Some(version) = same {
            return Ok(version);
        }
    }
    let design = match &newest {
        Some(newest) => newest.design,
        None => {
            let id = DesignId::fresh();
            storage::designs::add_design(tx, id, content.key(), content.title()).await?;
            id
        }
    };
    let subject = Subject::Design(design);
    let before = storage::audit::state(tx, subject).await?;
    let number = newest.map_or(1, |newest| newest.number.saturating_add(1));
    let version = Version { id: VersionId::fresh(), design, number, content };
    storage::designs::add_version(tx, &version, pen.at).await?;
    pen.note(tx, subject, None, before).await?;
    Ok(Arc::new(version))
}

/// The newest version of a design.
pub(super) async fn newest(
    db: &Db, tx: &Tx, key: &str,
) -> Result<Option<Arc<Version>>, StorageError> {
    let header = storage::designs::headers(tx, Some(key)).await?.into_iter().next();
    match header {
        Some(header) => db.version(tx, header.id).await,
        None => Ok(None),
    }
}
