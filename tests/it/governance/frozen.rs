//! What both sides signed stays, to the digit, whatever is recorded later.

use super::*;
use crate::knowledge::{plan, post};
use crate::support::service::services;
use crate::support::web::Web;
use chrono::NaiveDate;
use scorecard::app::knowledge::{Delivery, EvidencePlan};
use scorecard::app::meetings::ScoreCommand;
use scorecard::domain::exact::KpiValue;
use scorecard::domain::ids::{KpiId, ValueItemId};
use scorecard::domain::knowledge::Level;
use scorecard::domain::knowledge::evidence;
use scorecard::domain::kpis::service_points::Repeats;
use scorecard::domain::kpis::{Actual, Direction, Kpi, Observation, default_bands};
use scorecard::domain::meetings::sets::scored;
use scorecard::domain::meetings::{OneSide, Side};
use scorecard::domain::periods::parse;
use scorecard::domain::scorecards::{Composite, Window};
use scorecard::domain::value::{self, Terms, Towards};
use serde_json::{Value, json};

const DESIGN: &str = include_str!("../../../src/inbound/demo/designs/works-and-upkeep.toml");
const NEXT: &str = include_str!("../../../src/inbound/demo/designs/works-and-upkeep-2.toml");

async fn observe(app: &App, actor: &Actor, kpi: KpiId, actual: i64) {
    let value = |number: i64| KpiValue::from_scaled(number * 1_000_000);
    let observation = Observation {
        period: parse("2026-05", None).unwrap(),
        actual: Actual::Measured(value(actual).unwrap()),
        target: value(100),
        origin: None,
    };
    app.record_observations(actor, kpi, vec![observation]).await.unwrap();
}

async fn measured(app: &App, table: &Table, title: &str, actual: i64) -> KpiId {
    let kpi = Kpi {
        id: KpiId::fresh(),
        contract: table.contract.id,
        title: title.to_owned(),
        unit: "%".to_owned(),
        direction: Direction::Higher,
        bands: default_bands(),
        service_levels: Vec::new(),
        repeats: Repeats::DOUBLE,
    };
    let actor = &table.client.actor;
    let id = app.define_kpi(actor, kpi).await.unwrap().kpi.id;
    observe(app, actor, id, actual).await;
    id
}

/// Every figure of a meeting, as it is stored, with what computing it again gives.
async fn rerun(app: &App, table: &Table, on: NaiveDate) -> Vec<(Side, Composite, Composite)> {
    let actor = &table.auditor.actor;
    let window = Window { from: Some(on), to: Some(on) };
    let trend = app.trend(actor, table.contract.id, window).await.unwrap();
    let mut found = Vec::new();
    for figure in trend.figures {
        let side = figure.side;
        let trace = app.trace(actor, table.contract.id, side, Some(on)).await.unwrap();
        assert_eq!(trace.figure, figure);
        let card = app.scorecard(actor, table.contract.id, side, Some(on)).await.unwrap();
        assert_eq!(card.assessment.composite, trace.assessment.composite);
        found.push((side, figure.composite.unwrap(), trace.assessment.composite.unwrap()));
    }
    found
}

