//! What people type into forms, read together so that every wrong field is told.

use crate::domain::dates::parse_date;
use crate::domain::exact::Money;
use crate::domain::numbers::parse_decimal;
use crate::domain::problems::Problem;
use crate::domain::texts;
use crate::domain::value::{Claim, Felt, Kind, Step, StepKind, Terms, Towards, Turnout};
use crate::views::pages::value::{Draft, StepDraft};
use chrono::NaiveDate;

/// A form being read.
#[derive(Debug, Default)]
struct Typed {
    problems: Vec<Problem>,
}

impl Typed {
    fn wrong(&mut self, field: &'static str, text: &str, remedy: &str) {
        let problem = Problem::field(field, text, "it cannot be used", remedy);
        self.problems.push(problem);
    }

    fn read<T>(
        &mut self, field: &'static str, text: &str, read: impl FnOnce(&str) -> Option<T>,
        remedy: &str,
    ) -> Option<T> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let read = read(text);
        if read.is_none() {
            self.wrong(field, text, remedy);
        }
        read
    }

    fn day(&mut self, field: &'static str, text: &str) -> Option<NaiveDate> {
        let remedy = "Enter a day, such as 27/3/2026";
        self.read(field, text, |text| parse_date(text).ok(), remedy)
    }

    fn pounds(&mut self, field: &'static str, text: &str) -> Option<Money> {
        let read = |text: &str| Money::new(parse_decimal(text, Money::PLACES).ok()?);
        self.read(field, text, read, "Enter an amount in pounds, such as 1250.50")
    }

    fn count(&mut self, field: &'static str, text: &str) -> Option<u32> {
        let remedy = "Enter a whole number, such as 24";
        self.read(field, text, |text| text.parse().ok(), remedy)
    }

    fn prose(&mut self, field: &'static str, text: &str) -> Option<String> {
        let kept = |text: &str| texts::prose(text).is_ok().then(|| text.to_owned());
        self.read(field, text, kept, "Enter a shorter text, without control characters")
    }

    fn finish<T>(self, whole: Option<T>) -> Result<T, Vec<Problem>> {
        whole.filter(|_| self.problems.is_empty()).ok_or(self.problems)
    }
}

/// The item that was typed.
pub(super) fn terms(draft: &Draft) -> Result<Terms, Vec<Problem>> {
    let mut typed = Typed::default();
    let kept = |text: &str| {
        let name = texts::one_line(text);
        texts::name(&name).is_ok().then_some(name)
    };
    let title = typed.read("title", &draft.title, kept, "Enter a shorter title");
    if draft.title.trim().is_empty() {
        typed.wrong("title", "", "Enter a title");
    }
    let about = typed.prose("about", &draft.about);
    let kind = Kind::parse(&draft.kind);
    if kind.is_none() {
        typed.wrong("kind", &draft.kind, "Select a kind of value");
    }
    let due = typed.day("due", &draft.due);
    let on = typed.day("date", &draft.date);
    let amount = typed.pounds("claimed_gbp", &draft.claimed_gbp);
    let method = typed.prose("method", &draft.method);
    let terms = |(title, kind)| Terms {
        title,
        about,
        kind,
        towards: Towards::parse(&draft.contributes_to).unwrap_or(Towards::Project),
        due,
        on,
        claim: amount.map(|amount| Claim { amount, method }),
    };
    typed.finish(title.zip(kind).map(terms))
}

/// The step that was typed, with its note. `today` stands for a day that was left out.
pub(super) fn step(
    kind: StepKind, draft: &StepDraft, today: NaiveDate,
) -> Result<(Step, Option<String>), Vec<Problem>> {
    let mut typed = Typed::default();
    let note = typed.prose("note", &draft.note);
    let step = match kind {
        StepKind::Accept => Step::Accept,
        StepKind::Reject => Step::Reject,
        StepKind::Withdraw => Step::Withdraw,
        StepKind::Deliver => {
            let on = typed.day("on", &draft.on).unwrap_or(today);
            Step::Deliver { on, turnout: turnout(&mut typed, draft) }
        }
        StepKind::Verify => Step::Verify {
            on: typed.day("on", &draft.on).unwrap_or(today),
            value: typed.pounds("verified_gbp", &draft.verified_gbp),
        },
    };
    typed.finish(Some((step, note)))
}

fn turnout(typed: &mut Typed, draft: &StepDraft) -> Turnout {
    let attendance = typed.count("attendance", &draft.attendance);
    let themes = draft.themes.split(',').map(texts::one_line).filter(|theme| !theme.is_empty());
    Turnout { attendance, felt: felt(typed, draft), themes: themes.collect() }
}

fn felt(typed: &mut Typed, draft: &StepDraft) -> Option<Felt> {
    let answers = |text: &str| {
        let answers = text.split([' ', ',', ';']).filter(|answer| !answer.is_empty());
        let answers: Option<Vec<u32>> = answers.map(|answer| answer.parse().ok()).collect();
        Felt::of(&answers?)
    };
    let remedy = "Enter answers from 1 to 5 with spaces between them";
    let one_by_one = typed.read("felt", &draft.felt, answers, remedy);
    let count = typed.count("felt_count", &draft.felt_count);
    let sum = typed.count("felt_sum", &draft.felt_sum);
    if count.is_none() && sum.is_none() {
        return one_by_one;
    }
    let together = Felt::new(count.unwrap_or_default(), sum.unwrap_or_default());
    if together.is_none() || one_by_one.is_some_and(|felt| Some(felt) != together) {
        let remedy = "Enter the number of answers and their sum, which is from 1 to 5 for each";
        typed.wrong("felt_sum", &draft.felt_sum, remedy);
    }
    together
}
