//! Signing in at a provider of identities instead of with a password.

use super::add_in;
use super::provider::{Marks, Provider};
use super::secrets::{digest, fresh, same};
use super::sign_in::{Opened, SignInError};
use crate::app::{App, Error};
use crate::domain::access::{Role, Seat, Surface, Whence};
use crate::domain::accounts::secrets::Secret;
use crate::domain::accounts::single_sign_on::{
    Change, Grant, Held, Identity, SingleSignOn, changes, granted,
};
use crate::domain::accounts::{EmailAddress, Membership, Person, PersonName};
use crate::domain::audit::{Digest, Subject};
use crate::domain::ids::{MembershipId, OrganisationId, PersonId};
use crate::domain::organisations::Organisation;
use crate::storage::accounts::single_sign_on::{self as stored, Login};
use crate::storage::{self, Tx, accounts, organisations};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

/// How long somebody may take at the provider.
pub const AWAY_FOR: TimeDelta = TimeDelta::minutes(10);

/// Somebody on their way to the provider.
#[derive(Debug, Clone)]
pub struct Away {
    /// Where they have to go.
    pub address: String,
    /// What their browser keeps until they are back, so that nobody else can come back for them.
    pub state: Secret,
}

/// Somebody who came back.
#[derive(Debug, Clone)]
pub struct Back {
    /// What the provider sent along.
    pub state: Secret,
    /// What their browser kept.
    pub kept: Option<Secret>,
    /// What the provider said.
    pub answer: Answer,
}

/// What a provider sends somebody back with.
#[derive(Debug, Clone)]
pub enum Answer {
    /// What it tells who they are for.
    Code(Secret),
    /// Its word for why it did not let them in.
    Refusal(String),
}

/// Somebody who is in, and where they wanted to go.
#[derive(Debug, Clone)]
pub struct Returned {
    /// Their session.
    pub opened: Opened,
    /// Where to.
    pub next: String,
}

/// Why somebody was not let in by the word of a provider.
#[derive(Debug, thiserror::Error)]
pub enum SingleSignOnError {
    /// There is no such sign-in under way in this browser.
    #[error("this sign-in took too long, was used already or was begun in another browser")]
    Stale,
    /// The provider did not let them in, or they did not want to.
    #[error("you were not signed in there")]
    Declined,
    /// It does not answer.
    #[error("the sign-in service does not answer")]
    Unreachable,
    /// What it says cannot be relied on.
    #[error("what the sign-in service answered cannot be relied on: {0}")]
    Untrusted(String),
    /// Its clock or ours is wrong.
    #[error("the clock of the sign-in service and the clock of this one differ by minutes")]
    Clocks,
    /// It did not make sure that their address is theirs.
    #[error("the sign-in service has not confirmed that your email address is yours")]
    Unconfirmed,
    /// None of their groups stands for a role.
    #[error("none of the groups you belong to has a role here, and nobody here gave you one")]
    NoRole,
    /// They may not sign in any more.
    #[error("your account here is disabled")]
    Disabled,
    /// Something else.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<storage::StorageError> for SingleSignOnError {
    fn from(error: storage::StorageError) -> Self {
        Self::Failed(error.into())
    }
}

impl App {
    /// The same service with a provider of identities.
    ///
    /// # Errors
    /// When it cannot be spoken to over HTTP at all.
    pub fn with_single_sign_on(mut self, settings: Option<SingleSignOn>) -> Result<Self, Error> {
        let made = settings.map(Provider::new).transpose();
        let made = made.map_err(|error| Error::Internal(error.into()))?;
        Arc::make_mut(&mut self.accounts).provider = made;
        Ok(self)
    }

    /// What people call the provider, where there is one.
    #[must_use]
    pub fn provider_of_identities(&self) -> Option<&str> {
        self.accounts.provider.as_ref().map(|provider| provider.settings().name.as_str())
    }

    /// Sends somebody to the provider, who is to come back to `callback` and wants to go to `next`.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, and when it does not answer.
    pub async fn begin_single_sign_on(
        &self, next: &str, callback: &str,
    ) -> Result<Away, SingleSignOnError> {
        let (provider, now) = (self.provider()?, self.clock.now());
        let marks = Marks { state: fresh()?, nonce: fresh()?, verifier: fresh()? };
        let address = provider.address(&marks, callback, now).await?;
        let login = Login {
            key: digest(marks.state.expose()),
            nonce: marks.nonce.expose().to_owned(),
            verifier: marks.verifier.expose().to_owned(),
            next: next.to_owned(),
            expires: now + AWAY_FOR,
        };
        self.db
            .write(move |tx| {
                Box::pin(async move { Ok::<_, Error>(stored::begin(tx, login, now).await?) })
            })
            .await?;
        Ok(Away { address, state: marks.state })
    }

