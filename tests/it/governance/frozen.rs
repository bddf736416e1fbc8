//! What both sides signed stays, to the digit, whatever is recorded later.

use super::*;
use crate::support::service::services;
use crate::support::web::Web;
use chrono::NaiveDate;
use scorecard::domain::exact::KpiValue;
use scorecard::domain::ids::KpiId;
use scorecard::domain::kpis::service_points::Repeats;
use scorecard::domain::kpis::{Actual, Direction, Kpi, Observation, default_bands};
use scorecard::domain::meetings::sets::scored;
use scorecard::domain::meetings::{OneSide, Side};
use scorecard::domain::periods::parse;
use scorecard::domain::scorecards::{Composite, Window};

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
