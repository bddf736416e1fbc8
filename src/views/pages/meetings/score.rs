//! Scoring blind: the form, the check before sealing, and what happens next.

use crate::domain::access::{Action, Actor};
use crate::domain::designs::{Criterion, Level, Scale, ScaleKind};
use crate::domain::meetings::scoring::Scoring;
use crate::domain::meetings::sets::{RolledUp, scored};
use crate::domain::meetings::{Mark, OneSide, Unscored};
use crate::domain::problems::{Place, Problem};
use crate::views::pages::parts::{
    Complaints, ContractSection, Layout, Section, day, links, mark, sentence,
};
use askama::Template;

/// The form on which somebody scores a meeting.
#[derive(Debug, Template)]
#[template(path = "score.html")]
pub struct ScorePage {
    layout: Layout,
    complaints: Complaints,
    action: String,
    seen: i64,
    deadline: String,
    copies: Option<String>,
    questions: Vec<Question>,
}

/// One criterion in the words of a side.
#[derive(Debug)]
struct Question {
    key: String,
    title: String,
    wording: String,
    choices: Vec<Choice>,
    /// What was given; empty when nothing was.
    given: String,
    comment: String,
    last: Option<String>,
    copied: Option<String>,
    error: Option<String>,
    comment_error: Option<String>,
}

#[derive(Debug)]
struct Choice {
    value: String,
    label: String,
    anchor: String,
}

impl Question {
    /// Whether its comment is shown at once.
    fn is_open(&self) -> bool {
        !self.comment.is_empty() || self.comment_error.is_some()
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        self.given == choice.value
    }

    fn is_passed_over(&self) -> bool {
        self.given == Unscored::NotScored.word()
    }
}

/// What was entered for a criterion: its key, the score and the comment.
pub type Entered = (String, String, String);

impl ScorePage {
    /// The form as somebody left it.
    #[must_use]
    pub fn of(scoring: &Scoring) -> Self {
        let set = scoring.set.as_ref();
        let entered = scored(&scoring.version.content).filter_map(|(place, criterion, _)| {
            let given = set?.mark(place)?;
            let comment = given.comment.clone().unwrap_or_default();
            Some((criterion.key.clone(), value(given.mark), comment))
        });
        Self::holding(scoring, &entered.collect::<Vec<_>>())
    }

    /// The form with what was just entered.
    #[must_use]
    pub fn holding(scoring: &Scoring, entered: &[Entered]) -> Self {
        let (contract, meeting) = (&scoring.contract, &scoring.governed.meeting);
        let content = &scoring.version.content;
        let question =
            |(place, criterion, scale)| question(scoring, (place, criterion, scale), entered);
        let heading = format!("Score the meeting of {}", day(meeting.held_on));
        let any = scoring.last.marks.iter().any(|(_, mark)| matches!(mark, Mark::Scored(_)));
        Self {
            layout: Layout::new(Section::Contracts, heading)
                .of_contract(contract, ContractSection::Meetings)
                .below(links::to_meeting(contract, meeting)),
            complaints: Complaints::default(),
            action: links::of_meeting(meeting, "score"),
            seen: scoring.set.as_ref().map_or(0, |set| set.changes),
            deadline: day(scoring.governed.last_day_to_score()),
            copies: scoring.last.on.filter(|_| any).map(day),
            questions: scored(content).map(question).collect(),
        }
    }

    /// The same form with what has to be put right.
    #[must_use]
    pub fn with(mut self, problems: &[Problem]) -> Self {
        for problem in problems {
            let Place::Field(field) = &problem.place else {
                self.complaints.add(self.first(), problem.remedy.clone());
                continue;
            };
            let error = Some(problem.remedy.clone());
            let (key, comment) = match field.strip_suffix("-comment") {
                Some(key) => (key, true),
                None => (field.as_str(), false),
            };
            let Some(question) = self.questions.iter_mut().find(|it| it.key == key) else {
                continue;
            };
            let id = if comment { "comment" } else { "score" };
            self.complaints.add(format!("{id}-{key}"), problem.remedy.clone());
            if comment {
                question.comment_error = error;
            } else {
                question.error = error;
            }
        }
        self.layout = self.layout.with_errors();
        self
    }

