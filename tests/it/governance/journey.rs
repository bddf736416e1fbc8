//! The whole way of a meeting, and the figures it leaves.

use super::*;
use crate::support::service::{noon, services};
use crate::support::web::Web;
use chrono::{NaiveDate, TimeDelta};
use scorecard::app::meetings::series::SeriesCommand;
use scorecard::app::meetings::settling::DecideCommand;
use scorecard::app::{Clock, Error};
use scorecard::domain::lists::Slice;
use scorecard::domain::meetings::series::Rhythm;
use scorecard::domain::meetings::states::{Cause, Stage};
use scorecard::domain::meetings::{Mark, OneSide, Side, Unscored};
use scorecard::domain::scorecards::Window;

const CLIENT: [&str; 8] = ["4", "3", "4", "3", "4", "2", "4", "3"];
const SUPPLIER: [&str; 8] = ["4", "4", "4", "5", "4", "4", "4", "3"];

/// The same service at another moment.
async fn at(service: &Service, days: i64) -> App {
    let moment = noon() + TimeDelta::days(days);
    App::open(&service.url, Clock::Stopped(moment)).await.unwrap()
}

/// The published composite of a side on a day, and whether it can still change.
async fn composite(app: &App, table: &Table, side: Side, on: NaiveDate) -> (String, bool) {
    let window = Window { from: Some(on), to: Some(on) };
    let trend = app.trend(&table.client.actor, table.contract.id, window).await.unwrap();
    let figure = trend.figures.into_iter().find(|figure| figure.side == side).unwrap();
    (figure.composite.unwrap().published.to_string(), figure.signed.is_none())
}

#[tokio::test]
async fn a_meeting_goes_from_plan_to_signature_and_to_a_revision() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        let meeting = table.meeting(app, "2026-06-30", "2026-07-03").await;
        let (id, day) = (meeting.meeting.id, meeting.meeting.held_on);
        assert_eq!(meeting.state.stage(), Stage::Open);

        let revealed = both_in(app, &table, id, [CLIENT, SUPPLIER]).await;
        assert_eq!(revealed.governed.state.stage(), Stage::Revealed);
        assert_eq!(revealed.governed.reveal.as_ref().unwrap().cause, None);
        // Five of the eight are alike: outcomes, fit for use, independence, one team, contribution.
        let alike: Vec<u16> = revealed.current().map(|outcome| outcome.criterion).collect();
        assert_eq!(alike, [0, 2, 4, 6, 7]);

        let actor = &table.supplier.actor;
        let changes = revealed.governed.changes;
        let agreed = settle("commitments", Settlement::Agreed, "3");
        let record = app.settle(actor, id, changes, agreed).await.unwrap();
        let differ = settle("spend", Settlement::AgreedToDiffer, "");
        let record = app.settle(actor, id, record.governed.changes, differ).await.unwrap();
        let dispute = settle("openness", Settlement::Disputed, "");
        let record = app.settle(actor, id, record.governed.changes, dispute).await.unwrap();
        assert_eq!(record.governed.state.stage(), Stage::Settled);

        let signed = both_sign(app, &table, id).await;
        assert_eq!(signed.governed.state.stage(), Stage::SignedOff);
        let names: Vec<&str> = signed.sign_offs.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["amina", "farid"]);
        let (first, provisional) = composite(app, &table, Side::Agreed, day).await;
        assert!(!provisional);

        let dispute = &signed.disputes[0];
        // Ten working days after Tuesday 30 June 2026.
        assert_eq!(dispute.due_on.to_string(), "2026-07-14");
        let decided = DecideCommand {
            decided_by: "Elspeth Muir".to_owned(),
            words: "The minutes show it".to_owned(),
            value: "4".to_owned(),
        };
        app.decide_dispute(actor, dispute.id, decided).await.unwrap();
        assert_eq!(
            composite(app, &table, Side::Agreed, day).await.0,
            first,
            "what was signed stands"
        );

        let reopened = app.reopen(actor, id, "The dispute was decided").await.unwrap();
        assert_eq!(reopened.governed.state.stage(), Stage::Reopened);
        let changes = reopened.governed.changes;
        let openness = settle("openness", Settlement::Agreed, "4");
        app.settle(actor, id, changes, openness).await.unwrap();
        assert_eq!(composite(app, &table, Side::Agreed, day).await, (first.clone(), false));

        let revised = both_sign(app, &table, id).await;
        assert_eq!(revised.governed.state.stage(), Stage::Revised);
        let agreed = revised.signed.iter().filter(|figure| figure.side == Side::Agreed);
        let kept: Vec<String> =
            agreed.map(|it| it.composite.as_ref().unwrap().published.to_string()).collect();
        assert_eq!(kept[0], first, "the first revision is kept beside the second");
        assert_eq!(kept[1], composite(app, &table, Side::Agreed, day).await.0);
        assert_ne!(kept[0], kept[1]);
        assert_eq!(revised.revisions[0].reason, "The dispute was decided");
        assert!(app.verify_history(&service.actor).await.unwrap().outcome.is_ok());
    }
}

