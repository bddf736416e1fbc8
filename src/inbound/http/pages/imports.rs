//! Imports: choose, send, check, confirm, undo, look back.

use super::{Shown, asked, show};
use crate::app::imports::{Mode, Outcome};
use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::ids::ImportId;
use crate::domain::imports::{Import, Kind, State as Progress};
use crate::domain::lists::Page;
use crate::domain::meetings::Origin;
use crate::inbound::csv;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::{Id, Query};
use crate::inbound::http::upload::{self, Upload};
use crate::views::pages::imports::{
    Attempt, ChoosePage, HistoryPage, Notice, Reading, RecordPage, UndoPage, UploadPage, Wanted,
};
use crate::views::pages::parts::{Complaints, links, sentence};
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

mod sent;

/// The imports that values came from.
pub(super) async fn behind(
    app: &App, actor: &Actor, origins: impl Iterator<Item = Origin>,
) -> Result<Vec<Import>, Error> {
    app.imports_named(actor, origins.map(|origin| origin.import).collect()).await
}

/// What was chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Choice {
    kind: String,
    asked: String,
}

pub(super) async fn choose(Query(choice): Query<Choice>) -> Result<Response, Failure> {
    let unanswered = choice.kind.is_empty() && !choice.asked.is_empty();
    if unanswered {
        let page = show(&ChoosePage::unanswered())?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    if choice.kind.is_empty() {
        return Ok(show(&ChoosePage::fresh())?.into_response());
    }
    let kind = kind(&choice.kind)?;
    Ok(Redirect::to(&format!("/import/{}", kind.word())).into_response())
}

fn kind(word: &str) -> Result<Kind, Failure> {
    let found = Kind::ALL.iter().copied().find(|kind| kind.word() == word);
    found.ok_or(Failure::not_found("kind of import"))
}

pub(super) async fn form(State(app): State<App>, actor: Actor, Path(word): Path<String>) -> Shown {
    empty_form(&app, &actor, kind(&word)?, &Attempt::default(), Complaints::default()).await
}

async fn empty_form(
    app: &App, actor: &Actor, kind: Kind, attempt: &Attempt, complaints: Complaints,
) -> Shown {
    let designs = app.designs(actor).await?;
    let wanted: Vec<Wanted> = csv::columns(kind).iter().map(wanted).collect();
    show(&UploadPage::of(kind, attempt, &designs, &wanted, complaints))
}

fn wanted(column: &csv::Column) -> Wanted {
    Wanted { name: column.name, required: column.required, about: column.about }
}

pub(super) async fn check(
    State(app): State<App>, actor: Actor, Path(word): Path<String>, form: Multipart,
) -> Result<Response, Failure> {
    let kind = kind(&word)?;
    let sent = sent::receive(form).await?;
    let complaints = match sent.file {
        Ok(file) => match begun(&app, &actor, kind, &file).await? {
            Ok(answer) => return Ok(answer.into_response()),
            Err(complaints) => complaints,
        },
        Err(complaints) => complaints,
    };
    let page = empty_form(&app, &actor, kind, &sent.attempt, complaints).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Checks a file. One that is no table at all is something to put right in the form.
async fn begun(
    app: &App, actor: &Actor, kind: Kind, file: &Upload,
) -> Result<Result<Redirect, Complaints>, Failure> {
    let outcome = upload::submit(app, actor, kind, file, Mode::Check).await?;
    match &outcome {
        Outcome::Refused(import) if upload::understood(app, actor, import.id).await?.is_none() => {
            let slice = asked::slice(1, RecordPage::PROBLEMS);
            let mut complaints = Complaints::default();
            for problem in app.import_problems(actor, import.id, slice).await?.items {
                let (what, remedy) = (sentence(&problem.message), sentence(&problem.remedy));
                complaints.add("file", format!("{what} {remedy}"));
            }
            Ok(Err(complaints))
        }
        Outcome::Done(_) | Outcome::SameFile(_) | Outcome::Refused(_) => {
            Ok(Ok(after(&outcome, "")))
        }
    }
}

/// The page of what came out, with what was done.
fn after(outcome: &Outcome, done: &str) -> Redirect {
    let (import, done) = match outcome {
        Outcome::Done(import) => (import, done),
        Outcome::Refused(import) => (import, ""),
        Outcome::SameFile(import) => (import, "same-file"),
    };
    let address = links::import(import.id);
    if done.is_empty() {
        Redirect::to(&address)
    } else {
        Redirect::to(&format!("{address}?done={done}"))
    }
}

/// Which page of its problems, and what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    page: String,
    done: String,
}

pub(super) async fn read(
    State(app): State<App>, actor: Actor, Id(id): Id<ImportId>, Query(asked): Query<Asked>,
) -> Shown {
    let import = app.import_record(&actor, id).await?;
    let number = asked::number(&asked.page)?;
    let problems = match import.state {
        Progress::Refused => {
            let slice = asked::slice(number, RecordPage::PROBLEMS);
            app.import_problems(&actor, id, slice).await?
        }
        Progress::Checked | Progress::Applied | Progress::Undone => {
            Page { items: Vec::new(), total: 0, next: None }
        }
    };
    if problems.items.is_empty() && number > 1 {
        return Err(Failure::not_found("page"));
    }
    let reading = Reading {
        understood: upload::understood(&app, &actor, id).await?,
        file_kept: app.has_file(&actor, id).await?,
        wanted: csv::columns(import.kind).iter().map(wanted).collect(),
    };
    show(&RecordPage::of(&import, &problems, number, Notice::parse(&asked.done), &reading))
}

pub(super) async fn confirm(
    State(app): State<App>, actor: Actor, Id(id): Id<ImportId>,
) -> Result<Redirect, Failure> {
    let outcome = upload::confirm(&app, &actor, id, csv::Surface::Page).await?;
    Ok(after(&outcome, "applied"))
}

/// Checks the kept file again with the columns chosen, each field with its heading.
pub(super) async fn map(
    State(app): State<App>, actor: Actor, Id(id): Id<ImportId>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Redirect, Failure> {
    let Form(mut chosen) = form.map_err(|rejection| {
        let detail = format!("the form could not be read: {}", rejection.body_text());
        Failure::new(StatusCode::BAD_REQUEST, detail)
    })?;
    chosen.retain(|(_, heading)| !heading.is_empty());
    if chosen.is_empty() {
        return Ok(Redirect::to(&links::import(id)));
    }
    let outcome = upload::map(&app, &actor, id, &chosen, csv::Surface::Page).await?;
    Ok(after(&outcome, ""))
}

pub(super) async fn ask(State(app): State<App>, actor: Actor, Id(id): Id<ImportId>) -> Shown {
    show(&UndoPage::of(&app.import_record(&actor, id).await?))
}

pub(super) async fn undo(
    State(app): State<App>, actor: Actor, Id(id): Id<ImportId>,
) -> Result<Redirect, Failure> {
    let import = app.undo_import(&actor, id).await?;
    Ok(Redirect::to(&format!("{}?done=undone", links::import(import.id))))
}

/// Which page of the history.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct HistoryQuery {
    page: String,
}

pub(super) async fn history(
    State(app): State<App>, actor: Actor, Query(query): Query<HistoryQuery>,
) -> Shown {
    let number = asked::number(&query.page)?;
    let imports = app.imports(&actor, None, asked::slice(number, HistoryPage::SIZE)).await?;
    if imports.items.is_empty() && number > 1 {
        return Err(Failure::not_found("page"));
    }
    show(&HistoryPage::of(&imports, number))
}
