//! Requests that may be sent twice: the second gets the answer of the first.

use super::{App, Error};
use crate::domain::access::Actor;
use crate::storage;

pub use crate::storage::requests::Remembered;

impl App {
    /// The answer this actor got for a key, if the request was the same one.
    ///
    /// # Errors
    /// [`Error::Refused`] when the key was used for another request.
    pub async fn remembered(
        &self,
        actor: &Actor,
        key: &str,
        digest: &str,
    ) -> Result<Option<Remembered>, Error> {
        let found = storage::requests::find(self.db.reader(), actor.id(), key).await?;
        match found {
            Some(answer) if answer.digest != digest => Err(Error::Refused(
                "this idempotency key was used for another request; use a new key".to_owned(),
            )),
            answer => Ok(answer),
        }
    }

    /// Remembers the answer to a request.
    ///
    /// # Errors
    /// [`Error::Refused`] when the same key is being used by another request at this moment.
    pub async fn remember(
        &self,
        actor: &Actor,
        key: &str,
        digest: &str,
        status: u16,
        body: &str,
    ) -> Result<(), Error> {
        let answer = Remembered { digest: digest.to_owned(), status, body: body.to_owned() };
        let (id, key, now) = (actor.id(), key.to_owned(), self.clock.now());
        let written = self
            .db
            .write(move |tx| {
                Box::pin(async move { storage::requests::add(tx, id, &key, &answer, now).await })
            })
            .await;
        match written {
            Err(error) if error.is_duplicate() => {
                Err(Error::Refused("another request is using this idempotency key".to_owned()))
            }
            other => Ok(other?),
        }
    }
}