    fn first(&self) -> String {
        let first = self.questions.first().map(|question| question.key.as_str());
        format!("score-{}", first.unwrap_or_default())
    }
}

fn value(mark: Mark) -> String {
    match mark {
        Mark::Scored(value) => value.to_string(),
        Mark::Unscored(why) => why.word().to_owned(),
    }
}

fn question(
    scoring: &Scoring, (place, criterion, scale): (u16, &Criterion, &Scale), entered: &[Entered],
) -> Question {
    let own = entered.iter().find(|(key, ..)| *key == criterion.key);
    let (_, given, comment) = own.cloned().unwrap_or_default();
    let copied = scoring.set.as_ref().and_then(|set| set.mark(place));
    let copied = copied.filter(|it| value(it.mark) == given).and_then(|it| it.copied_from);
    Question {
        key: criterion.key.clone(),
        title: criterion.title.clone(),
        wording: wording(criterion, scoring.side).to_owned(),
        choices: choices(scale),
        given,
        comment,
        last: scoring.last.on.zip(scoring.last.mark(place)).map(|(on, last)| {
            format!("At the meeting of {} your side gave: {}.", day(on), labelled(scale, last))
        }),
        copied: copied.map(|on| format!("Copied from {}", day(on))),
        error: None,
        comment_error: None,
    }
}

/// The question in the words of a side.
fn wording(criterion: &Criterion, side: OneSide) -> &str {
    match side {
        OneSide::Client => &criterion.client_wording,
        OneSide::Supplier => &criterion.supplier_wording,
    }
}

fn choices(scale: &Scale) -> Vec<Choice> {
    let ScaleKind::Levels(levels) = &scale.kind else { return Vec::new() };
    let choice = |level: &Level| Choice {
        value: level.value.to_string(),
        label: format!("{} – {}", level.value, level.label),
        anchor: level.anchor.clone(),
    };
    levels.iter().map(choice).collect()
}

/// A score with its word.
pub(super) fn labelled(scale: &Scale, given: Mark) -> String {
    let (Mark::Scored(value), ScaleKind::Levels(levels)) = (given, &scale.kind) else {
        return mark(given);
    };
    let level = levels.iter().find(|level| level.value == value);
    level.map_or_else(|| mark(given), |level| format!("{value} – {}", level.label))
}

/// What was scored, to be checked before it is sealed.
#[derive(Debug, Template)]
#[template(path = "check.html")]
pub struct CheckPage {
    layout: Layout,
    complaints: Complaints,
    whole: Option<&'static str>,
    answers: Vec<Answer>,
    seal: Option<String>,
    waits: Option<String>,
    back: String,
}

/// What was given for a criterion.
#[derive(Debug)]
struct Answer {
    key: String,
    title: String,
    given: String,
    details: Vec<String>,
    comment: Option<String>,
    change: String,
    error: Option<String>,
}

impl CheckPage {
    /// What somebody gave; for a lead, what all of their side came to.
    #[must_use]
    pub fn of(scoring: &Scoring, actor: &Actor) -> Self {
        let (contract, meeting) = (&scoring.contract, &scoring.governed.meeting);
        let mut complaints = Complaints::default();
        for problem in scoring.problems() {
            let Place::Field(field) = &problem.place else { continue };
            let key = field.strip_suffix("-comment").unwrap_or(field);
            complaints.add(format!("answer-{key}"), problem.remedy.clone());
        }
        let layout = Layout::new(Section::Contracts, "Check your scores")
            .of_contract(contract, ContractSection::Meetings)
            .below(links::to_meeting(contract, meeting));
        let leads = actor.may_on(Action::SignOff, contract).is_ok();
        let ready = leads && complaints.is_empty();
        let side = scoring.side.word();
        let waits = format!(
            "Your scores are kept. The lead of the {side} seals them together with those of your colleagues."
        );
        Self {
            layout: if complaints.is_empty() { layout } else { layout.with_errors() },
            whole: leads.then_some("These are the scores of your whole side: of each criterion the middle score of everybody who gave one."),
            answers: answers(scoring, &complaints),
            complaints,
            seal: ready.then(|| links::of_meeting(meeting, "seal")),
            waits: (!leads).then_some(waits),
            back: links::of_meeting(meeting, "score"),
        }
    }
}

