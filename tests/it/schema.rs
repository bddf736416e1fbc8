//! The schema: there and back again, and the same to those who read it.

use crate::support::database::{columns, connect, schema, tables};
use crate::support::postgres;
use crate::support::service::{Keep, Service, noon, services};
use futures::future::join_all;
use scorecard::app::schema as steps;
use scorecard::app::{App, Clock};
use scorecard::domain::access::Actor;
use sea_orm::{DatabaseConnection, EntityTrait, IdenStatic, Iterable};
use std::collections::BTreeMap;

#[tokio::test]
async fn every_step_can_be_taken_back_and_taken_again() {
    for Service { app, url, _keep, .. } in services().await {
        app.close().await;
        let database = connect(&url).await;
        let before = schema(&database).await;
        assert!(before.iter().any(|part| part.contains("score_pkey")));

        let status = steps::status(&url).await.unwrap();
        assert_eq!(status.pending, Vec::<String>::new());
        let all = u32::try_from(status.applied.len()).unwrap();
        let down = steps::down(&url, all).await.unwrap();
        assert_eq!((down.applied, down.pending), (Vec::new(), status.applied.clone()));
        assert_eq!(tables(&database).await, ["seaql_migrations"]);

        let up = steps::up(&url).await.unwrap();
        assert_eq!((up.applied, up.pending), (status.applied, Vec::new()));
        assert_eq!(schema(&database).await, before);
        database.close().await.unwrap();
    }
}

#[tokio::test]
async fn the_last_step_alone_can_be_taken_back_from_a_database_with_records() {
    for service in services().await {
        let database = connect(&service.url).await;
        let before = schema(&database).await;
        for taken_back in 1..=3 {
            steps::down(&service.url, taken_back).await.unwrap();
            steps::up(&service.url).await.unwrap();
            assert_eq!(schema(&database).await, before, "{taken_back} steps");
        }
        let designs = service.app.designs(&service.actor).await.unwrap();
        assert_eq!(designs.len(), 6);
        database.close().await.unwrap();
    }
}

/// Addresses of databases without any table in them, and what keeps each there.
async fn bare() -> Vec<(String, Keep)> {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("bare.db").display());
    let mut bare = vec![(url, Keep::Folder(folder))];
    bare.extend(postgres::bare().await.map(|own| (own.url.clone(), Keep::Database(own))));
    bare
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn instances_that_start_at_once_on_a_new_database_all_start() {
    for (url, _keep) in bare().await {
        let starts = (0..6).map(|_| {
            let url = url.clone();
            tokio::spawn(async move { App::open(&url, Clock::Stopped(noon())).await })
        });
        let apps: Vec<App> =
            join_all(starts).await.into_iter().map(|start| start.unwrap().unwrap()).collect();
        for app in apps {
            let designs = app.designs(&Actor::administrator()).await.unwrap();
            assert_eq!(designs.len(), 6, "{url}");
            app.close().await;
        }
        assert_eq!(steps::status(&url).await.unwrap().pending, Vec::<String>::new());
    }
}

#[tokio::test]
async fn asking_where_the_schema_stands_changes_nothing() {
    for (url, _keep) in bare().await {
        let status = steps::status(&url).await.unwrap();
        assert_eq!(status.applied, Vec::<String>::new());
        assert!(!status.pending.is_empty());
        let database = connect(&url).await;
        assert_eq!(tables(&database).await, Vec::<String>::new());
        database.close().await.unwrap();
    }
}

/// Reads a row of an entity's table, and returns the table's name and its columns as the entity has them.
async fn read<E: EntityTrait>(database: &DatabaseConnection, entity: E) -> (String, Vec<String>) {
    let name = entity.table_name().to_owned();
    let row = E::find().one(database).await;
    row.unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut columns: Vec<String> =
        E::Column::iter().map(|column| column.as_str().to_owned()).collect();
    columns.sort();
    (name, columns)
}

macro_rules! entities {
    ($database:expr, $($module:ident)*) => {
        BTreeMap::from([$(read($database, entity::$module::Entity).await),*])
    };
}

#[tokio::test]
async fn entities_and_tables_are_the_same() {
    for service in services().await {
        let database = connect(&service.url).await;
        let entities = entities!(
            &database,
            action_item action_step api_token assessment assessment_action assessment_before
            assessment_point assessment_point_before attendee audit_anchor audit_entry audit_head
            award_criterion award_criterion_before client_answer client_response composite contract
            contract_before contract_design contract_party decision design design_band
            design_criterion design_level design_perspective design_scale design_version dispute
            dispute_note event evidence evidence_file failure feedback governance identity import
            import_contract import_file import_problem import_repeat import_settings
            improvement_milestone improvement_plan improvement_step invitation knowledge_area
            knowledge_holder knowledge_level knowledge_level_before kpi kpi_assessment
            kpi_assessment_rating kpi_band kpi_repeat latest lot lot_before material_kpi meeting
            meeting_revision meeting_series membership minutes observation observation_before
            oidc_login organisation outcome person prompt provided_membership remembered_request
            rollup score score_before score_set score_set_mark seal service_level session
            sign_in_failure sign_off signed_figure signed_kpi signed_points standing tender
            tender_before topic topic_vote value_item value_item_before value_step voting
        );
        let mut found = BTreeMap::new();
        for table in tables(&database).await {
            if table != "seaql_migrations" {
                let columns = columns(&database, &table).await;
                found.insert(table, columns);
            }
        }
        assert_eq!(entities, found);
        database.close().await.unwrap();
    }
}
