//! What one client answers to the law for, and what its supplier does about a poor rating.

use super::LoadError;
use super::calendar::on;
use super::people::People;
use crate::app::performance::AssessCommand;
use crate::app::{App, Error};
use crate::domain::access::Actor;
use crate::domain::ids::{ContractId, KpiId};
use crate::domain::improvement::{Milestone, Step, Terms as PlanTerms};
use crate::domain::kpis::ratings::{Rating, is_poor};
use crate::domain::kpis::{KpiRecord, attainment};
use crate::domain::performance::{Failed, Ground, Occasion, Publication, Regime, Terms};
use chrono::NaiveDate;

/// Leads the client.
const CLIENT: &str = "Elspeth Muir";

/// Leads the supplier.
const SUPPLIER: &str = "Hugh Penrose";

/// The KPI that was rated poorly, and before which day.
const POOR: (&str, NaiveDate) = ("Meals returned", on(2026, 3, 1));

/// Plays it on a contract, as far as it has happened by the clock.
pub(super) async fn play(
    app: &App, people: &People, contract: ContractId,
) -> Result<(), LoadError> {
    let (client, supplier) = (people.actor(CLIENT)?, people.actor(SUPPLIER)?);
    let kpis = app.kpis(client, contract).await?;
    let material: Vec<KpiId> = kpis.iter().map(|record| record.kpi.id).take(3).collect();
    let terms = Terms {
        regime: Some(Regime::ByChoice),
        reason: Some(
            "Procured before the Act applied; the trust publishes all the same".to_owned(),
        ),
        material: material.clone(),
        published: Some(notice(on(2026, 1, 12), "EHT-2026-004")),
        ..Terms::default()
    };
    app.set_standing(client, (contract, 0), terms).await?;
    assess(app, client, contract, &kpis).await?;
    plan(app, (client, supplier), contract, &kpis).await?;
    if app.clock().today() < SETTLED {
        return Ok(());
    }
    let failed = Failed {
        ground: Ground::Settlement,
        happened: on(2026, 9, 14),
        opportunity: None,
        since: SETTLED,
        circumstances: "Meals for two wards were recalled in September. The supplier paid for \
                        those bought elsewhere, under an agreement that settles the matter."
            .to_owned(),
        plan: None,
    };
    app.record_failure(client, contract, failed).await?;
    Ok(())
}

/// The day a breach was settled.
const SETTLED: NaiveDate = on(2026, 10, 12);

fn notice(on: NaiveDate, reference: &str) -> Publication {
    Publication { on, notice: reference.to_owned() }
}

async fn assess(
    app: &App, client: &Actor, contract: ContractId, kpis: &[KpiRecord],
) -> Result<(), LoadError> {
    let day = on(2026, 1, 20);
    let ratings = kpis.iter().take(3).map(|record| {
        let latest = record.observations.iter().rfind(|seen| seen.period.end() < day);
        let rating = latest.map_or(Rating::Other, |seen| {
            Rating::suggested(&record.kpi.bands, &attainment(record.kpi.direction, seen))
        });
        let why = (rating == Rating::Other).then(|| "Nothing was measured".to_owned());
        (record.kpi.id, rating, why)
    });
    let command = AssessCommand {
        occasion: Occasion::Yearly,
        from: on(2025, 1, 1),
        to: on(2025, 12, 31),
        on: day,
        ratings: ratings.collect(),
    };
    let assessed = app.assess(client, contract, command).await?;
    let published = notice(on(2026, 2, 2), "EHT-2026-011");
    app.publish_assessment(client, (assessed.id, assessed.revision), published).await?;
    Ok(())
}

async fn plan(
    app: &App, (client, supplier): (&Actor, &Actor), contract: ContractId, kpis: &[KpiRecord],
) -> Result<(), LoadError> {
    let (title, before) = POOR;
    let missing = LoadError::App(Error::NotFound { what: "KPI" });
    let record = kpis.iter().find(|record| record.kpi.title == title).ok_or(missing)?;
    let kpi = &record.kpi;
    let poor = record.observations.iter().rfind(|seen| {
        seen.period.end() < before && is_poor(&kpi.bands, &attainment(kpi.direction, seen))
    });
    let Some(poor) = poor else { return Ok(()) };
    let about = (kpi.id, poor.period.start());
    let proposed = app.propose_plan(supplier, contract, about, terms()).await?.plan;
    let agreed = app.step_plan(client, (proposed.id, proposed.revision), Step::Agree, None);
    let agreed = agreed.await?.plan;
    let reached = Step::Reach { milestone: 0, on: on(2026, 5, 18) };
    let note = Some("Agreed with the patients’ panel".to_owned());
    app.step_plan(supplier, (agreed.id, agreed.revision), reached, note).await?;
    Ok(())
}

fn terms() -> PlanTerms {
    let milestone = |what: &str, due| Milestone { what: what.to_owned(), due, reached: None };
    PlanTerms {
        aim: "Fewer than 30 meals in 1,000 come back".to_owned(),
        cause: Some("The menu changed without asking patients".to_owned()),
        owner: SUPPLIER.to_owned(),
        due: on(2026, 11, 30),
        milestones: vec![
            milestone("A menu that patients chose", on(2026, 5, 31)),
            milestone("Three months at target", on(2026, 9, 30)),
        ],
    }
}