#[tokio::test]
async fn signed_composites_come_out_to_the_digit_after_designs_and_kpis_have_changed() {
    for service in services().await {
        let web = Web::on(service);
        let (app, table) = (&web.service.app, Table::of(&web.service).await);
        web.post_design(DESIGN).await.is(201);
        let first: NaiveDate = "2026-01-01".parse().unwrap();
        let administrator = &web.service.actor;
        app.use_design(administrator, table.contract.id, "works-and-upkeep", first).await.unwrap();
        let potholes = measured(app, &table, "Potholes mended in time", 80).await;
        let meeting = table.meeting(app, "2026-06-29", "2026-07-03").await;
        let (id, day) = (meeting.meeting.id, meeting.meeting.held_on);
        for (who, side) in [(&table.client, OneSide::Client), (&table.supplier, OneSide::Supplier)]
        {
            let scoring = app.scoring(&who.actor, id).await.unwrap();
            assert_eq!(scoring.side, side);
            let mark =
                |(_, criterion, _): (u16, &scorecard::domain::designs::Criterion, _)| MarkCommand {
                    criterion: criterion.key.clone(),
                    value: "4".to_owned(),
                    comment: None,
                };
            let marks = scored(&scoring.version.content).map(mark).collect();
            app.keep_set(&who.actor, id, 0, marks).await.unwrap();
            app.seal(&who.actor, id).await.unwrap();
        }
        let signed = both_sign(app, &table, id).await;
        // Half of the weight is measured at 80, half of it judged at 4 of 5, which is 75.
        let digits = |composite: &Composite| composite.published.to_string();
        let kept: Vec<String> =
            signed.signed.iter().map(|figure| digits(figure.composite.as_ref().unwrap())).collect();
        assert_eq!(kept, ["77.5", "77.5", "77.5"]);

        observe(app, &table.client.actor, potholes, 20).await;
        measured(app, &table, "Lamps lit", 10).await;
        web.post_design(NEXT).await.is(201);
        let later: NaiveDate = "2026-07-01".parse().unwrap();
        app.use_design(administrator, table.contract.id, "works-and-upkeep", later).await.unwrap();
        app.rebuild_rollups(administrator).await.unwrap();
        let again = rerun(app, &table, day).await;
        assert_eq!(again.len(), 3);
        for (side, stored, computed) in again {
            assert_eq!(digits(&stored), "77.5", "{side:?}");
            assert_eq!(stored, computed, "{side:?}");
        }
        let after = table.meeting(app, "2026-07-02", "2026-07-03").await.meeting;
        assert_ne!(after.version, meeting.meeting.version);
    }
}

/// Meetings weigh 50, the knowledge index 30 and value-add 20.
const KNOWING: &str = r#"
key = "knowing"
title = "Knowing"
minimum_coverage = 50
bands = [{ rating = "Any", from = 0, to = 100 }]

[[perspectives]]
key = "outcomes"
title = "Outcomes"
weight = 50

[[perspectives.criteria]]
key = "outcomes"
title = "Outcomes"
weight = 100
scale = "one-to-five"
client_wording = "Reached?"
supplier_wording = "Reached?"

[[perspectives]]
key = "knowledge"
title = "Knowledge transfer"
weight = 30
source = "knowledge"

[[perspectives]]
key = "giving"
title = "Giving"
weight = 20
source = "value"
"#;

/// Somebody of the client shows level 2 of 4 in the one area there is.
async fn half_known(app: &App, table: &Table) {
    let (client, supplier, contract) =
        (&table.client.actor, &table.supplier.actor, table.contract.id);
    let area = app.add_area(client, contract, plan("Releases", 4)).await.unwrap().id;
    let holder = app.add_holder(client, contract, post("Duty engineer")).await.unwrap().id;
    let wanted = EvidencePlan {
        holder,
        kind: evidence::Kind::Session,
        title: "Release 2, following".to_owned(),
        level: Level::Shadow,
        due: None,
    };
    let planned = app.plan_evidence(supplier, area, wanted).await.unwrap();
    let on: NaiveDate = "2026-06-01".parse().unwrap();
    let delivery = Delivery { on, note: Some("Watched".to_owned()), link: None };
    let (id, revision) = (planned.id, planned.revision);
    let given = app.deliver_evidence(supplier, id, revision, delivery).await.unwrap();
    app.verify_evidence(client, id, given.revision, on).await.unwrap();
}

fn promised(due: &str) -> Terms {
    Terms {
        title: "Apprentices".to_owned(),
        about: None,
        kind: value::Kind::SocialValue,
        towards: Towards::Project,
        due: Some(due.parse().unwrap()),
        on: None,
        claim: None,
    }
}

