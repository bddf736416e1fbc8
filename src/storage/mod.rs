//! The only user of the database: rows to domain values and back.

/// The database.
#[derive(Debug, Clone)]
pub struct Db;

/// Why the database did not answer as it should.
#[derive(Debug, thiserror::Error)]
#[error("storage")]
pub struct StorageError;

impl Db {
    pub async fn ping(&self) -> Result<(), StorageError> {
        Ok(())
    }
    pub async fn close(self) {}
    pub async fn open(url: &str) -> Result<Self, StorageError> {
        unimplemented!()
    }
    pub async fn migrate(&self) -> Result<(), StorageError> {
        unimplemented!()
    }
}
