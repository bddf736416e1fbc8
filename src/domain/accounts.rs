//! People, the roles they hold, and what they let others know of themselves.

pub mod password;

pub mod secrets;

pub mod sessions;

pub mod single_sign_on;

pub mod throttle;

use super::access::{Reach, Role, Seat};
use super::ids::{ActorId, MembershipId, PersonId, TokenId};
use super::organisations::Organisation;
use super::problems::Problem;
use super::texts;
use chrono::{DateTime, Utc};

/// An address that a message reaches somebody at, and that they sign in with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

/// A text that is no email address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not an email address")]
pub struct NoEmailAddress;

impl NoEmailAddress {
    /// What to do about it.
    pub const REMEDY: &str = "Enter an email address such as name@example.gov.uk";
}

/// The most that any mail server takes.
const LONGEST_EMAIL: usize = 254;

impl EmailAddress {
    /// Reads an address. Capital letters do not matter: two people never differ by them alone.
    ///
    /// # Errors
    /// When no message could be sent there.
    pub fn parse(text: &str) -> Result<Self, NoEmailAddress> {
        let text = text.trim().to_lowercase();
        let (local, host) = text.split_once('@').ok_or(NoEmailAddress)?;
        let odd = |c: char| c.is_whitespace() || c.is_control() || "@,;:<>()[]\\\"".contains(c);
        let hosted = host.contains('.') && host.split('.').all(|part| !part.is_empty());
        let fits = !local.is_empty() && hosted && text.len() <= LONGEST_EMAIL;
        let plain = !local.contains(odd) && !host.contains(odd);
        if fits && plain { Ok(Self(text)) } else { Err(NoEmailAddress) }
    }

    /// As text, in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What somebody is called by everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

/// The longest name, in bytes: it has to fit beside what somebody did.
const LONGEST_NAME: usize = 200;

impl PersonName {
    /// Reads a name of any shape, in any script.
    ///
    /// # Errors
    /// What to do about a text that is none.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err("Enter a full name");
        }
        if LONGEST_NAME < name.len() {
            return Err("Enter a name of 200 letters or fewer");
        }
        if name.contains(char::is_control) {
            return Err("Enter a name without control characters");
        }
        Ok(Self(name))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How somebody likes to work, in their own words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manual {
    /// How to reach them.
    pub contact: Option<String>,
    /// When they work.
    pub hours: Option<String>,
    /// How they work best.
    pub ways: Option<String>,
    /// How to give them feedback.
    pub feedback: Option<String>,
}

impl Manual {
    /// The parts with the names they have in forms and in the API.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, Option<&str>); 4] {
        [
            ("contact", self.contact.as_deref()),
            ("hours", self.hours.as_deref()),
            ("ways", self.ways.as_deref()),
            ("feedback", self.feedback.as_deref()),
        ]
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|(_, text)| text.is_none())
    }

    /// Everything in it that cannot be kept.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let problem = |(name, text): (&'static str, Option<&str>)| {
            let why = texts::name(text?).err()?;
            Some(Problem::field(name, "", why.to_string(), why.remedy()))
        };
        self.parts().into_iter().filter_map(problem).collect()
    }
}

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Identifies them.
    pub id: PersonId,
    /// What they sign in with.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// How they like to work.
    pub manual: Manual,
    /// Since when they cannot sign in any more.
    pub disabled_at: Option<DateTime<Utc>>,
}

impl From<PersonId> for ActorId {
    fn from(person: PersonId) -> Self {
        Self(person.0)
    }
}

/// A role that somebody holds in an organisation, or the administrator's, held in none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Identifies it.
    pub id: MembershipId,
    /// Who holds it.
    pub person: PersonId,
    /// The role and where it is held.
    pub seat: Seat,
    /// That organisation, with its name.
    pub organisation: Option<Organisation>,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Somebody with one of the roles they hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: Person,
    /// The role.
    pub membership: Membership,
}

/// Whether somebody in one role may give another one to people of their organisation.
///
/// A lead looks after their own side only; the administrator after everybody.
#[must_use]
pub const fn may_give(giver: Role, role: Role) -> bool {
    match giver {
        Role::Administrator => true,
        Role::ClientLead => {
            matches!(role, Role::ClientLead | Role::ClientMember | Role::Commercial | Role::Auditor)
        }
        Role::SupplierLead => matches!(role, Role::SupplierLead | Role::SupplierMember),
        Role::ClientMember | Role::Commercial | Role::SupplierMember | Role::Auditor => false,
    }
}

/// The roles somebody may give, in the order shown.
pub fn roles_given_by(giver: Role) -> impl Iterator<Item = Role> {
    Role::ALL.iter().copied().filter(move |role| may_give(giver, *role))
}

/// What a link to the service lets whoever opens it do, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Who it was made for; nobody in particular for the first administrator.
    pub email: Option<EmailAddress>,
    /// What it is for.
    pub purpose: Purpose,
    /// Who made it.
    pub by: ActorId,
    /// Until when it can be used.
    pub expires: DateTime<Utc>,
}

/// What a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To take up a role.
    Seat(Seat, Option<Organisation>),
    /// To choose a new password.
    NewPassword,
}

/// A token of the API, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Identifies it.
    pub id: TokenId,
    /// How it begins, by which it is told from others.
    pub prefix: String,
    /// What its owner calls it.
    pub name: String,
    /// How far it goes.
    pub reach: Reach,
    /// Whose it is, in which role.
    pub owner: Member,
    /// When it was made.
    pub created: DateTime<Utc>,
    /// When it ends by itself.
    pub expires: Option<DateTime<Utc>>,
    /// When it was last used, to within a minute.
    pub used: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked: Option<DateTime<Utc>>,
}

impl Token {
    /// Whether it still lets anybody in.
    #[must_use]
    pub fn lives(&self, now: DateTime<Utc>) -> bool {
        self.revoked.is_none() && self.expires.is_none_or(|end| now < end)
    }
}

#[cfg(test)]
mod tests;