async fn outcomes_scored(app: &App, table: &Table, id: MeetingId) {
    for who in [&table.client, &table.supplier] {
        let mark = MarkCommand {
            criterion: "outcomes".to_owned(),
            value: "4".to_owned(),
            comment: Some("Seen".to_owned()),
        };
        app.keep_set(&who.actor, id, 0, vec![mark]).await.unwrap();
        app.seal(&who.actor, id).await.unwrap();
    }
}

/// Another area nobody knows anything of, and a commitment that is due later.
async fn recorded_anew(app: &App, table: &Table, item: ValueItemId) {
    let (client, supplier) = (&table.client.actor, &table.supplier.actor);
    app.add_area(client, table.contract.id, plan("Incidents", 4)).await.unwrap();
    app.correct_value(supplier, item, 1, promised("2026-12-31")).await.unwrap();
}

#[tokio::test]
async fn signed_composites_stay_and_still_add_up_after_knowledge_and_value_add_have_changed() {
    for service in services().await {
        let web = Web::on(service);
        let (app, table) = (&web.service.app, Table::of(&web.service).await);
        web.post_design(KNOWING).await.is(201);
        let first: NaiveDate = "2026-01-01".parse().unwrap();
        app.use_design(&web.service.actor, table.contract.id, "knowing", first).await.unwrap();
        half_known(app, &table).await;
        let due = promised("2026-06-01");
        let item = app.propose_value(&table.supplier.actor, table.contract.id, due).await;
        let item = item.unwrap().item.id;
        let meeting = table.meeting(app, "2026-06-29", "2026-07-03").await.meeting;
        outcomes_scored(app, &table, meeting.id).await;
        let signed = both_sign(app, &table, meeting.id).await;
        // 4 of 1 to 5 is 75, level 2 of 4 is 50, nothing of what was due is verified: 0.5 × 75
        // + 0.3 × 50 + 0.2 × 0 = 52.5.
        let digits = |composite: &Composite| composite.published.to_string();
        let kept = signed.signed.iter().map(|one| digits(one.composite.as_ref().unwrap()));
        assert_eq!(kept.collect::<Vec<_>>(), ["52.5", "52.5", "52.5"]);
        let path = format!("/api/v1/contracts/{}/scorecard/trace?side=agreed", table.contract.id);
        let trace = web.get(&path).await.is(200).json();
        assert_eq!(trace["knowledge"]["index"], "50");
        assert_eq!(trace["signed_points"], json!([]));

        recorded_anew(app, &table, item).await;
        for (side, stored, computed) in rerun(app, &table, meeting.held_on).await {
            assert_eq!(digits(&stored), "52.5", "{side:?}");
            assert_eq!(stored, computed, "{side:?}");
        }
        let trace = web.get(&path).await.is(200).json();
        let points = |source: &str, points: &str| json!({ "source": source, "points": points });
        assert_eq!(
            trace["signed_points"],
            json!([points("knowledge", "50"), points("value", "0")])
        );
        assert_eq!((&trace["knowledge"], &trace["value"]), (&Value::Null, &Value::Null));
        assert_eq!(trace["agrees"], true);
        let page = format!("/contracts/{}/calculation?side=agreed", table.contract.id);
        let page = web.get(&page).await.is(200);
        assert!(page.text().contains("What was recorded since does not count in this figure"));

        // The next meeting counts what is there now: half of 50, and no commitment is due, so
        // (0.5 × 75 + 0.3 × 25) ÷ 0.8 = 56.25.
        let next = "2026-06-30".parse().unwrap();
        let score = ScoreCommand {
            side: Side::Client,
            criterion: "outcomes".to_owned(),
            value: "4".to_owned(),
            comment: None,
        };
        let client = &table.client.actor;
        app.record_scores(client, table.contract.id, next, vec![score]).await.unwrap();
        let card = app.scorecard(client, table.contract.id, Side::Client, None).await.unwrap();
        assert_eq!(digits(&card.assessment.composite.unwrap()), "56.25");
    }
}
