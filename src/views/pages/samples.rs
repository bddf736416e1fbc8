//! Domain values to make sample pages of, with text that would break markup if it were not escaped.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

pub(super) mod governed;

use crate::domain::access::{Reach, Role, Seat};
use crate::domain::accounts::{
    EmailAddress, Invitation, Manual, Member, Membership, Person, Purpose, Token,
};
use crate::domain::contracts::{
    Contract, ContractLine, Details, PricingModel, Term, WorkingPattern,
};
use crate::domain::designs::{Draft, Version, check};
use crate::domain::events::Event;
use crate::domain::exact::{Coverage, KpiValue, Money, Points, Published, ScoreValue};
use crate::domain::ids::{
    ActorId, ContractId, DesignId, EventId, ImportId, KpiId, MeetingId, MembershipId,
    OrganisationId, PersonId, TokenId, VersionId,
};
use crate::domain::imports::{Counts, FirstRow, Import, Kind, State, Understood};
use crate::domain::knowledge::reading::reading as reading_on;
use crate::domain::kpis::{
    self, Actual, Direction, Kpi, KpiRecord, Observation, default_bands, service_points,
};
use crate::domain::library;
use crate::domain::lists::Page;
use crate::domain::meetings::{
    Mark, Meeting, MeetingKind, MeetingRecord, Origin, Score, Side, Unscored,
};
use crate::domain::organisations::Organisation;
use crate::domain::periods::{Cadence, Period};
use crate::domain::problems::Problem;
use crate::domain::scorecards::{
    Composite, Figure, Inputs, KpiReading, NoComposite, PeriodFigure, PeriodLine, Trace, assess,
};
use crate::views::pages::imports::{Reading, Wanted};
use chrono::{DateTime, NaiveDate, Utc};
use std::sync::Arc;
use uuid::Uuid;

pub(super) mod knowledge;

mod value;

mod performance;

pub(super) use performance::{in_law, plans, unsaid};
pub(super) use value::value_records;

mod assessments;

mod tenders;

pub(super) use assessments::{assessed, assessments, challenged, hardly_assessed};
pub(super) use tenders::{hardly_weighed, tenders, weighed};

/// Text that would run if it were not escaped.
pub(super) const HOSTILE: &str = "<script>alert(\"1\")</script> & 'sons'";

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub(super) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(super) fn moment() -> DateTime<Utc> {
    date(2026, 7, 6).and_hms_opt(17, 30, 0).unwrap().and_utc()
}

pub(super) fn contract() -> Contract {
    Contract {
        id: ContractId(id(1)),
        revision: 3,
        client: Organisation { id: OrganisationId(id(2)), name: "Northshire Council".to_owned() },
        supplier: Organisation { id: OrganisationId(id(3)), name: HOSTILE.to_owned() },
        details: Details {
            reference: "FM-2026-014".to_owned(),
            title: format!("Case management platform {HOSTILE}"),
            term: Term::new(Some(date(2024, 4, 1)), Some(date(2027, 3, 31))).unwrap(),
            value: Money::from_scaled(125_000_000),
            pricing: Some(PricingModel::Capped),
            working: Some(WorkingPattern::Hybrid),
            tender_reference: None,
        },
    }
}

pub(super) fn lines() -> Page<ContractLine> {
    let line = |n: u128| {
        let mut contract = contract();
        contract.id = ContractId(id(100 + n));
        contract.details.reference = format!("FM-2026-{n:03}");
        let latest = (n != 3).then(|| Published::from_scaled(7_138 + i64::try_from(n).unwrap()));
        let version = Some(version().id);
        ContractLine {
            signed: (n == 2).then_some(1),
            contract,
            latest_on: Some(date(2026, 7, 6)),
            latest: latest.flatten(),
            version,
        }
    };
    Page { items: (1..=25).map(line).collect(), total: 130, next: Some(50) }
}

pub(super) fn version() -> Arc<Version> {
    let built_in = library::design(library::DEFAULT).unwrap();
    let draft = Draft {
        key: built_in.key().to_owned(),
        title: format!("Partnership {HOSTILE}"),
        minimum_coverage: built_in.minimum_coverage(),
        bands: built_in.bands().to_vec(),
        scales: built_in.scales().to_vec(),
        perspectives: built_in.perspectives().to_vec(),
    };
    let content = check(draft).unwrap();
    Arc::new(Version { id: VersionId(id(4)), design: DesignId(id(5)), number: 2, content })
}

pub(super) fn meeting() -> Meeting {
    Meeting {
        id: MeetingId(id(6)),
        contract: contract().id,
        held_on: date(2026, 7, 6),
        version: version().id,
        kind: MeetingKind::Scorecard,
    }
}

