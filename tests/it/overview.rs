//! A contract in one view says what each of its parts says alone.

use crate::support::service::{Service, services};
use scorecard::app::Error;
use scorecard::domain::ids::ContractId;
use scorecard::domain::lists::Slice;
use scorecard::domain::meetings::Side;
use scorecard::domain::periods::Cadence;
use scorecard::domain::scorecards::{Overview, Trace, Window};
use scorecard::inbound::demo;

const QUARTER: Cadence = Cadence::Quarter;

async fn loaded() -> Vec<(Service, Vec<ContractId>)> {
    let mut loaded = Vec::new();
    for service in services().await {
        demo::load(&service.app, &service.actor).await.unwrap();
        let slice = Slice { offset: 0, limit: 100 };
        let contracts = service.app.contracts(&service.actor, &Default::default(), slice).await;
        let ids = contracts.unwrap().items.iter().map(|line| line.contract.id).collect();
        loaded.push((service, ids));
    }
    loaded
}

/// The latest figure of each side, explained one by one.
async fn traces(service: &Service, id: ContractId) -> Vec<Trace> {
    let mut traces = Vec::new();
    for side in Side::ALL {
        match service.app.trace(&service.actor, id, *side, None).await {
            Ok(trace) => traces.push(trace),
            Err(error) => assert!(matches!(error, Error::NotFound { what: "figure" }), "{error}"),
        }
    }
    traces
}

fn same(overview: &Overview, traces: &[Trace]) {
    assert_eq!(overview.traces.len(), traces.len());
    for (ours, alone) in overview.traces.iter().zip(traces) {
        assert_eq!(ours.figure, alone.figure);
        assert_eq!(ours.assessment, alone.assessment);
        assert_eq!(ours.scores, alone.scores);
        assert_eq!(ours.kpis, alone.kpis);
        assert_eq!(ours.knowledge, alone.knowledge);
        assert_eq!(ours.value, alone.value);
        assert_eq!(ours.signed, alone.signed);
        assert_eq!(ours.meeting, alone.meeting);
        assert_eq!(ours.version.id, alone.version.id);
    }
}

#[tokio::test]
async fn the_overview_explains_the_same_figures_as_each_calculation_does() {
    for (service, ids) in loaded().await {
        let mut seen = 0;
        for id in ids {
            let overview = service.app.overview(&service.actor, id, QUARTER, 12).await.unwrap();
            let traces = traces(&service, id).await;
            same(&overview, &traces);
            seen += traces.len();
        }
        assert!(seen > 6, "only {seen} figures were compared");
    }
}

#[tokio::test]
async fn the_overview_has_the_trend_the_periods_and_the_records_as_they_are_read_alone() {
    for (service, ids) in loaded().await {
        let Service { app, actor, .. } = &service;
        for id in ids {
            let overview = app.overview(actor, id, QUARTER, 12).await.unwrap();
            assert_eq!(overview.trend, app.trend(actor, id, Window::default()).await.unwrap());
            assert_eq!(overview.periods, app.period_figures(actor, id, QUARTER).await.unwrap());
            assert_eq!(overview.kpis, app.kpis(actor, id).await.unwrap());
            assert_eq!(overview.parties, app.parties(actor, id).await.unwrap());
            let slice = Slice { offset: 0, limit: 12 };
            assert_eq!(overview.meetings, app.meetings(actor, id, slice).await.unwrap());
            let named = overview.trend.versions();
            assert!(overview.versions.iter().all(|version| named.contains(&version.id)));
            assert_eq!(overview.versions.len(), named.len());
        }
    }
}

#[tokio::test]
async fn there_is_no_overview_of_a_contract_that_does_not_exist() {
    for service in services().await {
        let nobody = ContractId(uuid::Uuid::nil());
        let answer = service.app.overview(&service.actor, nobody, QUARTER, 12).await;
        assert!(matches!(answer, Err(Error::NotFound { what: "contract" })), "{answer:?}");
    }
}
