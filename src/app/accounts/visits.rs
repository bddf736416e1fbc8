//! Who a request comes from: a session or a token, and the role they act in.

use super::secrets::{digest, same};
use super::sign_in::Opened;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor, Reach, Whence};
use crate::domain::accounts::Member;
use crate::domain::accounts::secrets::Secret;
use crate::domain::accounts::sessions::worth_noting;
use crate::domain::ids::{MembershipId, PersonId};
use crate::storage;
use crate::storage::accounts::holders::Holder;
use crate::storage::accounts::sessions::{Begun, Chosen, Stored};
use chrono::{DateTime, Utc};

/// Whoever a request comes from.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// Name of the organisation they act for.
    pub organisation: Option<String>,
    /// What they act as; nothing until they have chosen an organisation.
    pub actor: Option<Actor>,
    session: Option<Stored>,
}

impl Visitor {
    /// Whether they signed in; a token never did.
    #[must_use]
    pub fn signed_in(&self) -> bool {
        self.session.is_some()
    }

    /// The digest of their session's secret; nothing is kept under the empty one.
    pub(super) fn key(&self) -> &str {
        self.session.as_ref().map_or("", |session| &session.key)
    }

    fn of_session(session: Stored, whence: Whence) -> Self {
        let (person, name) = (session.person, session.name.clone());
        let acting = session.chosen.clone();
        let actor = acting.as_ref().map(|acting| {
            Actor::person(person.into(), name.clone(), acting.seat, Reach::Full, whence)
        });
        let organisation = acting.and_then(|acting| acting.organisation);
        Self { person, name, organisation, actor, session: Some(session) }
    }

    fn of_token(holder: Holder, whence: Whence) -> Self {
        let Holder { reach, person, name, acting: Chosen { seat, organisation, .. }, .. } = holder;
        let actor = Actor::person(person.into(), name.clone(), seat, reach, whence);
        Self { person, name, organisation, actor: Some(actor), session: None }
    }
}

impl App {
    /// Whoever has a session, if it is not over: one read of one row at most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn visitor(
        &self, session: &Secret, whence: Whence,
    ) -> Result<Option<Visitor>, Error> {
        let (key, now) = (digest(session.expose()), self.clock.now());
        let read = storage::accounts::sessions::find(self.db.reader(), &key);
        let found = self.accounts.sessions.or_read(&key, self.db.writes(), read).await?;
        let lifetimes = self.accounts.lifetimes;
        let lasting = |session: &Stored| !lifetimes.over(session.seen, session.expires, now);
        let Some(session) = found.filter(lasting) else { return Ok(None) };
        if worth_noting(Some(session.seen), now) {
            self.note_session(key, now).await?;
        }
        Ok(Some(Visitor::of_session(session, whence)))
    }

    async fn note_session(&self, key: String, now: DateTime<Utc>) -> Result<(), Error> {
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    Ok::<_, Error>(storage::accounts::sessions::note(tx, &key, now).await?)
                })
            })
            .await
    }

    /// Whoever holds a token, if it still lets anybody in: one read of one row at most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn token_holder(
        &self, token: &Secret, whence: Whence,
    ) -> Result<Option<Visitor>, Error> {
        let now = self.clock.now();
        let Some(prefix) = super::tokens::prefix(token) else { return Ok(None) };
        let given = digest(token.expose());
        let read = storage::accounts::holders::find(self.db.reader(), prefix, now);
        let found = self.accounts.tokens.or_read(&given, self.db.writes(), read).await?;
        let Some(holder) = found.filter(|holder| same(&holder.digest, &given)) else {
            return Ok(None);
        };
        if worth_noting(holder.used, now) {
            let id = holder.token;
            self.db
                .write(move |tx| {
                    Box::pin(async move {
                        Ok::<_, Error>(storage::accounts::tokens::note(tx, id, now).await?)
                    })
                })
                .await?;
        }
        Ok(Some(Visitor::of_token(holder, whence)))
    }

    /// The roles a visitor can act in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn seats(&self, visitor: &Visitor) -> Result<Vec<Member>, Error> {
        Ok(storage::accounts::memberships(self.db.reader(), visitor.person).await?)
    }

    /// Acts in another role from now on, under a new session that ends when the old one would.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the role is not the visitor's.
    pub async fn choose_seat(
        &self, visitor: &Visitor, id: MembershipId, whence: Whence,
    ) -> Result<Opened, Error> {
        let missing = Error::NotFound { what: "role" };
        let Some(session) = visitor.session.clone() else { return Err(missing) };
        let held = self.seats(visitor).await?;
        if !held.iter().any(|member| member.membership.id == id) {
            return Err(missing);
        }
        let secret = super::secrets::fresh()?;
        let begun = Begun {
            key: digest(secret.expose()),
            person: visitor.person,
            membership: Some(id),
            address: whence.address,
            now: self.clock.now(),
            expires: session.expires,
        };
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    storage::accounts::sessions::end(tx, &session.key).await?;
                    Ok::<_, Error>(storage::accounts::sessions::begin(tx, &begun).await?)
                })
            })
            .await?;
        Ok(Opened { secret, expires: session.expires, chosen: true })
    }

    /// Ends the visitor's session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_out(&self, visitor: &Visitor) -> Result<(), Error> {
        let key = visitor.key().to_owned();
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    Ok::<_, Error>(storage::accounts::sessions::end(tx, &key).await?)
                })
            })
            .await
    }

    /// Ends every session of the actor, this one too.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for a token that only reads.
    pub async fn sign_out_everywhere(&self, actor: &Actor) -> Result<(), Error> {
        actor.may(Action::KeepAccount)?;
        let person = PersonId(actor.id().0);
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    Ok::<_, Error>(storage::accounts::sessions::end_others(tx, person, "").await?)
                })
            })
            .await
    }
}
