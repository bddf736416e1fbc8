//! What the Act asks of which contract, by when, and what cannot be recorded.

use super::*;
use crate::domain::contracts::{Details, Term};
use crate::domain::ids::{ActorId, OrganisationId};
use crate::domain::kpis::{Direction, Kpi, default_bands, service_points};
use crate::domain::organisations::Organisation;
use crate::domain::problems::{Place, Problem};
use chrono::{Datelike, Days};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn contract(pence: i64, start: &str, end: &str) -> Contract {
    let organisation =
        |name: &str| Organisation { id: OrganisationId(uuid::Uuid::nil()), name: name.to_owned() };
    let known = |text: &str| (!text.is_empty()).then(|| day(text));
    Contract {
        id: ContractId(uuid::Uuid::nil()),
        revision: 1,
        client: organisation("Northmoor"),
        supplier: organisation("Larkspur"),
        details: Details {
            reference: "N-1".to_owned(),
            title: "Repairs".to_owned(),
            term: Term::new(known(start), known(end)).unwrap(),
            value: Money::from_scaled(pence),
            pricing: None,
            working: None,
            tender_reference: None,
        },
    }
}

const OVER: i64 = 500_000_001;

fn kpi(number: u128) -> KpiId {
    KpiId(uuid::Uuid::from_u128(number))
}

fn notice(on: &str) -> Publication {
    Publication { on: day(on), notice: "2026/S 000-1".to_owned() }
}

/// A contract over £5 million from 1 March 2026 to 28 February 2029 with all that section 52 asks.
fn record() -> Record {
    let contract = contract(OVER, "2026-03-01", "2029-02-28");
    let terms = Terms {
        regime: Some(Regime::Act),
        material: vec![kpi(1), kpi(2), kpi(3)],
        published: Some(notice("2026-02-20")),
        ..Terms::default()
    };
    let standing = Standing { contract: contract.id, revision: 1, terms };
    Record { contract, standing, assessments: Vec::new(), failures: Vec::new(), kpis: 3 }
}

fn assessed(occasion: Occasion, on: &str) -> Assessed {
    let rated = |number| Rated {
        kpi: kpi(number),
        title: format!("KPI {number}"),
        rating: Rating::Good,
        reason: None,
    };
    let ratings = (1..=3).map(rated).collect();
    Assessed { occasion, from: day("2026-03-01"), to: day(on), on: day(on), ratings }
}

fn assessment(occasion: Occasion, on: &str, published: Option<&str>) -> Assessment {
    Assessment {
        id: KpiAssessmentId::fresh(),
        contract: ContractId(uuid::Uuid::nil()),
        revision: 1,
        assessed: assessed(occasion, on),
        published: published.map(notice),
        by: Author { id: ActorId(uuid::Uuid::nil()), name: "Clara".to_owned() },
        at: DateTime::UNIX_EPOCH,
    }
}

/// What is due: `yearly 2027-02-28, termination 2029-02-28`.
#[track_caller]
fn check_due(record: &Record, expected: &str) {
    let word = |what| match what {
        What::Kpis => "kpis",
        What::Yearly => "yearly",
        What::Termination => "termination",
        What::Failure(_) => "failure",
    };
    let said: Vec<String> =
        due(record).iter().map(|due| format!("{} {}", word(due.what), due.by)).collect();
    assert_eq!(said.join(", "), expected);
}

fn with(assessments: Vec<Assessment>) -> Record {
    Record { assessments, ..record() }
}

