//! Links that let somebody in, once: for the first administrator, for those invited, and for
//! those who forgot their password.

use super::secrets::{digest, fresh};
use super::sign_in::{Opened, SignInError};
use super::{Invite, add_in, everywhere, join_in, seat_of};
use crate::app::audit::Pen;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor, Role, Seat, Surface, Whence};
use crate::domain::accounts::password;
use crate::domain::accounts::secrets::Secret;
use crate::domain::accounts::{EmailAddress, Invitation, Person, PersonName, Purpose};
use crate::domain::audit::{Digest, Subject};
use crate::domain::ids::{ActorId, OrganisationId};
use crate::domain::problems::Problem;
use crate::storage::{self, Tx, accounts};
use chrono::{DateTime, TimeDelta, Utc};
use std::net::IpAddr;
use std::sync::atomic::Ordering;
use uuid::Uuid;

/// How long somebody who was invited may take.
const INVITED_FOR: TimeDelta = TimeDelta::days(7);

/// How long the link of the first start, and that for a new password, may lie about.
const BRIEFLY: TimeDelta = TimeDelta::days(1);

/// A link that was made. Its secret is shown once and kept nowhere.
#[derive(Debug, Clone)]
pub struct Link {
    /// What the address ends with.
    pub secret: Secret,
    /// What it is for.
    pub invitation: Invitation,
}

/// What somebody who opens a link is offered.
#[derive(Debug, Clone)]
pub struct Offer {
    /// What the link is for.
    pub invitation: Invitation,
    /// The name of whoever has the address already.
    pub known: Option<String>,
}

/// What somebody who opened a link entered.
#[derive(Debug, Clone)]
pub struct Taken {
    /// What the address of the link ended with.
    pub link: Secret,
    /// What they are called; not asked of those who have an account.
    pub name: Option<PersonName>,
    /// Their address; asked of the first administrator only.
    pub email: Option<EmailAddress>,
    /// Their new password, or the one they have.
    pub password: Secret,
}

impl App {
    /// Whether anybody can sign in yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_set_up(&self) -> Result<bool, Error> {
        let founded = &self.accounts.founded;
        if !founded.load(Ordering::Relaxed) && accounts::anybody(self.db.reader()).await? {
            founded.store(true, Ordering::Relaxed);
        }
        Ok(founded.load(Ordering::Relaxed))
    }

    /// A new link for the first administrator, in place of any before; nothing once there is
    /// anybody.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_up_link(&self) -> Result<Option<Link>, Error> {
        if self.is_set_up().await? {
            return Ok(None);
        }
        let seat = Seat::new(Role::Administrator, None);
        let purpose = seat.map(|seat| Purpose::Seat(seat, None));
        let purpose = purpose.ok_or(Error::NotFound { what: "role" })?;
        let (by, now) = (ActorId(Uuid::nil()), self.clock.now());
        let invitation = Invitation { email: None, purpose, by, expires: now + BRIEFLY };
        let (secret, kept) = (fresh()?, invitation.clone());
        let (key, pen) = (digest(secret.expose()), self.pen(&Actor::administrator()));
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    storage::one_at_a_time(tx).await?;
                    take_back_set_up(tx, pen.clone()).await?;
                    accounts::invitations::add(tx, &key, &kept, now).await?;
                    note_link(tx, pen, &key, None, None).await
                })
            })
            .await?;
        Ok(Some(Link { secret, invitation }))
    }

    /// Makes a link for somebody to take up a role.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the role is not the actor's to give.
    pub async fn invite(&self, actor: &Actor, invite: Invite) -> Result<Link, Error> {
        let (whose, now, secret) = (actor.clone(), self.clock.now(), fresh()?);
        let (key, pen) = (digest(secret.expose()), self.pen(actor));
        let invitation = self
            .db
            .write(move |tx| {
                Box::pin(async move {
                    let (seat, organisation) = seat_of(tx, &whose, &invite, now).await?;
                    let purpose = Purpose::Seat(seat, organisation);
                    let email = Some(invite.email);
                    let expires = now + INVITED_FOR;
                    let invitation = Invitation { email, purpose, by: whose.id(), expires };
                    accounts::invitations::add(tx, &key, &invitation, now).await?;
                    note_link(tx, pen, &key, seat.organisation(), None).await?;
                    Ok::<_, Error>(invitation)
                })
            })
            .await?;
        tracing::info!("Invitation made");
        Ok(Link { secret, invitation })
    }

    /// Makes a link for somebody to choose a new password.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nobody has the address.
    pub async fn reset_password(&self, actor: &Actor, email: &EmailAddress) -> Result<Link, Error> {
        everywhere(actor, Action::ManagePeople)?;
        self.person_with_email(actor, email).await?;
        let (now, secret) = (self.clock.now(), fresh()?);
        let invitation = Invitation {
            email: Some(email.clone()),
            purpose: Purpose::NewPassword,
            by: actor.id(),
            expires: now + BRIEFLY,
        };
        let (key, kept) = (digest(secret.expose()), invitation.clone());
        let pen = self.pen(actor);
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    accounts::invitations::add(tx, &key, &kept, now).await?;
                    note_link(tx, pen, &key, None, None).await
                })
            })
            .await?;
        Ok(Link { secret, invitation })
    }

    /// What a link offers.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such link, or it was used or is too old.
    pub async fn offer(&self, link: &Secret) -> Result<Offer, Error> {
        let (key, now) = (digest(link.expose()), self.clock.now());
        let found = accounts::invitations::find(self.db.reader(), &key, now).await?;
        let invitation = found.ok_or(NO_LINK)?;
        let known = match &invitation.email {
            Some(email) => accounts::with_email(self.db.reader(), email).await?,
            None => None,
        };
        Ok(Offer { invitation, known: known.map(|known| known.person.name) })
    }

    /// Does what a link offers, and signs whoever did it in. Somebody who has an account takes
    /// up a role with the password they have, so that whoever else sees the link cannot.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the link cannot be used; [`Error::Invalid`] with everything wrong.
    pub async fn take_up(
        &self, taken: Taken, address: Option<IpAddr>,
    ) -> Result<Opened, SignInError> {
        let Offer { invitation, known } = self.offer(&taken.link).await?;
        let email = invitation.email.clone().or(taken.email.clone());
        let email = email.ok_or_else(|| missing("email", NO_EMAIL))?;
        let (name, hash) = match (&invitation.purpose, known) {
            (Purpose::Seat(..), Some(name)) => {
                self.prove(email.as_str(), taken.password.clone(), address).await?;
                (PersonName::parse(&name).ok(), None)
            }
            (Purpose::NewPassword, Some(name)) => {
                let hash = self.new_hash(&taken.password, &[&name, email.as_str()]).await?;
                (PersonName::parse(&name).ok(), Some(hash))
            }
            (Purpose::Seat(..) | Purpose::NewPassword, None) => {
                let name = taken.name.clone().ok_or_else(|| missing("name", NO_NAME))?;
                let known = [name.as_str(), email.as_str()];
                let hash = self.new_hash(&taken.password, &known).await?;
                (Some(name), Some(hash))
            }
        };
        let name = name.ok_or_else(|| missing("name", NO_NAME))?;
        let (key, now) = (digest(taken.link.expose()), self.clock.now());
        let work = TakeUp { key, invitation, email, name, hash };
        let (app, whence) = (self.clone(), Whence { surface: Surface::Page, address });
        let write = self.db.write(move |tx| {
            Box::pin(async move {
                let key = work.key.clone();
                let unused = storage::audit::state(tx, link_of(&key)?).await?;
                let (person, seat, before) = work.run(tx, now).await?;
                let pen = app.own_pen(&person, seat, whence);
                let record_of = seat.and_then(Seat::organisation);
                pen.clone().note(tx, Subject::Person(person.id), record_of, before).await?;
                note_link(tx, pen, &key, record_of, unused).await?;
                Ok::<_, Error>(person)
            })
        });
        let person = write.await?;
        tracing::info!(person.id = %person.id, "Link used");
        self.open_session(person.id, address).await
    }

    /// The hash of a new password that holds the rules.
    pub(super) async fn new_hash(&self, new: &Secret, known: &[&str]) -> Result<String, Error> {
        password::check(new, known).map_err(|why| {
            let problem = Problem::field("password", "", why.to_string(), why.remedy());
            Error::Invalid(vec![problem])
        })?;
        self.accounts.hashing.hash(new.clone()).await
    }
}

