//! Pages of assessments against service standards in every state.

use super::{html, nothing, samples};
use crate::domain::assessments::{AssessmentLine, Point};
use crate::domain::imports::State;
use crate::domain::lists::Page;
use crate::domain::problems::Problem;
use crate::views::pages::assessments::{
    AssessmentPage, AssessmentsPage, Entered, List, NewAssessment, Search, action, done, points,
    record, respond,
};
use crate::views::pages::parts::May;

const HOSTILE: &str = samples::HOSTILE;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    [lists(), read(), recorded(), parts()].concat()
}

fn lists() -> Vec<(&'static str, String)> {
    let (contract, found) = (samples::contract(), samples::assessments());
    let departments = [contract.client.clone()];
    let search = Search { text: HOSTILE.to_owned(), ..Search::default() };
    let page = |list: List<'_>, search: &Search, found: &Page<AssessmentLine>, may| {
        html(&AssessmentsPage::of(&list, search, found, 1, may))
    };
    let (all, own) = (List::All(&departments), List::Of(&contract));
    let one = Page { items: found.items.iter().take(1).cloned().collect(), total: 1, next: None };
    vec![
        ("assessments", page(all, &search, &found, May::Act)),
        ("assessments-none", page(all, &Search::default(), &nothing(), May::Act)),
        ("assessments-none-found", page(all, &search, &nothing(), May::Read)),
        ("contract-assessments", page(own, &Search::default(), &one, May::Act)),
        ("contract-assessments-none", page(own, &Search::default(), &nothing(), May::Read)),
    ]
}

fn read() -> Vec<(&'static str, String)> {
    let (contract, today) = (samples::contract(), samples::date(2026, 7, 6));
    let imports = [samples::import(State::Applied)];
    let (full, bare) = (samples::assessed(), samples::hardly_assessed());
    let page =
        |record, contract, may| html(&AssessmentPage::of(record, contract, &imports, today, may));
    vec![
        ("assessment", page(&full, Some(&contract), May::Act)),
        ("assessment-seen", page(&full, Some(&contract), May::Read)),
        ("assessment-challenged", page(&samples::challenged(), None, May::Act)),
        ("assessment-empty", page(&bare, None, May::Act)),
    ]
}

fn wrong(fields: &[&str]) -> Vec<Problem> {
    fields.iter().map(|field| Problem::field(*field, "", "wrong", HOSTILE)).collect()
}

fn recorded() -> Vec<(&'static str, String)> {
    let full = samples::assessed();
    let (id, reference) = (full.assessment.id, HOSTILE.to_owned());
    let entered = Entered::of(&full, HOSTILE);
    let following = NewAssessment::Following(id, reference.clone());
    let changed = NewAssessment::Changed(id, reference, 3);
    let all = ["reference", "service", "assessed_on", "reported_on", "contract", "department"];
    vec![
        ("assessment-new", html(&record(&NewAssessment::First, &Entered::default()))),
        ("assessment-new-error", html(&record(&NewAssessment::First, &entered).with(&wrong(&all)))),
        ("assessment-change", html(&record(&changed, &entered))),
        ("assessment-reassess", html(&record(&following, &Entered::following(&full)))),
        (
            "assessment-reassess-error",
            html(&record(&following, &entered).with(&wrong(&["assessed_on"]))),
        ),
    ]
}

fn parts() -> Vec<(&'static str, String)> {
    let (full, bare) = (samples::assessed(), samples::hardly_assessed());
    let some: Vec<Point> = full.points.iter().take(5).cloned().collect();
    let act = || action(&full, "5", HOSTILE, HOSTILE);
    let finish = || done(&full, &full.actions[0], HOSTILE);
    let say = || respond(&full, "challenged", "30/6/2026", HOSTILE);
    vec![
        ("assessment-points", html(&points(&full, &some))),
        ("assessment-points-none", html(&points(&bare, &[]))),
        ("assessment-action", html(&act())),
        ("assessment-action-error", html(&act().with(&wrong(&["what", "due"])))),
        ("assessment-done", html(&finish())),
        ("assessment-done-error", html(&finish().with(&wrong(&["done_on"])))),
        ("assessment-response", html(&say())),
        ("assessment-response-error", html(&say().with(&wrong(&["on", "reason"])))),
    ]
}
