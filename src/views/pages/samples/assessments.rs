//! Assessments to make sample pages of.

use super::{HOSTILE, contract, date, id};
use crate::domain::assessments::{
    Action, Answer, Assessment, AssessmentLine, AssessmentRecord, Details, Overall, Point,
    PointResult, Response, Stage, Standard, Tally, Worded,
};
use crate::domain::ids::{AssessmentActionId, AssessmentId, ImportId};
use crate::domain::lists::Page;
use crate::domain::meetings::Origin;

fn assessment(n: u128) -> Assessment {
    Assessment {
        id: AssessmentId(id(n)),
        revision: 3,
        round: 1,
        follows: None,
        department: Some(contract().client),
        contract: Some(contract().id),
        details: Details {
            reference: format!("SA-{n} {HOSTILE}"),
            service: format!("Report a repair {HOSTILE}"),
            assessed_on: Some(date(2026, 6, 22)),
            stage: Worded { read: Some(Stage::Beta), written: Some(HOSTILE.to_owned()) },
            standard: Some(Standard::Uk14),
            result: Worded { read: Some(Overall::Amber), written: None },
            reported_on: Some(date(2026, 6, 24)),
            report: Some("https://reports.example/1?a=1&b=2".to_owned()),
            response: None,
        },
        origin: Some(Origin { import: ImportId(id(7)), line: 4 }),
    }
}

/// An assessment of which nothing is recorded but its name, as the last of a list has it.
fn bare() -> Assessment {
    let details = Details {
        reference: "SA-0".to_owned(),
        service: HOSTILE.to_owned(),
        result: Worded { read: None, written: Some(HOSTILE.to_owned()) },
        ..Details::default()
    };
    let follows = Some(AssessmentId(id(300)));
    Assessment { department: None, contract: None, follows, details, origin: None, ..assessment(1) }
}

fn point(number: u16) -> Point {
    let (result, comment) = (result(number), Some(HOSTILE.to_owned()));
    Point { number, result, comment, origin: None }
}

fn result(number: u16) -> PointResult {
    match number {
        5 => PointResult::Amber,
        10 => PointResult::Red,
        14 => PointResult::NotApplicable,
        _ => PointResult::Green,
    }
}

fn action(n: u128) -> Action {
    let (id, due) = (AssessmentActionId(id(n)), date(2026, 7, 1));
    let what = format!("Try it with people {HOSTILE}");
    Action { id, point: 5, what, due, done_on: None }
}

/// An assessment with every point, something overdue and something done.
pub(in crate::views::pages) fn assessed() -> AssessmentRecord {
    let done = Action { done_on: Some(date(2026, 6, 30)), ..action(302) };
    let (points, actions) = ((1..=14).map(point).collect(), vec![action(301), done]);
    let followed_by = Some(AssessmentId(id(303)));
    AssessmentRecord { assessment: assessment(300), points, actions, followed_by }
}

/// The same, challenged by those assessed.
pub(in crate::views::pages) fn challenged() -> AssessmentRecord {
    let mut record = assessed();
    let (answer, on, reason) = (Answer::Challenged, date(2026, 6, 30), Some(HOSTILE.to_owned()));
    record.assessment.details.response = Some(Response { answer, on, reason });
    record
}

/// An assessment of which next to nothing is recorded.
pub(in crate::views::pages) fn hardly_assessed() -> AssessmentRecord {
    let (points, actions) = (Vec::new(), Vec::new());
    AssessmentRecord { assessment: bare(), points, actions, followed_by: None }
}

/// A list of 200 assessments, whole on one page.
pub(in crate::views::pages) fn assessments() -> Page<AssessmentLine> {
    let line = |n: u128| {
        let assessment = if n == 599 { bare() } else { assessment(n) };
        let tally = Tally::of(assessed().points.iter().map(|point| point.result));
        AssessmentLine { assessment, standard: Some(Standard::Uk14), tally }
    };
    Page { items: (400..600).map(line).collect(), total: 200, next: None }
}
