//! The reverse scorecard: what a supplier answers about its client.

use super::{Audience, Reader};
use crate::domain::authors::Author;
use crate::domain::exact::Fraction;
use crate::domain::ids::{ActorId, ContractId, FeedbackId};
use crate::domain::problems::Problem;
use crate::domain::texts;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::HashSet;

/// One question about the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Short name used in the API.
    pub key: &'static str,
    /// What a supplier agrees with, more or less.
    pub statement: &'static str,
}

/// The questions. A place, once used, keeps its meaning.
pub const QUESTIONS: &[Question] = &[
    Question { key: "decisions", statement: "Decisions are made in time for the work to go on" },
    Question { key: "access", statement: "We get the people, systems and information we need" },
    Question { key: "priorities", statement: "Priorities are clear and stay put long enough" },
    Question { key: "openness", statement: "We can say early that something goes wrong" },
    Question { key: "fairness", statement: "Changes of scope are treated fairly" },
    Question { key: "payment", statement: "Invoices that are in order are paid on time" },
    Question { key: "learning", statement: "The client’s own people take over what they learn" },
];

/// The lowest answer.
pub const LOWEST: u8 = 1;

/// The highest answer.
pub const HIGHEST: u8 = 5;

/// What each answer means, from the lowest on.
pub const ANSWERS: [&str; 5] =
    ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"];

/// The answer to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Place of the question, counted from 0.
    pub question: usize,
    /// From [`LOWEST`] to [`HIGHEST`].
    pub value: u8,
}

/// What somebody of a supplier answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Identifies it.
    pub id: FeedbackId,
    /// The contract it is about.
    pub contract: ContractId,
    /// The answers; a question may be left out.
    pub answers: Vec<Answer>,
    /// What they add in their words.
    pub comment: Option<String>,
    /// Who may read it.
    pub audience: Audience,
    /// Who answered.
    pub by: Author,
    /// When.
    pub at: DateTime<Utc>,
}

/// What came of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The question.
    pub question: Question,
    /// How many people answered it.
    pub count: usize,
    /// The mean of their answers, to one decimal; none when nobody answered.
    pub mean: Option<Decimal>,
}

/// What a reader sees of the answers about a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReverseScorecard {
    /// How many people answered.
    pub responses: usize,
    /// Each question with what came of it.
    pub tallies: Vec<Tally>,
    /// What people added, latest first.
    pub remarks: Vec<Response>,
}

impl ReverseScorecard {
    /// What `reader` sees of responses: the latest of each person that is for the reader. One
    /// that is not does not even put an earlier one out of date, for that would tell of it.
    #[must_use]
    pub fn of(mut responses: Vec<Response>, reader: Reader) -> Self {
        responses.retain(|response| reader.reads(response.by.id, response.audience));
        responses.sort_by_key(|response| Reverse((response.at, response.id)));
        let mut known: HashSet<ActorId> = HashSet::new();
        responses.retain(|response| known.insert(response.by.id));
        let tally = |(place, question): (usize, &Question)| tally(&responses, place, *question);
        let tallies = QUESTIONS.iter().enumerate().map(tally).collect();
        let said = responses.iter().filter(|response| response.comment.is_some());
        Self { responses: responses.len(), tallies, remarks: said.cloned().collect() }
    }
}

fn tally(responses: &[Response], place: usize, question: Question) -> Tally {
    let answers = responses.iter().flat_map(|response| &response.answers);
    let values: Vec<i128> = answers
        .filter(|answer| answer.question == place)
        .map(|answer| i128::from(answer.value))
        .collect();
    let count = i128::try_from(values.len()).unwrap_or(i128::MAX);
    let mean = Fraction::new(values.iter().sum(), count);
    Tally { question, count: values.len(), mean: mean.and_then(|mean| mean.round(1)) }
}

/// Everything wrong with answers.
#[must_use]
pub fn problems(answers: &[Answer], comment: Option<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    if answers.is_empty() {
        let message = "no question is answered";
        problems.push(Problem::field("answers", "", message, "Answer at least one question"));
    }
    for (place, answer) in answers.iter().enumerate() {
        let field = format!("answers[{place}]");
        let earlier = || answers.iter().take(place);
        if QUESTIONS.len() <= answer.question {
            let remedy = "Use the questions of the reverse scorecard";
            problems.push(Problem::field(field, "", "there is no such question", remedy));
        } else if !(LOWEST..=HIGHEST).contains(&answer.value) {
            let remedy = format!("Give a whole number from {LOWEST} to {HIGHEST}");
            let value = answer.value.to_string();
            problems.push(Problem::field(field, value, "this is off the scale", remedy));
        } else if earlier().any(|other| other.question == answer.question) {
            let message = "the question is answered twice";
            problems.push(Problem::field(field, "", message, "Answer each question once"));
        }
    }
    if let Some(Err(why)) = comment.map(texts::prose) {
        problems.push(Problem::field("comment", "", why.to_string(), why.remedy()));
    }
    problems
}