    /// Lets somebody in who came back from the provider, with the roles it gives them now.
    ///
    /// # Errors
    /// When this browser did not go there, and when who they are does not let them in here.
    pub async fn finish_single_sign_on(
        &self, back: Back, callback: &str, address: Option<IpAddr>,
    ) -> Result<Returned, SingleSignOnError> {
        let provider = self.provider()?;
        let login = self.own_login(&back).await?;
        let code = match back.answer {
            Answer::Code(code) => code,
            Answer::Refusal(word) => {
                tracing::info!(provider.error = word, "The provider let nobody in");
                return Err(SingleSignOnError::Declined);
            }
        };
        let (nonce, verifier) = (Secret::new(login.nonce), Secret::new(login.verifier));
        let marks = Marks { state: back.state, nonce, verifier };
        let identity = provider.identify(&code, &marks, callback, self.clock.now()).await?;
        let whence = Whence { surface: Surface::Page, address };
        let person = self.admit(provider.settings(), identity, whence).await?;
        let opened = self.open_session(person, address).await.map_err(|error| match error {
            SignInError::NoSeat => SingleSignOnError::NoRole,
            other => SingleSignOnError::Failed(other.into()),
        })?;
        Ok(Returned { opened, next: login.next })
    }

    fn provider(&self) -> Result<Provider, Error> {
        self.accounts.provider.clone().ok_or(Error::NotFound { what: "page" })
    }

    /// The sign-in that somebody came back from, if it was begun in their browser. Whatever
    /// comes of it, it cannot be used again.
    async fn own_login(&self, back: &Back) -> Result<Login, SingleSignOnError> {
        let (key, now) = (digest(back.state.expose()), self.clock.now());
        let kept = back.kept.as_ref().map(|kept| digest(kept.expose()));
        if !kept.is_some_and(|kept| same(&kept, &key)) {
            return Err(SingleSignOnError::Stale);
        }
        let taken = self
            .db
            .write(move |tx| {
                Box::pin(async move { Ok::<_, Error>(stored::take(tx, &key, now).await?) })
            })
            .await?;
        taken.ok_or(SingleSignOnError::Stale)
    }

    async fn admit(
        &self, settings: &SingleSignOn, identity: Identity, whence: Whence,
    ) -> Result<PersonId, SingleSignOnError> {
        let given = granted(&settings.rules, &identity.groups).into_iter().cloned().collect();
        let (issuer, now) = (settings.issuer.clone(), self.clock.now());
        let work = Admission { app: self.clone(), issuer, identity, given, whence, now };
        // A refusal is kept all the same: roles may have ended with it.
        let settled: Result<PersonId, SingleSignOnError> =
            self.db.write(move |tx| Box::pin(async move { work.run(tx).await })).await?;
        if let Err(why) = &settled {
            tracing::info!(reason = %why, "Single sign-on refused");
        }
        settled
    }
}

/// Somebody at the door with the word of a provider.
struct Admission {
    app: App,
    issuer: String,
    identity: Identity,
    given: Vec<Grant>,
    whence: Whence,
    now: DateTime<Utc>,
}

/// Whom a provider means.
struct Known {
    identity: Uuid,
    person: Person,
    /// What was kept of them before they came.
    before: Option<Digest>,
}

type Settled<T> = Result<Result<T, SingleSignOnError>, Error>;

