//! Files of evidence: taken in, and handed out to those who may read the contract.

use super::evidence::MISSING;
use super::refused;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::audit::{Digest, Subject};
use crate::domain::ids::{ContractId, EvidenceId, FileId};
use crate::domain::knowledge::evidence::Evidence;
use crate::domain::knowledge::files::{File, MediaKind, safe_name};
use crate::storage::files::{self as disk, Files, Staged};
use crate::storage::{self, StorageError, Tx};
use std::path::PathBuf;

/// More files than this belong to several pieces of evidence.
const MOST: usize = 20;

/// A file somebody sent, whose content was looked at.
#[derive(Debug)]
pub struct NewFile {
    /// Where its bytes are.
    pub path: PathBuf,
    /// Its name as it was given.
    pub name: String,
    /// What it is by its content.
    pub kind: MediaKind,
}

impl App {
    /// The same service with its files in another folder than beside its database.
    #[must_use]
    pub fn with_files_in(mut self, folder: PathBuf) -> Self {
        self.files = Some(Files::in_folder(folder));
        self
    }

    /// Adds a file to evidence that was not verified or rejected yet; the same file again
    /// changes nothing.
    ///
    /// # Errors
    /// [`Error::Refused`] when there is no folder for files or nothing can be added any more.
    pub async fn attach_file(
        &self, actor: &Actor, id: EvidenceId, given: NewFile,
    ) -> Result<File, Error> {
        actor.may(Action::RecordKnowledge)?;
        let contract = self.evidence(actor, id).await?.contract;
        actor.may_on(Action::RecordKnowledge, &self.contract(actor, contract).await?)?;
        let files = self.files.clone().ok_or_else(no_folder)?;
        let (stage, from) = (files.clone(), given.path.clone());
        let staged = tokio::task::spawn_blocking(move || stage.stage(&from)).await;
        let staged = staged.map_err(|_panicked| StorageError::CutOff)??;
        let digest = staged.digest;
        let attached = self.attach(actor, (id, contract), &files, staged, given).await;
        if attached.is_err() {
            self.clean_up(files, digest).await;
        }
        let file = attached?;
        tracing::info!(file.id = %file.id, file.bytes = file.bytes, "File of evidence kept");
        Ok(file)
    }

    async fn attach(
        &self, actor: &Actor, (id, contract): (EvidenceId, ContractId), files: &Files,
        staged: Staged, given: NewFile,
    ) -> Result<File, Error> {
        let file = File {
            id: FileId::fresh(),
            evidence: id,
            contract,
            digest: staged.digest,
            name: safe_name(&given.name, given.kind),
            kind: given.kind,
            bytes: staged.bytes,
            added_by: actor.name().to_owned(),
            added_at: self.clock.now(),
        };
        let (files, scope, now) = (files.clone(), actor.scope(), self.clock.now());
        let subject = Subject::Evidence(id, contract);
        self.change_on(actor, Action::RecordKnowledge, contract, subject, move |tx, _| {
            Box::pin(async move {
                let found = storage::knowledge::evidence::find(tx, scope, id).await?;
                let evidence = found.ok_or(MISSING)?;
                if let Some(same) = evidence.files.iter().find(|it| it.digest == file.digest) {
                    return Ok(same.clone());
                }
                takes_more(&evidence)?;
                // Named inside the transaction, under the lock that whoever removes files holds too.
                disk::one_at_a_time(tx).await?;
                files.put(staged)?;
                storage::knowledge::evidence::add_file(tx, &file).await?;
                let revision = evidence.revision.saturating_add(1);
                let evidence = Evidence { revision, ..evidence };
                storage::knowledge::evidence::put(tx, &evidence, now).await?;
                Ok(file)
            })
        })
        .await
    }

    /// Removes a file that no evidence has.
    async fn clean_up(&self, files: Files, digest: Digest) {
        let db = self.db.unclaimed();
        let clean = db.write(move |tx: &Tx| {
            Box::pin(async move {
                disk::one_at_a_time(tx).await?;
                if !storage::knowledge::evidence::is_kept(tx, digest).await? {
                    files.remove(digest)?;
                }
                Ok::<_, StorageError>(())
            })
        });
        if let Err(error) = clean.await {
            tracing::error!(%error, "A file that belongs to nothing could not be removed");
        }
    }

    /// A file, and where its bytes are.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor; [`Error::Refused`] when its
    /// bytes are not where they should be.
    pub async fn evidence_file(&self, actor: &Actor, id: FileId) -> Result<(File, PathBuf), Error> {
        actor.may(Action::Read)?;
        let reader = self.db.reader();
        let found = storage::knowledge::evidence::find_file(reader, actor.scope(), id).await?;
        let file = found.ok_or(Error::NotFound { what: "file" })?;
        let path = self.files.as_ref().map(|files| files.path(file.digest));
        match path.filter(|path| path.is_file()) {
            Some(path) => Ok((file, path)),
            None => {
                tracing::error!(file.id = %id, digest = %file.digest, "A file of evidence is gone");
                let why = "the file is on the record and not in the folder of files; whoever runs \
                           the service has to put the folder back";
                Err(Error::Refused(why.to_owned()))
            }
        }
    }
}

fn no_folder() -> Error {
    let why = "files cannot be taken: this service has no folder for them; whoever runs it names \
               one with --files";
    Error::Refused(why.to_owned())
}

fn takes_more(evidence: &Evidence) -> Result<(), Error> {
    evidence.is_open().map_err(refused)?;
    if evidence.files.len() < MOST {
        return Ok(());
    }
    Err(Error::Refused(format!("this evidence has {MOST} files already, which is the most")))
}
