//! Rows of a file of KPI observations.

use super::Surface;
use super::cells::{Decimals, Wrong, absent, direction, kpi_value, unless_missing};
use super::kinds::{CLIENT, CONTRACT, Column, SUPPLIER};
use super::line::{Line, Spot};
use super::settings::ReadSettings;
use super::table::{Latest, Parse, Spots};
use crate::app::imports::{KpiPart, KpiRow};
use crate::domain::kpis::{Actual, Direction};
use crate::domain::periods::{self, Cadence, Period};

pub(super) const COLUMNS: &[Column] = &[
    Column {
        name: "contract",
        about: "Reference of the contract",
        synonyms: CONTRACT,
        ..Column::REQUIRED
    },
    Column {
        name: "kpi",
        about: "Name of the KPI",
        synonyms: &[
            "KPI Name",
            "KPI Title",
            "Key Performance Indicator",
            "Performance Indicator",
            "Indicator",
            "Measure",
            "Metric",
        ],
        ..Column::REQUIRED
    },
    Column {
        name: "period",
        about: "The period observed, such as 2026-Q3, 2026-07, P04 24/25 or 2018/19",
        synonyms: &[
            "Reporting Period",
            "Period Name",
            "Month",
            "Quarter",
            "Year",
            "Financial Year",
        ],
        ..Column::REQUIRED
    },
    Column {
        name: "actual",
        about: "What was measured; empty, or a state such as not_due, when nothing was",
        synonyms: &["Actual Value", "Value", "Result", "Performance", "Outturn"],
        ..Column::REQUIRED
    },
    Column {
        name: "target",
        about: "What was to be reached",
        synonyms: &["Target Value", "Minimum Standard", "Target Minimum Standard"],
        ..Column::OPTIONAL
    },
    Column {
        name: "direction",
        about: "Which way is better: higher, lower or nearest (to the target); required for a new KPI",
        synonyms: &["Polarity", "Desired Direction", "Direction of Improvement"],
        ..Column::OPTIONAL
    },
    Column {
        name: "unit",
        about: "Unit of the values, such as minutes or %",
        synonyms: &["Units", "UOM", "Unit of Measure", "Unit of Measurement"],
        ..Column::OPTIONAL
    },
    Column {
        name: "supplier",
        about: "Name of the supplier; with client, lets a contract not known yet be added",
        synonyms: SUPPLIER,
        ..Column::OPTIONAL
    },
    Column {
        name: "client",
        about: "Name of the client; with supplier, lets a contract not known yet be added",
        synonyms: CLIENT,
        ..Column::OPTIONAL
    },
];

pub(super) const EXAMPLES: [&str; 2] = [
    "C-0001,Availability,2026-07,99.95,99.9,higher,%,,",
    "C-0003,Mean time to restore,2026-Q3,,4,lower,hours,Fernhill Digital Ltd,Borough of Elmbrook",
];

/// Where each field of an observation is, and what the rows before said.
pub(super) struct Kpis {
    contract: Spot,
    kpi: Spot,
    period: Spot,
    actual: Spot,
    target: Spot,
    direction: Spot,
    unit: Spot,
    supplier: Spot,
    client: Spot,
    reading: Option<Cadence>,
    decimals: (Decimals, Surface),
    periods: Latest<Period>,
    directions: Latest<Option<Direction>>,
}

impl Kpis {
    pub(super) fn at(spots: &Spots, settings: &ReadSettings) -> Self {
        Self {
            contract: spots.get("contract"),
            kpi: spots.get("kpi"),
            period: spots.get("period"),
            actual: spots.get("actual"),
            target: spots.get("target"),
            direction: spots.get("direction"),
            unit: spots.get("unit"),
            supplier: spots.get("supplier"),
            client: spots.get("client"),
            reading: settings.periods,
            decimals: (settings.decimals, settings.surface),
            periods: Latest::default(),
            directions: Latest::default(),
        }
    }
}

impl Parse for Kpis {
    type Out = KpiRow;

    fn parse(&mut self, line: &mut Line<'_>) -> Result<KpiRow, KpiPart> {
        let (reading, decimals) = (self.reading, self.decimals);
        let contract = line.key(&self.contract);
        let kpi = line.key(&self.kpi);
        let periods = &mut self.periods;
        let read = |cell: &str| periods.or_read(cell, |cell| period(cell, reading));
        let period = line.required(&self.period, read);
        let actual = line.read(&self.actual, |cell| actual(cell, decimals));
        let target = line.optional(&self.target, |cell| kpi_value(cell, decimals));
        let directions = &mut self.directions;
        let read = |cell: &str| directions.or_read(cell, |cell| unless_missing(cell, direction));
        let direction = line.read(&self.direction, read);
        let unit = line.optional_name(&self.unit);
        let supplier = line.optional_name(&self.supplier);
        let client = line.optional_name(&self.client);
        let part = KpiPart { contract, kpi, direction, unit, supplier, client };
        match (period, actual, target, part) {
            (
                Some(period),
                Some(actual),
                Some(target),
                KpiPart {
                    contract: Some(contract),
                    kpi: Some(kpi),
                    direction: Some(direction),
                    unit: Some(unit),
                    supplier: Some(supplier),
                    client: Some(client),
                },
            ) => Ok(KpiRow {
                contract,
                kpi,
                period,
                actual,
                target,
                direction,
                unit,
                supplier,
                client,
            }),
            (_, _, _, part) => Err(part),
        }
    }
}

pub(super) fn period(cell: &str, reading: Option<Cadence>) -> Result<Period, Wrong> {
    periods::parse(cell, reading).map_err(|problem| Wrong::new(problem.message(), problem.remedy()))
}

fn actual(cell: &str, decimals: (Decimals, Surface)) -> Result<Actual, Wrong> {
    match absent(cell) {
        Some(why) => Ok(Actual::Missing(why)),
        None => kpi_value(cell, decimals).map(Actual::Measured),
    }
}
