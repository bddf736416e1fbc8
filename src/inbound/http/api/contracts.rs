//! Contracts: list, add, read, change; their parties and designs in use.

use super::fields::{self, Given, Reading};
use super::idempotency::{Create, Key};
use super::{etags, paging};
use crate::app::App;
use crate::app::contracts::ContractCommand;
use crate::domain::access::Actor;
use crate::domain::contracts::{
    ContractFilter, ContractLine, Details, PricingModel, Term, WorkingPattern,
};
use crate::domain::exact::Money;
use crate::domain::ids::{ContractId, OrganisationId};
use crate::domain::lists::Slice;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id, Query};
use crate::views::json::contracts::{
    ContractLineView, ContractView, InUseView, OrganisationsView, PartyView,
};
use crate::views::json::lists::PageView;
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Which contracts to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ContractsQuery {
    /// Words that occur in reference, title, client or supplier.
    #[param(value_type = Option<String>)]
    text: Given,
    /// Only this client's.
    #[param(value_type = Option<Uuid>)]
    client: Given,
    /// Only this supplier's.
    #[param(value_type = Option<Uuid>)]
    supplier: Given,
    /// Only those that run on this day.
    #[param(value_type = Option<chrono::NaiveDate>)]
    running_on: Given,
    /// Where to go on: the `cursor` of the `next` link.
    #[param(value_type = Option<String>)]
    cursor: Given,
    /// How many at most, 1 to 200; 50 when not said.
    #[param(value_type = Option<u64>, minimum = 1, maximum = 200)]
    limit: Given,
}

impl ContractsQuery {
    fn parse(&self) -> Result<(ContractFilter, Slice), Failure> {
        let mut reading = Reading::default();
        let organisation = || fields::id(OrganisationId);
        let filter = ContractFilter {
            text: reading.optional("text", &self.text, fields::text),
            client: reading.optional("client", &self.client, organisation()),
            supplier: reading.optional("supplier", &self.supplier, organisation()),
            running_on: reading.optional("running_on", &self.running_on, fields::day),
        };
        let slice = paging::slice(&mut reading, &self.cursor, &self.limit);
        reading.finish(slice.map(|slice| (filter, slice)))
    }
}

/// A contract as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ContractToRecord)]
pub struct ContractBody {
    /// Name of the client; a new organisation when nobody has it.
    #[schema(value_type = String, example = "Borough of Example")]
    client: Given,
    /// Name of the lead supplier; a new organisation when nobody has it.
    #[schema(value_type = String, example = "Example Digital Ltd")]
    supplier: Given,
    /// The client's reference, unique for the client.
    #[schema(value_type = String, example = "EX-2026-014")]
    reference: Given,
    /// What it is for.
    #[schema(value_type = String, example = "Housing repairs platform")]
    title: Given,
    /// First day.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    start: Given,
    /// Last day.
    #[schema(value_type = Option<chrono::NaiveDate>)]
    end: Given,
    /// Total value in pounds, in quotes when it has pence.
    #[schema(value_type = Option<String>, example = "1250000.50")]
    value_gbp: Given,
    /// `day_rate`, `fixed_price`, `capped` or `outcome`.
    #[schema(value_type = Option<String>, example = "capped")]
    pricing_model: Given,
    /// `colocated`, `hybrid`, `remote` or `offshore`.
    #[schema(value_type = Option<String>, example = "hybrid")]
    working_pattern: Given,
    /// The tender it came from.
    #[schema(value_type = Option<String>)]
    tender_reference: Given,
    /// Key of the design to score it by from its start; `partnership` when not said.
    #[schema(value_type = Option<String>, example = "partnership")]
    design: Given,
}

