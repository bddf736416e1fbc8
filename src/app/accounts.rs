//! People: who there is, in which role, and until when.

mod hashing;

mod joining;

mod known;

mod links;

mod own;

mod provider;

mod secrets;

mod sign_in;

mod single_sign_on;

mod tokens;

mod visits;

use super::audit::Pen;
use super::{App, Error};
use crate::domain::access::{Action, Actor, Role, Scope, Seat};
use crate::domain::accounts::sessions::Lifetimes;
use crate::domain::accounts::{EmailAddress, Member, Person, PersonName, may_give};
use crate::domain::audit::Subject;
use crate::domain::ids::{MembershipId, PersonId};
use crate::domain::lists::{Page, Slice};
use crate::domain::problems::Problem;
use crate::storage::accounts::Circle;
use crate::storage::accounts::holders::Holder;
use crate::storage::accounts::sessions::Stored;
use crate::storage::{self, Tx};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use joining::{add_in, join_in, not_yours_to_give, seat_of};
use known::Known;

pub use links::{Link, Offer, Taken};
pub use own::Account;
pub use sign_in::{Opened, SignInError};
pub use single_sign_on::{AWAY_FOR, Answer, Away, Back, Returned, SingleSignOnError};
pub use tokens::{NewToken, TokenCommand};
pub use visits::Visitor;

/// What the service keeps of accounts besides the database. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Accounts {
    hashing: hashing::Hashing,
    lifetimes: Lifetimes,
    sessions: Known<Stored>,
    tokens: Known<Holder>,
    /// Whether there was ever anybody; it never becomes untrue.
    founded: Arc<AtomicBool>,
    /// Whose word on who somebody is is taken.
    provider: Option<provider::Provider>,
}

/// Whom to invite, or to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// Who.
    pub email: EmailAddress,
    /// The role they are to hold.
    pub role: Role,
    /// Name of the organisation, for whoever looks after several; their own otherwise.
    pub organisation: Option<String>,
}

impl App {
    /// The same service with other lengths of sessions.
    #[must_use]
    pub fn with_sessions_of(mut self, lifetimes: Lifetimes) -> Self {
        Arc::make_mut(&mut self.accounts).lifetimes = lifetimes;
        self
    }

    /// The same service, which for so long takes whom it let in to be who they were without
    /// asking the database again. Whatever it writes itself, it asks after that; what another
    /// instance or the command line took from somebody shows after that time.
    #[must_use]
    pub fn with_visitors_known_for(mut self, time: Duration) -> Self {
        let accounts = Arc::make_mut(&mut self.accounts);
        accounts.sessions = Known::lasting(time);
        accounts.tokens = Known::lasting(time);
        self
    }

