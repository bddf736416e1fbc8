//! Forms to record assessments, their points, actions and what was said to the result.

use super::{address, to_list, to_one};
use crate::domain::assessments::{
    Action, Answer, AssessmentRecord, Details, Overall, Point, PointResult, Stage, Standard,
};
use crate::domain::ids::AssessmentId;
use crate::views::pages::form::FormPage;
use crate::views::pages::parts::{Choice, DayField, Entry, EntryKind, TextField};
use chrono::NaiveDate;

/// What was entered of an assessment, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// Its reference.
    pub reference: String,
    /// The service.
    pub service: String,
    /// Name of the department.
    pub department: String,
    /// Reference of the contract.
    pub contract: String,
    /// The day of the assessment.
    pub assessed_on: String,
    /// Word for the stage.
    pub stage: String,
    /// Word for the standard.
    pub standard: String,
    /// Word for the result.
    pub result: String,
    /// The day of the report.
    pub reported_on: String,
    /// Where the report is.
    pub report: String,
}

impl Entered {
    /// What is recorded, as it would be typed.
    #[must_use]
    pub fn of(record: &AssessmentRecord, contract: &str) -> Self {
        let (one, details) = (&record.assessment, &record.assessment.details);
        let department = one.department.as_ref().map(|own| own.name.clone()).unwrap_or_default();
        let (reference, contract) = (details.reference.clone(), contract.to_owned());
        Self { reference, department, contract, ..Self::again(details) }
    }

    /// What a reassessment is likely to share with the assessment it follows.
    #[must_use]
    pub fn following(record: &AssessmentRecord) -> Self {
        let details = &record.assessment.details;
        let standard = record.standard().map(|it| it.word().to_owned()).unwrap_or_default();
        let shared = Self::again(details);
        Self { service: shared.service, stage: shared.stage, standard, ..Self::default() }
    }

    fn again(details: &Details) -> Self {
        let typed = |day: Option<NaiveDate>| {
            day.map(|day| day.format("%-d/%-m/%Y").to_string()).unwrap_or_default()
        };
        Self {
            service: details.service.clone(),
            assessed_on: typed(details.assessed_on),
            stage: details.stage.read.map(|it| it.word().to_owned()).unwrap_or_default(),
            standard: details.standard.map(|it| it.word().to_owned()).unwrap_or_default(),
            result: details.result.read.map(|it| it.word().to_owned()).unwrap_or_default(),
            reported_on: typed(details.reported_on),
            report: details.report.clone().unwrap_or_default(),
            ..Self::default()
        }
    }
}

/// Which assessment a form is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewAssessment {
    /// The first under its reference.
    First,
    /// The one that follows another, which has this reference.
    Following(AssessmentId, String),
    /// One that is recorded, with its reference and revision.
    Changed(AssessmentId, String, i64),
}

/// The form to record or change an assessment.
#[must_use]
pub fn record(which: &NewAssessment, entered: &Entered) -> FormPage {
    let page = match which {
        NewAssessment::First => {
            FormPage::new("Record an assessment", "/assessments/new").below(to_list())
        }
        NewAssessment::Following(id, reference) => {
            let action = format!("{}/reassess", address(*id));
            FormPage::new("Record a reassessment", action).below(to_one(reference, *id))
        }
        NewAssessment::Changed(id, reference, revision) => {
            let action = format!("{}/change", address(*id));
            FormPage::new("Change the assessment", action)
                .below(to_one(reference, *id))
                .hidden("revision", revision.to_string())
        }
    };
    let page = match which {
        NewAssessment::Following(..) => page,
        NewAssessment::First | NewAssessment::Changed(..) => named(page, entered),
    };
    let page = outcome(page, entered)
        .area(DayField::field(
            "reported_on",
            "When was the report given to those assessed? (optional)",
            &entered.reported_on,
        ))
        .entry(
            Entry::new("report", "Address of the report (optional)", EntryKind::Text)
                .holding(&entered.report),
        );
    page.button("Save")
}

fn named(page: FormPage, entered: &Entered) -> FormPage {
    page.entry(
        Entry::new("reference", "Reference", EntryKind::Text)
            .told("How your department refers to the assessment")
            .holding(&entered.reference),
    )
    .entry(
        Entry::new("department", "Department (optional)", EntryKind::Text)
            .told("Leave it empty for your own organisation")
            .holding(&entered.department),
    )
    .entry(
        Entry::new("contract", "Reference of the contract (optional)", EntryKind::Text)
            .told("Its supplier then sees the assessment")
            .holding(&entered.contract),
    )
}

fn outcome(page: FormPage, entered: &Entered) -> FormPage {
    page.entry(
        Entry::new("service", "Which service was assessed?", EntryKind::Text)
            .holding(&entered.service),
    )
    .area(DayField::field("assessed_on", "When was it assessed?", &entered.assessed_on))
    .pick("stage", "Stage", choices(Stage::ALL, Stage::word, Stage::label), &entered.stage)
    .pick(
        "standard",
        "Standard",
        choices(Standard::ALL, Standard::word, Standard::label),
        &entered.standard,
    )
    .pick(
        "result",
        "Result",
        choices(Overall::ALL, Overall::word, Overall::label),
        &entered.result,
    )
}

