//! People and their roles: list, invite, read, change, end, disable.

use super::{Shown, again, again_if, show};
use crate::app::App;
use crate::app::accounts::Invite;
use crate::domain::access::{Action, Actor, Role, Scope};
use crate::domain::accounts::{EmailAddress, Member, NoEmailAddress, may_give};
use crate::domain::ids::{MembershipId, PersonId};
use crate::domain::problems::Problem;
use crate::inbound::http::AppState;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::inbound::http::pages::asked;
use crate::views::pages::accounts::{self, Leads, PeoplePage, PersonPage, ShownOncePage};
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// Which page of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct ListQuery {
    page: String,
}

pub(in crate::inbound::http::pages) async fn list(
    State(app): State<App>, actor: Actor, Query(query): Query<ListQuery>,
) -> Shown {
    let number = asked::number(&query.page)?;
    let own = app.people(&actor, asked::slice(number, PeoplePage::SIZE)).await?;
    if own.items.is_empty() && 1 < number {
        return Err(Failure::not_found("page"));
    }
    let partners = app.partners(&actor, asked::slice(1, PeoplePage::SIZE)).await?;
    show(&PeoplePage::of(&own, &partners, number, leads(&actor)))
}

fn leads(actor: &Actor) -> Leads {
    if actor.may(Action::ManagePeople).is_ok() { Leads::Yes } else { Leads::No }
}

pub(in crate::inbound::http::pages) async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<PersonId>,
) -> Shown {
    let known = app.person(&actor, id).await?;
    let giver = actor.seat();
    let own = |member: &Member| {
        let there = member.membership.seat.organisation();
        let here = giver.organisation().is_none() || giver.organisation() == there;
        here && may_give(giver.role(), member.membership.seat.role())
    };
    let led = leads(&actor) == Leads::Yes && known.iter().all(own);
    let led = if led { Leads::Yes } else { Leads::No };
    let everywhere = actor.scope() == Scope::Everything;
    let disables = if everywhere { Leads::Yes } else { Leads::No };
    let page = PersonPage::of(&known, led, disables).ok_or(Failure::not_found("person"))?;
    show(&page)
}

pub(in crate::inbound::http::pages) async fn invite_form(actor: Actor) -> Shown {
    actor.may(Action::ManagePeople).map_err(crate::app::Error::from)?;
    show(&accounts::invite(actor.seat().role(), "", "", ""))
}

/// Whom to invite.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct Invited {
    email: String,
    role: String,
    organisation: String,
}

pub(in crate::inbound::http::pages) async fn invite(
    State(state): State<AppState>, actor: Actor, headers: HeaderMap, Form(given): Form<Invited>,
) -> Result<Response, Failure> {
    actor.may(Action::ManagePeople).map_err(crate::app::Error::from)?;
    let Invited { email, role, organisation } = &given;
    let page = || accounts::invite(actor.seat().role(), email, role, organisation);
    let parsed = (EmailAddress::parse(email), Role::parse(role));
    let (Ok(address), Some(chosen)) = parsed else {
        let fault = |field, remedy| Problem::field(field, "", "it cannot be used", remedy);
        let email = parsed.0.is_err().then(|| fault("email", NoEmailAddress::REMEDY));
        let role = parsed.1.is_none().then(|| fault("role", "Select a role"));
        let problems: Vec<Problem> = [email, role].into_iter().flatten().collect();
        return again(&page().with(&problems));
    };
    let organisation = Some(organisation.trim().to_owned()).filter(|name| !name.is_empty());
    let invite = Invite { email: address, role: chosen, organisation };
    match state.app.invite(&actor, invite).await {
        Ok(link) => {
            let path = format!("/invitations/{}", link.secret.expose());
            let address = state.site.address(&headers, &path);
            Ok(show(&ShownOncePage::invitation(email.trim(), &address))?.into_response())
        }
        Err(error) => again_if(error, page),
    }
}

pub(in crate::inbound::http::pages) async fn role_form(
    State(app): State<App>, actor: Actor, Id(id): Id<MembershipId>,
) -> Shown {
    let member = app.role(&actor, id).await?;
    show(&accounts::change_role(actor.seat().role(), &member, id))
}

/// The role somebody is to have.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::inbound::http::pages) struct NewRole {
    role: String,
}

pub(in crate::inbound::http::pages) async fn change_role(
    State(app): State<App>, actor: Actor, Id(id): Id<MembershipId>, Form(given): Form<NewRole>,
) -> Result<Response, Failure> {
    let member = app.role(&actor, id).await?;
    let page = || accounts::change_role(actor.seat().role(), &member, id);
    let Some(role) = Role::parse(&given.role) else {
        let problem = Problem::field("role", "", "nothing was chosen", "Select a role");
        return again(&page().with(&[problem]));
    };
    match app.change_role(&actor, id, role).await {
        Ok(changed) => Ok(to(changed.person.id)),
        Err(error) => again_if(error, page),
    }
}

fn to(person: PersonId) -> Response {
    Redirect::to(&format!("/people/{person}")).into_response()
}

pub(in crate::inbound::http::pages) async fn end_form(
    State(app): State<App>, actor: Actor, Id(id): Id<MembershipId>,
) -> Shown {
    show(&accounts::end_role(&app.role(&actor, id).await?, id))
}

pub(in crate::inbound::http::pages) async fn end(
    State(app): State<App>, actor: Actor, Id(id): Id<MembershipId>,
) -> Result<Redirect, Failure> {
    app.end_membership(&actor, id).await?;
    Ok(Redirect::to("/people"))
}

pub(in crate::inbound::http::pages) async fn disable_form(
    State(app): State<App>, actor: Actor, Id(id): Id<PersonId>,
) -> Shown {
    let known = app.person(&actor, id).await?;
    let first = known.first().ok_or(Failure::not_found("person"))?;
    show(&accounts::disable(first))
}

pub(in crate::inbound::http::pages) async fn disable(
    State(app): State<App>, actor: Actor, Id(id): Id<PersonId>,
) -> Result<Response, Failure> {
    app.disable_person(&actor, id).await?;
    Ok(to(id))
}
