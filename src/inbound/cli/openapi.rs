//! `scorecard openapi`: the document that describes the API.

use super::answer::say;
use super::{Format, Verdict};
use crate::inbound::http::api;

pub(super) fn run() -> anyhow::Result<Verdict> {
    say(Format::Json, "", &api::description())?;
    Ok(Verdict::Done)
}
