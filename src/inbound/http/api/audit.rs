//! The history of changes, for those who may read it.

use super::fields::{self, Given, Reading};
use super::paging;
use crate::app::App;
use crate::app::audit::Filter;
use crate::domain::access::Actor;
use crate::domain::audit::{Entry, SubjectKind};
use crate::domain::ids::ContractId;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Query;
use crate::views::json::audit::ChangeView;
use crate::views::json::lists::PageView;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which changes to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HistoryQuery {
    /// Only those of this contract.
    #[param(value_type = Option<uuid::Uuid>)]
    contract: Given,
    /// Only of this kind, such as `contract`, `meeting` or `import`.
    #[param(value_type = Option<String>)]
    kind: Given,
    /// Where to go on: the `cursor` of the `next` link.
    #[param(value_type = Option<String>)]
    cursor: Given,
    /// How many at most, 1 to 200; 50 when not said.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 200)]
    limit: Given,
}

/// Lists changes, latest first: who changed what, when and from where. Auditors see those of
/// their client's record, administrators all of them.
#[utoipa::path(get, path = "/history", operation_id = "listHistory", tag = "History",
    params(HistoryQuery), responses((status = 200, body = PageView<ChangeView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, OriginalUri(uri): OriginalUri,
    Query(query): Query<HistoryQuery>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let kinds = fields::choice(SubjectKind::ALL, SubjectKind::word);
    let contract = reading.optional("contract", &query.contract, fields::id(ContractId));
    let kind = reading.optional("kind", &query.kind, kinds);
    let slice = paging::slice(&mut reading, &query.cursor, &query.limit);
    let slice = reading.finish(slice)?;
    let page = app.history(&actor, Filter { contract, kind }, slice).await?;
    Ok(paging::answer(&uri, page, |entry: Entry| ChangeView::of(&entry)))
}