#[test]
fn kpis_are_required_above_5_million_pounds_and_not_at_it() {
    let of = |pence, regime| {
        let terms = Terms { regime, ..Terms::default() };
        requirement(&contract(pence, "", ""), &terms)
    };
    assert_eq!(of(500_000_000, Some(Regime::Act)), Requirement::NotOver);
    assert_eq!(of(500_000_001, Some(Regime::Act)), Requirement::Required);
    assert_eq!(of(500_000_001, None), Requirement::Unsaid);
    assert_eq!(of(100, Some(Regime::ByChoice)), Requirement::ByChoice);
    for regime in [
        Regime::NotAppropriate,
        Regime::Framework,
        Regime::PrivateUtility,
        Regime::Concession,
        Regime::LightTouch,
        Regime::EarlierLaw,
    ] {
        assert_eq!(of(OVER, Some(regime)), Requirement::Exempt(regime));
    }
    let unknown = Contract {
        details: Details { value: None, ..contract(1, "", "").details },
        ..contract(1, "", "")
    };
    let terms = Terms { regime: Some(Regime::Act), ..Terms::default() };
    assert_eq!(requirement(&unknown, &terms), Requirement::NoValue);
    let estimated = Terms { estimate: Money::from_scaled(OVER), ..terms };
    assert_eq!(requirement(&contract(1, "", ""), &estimated), Requirement::Required);
}

#[test]
fn what_section_52_asks_for_and_is_not_there_is_named() {
    let bare = Terms { regime: Some(Regime::Act), ..Terms::default() };
    let lacking = lacks(&contract(OVER, "", ""), &bare, 2);
    let said: Vec<String> = lacking.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "section 52 asks for 3 KPIs or more, and 2 are set",
            "3 KPIs are described as the most material, and none is marked",
            "the KPIs are not published",
            "the contract has no start date, so no period of 12 months can be counted from it",
        ]
    );
    let Record { contract, standing, .. } = record();
    assert_eq!(lacks(&contract, &standing.terms, 3), []);
    let exempt = Terms { regime: Some(Regime::Framework), ..Terms::default() };
    assert_eq!(lacks(&contract, &exempt, 0), []);
    let chosen = Terms { regime: Some(Regime::ByChoice), ..Terms::default() };
    assert_eq!(lacks(&contract, &chosen, 0), [Lack::Material(0)]);
    let without = Record { kpis: 2, ..record() };
    check_due(&without, "kpis 2026-03-01, yearly 2027-02-28, termination 2029-02-28");
}

#[test]
fn twelve_months_end_the_day_before_the_same_day_a_year_on() {
    for (first, last) in [
        ("2026-03-04", "2027-03-03"),
        ("2026-01-01", "2026-12-31"),
        // The next February has a 29th day, and it is the last of the twelve months.
        ("2027-03-01", "2028-02-29"),
        ("2028-03-01", "2029-02-28"),
        ("2027-02-28", "2028-02-27"),
        // There is no 29 February 2029.
        ("2028-02-29", "2029-02-28"),
        ("2028-02-28", "2029-02-27"),
    ] {
        assert_eq!(end_of_twelve_months(day(first)), day(last), "{first}");
    }
}

#[test]
fn thirty_days_that_begin_with_a_day_count_it_as_the_first() {
    assert_eq!(end_of_thirty_days(day("2026-03-01")), day("2026-03-30"));
    assert_eq!(end_of_thirty_days(day("2028-02-01")), day("2028-03-01"));
}

#[test]
fn each_publication_begins_the_next_twelve_months_and_an_assessment_alone_does_not() {
    check_due(&record(), "yearly 2027-02-28, termination 2029-02-28");
    let waiting = assessment(Occasion::Yearly, "2027-01-20", None);
    check_due(&with(vec![waiting]), "yearly 2027-02-28, termination 2029-02-28");
    let first = assessment(Occasion::Yearly, "2027-01-20", Some("2027-02-10"));
    check_due(&with(vec![first.clone()]), "yearly 2028-02-10, termination 2029-02-28");
    let second = assessment(Occasion::Yearly, "2028-02-01", Some("2028-02-28"));
    // 29 February 2028 begins the period, so it ends on 28 February 2029.
    check_due(&with(vec![second, first]), "yearly 2029-02-28, termination 2029-02-28");
}