    /// The people of the actor's organisation, or everybody for an administrator, by name.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn people(&self, actor: &Actor, slice: Slice) -> Result<Page<Member>, Error> {
        actor.may(Action::Read)?;
        Ok(storage::accounts::list(self.db.reader(), own(actor), slice).await?)
    }

    /// The people of other organisations on the contracts that exist for the actor, by name.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn partners(&self, actor: &Actor, slice: Slice) -> Result<Page<Member>, Error> {
        actor.may(Action::Read)?;
        match actor.seat().organisation() {
            None => Ok(Page { items: Vec::new(), total: 0, next: None }),
            Some(own) => {
                let circle = Circle::OnContracts(actor.scope(), own);
                Ok(storage::accounts::list(self.db.reader(), circle, slice).await?)
            }
        }
    }

    /// Somebody with the roles the actor may know of: those in their own organisation and on
    /// their contracts.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the actor knows of none.
    pub async fn person(&self, actor: &Actor, id: PersonId) -> Result<Vec<Member>, Error> {
        actor.may(Action::Read)?;
        let mut known = storage::accounts::known(self.db.reader(), own(actor), id).await?;
        if let Some(own) = actor.seat().organisation() {
            let circle = Circle::OnContracts(actor.scope(), own);
            known.extend(storage::accounts::known(self.db.reader(), circle, id).await?);
        }
        if known.is_empty() { Err(NOBODY) } else { Ok(known) }
    }

    /// Whoever has an email address, with the roles they hold, for an administrator.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nobody has it.
    pub async fn person_with_email(
        &self, actor: &Actor, email: &EmailAddress,
    ) -> Result<(Person, Vec<Member>), Error> {
        everywhere(actor, Action::ManagePeople)?;
        let found = storage::accounts::with_email(self.db.reader(), email).await?;
        let person = found.ok_or(NOBODY)?.person;
        let held = storage::accounts::memberships(self.db.reader(), person.id).await?;
        Ok((person, held))
    }

    /// Adds somebody who has no password: they are let in by other means, if by any.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the address is taken or the role is not the actor's to give.
    pub async fn add_person(
        &self, actor: &Actor, name: PersonName, invite: Invite,
    ) -> Result<Member, Error> {
        everywhere(actor, Action::ManagePeople)?;
        let (whose, now, pen) = (actor.clone(), self.clock.now(), self.pen(actor));
        let member = self
            .db
            .write(move |tx| {
                Box::pin(async move {
                    let (seat, organisation) = seat_of(tx, &whose, &invite, now).await?;
                    let person = add_in(tx, &invite.email, &name, None, now).await?;
                    let subject = Subject::Person(person.id);
                    let member = join_in(tx, person, seat, organisation, now).await?;
                    pen.note(tx, subject, seat.organisation(), None).await?;
                    Ok::<_, Error>(member)
                })
            })
            .await?;
        tracing::info!(person.id = %member.person.id, "Person added");
        Ok(member)
    }

    /// A role that the actor looks after, with whoever holds it.
    ///
    /// # Errors
    /// [`Error::NotFound`] out of scope.
    pub async fn role(&self, actor: &Actor, id: MembershipId) -> Result<Member, Error> {
        looked_after(actor, storage::accounts::membership(self.db.reader(), id).await?)
    }

    /// Changes what somebody does where they are. Their sessions in the old role end.
    ///
    /// # Errors
    /// [`Error::NotFound`] out of scope; [`Error::Refused`] for the last administrator.
    pub async fn change_role(
        &self, actor: &Actor, id: MembershipId, role: Role,
    ) -> Result<Member, Error> {
        let (whose, pen) = (actor.clone(), self.pen(actor));
        let write = self.db.write(move |tx| {
            Box::pin(async move { change_role_in(tx, &whose, id, role, pen).await })
        });
        let member = write.await?;
        tracing::info!(membership.id = %id, "Role changed");
        Ok(member)
    }

    /// Ends a role somebody holds, and their sessions in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] out of scope; [`Error::Refused`] for the last administrator.
    pub async fn end_membership(&self, actor: &Actor, id: MembershipId) -> Result<(), Error> {
        let (whose, pen) = (actor.clone(), self.pen(actor));
        self.db.write(move |tx| Box::pin(async move { end_in(tx, &whose, id, pen).await })).await?;
        tracing::info!(membership.id = %id, "Membership ended");
        Ok(())
    }

    /// Keeps somebody from signing in anywhere, at once.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person; [`Error::Refused`] for the last administrator.
    pub async fn disable_person(&self, actor: &Actor, id: PersonId) -> Result<(), Error> {
        everywhere(actor, Action::ManagePeople)?;
        let pen = self.pen(actor);
        self.db.write(move |tx| Box::pin(async move { disable_in(tx, id, pen).await })).await?;
        tracing::info!(person.id = %id, "Person disabled");
        Ok(())
    }
}

const NOBODY: Error = Error::NotFound { what: "person" };

fn own(actor: &Actor) -> Circle {
    actor.seat().organisation().map_or(Circle::Everybody, Circle::Own)
}

