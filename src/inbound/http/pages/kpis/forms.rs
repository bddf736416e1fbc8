//! Forms of a KPI: adding one, changing how it is rated, recording what was observed.

use crate::app::{App, Error};
use crate::domain::access::{Action, Actor};
use crate::domain::contracts::Contract;
use crate::domain::designs::Band;
use crate::domain::exact::{KpiValue, Published, Times};
use crate::domain::ids::{ContractId, KpiId};
use crate::domain::kpis::service_points::{Level, Repeats};
use crate::domain::kpis::{Actual, Direction, Kpi, KpiRecord, Observation, default_bands};
use crate::domain::meetings::Unscored;
use crate::domain::numbers::parse_decimal;
use crate::domain::periods::{self, Period};
use crate::domain::problems::{Place, Problem};
use crate::domain::texts;
use crate::inbound::http::error::Failure;
use crate::inbound::http::extract::Id;
use crate::inbound::http::pages::asked::{self, Within};
use crate::inbound::http::pages::{Shown, again, again_if, show};
use crate::views::pages::kpis::forms::{self, BANDS, KpiDraft, LEVELS, ObservationDraft};
use crate::views::pages::parts::{Choice, links};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What is entered in a form, by the names of its fields.
type Given = BTreeMap<String, String>;

fn entered(given: &Given, field: &str) -> String {
    given.get(field).map(|text| text.trim().to_owned()).unwrap_or_default()
}

pub(in crate::inbound::http::pages) async fn add_form(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>,
) -> Shown {
    let contract = asked::acting(&app, &actor, Action::RecordKpis, id).await?;
    show(&forms::add(&contract, &KpiDraft::fresh()))
}

pub(in crate::inbound::http::pages) async fn add(
    State(app): State<App>, actor: Actor, Id(id): Id<ContractId>, Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let contract = asked::acting(&app, &actor, Action::RecordKpis, id).await?;
    let new = Kpi {
        id: KpiId::fresh(),
        contract: id,
        title: texts::one_line(&entered(&given, "title")),
        unit: String::new(),
        direction: Direction::Higher,
        bands: default_bands(),
        service_levels: Vec::new(),
        repeats: Repeats::DOUBLE,
    };
    let draft = draft(&given, &new);
    let page = || forms::add(&contract, &draft);
    let known = app.kpis(&actor, id).await?;
    let taken = known.iter().any(|known| known.kpi.title == new.title);
    let remedy = "The contract has a KPI of this name. Use another one, or change that KPI";
    let taken = taken.then(|| Problem::field("title", &draft.title, "it is taken", remedy));
    match defined(&draft, new, taken) {
        Ok(kpi) => kept(app.define_kpi(&actor, kpi).await, page),
        Err(problems) => again(&page().with(&problems)),
    }
}

/// A KPI of a contract, for somebody who may change it.
async fn held(
    app: &App, actor: &Actor, Within(id, part): Within,
) -> Result<(Contract, KpiRecord), Failure> {
    let contract = asked::acting(app, actor, Action::RecordKpis, id).await?;
    let record = app.kpi(actor, KpiId(part)).await?;
    if record.kpi.contract == id { Ok((contract, record)) } else { Err(Failure::not_found("KPI")) }
}

pub(in crate::inbound::http::pages) async fn change_form(
    State(app): State<App>, actor: Actor, within: Within,
) -> Shown {
    let (contract, KpiRecord { kpi, .. }) = held(&app, &actor, within).await?;
    show(&forms::change(&contract, &kpi, &KpiDraft::of(&kpi)))
}

pub(in crate::inbound::http::pages) async fn change(
    State(app): State<App>, actor: Actor, within: Within, Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let (contract, KpiRecord { kpi, .. }) = held(&app, &actor, within).await?;
    let draft = draft(&given, &kpi);
    let page = || forms::change(&contract, &kpi, &draft);
    match defined(&draft, kpi.clone(), None) {
        Ok(kpi) => kept(app.define_kpi(&actor, kpi).await, page),
        Err(problems) => again(&page().with(&problems)),
    }
}

/// What was entered of a KPI; its ratings are named as before.
fn draft(given: &Given, before: &Kpi) -> KpiDraft {
    let above = before.bands.iter().skip(1).rev().map(|band| band.rating.clone());
    let shown = above.zip(BANDS).map(|(rating, field)| (rating, entered(given, field)));
    let before = KpiDraft::of(before);
    let levels = LEVELS.iter().map(|fields| fields.map(|field| entered(given, field)));
    let filled = levels.filter(|level| level.iter().any(|text| !text.is_empty())).collect();
    KpiDraft {
        unit: entered(given, "unit"),
        direction: entered(given, "direction"),
        bands: if before.bands.len() <= BANDS.len() { shown.collect() } else { before.bands },
        levels: if before.levels.len() <= LEVELS.len() { filled } else { before.levels },
        periods: entered(given, "periods"),
        times: entered(given, "times"),
        title: before.title,
    }
}

