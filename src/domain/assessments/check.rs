//! What an assessment may say: every problem at once.

use super::{Action, Answer, Assessment, Details, Point, PointResult, Standard};
use crate::domain::problems::Problem;

/// The details, when nothing is wrong with them.
///
/// # Errors
/// Every problem in them.
pub fn checked(draft: Details) -> Result<Details, Vec<Problem>> {
    let mut problems = Vec::new();
    for (field, text) in [("reference", &draft.reference), ("service", &draft.service)] {
        if text.trim().is_empty() {
            let message = format!("the {field} is empty");
            problems.push(Problem::field(field, "", message, format!("Enter the {field}")));
        }
    }
    problems.extend(reported_before(&draft));
    problems.extend(response(&draft));
    if problems.is_empty() { Ok(draft) } else { Err(problems) }
}

fn reported_before(draft: &Details) -> Option<Problem> {
    let (assessed, reported) = (draft.assessed_on?, draft.reported_on?);
    let message = format!("the report came before the assessment of {assessed}");
    let remedy = "Correct one of the two days";
    (reported < assessed)
        .then(|| Problem::field("reported_on", reported.to_string(), message, remedy))
}

fn response(draft: &Details) -> Vec<Problem> {
    let Some(response) = &draft.response else { return Vec::new() };
    let (mut problems, on) = (Vec::new(), response.on);
    if let Some(from) = draft.reported_on.or(draft.assessed_on).filter(|from| on < *from) {
        let message = format!("this is before the report of {from}");
        problems.push(Problem::field("on", on.to_string(), message, "Correct the day"));
    }
    if response.answer == Answer::Accepted {
        return problems;
    }
    if response.reason.is_none() {
        let remedy = "Say what is challenged, and why";
        problems.push(Problem::field("reason", "", "a challenge needs a reason", remedy));
    }
    if let Some(until) = draft.challenge_until().filter(|until| *until < on) {
        let message = format!("the result could be challenged until {until}");
        let remedy = "Record that it was accepted, or correct the day";
        problems.push(Problem::field("on", on.to_string(), message, remedy));
    }
    problems
}

impl Standard {
    /// What is wrong with the number of a point, when the standard has none of it.
    #[must_use]
    pub fn lacks(standard: Option<Self>, number: u16) -> Option<(String, String)> {
        let highest = standard.map_or_else(Self::highest_number, |own| {
            own.points().map(|(number, _)| number).max().unwrap_or_default()
        });
        let message = match standard {
            Some(standard) => format!("there is no point {number} in the {}", standard.label()),
            None => format!("no standard has a point {number}"),
        };
        (number == 0 || highest < number).then(|| (message, format!("Use 1 to {highest}")))
    }
}

/// What is wrong with points that somebody gives for an assessment.
#[must_use]
pub fn points(assessment: &Assessment, points: &[Point]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (place, point) in points.iter().enumerate() {
        let field = format!("points[{place}].number");
        let value = point.number.to_string();
        let before = points.iter().take(place).any(|other| other.number == point.number);
        if before {
            let message = "this point is given twice";
            problems.push(Problem::field(&field, &value, message, "Give each point once"));
        }
        let lacking = Standard::lacks(assessment.details.standard, point.number);
        problems.extend(
            lacking.map(|(message, remedy)| Problem::field(&field, &value, message, remedy)),
        );
    }
    problems
}

/// What is wrong with something to do about a point: the point has to be known, and what an amber
/// point asks for is due within three months of the assessment.
#[must_use]
pub fn action(assessment: &Assessment, points: &[Point], action: &Action) -> Vec<Problem> {
    let mut problems = Vec::new();
    if action.what.trim().is_empty() {
        let remedy = "Enter what is to be done";
        problems.push(Problem::field("what", "", "the action says nothing", remedy));
    }
    let Some(point) = points.iter().find(|point| point.number == action.point) else {
        let message = "the assessment has no result for this point";
        let value = action.point.to_string();
        problems.push(Problem::field("point", value, message, "Use a point with a result"));
        return problems;
    };
    let until = assessment.details.amber_until();
    let late = until.filter(|until| point.result == PointResult::Amber && *until < action.due);
    if let Some(until) = late {
        let message = format!("what an amber point asks for is due by {until}");
        let value = action.due.to_string();
        problems.push(Problem::field("due", value, message, "Use that day or an earlier one"));
    }
    if assessment.details.assessed_on.is_some_and(|day| action.due < day) {
        let message = "this is before the assessment";
        problems.push(Problem::field("due", action.due.to_string(), message, "Correct the day"));
    }
    problems
}
