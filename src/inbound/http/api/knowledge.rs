//! Knowledge transfer: the index, areas, who is to know, levels that fell, exit readiness.

use super::etags;
use super::fields::{self, Given, Parsed, Reading};
use super::idempotency::{Create, Key};
use crate::app::App;
use crate::app::knowledge::Fall;
use crate::domain::access::Actor;
use crate::domain::exact::Weight;
use crate::domain::ids::{AreaId, ContractId, HolderId};
use crate::domain::knowledge::{HolderSide, Level, Plan, Post, check};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Body, Id, Query};
use crate::views::json::knowledge::{
    AreaRecordView, AreaView, HolderView, KnowledgeView, LevelView, ReadinessView,
};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DayQuery {
    /// As it was on this day; today when not said.
    #[param(value_type = Option<NaiveDate>)]
    on: Given,
}

impl DayQuery {
    fn parse(&self) -> Result<Option<NaiveDate>, Failure> {
        let mut reading = Reading::default();
        let on = reading.optional("on", &self.on, fields::day);
        reading.finish(Some(on))
    }
}

/// Reads the knowledge index of a contract, where its areas stand, and the forecast.
#[utoipa::path(get, path = "/contracts/{id}/knowledge", operation_id = "readKnowledge",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The contract"), DayQuery),
    responses((status = 200, body = KnowledgeView)))]
pub async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<DayQuery>,
) -> Result<Json<KnowledgeView>, Failure> {
    Ok(Json(KnowledgeView::of(&app.knowledge(&actor, id, query.parse()?).await?)))
}

/// Reads whether the client could go on without the supplier: areas below target, who alone
/// knows them, what evidence is missing, and how long the contract still runs.
#[utoipa::path(get, path = "/contracts/{id}/exit-readiness", operation_id = "readExitReadiness",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The contract"), DayQuery),
    responses((status = 200, body = ReadinessView)))]
pub async fn readiness(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Query(query): Query<DayQuery>,
) -> Result<Json<ReadinessView>, Failure> {
    let known = app.knowledge(&actor, id, query.parse()?).await?;
    Ok(Json(ReadinessView::of(&known, &known.readiness())))
}

/// Lists the knowledge areas of a contract by title.
#[utoipa::path(get, path = "/contracts/{id}/knowledge-areas", operation_id = "listKnowledgeAreas",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The contract")),
    responses((status = 200, body = Vec<AreaView>)))]
pub async fn areas(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Result<Json<Vec<AreaView>>, Failure> {
    let known = app.knowledge(&actor, id, None).await?;
    Ok(Json(known.record.areas.iter().map(AreaView::of).collect()))
}

/// A knowledge area as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = KnowledgeAreaToRecord)]
pub struct AreaBody {
    /// Short name; made of the title when not said.
    #[schema(value_type = Option<String>, example = "deployment")]
    key: Given,
    /// Name shown to people, unique in the contract.
    #[schema(value_type = String, example = "Deployment")]
    title: Given,
    /// How much it counts against other areas; 1 when not said.
    #[schema(value_type = Option<String>, example = "1")]
    weight: Given,
    /// The level when the transfer began, 0 to 4 or its word; `none` when not said.
    #[schema(value_type = Option<String>, example = "aware")]
    baseline: Given,
    /// The level to be reached, 1 to 4 or its word.
    #[schema(value_type = String, example = "independent")]
    target: Given,
    /// The day it is to be reached by.
    #[schema(value_type = Option<NaiveDate>)]
    target_on: Given,
}

impl AreaBody {
    fn parse(&self) -> Result<Plan, Failure> {
        let mut reading = Reading::default();
        let title = reading.required("title", &self.title, fields::text);
        let key = reading.optional("key", &self.key, fields::text);
        let weight = fields::exact(Weight::new, "a number up to 100 with at most four decimals");
        let weight = reading.optional("weight", &self.weight, weight).unwrap_or(Weight::ONE);
        let baseline = reading.optional("baseline", &self.baseline, level).unwrap_or(Level::None);
        let target = reading.required("target", &self.target, level);
        let target_on = reading.optional("target_on", &self.target_on, fields::day);
        let plan = |(title, target): (String, Level)| Plan {
            key: key.unwrap_or_else(|| check::key_of(&title)),
            title,
            weight,
            baseline,
            target,
            target_on,
        };
        reading.finish(title.zip(target).map(plan))
    }
}

/// A level, by number or word.
pub(super) fn level(text: &str) -> Parsed<Level> {
    Level::read(text).ok_or_else(|| {
        let words: Vec<&str> = Level::ALL.iter().map(|level| level.word()).collect();
        let remedy = format!("Use 0 to 4, or one of: {}", words.join(", "));
        ("this is not a level of knowledge".to_owned(), remedy)
    })
}

/// Adds a knowledge area.
#[utoipa::path(post, path = "/contracts/{id}/knowledge-areas", operation_id = "addKnowledgeArea",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = AreaBody, responses((status = 201, body = AreaView)))]
pub async fn add_area(
    Id(id): Id<ContractId>, Create { once, body }: Create<AreaBody>,
) -> Result<Response, Failure> {
    let plan = body.parse()?;
    once.create(move |app, actor| async move {
        let area = app.add_area(&actor, id, plan).await?;
        Ok((format!("/api/v1/knowledge-areas/{}", area.id), AreaView::of(&area)))
    })
    .await
}

/// Reads a knowledge area with every level verified in it.
#[utoipa::path(get, path = "/knowledge-areas/{id}", operation_id = "readKnowledgeArea",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The area")),
    responses((status = 200, body = AreaRecordView)))]
