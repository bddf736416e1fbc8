//! The test tools themselves: they must see what they are there to see.

use sea_orm::{ConnectionTrait, Database};
use tempfile::tempdir;

use crate::support::browser::{
    DESKTOP, NARROW, axe, browse, browse_without_scripts, no_horizontal_scroll, screenshot,
    sticking_out,
};
use crate::support::postgres;
use crate::support::source::blank;

#[tokio::test]
async fn each_test_has_a_migrated_database_of_its_own() {
    let Some(mine) = postgres::database().await else { return };
    let Some(other) = postgres::database().await else { return };

    let here = Database::connect(&mine.url).await.unwrap();
    let there = Database::connect(&other.url).await.unwrap();
    here.execute_unprepared("CREATE TABLE only_here (id INTEGER)").await.unwrap();

    here.execute_unprepared("SELECT 1 FROM only_here").await.unwrap();
    there.execute_unprepared("SELECT 1 FROM only_here").await.unwrap_err();
    there.execute_unprepared("SELECT 1 FROM seaql_migrations").await.unwrap();
}

#[tokio::test]
async fn axe_reports_a_field_without_a_label_and_an_empty_link() {
    browse(DESKTOP, async |client| {
        client.goto(&page("<input><a href='#'></a>")).await.unwrap();
        let found: Vec<_> = axe(client).await.iter().map(ToString::to_string).collect();
        let found = found.join("\n");
        assert!(
            found.contains("critical label: Form elements must have labels: <input>"),
            "{found}"
        );
        assert!(found.contains("serious link-name:"), "{found}");
    })
    .await;
}

#[tokio::test]
async fn axe_is_content_with_a_plain_page() {
    browse(DESKTOP, async |client| {
        client.goto(&page("<h1>Scores</h1><p>None yet.</p>")).await.unwrap();
        assert!(axe(client).await.is_empty(), "{:?}", axe(client).await);
    })
    .await;
}

#[tokio::test]
async fn a_narrow_window_is_320_pixels_wide_and_can_be_photographed() {
    let folder = tempdir().unwrap();
    let picture = folder.path().join("page.png");
    browse(NARROW, async |client| {
        client.goto(&page("<p>Reflows.</p>")).await.unwrap();
        no_horizontal_scroll(client).await;
        screenshot(client, &picture).await;
        let png = std::fs::read(&picture).unwrap();
        assert_eq!(png.get(16..20), Some(320_u32.to_be_bytes().as_slice()));
    })
    .await;
}

#[tokio::test]
async fn a_page_wider_than_its_window_is_reported() {
    browse(NARROW, async |client| {
        client.goto(&page("<div style='width: 332px'>Too wide</div>")).await.unwrap();
        let wide = sticking_out(client).await;
        assert_eq!(wide.first().unwrap(), "340 px in a window of 320");
        assert!(wide.last().unwrap().contains("Too wide"));
    })
    .await;
}

#[tokio::test]
async fn a_browser_with_scripts_off_runs_none() {
    let page = page("<h1>Off</h1><script>document.title = 'On';</script>");
    browse(DESKTOP, async |client| {
        client.goto(&page).await.unwrap();
        assert_eq!(client.title().await.unwrap(), "On");
    })
    .await;
    browse_without_scripts(DESKTOP, async |client| {
        client.goto(&page).await.unwrap();
        assert_eq!(client.title().await.unwrap(), "Scores");
    })
    .await;
}

#[test]
fn words_in_comments_and_strings_are_not_code() {
    check("use axum; // not serde\n", "use axum;             \n");
    check(r#"let a = "b\"c"; d"#, r#"let a = """"""; d"#);
    check("r#\"a\"b\"# c", "\"\"\"\"\"\"\"\" c");
    check("fn f<'a>(c: &'a str) { '\"' }", "fn f<'a>(c: &'a str) { \"\"\" }");
    check("/* a\nb */c", "    \n    c");
}

#[track_caller]
fn check(text: &str, code: &str) {
    assert_eq!(blank(text), code);
}

fn page(body: &str) -> String {
    let head = "<!doctype html><html lang='en'><title>Scores</title>";
    format!("data:text/html,{head}<main>{body}</main>").replace('#', "%23")
}
