//! The history of changes.

use super::{Shown, asked, show};
use crate::app::App;
use crate::app::audit::Filter;
use crate::domain::access::Actor;
use crate::domain::audit::SubjectKind;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Query;
use crate::views::pages::history::ChangesPage;
use axum::extract::State;
use serde::Deserialize;

/// Which page of the history.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sheet {
    page: String,
    kind: String,
}

pub(super) async fn list(
    State(app): State<App>, actor: Actor, Query(sheet): Query<Sheet>,
) -> Shown {
    let number = asked::number(&sheet.page)?;
    let slice = asked::slice(number, ChangesPage::SIZE);
    let kind = match sheet.kind.as_str() {
        "" => None,
        word => Some(SubjectKind::parse(word).ok_or(Failure::not_found("page"))?),
    };
    let entries = app.history(&actor, Filter { kind, ..Filter::default() }, slice).await?;
    if entries.items.is_empty() && number > 1 {
        return Err(Failure::not_found("page"));
    }
    show(&ChangesPage::of(&entries, kind, number))
}
