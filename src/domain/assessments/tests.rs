//! Standards, stages, challenges and what is wrong with points, by example.

use super::check::{action, points};
use super::*;
use crate::domain::problems::{Place, Problem};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn details() -> Details {
    Details {
        reference: "A-1".to_owned(),
        service: "Apply for a permit".to_owned(),
        assessed_on: Some(day("2026-11-20")),
        ..Details::default()
    }
}

fn assessment(details: Details) -> Assessment {
    Assessment {
        id: AssessmentId::fresh(),
        revision: 1,
        round: 1,
        follows: None,
        department: None,
        contract: None,
        details,
        origin: None,
    }
}

fn point(number: u16, result: PointResult) -> Point {
    Point { number, result, comment: None, origin: None }
}

fn told(problems: &[Problem]) -> Vec<String> {
    let field = |problem: &Problem| match &problem.place {
        Place::Field(field) => field.clone(),
        Place::Whole | Place::Cell { .. } => String::new(),
    };
    problems.iter().map(|problem| format!("{}: {}", field(problem), problem.message)).collect()
}

#[test]
fn every_standard_has_the_points_it_is_published_with() {
    let counts: Vec<usize> = Standard::ALL.iter().map(|one| one.titles().len()).collect();
    assert_eq!(counts, [14, 18, 26, 12]);
    assert_eq!(Standard::Uk14.title(12), Some("Opens its source code"));
    assert_eq!(Standard::Uk14.title(15), None);
    assert_eq!(Standard::highest_number(), 26);
}

#[test]
fn the_number_of_points_decides_the_standard() {
    for standard in Standard::ALL {
        let numbers = standard.points().map(|(number, _)| number).collect::<Vec<_>>();
        assert_eq!(Standard::with_points(numbers.iter().rev().copied()), Some(*standard));
    }
    assert_eq!(Standard::with_points(1..=17), None);
    assert_eq!(Standard::with_points(2..=19), None);
    assert_eq!(Standard::with_points(std::iter::empty()), None);
}

#[test]
fn a_stage_is_found_in_what_people_write() {
    let named = |text| Stage::named(text).map(Stage::word);
    assert_eq!(named("Alpha Review"), Some("alpha"));
    assert_eq!(named("Beta (Internal service, trial period)"), Some("beta"));
    assert_eq!(named("Beta - Voluntary"), Some("beta"));
    assert_eq!(named("Live assessment"), Some("live"));
    assert_eq!(named("private beta"), Some("private_beta"));
    assert_eq!(named("Public beta review"), Some("public_beta"));
    assert_eq!(named("Gamma"), None);
}

#[test]
fn a_result_can_be_challenged_for_ten_working_days_from_the_report() {
    let until = |reported: Option<&str>| {
        Details { reported_on: reported.map(day), ..details() }.challenge_until()
    };
    assert_eq!(until(None), Some(day("2026-12-04")));
    assert_eq!(until(Some("2026-12-18")), Some(day("2027-01-06")));
    assert_eq!(Details { assessed_on: None, ..details() }.challenge_until(), None);
}

#[test]
fn a_challenge_is_made_in_time_and_says_why() {
    let challenged = |on: &str, reason: Option<&str>| {
        let (on, reason) = (day(on), reason.map(str::to_owned));
        let response = Some(Response { answer: Answer::Challenged, on, reason });
        checked(Details { response, ..details() })
    };
    assert!(challenged("2026-12-04", Some("Point 5 was tested")).is_ok());
    let late = challenged("2026-12-05", None).unwrap_err();
    assert_eq!(
        told(&late),
        [
            "reason: a challenge needs a reason",
            "on: the result could be challenged until 2026-12-04"
        ]
    );
    let early = challenged("2026-11-19", Some("why")).unwrap_err();
    assert_eq!(told(&early), ["on: this is before the report of 2026-11-20"]);
}

#[test]
fn all_that_is_missing_is_told_at_once() {
    let reported_on = Some(day("2026-11-19"));
    let none = Details { reported_on, ..details() };
    let none = Details { reference: " ".to_owned(), service: String::new(), ..none };
    assert_eq!(
        told(&checked(none).unwrap_err()),
        [
            "reference: the reference is empty",
            "service: the service is empty",
            "reported_on: the report came before the assessment of 2026-11-20"
        ]
    );
}

#[test]
fn a_point_belongs_to_the_standard_and_is_given_once() {
    let known = assessment(Details { standard: Some(Standard::Wales12), ..details() });
    let given = [1, 12, 12, 13, 0].map(|number| point(number, PointResult::Met));
    assert_eq!(
        told(&points(&known, &given)),
        [
            "points[2].number: this point is given twice",
            "points[3].number: there is no point 13 in the Digital Service Standard for Wales (12 points)",
            "points[4].number: there is no point 0 in the Digital Service Standard for Wales (12 points)"
        ]
    );
    let unknown = assessment(details());
    assert_eq!(points(&unknown, &[point(26, PointResult::Met)]), []);
    let problems = points(&unknown, &[point(27, PointResult::Met)]);
    assert_eq!(told(&problems), ["points[0].number: no standard has a point 27"]);
}

#[test]
fn what_an_amber_point_asks_for_is_due_within_three_months() {
    let known = assessment(details());
    let given = [point(1, PointResult::Amber), point(2, PointResult::Red)];
    let due = |number: u16, due: &str| {
        let id = AssessmentActionId::fresh();
        let what = "Test with users of screen readers".to_owned();
        let wanted = Action { id, point: number, what, due: day(due), done_on: None };
        told(&action(&known, &given, &wanted))
    };
    let none: [&str; 0] = [];
    assert_eq!(due(1, "2027-02-20"), none);
    assert_eq!(due(1, "2027-02-21"), ["due: what an amber point asks for is due by 2027-02-20"]);
    assert_eq!(due(2, "2027-06-01"), none);
    assert_eq!(due(2, "2026-11-19"), ["due: this is before the assessment"]);
    assert_eq!(due(3, "2027-01-01"), ["point: the assessment has no result for this point"]);
}

#[test]
fn points_are_counted_by_what_they_came_to() {
    let results = [PointResult::Met, PointResult::Green, PointResult::Red, PointResult::Amber];
    let tally = Tally::of(results.into_iter());
    assert_eq!((tally.met, tally.not_met, tally.amber, tally.not_applicable), (2, 1, 1, 0));
    assert_eq!(tally.total(), 4);
}
