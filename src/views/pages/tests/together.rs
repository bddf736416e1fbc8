//! Pages of what both sides do together, in every state.

use super::{html, nothing, samples};
use crate::domain::access::Role;
use crate::domain::actions::{
    ActionItem, ActionRecord, Details, Owner, Step, StepKind, Which, ageing,
};
use crate::domain::authors::Author;
use crate::domain::exact::ScoreValue;
use crate::domain::feedback::reverse::{Answer, Response, ReverseScorecard};
use crate::domain::feedback::{Audience, Feedback, Influence, Kind, Prompt, Reader, Said, Theme};
use crate::domain::home::{Home, Overdue, Owed, Waiting, Whose};
use crate::domain::ids::{
    ActionItemId, ActorId, DecisionId, FeedbackId, MeetingId, PromptId, TopicId,
};
use crate::domain::lists::Page;
use crate::domain::meetings::agenda::{
    Agenda, Attendee, TimeBox, Topic, Voting, below_target, gaps, ranked,
};
use crate::domain::meetings::minutes::{Decision, Minutes};
use crate::domain::meetings::{Mark, Score, Side};
use crate::domain::performance::{Due, due};
use crate::domain::problems::Problem;
use crate::views::pages::actions::{self, ActionPage, ActionsPage, Entered};
use crate::views::pages::agenda::{AgendaPage, Rights};
use crate::views::pages::events::{self, EventsPage};
use crate::views::pages::feedback::{self, FeedbackPage, ReversePage, Scored};
use crate::views::pages::home::HomePage;
use crate::views::pages::minutes::MinutesPage;
use crate::views::pages::parts::May;
use uuid::Uuid;

fn author() -> Author {
    Author { id: ActorId(Uuid::from_u128(70)), name: samples::HOSTILE.to_owned() }
}

fn record(closed: bool) -> ActionRecord {
    let on = samples::date(2026, 7, 3);
    let step = Step {
        kind: StepKind::Closed,
        on,
        note: Some(samples::HOSTILE.to_owned()),
        by: author(),
        at: samples::moment(),
    };
    let item = ActionItem {
        id: ActionItemId(Uuid::from_u128(71)),
        contract: samples::contract().id,
        revision: 2,
        meeting: Some(samples::meeting().id),
        prompt: None,
        details: Details {
            what: samples::HOSTILE.to_owned(),
            outcome: Some(samples::HOSTILE.to_owned()),
            owner: Owner { person: None, name: samples::HOSTILE.to_owned() },
            due: Some(samples::date(2026, 7, 1)),
        },
        raised_on: samples::date(2026, 6, 1),
        raised_by: author(),
        closed_on: closed.then_some(on),
    };
    ActionRecord { item, steps: closed.then_some(step).into_iter().collect() }
}

pub(super) fn pages() -> Vec<(&'static str, String)> {
    [actions(), agendas(), minutes(), feedback(), reverse(), others()].concat()
}

fn actions() -> Vec<(&'static str, String)> {
    let (contract, today) = (samples::contract(), samples::date(2026, 7, 6));
    let open = record(false);
    let some = Page { items: vec![open.clone(), record(true)], total: 130, next: Some(50) };
    let aged = ageing(std::iter::once(&open.item), today);
    let list = |found: &Page<ActionRecord>, may| {
        html(&ActionsPage::of(&contract, (Which::All, found), &aged, (1, today), may))
    };
    let people = [samples::member(Role::ClientLead)];
    let wrong = ["what", "owner", "due"].map(|it| Problem::field(it, "", "wrong", "Enter it"));
    let form = || actions::raise(&contract, "", &Entered::of(&open.item), &people);
    vec![
        ("actions", list(&some, May::Act)),
        ("actions-empty", list(&nothing(), May::Read)),
        ("action", html(&ActionPage::of(&contract, &open, today, May::Act))),
        ("action-closed", html(&ActionPage::of(&contract, &record(true), today, May::Read))),
        ("action-new", html(&form())),
        ("action-new-error", html(&form().with(&wrong))),
        ("action-change", html(&actions::change(&contract, &open, 2, &Entered::default(), &[]))),
        ("action-close", html(&actions::close(&contract, &open, ""))),
        ("action-reopen", html(&actions::reopen(&contract, &record(true), samples::HOSTILE))),
        (
            "question-action",
            html(&actions::act(
                &contract,
                samples::HOSTILE,
                "/x".to_owned(),
                &Entered::default(),
                &people,
            )),
        ),
    ]
}

