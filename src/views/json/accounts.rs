//! People, the roles they hold, and tokens, without any secret but one just made.

use crate::domain::accounts::{Manual, Member, Token};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody in one of the roles they hold.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Person)]
pub struct PersonView {
    /// Identifies them.
    id: Uuid,
    /// What they are called.
    name: String,
    /// What they sign in with.
    email: String,
    /// Whether they can sign in no more.
    disabled: bool,
    /// The role.
    role: RoleView,
    /// How they like to work.
    manual: ManualView,
}

/// A role and where it is held.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Role)]
pub struct RoleView {
    /// Identifies it.
    id: Uuid,
    /// `client_lead`, `client_member`, `commercial`, `supplier_lead`, `supplier_member`, `auditor`
    /// or `administrator`.
    role: &'static str,
    /// Identifies the organisation; none for an administrator.
    organisation: Option<Uuid>,
    /// Its name.
    organisation_name: Option<String>,
    /// Since when it is held.
    since: DateTime<Utc>,
}

/// How somebody likes to work, in their own words.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Manual)]
pub struct ManualView {
    /// How to reach them.
    contact: Option<String>,
    /// When they work.
    hours: Option<String>,
    /// How they work best.
    ways: Option<String>,
    /// How to give them feedback.
    feedback: Option<String>,
}

impl PersonView {
    /// Somebody with a role.
    #[must_use]
    pub fn of(member: &Member) -> Self {
        let Member { person, .. } = member.clone();
        Self {
            id: person.id.0,
            name: person.name,
            email: person.email,
            disabled: person.disabled_at.is_some(),
            role: RoleView::of(member),
            manual: ManualView::of(person.manual),
        }
    }
}

impl RoleView {
    /// The role somebody holds.
    #[must_use]
    pub fn of(member: &Member) -> Self {
        let held = &member.membership;
        Self {
            id: held.id.0,
            role: held.seat.role().word(),
            organisation: held.seat.organisation().map(|own| own.0),
            organisation_name: held.organisation.as_ref().map(|own| own.name.clone()),
            since: held.since,
        }
    }
}

impl ManualView {
    /// What somebody says.
    #[must_use]
    pub fn of(manual: Manual) -> Self {
        let Manual { contact, hours, ways, feedback } = manual;
        Self { contact, hours, ways, feedback }
    }
}

/// Whoever asks.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Me)]
pub struct MeView {
    /// Identifies them.
    id: Uuid,
    /// What they are called.
    name: String,
    /// What they sign in with.
    email: String,
    /// The role they act in.
    role: &'static str,
    /// The organisation they act for; none for an administrator.
    organisation: Option<Uuid>,
    /// How they like to work.
    manual: ManualView,
    /// Every role they hold.
    roles: Vec<RoleView>,
}

impl MeView {
    /// Somebody who acts in one of their roles.
    #[must_use]
    pub fn of(
        person: &crate::domain::accounts::Person, seat: crate::domain::access::Seat,
        held: &[Member],
    ) -> Self {
        Self {
            id: person.id.0,
            name: person.name.clone(),
            email: person.email.clone(),
            role: seat.role().word(),
            organisation: seat.organisation().map(|own| own.0),
            manual: ManualView::of(person.manual.clone()),
            roles: held.iter().map(RoleView::of).collect(),
        }
    }
}

/// A token.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Token)]
pub struct TokenView {
    /// Identifies it.
    id: Uuid,
    /// How it begins.
    prefix: String,
    /// What its owner calls it.
    name: String,
    /// `read` or `full`.
    reach: &'static str,
    /// What its owner signs in with.
    owner: String,
    /// The role it acts in.
    role: RoleView,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it ends by itself.
    expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to within a minute.
    used_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    revoked_at: Option<DateTime<Utc>>,
    /// The token itself, in the answer that makes it and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

impl TokenView {
    /// A token without its secret.
    #[must_use]
    pub fn of(token: &Token) -> Self {
        Self {
            id: token.id.0,
            prefix: format!("scorecard_{}", token.prefix),
            name: token.name.clone(),
            reach: token.reach.word(),
            owner: token.owner.person.email.clone(),
            role: RoleView::of(&token.owner),
            created_at: token.created,
            expires_at: token.expires,
            used_at: token.used,
            revoked_at: token.revoked,
            secret: None,
        }
    }

    /// The same token with its secret, shown once.
    #[must_use]
    pub fn with_secret(self, secret: &str) -> Self {
        Self { secret: Some(secret.to_owned()), ..self }
    }
}

/// A link to send to somebody.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Invitation)]
pub struct InvitationView {
    /// Who it is for.
    pub email: String,
    /// The link, in this answer and never again.
    pub link: String,
    /// Until when it works.
    pub expires_at: DateTime<Utc>,
}
