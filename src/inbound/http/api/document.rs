//! The OpenAPI description of the API, and a page to read it.

use crate::inbound::http::AppState;
use crate::views::json::problems::ProblemView;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Components, ContentBuilder, InfoBuilder, OpenApi, PathItem, Ref, RefOr, Response as Answer,
};
use utoipa::{PartialSchema, ToSchema};
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Where the description is.
pub(super) const ADDRESS: &str = "/api/v1/openapi.json";

/// Where its viewer is.
pub(super) const VIEWER_AT: &str = "/api/v1/docs/";

/// The viewer styles itself from its script, and draws icons from data addresses.
const VIEWER: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
);

/// Adds what holds for every operation: what the API is, and how it refuses.
#[must_use]
pub fn complete(mut description: OpenApi) -> OpenApi {
    description.info = InfoBuilder::new()
        .title("Partnership scorecard")
        .version("1")
        .description(Some(
            "The record of a partnership that client and supplier both trust. Exact decimals \
             travel as text; days are civil dates, moments are UTC. Anything refused is answered \
             with a problem document (RFC 9457) that lists every field to put right.",
        ))
        .build();
    let components = description.components.get_or_insert_with(Components::new);
    let mut schemas = vec![(ProblemView::name().into_owned(), ProblemView::schema())];
    ProblemView::schemas(&mut schemas);
    components.schemas.extend(schemas);
    ways_in(components);
    let ways = ["token", "session"].map(|way| SecurityRequirement::new(way, [""; 0]));
    description.security = Some(ways.to_vec());
    for item in description.paths.paths.values_mut() {
        conflicts(item);
        operations(item).for_each(answers);
    }
    description
}

/// How a request says who sends it.
fn ways_in(components: &mut Components) {
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    let session = ApiKey::Cookie(ApiKeyValue::new("scorecard"));
    components.add_security_scheme("token", SecurityScheme::Http(token));
    components.add_security_scheme("session", SecurityScheme::ApiKey(session));
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.delete].into_iter().flatten()
}

/// Gives every operation that changes something the answer of a rule that does not let it, or of
/// what somebody else made of it meanwhile.
fn conflicts(item: &mut PathItem) {
    for operation in [&mut item.put, &mut item.post, &mut item.delete].into_iter().flatten() {
        let why = "A rule refuses it as things stand, or it was changed meanwhile";
        let conflict = RefOr::T(Answer::new(why));
        operation.responses.responses.entry("409".to_owned()).or_insert(conflict);
    }
}

/// Every way an operation can be refused, and what each means.
fn refusals(operation: &Operation) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let parameters =
        operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
            RefOr::T(parameter) => Some(parameter),
            RefOr::Ref(_) => None,
        });
    let is_in = |place: ParameterIn| parameters.clone().any(|it| it.parameter_in == place);
    let conditional = parameters.clone().any(|it| it.name == "If-Match");
    let (named, asked) = (is_in(ParameterIn::Path), is_in(ParameterIn::Query));
    let sent = operation.request_body.is_some();
    let refusals = [
        (true, "400", "It cannot be read at all"),
        (true, "401", "It is not known who asks"),
        (true, "403", "It is known who asks, and they may not"),
        (named, "404", "It does not exist, or not for whoever asks"),
        (conditional, "412", "`If-Match` names no revision this service gave out"),
        (sent, "413", "What was sent is too large"),
        (sent, "415", "What was sent is of the wrong kind"),
        (true, "421", "The service was called by a name that is not its own"),
        (sent || asked, "422", "What was sent breaks rules, all of them listed"),
        (conditional, "428", "No `If-Match` was sent"),
        (true, "429", "Too many requests came from one place"),
        (true, "500", "A fault of ours"),
        (true, "503", "It took longer than it may"),
    ];
    refusals.into_iter().filter_map(|(applies, status, why)| applies.then_some((status, why)))
}

/// Gives every answer the words OpenAPI asks for, and every operation its refusals.
fn answers(operation: &mut Operation) {
    let refusals = refusals(operation);
    let responses = &mut operation.responses.responses;
    for (status, why) in refusals {
        responses.entry(status.to_owned()).or_insert(RefOr::T(Answer::new(why)));
    }
    for (status, response) in responses {
        let RefOr::T(response) = response else { continue };
        if response.description.is_empty() {
            response.description = "Done".to_owned();
        }
        if status.starts_with(['4', '5']) {
            let schema = Ref::from_schema_name(ProblemView::name());
            let content = ContentBuilder::new().schema(Some(RefOr::Ref(schema))).build();
            response.content.insert("application/problem+json".to_owned(), content.into());
        }
    }
}

/// The description as JSON text.
#[must_use]
pub fn text(description: &OpenApi) -> String {
    let text = description.to_pretty_json();
    text.unwrap_or_else(|error| {
        tracing::error!(%error, "The description of the API cannot be written");
        "{}".to_owned()
    })
}

/// The description and its viewer.
pub fn router(description: OpenApi) -> Router<AppState> {
    let text: Arc<str> = text(&description).into();
    let answer = || async move {
        let kind = [(header::CONTENT_TYPE, "application/json")];
        (kind, text.to_string()).into_response()
    };
    let viewer: Router<AppState> =
        SwaggerUi::new("/api/v1/docs").config(Config::from(ADDRESS)).into();
    Router::new().route(ADDRESS, get(answer)).merge(viewer.layer(from_fn(styled)))
}

async fn styled(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, VIEWER);
    response
}
