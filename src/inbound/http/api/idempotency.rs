//! The same request sent twice is done once.

use super::fields::Given;
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::problems::Problem;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract;
use crate::inbound::http::upload::hexadecimal;
use crate::inbound::http::{AppState, auth};
use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::future::Future;
use tracing::Instrument;
use utoipa::IntoParams;

const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

/// How a client says that a request is the same as an earlier one.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only the description of the header is used")]
pub struct Key {
    /// Any text of your own, up to 128 characters; the same text again gives the same answer
    /// and changes nothing.
    #[param(rename = "Idempotency-Key", value_type = Option<String>, max_length = 128)]
    key: Given,
}

/// A request that makes something, with what it takes to do it once.
pub struct Once {
    app: App,
    actor: Actor,
    key: Option<String>,
    digest: String,
}

/// A JSON body that makes something.
pub struct Create<T> {
    /// Does it once.
    pub once: Once,
    /// What to make.
    pub body: T,
}

impl<T: DeserializeOwned> FromRequest<AppState> for Create<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        extract::is_json(&parts.headers)?;
        let whole = Request::from_parts(parts.clone(), body);
        let bytes = extract::body(whole, state).await?;
        let once = Once::of(&parts, state, &bytes)?;
        Ok(Self { once, body: extract::parse(&bytes)? })
    }
}

/// An answer as it is remembered.
#[derive(Debug, Serialize, Deserialize)]
struct Answer {
    location: String,
    body: String,
}

impl Once {
    /// The request in `parts`, told apart from others by `content`.
    ///
    /// # Errors
    /// When its key cannot be kept.
    pub fn of(parts: &Parts, state: &AppState, content: &[u8]) -> Result<Self, Failure> {
        let mut digest = Sha256::new();
        digest.update(format!("{} {}\n", parts.method, parts.uri));
        digest.update(content);
        Ok(Self {
            app: state.app.clone(),
            actor: auth::actor(parts)?,
            key: key(&parts.headers)?,
            digest: hexadecimal(&digest.finalize()),
        })
    }

    /// Makes what was asked for with `make`, which answers with the address and
    /// the view of it; or repeats the answer the same request got before.
    ///
    /// It runs to its end even when the client goes away, so that what was made
    /// is also remembered.
    ///
    /// # Errors
    /// Those of `make`, and when the key was used for something else.
    pub async fn create<V, F>(
        self, make: impl FnOnce(App, Actor) -> F + Send + 'static,
    ) -> Result<Response, Failure>
    where
        V: Serialize,
        F: Future<Output = Result<(String, V), Failure>> + Send + 'static,
    {
        let work = self.run(async move |app, actor| {
            let (location, view) = make(app, actor).await?;
            told(location, &view)
        });
        match tokio::spawn(work.in_current_span()).await {
            Ok(answer) => answer,
            Err(stopped) => match stopped.try_into_panic() {
                Ok(cause) => std::panic::resume_unwind(cause),
                Err(stopped) => Err(Failure::fault(stopped)),
            },
        }
    }

    async fn run<F>(self, make: impl FnOnce(App, Actor) -> F + Send) -> Result<Response, Failure>
    where
        F: Future<Output = Result<Answer, Failure>> + Send,
    {
        let Some(key) = &self.key else { return make(self.app, self.actor).await.map(created) };
        if let Some(before) = self.app.remembered(&self.actor, key, &self.digest).await? {
            return repeated(&before);
        }
        let (app, claim) = self.app.claiming(&self.actor, key, &self.digest);
        match make(app, self.actor.clone()).await {
            Ok(answer) => {
                self.remember(key, &answer).await;
                Ok(created(answer))
            }
            Err(failure) if claim.is_lost() => {
                let before = self.app.remembered(&self.actor, key, &self.digest).await?;
                before.map_or(Err(failure), |before| repeated(&before))
            }
            Err(failure) => Err(failure),
        }
    }

    // What was asked for is made: that its answer could not be kept is not the client's trouble.
    async fn remember(&self, key: &str, answer: &Answer) {
        let status = StatusCode::CREATED.as_u16();
        let kept = match serde_json::to_string(answer).map_err(Failure::fault) {
            Ok(body) => {
                self.app.remember(&self.actor, key, status, &body).await.map_err(Failure::from)
            }
            Err(failure) => Err(failure),
        };
        if let Err(failure) = kept {
            tracing::error!(?failure, "The answer to a request with a key was not kept");
        }
    }
}

fn told(location: String, view: &impl Serialize) -> Result<Answer, Failure> {
    let body = serde_json::to_string(view).map_err(Failure::fault)?;
    Ok(Answer { location, body })
}

fn created(answer: Answer) -> Response {
    let kind = (header::CONTENT_TYPE, "application/json".to_owned());
    let headers = [kind, (header::LOCATION, answer.location)];
    (StatusCode::CREATED, headers, answer.body).into_response()
}

fn repeated(before: &str) -> Result<Response, Failure> {
    let mut response = created(serde_json::from_str(before).map_err(Failure::fault)?);
    let name = HeaderName::from_static("idempotency-replayed");
    response.headers_mut().insert(name, HeaderValue::from_static("true"));
    Ok(response)
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let Some(given) = headers.get(HEADER) else { return Ok(None) };
    let text = given.to_str().unwrap_or_default();
    if (1..=128).contains(&text.len()) {
        return Ok(Some(text.to_owned()));
    }
    let message = "the key is empty, longer than 128 characters or has characters other than ASCII";
    Err(Failure::invalid(vec![Problem::field(HEADER.as_str(), text, message, "Use a new UUID")]))
}
