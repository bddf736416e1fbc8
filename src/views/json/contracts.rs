//! Contracts, their parties and the designs they are scored by.

use crate::domain::contracts::{Contract, ContractLine, Organisations, Party};
use crate::domain::designs::InUse;
use crate::domain::organisations::Organisation;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A client or supplier.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Organisation)]
pub struct OrganisationView {
    /// Identifies it.
    id: Uuid,
    /// Its name.
    name: String,
}

impl OrganisationView {
    /// One organisation.
    #[must_use]
    pub fn of(organisation: &Organisation) -> Self {
        Self { id: organisation.id.0, name: organisation.name.clone() }
    }
}

/// The organisations that appear on contracts.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Organisations)]
pub struct OrganisationsView {
    /// Those that are clients.
    clients: Vec<OrganisationView>,
    /// Those that are lead suppliers.
    suppliers: Vec<OrganisationView>,
}

impl OrganisationsView {
    /// All of them.
    #[must_use]
    pub fn of(organisations: &Organisations) -> Self {
        Self {
            clients: organisations.clients.iter().map(OrganisationView::of).collect(),
            suppliers: organisations.suppliers.iter().map(OrganisationView::of).collect(),
        }
    }
}

/// A contract.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Contract)]
pub struct ContractView {
    /// Identifies it.
    id: Uuid,
    /// Rises by one with every change; also in the `ETag`.
    revision: i64,
    /// The organisation that buys.
    client: OrganisationView,
    /// The organisation that leads the supply.
    supplier: OrganisationView,
    /// The client's reference.
    reference: String,
    /// What it is for.
    title: String,
    /// First day.
    start: Option<NaiveDate>,
    /// Last day.
    end: Option<NaiveDate>,
    /// Total value in pounds.
    #[schema(example = "1250000.50")]
    value_gbp: Option<String>,
    /// `day_rate`, `fixed_price`, `capped` or `outcome`.
    pricing_model: Option<&'static str>,
    /// `colocated`, `hybrid`, `remote` or `offshore`.
    working_pattern: Option<&'static str>,
    /// The tender it came from.
    tender_reference: Option<String>,
}

impl ContractView {
    /// One contract.
    #[must_use]
    pub fn of(contract: &Contract) -> Self {
        let details = &contract.details;
        Self {
            id: contract.id.0,
            revision: contract.revision,
            client: OrganisationView::of(&contract.client),
            supplier: OrganisationView::of(&contract.supplier),
            reference: details.reference.clone(),
            title: details.title.clone(),
            start: details.term.start(),
            end: details.term.end(),
            value_gbp: details.value.map(|value| format!("{:.2}", value.decimal())),
            pricing_model: details.pricing.map(|pricing| pricing.word()),
            working_pattern: details.working.map(|working| working.word()),
            tender_reference: details.tender_reference.clone(),
        }
    }
}

/// A contract in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ContractLine)]
pub struct ContractLineView {
    #[serde(flatten)]
    contract: ContractView,
    /// Day of the latest composite on the client's scores.
    latest_on: Option<NaiveDate>,
    /// That composite.
    #[schema(example = "71.25")]
    latest_composite: Option<String>,
}

impl ContractLineView {
    /// One line.
    #[must_use]
    pub fn of(line: &ContractLine) -> Self {
        Self {
            contract: ContractView::of(&line.contract),
            latest_on: line.latest_on,
            latest_composite: line.latest.map(super::published),
        }
    }
}

/// Who else takes part.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Party)]
pub struct PartyView {
    /// The organisation.
    organisation: Uuid,
    /// Its name.
    name: String,
    /// What it does in the consortium.
    role: String,
}

impl PartyView {
    /// One party.
    #[must_use]
    pub fn of(party: &Party) -> Self {
        let Party { organisation, name, role } = party.clone();
        Self { organisation: organisation.0, name, role }
    }
}

/// Which design version a contract is scored by from a day on.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DesignInUse)]
pub struct InUseView {
    /// First day.
    from: NaiveDate,
    /// The design version.
    version: Uuid,
}

impl InUseView {
    /// One start.
    #[must_use]
    pub fn of(start: &InUse) -> Self {
        Self { from: start.from, version: start.version.0 }
    }
}