impl ContractBody {
    fn parse(&self) -> Result<ContractCommand, Failure> {
        let mut reading = Reading::default();
        let client = reading.required("client", &self.client, fields::text);
        let supplier = reading.required("supplier", &self.supplier, fields::text);
        let design = reading.optional("design", &self.design, fields::text);
        let details = self.details(&mut reading);
        let whole = || {
            Some(ContractCommand {
                client: client?,
                supplier: supplier?,
                details: details?,
                design,
            })
        };
        reading.finish(whole())
    }

    fn details(&self, reading: &mut Reading) -> Option<Details> {
        let reference = reading.required("reference", &self.reference, fields::text);
        let title = reading.required("title", &self.title, fields::text);
        let term = self.term(reading);
        let money =
            fields::exact(Money::new, "pounds with at most two decimals, such as 1250000.50");
        let value = reading.optional("value_gbp", &self.value_gbp, money);
        let pricing = fields::choice(PricingModel::ALL, PricingModel::word);
        let pricing = reading.optional("pricing_model", &self.pricing_model, pricing);
        let working = fields::choice(WorkingPattern::ALL, WorkingPattern::word);
        let working = reading.optional("working_pattern", &self.working_pattern, working);
        let tender_reference =
            reading.optional("tender_reference", &self.tender_reference, fields::text);
        let (reference, title, term) = (reference?, title?, term?);
        Some(Details { reference, title, term, value, pricing, working, tender_reference })
    }

    fn term(&self, reading: &mut Reading) -> Option<Term> {
        let start = reading.optional("start", &self.start, fields::day);
        let end = reading.optional("end", &self.end, fields::day);
        match Term::new(start, end) {
            Ok(term) => Some(term),
            Err(error) => {
                reading.refuse("end", &self.end, error.to_string(), "Change one of the two days");
                None
            }
        }
    }
}

/// Lists contracts by reference, each with its latest figure.
#[utoipa::path(get, path = "/contracts", operation_id = "listContracts", tag = "Contracts",
    params(ContractsQuery), responses((status = 200, body = PageView<ContractLineView>)))]
pub async fn list(
    State(app): State<App>, actor: Actor, OriginalUri(uri): OriginalUri,
    Query(query): Query<ContractsQuery>,
) -> Result<Response, Failure> {
    let (filter, slice) = query.parse()?;
    let page = app.contracts(&actor, &filter, slice).await?;
    Ok(paging::answer(&uri, page, |line: ContractLine| ContractLineView::of(&line)))
}

/// Adds a contract.
#[utoipa::path(post, path = "/contracts", operation_id = "addContract", tag = "Contracts",
    params(Key), request_body = ContractBody, responses((status = 201, body = ContractView)))]
pub async fn add(Create { once, body }: Create<ContractBody>) -> Result<Response, Failure> {
    let command = body.parse()?;
    once.create(move |app, actor| async move {
        let contract = app.add_contract(&actor, command).await?;
        Ok((format!("/api/v1/contracts/{}", contract.id), ContractView::of(&contract)))
    })
    .await
}

/// Reads a contract.
#[utoipa::path(get, path = "/contracts/{id}", operation_id = "readContract", tag = "Contracts",
    params(("id" = Uuid, Path, description = "The contract")),
    responses((status = 200, body = ContractView), (status = 304, description = "Not changed")))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, headers: HeaderMap,
) -> Result<Response, Failure> {
    let contract = app.contract(&actor, id).await?;
    let revision = contract.revision;
    let whole = || (etags::tag(revision), Json(ContractView::of(&contract))).into_response();
    Ok(etags::unchanged(&headers, revision).unwrap_or_else(whole))
}

/// Changes a contract that nobody else changed since it was read.
#[utoipa::path(put, path = "/contracts/{id}", operation_id = "changeContract", tag = "Contracts",
    params(("id" = Uuid, Path, description = "The contract"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = ContractBody, responses((status = 200, body = ContractView)))]
pub async fn change(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, headers: HeaderMap,
    Body(body): Body<ContractBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let contract = app.change_contract(&actor, id, revision, body.parse()?).await?;
    let view = ContractView::of(&contract);
    Ok((etags::tag(contract.revision), Json(view)).into_response())
}