pub async fn read_area(
    State(app): State<App>, actor: Actor, Id(id): Id<AreaId>,
) -> Result<Response, Failure> {
    let area = app.knowledge_area(&actor, id).await?;
    let known = app.knowledge(&actor, area.contract, None).await?;
    Ok((etags::tag(area.revision), Json(AreaRecordView::of(&known, &area))).into_response())
}

/// Changes what is planned for a knowledge area that nobody else changed since it was read.
#[utoipa::path(put, path = "/knowledge-areas/{id}", operation_id = "changeKnowledgeArea",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The area"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = AreaBody, responses((status = 200, body = AreaView)))]
pub async fn change_area(
    State(app): State<App>, actor: Actor, Id(id): Id<AreaId>, headers: HeaderMap,
    Body(body): Body<AreaBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let area = app.change_area(&actor, id, revision, body.parse()?).await?;
    Ok((etags::tag(area.revision), Json(AreaView::of(&area))).into_response())
}

/// A level that fell, as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FallToRecord)]
pub struct FallBody {
    /// Whose.
    #[schema(value_type = Uuid)]
    person: Given,
    /// The level they have since, 0 to 3 or its word.
    #[schema(value_type = String, example = "shadow")]
    level: Given,
    /// The day it was seen; today when not said.
    #[schema(value_type = Option<NaiveDate>)]
    on: Given,
    /// Why it fell.
    #[schema(value_type = String, example = "Away for a year; needed help with a release")]
    reason: Given,
}

/// Records that somebody can do less than before. A level rises by evidence only.
#[utoipa::path(post, path = "/knowledge-areas/{id}/falls", operation_id = "recordFall",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The area"), Key),
    request_body = FallBody, responses((status = 201, body = LevelView)))]
pub async fn fall(
    Id(id): Id<AreaId>, Create { once, body }: Create<FallBody>,
) -> Result<Response, Failure> {
    let mut reading = Reading::default();
    let holder = reading.required("person", &body.person, fields::id(HolderId));
    let level = reading.required("level", &body.level, level);
    let on = reading.optional("on", &body.on, fields::day);
    let reason = reading.required("reason", &body.reason, fields::prose);
    let whole = holder.zip(level).zip(reason);
    let ((holder, level), reason) = reading.finish(whole)?;
    once.create(move |app, actor| async move {
        let on = on.unwrap_or_else(|| app.clock().today());
        let one = app.record_fall(&actor, id, Fall { holder, level, on, reason }).await?;
        Ok((format!("/api/v1/knowledge-areas/{id}"), LevelView::of(&one)))
    })
    .await
}

