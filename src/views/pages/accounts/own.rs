//! One's own account.

use super::doors::new_password;
use super::people::{part, role_of, summary};
use crate::domain::accounts::{Manual, Member, Person};
use crate::views::pages::form::FormPage;
use crate::views::pages::parts::{
    Banner, Entry, EntryKind, Layout, Link, Section, Summary, TextField,
};
use askama::Template;

/// One's own account.
#[derive(Debug, Template)]
#[template(path = "account.html")]
pub struct AccountPage {
    layout: Layout,
    facts: Summary,
    links: Vec<Link>,
    manual: Option<Summary>,
}

/// How somebody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignsIn {
    /// With a password kept here.
    WithPassword,
    /// By other means.
    Otherwise,
}

impl AccountPage {
    /// The page of somebody's own account, and what was just done there.
    #[must_use]
    pub fn of(person: &Person, held: &[Member], signs_in: SignsIn, done: Option<&str>) -> Self {
        let mut facts =
            Summary::new().with("Name", &person.name).with("Email address", &person.email);
        for member in held {
            let held = &member.membership;
            facts = facts.with("Role", role_of(held.seat, held.organisation.as_ref()));
        }
        let password = Link::new("Change your password", "/account/password");
        let several = Link::new("Act for another organisation", "/organisation");
        let links = [
            (signs_in == SignsIn::WithPassword).then_some(password),
            (1 < held.len()).then_some(several),
            Some(Link::new("API tokens", "/tokens")),
        ];
        let mut layout = Layout::new(Section::Elsewhere, "My account");
        layout.banner = done.map(Banner::success);
        Self {
            layout,
            facts,
            links: links.into_iter().flatten().collect(),
            manual: summary(&person.manual),
        }
    }
}

fn to_account() -> Vec<Link> {
    vec![Link::new("My account", "/account")]
}

/// The page to change one's password on.
#[must_use]
pub fn password() -> FormPage {
    FormPage::new("Change your password", "/account/password")
        .below(to_account())
        .line("Your other sessions end. This one stays.")
        .entry(Entry::new("present", "Present password", EntryKind::Password))
        .entry(new_password())
        .button("Change password")
}

/// The page to say how one likes to work on.
#[must_use]
pub fn manual(manual: &Manual) -> FormPage {
    let page = FormPage::new("How you like to work", "/account/manual")
        .below(to_account())
        .line("People in your organisation and on your contracts can read this. Leave out what you do not want to say.");
    let area = |page: FormPage, (id, text): (&'static str, Option<&str>)| {
        page.area(TextField {
            id,
            label: part(id).to_owned(),
            hint: hint(id),
            value: text.unwrap_or_default().to_owned(),
            error: None,
            lines: 4,
            width: "",
        })
    };
    manual.parts().into_iter().fold(page, area).button("Save")
}

fn hint(id: &str) -> &'static str {
    match id {
        "contact" => "For example, call when it is urgent, write otherwise",
        "hours" => "For example, Tuesday to Friday, 8am to 4pm",
        "ways" => "For example, send figures the day before a meeting",
        _ => "For example, in private first, with an example",
    }
}
