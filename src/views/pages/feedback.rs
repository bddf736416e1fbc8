//! Feedback both ways, questions, and what the supplier answers about the client.

use super::form::FormPage;
use crate::domain::access::Role;
use crate::domain::contracts::Contract;
use crate::domain::feedback::reverse::{ANSWERS, QUESTIONS, Response, ReverseScorecard, Tally};
use crate::domain::feedback::{Audience, EARS, Feedback, Influence, Kind, Prompt, Theme};
use crate::domain::ids::ContractId;
use crate::domain::lists::Page;
use crate::domain::problems::Problem;
use crate::views::pages::parts::{
    Cell, Choice, Column, Complaints, ContractSection, Entry, EntryKind, Layout, Link, May, Paging,
    Section, Table, TextField, count, links, moment,
};
use askama::Template;

/// What the two sides told each other.
#[derive(Debug, Template)]
#[template(path = "feedback.html")]
pub struct FeedbackPage {
    layout: Layout,
    complaints: Complaints,
    give: Option<Link>,
    table: Table,
    paging: Paging,
    reverse: Link,
    asks: Option<String>,
    body: Entry,
    prompts: Table,
}

/// What whoever looks at feedback may do.
#[derive(Debug, Clone, Copy)]
pub struct Rights {
    /// Give it.
    pub give: May,
    /// Ask questions and make actions of them.
    pub part: May,
}

impl FeedbackPage {
    /// How many are on a page.
    pub const SIZE: u64 = 25;

    /// Page `number` of the feedback about a contract.
    #[must_use]
    pub fn of(
        contract: &Contract, given: &Page<Feedback>, prompts: &[Prompt], number: u64,
        rights: Rights,
    ) -> Self {
        let here = links::feedback(contract.id);
        let paging = Paging::new(number, given.total, Self::SIZE, format!("{here}?page="));
        let mut layout = Layout::new(Section::Contracts, "Feedback")
            .of_contract(contract, ContractSection::Feedback)
            .below(links::to_contract(contract));
        layout.sheet = Some(paging.sheet());
        let give = Link::new("Give feedback", format!("{here}/new"));
        let acts = rights.part == May::Act;
        Self {
            layout,
            complaints: Complaints::default(),
            give: (rights.give == May::Act).then_some(give),
            table: table(&given.items),
            paging,
            reverse: Link::new("How the client does", links::client_scorecard(contract.id)),
            asks: acts.then(|| format!("/contracts/{}/questions", contract.id)),
            body: Entry::new("body", "How might we …", EntryKind::Text),
            prompts: questions(contract.id, prompts, rights.part),
        }
    }

    /// The same page, shown again with what has to be put right in a question.
    #[must_use]
    pub fn with(mut self, problems: &[Problem], body: &str) -> Self {
        self.body = self.body.holding(body);
        for problem in problems {
            self.body.error = Some(problem.remedy.clone());
            self.complaints.add("body", problem.remedy.clone());
        }
        self.layout = self.layout.with_errors();
        self
    }
}

fn table(given: &[Feedback]) -> Table {
    let columns = vec![
        Column::words("Feedback"),
        Column::words("From"),
        Column::words("Kind"),
        Column::words("Theme"),
        Column::words("For"),
    ];
    Table::new("feedback", "Feedback, latest first", columns).of(given.iter().map(row))
}

fn row(given: &Feedback) -> Vec<Cell> {
    let from = format!("{}, {}", given.by.name, moment(given.at));
    vec![
        Cell::text(&given.said.body),
        Cell::text(given.side.label()).with_detail(from),
        Cell::text(given.said.kind.label()).with_detail(given.said.influence.label()),
        Cell::text(given.said.theme.label()),
        Cell::text(meant_for(given.audience)),
    ]
}

fn meant_for(audience: Audience) -> String {
    match audience {
        Audience::Both => "Both sides".to_owned(),
        Audience::Only(role) => format!("{} only", role.label()),
    }
}

fn questions(contract: ContractId, prompts: &[Prompt], may: May) -> Table {
    let columns =
        vec![Column::words("How might we"), Column::words("Asked"), Column::words("Action")];
    let row = |prompt: &Prompt| {
        let act = format!("/contracts/{contract}/questions/{}/action", prompt.id);
        let action = match (prompt.action, may) {
            (Some(action), _) => Cell::link("Became an action", links::action(contract, action)),
            (None, May::Act) => Cell::link("Make this an action", act),
            (None, May::Read) => Cell::text("Not yet"),
        };
        vec![
            Cell::text(format!("{}?", prompt.body.trim_end_matches('?'))),
            Cell::text(&prompt.by.name).with_detail(moment(prompt.at)),
            action.about(&prompt.body),
        ]
    };
    Table::new("questions", "Questions", columns).of(prompts.iter().map(row))
}

/// What is entered of feedback.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// With what in mind.
    pub kind: String,
    /// What it does to the partnership.
    pub influence: String,
    /// What it is about.
    pub theme: String,
    /// In their words.
    pub body: String,
    /// The role that alone may read it.
    pub confidential_to: String,
}

