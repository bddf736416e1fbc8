//! Addresses of pages and of what they show, each written in one place.

use super::Link;
use crate::domain::contracts::Contract;
use crate::domain::ids::{
    ActionItemId, AreaId, ContractId, DisputeId, EvidenceId, FailureId, ImportId, KpiAssessmentId,
    KpiId, MeetingId, PlanId, ValueItemId,
};
use crate::domain::meetings::{Meeting, Side};
use crate::views::charts::ChartName;
use chrono::NaiveDate;

/// The page of a contract.
#[must_use]
pub fn contract(id: ContractId) -> String {
    format!("/contracts/{id}")
}

/// The page of a KPI.
#[must_use]
pub fn kpi(contract: ContractId, kpi: KpiId) -> String {
    format!("/contracts/{contract}/kpis/{kpi}")
}

/// The KPIs of a contract, and what the law asks about them.
#[must_use]
pub fn kpis(contract: ContractId) -> String {
    format!("/contracts/{contract}/kpis")
}

/// The page of an assessment against KPIs.
#[must_use]
pub fn kpi_assessment(contract: ContractId, assessment: KpiAssessmentId) -> String {
    format!("/contracts/{contract}/kpi-assessments/{assessment}")
}

/// The page of a breach or failure to improve.
#[must_use]
pub fn failure(contract: ContractId, failure: FailureId) -> String {
    format!("/contracts/{contract}/failures/{failure}")
}

/// The page of an improvement plan.
#[must_use]
pub fn improvement_plan(contract: ContractId, plan: PlanId) -> String {
    format!("/contracts/{contract}/improvement-plans/{plan}")
}

/// The value-add of a contract.
#[must_use]
pub fn value(contract: ContractId) -> String {
    format!("/contracts/{contract}/value")
}

/// The page of a value-add item.
#[must_use]
pub fn value_item(contract: ContractId, item: ValueItemId) -> String {
    format!("/contracts/{contract}/value/{item}")
}

/// The page of the knowledge of a contract.
#[must_use]
pub fn knowledge(contract: ContractId) -> String {
    format!("/contracts/{contract}/knowledge")
}

/// The page of a knowledge area.
#[must_use]
pub fn area(contract: ContractId, area: AreaId) -> String {
    format!("/contracts/{contract}/knowledge/{area}")
}

/// The page of evidence.
#[must_use]
pub fn evidence(evidence: EvidenceId) -> String {
    format!("/evidence/{evidence}")
}

/// The page of a meeting.
#[must_use]
pub fn meeting(contract: ContractId, meeting: MeetingId) -> String {
    format!("/contracts/{contract}/meetings/{meeting}")
}

/// A page of a meeting, such as `score`.
#[must_use]
pub fn of_meeting(meeting: &Meeting, page: &str) -> String {
    format!("{}/{page}", self::meeting(meeting.contract, meeting.id))
}

/// The meetings of a contract.
#[must_use]
pub fn meetings(id: ContractId) -> String {
    format!("{}/meetings", contract(id))
}

/// The page of a dispute.
#[must_use]
pub fn dispute(id: DisputeId) -> String {
    format!("/disputes/{id}")
}

/// The way to what belongs to a meeting.
#[must_use]
pub fn to_meeting(contract: &Contract, meeting: &Meeting) -> Vec<Link> {
    let own = Link::new(super::held(meeting), self::meeting(contract.id, meeting.id));
    [to_meetings(contract), vec![own]].concat()
}

/// The way to the meetings of a contract.
#[must_use]
pub fn to_meetings(contract: &Contract) -> Vec<Link> {
    [to_contract(contract), vec![Link::new("Meetings", meetings(contract.id))]].concat()
}

/// The agenda of a meeting.
#[must_use]
pub fn agenda(contract: ContractId, meeting: MeetingId) -> String {
    format!("/contracts/{contract}/meetings/{meeting}/agenda")
}

/// The minutes of a meeting.
#[must_use]
pub fn minutes(contract: ContractId, meeting: MeetingId) -> String {
    format!("/contracts/{contract}/meetings/{meeting}/minutes")
}

/// The actions of a contract.
#[must_use]
pub fn actions(contract: ContractId) -> String {
    format!("/contracts/{contract}/actions")
}

