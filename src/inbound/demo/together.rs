//! What both sides of one contract say, agree and do together, as the people of the example.

use super::LoadError;
use super::calendar::on;
use super::stories::Story;
use crate::app::actions::{ActionCommand, OwnerCommand, Source};
use crate::app::feedback::ResponseCommand;
use crate::app::{App, Error};
use crate::domain::access::{Actor, Reach, Role, Surface, Whence};
use crate::domain::accounts::Member;
use crate::domain::actions::StepKind;
use crate::domain::contracts::Contract;
use crate::domain::feedback::reverse::Answer;
use crate::domain::feedback::{Audience, Influence, Kind, Said, Theme};
use crate::domain::ids::{ActorId, ContractId, PersonId};
use crate::domain::lists::Slice;
use crate::domain::meetings::Meeting;
use crate::domain::meetings::agenda::Vote;
use chrono::NaiveDate;

/// The contract they do it under.
const REFERENCE: &str = "NMC-2301";

/// Who of the example speaks.
struct Cast {
    client: Actor,
    supplier: Actor,
    maker: Actor,
}

/// Adds it to the contract it is under.
pub(super) async fn add(
    app: &App, actor: &Actor, contracts: &[(&Story, Contract)],
) -> Result<(), LoadError> {
    let found = contracts.iter().find(|(story, _)| story.reference == REFERENCE);
    let Some((_, contract)) = found else { return Ok(()) };
    let people = app.contract_people(actor, contract.id).await?;
    let (client, supplier) = (contract.client.id, contract.supplier.id);
    let of = |organisation, role| {
        let held = |member: &&Member| {
            let seat = member.membership.seat;
            seat.organisation() == Some(organisation) && seat.role() == role
        };
        people.iter().find(held).map(speaking)
    };
    let lead = of(client, Role::ClientLead).zip(of(supplier, Role::SupplierLead));
    let Some(((client, supplier), maker)) = lead.zip(of(supplier, Role::SupplierMember)) else {
        return Ok(());
    };
    let cast = Cast { client, supplier, maker };
    let slice = Slice { offset: 0, limit: 8 };
    let meetings = app.meetings(actor, contract.id, slice).await?.items;
    let (Some(latest), Some(earlier)) = (meetings.first(), meetings.last()) else { return Ok(()) };
    actions(app, &cast, contract.id, earlier).await?;
    meeting(app, &cast, latest).await?;
    Ok(feedback(app, &cast, contract.id).await?)
}

fn speaking(member: &Member) -> Actor {
    let (id, name) = (ActorId(member.person.id.0), member.person.name.clone());
    let whence = Whence { surface: Surface::CommandLine, address: None };
    Actor::person(id, name, member.membership.seat, Reach::Full, whence)
}

fn to_do(what: &str, outcome: &str, owner: &Actor, due: NaiveDate) -> ActionCommand {
    ActionCommand {
        what: what.to_owned(),
        outcome: Some(outcome.to_owned()),
        owner: OwnerCommand::Person(PersonId(owner.id().0)),
        due: Some(due),
    }
}

async fn actions(app: &App, cast: &Cast, contract: ContractId, at: &Meeting) -> Result<(), Error> {
    let source = Source { meeting: Some(at.id), prompt: None };
    let Cast { client, supplier, maker } = cast;
    let overdue = to_do(
        "Write the runbook for the nightly claims import",
        "The council restarts it without calling anybody",
        maker,
        on(2026, 10, 16),
    );
    app.raise_action(supplier, contract, source, overdue).await?;
    let open = to_do(
        "Agree who signs off content changes",
        "A change goes live within two days",
        client,
        on(2026, 11, 13),
    );
    app.raise_action(client, contract, source, open).await?;
    let done = to_do(
        "Give the new delivery manager access to the call recordings",
        "Research uses real calls",
        client,
        on(2026, 10, 9),
    );
    let done = app.raise_action(supplier, contract, source, done).await?.item;
    let note = Some("Access given, and the notice to callers reworded".to_owned());
    app.step_action(client, done.id, done.revision, StepKind::Closed, note).await?;
    Ok(())
}

async fn meeting(app: &App, cast: &Cast, meeting: &Meeting) -> Result<(), Error> {
    let Cast { client, supplier, maker } = cast;
    let nights = app.propose_topic(maker, meeting.id, "Who answers at night").await?;
    let pairing = app.propose_topic(client, meeting.id, "Pairing on releases").await?;
    app.vote(client, meeting.id, vec![Vote { topic: pairing.id, dots: 2 }]).await?;
    let split = [(nights.id, 1), (pairing.id, 2)];
    let split = split.map(|(topic, dots)| Vote { topic, dots });
    app.vote(supplier, meeting.id, split.to_vec()).await?;
    app.close_voting(client, meeting.id).await?;
    let outcome = Some("Two releases in November are led by the council".to_owned());
    app.note_outcome(maker, pairing.id, pairing.revision, outcome).await?;
    let body = "The overdue runbook was looked at first: a draft exists, the restart is missing.\n\n\
                Claims decided in time rose again. Both sides put it down to the shorter form.";
    app.write_minutes(supplier, meeting.id, 0, body.to_owned()).await?;
    let by = format!("{} and {}", client.name(), supplier.name());
    app.record_decision(client, meeting.id, "Release on Mondays, never on Fridays", &by).await?;
    Ok(())
}

async fn feedback(app: &App, cast: &Cast, contract: ContractId) -> Result<(), Error> {
    let Cast { client, supplier, maker } = cast;
    let said =
        |kind, influence, theme, body: &str| Said { kind, influence, theme, body: body.to_owned() };
    let praise = said(
        Kind::Praise,
        Influence::Driver,
        Theme::Relationships,
        "Bad news comes early and with a way out",
    );
    app.give_feedback(client, contract, praise, Audience::Both).await?;
    let challenge = said(
        Kind::Challenge,
        Influence::Anchor,
        Theme::Standards,
        "Content waits nine days for a second approval that has never changed a word",
    );
    app.give_feedback(maker, contract, challenge, Audience::Both).await?;
    let concern = said(
        Kind::Concern,
        Influence::Anchor,
        Theme::Capability,
        "One person holds all that the council knows of the rules engine",
    );
    app.give_feedback(supplier, contract, concern, Audience::Only(Role::ClientLead)).await?;
    let values = [2, 4, 4, 5, 4, 5, 3];
    let answers = values.into_iter().enumerate();
    let answers = answers.map(|(question, value)| Answer { question, value }).collect();
    let response = ResponseCommand { answers, comment: None, audience: Audience::Both };
    app.score_client(supplier, contract, response).await?;
    let question = "let the council’s own people lead a release".to_owned();
    let asked = app.ask(client, contract, question).await?;
    let pair = to_do(
        "Pair on two releases, the council leading",
        "The third one needs nobody from the supplier",
        maker,
        on(2026, 11, 27),
    );
    app.act_on_prompt(supplier, asked.id, pair).await?;
    app.ask(maker, contract, "hear of a change of policy before it is announced".to_owned())
        .await?;
    Ok(())
}
