//! Who a request comes from: a session or a token. Nobody else comes further than the door.

use super::AppState;
use super::error::Failure;
use super::site::{Client, Site};
use crate::app::accounts::{AWAY_FOR, Visitor};
use crate::domain::access::{Action, Actor, Surface, Whence};
use crate::domain::accounts::secrets::Secret;
use crate::views::pages::parts::{self, Section, links};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

tokio::task_local! {
    /// Whom the pages made in answer to the present request are shown to.
    static SHOWN_TO: Option<parts::Visitor>;
}

/// Whom the page about to be made is shown to.
pub(super) fn shown_to() -> Option<parts::Visitor> {
    SHOWN_TO.try_with(Clone::clone).ok().flatten()
}

/// How far one comes without having signed in. What is not named here is inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// Always open: health, style.
    Open,
    /// Where the first administrator comes in.
    SetUp,
    /// Open to everybody once the service is set up: signing in, and words about the service.
    Porch,
    /// Open to whoever signed in, before they have chosen an organisation.
    Hall,
    /// Open to whoever acts in a role.
    Inside,
}

impl Door {
    fn of(path: &str) -> Self {
        match path {
            "/healthz" | "/readyz" => Self::Open,
            "/sign-in" | "/demo/sign-in" | "/help" | "/accessibility" => Self::Porch,
            "/sign-in/sso" | "/sign-in/sso/callback" => Self::Porch,
            "/organisation" | "/sign-out" => Self::Hall,
            "/set-up" => Self::SetUp,
            _ if path.starts_with("/assets/") => Self::Open,
            _ if path.starts_with("/set-up/") => Self::SetUp,
            _ if path.starts_with("/invitations/") => Self::Porch,
            _ => Self::Inside,
        }
    }
}

/// Lets a request in as far as whoever sends it may come.
pub(super) async fn admit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let door = Door::of(request.uri().path());
    if door == Door::Open {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let visitor = match entering(&state, &parts, door).await {
        Ok(visitor) => visitor,
        Err(refusal) => return *refusal,
    };
    let shown = visitor.as_ref().map(shown);
    if let Some(visitor) = visitor {
        if let Some(actor) = visitor.actor.clone() {
            parts.extensions.insert(actor);
        }
        parts.extensions.insert(visitor);
    }
    let request = Request::from_parts(parts, body);
    let mut response = SHOWN_TO.scope(shown.clone(), next.run(request)).await;
    if let Some(shown) = shown {
        response.extensions_mut().insert(shown);
    }
    response
}

/// Whoever a request comes from, if the door is open to them.
async fn entering(
    state: &AppState, request: &Parts, door: Door,
) -> Result<Option<Visitor>, Box<Response>> {
    let refused = |error| Box::new(Failure::from(error).into_response());
    match (identified(state, request).await?, door) {
        (Some(visitor), Door::Inside) if visitor.actor.is_none() => {
            Err(Box::new(undecided(request)))
        }
        (Some(visitor), _) => Ok(Some(visitor)),
        (None, Door::Open | Door::SetUp) => Ok(None),
        (None, Door::Porch) if state.app.is_set_up().await.map_err(refused)? => Ok(None),
        (None, Door::Porch | Door::Hall | Door::Inside) => {
            let set_up = state.app.is_set_up().await.map_err(refused)?;
            Err(Box::new(challenge(request, set_up)))
        }
    }
}

async fn identified(state: &AppState, request: &Parts) -> Result<Option<Visitor>, Box<Response>> {
    let (headers, whence) = (&request.headers, whence(request));
    let found = match headers.get(header::AUTHORIZATION) {
        Some(given) => {
            let Some(token) = bearer(given) else { return Err(Box::new(unknown())) };
            let holder = state.app.token_holder(&token, whence).await;
            match holder {
                Ok(None) => return Err(Box::new(unknown())),
                other => other,
            }
        }
        None => match session(headers, &state.site) {
            Some(session) => state.app.visitor(&session, whence).await,
            None => Ok(None),
        },
    };
    found.map_err(|error| Box::new(Failure::from(error).into_response()))
}

/// How a request reached the service.
pub(super) fn whence(request: &Parts) -> Whence {
    let Client(address) = request.extensions.get().copied().unwrap_or(Client(None));
    let surface = if for_programs(request) { Surface::Api } else { Surface::Page };
    Whence { surface, address }
}

fn for_programs(request: &Parts) -> bool {
    let path = request.uri.path();
    path.starts_with("/api/") || path == "/metrics"
}

fn bearer(value: &HeaderValue) -> Option<Secret> {
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Secret::new(token.trim().to_owned()))
}

/// The cookie of somebody who signed in.
const SESSION: &str = "scorecard";

/// The cookie of somebody who went to a provider of identities and is expected back.
const LEAVING: &str = "scorecard-leaving";

/// The name of a cookie. Over TLS it is one that browsers take from this host alone.
fn cookie(site: &Site, name: &str) -> String {
    if site.is_veiled() { format!("__Host-{name}") } else { name.to_owned() }
}

fn session(headers: &HeaderMap, site: &Site) -> Option<Secret> {
    kept(headers, &cookie(site, SESSION))
}

/// What the browser of somebody who comes back was given when they left.
pub(super) fn left(headers: &HeaderMap, site: &Site) -> Option<Secret> {
    kept(headers, &cookie(site, LEAVING))
}

fn kept(headers: &HeaderMap, cookie: &str) -> Option<Secret> {
    let sent = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = sent.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim() == cookie)?;
    Some(Secret::new(value.trim().to_owned()))
}

