//! Pages of governed meetings in every state.

use super::{html, nothing, samples};
use crate::domain::access::Role;
use crate::domain::meetings::governed::GovernedRecord;
use crate::domain::meetings::states::State;
use crate::domain::meetings::{MeetingKind, OneSide};
use crate::domain::problems::Problem;
use crate::views::pages::meetings::{
    CheckPage, DiscussPage, DisputePage, GovernedPage, MeetingsPage, NoteGiven, Plan, ScorePage,
    SealedPage, SeriesGiven, Settled, SignPage, end_series, outcome, plan, reopen, replan, reveal,
    series,
};
use samples::governed::{dispute, governed, lead, record, scoring, set};

const HOSTILE: &str = samples::HOSTILE;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    [standing(), scored(), settled(), planned()].concat()
}

fn standing() -> Vec<(&'static str, String)> {
    let page = |state, role| html(&GovernedPage::of(&record(state), &lead(role), "saved"));
    vec![
        ("governed-planned", page(State::Planned, Role::ClientLead)),
        ("governed-open", page(State::Open, Role::SupplierMember)),
        ("governed-sealed", page(State::Sealed { by: OneSide::Client }, Role::ClientLead)),
        ("governed-revealed", page(State::Revealed, Role::SupplierLead)),
        ("governed-settled", page(State::Settled { signed: None }, Role::ClientLead)),
        ("governed-signed", page(State::SignedOff, Role::Auditor)),
        (
            "governed-reopened",
            page(State::Reopened { revision: 2, signed: None }, Role::ClientLead),
        ),
        ("governed-revised", page(State::Revised { revision: 2 }, Role::SupplierLead)),
        (
            "governed-health-check",
            html(&GovernedPage::of(&checked(), &lead(Role::SupplierLead), "signed")),
        ),
    ]
}

/// A check that both sides signed, kept apart from the scorecard.
fn checked() -> GovernedRecord {
    let mut record = record(State::SignedOff);
    record.governed.meeting.kind = MeetingKind::Check;
    record
}

fn scored() -> Vec<(&'static str, String)> {
    let wrong = [
        Problem::field("outcomes", "", "wrong", HOSTILE),
        Problem::field("commitments-comment", "", "wrong", HOSTILE),
        Problem::whole("wrong", HOSTILE),
    ];
    let whole = scoring(Some(set()), true);
    vec![
        ("score", html(&ScorePage::of(&scoring(None, false)))),
        ("score-kept", html(&ScorePage::of(&scoring(Some(set()), false)))),
        ("score-error", html(&ScorePage::of(&whole).with(&wrong))),
        ("check-error", html(&CheckPage::of(&whole, &lead(Role::ClientLead)))),
        (
            "check-member-error",
            html(&CheckPage::of(&scoring(Some(set()), false), &lead(Role::ClientMember))),
        ),
        ("check-empty-error", html(&CheckPage::of(&scoring(None, true), &lead(Role::ClientLead)))),
        ("sealed", html(&SealedPage::of(&whole))),
    ]
}

fn settled() -> Vec<(&'static str, String)> {
    let revealed = record(State::Revealed);
    let given = Settled {
        criterion: "outcomes".to_owned(),
        reason: HOSTILE.to_owned(),
        ..Settled::default()
    };
    let wrong = [Problem::field("settlement", "", "wrong", HOSTILE)];
    let form = || outcome(&revealed, &given, 7).unwrap();
    let entered = NoteGiven { words: HOSTILE.to_owned(), ..NoteGiven::default() };
    let today = samples::date(2026, 8, 1);
    let page = |decided, role| {
        let actor = lead(role);
        DisputePage::of(&revealed, &dispute(decided), &entered, (&actor, today))
    };
    let wrong_note = [Problem::field("words", "", "wrong", HOSTILE)];
    vec![
        ("discuss", html(&DiscussPage::of(&revealed, &lead(Role::ClientLead)))),
        ("discuss-read", html(&DiscussPage::of(&revealed, &lead(Role::Auditor)))),
        ("outcome", html(&form())),
        ("outcome-error", html(&form().with(&wrong))),
        ("dispute", html(&page(false, Role::SupplierLead))),
        ("dispute-error", html(&page(false, Role::SupplierLead).with(&wrong_note))),
        ("dispute-decided", html(&page(true, Role::Auditor))),
        ("sign", html(&SignPage::of(&record(State::Settled { signed: None }), OneSide::Client))),
    ]
}

fn planned() -> Vec<(&'static str, String)> {
    let contract = samples::contract();
    let all = samples::governed::series();
    let lines = crate::domain::lists::Page {
        items: vec![
            (samples::meeting(), Some(governed(State::Open))),
            (samples::meeting(), Some(governed(State::SignedOff))),
            (samples::meeting(), None),
        ],
        total: 130,
        next: Some(50),
    };
    let client = lead(Role::ClientLead);
    let wrong = [Problem::field("on", "", "wrong", HOSTILE)];
    let entered = Plan { on: HOSTILE.to_owned(), ..Plan::default() };
    let titled = SeriesGiven { title: HOSTILE.to_owned(), ..SeriesGiven::default() };
    let (open, designs) = (governed(State::Open), [samples::version()]);
    vec![
        ("meetings", html(&MeetingsPage::of(&contract, &lines, &all, 2, &client))),
        (
            "meetings-empty",
            html(&MeetingsPage::of(&contract, &nothing(), &[], 1, &lead(Role::Auditor))),
        ),
        ("plan", html(&plan(&contract, &designs, &entered))),
        ("plan-error", html(&plan(&contract, &designs, &entered).with(&wrong))),
        ("replan", html(&replan(&contract, &open.meeting, &Plan::of(&open), 7))),
        ("series", html(&series(&contract, &titled))),
        ("series-end", html(&end_series(&all[0], contract.id))),
        ("reveal", html(&reveal(&contract, &open.meeting, HOSTILE))),
        ("reopen", html(&reopen(&contract, &open.meeting, HOSTILE))),
    ]
}