/// Takes back the link of an earlier start, if it was not used.
async fn take_back_set_up(tx: &Tx, pen: Pen) -> Result<(), Error> {
    match accounts::invitations::set_up(tx).await? {
        None => Ok(()),
        Some(key) => {
            let remove = async { Ok(accounts::invitations::remove_set_up(tx).await?) };
            pen.around(tx, link_of(&key)?, None, remove).await
        }
    }
}

/// Writes down what became of a link.
async fn note_link(
    tx: &Tx, pen: Pen, key: &str, record_of: Option<OrganisationId>, before: Option<Digest>,
) -> Result<(), Error> {
    Ok(pen.note(tx, link_of(key)?, record_of, before).await?)
}

fn link_of(key: &str) -> Result<Subject, Error> {
    Digest::parse(key).map(Subject::Link).ok_or(NO_LINK)
}

const NO_LINK: Error = Error::NotFound { what: "link" };
const NO_EMAIL: &str = "Enter an email address such as name@example.gov.uk";
const NO_NAME: &str = "Enter a full name";

fn missing(field: &str, remedy: &str) -> Error {
    Error::Invalid(vec![Problem::field(field, "", "this is missing", remedy)])
}

/// Who came in by a link, in which seat, and the state of their account before.
type CameIn = (Person, Option<Seat>, Option<Digest>);

/// A link about to be used.
struct TakeUp {
    key: String,
    invitation: Invitation,
    email: EmailAddress,
    name: PersonName,
    hash: Option<String>,
}

impl TakeUp {
    /// Who came in, as what, and what was kept of them before.
    async fn run(self, tx: &Tx, now: DateTime<Utc>) -> Result<CameIn, Error> {
        storage::one_at_a_time(tx).await?;
        let first = self.invitation.email.is_none();
        if !accounts::invitations::use_up(tx, &self.key, now).await?
            || (first && accounts::anybody(tx).await?)
        {
            return Err(NO_LINK);
        }
        let found = accounts::with_email(tx, &self.email).await?.map(|found| found.person);
        let before = match &found {
            Some(person) => storage::audit::state(tx, Subject::Person(person.id)).await?,
            None => None,
        };
        match self.invitation.purpose {
            Purpose::NewPassword => {
                let person = found.ok_or(NO_LINK)?;
                let hash = self.hash.ok_or(NO_LINK)?;
                accounts::set_password(tx, person.id, hash).await?;
                accounts::sessions::end_others(tx, person.id, "").await?;
                Ok((person, None, before))
            }
            Purpose::Seat(seat, organisation) => {
                let person = match found {
                    Some(person) => person,
                    None => add_in(tx, &self.email, &self.name, self.hash, now).await?,
                };
                let member = join_in(tx, person, seat, organisation, now).await?;
                Ok((member.person, Some(seat), before))
            }
        }
    }
}