fn topic(started: bool) -> Topic {
    let time_box = TimeBox { started: samples::moment(), minutes: 8 };
    Topic {
        id: TopicId(Uuid::from_u128(if started { 72 } else { 73 })),
        contract: samples::contract().id,
        meeting: samples::meeting().id,
        revision: 1,
        title: samples::HOSTILE.to_owned(),
        proposed_by: author(),
        proposed_at: samples::moment(),
        time_box: started.then_some(time_box),
        outcome: started.then(|| samples::HOSTILE.to_owned()),
    }
}

fn agenda(voting: Voting) -> Agenda {
    let score = |side, value: i64| Score {
        side,
        criterion: 0,
        mark: Mark::Scored(ScoreValue::new(value.into()).unwrap()),
        comment: None,
        origin: None,
    };
    let scores = [score(Side::Client, 1), score(Side::Supplier, 5)];
    let came =
        Attendee { person: None, name: samples::HOSTILE.to_owned(), side: Some(Side::Client) };
    Agenda {
        meeting: samples::meeting(),
        attendees: vec![came],
        gaps: Some((samples::meeting(), gaps(&samples::version(), &scores))),
        below: below_target(&[samples::kpi()], samples::date(2026, 7, 6)),
        law: due(&samples::in_law()),
        plans: samples::plans(),
        topics: ranked(vec![topic(true), topic(false)], &[], &voting, author().id),
        voting,
        actions: vec![record(false)],
        kept: false,
    }
}

fn agendas() -> Vec<(&'static str, String)> {
    let contract = samples::contract();
    let people = [samples::member(Role::SupplierLead)];
    let page = |agenda: &Agenda, may| {
        let rights = Rights { part: may, chair: may };
        AgendaPage::of(&contract, agenda, &people, rights, samples::moment())
    };
    let closed = Voting::Closed { by: author(), at: samples::moment() };
    let bare = Agenda {
        attendees: Vec::new(),
        gaps: None,
        below: Vec::new(),
        law: Vec::new(),
        plans: Vec::new(),
        topics: Vec::new(),
        actions: Vec::new(),
        ..agenda(Voting::Open)
    };
    let kept = Agenda { kept: true, ..agenda(closed.clone()) };
    let wrong = ["title", "votes", "attendees[0].name", "minutes"];
    let wrong = wrong.map(|field| Problem::field(field, "", "wrong", samples::HOSTILE));
    vec![
        ("agenda", html(&page(&agenda(Voting::Open), May::Act))),
        ("agenda-error", html(&page(&agenda(Voting::Open), May::Act).with(&wrong))),
        ("agenda-closed", html(&page(&agenda(closed), May::Act))),
        ("agenda-kept", html(&page(&kept, May::Act))),
        ("agenda-empty", html(&page(&bare, May::Read))),
    ]
}

fn minutes() -> Vec<(&'static str, String)> {
    let (contract, meeting) = (samples::contract(), samples::meeting());
    let decision = Decision {
        id: DecisionId(Uuid::from_u128(74)),
        contract: contract.id,
        meeting: meeting.id,
        what: samples::HOSTILE.to_owned(),
        decided_by: samples::HOSTILE.to_owned(),
        recorded_by: author(),
        at: samples::moment(),
    };
    let some = Minutes {
        meeting: meeting.id,
        contract: contract.id,
        revision: 3,
        body: format!("{}\n\nSecond", samples::HOSTILE),
        written: Some((author(), samples::moment())),
        decisions: vec![decision],
        kept: false,
    };
    let none = Minutes {
        revision: 0,
        body: String::new(),
        written: None,
        decisions: Vec::new(),
        ..some.clone()
    };
    let kept = Minutes { kept: true, ..some.clone() };
    let page = |minutes: &Minutes, may| MinutesPage::of(&contract, &meeting, minutes, may);
    let wrong = ["what", "decided_by", "body"];
    let wrong = wrong.map(|field| Problem::field(field, "", "wrong", "Enter it"));
    vec![
        ("minutes", html(&page(&some, May::Act))),
        ("minutes-kept", html(&page(&kept, May::Act))),
        ("minutes-empty", html(&page(&none, May::Read))),
        ("minutes-meanwhile-error", html(&page(&some, May::Act).beside(samples::HOSTILE))),
        ("minutes-error", html(&page(&some, May::Act).with(&wrong, (samples::HOSTILE, "")))),
    ]
}

