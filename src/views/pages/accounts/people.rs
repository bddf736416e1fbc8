//! People, the roles they hold, and how they like to work.

use crate::domain::access::{Role, Seat};
use crate::domain::accounts::{Manual, Member, roles_given_by};
use crate::domain::ids::{MembershipId, PersonId};
use crate::domain::lists::Page;
use crate::domain::organisations::Organisation;
use crate::views::pages::form::FormPage;
use crate::views::pages::parts::{
    Cell, Choice, Column, Entry, EntryKind, Layout, Link, Paging, Section, Summary, Table, day,
};
use askama::Template;

/// A role and where it is held, as words: `Auditor, Northmoor`.
#[must_use]
pub fn role_of(seat: Seat, organisation: Option<&Organisation>) -> String {
    let role = seat.role().label();
    organisation.map_or_else(|| role.to_owned(), |it| format!("{role}, {}", it.name))
}

/// The people one works with.
#[derive(Debug, Template)]
#[template(path = "people.html")]
pub struct PeoplePage {
    layout: Layout,
    invite: Option<Link>,
    own: Table,
    paging: Paging,
    partners: Table,
    more: Option<String>,
}

impl PeoplePage {
    /// How many people are on a page.
    pub const SIZE: u64 = 50;

    /// Page `number` of the people of one's own organisation, and those on one's contracts.
    #[must_use]
    pub fn of(own: &Page<Member>, partners: &Page<Member>, number: u64, leads: Leads) -> Self {
        let paging = Paging::new(number, own.total, Self::SIZE, "/people?page=".to_owned());
        let mut layout = Layout::new(Section::People, "People");
        layout.sheet = Some(paging.sheet());
        let invite =
            matches!(leads, Leads::Yes).then(|| Link::new("Invite somebody", "/people/invite"));
        let more = partners.next.map(|_| {
            format!("{} people on your contracts are shown, of {}.", Self::SIZE, partners.total)
        });
        Self {
            layout,
            invite,
            own: table("own", "People in your organisation", own),
            paging,
            partners: table("partners", "Others on your contracts", partners),
            more,
        }
    }
}

/// Whether somebody looks after the people of their organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leads {
    /// They do.
    Yes,
    /// They do not.
    No,
}

fn table(id: &'static str, caption: &'static str, members: &Page<Member>) -> Table {
    let columns = ["Name", "Role", "Organisation", "Since"].map(Column::words).to_vec();
    Table::new(id, caption, columns).of(members.items.iter().map(|member| {
        let held = &member.membership;
        let organisation = held.organisation.as_ref().map_or("", |it| it.name.as_str());
        let name = Cell::link(&member.person.name, person(member.person.id));
        let name = match member.person.disabled_at {
            Some(_) => name.with_detail("Disabled"),
            None => name,
        };
        vec![
            name,
            Cell::text(held.seat.role().label()),
            Cell::text(organisation),
            Cell::text(day(held.since.date_naive())),
        ]
    }))
}

fn person(id: PersonId) -> String {
    format!("/people/{id}")
}

fn to_people() -> Vec<Link> {
    vec![Link::new("People", "/people")]
}

/// Somebody, as those who work with them see them.
#[derive(Debug, Template)]
#[template(path = "person.html")]
pub struct PersonPage {
    layout: Layout,
    facts: Summary,
    manual: Option<Summary>,
    roles: Option<Table>,
    links: Vec<Link>,
}

impl PersonPage {
    /// The page of somebody with the roles one knows of; `leads` says whether one looks after
    /// them, `disables` whether one can keep them out altogether.
    #[must_use]
    pub fn of(known: &[Member], leads: Leads, disables: Leads) -> Option<Self> {
        let first = known.first()?;
        let somebody = &first.person;
        let mut facts = Summary::new().with("Email address", &somebody.email);
        for member in known {
            let held = &member.membership;
            facts = facts.with("Role", role_of(held.seat, held.organisation.as_ref()));
        }
        if let Some(moment) = somebody.disabled_at {
            facts = facts.with("Disabled", day(moment.date_naive()));
        }
        let can_disable = disables == Leads::Yes && somebody.disabled_at.is_none();
        let disable = Link::new("Disable the account", format!("{}/disable", person(somebody.id)));
        Some(Self {
            layout: Layout::new(Section::People, &somebody.name).below(to_people()),
            facts,
            manual: summary(&somebody.manual),
            roles: (leads == Leads::Yes).then(|| roles(known)),
            links: can_disable.then_some(disable).into_iter().collect(),
        })
    }
}