#[test]
fn a_contract_that_ends_before_the_twelve_months_do_owes_the_assessment_on_termination() {
    let late = assessment(Occasion::Yearly, "2028-03-01", Some("2028-04-01"));
    check_due(&with(vec![late]), "termination 2029-02-28");
    let mut ended = with(vec![assessment(Occasion::Yearly, "2027-01-20", Some("2027-02-10"))]);
    ended.standing.terms.terminated = Some(day("2027-09-30"));
    check_due(&ended, "termination 2027-09-30");
    ended.assessments.push(assessment(Occasion::Termination, "2027-09-30", Some("2027-10-02")));
    check_due(&ended, "");
    assert!(due(&record())[1].is_overdue_on(day("2029-03-01")));
    assert!(!due(&record())[1].is_overdue_on(day("2029-02-28")));
}

#[test]
fn no_period_begins_before_section_71_was_in_force() {
    let before = Record { contract: contract(OVER, "2025-05-01", "2028-04-30"), ..record() };
    check_due(&before, "yearly 2026-12-31, termination 2028-04-30");
    let over = Record { contract: contract(OVER, "2025-03-01", "2025-12-31"), ..record() };
    check_due(&over, "");
}

#[test]
fn contracts_that_the_act_leaves_out_owe_nothing_by_the_clock() {
    for regime in Regime::ALL.iter().filter(|it| !matches!(it, Regime::Act | Regime::ByChoice)) {
        let mut out = record();
        out.standing.terms.regime = Some(*regime);
        check_due(&out, "");
    }
    let mut small = record();
    small.contract = contract(500_000_000, "2026-03-01", "2029-02-28");
    check_due(&small, "");
    small.standing.terms.regime = Some(Regime::ByChoice);
    check_due(&small, "yearly 2027-02-28, termination 2029-02-28");
}

fn failed(ground: Ground) -> Failed {
    let opportunity = (ground == Ground::NoImprovement).then(|| day("2026-04-01"));
    Failed {
        ground,
        happened: day("2026-03-02"),
        opportunity,
        since: day("2026-06-01"),
        circumstances: "Two wards were closed".to_owned(),
        plan: None,
    }
}

fn failure(ground: Ground, published: Option<&str>) -> Failure {
    Failure {
        id: FailureId::fresh(),
        contract: ContractId(uuid::Uuid::nil()),
        revision: 1,
        failed: failed(ground),
        published: published.map(notice),
        by: Author { id: ActorId(uuid::Uuid::nil()), name: "Clara".to_owned() },
        at: DateTime::UNIX_EPOCH,
    }
}

#[test]
fn a_breach_or_failure_is_due_within_30_days_until_it_is_published() {
    for ground in Ground::ALL {
        let mut one = record();
        one.failures = vec![failure(*ground, None)];
        check_due(&one, "failure 2026-06-30, yearly 2027-02-28, termination 2029-02-28");
        one.failures = vec![failure(*ground, Some("2026-06-12"))];
        check_due(&one, "yearly 2027-02-28, termination 2029-02-28");
    }
    let mut framework = record();
    framework.standing.terms.regime = Some(Regime::Framework);
    framework.failures = vec![failure(Ground::Damages, None)];
    check_due(&framework, "failure 2026-06-30");
}

/// The fields that have something wrong with them.
fn fields(problems: &[Problem]) -> Vec<String> {
    let field = |problem: &Problem| match &problem.place {
        Place::Field(name) => Some(name.clone()),
        Place::Whole | Place::Cell { .. } => None,
    };
    problems.iter().filter_map(field).collect()
}

const TODAY: &str = "2026-06-30";

