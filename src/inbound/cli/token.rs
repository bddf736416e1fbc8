//! `scorecard token`: tokens of the API, from the machine of the service.

use super::answer::{Refused, say};
use super::{Format, Verdict, user};
use crate::app::App;
use crate::app::accounts::TokenCommand;
use crate::domain::access::{Actor, Reach};
use crate::domain::accounts::{self, EmailAddress};
use crate::views::json::accounts::TokenView;
use crate::views::text::table;
use chrono::{Days, NaiveDate, NaiveTime};
use clap::{Args, Subcommand};

/// What to do with tokens.
#[derive(Debug, Args)]
pub(super) struct Token {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Make a token that acts as somebody, and print it: it is not shown again
    Add {
        /// Email address of whom it acts as
        #[arg(value_parser = user::email)]
        email: EmailAddress,
        /// What it is for
        #[arg(long)]
        name: String,
        /// Let it change things too, not only read
        #[arg(long)]
        full: bool,
        /// Last day it works, such as 2027-03-31
        #[arg(long, value_name = "DAY")]
        until: Option<NaiveDate>,
        /// Name of the organisation, for somebody in several
        #[arg(long, value_name = "NAME")]
        organisation: Option<String>,
    },
    /// List tokens, never their secrets
    List,
    /// Revoke a token
    Revoke {
        /// How it begins, up to the second underscore
        prefix: String,
    },
}

impl Token {
    pub(super) async fn run(
        &self, app: &App, actor: &Actor, format: Format,
    ) -> anyhow::Result<Verdict> {
        match &self.verb {
            Verb::Add { email, name, full, until, organisation } => {
                let owner = user::in_one(app, actor, email, organisation.as_deref()).await?;
                let reach = if *full { Reach::Full } else { Reach::ReadOnly };
                let after = until.and_then(|day| day.checked_add_days(Days::new(1)));
                let expires = after.map(|day| day.and_time(NaiveTime::MIN).and_utc());
                let command = TokenCommand { name: name.clone(), reach, expires };
                let made = app.add_token_for(actor, owner, command).await?;
                let secret = made.secret.expose();
                let view = TokenView::of(&made.token).with_secret(secret);
                say(format, &format!("{secret}\n"), &view)?;
            }
            Verb::List => list(app, actor, format).await?,
            Verb::Revoke { prefix } => {
                let tokens = app.tokens(actor).await?;
                let bare = prefix.trim_start_matches("scorecard_");
                let found = tokens.into_iter().find(|token| token.prefix == bare);
                let token = found.ok_or_else(|| {
                    Refused(format!("there is no token that begins with {prefix}"))
                })?;
                app.revoke_token(actor, token.id).await?;
                let view = serde_json::json!({ "prefix": bare, "revoked": true });
                say(format, &format!("{} is revoked\n", token.name), &view)?;
            }
        }
        Ok(Verdict::Done)
    }
}

async fn list(app: &App, actor: &Actor, format: Format) -> anyhow::Result<()> {
    let tokens = app.tokens(actor).await?;
    let now = app.clock().now();
    let row = |token: &accounts::Token| {
        let state = if token.lives(now) { "" } else { "ended" };
        let owner = token.owner.person.email.clone();
        let prefix = format!("scorecard_{}", token.prefix);
        vec![prefix, owner, token.name.clone(), token.reach.label().to_owned(), state.to_owned()]
    };
    let rows: Vec<Vec<String>> = tokens.iter().map(row).collect();
    let views: Vec<TokenView> = tokens.iter().map(TokenView::of).collect();
    say(format, &table(&rows), &views)
}