fn answers(scoring: &Scoring, complaints: &Complaints) -> Vec<Answer> {
    let content = &scoring.version.content;
    let answer = |(place, criterion, scale): (u16, &Criterion, &Scale)| {
        let change = format!(
            "{}#score-{}",
            links::of_meeting(&scoring.governed.meeting, "score"),
            criterion.key
        );
        let title = criterion.title.clone();
        let (given, details, comment) = said(scoring, place, scale);
        let (key, error) = (criterion.key.clone(), format!("answer-{}", criterion.key));
        let error = complaints.about(&error);
        Answer { key, title, given, details, comment, change, error }
    };
    scored(content).map(answer).collect()
}

fn said(scoring: &Scoring, place: u16, scale: &Scale) -> (String, Vec<String>, Option<String>) {
    let nothing = || "Not provided".to_owned();
    let Some(whole) = &scoring.whole else {
        let own = scoring.set.as_ref().and_then(|set| set.mark(place));
        let copied = own.and_then(|it| it.copied_from).map(|on| format!("Copied from {}", day(on)));
        let given = own.map_or_else(nothing, |it| labelled(scale, it.mark));
        return (given, copied.into_iter().collect(), own.and_then(|it| it.comment.clone()));
    };
    let Some(rolled) = whole.iter().find(|it| it.criterion == place) else {
        return (nothing(), Vec::new(), None);
    };
    (labelled(scale, rolled.mark), came_about(rolled), rolled.comment.clone())
}

/// How the score of a side came about, where there is more to say than the score.
pub(super) fn came_about(rolled: &RolledUp) -> Vec<String> {
    let copied = rolled.copied_from.map(|on| format!("Copied from {}", day(on)));
    let spread = rolled
        .spread
        .filter(|_| 1 < rolled.scorers)
        .map(|(low, high)| format!("{} scorers, from {low} to {high}", rolled.scorers));
    copied.into_iter().chain(spread).collect()
}

/// What happens once a side is in.
#[derive(Debug, Template)]
#[template(path = "sealed.html")]
pub struct SealedPage {
    layout: Layout,
    title: &'static str,
    lines: Vec<String>,
    meeting: String,
}

impl SealedPage {
    /// The page of a meeting that a side has just sealed.
    #[must_use]
    pub fn of(scoring: &Scoring) -> Self {
        let (contract, governed) = (&scoring.contract, &scoring.governed);
        let revealed = governed.state.is_revealed();
        let other = scoring.side.other().word();
        let last = day(governed.last_day_to_score());
        let lines = if revealed {
            vec!["Both sides are in, so both can now read both.".to_owned()]
        } else {
            vec![
                sentence(&format!(
                    "the {other} cannot read your scores, and you cannot change them"
                )),
                format!("They are revealed when the {other} is in too, or when {last} is over."),
                "You can then discuss and settle them on the page of the meeting.".to_owned(),
            ]
        };
        Self {
            layout: Layout::new(
                Section::Contracts,
                if revealed { "Scores revealed" } else { "Scores sealed" },
            )
            .of_contract(contract, ContractSection::Meetings)
            .below(links::to_meeting(contract, &governed.meeting)),
            title: if revealed { "The scores are revealed" } else { "Your scores are sealed" },
            lines,
            meeting: links::meeting(contract.id, governed.meeting.id),
        }
    }
}
