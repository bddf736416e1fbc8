//! Requests that may be sent twice: the second gets the answer of the first.

use super::{App, Error};
use crate::domain::access::Actor;
use crate::storage;
use crate::storage::requests::{Answer, Claim};
use std::sync::Arc;

impl App {
    /// The answer this actor got for a key, if the request was the same one.
    ///
    /// # Errors
    /// [`Error::Refused`] when the key was used for another request, or has no answer yet.
    pub async fn remembered(
        &self, actor: &Actor, key: &str, digest: &str,
    ) -> Result<Option<String>, Error> {
        let found = storage::requests::find(self.db.reader(), actor.id(), key).await?;
        match found {
            None => Ok(None),
            Some(request) if request.digest != digest => Err(Error::Refused(
                "this idempotency key was used for another request; use a new key".to_owned(),
            )),
            Some(request) => match request.answer {
                Some(answer) => Ok(Some(answer.body)),
                None => Err(Error::Refused(UNANSWERED.to_owned())),
            },
        }
    }

    /// The same service, whose next write also claims the key for this request. The claim
    /// is lost when another request has the key: nothing is written then.
    #[must_use]
    pub fn claiming(&self, actor: &Actor, key: &str, digest: &str) -> (Self, Arc<Claim>) {
        let claim = Arc::new(Claim::new(actor.id(), key, digest, self.clock.now()));
        (Self { db: self.db.claiming(Arc::clone(&claim)), ..self.clone() }, claim)
    }

    /// Remembers the answer to a request whose key was claimed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remember(
        &self, actor: &Actor, key: &str, status: u16, body: &str,
    ) -> Result<(), Error> {
        let (id, key) = (actor.id(), key.to_owned());
        let answer = Answer { status, body: body.to_owned() };
        let write = self.db.write(move |tx| {
            Box::pin(async move { storage::requests::answer(tx, id, &key, answer).await })
        });
        Ok(write.await?)
    }
}

const UNANSWERED: &str = "a request with this key is still being answered, or was done and its \
    answer lost; look for what it made before you use a new key";
