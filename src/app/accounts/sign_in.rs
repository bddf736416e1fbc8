//! Signing in: a password is checked in the same time whether anybody has it or not, and those
//! who guess wait.

use super::secrets::{digest, fresh};
use crate::app::{App, Error};
use crate::domain::accounts::secrets::Secret;
use crate::domain::accounts::throttle::{Failures, Patience, wait};
use crate::domain::accounts::{EmailAddress, Member, Person};
use crate::domain::ids::PersonId;
use crate::storage::accounts::sessions::Begun;
use crate::storage::accounts::{Credentials, failures};
use crate::storage::{self, Tx};
use chrono::{DateTime, TimeDelta, Utc};
use std::net::IpAddr;
use uuid::Uuid;

/// A session that has begun.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What the browser keeps.
    pub secret: Secret,
    /// When it ends in any case.
    pub expires: DateTime<Utc>,
    /// Whether it is settled in which role they act.
    pub chosen: bool,
}

/// Why somebody was not let in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The address or the password is wrong, and it is not said which.
    #[error("the email address or password is wrong")]
    Wrong,
    /// There were too many wrong ones; nothing was looked at.
    #[error("there were too many attempts; try again in {}", minutes(.0))]
    Wait(TimeDelta),
    /// They hold no role any more.
    #[error("you hold no role at present; ask whoever invited you")]
    NoSeat,
    /// Something else.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<storage::StorageError> for SignInError {
    fn from(error: storage::StorageError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<SignInError> for Error {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Failed(error) => error,
            told @ (SignInError::Wrong | SignInError::Wait(_) | SignInError::NoSeat) => {
                Self::Refused(told.to_string())
            }
        }
    }
}

fn minutes(wait: &TimeDelta) -> String {
    match wait.num_seconds() {
        ..=59 => "a minute".to_owned(),
        seconds => format!("{} minutes", (seconds + 59) / 60),
    }
}

/// Whose attempts are counted together: an account, an address. Neither is kept in the clear: what
/// is typed as an address may well be a password.
struct Subjects(Vec<(String, Patience)>);

impl Subjects {
    fn of(account: &str, address: Option<IpAddr>) -> Self {
        let account = (digest(&format!("account {account}")), Patience::ACCOUNT);
        let address = address.map(|ip| (digest(&format!("address {ip}")), Patience::ADDRESS));
        // In one order, so that two attempts never wait for each other.
        let mut all: Vec<_> = [Some(account), address].into_iter().flatten().collect();
        all.sort_by(|one, other| one.0.cmp(&other.0));
        Self(all)
    }
}

impl App {
    /// Signs somebody in with their password.
    ///
    /// # Errors
    /// When it is wrong, or too many were.
    pub async fn sign_in(
        &self, email: &str, password: Secret, address: Option<IpAddr>,
    ) -> Result<Opened, SignInError> {
        let person = self.prove(email, password, address).await?;
        self.open_session(person.id, address).await
    }

    /// Begins a session for somebody who has proved who they are: by their password, an
    /// invitation or a provider of identities. One role is acted in at once; among several,
    /// they choose.
    ///
    /// # Errors
    /// [`SignInError::NoSeat`] when they hold none.
    pub async fn open_session(
        &self, person: PersonId, address: Option<IpAddr>,
    ) -> Result<Opened, SignInError> {
        let held = storage::accounts::memberships(self.db.reader(), person).await?;
        let active = |member: &&Member| member.person.disabled_at.is_none();
        let held: Vec<&Member> = held.iter().filter(active).collect();
        let membership = match held.as_slice() {
            [] => return Err(SignInError::NoSeat),
            [only] => Some(only.membership.id),
            [_, _, ..] => None,
        };
        let (secret, now) = (fresh()?, self.clock.now());
        let expires = now + self.accounts.lifetimes.absolute;
        let key = digest(secret.expose());
        let begun = Begun { key, person, membership, address, now, expires };
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    storage::accounts::sessions::drop_over(tx, now).await?;
                    Ok::<_, Error>(storage::accounts::sessions::begin(tx, &begun).await?)
                })
            })
            .await?;
        tracing::info!(person.id = %person, "Signed in");
        Ok(Opened { secret, expires, chosen: membership.is_some() })
    }

    /// Whoever an address and a password belong to. Each attempt counts as a failure until it is
    /// known not to be one, so that a hundred at once are not all taken for the first.
    pub(super) async fn prove(
        &self, email: &str, password: Secret, address: Option<IpAddr>,
    ) -> Result<Person, SignInError> {
        let given = EmailAddress::parse(email).ok();
        let account = given.as_ref().map_or_else(|| email.to_lowercase(), |it| it.as_str().into());
        let subjects = Subjects::of(&account, address);
        let counted = self.count(subjects).await?;
        let found = match &given {
            Some(email) => storage::accounts::with_email(self.db.reader(), email).await?,
            None => None,
        };
        let active = found.filter(|found| found.person.disabled_at.is_none());
        let (person, hash) =
            active.map_or((None, None), |Credentials { person, hash }| (Some(person), hash));
        let right = self.accounts.hashing.matches(password, hash).await?;
        let Some(person) = person.filter(|_| right) else {
            tracing::info!("Sign-in refused");
            return Err(SignInError::Wrong);
        };
        let subject = digest(&format!("account {account}"));
        self.forgive(counted, subject).await?;
        Ok(person)
    }

    async fn count(&self, subjects: Subjects) -> Result<Vec<Uuid>, SignInError> {
        let now = self.clock.now();
        self.db.write(move |tx| Box::pin(async move { count_in(tx, &subjects, now).await })).await
    }

    async fn forgive(&self, counted: Vec<Uuid>, subject: String) -> Result<(), Error> {
        self.db
            .write(move |tx| {
                Box::pin(
                    async move { Ok::<_, Error>(failures::forgive(tx, counted, &subject).await?) },
                )
            })
            .await
    }
}

async fn count_in(
    tx: &Tx, Subjects(subjects): &Subjects, now: DateTime<Utc>,
) -> Result<Vec<Uuid>, SignInError> {
    let mut longest: Option<TimeDelta> = None;
    for (subject, patience) in subjects {
        failures::one_at_a_time(tx, subject).await?;
        let before: Failures = failures::of(tx, subject, now).await?;
        longest = longest.max(wait(before, *patience, now));
    }
    if let Some(wait) = longest {
        return Err(SignInError::Wait(wait));
    }
    let names: Vec<String> = subjects.iter().map(|(subject, _)| subject.clone()).collect();
    Ok(failures::add(tx, &names, now).await?)
}
