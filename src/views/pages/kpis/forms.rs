//! Forms of a KPI: what it is, and what was observed in a period.

use crate::domain::contracts::Contract;
use crate::domain::kpis::service_points::Repeats;
use crate::domain::kpis::{Direction, Kpi, default_bands};
use crate::views::pages::form::FormPage;
use crate::views::pages::parts::{Choice, ContractSection, Entry, EntryKind, Radios, links};

/// Names of the fields for where the bands above the lowest begin, best first. A KPI with more
/// bands keeps them as they are.
pub const BANDS: [&str; 5] = ["band1", "band2", "band3", "band4", "band5"];

/// Names of the fields of service levels, best first: name, worst value, points. A KPI with more
/// levels keeps them as they are.
pub const LEVELS: [[&str; 3]; 6] = [
    ["level1", "level1_from", "level1_points"],
    ["level2", "level2_from", "level2_points"],
    ["level3", "level3_from", "level3_points"],
    ["level4", "level4_from", "level4_points"],
    ["level5", "level5_from", "level5_points"],
    ["level6", "level6_from", "level6_points"],
];

/// What is entered of a KPI.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KpiDraft {
    /// Its name.
    pub title: String,
    /// Unit of its values.
    pub unit: String,
    /// Word of the direction.
    pub direction: String,
    /// Ratings above the lowest, best first, each with the share of the target it begins at.
    pub bands: Vec<(String, String)>,
    /// Service levels, best first: name, worst value, points.
    pub levels: Vec<[String; 3]>,
    /// How many periods before a failure make it a repeat.
    pub periods: String,
    /// How many times a repeat counts.
    pub times: String,
}

impl KpiDraft {
    /// A KPI as it is recorded.
    #[must_use]
    pub fn of(kpi: &Kpi) -> Self {
        let above = kpi.bands.iter().skip(1).rev();
        let levels = kpi.service_levels.iter();
        Self {
            title: kpi.title.clone(),
            unit: kpi.unit.clone(),
            direction: kpi.direction.word().to_owned(),
            bands: above.map(|band| (band.rating.clone(), band.from.to_string())).collect(),
            levels: levels
                .map(|it| [it.name.clone(), it.from.to_string(), it.points.to_string()])
                .collect(),
            periods: kpi.repeats.periods.to_string(),
            times: kpi.repeats.times.to_string(),
        }
    }

    /// What is suggested for a KPI nobody has defined yet.
    #[must_use]
    pub fn fresh() -> Self {
        let bands = default_bands().into_iter().skip(1).rev();
        Self {
            bands: bands.map(|band| (band.rating, band.from.to_string())).collect(),
            periods: Repeats::DOUBLE.periods.to_string(),
            times: Repeats::DOUBLE.times.to_string(),
            ..Self::default()
        }
    }
}

/// The form that adds a KPI to a contract.
#[must_use]
pub fn add(contract: &Contract, draft: &KpiDraft) -> FormPage {
    let list = links::kpis(contract.id);
    let title = Entry::new("title", "What is measured", EntryKind::Text)
        .told("A short name that no other KPI of the contract has")
        .holding(&draft.title);
    let page = FormPage::new("Add a KPI", format!("{list}/new"))
        .of_contract(contract, ContractSection::Kpis)
        .below(links::below(contract, "KPIs", list))
        .entry(title);
    fields(page, draft).button("Add the KPI")
}

/// The form that changes how a KPI is rated.
#[must_use]
pub fn change(contract: &Contract, kpi: &Kpi, draft: &KpiDraft) -> FormPage {
    let here = links::kpi(contract.id, kpi.id);
    let page = FormPage::new("Change how this KPI is rated", format!("{here}/change"))
        .of_contract(contract, ContractSection::Kpis)
        .below(links::below(contract, &kpi.title, here))
        .line("Ratings of periods that were observed already follow the change. What was signed stays as it was signed.");
    fields(page, draft).button("Save the KPI")
}

