//! A real browser: pages as people meet them, and axe-core's opinion of them.
//!
//! `tests/run` starts ChromeDriver and names it in `SCORECARD_TEST_CHROMEDRIVER`, and axe-core's
//! script in `SCORECARD_TEST_AXE`.

use std::fmt::{self, Display, Formatter};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::Path;

use axum::http::Method;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use futures::FutureExt;
use hyper_util::client::legacy::connect::HttpConnector;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use url::{ParseError, Url};

/// What a page is seen through, in CSS pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// A laptop.
pub(crate) const DESKTOP: Window = Window { width: 1280, height: 900 };

/// A telephone.
pub(crate) const PHONE: Window = Window { width: 360, height: 740 };

/// The width at which WCAG 1.4.10 asks a page to reflow.
pub(crate) const NARROW: Window = Window { width: 320, height: 640 };

/// Something axe-core found wrong.
#[derive(Debug, Deserialize)]
pub(crate) struct Violation {
    /// axe-core's name of the rule.
    pub(crate) id: String,
    /// From minor to critical.
    pub(crate) impact: Option<String>,
    /// The rule in a sentence.
    pub(crate) help: String,
    /// The markup at fault, one entry for each place.
    pub(crate) nodes: Vec<String>,
}

impl Display for Violation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Violation { id, impact, help, nodes } = self;
        write!(f, "{} {id}: {help}: {}", impact.as_deref().unwrap_or("unrated"), nodes.join(" "))
    }
}

/// Whether pages may run scripts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scripts {
    On,
    Off,
}

/// Runs `test` in a browser of its own and closes it however the test ends.
/// Says so by name and does nothing where there is no ChromeDriver.
pub(crate) async fn browse(window: Window, test: impl AsyncFnOnce(&Client)) {
    browse_with(window, Scripts::On, test).await;
}

/// As [`browse`], for somebody who has switched scripts off.
pub(crate) async fn browse_without_scripts(window: Window, test: impl AsyncFnOnce(&Client)) {
    browse_with(window, Scripts::Off, test).await;
}

async fn browse_with(window: Window, scripts: Scripts, test: impl AsyncFnOnce(&Client)) {
    let Some(driver) = super::setting("SCORECARD_TEST_CHROMEDRIVER") else { return };
    let profile = tempfile::tempdir().unwrap();
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let capabilities = capabilities(profile.path(), window, scripts);
    let client = builder.capabilities(capabilities).connect(&driver).await.unwrap();
    let outcome = AssertUnwindSafe(test(&client)).catch_unwind().await;
    client.close().await.unwrap();
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// Emulated metrics, since Chromium's own window refuses to be as narrow as a telephone.
fn capabilities(profile: &Path, window: Window, scripts: Scripts) -> Map<String, Value> {
    // As Chromium's settings keep it: 1 allows, 2 blocks.
    let scripts = if scripts == Scripts::On { 1 } else { 2 };
    let chrome = json!({
        "prefs": { "profile.managed_default_content_settings.javascript": scripts },
        "args": [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            format!("--user-data-dir={}", profile.display()),
        ],
        "mobileEmulation": {
            "deviceMetrics": {
                "width": window.width,
                "height": window.height,
                "pixelRatio": 1.0,
                "mobile": false,
                "touch": false,
            },
        },
    });
    // A page with years of figures takes axe-core a while on a busy machine.
    let patience = json!({ "script": 150_000 });
    Map::from_iter([("goog:chromeOptions".to_owned(), chrome), ("timeouts".to_owned(), patience)])
}

/// Shows the page that is open through another window, without asking for it again.
pub(crate) async fn through(client: &Client, window: Window) {
    client.issue_cmd(Metrics(window)).await.unwrap();
}

/// Chromium's own command for the window it pretends to have.
#[derive(Debug)]
struct Metrics(Window);

impl WebDriverCompatibleCommand for Metrics {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let Window { width, height } = self.0;
        let params = json!({
            "width": width, "height": height, "deviceScaleFactor": 1.0, "mobile": false,
        });
        let body = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": params });
        (Method::POST, Some(body.to_string()))
    }
}

/// What axe-core finds against WCAG 2.2 A and AA and good practice on the page being shown.
pub(crate) async fn axe(client: &Client) -> Vec<Violation> {
    let there = client.execute("return 'axe' in window;", Vec::new()).await.unwrap();
    if there == json!(false) {
        let script = super::setting("SCORECARD_TEST_AXE").unwrap();
        let axe = std::fs::read_to_string(script).unwrap();
        client.execute(&format!("{axe}\nwindow.axe = axe;"), Vec::new()).await.unwrap();
    }
    let call = r"
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        return axe.run(document, { runOnly: tags }).then(({ violations }) => violations.map(
            ({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map(n => n.html) })
        ));";
    let found = client.execute(call, Vec::new()).await.unwrap();
    serde_json::from_value(found).unwrap()
}

/// Keeps a picture of the page, for a person to look at.
pub(crate) async fn screenshot(client: &Client, path: &Path) {
    let png = client.screenshot().await.unwrap();
    std::fs::write(path, png).unwrap();
}

/// Fails, naming the elements that stick out, if the page is wider than its window.
pub(crate) async fn no_horizontal_scroll(client: &Client) {
    let wide = sticking_out(client).await;
    let place = client.current_url().await.unwrap();
    assert!(wide.is_empty(), "{place} scrolls sideways:\n{}", wide.join("\n"));
}

/// How much wider the page is than its window, and the elements that make it so.
pub(crate) async fn sticking_out(client: &Client) -> Vec<String> {
    let script = r"
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return [];
        const wide = [...document.querySelectorAll('body *')]
            .filter(element => element.getBoundingClientRect().right > clientWidth)
            .map(element => element.outerHTML.slice(0, 120));
        return [`${scrollWidth} px in a window of ${clientWidth}`, ...wide];";
    let wide = client.execute(script, Vec::new()).await.unwrap();
    serde_json::from_value(wide).unwrap()
}