fn choices<T: Copy>(
    all: &[T], word: impl Fn(T) -> &'static str, label: impl Fn(T) -> &'static str,
) -> Vec<Choice> {
    let choice = |value: &str, label: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
    };
    let each = all.iter().map(|one| choice(word(*one), label(*one)));
    std::iter::once(choice("", "Not recorded")).chain(each).collect()
}

/// Names of the fields of points in the form, by number.
pub const POINT_FIELDS: [&str; 26] = [
    "point_1", "point_2", "point_3", "point_4", "point_5", "point_6", "point_7", "point_8",
    "point_9", "point_10", "point_11", "point_12", "point_13", "point_14", "point_15", "point_16",
    "point_17", "point_18", "point_19", "point_20", "point_21", "point_22", "point_23", "point_24",
    "point_25", "point_26",
];

/// The form to record what the points came to, with what is `chosen` of them.
#[must_use]
pub fn points(record: &AssessmentRecord, chosen: &[Point]) -> FormPage {
    let (id, details) = (record.assessment.id, &record.assessment.details);
    let way = format!("{}/points", address(id));
    let page = FormPage::new("Record the points", way).below(to_one(&details.reference, id));
    let Some(standard) = record.standard() else {
        return page
            .line("It is not recorded which standard the service was held against.")
            .link("Record the standard", format!("{}/change", address(id)));
    };
    let page = page.hidden("revision", record.assessment.revision.to_string()).line(format!(
        "{}, {}.",
        details.service,
        standard.label()
    ));
    let labelled = standard.points().zip(POINT_FIELDS);
    let page = labelled.fold(page, |page, ((number, title), field)| {
        let own = chosen.iter().find(|point| point.number == number);
        let chosen = own.map_or("", |point| point.result.word());
        let results = choices(PointResult::ALL, PointResult::word, PointResult::label);
        page.pick(field, format!("{number}. {title}"), results, chosen)
    });
    page.button("Save the points")
}

/// The form to add something to do.
#[must_use]
pub fn action(record: &AssessmentRecord, point: &str, what: &str, due: &str) -> FormPage {
    let (id, details) = (record.assessment.id, &record.assessment.details);
    let standard = record.standard();
    let choice = |number: u16| Choice {
        value: number.to_string(),
        label: standard
            .and_then(|own| own.title(number))
            .map_or_else(|| number.to_string(), |title| format!("{number}. {title}")),
        hint: String::new(),
    };
    let points = record.points.iter().map(|point| choice(point.number)).collect();
    FormPage::new("Add an action", format!("{}/actions/new", address(id)))
        .below(to_one(&details.reference, id))
        .line("What an amber point asks for is due within 3 months of the assessment.")
        .pick("point", "Point", points, point)
        .area(TextField {
            id: "what",
            label: "What is to be done?".to_owned(),
            hint: "",
            value: what.to_owned(),
            error: None,
            lines: 3,
            width: "",
        })
        .area(DayField::field("due", "By when?", due))
        .button("Add the action")
}

/// The form to record that something was done.
#[must_use]
pub fn done(record: &AssessmentRecord, action: &Action, on: &str) -> FormPage {
    let (id, details) = (record.assessment.id, &record.assessment.details);
    FormPage::new("Record as done", format!("{}/actions/{}/done", address(id), action.id))
        .below(to_one(&details.reference, id))
        .line(&action.what)
        .area(DayField::field("done_on", "When was it done?", on))
        .button("Save")
}

/// The form to accept or challenge a result.
#[must_use]
pub fn respond(record: &AssessmentRecord, answer: &str, on: &str, reason: &str) -> FormPage {
    let (id, details) = (record.assessment.id, &record.assessment.details);
    let answers = Answer::ALL.iter().map(|answer| Choice {
        value: answer.word().to_owned(),
        label: answer.label().to_owned(),
        hint: String::new(),
    });
    let page = FormPage::new("Accept or challenge the result", format!("{}/response", address(id)))
        .below(to_one(&details.reference, id))
        .hidden("revision", record.assessment.revision.to_string());
    let page = match details.challenge_until() {
        Some(until) => page.line(format!(
            "The result can be challenged until {}, 10 working days after the report.",
            crate::views::pages::parts::day(until)
        )),
        None => page,
    };
    page.pick("answer", "What do you say to the result?", answers.collect(), answer)
        .area(DayField::field("on", "When was it said?", on))
        .area(TextField {
            id: "reason",
            label: "Why?".to_owned(),
            hint: "A challenge needs a reason",
            value: reason.to_owned(),
            error: None,
            lines: 4,
            width: "",
        })
        .button("Save")
}