/// The KPI a draft describes, or everything that is wrong with it.
fn defined(draft: &KpiDraft, before: Kpi, taken: Option<Problem>) -> Result<Kpi, Vec<Problem>> {
    let mut read = Read { problems: taken.into_iter().collect() };
    if draft.title.is_empty() {
        read.wrong("title", "", "Enter a name for what is measured");
    }
    let direction = Direction::ALL.iter().find(|it| it.word() == draft.direction);
    if direction.is_none() {
        read.wrong("direction", "", "Choose which way is better");
    }
    let kpi = Kpi {
        unit: draft.unit.clone(),
        direction: direction.copied().unwrap_or(before.direction),
        bands: read.bands(draft, &before.bands),
        service_levels: read.levels(draft, &before.service_levels),
        repeats: read.repeats(draft).unwrap_or(before.repeats),
        ..before
    };
    if read.problems.is_empty() { Ok(kpi) } else { Err(read.problems) }
}

/// What is wrong with what was read so far.
struct Read {
    problems: Vec<Problem>,
}

impl Read {
    fn wrong(&mut self, field: &str, text: &str, remedy: &str) {
        self.problems.push(Problem::field(field, text, "it cannot be read", remedy));
    }

    /// A number of at most so many decimals that makes what is wanted.
    fn number<T>(
        &mut self, (field, text): (&str, &str), places: u32, make: impl Fn(Decimal) -> Option<T>,
        remedy: &str,
    ) -> Option<T> {
        let made = parse_decimal(text, places).ok().and_then(make);
        if made.is_none() {
            self.wrong(field, text, remedy);
        }
        made
    }

    /// The bands from where each above the lowest begins; each ends where the next begins.
    fn bands(&mut self, draft: &KpiDraft, before: &[Band]) -> Vec<Band> {
        if draft.bands.len() > BANDS.len() {
            return before.to_vec();
        }
        let mut to = Published::FULL;
        let mut above = Vec::new();
        for (field, (rating, text)) in BANDS.iter().zip(&draft.bands) {
            let remedy = format!("Enter where “{rating}” begins, from 0 to 100");
            let from = self.number((field, text), Published::PLACES, Published::new, &remedy);
            let Some(from) = from else { continue };
            let is_top = above.is_empty();
            if to < from || (to == from && !is_top) || from == Published::NONE {
                self.wrong(
                    field,
                    text,
                    &format!("“{rating}” must begin above 0 and below the band above it"),
                );
            }
            above.push(Band { rating: rating.clone(), from, to });
            to = from;
        }
        let lowest = before.first().map(|band| Band { from: Published::NONE, to, ..band.clone() });
        lowest.into_iter().chain(above.into_iter().rev()).collect()
    }

    fn levels(&mut self, draft: &KpiDraft, before: &[Level]) -> Vec<Level> {
        // More than the form has room for stay as they are.
        if draft.levels.len() > LEVELS.len() {
            return before.to_vec();
        }
        let levels = LEVELS.iter().zip(&draft.levels);
        levels.filter_map(|(fields, texts)| self.level(*fields, texts)).collect()
    }

    fn level(&mut self, fields: [&str; 3], [name, from, points]: &[String; 3]) -> Option<Level> {
        let [name_at, from_at, points_at] = fields;
        if name.is_empty() {
            self.wrong(name_at, name, "Enter what this service level is called");
        }
        let remedy = "Enter the worst value that still belongs to this service level, such as 98.5";
        let from = self.number((from_at, from), KpiValue::PLACES, KpiValue::new, remedy);
        let points = points.parse().ok().or_else(|| {
            self.wrong(points_at, points, "Enter the service points as a whole number, such as 2");
            None
        });
        Some(Level { name: name.clone(), from: from?, points: points? })
    }

    fn repeats(&mut self, draft: &KpiDraft) -> Option<Repeats> {
        let periods = draft.periods.parse().ok().filter(|periods| *periods <= Repeats::MOST);
        if periods.is_none() {
            self.wrong("periods", &draft.periods, "Enter a whole number from 0 to 12");
        }
        let remedy = "Enter a number from 1 to 10 with at most two decimals";
        let times = self.number(("times", &draft.times), Times::PLACES, Times::new, remedy);
        Some(Repeats { periods: periods?, times: times? })
    }
}

/// On to the KPI that was kept, or the form again.
fn kept(
    outcome: Result<KpiRecord, Error>, page: impl FnOnce() -> crate::views::pages::form::FormPage,
) -> Result<Response, Failure> {
    match outcome {
        Ok(KpiRecord { kpi, .. }) => {
            Ok(Redirect::to(&links::kpi(kpi.contract, kpi.id)).into_response())
        }
        Err(error) => again_if(placed(error.into()), page),
    }
}

