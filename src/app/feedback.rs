//! Feedback both ways, the reverse scorecard, and questions that become actions.

use super::actions::{ActionCommand, Source};
use super::error::refuse;
use super::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::actions::ActionRecord;
use crate::domain::audit::Subject;
use crate::domain::authors::Author;
use crate::domain::contracts::Contract;
use crate::domain::feedback::reverse::{self, Answer, Response, ReverseScorecard};
use crate::domain::feedback::{
    Audience, Feedback, Prompt, Reader, Said, audience_problems, side_of, word_problems,
};
use crate::domain::ids::{ContractId, FeedbackId, PromptId};
use crate::domain::lists::{Page, Slice};
use crate::domain::meetings::Side;
use crate::storage;

/// What somebody answers about a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseCommand {
    /// The answers.
    pub answers: Vec<Answer>,
    /// What they add.
    pub comment: Option<String>,
    /// Who may read it.
    pub audience: Audience,
}

impl App {
    /// Feedback about a contract that is for this actor, latest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn feedback_on(
        &self, actor: &Actor, contract: ContractId, slice: Slice,
    ) -> Result<Page<Feedback>, Error> {
        let contract = self.contract(actor, contract).await?;
        let reader = Reader::of(actor, &contract);
        Ok(storage::feedback::list(self.db.reader(), contract.id, reader, slice).await?)
    }

    /// One piece of feedback.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor, or is not for them.
    pub async fn feedback(&self, actor: &Actor, id: FeedbackId) -> Result<Feedback, Error> {
        actor.may(Action::Read)?;
        let missing = || Error::NotFound { what: "feedback" };
        let found = storage::feedback::find(self.db.reader(), actor.scope(), id).await?;
        let feedback = found.ok_or_else(missing)?;
        let contract = self.contract(actor, feedback.contract).await?;
        let reads = Reader::of(actor, &contract).reads(feedback.by.id, feedback.audience);
        if reads { Ok(feedback) } else { Err(missing()) }
    }

    /// Gives feedback for the side the actor acts for.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything wrong with it; [`Error::Refused`] for whoever acts for
    /// neither side.
    pub async fn give_feedback(
        &self, actor: &Actor, contract: ContractId, said: Said, audience: Audience,
    ) -> Result<Feedback, Error> {
        let known = self.contract(actor, contract).await?;
        actor.may_on(Action::GiveFeedback, &known)?;
        let side = sided(actor, &known)?;
        let mut problems = word_problems("body", &said.body, "Enter what you want to say");
        problems.extend(audience_problems(audience));
        refuse(problems)?;
        let (id, by, at) = (FeedbackId::fresh(), Author::from(actor), self.clock.now());
        let given = Feedback { id, contract, side, said, audience, by, at };
        let row = given.clone();
        let subject = subject(id, contract, audience);
        let give = self.change_on(actor, Action::GiveFeedback, contract, subject, move |tx, _| {
            Box::pin(async move { Ok(storage::feedback::add(tx, &row).await?) })
        });
        give.await?;
        tracing::info!("Feedback given");
        Ok(given)
    }

    /// What this actor sees of the answers about the client of a contract.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn reverse_scorecard(
        &self, actor: &Actor, contract: ContractId,
    ) -> Result<ReverseScorecard, Error> {
        let contract = self.contract(actor, contract).await?;
        let reader = Reader::of(actor, &contract);
        let found = storage::feedback::responses(self.db.reader(), contract.id, reader).await?;
        Ok(ReverseScorecard::of(found, reader))
    }

    /// Answers the questions about the client, for the supplier.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything wrong with the answers; [`Error::Refused`] for whoever
    /// does not act for the supplier.
    pub async fn score_client(
        &self, actor: &Actor, contract: ContractId, command: ResponseCommand,
    ) -> Result<ReverseScorecard, Error> {
        let known = self.contract(actor, contract).await?;
        actor.may_on(Action::GiveFeedback, &known)?;
        if side_of(actor, &known) != Some(Side::Supplier) {
            return Err(Error::Refused("only the supplier scores the client".to_owned()));
        }
        let ResponseCommand { answers, comment, audience } = command;
        let mut problems = reverse::problems(&answers, comment.as_deref());
        problems.extend(audience_problems(audience));
        refuse(problems)?;
        let (id, by, at) = (FeedbackId::fresh(), Author::from(actor), self.clock.now());
        let row = Response { id, contract, answers, comment, audience, by, at };
        let subject = subject(id, contract, audience);
        let give = self.change_on(actor, Action::GiveFeedback, contract, subject, move |tx, _| {
            Box::pin(async move { Ok(storage::feedback::add_response(tx, &row).await?) })
        });
        give.await?;
        tracing::info!("Client scored");
        self.reverse_scorecard(actor, contract).await
    }

    /// The questions asked about a contract, latest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the contract does not exist for this actor.
    pub async fn prompts(&self, actor: &Actor, contract: ContractId) -> Result<Vec<Prompt>, Error> {
        self.contract(actor, contract).await?;
        Ok(storage::feedback::prompts(self.db.reader(), contract).await?)
    }

    /// One question.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for this actor.
    pub async fn prompt(&self, actor: &Actor, id: PromptId) -> Result<Prompt, Error> {
        actor.may(Action::Read)?;
        let found = storage::feedback::prompt(self.db.reader(), actor.scope(), id).await?;
        found.ok_or(Error::NotFound { what: "question" })
    }

    /// Asks how we might do something.
    ///
    /// # Errors
    /// [`Error::Invalid`] when nothing is asked.
    pub async fn ask(
        &self, actor: &Actor, contract: ContractId, body: String,
    ) -> Result<Prompt, Error> {
        actor.may(Action::TakePart)?;
        refuse(word_problems("body", &body, "Enter what you wonder about"))?;
        let (id, by, at) = (PromptId::fresh(), Author::from(actor), self.clock.now());
        let asked = Prompt { id, contract, body, by, at, action: None };
        let (row, subject) = (asked.clone(), Subject::Prompt(id, contract));
        let ask = self.change_on(actor, Action::TakePart, contract, subject, move |tx, _| {
            Box::pin(async move { Ok(storage::feedback::add_prompt(tx, &row).await?) })
        });
        ask.await?;
        tracing::info!(prompt.id = %id, "Question asked");
        Ok(asked)
    }

    /// Makes an action of a question.
    ///
    /// # Errors
    /// [`Error::Refused`] when it has become one already.
    pub async fn act_on_prompt(
        &self, actor: &Actor, id: PromptId, command: ActionCommand,
    ) -> Result<ActionRecord, Error> {
        let contract = self.prompt(actor, id).await?.contract;
        let source = Source { meeting: None, prompt: Some(id) };
        self.raise_action(actor, contract, source, command).await
    }
}

/// What the history calls it, which for most is not there when it is for one role alone.
const fn subject(id: FeedbackId, contract: ContractId, audience: Audience) -> Subject {
    match audience {
        Audience::Both => Subject::Feedback(id, contract),
        Audience::Only(_) => Subject::ConfidentialFeedback(id, contract),
    }
}

fn sided(actor: &Actor, contract: &Contract) -> Result<Side, Error> {
    let neither = || Error::Refused("only client and lead supplier give feedback".to_owned());
    side_of(actor, contract).ok_or_else(neither)
}
