//! People and their roles: list, invite, read, change, end, disable.

use super::fields::{self, Given, Reading};
use super::paging::{self, Part};
use crate::app::App;
use crate::app::accounts::Invite;
use crate::domain::access::{Actor, Role};
use crate::domain::accounts::{EmailAddress, NoEmailAddress};
use crate::domain::ids::{MembershipId, PersonId};
use crate::inbound::http::AppState;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id};
use crate::views::json::accounts::{InvitationView, PersonView};
use crate::views::json::lists::PageView;
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// Lists the people of your organisation with their roles, by name; everybody for an administrator.
#[utoipa::path(get, path = "/people", operation_id = "listPeople", tag = "People",
    params(Part), responses((status = 200, body = PageView<PersonView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, OriginalUri(uri): OriginalUri, part: Part,
) -> Result<Response, Failure> {
    let page = app.people(&actor, part.slice()?).await?;
    Ok(paging::answer(&uri, page, |member| PersonView::of(&member)))
}

/// Somebody to invite.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PersonToInvite)]
pub struct InviteBody {
    /// What they will sign in with.
    #[schema(value_type = String, example = "name@example.gov.uk")]
    email: Given,
    /// `client_lead`, `client_member`, `commercial`, `supplier_lead`, `supplier_member`, `auditor`
    /// or `administrator`.
    #[schema(value_type = String)]
    role: Given,
    /// Name of the organisation, from an administrator; your own otherwise.
    #[schema(value_type = Option<String>)]
    organisation: Given,
}

/// Makes a link with which somebody takes up a role, once.
///
/// There is no idempotency key: an answer with a secret in it is not kept.
#[utoipa::path(post, path = "/people", operation_id = "invitePerson", tag = "People",
    request_body = InviteBody, responses((status = 201, body = InvitationView)))]
pub async fn invite(
    State(state): State<AppState>, actor: Actor, headers: HeaderMap, Body(body): Body<InviteBody>,
) -> Result<(StatusCode, Json<InvitationView>), Failure> {
    let mut reading = Reading::default();
    let email = reading.required("email", &body.email, email);
    let role = reading.required("role", &body.role, fields::choice(Role::ALL, Role::word));
    let organisation = reading.optional("organisation", &body.organisation, fields::text);
    let invite = email.zip(role).map(|(email, role)| Invite { email, role, organisation });
    let link = state.app.invite(&actor, reading.finish(invite)?).await?;
    let path = format!("/invitations/{}", link.secret.expose());
    let email = link.invitation.email.as_ref().map_or("", |email| email.as_str()).to_owned();
    let link_address = state.site.address(&headers, &path);
    let expires_at = link.invitation.expires;
    Ok((StatusCode::CREATED, Json(InvitationView { email, link: link_address, expires_at })))
}

fn email(text: &str) -> fields::Parsed<EmailAddress> {
    let remedy = NoEmailAddress::REMEDY.to_owned();
    EmailAddress::parse(text).map_err(|none| (none.to_string(), remedy))
}

/// Reads somebody of your organisation or your contracts, once for each role you may know of.
#[utoipa::path(get, path = "/people/{id}", operation_id = "readPerson", tag = "People",
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 200, body = Vec<PersonView>)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<PersonId>,
) -> Result<Json<Vec<PersonView>>, Failure> {
    let known = app.person(&actor, id).await?;
    Ok(Json(known.iter().map(PersonView::of).collect()))
}

/// Keeps somebody from signing in; what they did stays on the record.
#[utoipa::path(post, path = "/people/{id}/disable", operation_id = "disablePerson", tag = "People",
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 204, description = "They are signed out everywhere")))]
pub async fn disable(
    State(app): State<App>, actor: Actor, Id(id): Id<PersonId>,
) -> Result<StatusCode, Failure> {
    app.disable_person(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A role to have.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RoleToHave)]
pub struct RoleBody {
    /// The word for it.
    #[schema(value_type = String, example = "client_member")]
    role: Given,
}

/// Changes what somebody does where they are; their sessions in the old role end.
#[utoipa::path(put, path = "/roles/{id}", operation_id = "changeRole", tag = "People",
    params(("id" = Uuid, Path, description = "The role somebody holds")),
    request_body = RoleBody, responses((status = 200, body = PersonView)))]
pub async fn change_role(
    State(app): State<App>, actor: Actor, Id(id): Id<MembershipId>, Body(body): Body<RoleBody>,
) -> Result<Json<PersonView>, Failure> {
    let mut reading = Reading::default();
    let role = reading.required("role", &body.role, fields::choice(Role::ALL, Role::word));
    let member = app.change_role(&actor, id, reading.finish(role)?).await?;
    Ok(Json(PersonView::of(&member)))
}

/// Ends a role somebody holds.
#[utoipa::path(delete, path = "/roles/{id}", operation_id = "endRole", tag = "People",
    params(("id" = Uuid, Path, description = "The role somebody holds")),
    responses((status = 204, description = "It is ended")))]
pub async fn end_role(
    State(app): State<App>, actor: Actor, Id(id): Id<MembershipId>,
) -> Result<StatusCode, Failure> {
    app.end_membership(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