/// The same answer with a session for the browser to keep as long as it is open.
pub(super) fn keep(response: impl IntoResponse, site: &Site, session: &Secret) -> Response {
    with_cookie(response.into_response(), &cookie(site, SESSION), site, session.expose(), "")
}

/// The same answer, upon which the browser forgets its session.
pub(super) fn forget(response: impl IntoResponse, site: &Site) -> Response {
    with_cookie(response.into_response(), &cookie(site, SESSION), site, "", "; Max-Age=0")
}

/// The same answer with what the browser has to show when it is back from elsewhere. It is not
/// strict about the site it comes from: that is another one by then.
pub(super) fn remember_leaving(
    response: impl IntoResponse, site: &Site, state: &Secret,
) -> Response {
    let age = format!("; Max-Age={}", AWAY_FOR.num_seconds());
    with_cookie(response.into_response(), &cookie(site, LEAVING), site, state.expose(), &age)
}

/// The same answer, upon which the browser forgets that it was away.
pub(super) fn forget_leaving(response: impl IntoResponse, site: &Site) -> Response {
    with_cookie(response.into_response(), &cookie(site, LEAVING), site, "", "; Max-Age=0")
}

fn with_cookie(
    mut response: Response, name: &str, site: &Site, value: &str, age: &str,
) -> Response {
    let veiled = if site.is_veiled() { "; Secure" } else { "" };
    let line = format!("{name}={value}; HttpOnly; SameSite=Lax; Path=/{veiled}{age}");
    if let Ok(mut line) = HeaderValue::from_str(&line) {
        line.set_sensitive(true);
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}

/// Nobody is known: a program is told so, a person led to where they can sign in.
fn challenge(request: &Parts, set_up: bool) -> Response {
    if for_programs(request) {
        return unknown();
    }
    if !set_up {
        return Redirect::to("/set-up").into_response();
    }
    Redirect::to(&with_next("/sign-in", request)).into_response()
}

fn unknown() -> Response {
    let detail = "sign in, or send a token that still lets you in as `Authorization: Bearer`";
    let mut response = Failure::new(StatusCode::UNAUTHORIZED, detail).into_response();
    let scheme = HeaderValue::from_static("Bearer realm=\"scorecard\"");
    response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
    response
}

/// Somebody is known, and not yet for whom they act.
fn undecided(request: &Parts) -> Response {
    if for_programs(request) {
        let detail = "choose the organisation to act for first";
        return Failure::new(StatusCode::FORBIDDEN, detail).into_response();
    }
    Redirect::to(&with_next("/organisation", request)).into_response()
}

fn with_next(path: &str, request: &Parts) -> String {
    let wanted = request.uri.path_and_query().map_or("/", |wanted| wanted.as_str());
    if request.method.is_safe() && wanted != "/" {
        return links::with_query(path, &[("next", wanted)]);
    }
    path.to_owned()
}

/// An address of this service to go to next; the start for any that could lead elsewhere.
pub(super) fn safe(next: &str) -> &str {
    let here = next.starts_with('/') && !next.starts_with("//");
    let plain = !next.contains(|c: char| c == '\\' || c.is_control() || c.is_whitespace());
    if here && plain { next } else { "/" }
}

fn shown(visitor: &Visitor) -> parts::Visitor {
    let acting = visitor.actor.as_ref().map(|actor| {
        let role = actor.seat().role().label();
        visitor.organisation.as_ref().map_or(role.to_owned(), |own| format!("{role}, {own}"))
    });
    let sections = visitor.actor.as_ref().map(sections).unwrap_or_default();
    parts::Visitor { name: visitor.name.clone(), acting, sections }
}

fn sections(actor: &Actor) -> Vec<Section> {
    let everybody = [
        Section::Home,
        Section::Contracts,
        Section::Assessments,
        Section::Designs,
        Section::People,
        Section::Help,
    ];
    let tenders = actor.may(Action::ReadTenders).is_ok().then_some(Section::Tenders);
    let imports = actor.may(Action::Import).is_ok().then_some(Section::Imports);
    let history = actor.may(Action::ReadHistory).is_ok().then_some(Section::History);
    everybody.into_iter().chain(tenders).chain(imports).chain(history).collect()
}

/// Whoever acts, of a request that came inside.
pub(super) fn actor(parts: &Parts) -> Result<Actor, Failure> {
    let actor = parts.extensions.get::<Actor>().cloned();
    actor.ok_or_else(|| Failure::new(StatusCode::UNAUTHORIZED, "nobody is signed in"))
}

impl FromRequestParts<AppState> for Actor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Failure> {
        actor(parts)
    }
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Failure> {
        let visitor = parts.extensions.get::<Self>().cloned();
        visitor.ok_or_else(|| Failure::new(StatusCode::UNAUTHORIZED, "nobody is signed in"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_is_inside() {
        for path in ["/", "/contracts", "/metrics", "/api/v1/contracts", "/set-upx", "/nowhere"] {
            assert_eq!(Door::of(path), Door::Inside, "{path}");
        }
    }

    #[test]
    fn nobody_is_led_to_another_site() {
        for next in
            ["", "contracts", "//elsewhere.example", "https://elsewhere.example", "/\\x", "/a\tb"]
        {
            assert_eq!(safe(next), "/", "{next}");
        }
        assert_eq!(safe("/contracts?text=a%20b"), "/contracts?text=a%20b");
    }
}
