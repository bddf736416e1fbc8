//! How many requests one network address may send.

use super::AppState;
use super::error::Failure;
use super::site::Client;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How far an address may be ahead of its pace: a page comes with its charts.
const AHEAD: Duration = Duration::from_secs(10);

/// After how many addresses those that are not ahead are forgotten.
const MANY: usize = 10_000;

/// How far each address is ahead of its pace: the moment at which it will have kept to it.
#[derive(Debug, Clone)]
pub struct Pace {
    /// The time between two requests; nothing when any number may come.
    between: Option<Duration>,
    ahead: Arc<Mutex<HashMap<IpAddr, Instant>>>,
}

impl Pace {
    /// A pace of so many requests a minute; 0 for any number.
    #[must_use]
    pub fn of(a_minute: u32) -> Self {
        Self { between: Duration::from_mins(1).checked_div(a_minute), ahead: Arc::default() }
    }

    /// Counts a request at `now`, or says how long to wait with it.
    fn count(&self, address: IpAddr, now: Instant) -> Result<(), Duration> {
        // This machine is behind every proxy that is not believed, and runs the checks.
        let Some(between) = self.between.filter(|_| !address.is_loopback()) else { return Ok(()) };
        let mut ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        if MANY < ahead.len() {
            ahead.retain(|_, moment| now < *moment);
        }
        let moment = ahead.entry(whole(address)).or_insert(now);
        let next = (*moment).max(now) + between;
        match next.checked_duration_since(now + AHEAD) {
            Some(wait) if !wait.is_zero() => Err(wait),
            Some(_) | None => {
                *moment = next;
                Ok(())
            }
        }
    }
}

/// Whoever has one address of the sixth version has a whole network of them.
fn whole(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// Notes where a request comes from, and answers those that come too fast with how long to wait.
pub(super) async fn keep(
    State(state): State<AppState>, mut request: Request, next: Next,
) -> Response {
    let client = state.site.client(&request);
    request.extensions_mut().insert::<Client>(client);
    let Client(Some(address)) = client else { return next.run(request).await };
    match state.pace.count(address, Instant::now()) {
        Ok(()) => next.run(request).await,
        Err(wait) => {
            let detail = "there were too many requests from your network address";
            later(Failure::new(StatusCode::TOO_MANY_REQUESTS, detail).into_response(), wait)
        }
    }
}

/// The same answer with how long to wait before asking again.
pub(super) fn later(mut response: Response, wait: Duration) -> Response {
    let seconds = wait.as_secs().saturating_add(1);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap_or(IpAddr::V6(Ipv6Addr::LOCALHOST))
    }

    #[test]
    fn one_address_has_ten_seconds_worth_at_once_and_then_keeps_the_pace() {
        let (pace, now) = (Pace::of(60), Instant::now());
        let at = |text, seconds| pace.count(address(text), now + Duration::from_secs(seconds));
        assert_eq!((0..12).filter(|_| at("192.0.2.1", 0).is_ok()).count(), 10);
        assert_eq!(at("192.0.2.1", 0), Err(Duration::from_secs(1)));
        assert_eq!(at("192.0.2.2", 0), Ok(()));
        assert_eq!(at("192.0.2.1", 1), Ok(()));
        assert!(at("192.0.2.1", 1).is_err());
    }

    #[test]
    fn the_addresses_of_one_network_count_together() {
        let (pace, now) = (Pace::of(6), Instant::now());
        assert_eq!(pace.count(address("2001:db8::1"), now), Ok(()));
        assert!(pace.count(address("2001:db8::2"), now).is_err());
        assert_eq!(pace.count(address("2001:db8:0:1::1"), now), Ok(()));
    }

    #[test]
    fn any_number_may_come_when_there_is_no_limit() {
        let (pace, now) = (Pace::of(0), Instant::now());
        assert!((0..100_000).all(|_| pace.count(address("192.0.2.1"), now).is_ok()));
    }
}