fn fields(page: FormPage, draft: &KpiDraft) -> FormPage {
    let unit = Entry::new("unit", "Unit (optional)", EntryKind::Text);
    let page = page.entry(unit.told("For example % or minutes").holding(&draft.unit));
    let page = page.radios(directions(&draft.direction));
    let page = if draft.bands.len() <= BANDS.len() { bands(page, draft) } else { page };
    let page = if draft.levels.len() <= LEVELS.len() { levels(page, draft) } else { page };
    let periods = Entry::new("periods", "Periods that make a failure a repeat", EntryKind::Text)
        .told("0 to 12: with 1, a failure straight after a failure is one; with 0, none ever is");
    let times = Entry::new("times", "How many times a repeat counts", EntryKind::Text)
        .told("1 to 10, for example 2");
    page.entry(periods.holding(&draft.periods)).entry(times.holding(&draft.times))
}

fn directions(chosen: &str) -> Radios {
    let choice = |direction: &Direction| Choice {
        value: direction.word().to_owned(),
        label: direction.label().to_owned(),
        hint: String::new(),
    };
    Radios {
        id: "direction",
        legend: "Which way is better",
        choices: Direction::ALL.iter().map(choice).collect(),
        chosen: chosen.to_owned(),
        error: None,
    }
}

fn bands(page: FormPage, draft: &KpiDraft) -> FormPage {
    let fields = BANDS.iter().zip(&draft.bands);
    fields.fold(page, |page, (id, (rating, from))| {
        let label = format!("{rating}: lowest share of the target, in %");
        page.entry(Entry::new(id, label, EntryKind::Text).holding(from))
    })
}

/// What was entered of service levels, with room for one more, and for three at least.
fn levels(page: FormPage, draft: &KpiDraft) -> FormPage {
    let room = draft.levels.len().saturating_add(1).max(3);
    let given = draft.levels.iter().map(Some).chain(std::iter::repeat(None));
    let rows = (1..).zip(LEVELS).zip(given).take(room);
    rows.fold(page, |page, ((number, [name, from, points]), given)| {
        let [has_name, has_from, has_points] = given.cloned().unwrap_or_default();
        let label = |what: &str| format!("Service level {number}: {what} (optional)");
        page.entry(Entry::new(name, label("name"), EntryKind::Text).holding(&has_name))
            .entry(Entry::new(from, label("worst value in it"), EntryKind::Text).holding(&has_from))
            .entry(
                Entry::new(points, label("service points"), EntryKind::Text).holding(&has_points),
            )
    })
}

/// What is entered of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObservationDraft {
    /// The period, as files name it.
    pub period: String,
    /// What was measured.
    pub actual: String,
    /// Word of why nothing was.
    pub unmeasured: String,
    /// What was to be reached.
    pub target: String,
}

/// The form that records what was observed of a KPI in a period.
#[must_use]
pub fn observe(
    contract: &Contract, kpi: &Kpi, draft: &ObservationDraft, whys: Vec<Choice>,
) -> FormPage {
    let here = links::kpi(contract.id, kpi.id);
    let period = Entry::new("period", "Period", EntryKind::Text)
        .told("For example 2026-07, 2026-Q3 or 2026-W27")
        .holding(&draft.period);
    let unit = if kpi.unit.is_empty() { String::new() } else { format!(", in {}", kpi.unit) };
    let actual = Entry::new("actual", format!("What was measured{unit}"), EntryKind::Text);
    let target = Entry::new("target", format!("Target{unit} (optional)"), EntryKind::Text);
    FormPage::new("Record what was observed", format!("{here}/observe"))
        .of_contract(contract, ContractSection::Kpis)
        .below(links::below(contract, &kpi.title, here))
        .line("An entry for a period that is recorded already takes its place.")
        .entry(period)
        .entry(actual.holding(&draft.actual))
        .pick("unmeasured", "If nothing was measured, why", whys, &draft.unmeasured)
        .entry(target.holding(&draft.target))
        .button("Record it")
}
