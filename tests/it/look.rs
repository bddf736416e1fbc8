//! What an operator may change about the pages: name, colour, stylesheet, and whom to tell.

use crate::support::service::services;
use crate::support::setting;
use crate::support::web::{Answer, Web};
use scorecard::config::Settings;
use std::fs;

async fn web(settings: Settings) -> Web {
    let config = settings.resolve_in(|_| None).unwrap();
    Web::configured(services().await.remove(0), &config)
}

/// The stylesheet that a page asks for.
async fn stylesheet(web: &Web, page: &Answer) -> Answer {
    let (_, rest) = page.text().split_once("rel=\"stylesheet\" href=\"").unwrap();
    let (address, _) = rest.split_once('"').unwrap();
    web.get(address).await.is(200)
}

#[tokio::test]
async fn every_page_has_the_name_the_operator_gave_and_errors_have_it_too() {
    let name = Some("Northmoor <partners>".to_owned());
    let web = web(Settings { product_name: name, ..Settings::default() }).await;
    for (path, status) in [("/contracts", 200), ("/help", 200), ("/nowhere", 404)] {
        let page = web.get(path).await.is(status);
        let text = page.text();
        assert!(text.contains(" – Northmoor &#60;partners&#62;</title>"), "{text}");
        assert!(text.contains("homepage-link\">Northmoor &#60;partners&#62;</a>"), "{text}");
        assert!(!text.contains("Partnership scorecard"), "{text}");
    }
}

#[tokio::test]
async fn the_colour_of_the_header_is_the_operators() {
    let plain = web(Settings::default()).await;
    let pink = Some("#801650".to_owned());
    let pink = web(Settings { brand_colour: pink, ..Settings::default() }).await;
    let page = pink.get("/help").await.is(200);
    assert!(page.text().contains("name=\"theme-color\" content=\"#801650\""));
    let look = stylesheet(&pink, &page).await;
    assert!(look.text().contains("--govuk-brand-colour: #801650;"), "{}", look.text());
    let address =
        |page: &Answer| page.text().split("scorecard.css?v=").nth(1).unwrap()[..12].to_owned();
    let ordinary = plain.get("/help").await.is(200);
    assert_ne!(address(&page), address(&ordinary), "a browser would keep the old one");
}

#[tokio::test]
async fn the_accessibility_statement_says_whom_to_tell() {
    let contact = Some("scorecard@northmoor.example, 01632 960 001".to_owned());
    let settings = Settings { accessibility_contact: contact, ..Settings::default() };
    let told = web(settings).await.get("/accessibility").await.is(200);
    assert!(
        told.text().contains("in another form: scorecard@northmoor.example, 01632 960 001</p>")
    );
    let untold = web(Settings::default()).await.get("/accessibility").await.is(200);
    assert!(untold.text().contains("Tell whoever gave you access to this service"));
}

#[tokio::test]
async fn a_theme_takes_the_place_of_our_components_and_brings_its_fonts() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("theirs.css"), ".govuk-button { color: pink }").unwrap();
    fs::create_dir_all(folder.path().join("assets/fonts")).unwrap();
    fs::write(folder.path().join("assets/fonts/sans.woff2"), b"glyphs").unwrap();
    fs::write(folder.path().join("assets/notes.txt"), "private").unwrap();
    let theme = Some(folder.path().to_str().unwrap().to_owned());
    let web = web(Settings { theme, ..Settings::default() }).await;
    let page = web.get("/help").await.is(200);
    let look = stylesheet(&web, &page).await;
    assert!(look.text().starts_with(".govuk-button { color: pink }"), "{}", look.text());
    assert!(look.text().contains(".standing "), "what is ours alone is missing");
    assert_eq!(look.text().matches(".govuk-button {").count(), 1, "ours is still there");

    let font = web.get("/assets/fonts/sans.woff2").await.is(200);
    assert_eq!((font.header("content-type"), font.text()), ("font/woff2", "glyphs"));
    let policy = font.header("content-security-policy");
    assert!(policy.starts_with("default-src 'self';"), "{policy}");
    for path in ["notes.txt", "../theirs.css", "%2e%2e/theirs.css", "fonts", "fonts/none.woff2"] {
        web.get(&format!("/assets/{path}")).await.is(404);
    }
}

#[tokio::test]
async fn the_published_design_system_can_be_the_theme() {
    let Some(theme) = setting("SCORECARD_TEST_GOVUK") else { return };
    let web = web(Settings { theme: Some(theme), ..Settings::default() }).await;
    let page = web.get("/help").await.is(200);
    let look = stylesheet(&web, &page).await;
    let fonts = look.text().split("url(").skip(1).filter_map(|rest| rest.split(')').next());
    let fonts: Vec<&str> = fonts.filter(|address| address.starts_with("/assets/")).collect();
    assert!(!fonts.is_empty());
    for font in fonts {
        web.get(font).await.is(200);
    }
}
