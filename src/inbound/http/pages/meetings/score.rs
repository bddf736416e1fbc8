//! Scoring a meeting: the form, the check, the seal.

use super::{Shown, again, named, show, to_meeting, to_page};
use crate::app::meetings::scoring::MarkCommand;
use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::designs::ScaleKind;
use crate::domain::ids::{ContractId, MeetingId};
use crate::domain::meetings::Unscored;
use crate::domain::meetings::scoring::Scoring;
use crate::domain::meetings::sets::scored;
use crate::domain::problems::{Place, Problem};
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::inbound::http::pages::asked::Part;
use crate::views::pages::meetings::{CheckPage, Entered, ScorePage, SealedPage};
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use std::collections::BTreeMap;

pub(in crate::inbound::http::pages) async fn form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
) -> Shown {
    let governed = named(&app, &actor, id, part).await?;
    let scoring = app.scoring(&actor, governed.meeting.id).await?;
    open(&scoring)?;
    show(&ScorePage::of(&scoring))
}

/// Refuses the form once the side cannot score any more.
fn open(scoring: &Scoring) -> Result<(), Failure> {
    let draft = crate::domain::meetings::states::Transition::Draft(scoring.side);
    match crate::domain::meetings::states::next(scoring.governed.state, draft) {
        Ok(_) => Ok(()),
        Err(refusal) => Err(Error::Refused(refusal.to_string()).into()),
    }
}

pub(in crate::inbound::http::pages) async fn keep(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
    Form(form): Form<BTreeMap<String, String>>,
) -> Result<Response, Failure> {
    let governed = named(&app, &actor, id, part).await?;
    let meeting = governed.meeting.id;
    let scoring = app.scoring(&actor, meeting).await?;
    let entered = entered(&scoring, &form);
    let seen = form.get("seen").and_then(|seen| seen.parse().ok()).unwrap_or(0);
    let kept = match app.keep_set(&actor, meeting, seen, commands(&entered)).await {
        Ok(kept) => kept,
        Err(Error::Invalid(problems)) => {
            return again(
                &ScorePage::holding(&scoring, &entered).with(&placed(&entered, problems)),
            );
        }
        Err(Error::Changed { .. }) => {
            let remedy = "You kept other scores in another window; check these and save them again";
            let problem = Problem::whole("the set was changed", remedy);
            return again(&ScorePage::holding(&scoring, &entered).with(&[problem]));
        }
        Err(other) => return Err(other.into()),
    };
    match form.get("then").map(String::as_str) {
        Some("copy") => copy(&app, &actor, meeting, &governed).await,
        Some("save") => Ok(to_meeting(&governed, "saved")),
        _ => checked(&actor, &kept, &entered, &governed),
    }
}

/// What was entered, criterion by criterion. A percentage left empty is not scored.
fn entered(scoring: &Scoring, form: &BTreeMap<String, String>) -> Vec<Entered> {
    let field = |name: String| form.get(&name).map(|text| text.trim().to_owned());
    let one = |key: &str, kind: &ScaleKind| {
        let given = field(format!("score-{key}")).unwrap_or_default();
        let given = match kind {
            ScaleKind::Percent if given.is_empty() => Unscored::NotScored.word().to_owned(),
            ScaleKind::Percent | ScaleKind::Levels(_) => given,
        };
        let comment = field(format!("comment-{key}")).unwrap_or_default();
        (key.to_owned(), given, comment)
    };
    scored(&scoring.version.content)
        .map(|(_, criterion, scale)| one(&criterion.key, &scale.kind))
        .collect()
}

fn commands(entered: &[Entered]) -> Vec<MarkCommand> {
    let given = entered.iter().filter(|(_, value, _)| !value.is_empty());
    let command = |(criterion, value, comment): &Entered| MarkCommand {
        criterion: criterion.clone(),
        value: value.clone(),
        comment: Some(comment.clone()).filter(|comment| !comment.is_empty()),
    };
    given.map(command).collect()
}

/// The same problems at the fields of the form: what is sent is a list of what was given.
fn placed(entered: &[Entered], problems: Vec<Problem>) -> Vec<Problem> {
    let given: Vec<&str> = entered
        .iter()
        .filter(|(_, value, _)| !value.is_empty())
        .map(|(key, ..)| key.as_str())
        .collect();
    let named = |problem: Problem| {
        let Place::Field(field) = &problem.place else { return problem };
        let number = field.split(['[', ']']).nth(1).and_then(|number| number.parse::<usize>().ok());
        let key = number.and_then(|number| given.get(number)).copied().unwrap_or_default();
        let place =
            if field.ends_with(".comment") { format!("{key}-comment") } else { key.to_owned() };
        Problem { place: Place::Field(place), ..problem }
    };
    problems.into_iter().map(named).collect()
}

async fn copy(
    app: &App, actor: &Actor, meeting: MeetingId,
    governed: &crate::domain::meetings::governed::Governed,
) -> Result<Response, Failure> {
    match app.copy_last(actor, meeting).await {
        // What is scored already stays as it is, so there may be nothing left to copy.
        Ok(_) | Err(Error::Refused(_)) => Ok(to_page(governed, "score")),
        Err(other) => Err(other.into()),
    }
}

/// On to the check, or the form again with what the scorer's own set lacks.
fn checked(
    actor: &Actor, kept: &Scoring, entered: &[Entered],
    governed: &crate::domain::meetings::governed::Governed,
) -> Result<Response, Failure> {
    let own = Scoring { whole: None, ..kept.clone() };
    let problems = own.problems();
    let leads = kept.whole.is_some();
    // A lead may leave criteria to their members; what is missing altogether is told at the check.
    if problems.is_empty() || leads && kept.problems().is_empty() {
        return Ok(to_page(governed, "check"));
    }
    tracing::debug!(actor.id = %actor.id(), "Scores are not complete yet");
    again(&ScorePage::holding(kept, entered).with(&problems))
}

pub(in crate::inbound::http::pages) async fn check(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
) -> Shown {
    let governed = named(&app, &actor, id, part).await?;
    let scoring = app.scoring(&actor, governed.meeting.id).await?;
    open(&scoring)?;
    show(&CheckPage::of(&scoring, &actor))
}

pub(in crate::inbound::http::pages) async fn seal(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
) -> Result<Response, Failure> {
    let governed = named(&app, &actor, id, part).await?;
    match app.seal(&actor, governed.meeting.id).await {
        Ok(sealed) => Ok(to_page(&sealed, "sealed")),
        Err(Error::Invalid(_)) => Ok(to_page(&governed, "check")),
        Err(other) => Err(other.into()),
    }
}

pub(in crate::inbound::http::pages) async fn sealed(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, part: Part,
) -> Shown {
    let governed = named(&app, &actor, id, part).await?;
    let scoring = app.scoring(&actor, governed.meeting.id).await?;
    if scoring.governed.state.takes_scores_of(scoring.side) {
        return Err(Failure::not_found("page"));
    }
    show(&SealedPage::of(&scoring))
}