fn roles(known: &[Member]) -> Table {
    let columns = vec![Column::words("Role"), Column::words("What you can do")];
    Table::new("roles", "Roles you look after", columns).of(known.iter().map(|member| {
        let held = &member.membership;
        let role = role_of(held.seat, held.organisation.as_ref());
        let address = format!("/roles/{}", held.id);
        let links =
            vec![Link::new("Change", address.clone()), Link::new("End", format!("{address}/end"))];
        vec![Cell::text(role), Cell::links(links)]
    }))
}

/// What somebody says of how they work; nothing when they say nothing.
pub(super) fn summary(manual: &Manual) -> Option<Summary> {
    let add = |summary: Summary, (name, text): (&str, Option<&str>)| match text {
        Some(text) => summary.with(part(name), text),
        None => summary,
    };
    let said = !manual.is_empty();
    said.then(|| manual.parts().into_iter().fold(Summary::new(), add))
}

/// What a part of a user manual is called.
pub(super) fn part(name: &str) -> &'static str {
    match name {
        "contact" => "How to reach me",
        "hours" => "When I work",
        "ways" => "How I work best",
        _ => "How to give me feedback",
    }
}

/// The page to invite somebody on. Whoever looks after everybody names the organisation too.
#[must_use]
pub fn invite(giver: Role, email: &str, role: &str, organisation: &str) -> FormPage {
    let page = FormPage::new("Invite somebody", "/people/invite")
        .below(to_people())
        .line("You get a link to send to them. It works once, within 7 days.")
        .entry(Entry::new("email", "Email address", EntryKind::OtherEmail).holding(email))
        .pick("role", "Role", choices(giver), role);
    let page = match giver {
        Role::Administrator => page.entry(
            Entry::new("organisation", "Organisation", EntryKind::Text)
                .told("Its name as on contracts. Leave it empty for an administrator.")
                .holding(organisation),
        ),
        Role::ClientLead
        | Role::ClientMember
        | Role::Commercial
        | Role::SupplierLead
        | Role::SupplierMember
        | Role::Auditor => page,
    };
    page.button("Make the link")
}

fn choices(giver: Role) -> Vec<Choice> {
    let choice = |role: Role| Choice {
        value: role.word().to_owned(),
        label: role.label().to_owned(),
        hint: String::new(),
    };
    roles_given_by(giver).map(choice).collect()
}

/// The page to change somebody's role on.
#[must_use]
pub fn change_role(giver: Role, member: &Member, id: MembershipId) -> FormPage {
    let held = &member.membership;
    let role = role_of(held.seat, held.organisation.as_ref());
    FormPage::new("Change a role", format!("/roles/{id}"))
        .below(to_people())
        .line(format!(
            "{} is {role}. They have to sign in again after the change.",
            member.person.name
        ))
        .pick("role", "New role", choices(giver), held.seat.role().word())
        .button("Change the role")
}

/// The page that asks before a role ends.
#[must_use]
pub fn end_role(member: &Member, id: MembershipId) -> FormPage {
    let held = &member.membership;
    let role = role_of(held.seat, held.organisation.as_ref());
    FormPage::new("Are you sure you want to end this role?", format!("/roles/{id}/end"))
        .below(to_people())
        .line(format!("{} is {role}. They are signed out of it at once, and their tokens in it stop working. What they did stays on the record.", member.person.name))
        .warning("End the role")
        .link("Keep the role", person(member.person.id))
}

/// The page that asks before an account is disabled.
#[must_use]
pub fn disable(member: &Member) -> FormPage {
    let address = person(member.person.id);
    FormPage::new("Are you sure you want to disable this account?", format!("{address}/disable"))
        .below(to_people())
        .line(format!("{} is signed out everywhere at once and cannot sign in again. What they did stays on the record.", member.person.name))
        .warning("Disable the account")
        .link("Keep the account", address)
}