impl Admission {
    async fn run(self, tx: &Tx) -> Settled<PersonId> {
        storage::one_at_a_time(tx).await?;
        let Known { identity, person, before } = match self.known(tx).await? {
            Ok(known) => known,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let held = accounts::memberships(tx, person.id).await?;
        let held = stored::given(tx, &self.issuer, person.id, &held).await?;
        let places = self.places(tx).await?;
        let given: Vec<Seat> = self.given.iter().filter_map(|it| seat(it, &places)).collect();
        let changes = changes(&held, &given);
        self.follow(tx, identity, &person, &held, &changes).await?;
        let pen = self.app.own_pen(&person, None, self.whence);
        pen.note(tx, Subject::Person(person.id), place_of(&held, &changes), before).await?;
        let left = accounts::memberships(tx, person.id).await?;
        Ok(if left.is_empty() { Err(SingleSignOnError::NoRole) } else { Ok(person.id) })
    }

    /// Whom the provider means: somebody it named before, somebody with the address it made
    /// sure of, or somebody new to whom it gives a role.
    async fn known(&self, tx: &Tx) -> Settled<Known> {
        let subject = &self.identity.subject;
        if let Some((identity, person)) = stored::find(tx, &self.issuer, subject).await? {
            if person.disabled_at.is_some() {
                return Ok(Err(SingleSignOnError::Disabled));
            }
            let before = storage::audit::state(tx, Subject::Person(person.id)).await?;
            return Ok(Ok(Known { identity, person, before }));
        }
        let Some(email) = &self.identity.email else {
            return Ok(Err(SingleSignOnError::Unconfirmed));
        };
        let found = accounts::with_email(tx, email).await?.map(|found| found.person);
        let (person, before) = match found {
            Some(person) if person.disabled_at.is_some() => {
                return Ok(Err(SingleSignOnError::Disabled));
            }
            Some(person) => {
                let before = storage::audit::state(tx, Subject::Person(person.id)).await?;
                (person, before)
            }
            None if self.given.is_empty() => return Ok(Err(SingleSignOnError::NoRole)),
            None => (add_in(tx, email, &self.name(email)?, None, self.now).await?, None),
        };
        let identity = stored::link(tx, &self.issuer, subject, person.id, self.now).await?;
        Ok(Ok(Known { identity, person, before }))
    }

    /// What they are called, or else what stands before the @ of their address.
    fn name(&self, email: &EmailAddress) -> Result<PersonName, Error> {
        if let Some(name) = &self.identity.name {
            return Ok(name.clone());
        }
        let local = email.as_str().split('@').next().unwrap_or_default();
        PersonName::parse(local).map_err(|why| Error::Refused(why.to_owned()))
    }

    /// The organisations that roles are given in, by name.
    async fn places(&self, tx: &Tx) -> Result<HashMap<String, Organisation>, Error> {
        let names = self.given.iter().filter_map(Grant::organisation).collect();
        Ok(organisations::find_or_add_all(tx, names, None, self.now).await?)
    }

    async fn follow(
        &self, tx: &Tx, identity: Uuid, person: &Person, held: &[Held], changes: &[Change],
    ) -> Result<(), Error> {
        let ended = ended(tx, held, changes).await?;
        stored::withdraw(tx, &ended, self.now).await?;
        let begun: Vec<Membership> =
            changes.iter().filter_map(|change| self.begun(person, *change)).collect();
        stored::provide(tx, identity, &begun).await?;
        for change in changes {
            if let Change::Become(id, role) = change {
                accounts::set_role(tx, *id, *role).await?;
                accounts::sessions::end_in(tx, *id).await?;
            }
        }
        Ok(())
    }

    fn begun(&self, person: &Person, change: Change) -> Option<Membership> {
        match change {
            Change::Begin(seat) => Some(Membership {
                id: MembershipId::fresh(),
                person: person.id,
                seat,
                organisation: None,
                since: self.now,
            }),
            Change::Become(..) | Change::End(_) => None,
        }
    }
}

/// The organisation whose record the changes are of; none when they are of several.
fn place_of(held: &[Held], changes: &[Change]) -> Option<OrganisationId> {
    let seat = |change: &Change| match change {
        Change::Begin(seat) => Some(*seat),
        Change::Become(id, _) | Change::End(id) => {
            held.iter().find(|held| held.membership == *id).map(|held| held.seat)
        }
    };
    let mut places = changes.iter().filter_map(seat).map(Seat::organisation);
    let first = places.next().flatten();
    if places.all(|place| place == first) { first } else { None }
}

fn seat(grant: &Grant, places: &HashMap<String, Organisation>) -> Option<Seat> {
    let there = grant.organisation().and_then(|name| places.get(name)).map(|there| there.id);
    Seat::new(grant.role(), there)
}

/// The roles that end. The last administrator stays one, whatever the provider says: nobody
/// could undo it.
async fn ended(tx: &Tx, held: &[Held], changes: &[Change]) -> Result<Vec<MembershipId>, Error> {
    let end = |change: &Change| match change {
        Change::End(id) => Some(*id),
        Change::Begin(_) | Change::Become(..) => None,
    };
    let ended: Vec<MembershipId> = changes.iter().filter_map(end).collect();
    let administers = |held: &&Held| held.seat.role() == Role::Administrator;
    let theirs: Vec<MembershipId> =
        held.iter().filter(administers).map(|held| held.membership).collect();
    let kept = |id: &MembershipId| theirs.contains(id);
    if ended.iter().any(kept) && accounts::administrators(tx).await? <= 1 {
        tracing::warn!("The provider takes the last administrator’s role; it stays");
        return Ok(ended.into_iter().filter(|id| !kept(id)).collect());
    }
    Ok(ended)
}
