//! A service that listens, for browsers.

use super::web::config;
use fantoccini::Client;
use fantoccini::cookies::Cookie;
use scorecard::app::App;
use scorecard::config::{Bind, Config};
use scorecard::domain::accounts::secrets::Secret;
use scorecard::inbound::http::Doors;
use scorecard::inbound::http::serve::serve_until;
use std::net::SocketAddr;
use tokio::sync::oneshot;

/// A service that listens until it is dropped.
pub(crate) struct Listening {
    address: SocketAddr,
    _stop: oneshot::Sender<()>,
}

impl Listening {
    /// A service on a port that was free.
    pub(crate) async fn on(app: App) -> Self {
        let (bound, address) = oneshot::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let config = Config { bind: Bind::parse("127.0.0.1:0").unwrap(), ..config() };
        tokio::spawn(async move {
            let announce = |address| bound.send(address).unwrap();
            let stop = async move { drop(stopped.await) };
            serve_until(&config, app, Doors::Locked, announce, stop).await.unwrap();
        });
        Self { address: address.await.unwrap(), _stop: stop }
    }

    /// The whole address of a page.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Opens a page of it.
    pub(crate) async fn goto(&self, client: &Client, path: &str) {
        client.goto(&self.url(path)).await.unwrap();
    }

    /// Lets the browser in with somebody's session.
    pub(crate) async fn enter(&self, client: &Client, session: &Secret) {
        self.goto(client, "/assets/favicon.svg").await;
        // ChromeDriver takes no cookie that leaves any of these open.
        let cookie =
            format!("scorecard={}; Domain=127.0.0.1; Path=/; SameSite=Lax", session.expose());
        client.add_cookie(Cookie::parse(cookie).unwrap()).await.unwrap();
    }
}
