//! Ways in: setting up, signing in, taking up an invitation, choosing an organisation.

use super::people::role_of;
use crate::domain::accounts::password::SHORTEST;
use crate::domain::accounts::{Invitation, Member, Purpose};
use crate::views::pages::form::{FormPage, WayIn};
use crate::views::pages::parts::{Choice, Entry, EntryKind, Radios};

/// The page to sign in on. In the worked example there are people whom anybody may be.
#[must_use]
pub fn sign_in(email: &str, next: &str, people: Vec<WayIn>) -> FormPage {
    if !people.is_empty() {
        return FormPage::new("Sign in to the worked example", "/sign-in")
            .line("Everybody here is made up. Choose whom to be: each sees and may do what their role lets them.")
            .people(people);
    }
    FormPage::new("Sign in", "/sign-in")
        .hidden("next", next)
        .entry(Entry::new("email", "Email address", EntryKind::Email).holding(email))
        .entry(Entry::new("password", "Password", EntryKind::Password))
        .button("Sign in")
}

/// The page shown before the service is set up to whoever has no link.
#[must_use]
pub fn no_link() -> FormPage {
    FormPage::new("This service is not set up yet", "/set-up")
        .line("Whoever started it finds a link in what it printed. The link leads to a page on which the first administrator is made.")
        .line("If the link is lost, start the service again: it prints a new one.")
}

/// The page on which the first administrator is made.
#[must_use]
pub fn set_up(action: &str, name: &str, email: &str) -> FormPage {
    FormPage::new("Set up the service", action)
        .line("You become its first administrator. You can invite others then.")
        .entry(Entry::new("name", "Full name", EntryKind::Name).holding(name))
        .entry(Entry::new("email", "Email address", EntryKind::Email).holding(email))
        .entry(new_password())
        .button("Create the account")
}

/// The page behind a link that somebody was sent. `known` is the name of whoever has an account.
#[must_use]
pub fn take_up(action: &str, invitation: &Invitation, known: Option<&str>, name: &str) -> FormPage {
    let email = invitation.email.as_ref().map_or("", |email| email.as_str());
    match (&invitation.purpose, known) {
        (Purpose::NewPassword, _) => FormPage::new("Choose a new password", action)
            .line(format!("This is for the account of {email}. All its sessions end."))
            .entry(new_password())
            .button("Change password"),
        (Purpose::Seat(seat, organisation), known) => {
            let role = role_of(*seat, organisation.as_ref());
            let page = FormPage::new("You are invited", action)
                .line(format!("You are invited to be {role}."));
            match known {
                Some(name) => page
                    .line(format!("There is an account for {email} already, {name}’s. Enter its password to take up the role."))
                    .entry(Entry::new("password", "Password", EntryKind::Password))
                    .button("Take up the role"),
                None => page
                    .line(format!("You will sign in as {email}."))
                    .entry(Entry::new("name", "Full name", EntryKind::Name).holding(name))
                    .entry(new_password())
                    .button("Create the account"),
            }
        }
    }
}

/// The field for a password that is new.
pub(super) fn new_password() -> Entry {
    debug_assert_eq!(SHORTEST, 12, "the hint says so");
    Entry::new("password", "New password", EntryKind::NewPassword)
        .told("12 characters or more. Three random words are easy to remember and hard to guess.")
}

/// The page to choose a role on, for whoever holds several.
#[must_use]
pub fn choose(held: &[Member], next: &str) -> FormPage {
    let choice = |member: &Member| {
        let organisation = member.membership.organisation.as_ref();
        let label = organisation.map_or("The whole service", |it| it.name.as_str());
        let hint = member.membership.seat.role().label().to_owned();
        Choice { value: member.membership.id.to_string(), label: label.to_owned(), hint }
    };
    let legend = "Which organisation do you want to act for?";
    let choices = held.iter().map(choice).collect();
    FormPage::new(legend, "/organisation")
        .hidden("next", next)
        .radios(Radios { id: "role", legend, choices, chosen: String::new(), error: None })
        .button("Continue")
}
