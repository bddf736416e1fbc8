//! `scorecard openapi`: the document that describes the API.

use super::Verdict;
use super::answer::say;
use crate::inbound::http::api;

pub(super) fn run() -> anyhow::Result<Verdict> {
    let document = api::document();
    say(super::Format::Json, "", &document)?;
    Ok(Verdict::Done)
}
