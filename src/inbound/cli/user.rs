//! `scorecard user`: people and their roles, from the machine of the service.

use super::answer::{Refused, say};
use super::{Format, Verdict};
use crate::app::App;
use crate::app::accounts::{Invite, Link, Taken};
use crate::config::Config;
use crate::domain::access::{Actor, Role};
use crate::domain::accounts::secrets::Secret;
use crate::domain::accounts::{EmailAddress, Member, PersonName};
use crate::domain::lists::Slice;
use crate::views::json::accounts::{InvitationView, PersonView};
use crate::views::pages::accounts::role_of;
use crate::views::text::table;
use clap::{Args, Subcommand};
use std::io::{self, BufRead};

/// What to do with people.
#[derive(Debug, Args)]
pub(super) struct User {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Print a link with which somebody takes up a role, or add them at once
    Add {
        /// Email address they sign in with
        #[arg(value_parser = email)]
        email: EmailAddress,
        /// client_lead, client_member, commercial, supplier_lead, supplier_member, auditor or administrator
        #[arg(long, value_parser = role)]
        role: Role,
        /// Name of the organisation; none for an administrator
        #[arg(long, value_name = "NAME")]
        organisation: Option<String>,
        /// Add them at once under this name; their password is read from standard input
        #[arg(long, value_parser = name)]
        name: Option<PersonName>,
    },
    /// List people and the roles they hold
    List,
    /// Give somebody another role where they are
    Role {
        /// Email address they sign in with
        #[arg(value_parser = email)]
        email: EmailAddress,
        /// The role
        #[arg(value_parser = role)]
        role: Role,
        /// Name of the organisation, for somebody in several
        #[arg(long, value_name = "NAME")]
        organisation: Option<String>,
    },
    /// Keep somebody from signing in
    Disable {
        /// Email address they sign in with
        #[arg(value_parser = email)]
        email: EmailAddress,
    },
    /// Print a link with which somebody chooses a new password
    Reset {
        /// Email address they sign in with
        #[arg(value_parser = email)]
        email: EmailAddress,
    },
}

pub(super) fn email(text: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(text).map_err(|none| none.to_string())
}

fn role(text: &str) -> Result<Role, String> {
    let words = || Role::ALL.iter().map(|role| role.word()).collect::<Vec<_>>().join(", ");
    Role::parse(text).ok_or_else(|| format!("use one of: {}", words()))
}

fn name(text: &str) -> Result<PersonName, String> {
    PersonName::parse(text).map_err(str::to_owned)
}

impl User {
    pub(super) async fn run(
        &self, config: &Config, app: &App, actor: &Actor, format: Format,
    ) -> anyhow::Result<Verdict> {
        match &self.verb {
            Verb::Add { email, role, organisation, name } => {
                let (email, organisation) = (email.clone(), organisation.clone());
                let link = app.invite(actor, Invite { email, role: *role, organisation }).await?;
                match name {
                    None => print(config, format, &link)?,
                    Some(name) => add(app, format, link, name).await?,
                }
            }
            Verb::List => list(app, actor, format).await?,
            Verb::Role { email, role, organisation } => {
                let member = in_one(app, actor, email, organisation.as_deref()).await?;
                let changed = app.change_role(actor, member.membership.id, *role).await?;
                say(format, &format!("{}\n", words(&changed)), &PersonView::of(&changed))?;
            }
            Verb::Disable { email } => {
                let (person, _) = app.person_with_email(actor, email).await?;
                app.disable_person(actor, person.id).await?;
                let view = serde_json::json!({ "email": person.email, "disabled": true });
                say(format, &format!("{} cannot sign in any more\n", person.email), &view)?;
            }
            Verb::Reset { email } => {
                print(config, format, &app.reset_password(actor, email).await?)?;
            }
        }
        Ok(Verdict::Done)
    }
}

fn print(config: &Config, format: Format, link: &Link) -> anyhow::Result<()> {
    let path = format!("/invitations/{}", link.secret.expose());
    let email = link.invitation.email.as_ref().map_or("", |email| email.as_str());
    let view = InvitationView {
        email: email.to_owned(),
        link: super::address(config, config.bind.address(), &path),
        expires_at: link.invitation.expires,
    };
    let until = view.expires_at.date_naive();
    let text = format!("Send this link to {email}; it works once, until {until}:\n{}\n", view.link);
    say(format, &text, &view)
}

/// Takes the link up in their place, with a password from standard input: an argument could be
/// read by whoever lists the processes of the machine.
async fn add(app: &App, format: Format, link: Link, name: &PersonName) -> anyhow::Result<()> {
    let mut password = String::new();
    io::stdin().lock().read_line(&mut password)?;
    let password = Secret::new(password.trim_end_matches(['\r', '\n']).to_owned());
    let name = Some(name.clone());
    let taken = Taken { link: link.secret, name, email: None, password };
    app.take_up(taken, None).await.map_err(crate::app::Error::from)?;
    let email = link.invitation.email.map(|email| email.as_str().to_owned()).unwrap_or_default();
    let view = serde_json::json!({ "email": email, "added": true });
    say(format, &format!("{email} can sign in now\n"), &view)
}

async fn list(app: &App, actor: &Actor, format: Format) -> anyhow::Result<()> {
    let all = Slice { offset: 0, limit: 10_000 };
    let people = app.people(actor, all).await?.items;
    let row = |member: &Member| {
        let held = &member.membership;
        let state = if member.person.disabled_at.is_some() { "disabled" } else { "" };
        let role = role_of(held.seat, held.organisation.as_ref());
        vec![member.person.email.clone(), member.person.name.clone(), role, state.to_owned()]
    };
    let rows: Vec<Vec<String>> = people.iter().map(row).collect();
    let views: Vec<PersonView> = people.iter().map(PersonView::of).collect();
    say(format, &table(&rows), &views)
}

fn words(member: &Member) -> String {
    let held = &member.membership;
    format!("{} is {}", member.person.email, role_of(held.seat, held.organisation.as_ref()))
}

/// Somebody in the one role that is meant.
pub(super) async fn in_one(
    app: &App, actor: &Actor, email: &EmailAddress, organisation: Option<&str>,
) -> anyhow::Result<Member> {
    let (_, held) = app.person_with_email(actor, email).await?;
    let there = |member: &Member| {
        let name = member.membership.organisation.as_ref().map(|own| own.name.as_str());
        organisation.is_none_or(|wanted| name == Some(wanted))
    };
    let mut held: Vec<Member> = held.into_iter().filter(there).collect();
    match (held.pop(), held.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(_), false) => {
            anyhow::bail!(Refused("they are in several; say which with --organisation".to_owned()))
        }
        (None, _) => anyhow::bail!(Refused("they hold no role there".to_owned())),
    }
}
