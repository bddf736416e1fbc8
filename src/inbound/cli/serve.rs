//! `scorecard serve`: pages and the API on one address.

use super::Verdict;
use crate::app::App;
use crate::config::{Config, InsecureHttp, logs};
use crate::inbound::http::{self, Doors};
use anyhow::Context;
use std::time::Duration;

/// How long it may take until a role, a session or a token that the command line or another
/// instance ended lets nobody in any more.
const KNOWN_FOR: Duration = Duration::from_secs(1);

pub(super) async fn run(config: &Config, app: &App) -> anyhow::Result<Verdict> {
    logs::start(config);
    if !config.bind.is_private() && config.insecure_http == InsecureHttp::Allowed {
        tracing::warn!("Passwords and sessions cross the network in the clear (--insecure-http)");
    }
    let app = app.clone().with_sessions_of(config.sessions);
    let app = app.with_single_sign_on(config.oidc.clone())?.with_visitors_known_for(KNOWN_FOR);
    let link = app.set_up_link().await?;
    let announce = |address| {
        println!("Listening on http://{address}");
        if let Some(link) = link {
            let path = format!("/set-up/{}", link.secret.expose());
            println!("Nobody can sign in yet. Make the first administrator, within a day, at");
            println!("{}", super::address(config, address, &path));
        }
    };
    let served = http::serve::serve(config, app, Doors::Locked, announce).await;
    served.context("the service did not start")?;
    Ok(Verdict::Done)
}