// Weights of the partnership design: 25 (60/40), 15, 10, 20 from knowledge, 15, 5, 10 from value.
#[tokio::test]
async fn the_agreed_composite_is_of_what_was_agreed_and_nothing_else() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        let meeting = table.meeting(app, "2026-06-30", "2026-07-03").await;
        let id = meeting.meeting.id;
        let record = both_in(app, &table, id, [CLIENT, SUPPLIER]).await;
        let outcome = |criterion| record.outcome(criterion).map(|outcome| outcome.mark);
        assert!(matches!(outcome(0), Some(Mark::Scored(value)) if value.to_string() == "4"));
        assert_eq!(outcome(5), None);
        let differ = settle("openness", Settlement::AgreedToDiffer, "");
        let changes = record.governed.changes;
        let record = app.settle(&table.client.actor, id, changes, differ).await.unwrap();
        let openness = record.outcome(5).unwrap();
        assert_eq!(openness.mark, Mark::Unscored(Unscored::AgreedToDiffer));
        assert_eq!(openness.by.as_deref(), Some("amina"));
        let scores = app.meeting(&table.auditor.actor, id).await.unwrap().scores;
        let agreed = scores.iter().filter(|score| score.side == Side::Agreed);
        assert_eq!(agreed.count(), 6, "five alike and one settled");
    }
}

#[tokio::test]
async fn the_median_of_a_side_counts_and_its_spread_is_for_its_lead() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        let id = table.meeting(app, "2026-06-30", "2026-07-03").await.meeting.id;
        let (lead, member) = (&table.client.actor, &table.client_member.actor);
        app.keep_set(lead, id, 0, marks(["4"; 8], "Lead")).await.unwrap();
        let own = app.keep_set(member, id, 0, marks(["3"; 8], "Member")).await.unwrap();
        assert_eq!(own.whole, None, "a member reads their own set only");
        let seen = app.scoring(lead, id).await.unwrap();
        let whole = seen.whole.unwrap();
        let spread = whole[0].spread.unwrap();
        assert_eq!((spread.0.to_string(), spread.1.to_string()), ("3".into(), "4".into()));
        app.seal(lead, id).await.unwrap();
        app.keep_set(&table.supplier.actor, id, 0, marks(["4"; 8], "Own")).await.unwrap();
        app.seal(&table.supplier.actor, id).await.unwrap();
        let record = app.meeting(member, id).await.unwrap();
        let client = record.scores.iter().find(|score| score.side == Side::Client).unwrap();
        assert!(matches!(client.mark, Mark::Scored(value) if value.to_string() == "3"));
        let comment = client.comment.as_deref().unwrap();
        assert_eq!(comment, "amina: Lead outcomes\nben: Member outcomes");
        // Once revealed, both sides see how far apart the scorers of a side were.
        let revealed = app.governed(&table.supplier.actor, id).await.unwrap();
        let given = revealed.given(OneSide::Client, 0).unwrap();
        assert_eq!((given.scorers, given.spread), (2, Some(spread)));
        assert_eq!(revealed.given(OneSide::Supplier, 0).unwrap().scorers, 1);
    }
}

#[tokio::test]
async fn at_the_deadline_scores_are_revealed_and_a_missing_side_is_stated() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        let id = table.meeting(app, "2026-06-30", "2026-07-01").await.meeting.id;
        app.keep_set(&table.supplier.actor, id, 0, marks(["4"; 8], "In time")).await.unwrap();
        app.keep_set(&table.client.actor, id, 0, marks(["3"; 8], "Not sealed")).await.unwrap();
        app.seal(&table.supplier.actor, id).await.unwrap();
        let later = at(&service, 1).await;
        let waiting = later.governed(&table.client.actor, id).await.unwrap();
        assert_eq!(waiting.governed.state.stage(), Stage::Sealed, "the last day is not over");
        let later = at(&service, 2).await;
        let record = later.governed(&table.client.actor, id).await.unwrap();
        assert_eq!(record.governed.reveal.as_ref().unwrap().cause, Some(Cause::Deadline));
        let client = record.scores.iter().filter(|score| score.side == Side::Client);
        let marks: Vec<Mark> = client.map(|score| score.mark).collect();
        assert_eq!(marks, [Mark::Unscored(Unscored::NotScored); 8]);
        assert_eq!(record.current().count(), 0);
        // What the client kept and never sealed is read by nobody.
        assert!(record.given(OneSide::Client, 0).is_none());
        assert!(record.given(OneSide::Supplier, 0).is_some());
        let refused = later.seal(&table.client.actor, id).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn who_had_their_scores_in_is_drawn_meeting_by_meeting() {
    for service in services().await {
        let web = Web::on(service);
        let (app, table) = (&web.service.app, Table::of(&web.service).await);
        let both = table.meeting(app, "2026-06-29", "2026-07-03").await.meeting.id;
        both_in(app, &table, both, [CLIENT, SUPPLIER]).await;
        let one = table.meeting(app, "2026-06-30", "2026-07-03").await.meeting.id;
        app.keep_set(&table.client.actor, one, 0, marks(CLIENT, "In time")).await.unwrap();
        app.seal(&table.client.actor, one).await.unwrap();
        app.reveal(&table.client.actor, one, "The supplier is away").await.unwrap();
        // Nobody has been waited for at a meeting whose scores are not revealed.
        table.meeting(app, "2026-07-01", "2026-07-03").await;
        let file = format!("/api/v1/contracts/{}/charts/participation.csv", table.contract.id);
        assert_eq!(
            web.get(&file).await.is(200).text().replace("\r\n", "\n"),
            "date,meeting,side,turnout,note\n\
             2026-06-29,29 Jun 2026,Client,on_time,\n2026-06-30,30 Jun 2026,Client,on_time,\n\
             2026-06-29,29 Jun 2026,Supplier,on_time,\n2026-06-30,30 Jun 2026,Supplier,missed,\n"
        );
    }
}