pub(super) fn meetings() -> Page<Meeting> {
    Page { items: vec![meeting()], total: 151, next: Some(12) }
}

fn score(side: Side, criterion: u16, mark: Mark) -> Score {
    let comment = criterion.is_multiple_of(3).then(|| format!("Risks raised early {HOSTILE}"));
    let origin = (criterion != 1)
        .then(|| Origin { import: import(State::Applied).id, line: u64::from(criterion) + 2 });
    Score { side, criterion, mark, comment, origin }
}

pub(super) fn scores() -> Vec<Score> {
    let value = |n: u16| Mark::Scored(ScoreValue::new(i64::from(n).into()).unwrap());
    let count = u16::try_from(version().content.criteria().count()).unwrap();
    let mut scores = Vec::new();
    for criterion in 0..count {
        let missing = Mark::Unscored(Unscored::NotScored);
        let client = if criterion == 2 { missing } else { value(2 + criterion % 3) };
        scores.push(score(Side::Client, criterion, client));
        scores.push(score(Side::Supplier, criterion, value(3 + criterion % 2)));
    }
    scores
}

pub(super) fn figure(side: Side) -> Figure {
    let composite = Composite {
        exact: Points::from_scaled(71_384_615_384_615).unwrap(),
        published: Published::from_scaled(7_138).unwrap(),
    };
    Figure {
        signed: None,
        contract: contract().id,
        on: date(2026, 7, 6),
        side,
        version: version().id,
        meeting: Some(meeting().id),
        coverage: Coverage::from_scaled(875_000).unwrap(),
        composite: Ok(composite),
    }
}

pub(super) fn figure_below_coverage(side: Side) -> Figure {
    let coverage = Coverage::from_scaled(400_000).unwrap();
    let minimum = Coverage::from_scaled(600_000).unwrap();
    let composite = Err(NoComposite::BelowCoverage { coverage, minimum });
    Figure { coverage, composite, ..figure(side) }
}

pub(super) fn record() -> MeetingRecord {
    MeetingRecord {
        meeting: meeting(),
        version: version(),
        scores: scores(),
        figures: vec![figure(Side::Client), figure_below_coverage(Side::Supplier)],
    }
}

pub(super) fn trace(figure: Figure) -> Trace {
    let scores: Vec<Score> =
        scores().into_iter().filter(|score| score.side == figure.side).collect();
    let marks: Vec<(u16, Mark)> =
        scores.iter().map(|score| (score.criterion, score.mark)).collect();
    let kpis = readings();
    let points: Vec<Option<Points>> = kpis.iter().map(|reading| reading.points).collect();
    let inputs = Inputs { marks: &marks, kpis: &points, ..Inputs::default() };
    let assessment = assess(&version().content, &inputs);
    let meeting = Some(meeting());
    let (contract, version) = (contract(), version());
    let knowledge = Some(reading_on(&knowledge::known().record, figure.on));
    let (value, signed) = (None, Vec::new());
    Trace { contract, figure, version, meeting, scores, kpis, knowledge, value, signed, assessment }
}

fn readings() -> Vec<KpiReading> {
    let KpiRecord { kpi, observations } = kpi();
    let reading = |observation: Option<Observation>| {
        let attainment = observation.as_ref().map(|it| kpis::attainment(kpi.direction, it));
        let points = attainment.as_ref().and_then(|it| match it {
            kpis::Attainment::Reached(reached) => Some(reached.points),
            kpis::Attainment::Unrated(_) => None,
        });
        KpiReading { kpi: kpi.clone(), observation, attainment, points }
    };
    observations.into_iter().map(Some).chain([None]).map(reading).collect()
}

pub(super) fn kpi() -> KpiRecord {
    let level = |name: &str, from: i64, points| service_points::Level {
        name: name.to_owned(),
        from: KpiValue::from_scaled(from * 1_000_000).unwrap(),
        points,
    };
    let kpi = Kpi {
        id: KpiId(id(7)),
        contract: contract().id,
        title: format!("Incidents resolved in 4 hours {HOSTILE}"),
        unit: "%".to_owned(),
        direction: Direction::Higher,
        bands: default_bands(),
        service_levels: vec![level("met", 95, 0), level("minor", 90, 1), level("serious", 0, 4)],
        repeats: service_points::Repeats::DOUBLE,
    };
    let value = |tenths: i64| Actual::Measured(KpiValue::from_scaled(tenths * 100_000).unwrap());
    let target = KpiValue::from_scaled(95_000_000);
    let observation = |month, actual, target| Observation {
        period: Period::containing(date(2026, month, 1), Cadence::Month).unwrap(),
        actual,
        target,
        origin: Some(Origin { import: import(State::Applied).id, line: u64::from(month) + 1 }),
    };
    let observations = vec![
        observation(1, value(965), target),
        observation(2, value(892), target),
        observation(3, Actual::Missing(Unscored::NotScored), target),
        observation(4, value(700), target),
        observation(5, value(941), None),
    ];
    KpiRecord { kpi, observations }
}

