//! Tenders: list, and one with its lots and what they are awarded on.

use super::fields::{self, Given, Reading};
use super::paging;
use crate::app::App;
use crate::domain::access::Actor;
use crate::domain::ids::{OrganisationId, TenderId};
use crate::domain::lists::Slice;
use crate::domain::tenders::{TenderFilter, TenderLine};
use crate::domain::weightings::LotStatus;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::views::json::lists::PageView;
use crate::views::json::tenders::{TenderLineView, TenderRecordView};
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which tenders to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TendersQuery {
    /// Words that occur in reference, title or buyer.
    #[param(value_type = Option<String>)]
    text: Given,
    /// Only this buyer's.
    #[param(value_type = Option<Uuid>)]
    buyer: Given,
    /// Only those with a lot of this status.
    #[param(value_type = Option<String>)]
    status: Given,
    /// Only those published on this day or later.
    #[param(value_type = Option<chrono::NaiveDate>)]
    from: Given,
    /// Only those published on this day or earlier.
    #[param(value_type = Option<chrono::NaiveDate>)]
    until: Given,
    /// Where to go on: the `cursor` of the `next` link.
    #[param(value_type = Option<String>)]
    cursor: Given,
    /// How many at most, 1 to 200; 50 when not said.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 200)]
    limit: Given,
}

impl TendersQuery {
    fn parse(&self) -> Result<(TenderFilter, Slice), Failure> {
        let mut reading = Reading::default();
        let status = fields::choice(LotStatus::ALL, LotStatus::word);
        let filter = TenderFilter {
            text: reading.optional("text", &self.text, fields::text),
            buyer: reading.optional("buyer", &self.buyer, fields::id(OrganisationId)),
            status: reading.optional("status", &self.status, status),
            from: reading.optional("from", &self.from, fields::day),
            until: reading.optional("until", &self.until, fields::day),
            reference: None,
        };
        let slice = paging::slice(&mut reading, &self.cursor, &self.limit);
        reading.finish(slice.map(|slice| (filter, slice)))
    }
}

/// Lists tenders, latest first.
#[utoipa::path(get, path = "/tenders", operation_id = "listTenders", tag = "Tenders",
    params(TendersQuery), responses((status = 200, body = PageView<TenderLineView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, OriginalUri(uri): OriginalUri,
    Query(query): Query<TendersQuery>,
) -> Result<Response, Failure> {
    let (filter, slice) = query.parse()?;
    let page = app.tenders(&actor, &filter, slice).await?;
    Ok(paging::answer(&uri, page, |line: TenderLine| TenderLineView::of(&line)))
}

/// Reads a tender with its lots, what they are awarded on and what that comes to.
#[utoipa::path(get, path = "/tenders/{id}", operation_id = "readTender", tag = "Tenders",
    params(("id" = Uuid, Path, description = "The tender")),
    responses((status = 200, body = TenderRecordView)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<TenderId>,
) -> Result<Json<TenderRecordView>, Failure> {
    Ok(Json(TenderRecordView::of(&app.tender(&actor, id).await?)))
}