fn feedback() -> Vec<(&'static str, String)> {
    let contract = samples::contract();
    let given = |audience| Feedback {
        id: FeedbackId::fresh(),
        contract: contract.id,
        side: Side::Supplier,
        said: Said {
            kind: Kind::Challenge,
            influence: Influence::Anchor,
            theme: Theme::Vision,
            body: samples::HOSTILE.to_owned(),
        },
        audience,
        by: author(),
        at: samples::moment(),
    };
    let secret = Audience::Only(Role::ClientLead);
    let items = vec![given(Audience::Both), given(secret)];
    let some = Page { items, total: 60, next: Some(25) };
    let prompt = |action| Prompt {
        id: PromptId::fresh(),
        contract: contract.id,
        body: samples::HOSTILE.to_owned(),
        by: author(),
        at: samples::moment(),
        action,
    };
    let prompts = [prompt(None), prompt(Some(ActionItemId::fresh()))];
    let rights = |may| feedback::Rights { give: may, part: may };
    let page =
        |given: &_, prompts: &_, may| FeedbackPage::of(&contract, given, prompts, 1, rights(may));
    let wrong = [Problem::field("body", "", "wrong", "Enter it")];
    let form = || feedback::give(&contract, &feedback::Entered::default());
    vec![
        ("feedback", html(&page(&some, prompts.as_slice(), May::Act))),
        ("feedback-empty", html(&page(&nothing(), [].as_slice(), May::Read))),
        (
            "feedback-error",
            html(&page(&some, prompts.as_slice(), May::Act).with(&wrong, samples::HOSTILE)),
        ),
        ("feedback-new", html(&form())),
        ("feedback-new-error", html(&form().with(&wrong))),
    ]
}

fn reverse() -> Vec<(&'static str, String)> {
    let (contract, secret) = (samples::contract(), Audience::Only(Role::ClientLead));
    let response = Response {
        id: FeedbackId::fresh(),
        contract: contract.id,
        answers: vec![Answer { question: 0, value: 4 }],
        comment: Some(samples::HOSTILE.to_owned()),
        audience: secret,
        by: author(),
        at: samples::moment(),
    };
    let lead = Reader { id: ActorId::fresh(), role: Some(Role::ClientLead) };
    let seen = ReverseScorecard::of(vec![response], lead);
    let unseen = ReverseScorecard::of(Vec::new(), lead);
    let score = || feedback::score(&contract, &Scored::default());
    let unanswered = [Problem::field("comment", "", "wrong", "Shorten it")];
    vec![
        ("client-scorecard", html(&ReversePage::of(&contract, &seen, May::Act))),
        ("client-scorecard-empty", html(&ReversePage::of(&contract, &unseen, May::Read))),
        ("client-score", html(&score())),
        ("client-score-error", html(&score().with(&unanswered))),
    ]
}

fn others() -> Vec<(&'static str, String)> {
    let contract = samples::contract();
    let waiting = |count| Waiting {
        contract: samples::contract(),
        meeting: MeetingId::fresh(),
        on: samples::date(2026, 7, 6),
        count,
    };
    let overdue =
        |whose| Overdue { contract: samples::contract(), item: record(false).item, whose };
    let law = due(&samples::in_law());
    let overdue_on = samples::date(2026, 7, 6);
    let owed = |due: Due| Owed {
        contract: samples::contract(),
        overdue: due.is_overdue_on(overdue_on),
        due,
    };
    let home = Home {
        due_scores: vec![waiting(0)],
        disputes: vec![waiting(1), waiting(2)],
        overdue: vec![overdue(Whose::Own), overdue(Whose::Anothers)],
        overdue_in_all: 40,
        law: law.into_iter().map(owed).collect(),
        plans: samples::plans().into_iter().map(|plan| (samples::contract(), plan)).collect(),
        topics: vec![waiting(1), waiting(3)],
    };
    let events = samples::events();
    let wrong = ["day", "title"].map(|field| Problem::field(field, "", "wrong", "Enter it"));
    let form = || events::add(&contract, samples::HOSTILE, samples::HOSTILE);
    vec![
        ("home", html(&HomePage::of(&home))),
        ("home-empty", html(&HomePage::of(&Home::default()))),
        ("events", html(&EventsPage::of(&contract, &events, May::Act))),
        ("events-empty", html(&EventsPage::of(&contract, &[], May::Read))),
        ("event-new", html(&form())),
        ("event-new-error", html(&form().with(&wrong))),
        ("event-remove", html(&events::remove(&contract, &events[0]))),
    ]
}