#[test]
fn a_breach_or_failure_has_its_days_in_order_and_its_circumstances() {
    let wrong = |failed: Failed, regime| {
        let terms = Terms { regime, ..Terms::default() };
        let problems = check_failed(&failed, &terms, day(TODAY));
        fields(&problems).join(" ")
    };
    let act = Some(Regime::Act);
    for ground in Ground::ALL {
        assert_eq!(wrong(failed(*ground), act), "", "{ground:?}");
    }
    let improvement = || failed(Ground::NoImprovement);
    assert_eq!(wrong(Failed { opportunity: None, ..improvement() }, act), "opportunity_on");
    let early = Failed { opportunity: Some(day("2026-03-01")), ..improvement() };
    assert_eq!(wrong(early, act), "opportunity_on");
    let late = Failed { opportunity: Some(day("2026-06-02")), ..improvement() };
    assert_eq!(wrong(late, act), "applies_since");
    let to_come = Failed { since: day("2026-07-01"), ..improvement() };
    assert_eq!(wrong(to_come, act), "applies_since");
    let before =
        Failed { happened: day("2025-11-01"), since: day("2025-12-31"), ..failed(Ground::Damages) };
    assert_eq!(wrong(before, act), "applies_since");
    let silent = Failed { circumstances: " ".to_owned(), ..failed(Ground::Damages) };
    assert_eq!(wrong(silent, act), "circumstances");
    let stray = Failed { plan: Some(PlanId::fresh()), ..failed(Ground::Damages) };
    assert_eq!(wrong(stray, act), "plan");
    let stray = Failed { opportunity: Some(day("2026-04-01")), ..failed(Ground::Damages) };
    assert_eq!(wrong(stray, act), "opportunity_on");
    for regime in Regime::ALL {
        let out =
            matches!(regime, Regime::LightTouch | Regime::PrivateUtility | Regime::EarlierLaw);
        let said = wrong(improvement(), Some(*regime));
        assert_eq!(said, if out { "ground" } else { "" }, "{regime:?}");
    }
}

fn kpis() -> Vec<Kpi> {
    let one = |number| Kpi {
        id: kpi(number),
        contract: ContractId(uuid::Uuid::nil()),
        title: format!("KPI {number}"),
        unit: String::new(),
        direction: Direction::Higher,
        bands: default_bands(),
        service_levels: Vec::new(),
        repeats: service_points::Repeats::DOUBLE,
    };
    (1..=4).map(one).collect()
}

#[test]
fn three_different_kpis_of_the_contract_are_marked_at_most() {
    let wrong = |terms: &Terms| fields(&check_terms(terms, &kpis(), day(TODAY))).join(" ");
    let marking = |numbers: &[u128]| Terms {
        regime: Some(Regime::Act),
        material: numbers.iter().map(|number| kpi(*number)).collect(),
        ..Terms::default()
    };
    assert_eq!(wrong(&marking(&[1, 2, 3])), "");
    assert_eq!(wrong(&marking(&[1])), "");
    assert_eq!(wrong(&marking(&[1, 2, 3, 4])), "material");
    assert_eq!(wrong(&marking(&[1, 2, 1])), "material[2]");
    assert_eq!(wrong(&marking(&[9, 2])), "material[0]");
    let published = Terms { published: Some(notice(TODAY)), ..marking(&[1]) };
    assert_eq!(wrong(&published), "");
    assert_eq!(
        wrong(&Terms { published: Some(notice("2026-07-01")), ..marking(&[1]) }),
        "published_on"
    );
    assert_eq!(wrong(&Terms { published: Some(notice(TODAY)), ..marking(&[]) }), "material");
    assert_eq!(
        wrong(&Terms { terminated: Some(day("2026-07-01")), ..marking(&[]) }),
        "terminated_on"
    );
    let considered = Terms { regime: Some(Regime::NotAppropriate), ..Terms::default() };
    assert_eq!(wrong(&considered), "reason");
    let said = Terms { reason: Some("One delivery, inspected once".to_owned()), ..considered };
    assert_eq!(wrong(&said), "");
}

