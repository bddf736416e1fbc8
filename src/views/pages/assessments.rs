//! Assessments against service standards: the list, one with its points, and forms.

mod forms;

mod list;

mod one;

pub use forms::{Entered, NewAssessment, POINT_FIELDS, action, done, points, record, respond};
pub use list::{AssessmentsPage, List, Search};
pub use one::AssessmentPage;

use crate::domain::assessments::{Overall, PointResult, Worded};
use crate::domain::contracts::plain;
use crate::domain::ids::AssessmentId;
use crate::views::pages::parts::{Colour, Link, Tag};

/// The page of an assessment.
#[must_use]
pub fn address(id: AssessmentId) -> String {
    format!("/assessments/{id}")
}

fn to_list() -> Vec<Link> {
    vec![Link::new("Assessments", "/assessments")]
}

fn to_one(reference: &str, id: AssessmentId) -> Vec<Link> {
    [to_list(), vec![Link::new(reference, address(id))]].concat()
}

/// What an assessment came to: our word for it in its colour, or the words of the report.
fn result_tag(result: &Worded<Overall>) -> Option<Tag> {
    let ours = result.read.map(|read| Tag::new(read.label(), overall_colour(read)));
    ours.or_else(|| Some(Tag::new(result.written.as_ref()?, Colour::Grey)))
}

const fn overall_colour(result: Overall) -> Colour {
    match result {
        Overall::Met | Overall::Green => Colour::Green,
        Overall::MetWithConditions | Overall::Amber => Colour::Yellow,
        Overall::NotMet | Overall::Red => Colour::Red,
    }
}

fn point_tag(result: PointResult) -> Tag {
    Tag::new(result.label(), point_colour(result))
}

const fn point_colour(result: PointResult) -> Colour {
    match result {
        PointResult::Met | PointResult::Green => Colour::Green,
        PointResult::Amber => Colour::Yellow,
        PointResult::NotMet | PointResult::Red => Colour::Red,
        PointResult::NotApplicable => Colour::Grey,
    }
}

/// The words something was read in, where they say more than what was read.
fn also_written<T>(worded: &Worded<T>, label: impl Fn(&T) -> &'static str) -> Option<String> {
    let written = worded.written.as_ref()?;
    let read = worded.read.as_ref().map(label).unwrap_or_default();
    (plain(written) != plain(read)).then(|| format!("Written as “{written}”"))
}
