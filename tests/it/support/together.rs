//! A contract with people on both sides, and requests as any of them.

use super::service::{Service, services};
use super::web::{Answer, Web};
use axum::body::Body;
use axum::http::{Request, header};
use chrono::NaiveDate;
use scorecard::app::contracts::ContractCommand;
use scorecard::app::meetings::ScoreCommand;
use scorecard::domain::access::Role;
use scorecard::domain::accounts::secrets::Secret;
use scorecard::domain::contracts::{Contract, Details, Term};
use scorecard::domain::ids::MeetingId;
use scorecard::domain::meetings::Side;
use serde_json::Value;

/// Name, role and organisation of everybody there is.
const PEOPLE: [(&str, Role, &str); 9] = [
    ("client.lead", Role::ClientLead, "Northmoor"),
    ("client.member", Role::ClientMember, "Northmoor"),
    ("commercial", Role::Commercial, "Northmoor"),
    ("auditor", Role::Auditor, "Northmoor"),
    ("supplier.lead", Role::SupplierLead, "Larkspur"),
    ("supplier.member", Role::SupplierMember, "Larkspur"),
    ("party", Role::SupplierLead, "Juniper"),
    ("stranger", Role::ClientLead, "Southvale"),
    ("administrator", Role::Administrator, ""),
];

/// A contract, a meeting of it, and who there is.
pub(crate) struct Together {
    pub(crate) web: Web,
    pub(crate) contract: Contract,
    pub(crate) meeting: MeetingId,
    people: Vec<(&'static str, Secret)>,
}

/// One on each database.
pub(crate) async fn together() -> Vec<Together> {
    let mut all = Vec::new();
    for service in services().await {
        all.push(Together::on(service).await);
    }
    all
}

/// A day of 2026.
pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn command() -> ContractCommand {
    ContractCommand {
        client: "Northmoor".to_owned(),
        supplier: "Larkspur".to_owned(),
        details: Details {
            reference: "N-1".to_owned(),
            title: "Repairs".to_owned(),
            term: Term::default(),
            value: None,
            pricing: None,
            working: None,
            tender_reference: None,
        },
        design: None,
    }
}

impl Together {
    async fn on(service: Service) -> Self {
        let contract = service.app.add_contract(&service.actor, command()).await.unwrap();
        let party = vec![("Juniper".to_owned(), "Hosting".to_owned())];
        service.app.set_parties(&service.actor, contract.id, party).await.unwrap();
        let mut people = Vec::new();
        for (name, role, organisation) in PEOPLE {
            people.push((name, service.session_of(name, role, organisation).await));
        }
        let together =
            Self { web: Web::on(service), contract, meeting: MeetingId::fresh(), people };
        let meeting = together.scored(day(6, 24), &[]).await;
        Self { meeting, ..together }
    }

    /// A meeting of a day with these scores, and one more for a criterion that says nothing.
    pub(crate) async fn scored(&self, on: NaiveDate, scores: &[(Side, &str, &str)]) -> MeetingId {
        let command = |(side, criterion, value): &(Side, &str, &str)| ScoreCommand {
            side: *side,
            criterion: (*criterion).to_owned(),
            value: (*value).to_owned(),
            comment: None,
        };
        let mut commands: Vec<_> = scores.iter().map(command).collect();
        if commands.is_empty() {
            commands.push(command(&(Side::Client, "outcomes", "3")));
        }
        let Service { app, actor, .. } = &self.web.service;
        app.record_scores(actor, self.contract.id, on, commands).await.unwrap().meeting.id
    }

    /// Everybody's names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.people.iter().map(|(name, _)| *name)
    }

    fn cookie(&self, who: &str) -> String {
        let (_, session) = self.people.iter().find(|(name, _)| *name == who).unwrap();
        format!("scorecard={}", session.expose())
    }

    /// Reads an address.
    pub(crate) async fn get(&self, who: &str, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, self.cookie(who));
        self.web.send_bare(request.body(Body::empty()).unwrap()).await
    }

    /// Sends JSON.
    pub(crate) async fn send(&self, who: &str, what: &str, body: &Value) -> Answer {
        self.send_with(who, what, &[], body).await
    }

    /// Sends JSON with more headers; `what` is a method and an address.
    pub(crate) async fn send_with(
        &self, who: &str, what: &str, headers: &[(&str, &str)], body: &Value,
    ) -> Answer {
        let (method, path) = what.split_once(' ').unwrap();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, self.cookie(who))
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.web.send_bare(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// Sends a form.
    pub(crate) async fn submit(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded: Vec<String> = fields
            .iter()
            .map(|(name, value)| {
                let encode = |text: &str| -> String {
                    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
                };
                format!("{}={}", encode(name), encode(value))
            })
            .collect();
        let request = Request::post(path)
            .header(header::COOKIE, self.cookie(who))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.web.send_bare(request.body(Body::from(encoded.join("&"))).unwrap()).await
    }

    /// An address of something of the contract, for programs.
    pub(crate) fn api(&self, rest: &str) -> String {
        format!("/api/v1/contracts/{}{rest}", self.contract.id)
    }

    /// An address of something of the contract, for people.
    pub(crate) fn page(&self, rest: &str) -> String {
        format!("/contracts/{}{rest}", self.contract.id)
    }
}
