//! Where the service listens, by which address people know it, and whom it believes.

use super::{ConfigError, Found, Layers, Settings, parsed};
use crate::domain::accounts::sessions::Lifetimes;
use chrono::TimeDelta;
use std::net::{IpAddr, SocketAddr};

/// An address the service listens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bind(SocketAddr);

impl Bind {
    /// Reads an address such as `127.0.0.1:8080`.
    ///
    /// # Errors
    /// What can be used instead, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let address = text.parse().map_err(|error| {
            format!("give an IP address and a port, such as 127.0.0.1:8080 ({error})")
        })?;
        Ok(Self(address))
    }

    /// The address.
    #[must_use]
    pub fn address(self) -> SocketAddr {
        self.0
    }

    /// Whether only this machine can reach it.
    #[must_use]
    pub fn is_private(self) -> bool {
        self.0.ip().is_loopback()
    }
}

/// The address people know the service by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// How it is reached.
    pub scheme: Scheme,
    /// Name and, unless it is the usual one, port.
    pub authority: String,
}

/// How the service is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// In the clear.
    Http,
    /// Through TLS, which a proxy in front of the service ends.
    Https,
}

impl PublicUrl {
    /// Reads an address such as `https://scorecard.example.gov.uk`; nothing when it is empty.
    pub(super) fn parse(text: &str) -> Result<Option<Self>, String> {
        let text = text.trim().trim_end_matches('/');
        if text.is_empty() {
            return Ok(None);
        }
        let (scheme, authority) = match text.split_once("://") {
            Some(("https", authority)) => (Scheme::Https, authority),
            Some(("http", authority)) => (Scheme::Http, authority),
            Some(_) | None => return Err(Self::ACCEPTED.to_owned()),
        };
        let odd = |c: char| !c.is_ascii_alphanumeric() && !"-._:[]".contains(c);
        if authority.is_empty() || authority.contains(odd) {
            return Err(Self::ACCEPTED.to_owned());
        }
        let authority = authority.to_ascii_lowercase();
        Ok(Some(Self { scheme, authority }))
    }

    const ACCEPTED: &str =
        "give scheme and name, such as https://scorecard.example.gov.uk, without a path";
}

impl std::fmt::Display for PublicUrl {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scheme = match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        write!(out, "{scheme}://{}", self.authority)
    }
}

/// Whether passwords and sessions may cross a network in the clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsecureHttp {
    /// They may not.
    Refused,
    /// Whoever runs the service said that they may.
    Allowed,
}

impl InsecureHttp {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        match text {
            "yes" => Ok(Self::Allowed),
            "no" => Ok(Self::Refused),
            _ => Err("use yes or no".to_owned()),
        }
    }
}

/// The addresses of proxies whose word on who they ask for is taken.
pub(super) fn proxies(text: &str) -> Result<Vec<IpAddr>, String> {
    let given = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let parsed = given.map(|part| {
        part.parse().map_err(|error| {
            format!("give IP addresses separated by commas, such as 10.0.0.5 ({error})")
        })
    });
    parsed.collect()
}

/// How long sessions last: hours without a request, and hours in any case.
fn lifetimes(idle: i64, absolute: i64) -> Lifetimes {
    Lifetimes { idle: TimeDelta::hours(idle), absolute: TimeDelta::hours(absolute) }
}

/// A number of hours from one to a month.
fn hours(text: &str) -> Result<i64, String> {
    let hours = text.trim().parse().ok().filter(|hours| (1..=744).contains(hours));
    hours.ok_or_else(|| "use a whole number of hours from 1 to 744".to_owned())
}

/// Requests a minute; 0 for as many as come.
pub(super) fn pace(text: &str) -> Result<u32, String> {
    let pace = text.trim().parse().ok().filter(|pace| (0..=1_000_000).contains(pace));
    pace.ok_or_else(|| "use a whole number up to 1,000,000, or 0 for no limit".to_owned())
}

impl Settings {
    pub(super) fn proxies(&self, layers: &Layers<'_>) -> Found {
        let listed = layers.file.trusted_proxies.as_ref().map(|list| list.join(","));
        let names = ["SCORECARD_TRUSTED_PROXIES"];
        layers.find("trusted-proxies", &self.trusted_proxies, &names, &listed)
    }

    pub(super) fn pace(&self, layers: &Layers<'_>) -> Found {
        let number = layers.file.max_pace.map(|number| number.to_string());
        layers.find("max-pace", &self.max_pace, &["SCORECARD_MAX_PACE"], &number)
    }

    pub(super) fn sessions(&self, layers: &Layers<'_>) -> Result<Lifetimes, ConfigError> {
        let text = |hours: Option<i64>| hours.map(|hours| hours.to_string());
        let (idle, absolute) = (&self.session_idle_hours, &self.session_hours);
        let names = ["SCORECARD_SESSION_IDLE_HOURS"];
        let in_file = text(layers.file.session_idle_hours);
        let idle = layers.find("session-idle-hours", idle, &names, &in_file);
        let names = ["SCORECARD_SESSION_HOURS"];
        let absolute =
            layers.find("session-hours", absolute, &names, &text(layers.file.session_hours));
        let (idle, absolute) = (parsed(idle, hours)?, parsed(absolute, hours)?);
        Ok(lifetimes(idle, absolute))
    }
}