/// One action.
#[must_use]
pub fn action(contract: ContractId, action: ActionItemId) -> String {
    format!("/contracts/{contract}/actions/{action}")
}

/// What the two sides told each other.
#[must_use]
pub fn feedback(contract: ContractId) -> String {
    format!("/contracts/{contract}/feedback")
}

/// What the supplier answers about the client.
#[must_use]
pub fn client_scorecard(contract: ContractId) -> String {
    format!("/contracts/{contract}/client-scorecard")
}

/// The events marked on the charts of a contract.
#[must_use]
pub fn events(contract: ContractId) -> String {
    format!("/contracts/{contract}/events")
}

/// The assessments of what is made under a contract.
#[must_use]
pub fn assessments(contract: ContractId) -> String {
    format!("/contracts/{contract}/assessments")
}

/// The form to record an assessment of what is made under a contract.
#[must_use]
pub fn record_assessment(contract: &Contract) -> String {
    with_query("/assessments/new", &[("contract", contract.details.reference.as_str())])
}

/// The way to what belongs to a page of a contract.
#[must_use]
pub fn below(contract: &Contract, text: &str, href: String) -> Vec<Link> {
    let mut trail = to_contract(contract);
    trail.push(Link::new(text, href));
    trail
}

/// The page that explains a figure.
#[must_use]
pub fn calculation(contract: ContractId, side: Side, on: NaiveDate) -> String {
    format!("/contracts/{contract}/calculation?side={}&on={on}", side.word())
}

/// The page of a design, or of one version of it.
#[must_use]
pub fn design(key: &str, version: Option<u32>) -> String {
    let key = encoded(key);
    version.map_or_else(
        || format!("/designs/{key}"),
        |version| format!("/designs/{key}?version={version}"),
    )
}

/// The page of an import.
#[must_use]
pub fn import(id: ImportId) -> String {
    format!("/imports/{id}")
}

/// The refused rows of an import as a file.
#[must_use]
pub fn rejected(id: ImportId) -> String {
    format!("/api/v1/imports/{id}/rejected")
}

/// One version of a design as a file.
#[must_use]
pub fn design_file(key: &str, version: u32) -> String {
    format!("/api/v1/designs/{}/toml?version={version}", encoded(key))
}

/// The page of every chart of a contract.
#[must_use]
pub fn charts(contract: ContractId) -> String {
    format!("/contracts/{contract}/charts")
}

/// The page of one chart of a contract.
#[must_use]
pub fn chart(contract: ContractId, name: ChartName) -> String {
    format!("/contracts/{contract}/charts/{}", name.word())
}

/// A chart of a contract, without the ending that says in which form.
#[must_use]
pub fn contract_chart(id: ContractId, name: &str) -> String {
    format!("/api/v1/contracts/{id}/charts/{name}")
}

/// The chart of a KPI, without the ending that says in which form.
#[must_use]
pub fn kpi_chart(id: KpiId) -> String {
    format!("/api/v1/kpis/{id}/charts/trend")
}

/// The way to what belongs to a contract.
#[must_use]
pub fn to_contract(contract: &Contract) -> Vec<Link> {
    let name = format!("{} {}", contract.details.reference, contract.details.title);
    vec![Link::new("Contracts", "/contracts"), Link::new(name, self::contract(contract.id))]
}

/// The forms a kind of record can be downloaded in; of one contract, or of all.
#[must_use]
pub fn exports(kind: &str, contract: Option<ContractId>) -> Vec<Link> {
    let query = contract.map(|id| format!("?contract={id}")).unwrap_or_default();
    let forms = [("ODS", "ods"), ("XLSX", "xlsx"), ("CSV", "csv")];
    let address = |ending: &str| format!("/api/v1/exports/{kind}.{ending}{query}");
    forms.into_iter().map(|(words, ending)| Link::new(words, address(ending))).collect()
}

/// `address?name=value&…` with every value that is not empty.
#[must_use]
pub fn with_query(address: &str, pairs: &[(&str, &str)]) -> String {
    let given = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> =
        given.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    format!("{address}?{}", query.join("&"))
}

/// The text as it may stand in an address.
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_an_address_cannot_end_its_value() {
        let address = with_query("/contracts", &[("text", "a&b=ü"), ("client", "")]);
        assert_eq!(address, "/contracts?text=a%26b%3D%C3%BC");
    }
}
