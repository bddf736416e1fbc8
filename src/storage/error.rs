//! Why the database did not answer as it should.

use sea_orm::DbErr;

/// Why the database did not answer as it should.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The address of the database cannot be used.
    #[error("the database address must start with sqlite:// or postgres://")]
    Address,
    /// The driver or the database failed.
    #[error("the database failed")]
    Database(#[from] DbErr),
    /// A stored row breaks a rule that the service keeps.
    #[error("the stored {what} {id} breaks a rule of the record")]
    Inconsistent {
        /// What kind of row.
        what: &'static str,
        /// Which one.
        id: String,
    },
    /// The write was cut off.
    #[error("the write was cut off")]
    CutOff,
    /// Another process has the database open.
    #[error("another process has the database open")]
    InUse,
    /// A file could not be read or written.
    #[error("a file could not be read or written")]
    File(#[from] std::io::Error),
}

impl StorageError {
    /// Whether a named unique constraint, or one over the same columns, was broken.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        match self {
            Self::Database(error) => {
                matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
            }
            Self::Address
            | Self::Inconsistent { .. }
            | Self::CutOff
            | Self::InUse
            | Self::File(_) => false,
        }
    }

    /// Whether a row is still linked to by another one.
    #[must_use]
    pub fn is_still_linked(&self) -> bool {
        match self {
            Self::Database(error) => {
                // A link that restricts breaks with a code of its own, which the driver does not know.
                matches!(error.sql_err(), Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_)))
                    || error.to_string().to_lowercase().contains("foreign key constraint")
            }
            Self::Address
            | Self::Inconsistent { .. }
            | Self::CutOff
            | Self::InUse
            | Self::File(_) => false,
        }
    }
}

/// A row that breaks a rule.
pub(super) fn inconsistent(what: &'static str, id: impl std::fmt::Display) -> StorageError {
    StorageError::Inconsistent { what, id: id.to_string() }
}
