//! What an address asks for.

use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::contracts::Contract;
use crate::domain::dates::parse_date;
use crate::domain::ids::ContractId;
use crate::domain::lists::Slice;
use crate::domain::problems::Problem;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::views::charts::ChartName;
use crate::views::pages::parts::May;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use chrono::NaiveDate;
use uuid::Uuid;

/// The last identifier of a path, the `{part}` of what `{id}` names. What is no
/// identifier does not exist.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part(pub(super) Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Part {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|_unreadable| Failure::not_found("page"))?;
        let part = params.iter().find(|(name, _)| *name == "part").map(|(_, part)| part);
        part.and_then(|part| part.parse().ok()).map(Self).ok_or(Failure::not_found("page"))
    }
}

/// A contract and something that belongs to it: the `{id}` and the `{part}` of a path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Within(pub(super) ContractId, pub(super) Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Within {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Id(id) = Id::from_request_parts(parts, state).await?;
        let Part(part) = Part::from_request_parts(parts, state).await?;
        Ok(Self(id, part))
    }
}

/// The chart a path names as its `{part}`. One that nobody draws does not exist.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn(pub(super) ChartName);

impl<S: Send + Sync> FromRequestParts<S> for Drawn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|_unreadable| Failure::not_found("page"))?;
        let part = params.iter().find(|(name, _)| *name == "part").map(|(_, part)| part);
        part.and_then(ChartName::named).map(Self).ok_or(Failure::not_found("chart"))
    }
}

/// The page of a list that was asked for, counted from 1; the first when none was.
pub(super) fn number(text: &str) -> Result<u64, Failure> {
    if text.is_empty() {
        return Ok(1);
    }
    text.parse()
        .ok()
        .filter(|number| (1..=1_000_000).contains(number))
        .ok_or(Failure::not_found("page"))
}

/// The items of that page, `size` of them at most.
pub(super) fn slice(number: u64, size: u64) -> Slice {
    Slice { offset: number.saturating_sub(1) * size, limit: size }
}

/// What somebody may do to a contract.
pub(super) fn may(actor: &Actor, action: Action, contract: &Contract) -> May {
    if actor.may_on(action, contract).is_ok() { May::Act } else { May::Read }
}

/// A contract, for somebody who may do something to it.
pub(super) async fn acting(
    app: &App, actor: &Actor, action: Action, id: ContractId,
) -> Result<Contract, Failure> {
    let contract = app.contract(actor, id).await?;
    actor.may_on(action, &contract).map_err(Error::from)?;
    Ok(contract)
}

/// The day that was entered in a field; none when nothing was.
pub(super) fn day(field: &'static str, text: &str) -> Result<Option<NaiveDate>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let read = parse_date(text).map(Some);
    read.map_err(|problem| Problem::field(field, text, "it is no date", problem.to_string()))
}

/// What is wrong with a field that needs a day and has none.
pub(super) fn no_day(field: &'static str) -> Problem {
    Problem::field(field, "", "it is missing", "Enter a day, like 5/7/2026")
}

/// The text that was entered; nothing when it is blank.
pub(super) fn text(entered: &str) -> Option<String> {
    let entered = entered.trim();
    (!entered.is_empty()).then(|| entered.to_owned())
}

/// The revision that a form was made from; one nobody has when it does not say.
pub(super) fn revision(text: &str) -> i64 {
    text.parse().unwrap_or(-1)
}

/// What a filter names; nothing when it is left open. What is not known does not exist.
pub(super) fn known<T>(
    text: &str, what: &'static str, read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Failure> {
    if text.is_empty() {
        return Ok(None);
    }
    read(text).map(Some).ok_or(Failure::not_found(what))
}
