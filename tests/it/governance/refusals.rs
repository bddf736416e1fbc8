//! What is refused, with a sentence, and that it changes nothing.

use super::*;
use crate::support::database::contents;
use crate::support::importing::{Sheet, import};
use crate::support::service::services;
use futures::future::join_all;
use scorecard::app::Error;
use scorecard::app::imports::{Mode, Outcome};
use scorecard::app::meetings::ScoreCommand;
use scorecard::domain::audit::Digest;
use scorecard::domain::contracts::Contract;
use scorecard::domain::imports::Kind;
use scorecard::domain::meetings::Side;
use scorecard::domain::meetings::states::Stage;
use std::collections::BTreeMap;

const SAME: [&str; 8] = ["4"; 8];

/// A meeting in a state.
async fn standing(app: &App, table: &Table, stage: Stage) -> MeetingId {
    let today = app.clock().today();
    let plan = PlanCommand {
        on: today,
        opens_on: if stage == Stage::Planned { today.succ_opt().unwrap() } else { today },
        last_day: "2026-07-03".parse().unwrap(),
    };
    let (client, supplier) = (&table.client.actor, &table.supplier.actor);
    let id = app
        .plan_meeting(client, table.contract.id, plan, ScoredBy::InUse)
        .await
        .unwrap()
        .meeting
        .id;
    if matches!(stage, Stage::Planned | Stage::Open) {
        return id;
    }
    app.keep_set(client, id, 0, marks(SAME, "Client on")).await.unwrap();
    app.seal(client, id).await.unwrap();
    if stage == Stage::Sealed {
        return id;
    }
    let mut theirs = SAME;
    theirs[5] = "3";
    app.keep_set(supplier, id, 0, marks(theirs, "Supplier on")).await.unwrap();
    app.seal(supplier, id).await.unwrap();
    if stage == Stage::Revealed {
        return id;
    }
    settled(app, table, id).await;
    if stage == Stage::Settled {
        return id;
    }
    both_sign(app, table, id).await;
    if stage == Stage::SignedOff {
        return id;
    }
    app.reopen(client, id, "Something was forgotten").await.unwrap();
    if stage == Stage::Revised {
        both_sign(app, table, id).await;
    }
    id
}

async fn settled(app: &App, table: &Table, id: MeetingId) {
    let client = &table.client.actor;
    let changes = app.governed(client, id).await.unwrap().governed.changes;
    let differ = settle("openness", Settlement::AgreedToDiffer, "");
    app.settle(client, id, changes, differ).await.unwrap();
}

/// Everything anybody can try, by name.
async fn tried(app: &App, table: &Table, id: MeetingId, what: &str) -> Result<(), Error> {
    let (client, supplier) = (&table.client.actor, &table.supplier.actor);
    let record = app.governed(client, id).await?;
    let changes = record.governed.changes;
    let plan = PlanCommand {
        on: "2026-07-02".parse().unwrap(),
        opens_on: app.clock().today(),
        last_day: "2026-07-05".parse().unwrap(),
    };
    match what {
        "replan" => app.replan_meeting(client, id, changes, plan).await.map(|_| ()),
        "client drafts" => {
            let set = app.scoring(client, id).await?.set.map_or(0, |set| set.changes);
            app.keep_set(client, id, set, marks(SAME, "Again")).await.map(|_| ())
        }
        "client seals" => app.seal(client, id).await.map(|_| ()),
        "supplier seals" => app.seal(supplier, id).await.map(|_| ()),
        "chair reveals" => app.reveal(client, id, "Time is up").await.map(|_| ()),
        "settle" => {
            let agreed = settle("openness", Settlement::Agreed, "3");
            app.settle(supplier, id, changes, agreed).await.map(|_| ())
        }
        "sign" => app.sign_off(client, id, record.digest()).await.map(|_| ()),
        "reopen" => app.reopen(supplier, id, "We found more").await.map(|_| ()),
        other => panic!("nobody tries {other}"),
    }
}

const TRIED: [&str; 8] = [
    "replan",
    "client drafts",
    "client seals",
    "supplier seals",
    "chair reveals",
    "settle",
    "sign",
    "reopen",
];

/// What may be done in each state; whatever is not named here is refused.
const ALLOWED: &[(Stage, &[&str])] = &[
    (Stage::Planned, &["replan"]),
    (Stage::Open, &["replan", "client drafts"]),
    (Stage::Sealed, &["replan", "chair reveals"]),
    (Stage::Revealed, &["settle"]),
    (Stage::Settled, &["settle", "sign"]),
    (Stage::SignedOff, &["reopen"]),
    (Stage::Reopened, &["settle", "sign"]),
    (Stage::Revised, &["reopen"]),
];

#[tokio::test]
async fn what_a_state_does_not_allow_is_refused_with_a_sentence_and_changes_nothing() {
    for (stage, allowed) in ALLOWED {
        for service in services().await {
            let (app, table) = (&service.app, Table::of(&service).await);
            let id = standing(app, &table, *stage).await;
            let record = app.governed(&table.client.actor, id).await.unwrap();
            assert_eq!(record.governed.state.stage(), *stage);
            let before = contents(&service.url).await;
            for what in TRIED.iter().filter(|what| !allowed.contains(what)) {
                match tried(app, &table, id, what).await {
                    Err(Error::Refused(why)) => {
                        assert!(why.split(' ').count() > 3, "{what}: {why}");
                    }
                    // Nothing was scored by that side, which is said before anything else.
                    Err(Error::Invalid(problems)) if what.ends_with("seals") => {
                        assert_eq!(problems.len(), 8, "{what}");
                    }
                    other => panic!("{what} in {}: {other:?}", stage.word()),
                }
            }
            same(&before, &contents(&service.url).await, stage.word());
            for what in *allowed {
                let done = tried(app, &table, id, what).await;
                assert!(done.is_ok(), "{what} in {}: {done:?}", stage.word());
            }
        }
    }
}

