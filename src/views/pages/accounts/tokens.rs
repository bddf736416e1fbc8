//! Tokens of the API, and what is shown once.

use crate::domain::access::Reach;
use crate::domain::accounts::Token;
use crate::domain::ids::TokenId;
use crate::views::pages::form::FormPage;
use crate::views::pages::parts::{
    Cell, Choice, Column, Entry, EntryKind, Layout, Link, Section, Table, day, moment,
};
use askama::Template;
use chrono::{DateTime, Utc};

/// One's own tokens.
#[derive(Debug, Template)]
#[template(path = "tokens.html")]
pub struct TokensPage {
    layout: Layout,
    tokens: Table,
}

fn to_account() -> Vec<Link> {
    vec![Link::new("My account", "/account")]
}

fn to_tokens() -> Vec<Link> {
    [to_account(), vec![Link::new("API tokens", "/tokens")]].concat()
}

impl TokensPage {
    /// The page of these tokens.
    #[must_use]
    pub fn of(tokens: &[Token], now: DateTime<Utc>) -> Self {
        let columns = ["Name", "Begins with", "Reach", "Last used", "Ends", "What you can do"];
        let columns = columns.map(Column::words).to_vec();
        let table = Table::new("tokens", "Your tokens", columns);
        Self {
            layout: Layout::new(Section::Elsewhere, "API tokens").below(to_account()),
            tokens: table.of(tokens.iter().map(|token| row(token, now))),
        }
    }
}

fn row(token: &Token, now: DateTime<Utc>) -> Vec<Cell> {
    let when = |at: Option<DateTime<Utc>>, never: &str| at.map_or_else(|| never.to_owned(), moment);
    let ends = match (token.revoked, token.expires) {
        (Some(revoked), _) => format!("Revoked on {}", day(revoked.date_naive())),
        (None, Some(end)) => day(end.date_naive()),
        (None, None) => "When it is revoked".to_owned(),
    };
    let revoke = Link::new("Revoke", format!("/tokens/{}/revoke", token.id));
    let actions = if token.lives(now) { Cell::links(vec![revoke]) } else { Cell::text("") };
    vec![
        Cell::text(&token.name),
        Cell::text(format!("scorecard_{}", token.prefix)),
        Cell::text(token.reach.label()),
        Cell::text(when(token.used, "Never")),
        Cell::text(ends),
        actions,
    ]
}

/// The page to make a token on.
#[must_use]
pub fn new_token(name: &str, reach: &str, expires: &str) -> FormPage {
    let choice = |reach: &Reach| Choice {
        value: reach.word().to_owned(),
        label: reach.label().to_owned(),
        hint: String::new(),
    };
    let reaches = [Reach::ReadOnly, Reach::Full].iter().map(choice).collect();
    FormPage::new("Make a token", "/tokens/new")
        .below(to_tokens())
        .entry(
            Entry::new("name", "What it is for", EntryKind::Text)
                .told("For example, nightly import")
                .holding(name),
        )
        .pick("reach", "What it may do", reaches, reach)
        .entry(
            Entry::new("expires", "Last day (optional)", EntryKind::Text)
                .told("For example, 27/3/2027")
                .holding(expires),
        )
        .button("Make the token")
}

/// The page that asks before a token is revoked.
#[must_use]
pub fn revoke(token: &Token, id: TokenId) -> FormPage {
    FormPage::new("Are you sure you want to revoke this token?", format!("/tokens/{id}/revoke"))
        .below(to_tokens())
        .line(format!("Whatever uses “{}” is refused from then on.", token.name))
        .warning("Revoke the token")
        .link("Keep the token", "/tokens")
}

/// Something that is shown once and never again.
#[derive(Debug, Template)]
#[template(path = "shown_once.html")]
pub struct ShownOncePage {
    layout: Layout,
    lines: Vec<String>,
    secret: String,
    warning: &'static str,
    back: Link,
}

impl ShownOncePage {
    /// A token just made.
    #[must_use]
    pub fn token(name: &str, secret: &str) -> Self {
        Self {
            layout: Layout::new(Section::Elsewhere, "The token is made").below(to_tokens()),
            lines: vec![format!(
                "This is the token “{name}”. Send it as “Authorization: Bearer” with every request."
            )],
            secret: secret.to_owned(),
            warning: "Copy it now. It is not kept here and cannot be shown again.",
            back: Link::new("I have copied it", "/tokens"),
        }
    }

    /// A link for somebody who is invited.
    #[must_use]
    pub fn invitation(email: &str, address: &str) -> Self {
        Self {
            layout: Layout::new(Section::People, "The link is made")
                .below(vec![Link::new("People", "/people")]),
            lines: vec![format!("Send this link to {email}. It works once, within 7 days.")],
            secret: address.to_owned(),
            warning: "Copy it now. It is not kept here and cannot be shown again.",
            back: Link::new("I have copied it", "/people"),
        }
    }
}
