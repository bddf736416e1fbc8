//! What a use case can answer besides success.

use crate::domain::access::Forbidden;
use crate::domain::problems::Problem;
use crate::storage::StorageError;

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was given breaks rules; every problem is listed.
    #[error("some of what was given cannot be used")]
    Invalid(Vec<Problem>),
    /// It does not exist, or not for this actor.
    #[error("this {what} does not exist")]
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
    /// The policy says no.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// A rule refuses it in the present state.
    #[error("{0}")]
    Refused(String),
    /// Somebody else changed it first.
    #[error("this {what} was changed by somebody else since you read it")]
    Changed {
        /// What was changed.
        what: &'static str,
        /// The revision it has now.
        revision: i64,
        /// Each field that says something else now than was sent, with what it says.
        differing: Vec<Problem>,
    },
    /// A fault of ours.
    #[error("the service could not complete the request")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Somebody else changed it since it was read: what is different of its fields, each with what
    /// it says now and what was sent.
    pub(super) fn changed<F: Into<String>>(
        what: &'static str, revision: i64, fields: impl IntoIterator<Item = (F, String, String)>,
    ) -> Self {
        let differing = fields.into_iter().filter(|(_, now, sent)| now != sent);
        let differing = differing.map(|(field, now, _)| {
            let message = "this is what is recorded now, not what was sent";
            Problem::field(field, now, message, "Decide which it should be, and send that")
        });
        Self::Changed { what, revision, differing: differing.collect() }
    }
}

/// Everything wrong, if anything is.
pub(super) fn refuse(problems: Vec<Problem>) -> Result<(), Error> {
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// The fields of a thing as it is beside those that were sent.
pub(super) fn beside<F>(
    now: impl IntoIterator<Item = (F, String)>, sent: impl IntoIterator<Item = (F, String)>,
) -> impl Iterator<Item = (F, String, String)> {
    now.into_iter().zip(sent).map(|((field, now), (_, sent))| (field, now, sent))
}

impl From<StorageError> for Error {
    fn from(error: StorageError) -> Self {
        Self::Internal(Box::new(error))
    }
}
