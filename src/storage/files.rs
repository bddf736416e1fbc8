//! Files of evidence on disk: in a folder of their own, each under the digest of its bytes.
//!
//! No name that somebody gave comes near the disk. A file is written and synced under a name of
//! the moment, and then renamed, so that what stands under a digest is whole.

use super::StorageError;
use super::backup::file_of;
use super::{DatabaseBackend, Tx};
use crate::domain::audit::Digest;
use sea_orm::ConnectionTrait;
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// What is added to the name of a SQLite database for the folder of its files.
const BESIDE: &str = ".files";

/// The folder of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    folder: PathBuf,
}

/// A file in the folder that has no name yet; gone when dropped.
#[derive(Debug)]
pub struct Staged {
    path: TempPath,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its size.
    pub bytes: u64,
}

impl Files {
    /// The files in a folder, which need not be there before the first of them.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The files beside a SQLite database; nowhere for one on a server, which may have several
    /// instances of this service.
    #[must_use]
    pub fn beside(url: &str) -> Option<Self> {
        let database = file_of(url).ok().flatten()?;
        let mut name = database.file_name()?.to_owned();
        name.push(BESIDE);
        Some(Self { folder: database.with_file_name(name) })
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the file with a digest is.
    #[must_use]
    pub fn path(&self, digest: Digest) -> PathBuf {
        self.folder.join(digest.to_string())
    }

    /// Copies a file into the folder and syncs it. It blocks.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn stage(&self, from: &Path) -> Result<Staged, StorageError> {
        self.make_folder()?;
        let mut source = File::open(from)?;
        let mut file = tempfile::Builder::new().prefix(".incoming-").tempfile_in(&self.folder)?;
        let (mut hash, mut bytes, mut piece) = (Sha256::new(), 0_u64, vec![0; 1 << 16]);
        loop {
            let read = source.read(&mut piece)?;
            let Some(some) = piece.get(..read).filter(|some| !some.is_empty()) else { break };
            hash.update(some);
            file.write_all(some)?;
            bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        }
        file.as_file().sync_all()?;
        let digest = Digest::of_bytes(hash.finalize().into());
        Ok(Staged { path: file.into_temp_path(), digest, bytes })
    }

    // Only whoever runs the service reads what is in it.
    #[cfg(unix)]
    fn make_folder(&self) -> Result<(), StorageError> {
        use std::os::unix::fs::DirBuilderExt;
        Ok(fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?)
    }

    #[cfg(not(unix))]
    fn make_folder(&self) -> Result<(), StorageError> {
        Ok(fs::create_dir_all(&self.folder)?)
    }

    /// Gives a staged file its name. The same bytes may be there before; they are the same.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn put(&self, staged: Staged) -> Result<(), StorageError> {
        let place = self.path(staged.digest);
        staged.path.persist(place).map_err(|error| error.error)?;
        // So that the name outlives a failure of the machine as well.
        File::open(&self.folder)?.sync_all()?;
        Ok(())
    }

    /// Removes the file with a digest, if it is there.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn remove(&self, digest: Digest) -> Result<(), StorageError> {
        match fs::remove_file(self.path(digest)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

/// Lets only one of those that name and remove files run at a time, until its transaction ends:
/// a file that one of them finds unused must not become used under its hands.
///
/// # Errors
/// When the database does not answer.
pub async fn one_at_a_time(tx: &Tx) -> Result<(), StorageError> {
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        tx.execute_unprepared("SELECT pg_advisory_xact_lock(7205759403792793603)").await?;
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn files_are_kept_beside_a_sqlite_database_and_nowhere_for_a_server() {
        let beside = Files::beside("sqlite:///srv/records.db").unwrap();
        assert_eq!(beside.folder(), Path::new("/srv/records.db.files"));
        assert_eq!(Files::beside("postgres://host/records"), None);
    }

    #[test]
    fn a_file_stands_under_its_digest_and_a_staged_one_leaves_nothing_behind() {
        let home = tempfile::tempdir().unwrap();
        let (from, files) = (home.path().join("a"), Files::in_folder(home.path().join("files")));
        fs::write(&from, "abc").unwrap();
        drop(files.stage(&from).unwrap());
        assert_eq!(fs::read_dir(files.folder()).unwrap().count(), 0);

        files.put(files.stage(&from).unwrap()).unwrap();
        files.put(files.stage(&from).unwrap()).unwrap();
        // SHA-256 of "abc" as published in FIPS 180-2, appendix B.1.
        let name = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let names: Vec<_> = fs::read_dir(files.folder()).unwrap().map(|it| it.unwrap()).collect();
        assert_eq!(names.iter().map(|it| it.file_name()).collect::<Vec<_>>(), [name]);
        assert_eq!(fs::read(files.folder().join(name)).unwrap(), b"abc");

        let digest = Digest::parse(name).unwrap();
        files.remove(digest).unwrap();
        files.remove(digest).unwrap();
        assert_eq!(fs::read_dir(files.folder()).unwrap().count(), 0);
    }
}
