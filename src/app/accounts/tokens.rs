//! Tokens of the API: shown once, kept as digests, no more than their owner may do.

use super::secrets::{digest, fresh, random};
use crate::app::audit::Pen;
use crate::app::{App, Error};
use crate::domain::access::{Action, Actor, Reach, Surface};
use crate::domain::accounts::secrets::Secret;
use crate::domain::accounts::{Member, Token};
use crate::domain::audit::Subject;
use crate::domain::ids::{PersonId, TokenId};
use crate::domain::problems::Problem;
use crate::domain::texts;
use crate::storage::accounts::tokens::{self, Stored, Wanted};
use crate::storage::{self};
use chrono::{DateTime, Utc};

/// What every token begins with, so that one left in a file is found for what it is.
const MARK: &str = "scorecard_";

/// How many random bytes the part has that tokens are told apart by.
const PREFIX: usize = 6;

/// A token to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenCommand {
    /// What its owner calls it.
    pub name: String,
    /// How far it goes.
    pub reach: Reach,
    /// When it ends by itself.
    pub expires: Option<DateTime<Utc>>,
}

/// A token just made. Its secret is shown once and kept nowhere.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// The secret.
    pub secret: Secret,
    /// What is kept of it.
    pub token: Token,
}

impl App {
    /// Makes a token that acts as the actor does now.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it has no name or would have ended already.
    pub async fn add_token(&self, actor: &Actor, command: TokenCommand) -> Result<NewToken, Error> {
        actor.may(Action::KeepAccount)?;
        let held = storage::accounts::memberships(self.db.reader(), PersonId(actor.id().0)).await?;
        let owner = held.into_iter().find(|member| member.membership.seat == actor.seat());
        let owner = owner.ok_or(Error::NotFound { what: "role" })?;
        self.make_token(owner, command, self.pen(actor)).await
    }

    /// Makes a token for somebody, from the machine of the service.
    ///
    /// # Errors
    /// [`Error::Forbidden`] from anywhere else: it would let an administrator act as somebody.
    pub async fn add_token_for(
        &self, actor: &Actor, owner: Member, command: TokenCommand,
    ) -> Result<NewToken, Error> {
        actor.may(Action::ManagePeople)?;
        match actor.whence().surface {
            Surface::CommandLine => self.make_token(owner, command, self.pen(actor)).await,
            Surface::Page | Surface::Api => {
                Err(crate::domain::access::Forbidden { action: Action::Operate }.into())
            }
        }
    }

    async fn make_token(
        &self, owner: Member, command: TokenCommand, pen: Pen,
    ) -> Result<NewToken, Error> {
        let now = self.clock.now();
        let TokenCommand { name, reach, expires } = checked(command, now)?;
        let prefix = random::<PREFIX>()?;
        let secret = Secret::new(format!("{MARK}{prefix}_{}", fresh()?.expose()));
        let (id, used, revoked) = (TokenId::fresh(), None, None);
        let token = Token { id, prefix, name, reach, owner, created: now, expires, used, revoked };
        let stored = Stored { token: token.clone(), digest: digest(secret.expose()) };
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    tokens::add(tx, &stored).await?;
                    let record_of = stored.token.owner.membership.seat.organisation();
                    let subject = Subject::Token(stored.token.id);
                    Ok::<_, Error>(pen.note(tx, subject, record_of, None).await?)
                })
            })
            .await?;
        tracing::info!(token.id = %token.id, "Token made");
        Ok(NewToken { secret, token })
    }

    /// The tokens of the actor, the newest first; on the machine of the service, everybody's.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn tokens(&self, actor: &Actor) -> Result<Vec<Token>, Error> {
        actor.may(Action::Read)?;
        let found = tokens::list(self.db.reader(), whose(actor)).await?;
        Ok(found.into_iter().map(|stored| stored.token).collect())
    }

    /// Revokes a token: from then on it lets nobody in.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is somebody else's.
    pub async fn revoke_token(&self, actor: &Actor, id: TokenId) -> Result<(), Error> {
        actor.may(Action::KeepAccount)?;
        let (whose, pen) = (whose(actor), self.pen(actor));
        self.db
            .write(move |tx| {
                Box::pin(async move {
                    let found = tokens::list(tx, Wanted::One(id)).await?.pop();
                    let own = |stored: &Stored| match whose {
                        Wanted::Of(person) => stored.token.owner.person.id == person,
                        Wanted::All | Wanted::One(_) => true,
                    };
                    let stored = found.filter(own).ok_or(Error::NotFound { what: "token" })?;
                    if stored.token.revoked.is_some() {
                        return Ok(());
                    }
                    let record_of = stored.token.owner.membership.seat.organisation();
                    let now = pen.at;
                    let revoke = async { Ok(tokens::revoke(tx, id, now).await?) };
                    pen.around(tx, Subject::Token(id), record_of, revoke).await
                })
            })
            .await?;
        tracing::info!(token.id = %id, "Token revoked");
        Ok(())
    }
}

fn whose(actor: &Actor) -> Wanted {
    match actor.whence().surface {
        Surface::CommandLine => Wanted::All,
        Surface::Page | Surface::Api => Wanted::Of(PersonId(actor.id().0)),
    }
}

/// The part of a token by which it is looked up.
pub(super) fn prefix(token: &Secret) -> Option<&str> {
    let (prefix, rest) = token.expose().strip_prefix(MARK)?.split_once('_')?;
    (prefix.len() == 2 * PREFIX && rest.len() == 64).then_some(prefix)
}

fn checked(command: TokenCommand, now: DateTime<Utc>) -> Result<TokenCommand, Error> {
    let name = command.name.trim().to_owned();
    let mut problems = Vec::new();
    if name.is_empty() {
        let message = "the token has no name";
        problems.push(Problem::field("name", "", message, "Enter what the token is for"));
    }
    if let Err(why) = texts::name(&name) {
        problems.push(Problem::field("name", "", why.to_string(), why.remedy()));
    }
    if command.expires.is_some_and(|end| end <= now) {
        let message = "the token would have ended already";
        problems.push(Problem::field("expires", "", message, "Enter a day after today"));
    }
    if problems.is_empty() {
        Ok(TokenCommand { name, ..command })
    } else {
        Err(Error::Invalid(problems))
    }
}
