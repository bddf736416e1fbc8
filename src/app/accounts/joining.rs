//! Taking somebody in: which role is meant, who they are, where they join.

use super::Invite;
use crate::app::Error;
use crate::domain::access::{Action, Actor, Role, Seat};
use crate::domain::accounts::{EmailAddress, Member, Membership, Person, PersonName, may_give};
use crate::domain::ids::{MembershipId, OrganisationId, PersonId};
use crate::domain::organisations::Organisation;
use crate::domain::problems::Problem;
use crate::storage::accounts::Credentials;
use crate::storage::{self, Tx};
use chrono::{DateTime, Utc};

/// The seat that is meant, if it is the actor's to give.
pub(super) async fn seat_of(
    tx: &Tx, actor: &Actor, invite: &Invite, now: DateTime<Utc>,
) -> Result<(Seat, Option<Organisation>), Error> {
    actor.may(Action::ManagePeople)?;
    if !may_give(actor.seat().role(), invite.role) {
        return Err(not_yours_to_give(invite.role));
    }
    let organisation = match (actor.seat().organisation(), invite.organisation.as_deref()) {
        (Some(own), _) => storage::organisations::named(tx, vec![own.0]).await?.remove(&own.0),
        (None, Some(name)) if invite.role != Role::Administrator => {
            storage::one_at_a_time(tx).await?;
            Some(storage::organisations::find_or_add(tx, name, None, now).await?)
        }
        (None, _) => None,
    };
    let there: Option<OrganisationId> = organisation.as_ref().map(|it| it.id);
    let seat = Seat::new(invite.role, there).ok_or_else(|| {
        let message = "this role is held in an organisation";
        Error::Invalid(vec![Problem::field("organisation", "", message, "Enter its name")])
    })?;
    Ok((seat, organisation))
}

pub(super) async fn add_in(
    tx: &Tx, email: &EmailAddress, name: &PersonName, hash: Option<String>, now: DateTime<Utc>,
) -> Result<Person, Error> {
    let person = Person {
        id: PersonId::fresh(),
        email: email.as_str().to_owned(),
        name: name.as_str().to_owned(),
        manual: crate::domain::accounts::Manual::default(),
        disabled_at: None,
    };
    match storage::accounts::add(tx, &Credentials { person: person.clone(), hash }, now).await {
        Err(error) if error.is_duplicate() => Err(Error::Invalid(vec![Problem::field(
            "email",
            email.as_str(),
            "somebody has this address already",
            "Invite them to another role instead",
        )])),
        other => Ok(other.map(|()| person)?),
    }
}

/// Gives somebody a seat, unless they hold one there already.
pub(super) async fn join_in(
    tx: &Tx, person: Person, seat: Seat, organisation: Option<Organisation>, since: DateTime<Utc>,
) -> Result<Member, Error> {
    let held = storage::accounts::memberships(tx, person.id).await?;
    let there = |other: &Member| other.membership.seat.organisation() == seat.organisation();
    if let Some(other) = held.iter().find(|other| there(other)) {
        let role = other.membership.seat.role().label();
        return Err(Error::Refused(format!("they are there already, as {role}; change that role")));
    }
    let id = MembershipId::fresh();
    let membership = Membership { id, person: person.id, seat, organisation, since };
    storage::accounts::join(tx, &membership).await?;
    Ok(Member { person, membership })
}

pub(super) fn not_yours_to_give(role: Role) -> Error {
    let message = "this role is not yours to give or take";
    Error::Invalid(vec![Problem::field("role", role.word(), message, "Ask an administrator")])
}
