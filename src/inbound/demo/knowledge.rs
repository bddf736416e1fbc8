//! How the knowledge of one contract came over to its client: levels that were verified, somebody
//! who left, and evidence in every state.

use super::calendar::on;
use super::people::{AMINA, FARID, People};
use super::stories::LAST;
use super::{GOVERNED, LoadError};
use crate::app::knowledge::{Delivery, EvidencePlan};
use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::ids::{AreaId, ContractId};
use crate::domain::knowledge::evidence::{Evidence, Kind};
use crate::domain::knowledge::known::Known;
use crate::domain::knowledge::{Level, Post};
use crate::views::export::Cell;
use chrono::NaiveDate;
use rust_decimal::Decimal;

const LEAD: &str = "Lead developer";
const DUTY: &str = "Duty engineer";
const ANALYST: &str = "Data analyst";

const RELEASES: &str = "Releases and rollback";
const RULES: &str = "Benefit rules engine";
const INCIDENTS: &str = "Incident response";
const REPORTS: &str = "Service data and reports";

/// Area, person, level, day, what it was seen by.
type Verified = (&'static str, &'static str, u8, NaiveDate, &'static str);

const VERIFIED: [Verified; 14] = [
    (RELEASES, LEAD, 1, on(2024, 5, 13), "Walk through the pipeline"),
    (INCIDENTS, DUTY, 1, on(2024, 6, 10), "Briefing on alerts"),
    (REPORTS, ANALYST, 2, on(2024, 9, 16), "First monthly report, together"),
    (RELEASES, LEAD, 2, on(2024, 11, 18), "Release 2.0, following"),
    (RULES, LEAD, 1, on(2025, 1, 20), "Session on the rules engine"),
    (RELEASES, DUTY, 2, on(2025, 3, 10), "Release 2.4, following"),
    (REPORTS, ANALYST, 3, on(2025, 5, 12), "Monthly report, with the supplier following"),
    (INCIDENTS, DUTY, 2, on(2025, 6, 16), "Outage of 12 June, following"),
    (RELEASES, LEAD, 3, on(2025, 9, 8), "Release 3.1, with the supplier following"),
    (RULES, LEAD, 2, on(2025, 11, 10), "Uprating of 2026, together"),
    (INCIDENTS, DUTY, 3, on(2026, 1, 19), "Night shift, with the supplier following"),
    (RELEASES, DUTY, 4, on(2026, 3, 9), "Release 3.6, alone"),
    (RELEASES, LEAD, 4, on(2026, 6, 15), "Release 4.0, alone"),
    (RULES, LEAD, 3, on(2026, 9, 7), "Change of a rule, with the supplier following"),
];

/// Targets of the areas, and the day they are to be reached by.
const TARGETS: [(&str, u8, NaiveDate); 4] = [
    (RELEASES, 4, on(2026, 3, 31)),
    (RULES, 4, on(2027, 3, 31)),
    (INCIDENTS, 3, on(2026, 9, 30)),
    (REPORTS, 3, on(2025, 9, 30)),
];

/// The rows of the file that the levels come from: those verified by a day.
pub(super) fn rows(by: NaiveDate) -> Vec<Vec<Cell>> {
    VERIFIED.iter().filter(|(_, _, _, day, _)| *day <= by).filter_map(row).collect()
}

fn row((area, person, level, day, note): &Verified) -> Option<Vec<Cell>> {
    let (_, target, by) = TARGETS.iter().find(|(title, ..)| title == area)?;
    Some(vec![
        Cell::free(GOVERNED),
        Cell::free(area),
        Cell::free(person),
        Cell::Number(Decimal::from(*level)),
        Cell::Day(*day),
        Cell::Number(Decimal::from(*target)),
        Cell::Day(*by),
        Cell::free(note),
        Cell::free(AMINA),
    ])
}

/// Adds what happened besides: somebody leaves, evidence is planned, delivered and rejected.
pub(super) async fn add(app: &App, people: &People, contract: ContractId) -> Result<(), LoadError> {
    // Whoever reads the example at an earlier moment finds that none of this has happened yet.
    if app.clock().today() < LAST {
        return Ok(());
    }
    let (client, supplier) = (people.actor(AMINA)?, people.actor(FARID)?);
    leaves(app, client, contract).await?;
    let known = app.knowledge(client, contract, None).await?;
    let plan = |area, person, kind, title, level| Planned { area, person, kind, title, level };
    let alone = plan(RULES, LEAD, Kind::Task, "Change of a rule, alone", 4);
    planned(app, supplier, &known, alone).await?;
    let runbook = plan(INCIDENTS, LEAD, Kind::Runbook, "What to do in an outage", 1);
    let runbook = planned(app, supplier, &known, runbook).await?;
    delivered(app, supplier, &runbook, on(2026, 10, 19)).await?;
    let drill = plan(INCIDENTS, LEAD, Kind::Pairing, "Outage drill of October", 3);
    let drill = planned(app, supplier, &known, drill).await?;
    let drill = delivered(app, supplier, &drill, on(2026, 10, 12)).await?;
    let reason = "The supplier found the cause; we watched. This shows level 2".to_owned();
    let no = (on(2026, 10, 13), reason);
    app.reject_evidence(client, drill.id, drill.revision, no).await?;
    Ok(())
}

async fn leaves(app: &App, client: &Actor, contract: ContractId) -> Result<(), LoadError> {
    let known = app.knowledge(client, contract, None).await?;
    let found = known.record.holders.iter().find(|holder| holder.post.name == DUTY);
    let holder = found.ok_or(Error::NotFound { what: "person or role" })?.clone();
    let post = Post { until: Some(on(2026, 8, 28)), ..holder.post };
    app.change_holder(client, holder.id, holder.revision, post).await?;
    Ok(())
}

struct Planned {
    area: &'static str,
    person: &'static str,
    kind: Kind,
    title: &'static str,
    level: u8,
}

async fn planned(
    app: &App, supplier: &Actor, known: &Known, wanted: Planned,
) -> Result<Evidence, LoadError> {
    let Planned { area, person, kind, title, level } = wanted;
    let missing = |what| LoadError::App(Error::NotFound { what });
    let areas = &known.record.areas;
    let area: AreaId =
        areas.iter().find(|it| it.plan.title == area).ok_or_else(|| missing("knowledge area"))?.id;
    let holders = &known.record.holders;
    let holder = holders.iter().find(|it| it.post.name == person);
    let plan = EvidencePlan {
        holder: holder.ok_or_else(|| missing("person or role"))?.id,
        kind,
        title: title.to_owned(),
        level: Level::of_number(level).unwrap_or(Level::Aware),
        due: Some(on(2026, 11, 30)),
    };
    Ok(app.plan_evidence(supplier, area, plan).await?)
}

async fn delivered(
    app: &App, supplier: &Actor, evidence: &Evidence, day: NaiveDate,
) -> Result<Evidence, LoadError> {
    let note = Some("Both of us were there from start to end".to_owned());
    let delivery = Delivery { on: day, note, link: None };
    Ok(app.deliver_evidence(supplier, evidence.id, evidence.revision, delivery).await?)
}
