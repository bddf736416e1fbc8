//! What the service knows of how it is reached: by which names, through which proxies, over TLS or not.

use crate::config::{Config, InsecureHttp, PublicUrl, Scheme};
use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// How the service is reached. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Site(Arc<Reached>);

#[derive(Debug)]
struct Reached {
    public: Option<PublicUrl>,
    /// Whether it answers to any name, since nobody said which one it has.
    insecure: InsecureHttp,
    trusted: Vec<IpAddr>,
}

/// The network address a request comes from, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client(pub Option<IpAddr>);

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or(Self(None)))
    }
}

impl Site {
    /// How a service with these settings is reached.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        Self(Arc::new(Reached {
            public: config.public_url.clone(),
            insecure: config.insecure_http,
            trusted: config.trusted_proxies.clone(),
        }))
    }

    /// Whether browsers reach it through TLS.
    #[must_use]
    pub fn is_veiled(&self) -> bool {
        self.0.public.as_ref().is_some_and(|url| url.scheme == Scheme::Https)
    }

    /// The address of a page, for somebody elsewhere. Names that are not its own never came in.
    #[must_use]
    pub fn address(&self, headers: &HeaderMap, path: &str) -> String {
        match &self.0.public {
            Some(public) => format!("{public}{path}"),
            None => {
                let host = headers.get(header::HOST).map(HeaderValue::to_str);
                format!("http://{}{path}", host.and_then(Result::ok).unwrap_or("localhost"))
            }
        }
    }

    /// Whether a request that names `host` is meant for this service. A name that others
    /// control could be made to stand for this machine.
    pub(super) fn answers_to(&self, host: &str) -> bool {
        let reached = &self.0;
        match &reached.public {
            Some(public) if public.authority.eq_ignore_ascii_case(host) => true,
            None if reached.insecure == InsecureHttp::Allowed => true,
            Some(_) | None => names_this_machine(host),
        }
    }

    /// By which names it is reached, in words.
    pub(super) fn names(&self) -> String {
        match &self.0.public {
            Some(public) => format!("the service answers only to {}", public.authority),
            None => "the service answers only to localhost, 127.0.0.1 and [::1]".to_owned(),
        }
    }

    /// Where a request comes from: the other end of the connection or, if that is a proxy that
    /// is believed, whoever it says it asks for.
    pub(super) fn client(&self, request: &Request) -> Client {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let Some(ConnectInfo(peer)) = peer else { return Client(None) };
        let peer = peer.ip().to_canonical();
        if !self.0.trusted.contains(&peer) {
            return Client(Some(peer));
        }
        let said = request.headers().get_all("x-forwarded-for").iter();
        let said = said.filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(','));
        let said: Vec<IpAddr> = said.filter_map(|one| one.trim().parse().ok()).collect();
        // The last one a proxy of ours did not write about another of ours.
        let own = |address: &&IpAddr| !self.0.trusted.contains(*address);
        Client(Some(said.iter().rev().find(own).map_or(peer, |address| address.to_canonical())))
    }
}

fn names_this_machine(host: &str) -> bool {
    let uri: Option<Uri> = host.parse().ok();
    let Some(name) = uri.as_ref().and_then(Uri::host) else { return false };
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}