#[tokio::test]
async fn the_chair_reveals_with_a_reason_that_stays() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        let id = table.meeting(app, "2026-06-30", "2026-07-03").await.meeting.id;
        app.keep_set(&table.client.actor, id, 0, marks(["4"; 8], "In time")).await.unwrap();
        app.seal(&table.client.actor, id).await.unwrap();
        let none = app.reveal(&table.client.actor, id, "  ").await;
        assert!(matches!(none, Err(Error::Invalid(_))), "{none:?}");
        let supplier = app.reveal(&table.supplier.actor, id, "We want to").await;
        assert!(matches!(supplier, Err(Error::Forbidden(_))), "{supplier:?}");
        app.reveal(&table.client.actor, id, "The supplier is away").await.unwrap();
        let record = app.governed(&table.supplier.actor, id).await.unwrap();
        let reveal = record.governed.reveal.unwrap();
        assert_eq!(reveal.reason.as_deref(), Some("The supplier is away"));
        assert_eq!((reveal.cause, reveal.by.as_str()), (Some(Cause::Chair), "amina"));
    }
}

#[tokio::test]
async fn a_series_always_has_its_next_meeting() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        let command = SeriesCommand {
            title: "Weekly review".to_owned(),
            rhythm: Rhythm::Weekly,
            starts_on: "2026-07-02".parse().unwrap(),
            days_to_score: 2,
        };
        let actor = &table.client.actor;
        let series = app.add_series(actor, table.contract.id, command).await.unwrap();
        let days = async |app: &App| {
            let slice = Slice { offset: 0, limit: 20 };
            let lines = app.meeting_lines(actor, table.contract.id, slice).await.unwrap();
            let day = |(meeting, governed): &(_, Option<Governed>)| {
                let meeting: &scorecard::domain::meetings::Meeting = meeting;
                let stage = governed.as_ref().unwrap().state.stage().word();
                format!("{} {stage}", meeting.held_on)
            };
            lines.items.iter().map(day).collect::<Vec<_>>()
        };
        assert_eq!(days(app).await, ["2026-07-02 open"]);
        let later = at(&service, 2).await;
        assert_eq!(days(&later).await, ["2026-07-09 planned", "2026-07-02 open"]);
        assert_eq!(days(&later).await.len(), 2, "once");
        // Nobody scored the first: it is revealed, and everything of it is alike.
        let later = at(&service, 20).await;
        let expected = ["2026-07-23 open", "2026-07-09 settled", "2026-07-02 settled"];
        assert_eq!(days(&later).await, expected);
        later.end_series(actor, series.id).await.unwrap();
        assert_eq!(days(&at(&service, 60).await).await.len(), 3, "nothing follows it");
    }
}

#[tokio::test]
async fn what_was_copied_from_last_time_says_so_until_it_is_changed() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        let first = table.meeting(app, "2026-06-29", "2026-07-03").await.meeting.id;
        both_in(app, &table, first, [CLIENT, SUPPLIER]).await;
        let id = table.meeting(app, "2026-06-30", "2026-07-03").await.meeting.id;
        let actor = &table.client.actor;
        let copied = app.copy_last(actor, id).await.unwrap();
        let set = copied.set.unwrap();
        let day: NaiveDate = "2026-06-29".parse().unwrap();
        assert!(set.marks.iter().all(|given| given.copied_from == Some(day)));
        let mut values = CLIENT;
        values[1] = "4";
        let kept = app.keep_set(actor, id, set.changes, marks(values, "Now")).await.unwrap();
        let set = kept.set.unwrap();
        let still: Vec<u16> = set
            .marks
            .iter()
            .filter(|given| given.copied_from.is_some())
            .map(|given| given.criterion)
            .collect();
        assert_eq!(still, [0, 2, 3, 4, 5, 6, 7]);
        let again = app.copy_last(actor, id).await;
        assert!(matches!(again, Err(Error::Refused(_))), "{again:?}");
        assert_eq!(copied.side, OneSide::Client);
    }
}
