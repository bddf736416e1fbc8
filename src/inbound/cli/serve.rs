//! `scorecard serve`: pages and the API on one address.

use super::Verdict;
use crate::app::App;
use crate::config::{Config, logs};
use crate::inbound::http;
use anyhow::Context;

pub(super) async fn run(config: &Config, app: &App) -> anyhow::Result<Verdict> {
    logs::start(config);
    let announce = |address| println!("Listening on http://{address}");
    http::serve::serve(config, app.clone(), announce).await.context("the service did not start")?;
    Ok(Verdict::Done)
}