type Contents = BTreeMap<String, Vec<String>>;

#[track_caller]
fn same(before: &Contents, after: &Contents, what: &str) {
    for (table, rows) in before {
        assert_eq!(Some(rows), after.get(table), "{table} changed in {what}");
    }
}

#[tokio::test]
async fn nobody_scores_settles_or_signs_for_a_side_that_is_not_theirs() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        let id = standing(app, &table, Stage::Settled).await;
        let changes = app.governed(&table.auditor.actor, id).await.unwrap().governed.changes;
        let digest = app.governed(&table.auditor.actor, id).await.unwrap().digest();
        let administrator = &service.actor;
        for who in [administrator, &table.commercial.actor, &table.auditor.actor] {
            let name = who.name();
            let scoring = app.scoring(who, id).await;
            assert!(matches!(scoring, Err(Error::Forbidden(_))), "{name}: {scoring:?}");
            let signed = app.sign_off(who, id, digest).await;
            assert!(matches!(signed, Err(Error::Forbidden(_))), "{name}");
            let outcome = settle("openness", Settlement::Agreed, "4");
            let settled = app.settle(who, id, changes, outcome).await;
            assert!(matches!(settled, Err(Error::Forbidden(_))), "{name}");
        }
        for who in [&table.client_member.actor, &table.supplier_member.actor] {
            let signed = app.sign_off(who, id, digest).await;
            assert!(matches!(signed, Err(Error::Forbidden(_))), "{}", who.name());
        }
    }
}

#[tokio::test]
async fn nobody_signs_something_else_than_they_saw() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        let id = standing(app, &table, Stage::Settled).await;
        let (client, supplier) = (&table.client.actor, &table.supplier.actor);
        let other = app.sign_off(client, id, Digest::of([Some("something else")])).await;
        assert!(matches!(other, Err(Error::Changed { .. })), "{other:?}");
        let seen = app.governed(client, id).await.unwrap().digest();
        app.sign_off(client, id, seen).await.unwrap();
        let again = app.sign_off(client, id, seen).await;
        assert!(matches!(again, Err(Error::Refused(_))), "{again:?}");
        // An outcome that is recorded anew takes the signature back: it was for something else.
        let changes = app.governed(supplier, id).await.unwrap().governed.changes;
        let agreed = settle("openness", Settlement::Agreed, "3");
        app.settle(supplier, id, changes, agreed).await.unwrap();
        let record = app.governed(client, id).await.unwrap();
        assert_eq!(record.sign_offs, []);
        assert!(matches!(app.sign_off(supplier, id, seen).await, Err(Error::Changed { .. })));
    }
}

#[tokio::test]
async fn scores_are_not_recorded_past_a_governed_meeting() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        standing(app, &table, Stage::Open).await;
        let command = ScoreCommand {
            side: Side::Client,
            criterion: "outcomes".to_owned(),
            value: "5".to_owned(),
            comment: None,
        };
        let today = app.clock().today();
        let Contract { id: contract, .. } = table.contract;
        let recorded = app.record_scores(&service.actor, contract, today, vec![command]).await;
        let Err(Error::Refused(why)) = recorded else { panic!("{recorded:?}") };
        assert!(why.contains("without seeing each other’s scores"), "{why}");
        let file = "contract,meeting_date,side,criterion,value\n\
                    G-1,2026-06-30,client,outcomes,5\n\
                    G-1,2026-06-30,supplier,outcomes,5\n";
        let sheet = Sheet::new(Kind::Scores, file.to_owned());
        let imported = import(&service, &sheet, Mode::Apply).await;
        let Outcome::Refused(refused) = imported else { panic!("{imported:?}") };
        assert_eq!(refused.counts.problems, 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_settle_the_same_at_once_one_is_told_what_the_other_recorded() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        let id = standing(app, &table, Stage::Revealed).await;
        let changes = app.governed(&table.client.actor, id).await.unwrap().governed.changes;
        let both = [(&table.client, "4"), (&table.supplier, "3")].map(|(who, value)| {
            app.settle(&who.actor, id, changes, settle("openness", Settlement::Agreed, value))
        });
        let told = join_all(both).await;
        let lost: Vec<_> = told.iter().filter_map(|it| it.as_ref().err()).collect();
        let [Error::Changed { differing, revision, .. }] = lost.as_slice() else {
            panic!("{lost:?}")
        };
        assert_eq!((differing.len(), *revision), (1, changes + 1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sides_that_seal_at_once_are_both_in_and_revealed_once() {
    for service in services().await {
        let (app, table) = (&service.app, Table::of(&service).await);
        let id = standing(app, &table, Stage::Open).await;
        for who in [&table.client, &table.supplier] {
            app.keep_set(&who.actor, id, 0, marks(SAME, "On")).await.unwrap();
        }
        let both = [&table.client, &table.supplier].map(|who| app.seal(&who.actor, id));
        for sealed in join_all(both).await {
            sealed.unwrap();
        }
        let record = app.governed(&table.client.actor, id).await.unwrap();
        assert_eq!(record.governed.state.stage(), Stage::Settled, "everything is alike");
        assert_eq!((record.seals.len(), record.current().count()), (2, 8));
        assert_eq!(record.scores.len(), 24);
    }
}
