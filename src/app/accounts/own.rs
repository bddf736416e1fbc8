//! What people keep of their own: their password, and how they like to work.

use super::{SignInError, Visitor};
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor, Seat, Surface, Whence};
use crate::domain::accounts::secrets::Secret;
use crate::domain::accounts::{Manual, Member, Person};
use crate::domain::audit::Subject;
use crate::domain::ids::PersonId;
use crate::domain::problems::Problem;
use crate::storage::{self, accounts};
use std::net::IpAddr;

/// Somebody's own account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Who.
    pub person: Person,
    /// The roles they hold.
    pub held: Vec<Member>,
    /// Whether they sign in with a password here.
    pub password: bool,
}

const NO_ACCOUNT: Error = Error::NotFound { what: "account" };

impl App {
    /// The actor's own account.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the command line, which is nobody.
    pub async fn account(&self, actor: &Actor) -> Result<Account, Error> {
        actor.may(Action::Read)?;
        let id = PersonId(actor.id().0);
        let found = accounts::find(self.db.reader(), id).await?.ok_or(NO_ACCOUNT)?;
        let held = accounts::memberships(self.db.reader(), id).await?;
        Ok(Account { person: found.person, held, password: found.hash.is_some() })
    }

    /// Replaces what the actor lets others know of how they work.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a part of it is too long.
    pub async fn set_manual(&self, actor: &Actor, manual: Manual) -> Result<(), Error> {
        actor.may(Action::KeepAccount)?;
        let problems = manual.problems();
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let (id, pen) = (PersonId(actor.id().0), self.pen(actor));
        let record_of = actor.seat().organisation();
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    storage::one_at_a_time(tx).await?;
                    accounts::find(tx, id).await?.ok_or(NO_ACCOUNT)?;
                    let set = async { Ok(accounts::set_manual(tx, id, manual).await?) };
                    pen.around(tx, Subject::Person(id), record_of, set).await
                })
            })
            .await
    }

    /// Replaces the password of somebody who knows it, and ends their other sessions.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the present one is wrong or the new one breaks rules.
    pub async fn change_password(
        &self, visitor: &Visitor, present: Secret, new: Secret, address: Option<IpAddr>,
    ) -> Result<(), Error> {
        if let Some(actor) = &visitor.actor {
            actor.may(Action::KeepAccount)?;
        }
        let (id, keep) = (visitor.person, visitor.key().to_owned());
        let found = accounts::find(self.db.reader(), id).await?.ok_or(NO_ACCOUNT)?;
        let known = [found.person.name.as_str(), found.person.email.as_str()];
        match self.prove(&found.person.email, present, address).await {
            Err(SignInError::Wrong) => {
                let message = "the present password is not this one";
                let remedy = "Enter the password you sign in with";
                return Err(Error::Invalid(vec![Problem::field("present", "", message, remedy)]));
            }
            other => other?,
        };
        let hash = self.new_hash(&new, &known).await?;
        let seat = visitor.actor.as_ref().map(Actor::seat);
        let whence = Whence { surface: Surface::Page, address };
        let pen = self.own_pen(&found.person, seat, whence);
        let record_of = seat.and_then(Seat::organisation);
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    storage::one_at_a_time(tx).await?;
                    let set = async {
                        storage::accounts::set_password(tx, id, hash).await?;
                        Ok(accounts::sessions::end_others(tx, id, &keep).await?)
                    };
                    pen.around(tx, Subject::Person(id), record_of, set).await
                })
            })
            .await?;
        tracing::info!(person.id = %id, "Password changed");
        Ok(())
    }
}
