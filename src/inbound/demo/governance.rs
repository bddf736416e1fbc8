//! Governed meetings of the worked example: one signed off with a dispute still open, and the
//! next of a weekly series, which the client has begun to score.

use super::LoadError;
use super::calendar::on;
use super::people::{AMINA, FARID, People};
use super::stories::LAST;
use crate::app::meetings::planning::{PlanCommand, ScoredBy};
use crate::app::meetings::scoring::MarkCommand;
use crate::app::meetings::series::SeriesCommand;
use crate::app::meetings::settling::SettleCommand;
use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::designs::{Scale, ScaleKind};
use crate::domain::ids::{ContractId, MeetingId};
use crate::domain::lists::Slice;
use crate::domain::meetings::outcomes::{Settlement, given};
use crate::domain::meetings::scoring::Scoring;
use crate::domain::meetings::series::Rhythm;
use crate::domain::meetings::sets::scored;
use crate::domain::meetings::{Mark, OneSide};

/// Plays them through the use cases everybody else calls.
pub(super) async fn play(
    app: &App, people: &People, contract: ContractId,
) -> Result<(), LoadError> {
    // Whoever reads the example at an earlier moment finds that none of this has happened yet.
    if app.clock().today() < LAST {
        return Ok(());
    }
    let (client, supplier) = (people.actor(AMINA)?, people.actor(FARID)?);
    let plan = PlanCommand { on: on(2026, 10, 30), opens_on: on(2026, 10, 26), last_day: LAST };
    let id = app.plan_meeting(client, contract, plan, ScoredBy::InUse).await?.meeting.id;
    for (actor, side) in [(client, OneSide::Client), (supplier, OneSide::Supplier)] {
        let scoring = app.scoring(actor, id).await?;
        app.keep_set(actor, id, 0, marks(&scoring, side, usize::MAX)).await?;
        app.seal(actor, id).await?;
    }
    settle(app, client, supplier, id).await?;
    for actor in [client, supplier] {
        let seen = app.governed(actor, id).await?.digest();
        app.sign_off(actor, id, seen).await?;
    }
    begin_the_next(app, client, contract).await
}

/// What a side gives: the supplier sees every third criterion one level higher.
fn marks(scoring: &Scoring, side: OneSide, most: usize) -> Vec<MarkCommand> {
    let content = &scoring.version.content;
    let mark = |(place, criterion, scale): (u16, &crate::domain::designs::Criterion, &Scale)| {
        let higher = side == OneSide::Supplier && place.is_multiple_of(3);
        let comment = "Talked through with the team on Thursday".to_owned();
        Some(MarkCommand {
            criterion: criterion.key.clone(),
            value: level(scale, if higher { 3 } else { 2 })?,
            comment: Some(comment),
        })
    };
    scored(content).filter_map(mark).take(most).collect()
}

fn level(scale: &Scale, place: usize) -> Option<String> {
    match &scale.kind {
        ScaleKind::Levels(levels) => {
            levels.get(place).or(levels.last()).map(|level| level.value.to_string())
        }
        ScaleKind::Percent => Some((place * 25).to_string()),
    }
}

/// The first criterion the sides differ on is disputed; on the others they keep the client's.
async fn settle(
    app: &App, client: &Actor, supplier: &Actor, id: MeetingId,
) -> Result<(), LoadError> {
    let record = app.governed(client, id).await?;
    let mut changes = record.governed.changes;
    let open = scored(&record.version.content).filter(|(at, _, _)| record.outcome(*at).is_none());
    for (number, (place, criterion, _)) in open.enumerate() {
        let Mark::Scored(value) = given(&record.scores, OneSide::Client, place) else { continue };
        let disputed = number == 0;
        let settlement = if disputed { Settlement::Disputed } else { Settlement::Agreed };
        let reason = if disputed {
            "Every release of October was accepted on the day it was due"
        } else {
            "The client’s reading of the same evidence"
        };
        let command = SettleCommand {
            criterion: criterion.key.clone(),
            settlement,
            value: if disputed { String::new() } else { value.to_string() },
            reason: reason.to_owned(),
            evidence: if disputed { "Release notes 61 to 64".to_owned() } else { String::new() },
        };
        let actor = if disputed { supplier } else { client };
        changes = app.settle(actor, id, changes, command).await?.governed.changes;
    }
    Ok(())
}

async fn begin_the_next(app: &App, client: &Actor, contract: ContractId) -> Result<(), LoadError> {
    let command = SeriesCommand {
        title: "Weekly delivery review".to_owned(),
        rhythm: Rhythm::Weekly,
        starts_on: on(2026, 11, 5),
        days_to_score: 5,
    };
    app.add_series(client, contract, command).await?;
    let slice = Slice { offset: 0, limit: 1 };
    let lines = app.meeting_lines(client, contract, slice).await?;
    let (next, _) = lines.items.first().ok_or(Error::NotFound { what: "meeting" })?;
    let scoring = app.scoring(client, next.id).await?;
    app.keep_set(client, next.id, 0, marks(&scoring, OneSide::Client, 3)).await?;
    Ok(())
}