/// Lists the organisations that appear on contracts.
#[utoipa::path(get, path = "/organisations", operation_id = "listOrganisations", tag = "Contracts",
    responses((status = 200, body = OrganisationsView)))]
pub async fn organisations(
    State(app): State<App>, actor: Actor,
) -> Result<Json<OrganisationsView>, Failure> {
    Ok(Json(OrganisationsView::of(&app.organisations(&actor).await?)))
}

/// Lists who else takes part in a contract.
#[utoipa::path(get, path = "/contracts/{id}/parties", operation_id = "listParties",
    tag = "Contracts", params(("id" = Uuid, Path, description = "The contract")),
    responses((status = 200, body = Vec<PartyView>)))]
pub async fn parties(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Result<Json<Vec<PartyView>>, Failure> {
    let parties = app.parties(&actor, id).await?;
    Ok(Json(parties.iter().map(PartyView::of).collect()))
}

/// A party as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PartyToRecord)]
pub struct PartyBody {
    /// Name of the organisation; a new one when nobody has it.
    #[schema(value_type = String)]
    name: Given,
    /// What it does in the consortium.
    #[schema(value_type = String, example = "security testing")]
    role: Given,
}

/// Replaces the parties of a contract.
#[utoipa::path(put, path = "/contracts/{id}/parties", operation_id = "setParties",
    tag = "Contracts", params(("id" = Uuid, Path, description = "The contract")),
    request_body = Vec<PartyBody>, responses((status = 200, body = Vec<PartyView>)))]
pub async fn set_parties(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Body(body): Body<Vec<PartyBody>>,
) -> Result<Json<Vec<PartyView>>, Failure> {
    let mut reading = Reading::default();
    let mut party = |(place, body): (usize, &PartyBody)| {
        reading.entry("parties", place, |reading| {
            let name = reading.required("name", &body.name, fields::text);
            let role = reading.required("role", &body.role, fields::text);
            Some((name?, role?))
        })
    };
    let parties: Vec<_> = body.iter().enumerate().filter_map(&mut party).collect();
    let parties = reading.finish(Some(parties))?;
    let parties = app.set_parties(&actor, id, parties).await?;
    Ok(Json(parties.iter().map(PartyView::of).collect()))
}

/// Lists by which design version a contract was scored since when.
#[utoipa::path(get, path = "/contracts/{id}/designs", operation_id = "listDesignsInUse",
    tag = "Contracts", params(("id" = Uuid, Path, description = "The contract")),
    responses((status = 200, body = Vec<InUseView>)))]
pub async fn designs_in_use(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Result<Json<Vec<InUseView>>, Failure> {
    let starts = app.designs_in_use(&actor, id).await?;
    Ok(Json(starts.iter().map(InUseView::of).collect()))
}

/// A design to score by, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DesignToUse)]
pub struct UseBody {
    /// Key of the design; its latest version is used.
    #[schema(value_type = String, example = "partnership")]
    design: Given,
    /// First day.
    #[schema(value_type = chrono::NaiveDate)]
    from: Given,
}

/// Scores a contract by the latest version of a design from a day on.
#[utoipa::path(put, path = "/contracts/{id}/designs", operation_id = "useDesign",
    tag = "Contracts", params(("id" = Uuid, Path, description = "The contract")),
    request_body = UseBody, responses((status = 200, body = Vec<InUseView>)))]
pub async fn use_design(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Body(body): Body<UseBody>,
) -> Result<Json<Vec<InUseView>>, Failure> {
    let mut reading = Reading::default();
    let design = reading.required("design", &body.design, fields::text);
    let from = reading.required("from", &body.from, fields::day);
    let (design, from) = reading.finish(design.zip(from))?;
    let starts = app.use_design(&actor, id, &design, from).await?;
    Ok(Json(starts.iter().map(InUseView::of).collect()))
}