/// What only those who see everything may do.
fn everywhere(actor: &Actor, action: Action) -> Result<(), Error> {
    actor.may(action)?;
    match actor.scope() {
        Scope::Everything => Ok(()),
        Scope::Client(_) | Scope::Supplier(_) => {
            Err(Error::Forbidden(crate::domain::access::Forbidden { action: Action::Operate }))
        }
    }
}

/// A role that the actor looks after, until the transaction ends.
async fn held(tx: &Tx, actor: &Actor, id: MembershipId) -> Result<Member, Error> {
    actor.may(Action::ManagePeople)?;
    // Who is the last administrator is settled one writer at a time.
    storage::one_at_a_time(tx).await?;
    looked_after(actor, storage::accounts::membership(tx, id).await?)
}

fn looked_after(actor: &Actor, found: Option<Member>) -> Result<Member, Error> {
    actor.may(Action::ManagePeople)?;
    let member = found.ok_or(Error::NotFound { what: "role" })?;
    let there = member.membership.seat.organisation();
    match actor.seat().organisation() {
        Some(own) if Some(own) != there => Err(Error::NotFound { what: "role" }),
        Some(_) if !may_give(actor.seat().role(), member.membership.seat.role()) => {
            Err(not_yours_to_give(member.membership.seat.role()))
        }
        Some(_) | None => Ok(member),
    }
}

async fn change_role_in(
    tx: &Tx, actor: &Actor, id: MembershipId, role: Role, pen: Pen,
) -> Result<Member, Error> {
    let mut member = held(tx, actor, id).await?;
    let seat = member.membership.seat;
    if seat.role() == role {
        return Ok(member);
    }
    let here = Seat::new(role, seat.organisation()).ok_or_else(|| not_there(role))?;
    if !may_give(actor.seat().role(), role) {
        return Err(not_yours_to_give(role));
    }
    let set = async {
        storage::accounts::set_role(tx, id, role).await?;
        Ok(storage::accounts::sessions::end_in(tx, id).await?)
    };
    pen.around(tx, Subject::Person(member.person.id), seat.organisation(), set).await?;
    member.membership.seat = here;
    Ok(member)
}

async fn end_in(tx: &Tx, actor: &Actor, id: MembershipId, pen: Pen) -> Result<(), Error> {
    let member = held(tx, actor, id).await?;
    keep_an_administrator(tx, &member).await?;
    let (subject, now) = (Subject::Person(member.person.id), pen.at);
    let end = async {
        storage::accounts::end(tx, id, now).await?;
        Ok(storage::accounts::sessions::end_in(tx, id).await?)
    };
    pen.around(tx, subject, member.membership.seat.organisation(), end).await
}

async fn disable_in(tx: &Tx, id: PersonId, pen: Pen) -> Result<(), Error> {
    storage::one_at_a_time(tx).await?;
    let found = storage::accounts::find(tx, id).await?.ok_or(NOBODY)?;
    if found.person.disabled_at.is_some() {
        return Ok(());
    }
    for member in storage::accounts::memberships(tx, id).await? {
        keep_an_administrator(tx, &member).await?;
    }
    let now = pen.at;
    let disable = async {
        storage::accounts::disable(tx, id, now).await?;
        Ok(storage::accounts::sessions::end_others(tx, id, "").await?)
    };
    pen.around(tx, Subject::Person(id), None, disable).await
}

/// Refuses to take the role from the last one who can act as administrator.
async fn keep_an_administrator(tx: &Tx, member: &Member) -> Result<(), Error> {
    let counts =
        member.membership.seat.role() == Role::Administrator && member.person.disabled_at.is_none();
    if counts && storage::accounts::administrators(tx).await? <= 1 {
        let why = "this is the last administrator; make somebody else an administrator first";
        return Err(Error::Refused(why.to_owned()));
    }
    Ok(())
}

fn not_there(role: Role) -> Error {
    let message = "the administrator’s role is held in no organisation, and every other in one";
    let remedy = "End this role and invite them to the other";
    Error::Invalid(vec![Problem::field("role", role.word(), message, remedy)])
}