/// A failure whose problems name the fields of the form: what is wrong with
/// `service_levels[1].points` stands at `level2_points`.
fn placed(failure: Failure) -> Failure {
    let placed = failure.problems().iter().cloned().map(|problem| match &problem.place {
        Place::Field(name) => match field_of(name) {
            Some(field) => Problem { place: Place::Field(field.to_owned()), ..problem },
            None => problem,
        },
        Place::Whole | Place::Cell { .. } => problem,
    });
    let placed = placed.collect();
    failure.with(placed)
}

fn field_of(name: &str) -> Option<&'static str> {
    let (list, rest) = name.split_once('[')?;
    let (place, part) = rest.split_once("].")?;
    let [name, from, points] = LEVELS.get(place.parse::<usize>().ok()?)?;
    match (list, part) {
        ("service_levels", "from") => Some(from),
        ("service_levels", "points") => Some(points),
        ("service_levels", _) => Some(name),
        _ => None,
    }
}

/// Why nothing was measured, as it can be chosen.
fn whys() -> Vec<Choice> {
    let none = ("", "Something was measured");
    let whys = [Unscored::NotScored, Unscored::NotApplicable, Unscored::NotDue];
    let named = whys.iter().map(|why| (why.word(), why.label()));
    let choice = |(value, label): (&str, &str)| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
    };
    std::iter::once(none).chain(named).map(choice).collect()
}

pub(in crate::inbound::http::pages) async fn observe_form(
    State(app): State<App>, actor: Actor, within: Within,
) -> Shown {
    let (contract, KpiRecord { kpi, observations }) = held(&app, &actor, within).await?;
    // The period after the last, and the same target.
    let last = observations.last();
    let next = last.and_then(|last| last.period.next()).map(Period::code);
    let target = last.and_then(|last| last.target).map(|target| target.to_string());
    let draft = ObservationDraft {
        period: next.unwrap_or_default(),
        target: target.unwrap_or_default(),
        ..ObservationDraft::default()
    };
    show(&forms::observe(&contract, &kpi, &draft, whys()))
}

pub(in crate::inbound::http::pages) async fn observe(
    State(app): State<App>, actor: Actor, within: Within, Form(given): Form<Given>,
) -> Result<Response, Failure> {
    let (contract, KpiRecord { kpi, .. }) = held(&app, &actor, within).await?;
    let draft = ObservationDraft {
        period: entered(&given, "period"),
        actual: entered(&given, "actual"),
        unmeasured: entered(&given, "unmeasured"),
        target: entered(&given, "target"),
    };
    let page = || forms::observe(&contract, &kpi, &draft, whys());
    match observed(&draft) {
        Ok(seen) => {
            let outcome = app.record_observations(&actor, kpi.id, vec![seen]).await;
            kept(outcome.map_err(at_period), page)
        }
        Err(problems) => again(&page().with(&problems)),
    }
}

/// Every rule about observations is one about their periods.
fn at_period(error: Error) -> Error {
    match error {
        Error::Invalid(problems) => {
            let at = |it: Problem| Problem { place: Place::Field("period".to_owned()), ..it };
            Error::Invalid(problems.into_iter().map(at).collect())
        }
        error => error,
    }
}

/// What was observed, or everything that is wrong with it.
fn observed(draft: &ObservationDraft) -> Result<Observation, Vec<Problem>> {
    let mut read = Read { problems: Vec::new() };
    let period = periods::parse(&draft.period, None).map_err(|problem| {
        read.wrong("period", &draft.period, &problem.remedy());
    });
    let actual = read.actual(draft);
    let remedy = "Enter the target as a number with at most six decimals, or nothing";
    let target = asked::text(&draft.target)
        .and_then(|text| read.number(("target", &text), KpiValue::PLACES, KpiValue::new, remedy));
    match (period, actual) {
        (Ok(period), Some(actual)) if read.problems.is_empty() => {
            Ok(Observation { period, actual, target, origin: None })
        }
        _ => Err(read.problems),
    }
}

impl Read {
    fn actual(&mut self, draft: &ObservationDraft) -> Option<Actual> {
        let why = Unscored::ALL.iter().copied().find(|why| why.word() == draft.unmeasured);
        match (why, draft.actual.is_empty()) {
            (Some(why), true) => Some(Actual::Missing(why)),
            (Some(_), false) => {
                let remedy = "Enter a value, or choose why there is none, but not both";
                self.wrong("actual", &draft.actual, remedy);
                None
            }
            (None, _) => {
                let remedy = "Enter what was measured as a number, or choose why nothing was";
                let make = |value| KpiValue::new(value).map(Actual::Measured);
                self.number(("actual", &draft.actual), KpiValue::PLACES, make, remedy)
            }
        }
    }
}