#[test]
fn an_assessment_rates_each_marked_kpi_once_and_says_why_one_is_other() {
    let wrong = |change: &dyn Fn(&mut Assessed)| {
        let mut given = assessed(Occasion::Yearly, "2026-06-15");
        change(&mut given);
        fields(&check_assessed(&given, &record(), day(TODAY))).join(" ")
    };
    assert_eq!(wrong(&|_| {}), "");
    assert_eq!(wrong(&|it| it.ratings.truncate(2)), "ratings[2].rating");
    assert_eq!(wrong(&|it| it.ratings[2].kpi = kpi(2)), "ratings[2].kpi ratings[2].rating");
    assert_eq!(wrong(&|it| it.ratings[0].rating = Rating::Other), "ratings[0].reason");
    let explained = |it: &mut Assessed| {
        it.ratings[0].rating = Rating::Other;
        it.ratings[0].reason = Some("Nothing was measured".to_owned());
    };
    assert_eq!(wrong(&explained), "");
    assert_eq!(wrong(&|it| it.to = day("2026-02-01")), "to");
    assert_eq!(wrong(&|it| it.on = day("2026-06-14")), "assessed_on");
    assert_eq!(wrong(&|it| it.on = day("2026-07-01")), "assessed_on");
    assert_eq!(wrong(&|it| it.occasion = Occasion::Termination), "occasion");
    let mut unmarked = record();
    unmarked.standing.terms.material.clear();
    let given = Assessed { ratings: Vec::new(), ..assessed(Occasion::Yearly, "2026-06-15") };
    assert_eq!(fields(&check_assessed(&given, &unmarked, day(TODAY))), ["ratings"]);
}

#[test]
fn a_contract_is_assessed_on_termination_once_and_only_when_it_has_ended() {
    let mut ended = record();
    ended.standing.terms.terminated = Some(day("2026-06-10"));
    let given = assessed(Occasion::Termination, "2026-06-15");
    assert_eq!(check_assessed(&given, &ended, day(TODAY)), []);
    ended.assessments = vec![assessment(Occasion::Termination, "2026-06-12", None)];
    assert_eq!(fields(&check_assessed(&given, &ended, day(TODAY))), ["occasion"]);
}

#[test]
fn what_was_published_stays_and_is_published_after_it_happened() {
    assert_eq!(still_open(None), Ok(()));
    let said = still_open(Some(&notice("2026-06-12"))).unwrap_err().to_string();
    assert_eq!(said, "this was published on 2026-06-12, and what was published stays as it is");
    let wrong = |on: &str, words: &str| {
        let published = Publication { on: day(on), notice: words.to_owned() };
        fields(&check_published(&published, Some(day("2026-06-01")), day(TODAY))).join(" ")
    };
    assert_eq!(wrong("2026-06-01", "N"), "");
    assert_eq!(wrong("2026-05-31", "N"), "published_on");
    assert_eq!(wrong("2026-07-01", " "), "published_on notice");
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..20_000).prop_map(|days| day("2000-01-01") + Days::new(days))
}

proptest! {
    #[test]
    fn twelve_months_are_365_or_366_days_and_the_next_ones_follow_without_a_hole(first in any_day()) {
        let last = end_of_twelve_months(first);
        let days = (last - first).num_days() + 1;
        prop_assert!(days == 365 || days == 366, "{first} {last}");
        let next = last.succ_opt().unwrap();
        let leap_day = (first.month(), first.day()) == (2, 29);
        let expected = if leap_day { (3, 1) } else { (first.month(), first.day()) };
        prop_assert_eq!((next.month(), next.day()), expected);
        prop_assert_eq!(next.year(), first.year() + 1);
    }

    #[test]
    fn a_later_start_never_ends_earlier(first in any_day(), later in 0_u64..800) {
        let after = first + Days::new(later);
        prop_assert!(end_of_twelve_months(first) <= end_of_twelve_months(after));
    }

    #[test]
    fn publishing_never_brings_the_next_day_forward(days in 0_u64..360, more in 0_u64..360) {
        let on = |days| (day("2026-03-01") + Days::new(days)).to_string();
        let next = |record: &Record| due(record).first().map(|due| due.by);
        let one = with(vec![assessment(Occasion::Yearly, &on(days), Some(&on(days)))]);
        let mut two = one.clone();
        two.assessments.push(assessment(Occasion::Yearly, &on(days), Some(&on(days + more))));
        prop_assert!(next(&record()) <= next(&one));
        prop_assert!(next(&one) <= next(&two));
    }
}