pub(super) fn periods() -> Vec<PeriodLine> {
    let period = Period::containing(date(2026, 7, 6), Cadence::Quarter).unwrap();
    let figure = PeriodFigure::new(14_276, 2).unwrap();
    vec![PeriodLine { period, side: Side::Client, figure }]
}

pub(super) fn events() -> Vec<Event> {
    let event = |n: u128, month, title: &str| Event {
        id: EventId(id(n)),
        contract: contract().id,
        on: date(2026, month, 2),
        title: title.to_owned(),
    };
    vec![event(8, 2, "New account manager"), event(9, 5, HOSTILE)]
}

pub(super) fn import(state: State) -> Import {
    let problems = if state == State::Refused { 10_000 } else { 0 };
    Import {
        id: ImportId(id(10)),
        kind: Kind::Scores,
        file_name: format!("scores-{HOSTILE}.csv"),
        digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        state,
        counts: Counts { rows: 12_345, new: 12_000, changed: 300, unchanged: 45, problems },
        by: "administrator".to_owned(),
        at: moment(),
    }
}

pub(super) fn reading() -> Reading {
    let row = |line| FirstRow {
        line,
        cells: vec![HOSTILE.to_owned(), "2026-05-04".to_owned(), String::new()],
    };
    let column = |field: &str, heading: &str| (field.to_owned(), heading.to_owned());
    let understood = Understood {
        encoding: "UTF-8".to_owned(),
        delimiter: "semicolon".to_owned(),
        above: 3,
        above_text: vec![format!("Meeting scores {HOSTILE}")],
        header_line: Some(4),
        first_line: 5,
        headings: vec![HOSTILE.to_owned(), "Meeting day".to_owned(), "Mark".to_owned()],
        columns: vec![
            column("contract", HOSTILE),
            column("meeting_date", "Meeting day"),
            column("value", "Mark"),
        ],
        fixed: vec![column("side", HOSTILE)],
        ignored: (1..=60).map(|number| format!("Note {number}")).collect(),
        rows: (5..13).map(row).collect(),
    };
    let wanted = Wanted { name: "criterion", required: true, about: "Key or title" };
    Reading { understood: Some(understood), file_kept: true, wanted: vec![wanted] }
}

/// What is said of a header without one of the columns.
pub(super) fn unmapped() -> Vec<Problem> {
    let message = format!("there is no criterion column. The file has {HOSTILE}");
    vec![
        Problem::field("criterion", "", message, "Choose it on this page"),
        Problem::field("Values for every row: side", HOSTILE, "this is not a side", "Use client"),
    ]
}

pub(super) fn problems() -> Page<Problem> {
    let cell = |line| {
        let remedy = "Use 1, 2, 3, 4 or 5";
        Problem::cell(line, "value", HOSTILE, "the score is not on the scale of openness", remedy)
    };
    let whole = Problem::whole("the file has no header", "Add a row of headings");
    let items = std::iter::once(whole).chain((2..101).map(cell)).collect();
    Page { items, total: 10_000, next: Some(100) }
}

pub(super) fn member(role: Role) -> Member {
    let organisation = (role != Role::Administrator).then(|| contract().client);
    let here = organisation.as_ref().map(|it| it.id);
    let manual = Manual { hours: Some(format!("Tuesdays {HOSTILE}")), ..Manual::default() };
    let person = Person {
        id: PersonId(id(20)),
        email: "ola@northmoor.example".to_owned(),
        name: format!("Ola {HOSTILE}"),
        manual,
        disabled_at: None,
    };
    let membership = Membership {
        id: MembershipId(id(21)),
        person: person.id,
        seat: Seat::new(role, here).unwrap(),
        organisation,
        since: moment(),
    };
    Member { person, membership }
}

pub(super) fn token() -> Token {
    Token {
        id: TokenId(id(22)),
        prefix: "0123456789ab".to_owned(),
        name: format!("Nightly {HOSTILE}"),
        reach: Reach::ReadOnly,
        owner: member(Role::ClientLead),
        created: moment(),
        expires: None,
        used: Some(moment()),
        revoked: None,
    }
}

pub(super) fn invitation(purpose: Purpose) -> Invitation {
    let email = EmailAddress::parse("ola@northmoor.example").ok();
    Invitation { email, purpose, by: ActorId(id(23)), expires: moment() }
}
