//! Requests to a service through its whole router, without a network.

use super::service::{Service, services};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use scorecard::config::{Config, Settings};
use scorecard::inbound::http::{AppState, router};
use serde_json::Value;
use std::fmt::Write;
use tower::ServiceExt;

/// A service and its router.
pub(crate) struct Web {
    /// The service behind it.
    pub(crate) service: Service,
    router: Router,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Its status.
    pub(crate) status: StatusCode,
    /// Its headers.
    pub(crate) headers: HeaderMap,
    /// Its body.
    pub(crate) body: Vec<u8>,
}

/// A router on SQLite and, where there is a server, one on PostgreSQL.
pub(crate) async fn webs() -> Vec<Web> {
    services().await.into_iter().map(Web::on).collect()
}

/// Settings as they are when nobody says anything.
pub(crate) fn config() -> Config {
    Settings::default().resolve_in(|_| None).unwrap()
}

impl Web {
    /// The router of a service that takes small uploads.
    pub(crate) fn on(service: Service) -> Self {
        Self::within(service, 2_000_000)
    }

    /// The router of a service that takes uploads up to a number of bytes.
    pub(crate) fn within(service: Service, max_upload_bytes: usize) -> Self {
        Self::configured(service, &Config { max_upload_bytes, ..config() })
    }

    /// The router of a service with settings of one's own.
    pub(crate) fn configured(service: Service, config: &Config) -> Self {
        let router = router(AppState::new(service.app.clone(), config));
        Self { service, router }
    }

    /// Sends a request as the administrator, unless it says itself who sends it.
    pub(crate) async fn send(&self, mut request: Request<Body>) -> Answer {
        let known = [header::COOKIE, header::AUTHORIZATION];
        let known = known.iter().any(|name| request.headers().contains_key(name));
        if let Some(session) = self.service.session.as_ref().filter(|_| !known) {
            let cookie = format!("scorecard={}", session.expose());
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        }
        self.send_bare(request).await
    }

    /// Sends a request as it is.
    pub(crate) async fn send_bare(&self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        Answer::of(answer).await
    }

    /// `GET`
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// `DELETE`
    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Request::delete(path).body(Body::empty()).unwrap()).await
    }

    /// `POST` of JSON, with more headers.
    pub(crate) async fn post_with(
        &self, path: &str, headers: &[(&str, &str)], body: &Value,
    ) -> Answer {
        self.send(json("POST", path, headers, body)).await
    }

    /// `POST` of a scorecard design file.
    pub(crate) async fn post_design(&self, file: &str) -> Answer {
        let request = Request::post("/api/v1/designs");
        let request = request.header(header::CONTENT_TYPE, "application/toml");
        self.send(request.body(Body::from(file.to_owned())).unwrap()).await
    }

    /// `POST` of JSON.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_with(path, &[], body).await
    }

    /// `PUT` of JSON, with more headers.
    pub(crate) async fn put(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        self.send(json("PUT", path, headers, body)).await
    }

    /// `POST` of a form with a file and other fields.
    pub(crate) async fn upload(
        &self, path: &str, file: impl AsRef<[u8]>, fields: &[(&str, &str)],
    ) -> Answer {
        let mut form = String::new();
        for (name, text) in fields {
            write!(
                form,
                "--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"
            )
            .unwrap();
        }
        let head = "content-disposition: form-data; name=\"file\"; filename=\"a.csv\"";
        write!(form, "--edge\r\n{head}\r\n\r\n").unwrap();
        let form = [form.as_bytes(), file.as_ref(), b"\r\n--edge--\r\n"].concat();
        let kind = "multipart/form-data; boundary=edge";
        self.send(Request::post(path).header(header::CONTENT_TYPE, kind).body(form.into()).unwrap())
            .await
    }
}

fn json(method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap()
}

impl Answer {
    async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Self { status: parts.status, headers: parts.headers, body }
    }

    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    /// A header; empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Checks the status, and shows the body when it is another.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.body));
        self
    }

    /// The fields of a problem document that have to be put right.
    #[track_caller]
    pub(crate) fn fields(&self) -> Vec<String> {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let document = self.json();
        let errors = document["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["field"].as_str().unwrap_or("-").to_owned()).collect()
    }
}