/// The form to give feedback.
#[must_use]
pub fn give(contract: &Contract, entered: &Entered) -> FormPage {
    let here = links::feedback(contract.id);
    let hint = "Say what happened, what it did to the work, and what you would like";
    let kinds = choices(Kind::ALL.iter().map(|it| (it.word(), it.label())));
    let influences = choices(Influence::ALL.iter().map(|it| (it.word(), it.label())));
    let themes = choices(Theme::ALL.iter().map(|it| (it.word(), it.label())));
    FormPage::new("Give feedback", format!("{here}/new"))
        .of_contract(contract, ContractSection::Feedback)
        .below(links::below(contract, "Feedback", here))
        .pick("kind", "Kind", kinds, &entered.kind)
        .pick("influence", "Anchor or driver", influences, &entered.influence)
        .pick("theme", "Theme", themes, &entered.theme)
        .area(TextField::area("body", "Your feedback", hint, 6).holding(&entered.body))
        .pick("confidential_to", "Who may read it", ears(&EARS), &entered.confidential_to)
        .button("Give feedback")
}

fn ears(roles: &[Role]) -> Vec<Choice> {
    let only = roles.iter().map(|role| (role.word(), format!("You and the role {}", role.label())));
    let both = std::iter::once(("", "Both sides".to_owned()));
    let choice = |(value, label): (&str, String)| Choice {
        value: value.to_owned(),
        label,
        hint: String::new(),
    };
    both.chain(only).map(choice).collect()
}

fn choices<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Choice> {
    let choice = |(value, label): (&str, &str)| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
    };
    words.map(choice).collect()
}

/// What the supplier answers about the client.
#[derive(Debug, Template)]
#[template(path = "client_scorecard.html")]
pub struct ReversePage {
    layout: Layout,
    answered: String,
    score: Option<Link>,
    table: Table,
    remarks: Table,
}

impl ReversePage {
    /// The page of what a reader sees of the answers.
    #[must_use]
    pub fn of(contract: &Contract, seen: &ReverseScorecard, may: May) -> Self {
        let here = links::client_scorecard(contract.id);
        let score = Link::new("Score the client", format!("{here}/new"));
        Self {
            layout: Layout::new(Section::Contracts, "How the client does")
                .of_contract(contract, ContractSection::Feedback)
                .below(links::below(contract, "Feedback", links::feedback(contract.id))),
            answered: answered(seen.responses),
            score: (may == May::Act).then_some(score),
            table: tallies(&seen.tallies),
            remarks: remarks(&seen.remarks),
        }
    }
}

fn answered(responses: usize) -> String {
    let number = count(u64::try_from(responses).unwrap_or(u64::MAX));
    let people = if responses == 1 { "response" } else { "responses" };
    format!("{number} {people} that you may see. Of each person the latest counts.")
}

fn tallies(tallies: &[Tally]) -> Table {
    let columns = vec![
        Column::words("Statement"),
        Column::numbers("Mean, 1 to 5"),
        Column::numbers("Responses"),
    ];
    let row = |tally: &Tally| {
        let mean = tally.mean.map_or_else(|| "None".to_owned(), |mean| mean.to_string());
        let number = u64::try_from(tally.count).unwrap_or(u64::MAX);
        vec![Cell::text(tally.question.statement), Cell::text(mean), Cell::text(count(number))]
    };
    Table::new("answers", "How far the supplier agrees: 5 is strongly agree", columns)
        .of(tallies.iter().map(row))
}

fn remarks(responses: &[Response]) -> Table {
    let columns = vec![Column::words("Remark"), Column::words("From"), Column::words("For")];
    let row = |response: &Response| {
        vec![
            Cell::text(response.comment.clone().unwrap_or_default()),
            Cell::text(&response.by.name).with_detail(moment(response.at)),
            Cell::text(meant_for(response.audience)),
        ]
    };
    Table::new("remarks", "Remarks", columns).of(responses.iter().map(row))
}

/// What is entered about a client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scored {
    /// Key of each question with what was answered.
    pub answers: Vec<(String, String)>,
    /// What is added.
    pub comment: String,
    /// The role that alone may read it.
    pub confidential_to: String,
}

/// The form to score the client.
#[must_use]
pub fn score(contract: &Contract, entered: &Scored) -> FormPage {
    let here = links::client_scorecard(contract.id);
    let page = FormPage::new("Score the client", format!("{here}/new"))
        .of_contract(contract, ContractSection::Feedback)
        .below(links::below(contract, "How the client does", here));
    let comment = TextField::area("comment", "Anything to add (optional)", "In your words", 4);
    let lead = ears(&[Role::ClientLead]);
    QUESTIONS
        .iter()
        .fold(page, |page, question| {
            let found = entered.answers.iter().find(|(key, _)| key == question.key);
            let chosen = found.map_or("", |(_, answer)| answer.as_str());
            page.pick(question.key, question.statement, levels(), chosen)
        })
        .area(comment.holding(&entered.comment))
        .pick("confidential_to", "Who may read it", lead, &entered.confidential_to)
        .button("Score the client")
}

fn levels() -> Vec<Choice> {
    let unanswered = std::iter::once((String::new(), "No answer".to_owned()));
    let answers = (1..).zip(ANSWERS).map(|(number, label)| {
        let number: u8 = number;
        (number.to_string(), format!("{number} – {label}"))
    });
    let choice = |(value, label): (String, String)| Choice { value, label, hint: String::new() };
    unanswered.chain(answers).map(choice).collect()
}