/// Lists the people and roles of a contract who know or are to know, by name.
#[utoipa::path(get, path = "/contracts/{id}/knowledge-people", tag = "Knowledge",
    operation_id = "listKnowledgePeople",
    params(("id" = Uuid, Path, description = "The contract")),
    responses((status = 200, body = Vec<HolderView>)))]
pub async fn people(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Result<Json<Vec<HolderView>>, Failure> {
    let known = app.knowledge(&actor, id, None).await?;
    Ok(Json(known.record.holders.iter().map(HolderView::of).collect()))
}

/// A person or role as it is sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = KnowledgePersonToRecord)]
pub struct HolderBody {
    /// Name of the person or role, unique in the contract.
    #[schema(value_type = String, example = "Duty engineer")]
    name: Given,
    /// What they do.
    #[schema(value_type = Option<String>, example = "Runs releases at night")]
    role: Given,
    /// `client` or `supplier`: whose people they belong to; `client` when not said.
    #[schema(value_type = Option<String>, example = "client")]
    side: Given,
    /// First day in place; from the beginning when not said.
    #[schema(value_type = Option<NaiveDate>)]
    from: Given,
    /// Last day in place; still there when not said.
    #[schema(value_type = Option<NaiveDate>)]
    until: Given,
}

impl HolderBody {
    fn parse(&self) -> Result<Post, Failure> {
        let mut reading = Reading::default();
        let name = reading.required("name", &self.name, fields::text);
        let role = reading.optional("role", &self.role, fields::text).unwrap_or_default();
        let side = fields::choice(HolderSide::ALL, HolderSide::word);
        let side = reading.optional("side", &self.side, side).unwrap_or(HolderSide::Client);
        let from = reading.optional("from", &self.from, fields::day);
        let until = reading.optional("until", &self.until, fields::day);
        reading.finish(name.map(|name| Post { name, role, side, from, until }))
    }
}

/// Adds a person or role who knows or is to know.
#[utoipa::path(post, path = "/contracts/{id}/knowledge-people", tag = "Knowledge",
    operation_id = "addKnowledgePerson",
    params(("id" = Uuid, Path, description = "The contract"), Key),
    request_body = HolderBody, responses((status = 201, body = HolderView)))]
pub async fn add_person(
    Id(id): Id<ContractId>, Create { once, body }: Create<HolderBody>,
) -> Result<Response, Failure> {
    let post = body.parse()?;
    once.create(move |app, actor| async move {
        let holder = app.add_holder(&actor, id, post).await?;
        Ok((format!("/api/v1/knowledge-people/{}", holder.id), HolderView::of(&holder)))
    })
    .await
}

/// Reads a person or role who knows or is to know.
#[utoipa::path(get, path = "/knowledge-people/{id}", operation_id = "readKnowledgePerson",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The person or role")),
    responses((status = 200, body = HolderView)))]
pub async fn read_person(
    State(app): State<App>, actor: Actor, Id(id): Id<HolderId>,
) -> Result<Response, Failure> {
    let holder = app.knowledge_holder(&actor, id).await?;
    Ok((etags::tag(holder.revision), Json(HolderView::of(&holder))).into_response())
}

/// Changes a person or role that nobody else changed since it was read. Whoever leaves gets a
/// last day, and what they know no longer counts after it.
#[utoipa::path(put, path = "/knowledge-people/{id}", operation_id = "changeKnowledgePerson",
    tag = "Knowledge", params(("id" = Uuid, Path, description = "The person or role"),
        ("If-Match" = String, Header, description = "The `ETag` that was read")),
    request_body = HolderBody, responses((status = 200, body = HolderView)))]
pub async fn change_person(
    State(app): State<App>, actor: Actor, Id(id): Id<HolderId>, headers: HeaderMap,
    Body(body): Body<HolderBody>,
) -> Result<Response, Failure> {
    let revision = etags::expected(&headers)?;
    let holder = app.change_holder(&actor, id, revision, body.parse()?).await?;
    Ok((etags::tag(holder.revision), Json(HolderView::of(&holder))).into_response())
}
