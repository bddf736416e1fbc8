//! Everybody asks for everything, and nobody learns of what isn't theirs.
//!
//! Two clients and three suppliers, each role of each, every address of the service, with
//! identifiers of one's own, of others and of nothing. What is answered may hold no word of a
//! contract out of scope, and somebody else's identifier is answered as a made-up one is.

use crate::governance::{marks, settle};
use crate::knowledge::{plan, post};
use crate::support::service::{Service, services};
use crate::support::web::{Answer, Web};
use axum::body::Body;
use axum::http::{Request, header};
use chrono::NaiveDate;
use scorecard::app::assessments::AssessmentCommand;
use scorecard::app::contracts::ContractCommand;
use scorecard::app::knowledge::{EvidencePlan, NewFile};
use scorecard::app::meetings::ScoreCommand;
use scorecard::app::meetings::planning::{PlanCommand, ScoredBy};
use scorecard::app::meetings::series::SeriesCommand;
use scorecard::app::meetings::settling::SettleCommand;
use scorecard::app::performance::AssessCommand;
use scorecard::domain::access::{Role, Surface, Whence};
use scorecard::domain::accounts::secrets::Secret;
use scorecard::domain::assessments;
use scorecard::domain::contracts::{Contract, Details, Term};
use scorecard::domain::exact::KpiValue;
use scorecard::domain::ids::{ContractId, KpiId};
use scorecard::domain::improvement::{self, Milestone, Step};
use scorecard::domain::knowledge;
use scorecard::domain::kpis::ratings::Rating;
use scorecard::domain::kpis::service_points::Repeats;
use scorecard::domain::kpis::{Actual, Direction, Kpi, Observation, default_bands};
use scorecard::domain::meetings::Side;
use scorecard::domain::meetings::outcomes::Settlement;
use scorecard::domain::meetings::series::Rhythm;
use scorecard::domain::performance::{Failed, Ground, Occasion, Regime, Terms as Terms71};
use scorecard::domain::periods::{Cadence, Period};
use scorecard::domain::value::{Terms, Towards};
use scorecard::inbound::http::addresses;
use std::collections::BTreeMap;

/// Client, lead supplier, another party; each contract has words that stand nowhere else.
const CONTRACTS: [(&str, &str, Option<&str>); 5] = [
    ("Northmoor", "Larkspur", None),
    ("Northmoor", "Hazel", Some("Juniper")),
    ("Southvale", "Hazel", None),
    ("Southvale", "Juniper", None),
    ("Southvale", "Juniper", Some("Larkspur")),
];

const CLIENTS: [&str; 2] = ["Northmoor", "Southvale"];
const SUPPLIERS: [&str; 3] = ["Larkspur", "Hazel", "Juniper"];

/// Somebody who asks.
struct Asking {
    name: String,
    organisation: &'static str,
    role: Role,
    session: Secret,
}

/// A contract with one of each thing that belongs to it.
struct Record {
    contract: Contract,
    party: Option<&'static str>,
    meeting: String,
    kpi: String,
    event: String,
    value: String,
    import: String,
    series: String,
    action: String,
    topic: String,
    feedback: String,
    prompt: String,
    assessment: String,
    kpi_assessment: String,
    failure: String,
    plan: String,
    area: String,
    holder: String,
    evidence: String,
    file: String,
    governed: String,
    dispute: String,
    tender: String,
}

impl Record {
    fn is_seen_by(&self, asking: &Asking) -> bool {
        let own = asking.organisation;
        own == self.contract.client.name
            || own == self.contract.supplier.name
            || Some(own) == self.party
    }

    /// Whether somebody sees the tender that its client published.
    fn tender_is_seen_by(&self, asking: &Asking) -> bool {
        let roles = [Role::ClientLead, Role::Commercial, Role::Auditor];
        asking.organisation == self.contract.client.name && roles.contains(&asking.role)
    }

    /// What belongs to it, by the kind of address it stands in.
    fn ids(&self) -> [(&'static str, String); 22] {
        [
            ("contracts", self.contract.id.to_string()),
            ("meetings", self.meeting.clone()),
            ("kpis", self.kpi.clone()),
            ("events", self.event.clone()),
            ("value", self.value.clone()),
            ("imports", self.import.clone()),
            ("series", self.series.clone()),
            ("actions", self.action.clone()),
            ("topics", self.topic.clone()),
            ("feedback", self.feedback.clone()),
            ("prompts", self.prompt.clone()),
            ("assessments", self.assessment.clone()),
            ("kpi-assessments", self.kpi_assessment.clone()),
            ("failures", self.failure.clone()),
            ("improvement-plans", self.plan.clone()),
            ("knowledge-areas", self.area.clone()),
            ("knowledge-people", self.holder.clone()),
            ("evidence", self.evidence.clone()),
            ("evidence-files", self.file.clone()),
            ("meetings", self.governed.clone()),
            ("disputes", self.dispute.clone()),
            ("tenders", self.tender.clone()),
        ]
    }

    /// What stands in the second place of an address.
    fn part(&self, path: &str) -> &str {
        let parts = [
            ("kpis", &self.kpi),
            ("actions", &self.action),
            ("topics", &self.topic),
            ("questions", &self.prompt),
            ("events", &self.event),
            ("value", &self.value),
            ("kpi-assessments", &self.kpi_assessment),
            ("failures", &self.failure),
            ("improvement-plans", &self.plan),
            ("knowledge", &self.area),
        ];
        let found = parts.into_iter().find(|(kind, _)| path.contains(kind));
        found.map_or(&self.meeting, |(_, id)| id)
    }

    /// Words and identifiers that stand nowhere else.
    fn secrets(&self) -> Vec<String> {
        let mark = mark(&self.contract.details.reference);
        let ids = self.ids().into_iter().map(|(_, id)| id);
        ids.chain([mark]).chain(self.of_tender()).collect()
    }

    /// The same of the tender behind it.
    fn of_tender(&self) -> [String; 2] {
        [self.tender.clone(), tender_mark(&mark(&self.contract.details.reference))]
    }
}

/// A word in every text of a contract and in no other.
fn mark(reference: &str) -> String {
    format!("zq{}zq", reference.to_lowercase().replace('-', ""))
}

/// A contract in whose every text there is a word that is in no other.
async fn agreed(web: &Web, number: usize, mark: &str) -> Contract {
    let (client, supplier, party) = CONTRACTS[number];
    let Service { app, actor, .. } = &web.service;
    let details = Details {
        reference: format!("K-{number}"),
        title: format!("Work {mark}"),
        term: Term::default(),
        value: None,
        pricing: None,
        working: None,
        tender_reference: Some(format!("T {mark}")),
    };
    let command = ContractCommand {
        client: client.to_owned(),
        supplier: supplier.to_owned(),
        details,
        design: None,
    };
    let contract = app.add_contract(actor, command).await.unwrap();
    if let Some(party) = party {
        let parties = vec![(party.to_owned(), format!("Hosting {mark}"))];
        app.set_parties(actor, contract.id, parties).await.unwrap();
    }
    contract
}

async fn record(web: &Web, number: usize, lead: &Asking) -> Record {
    let (_, _, party) = CONTRACTS[number];
    let Service { app, actor, .. } = &web.service;
    let reference = format!("K-{number}");
    let mark = mark(&reference);
    let contract = agreed(web, number, &mark).await;
    let on = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
    let scores = vec![ScoreCommand {
        side: Side::Client,
        criterion: "outcomes".to_owned(),
        value: "3".to_owned(),
        comment: Some(format!("Said {mark}")),
    }];
    let meeting = app.record_scores(actor, contract.id, on, scores).await.unwrap().meeting.id;
    let kpi = app.define_kpi(actor, measure(&contract, &mark)).await.unwrap().kpi.id;
    let [kpi_assessment, failure, plan] = of_the_act(web, &contract, kpi, &mark).await;
    let event = app.add_event(actor, contract.id, on, &format!("Event {mark}")).await.unwrap().id;
    let value = promised(web, &contract, on, &mark).await;
    let import = imported(web, lead, &reference, &mark).await;
    let series = series(web, &contract, on, &mark).await;
    let (meeting, kpi, event) = (meeting.to_string(), kpi.to_string(), event.to_string());
    let [action, topic, feedback, prompt] = together(web, lead, &contract, &meeting, &mark).await;
    let assessment = assessed(web, &contract, &mark).await;
    let [area, holder, evidence, file] = known(&web.service, contract.id, &mark).await;
    let [governed, dispute] = disputed(web, lead, contract.id, &mark).await;
    let tender = weighed(web, lead, &mark).await;
    Record {
        contract,
        party,
        meeting,
        kpi,
        event,
        value,
        import,
        series,
        action,
        topic,
        feedback,
        prompt,
        assessment,
        kpi_assessment,
        failure,
        plan,
        area,
        holder,
        evidence,
        file,
        governed,
        dispute,
        tender,
    }
}

/// A word in every text of the tender behind a contract and in nothing else of it.
fn tender_mark(mark: &str) -> String {
    mark.replace("zq", "wq")
}

/// What the client of a contract published, as its lead sends it; the tender that makes.
async fn weighed(web: &Web, lead: &Asking, mark: &str) -> String {
    let own = tender_mark(mark);
    let file = format!(
        "tender_reference,criterion,kind,weight,title,lot,lot_title\n\
         {own},Skills {own},Sort {own},Words {own},Title {own},Lot {own},Half {own}\n"
    );
    uploaded(web, lead, "weightings", &format!("Weights {own}"), &file).await;
    let path = format!("/api/v1/tenders?text={own}");
    let request = Request::get(path).header(header::COOKIE, cookie(&lead.session));
    let list = web.send_bare(request.body(Body::empty()).unwrap()).await.is(200).json();
    list["items"][0]["id"].as_str().unwrap().to_owned()
}

/// What the law asks about a KPI, and a plan to improve it, with the identifiers they got.
async fn of_the_act(web: &Web, contract: &Contract, kpi: KpiId, mark: &str) -> [String; 3] {
    let Service { app, actor, .. } = &web.service;
    let (id, on) = (contract.id, NaiveDate::from_ymd_opt(2026, 2, 28).unwrap());
    let seen = Observation {
        period: Period::containing(on, Cadence::Month).unwrap(),
        actual: Actual::Measured(KpiValue::from_scaled(1_000_000).unwrap()),
        target: KpiValue::from_scaled(9_000_000),
        origin: None,
    };
    let start = seen.period.start();
    app.record_observations(actor, kpi, vec![seen]).await.unwrap();
    let terms = Terms71 {
        regime: Some(Regime::ByChoice),
        reason: Some(format!("Why {mark}")),
        material: vec![kpi],
        ..Terms71::default()
    };
    app.set_standing(actor, (id, 0), terms).await.unwrap();
    let ratings = vec![(kpi, Rating::Other, Some(format!("Other {mark}")))];
    let command = AssessCommand { occasion: Occasion::Yearly, from: start, to: on, on, ratings };
    let assessment = app.assess(actor, id, command).await.unwrap().id.to_string();
    let failed = Failed {
        ground: Ground::Damages,
        happened: on,
        opportunity: None,
        since: on,
        circumstances: format!("Awarded {mark}"),
        plan: None,
    };
    let failure = app.record_failure(actor, id, failed).await.unwrap().id.to_string();
    let milestone = Milestone { what: format!("Reach {mark}"), due: on, reached: None };
    let terms = improvement::Terms {
        aim: format!("Aim {mark}"),
        cause: Some(format!("Cause {mark}")),
        owner: format!("Owner {mark}"),
        due: on,
        milestones: vec![milestone],
    };
    let plan = app.propose_plan(actor, id, (kpi, start), terms).await.unwrap().plan;
    app.step_plan(actor, (plan.id, 1), Step::Agree, None).await.unwrap();
    [assessment, failure, plan.id.to_string()]
}

fn measure(contract: &Contract, mark: &str) -> Kpi {
    Kpi {
        id: KpiId::fresh(),
        contract: contract.id,
        title: format!("Measure {mark}"),
        unit: "%".to_owned(),
        direction: Direction::Higher,
        bands: default_bands(),
        service_levels: Vec::new(),
        repeats: Repeats::DOUBLE,
    }
}

async fn promised(web: &Web, contract: &Contract, due: NaiveDate, mark: &str) -> String {
    let Service { app, actor, .. } = &web.service;
    let terms = Terms {
        title: format!("Promise {mark}"),
        about: Some(format!("Told {mark}")),
        kind: scorecard::domain::value::Kind::Event,
        towards: Towards::Project,
        due: Some(due),
        on: None,
        claim: None,
    };
    app.propose_value(actor, contract.id, terms).await.unwrap().item.id.to_string()
}

async fn series(web: &Web, contract: &Contract, starts_on: NaiveDate, mark: &str) -> String {
    let Service { app, actor, .. } = &web.service;
    let command = SeriesCommand {
        title: format!("Review {mark}"),
        rhythm: Rhythm::Monthly,
        starts_on,
        days_to_score: 2,
    };
    app.add_series(actor, contract.id, command).await.unwrap().id.to_string()
}

/// What the lead of a client adds beside scores, with the identifiers it got.
async fn together(
    web: &Web, lead: &Asking, contract: &Contract, meeting: &str, mark: &str,
) -> [String; 4] {
    use serde_json::json;
    let said = json!({ "kind": "praise", "influence": "driver", "theme": "scope",
        "body": format!("Praise {mark}") });
    let action = json!({ "what": format!("Do {mark}"), "owner": format!("Whoever {mark}") });
    let of = |rest: &str| format!("/api/v1/contracts/{}/{rest}", contract.id);
    let minutes = json!({ "what": format!("Decided {mark}"), "decided_by": mark });
    made(web, lead, &format!("/api/v1/meetings/{meeting}/decisions"), &minutes).await;
    let topic = json!({ "title": format!("Topic {mark}") });
    [
        made(web, lead, &of("actions"), &action).await,
        made(web, lead, &format!("/api/v1/meetings/{meeting}/topics"), &topic).await,
        made(web, lead, &of("feedback"), &said).await,
        made(web, lead, &of("prompts"), &json!({ "body": format!("wonder {mark}") })).await,
    ]
}

async fn made(web: &Web, who: &Asking, path: &str, body: &serde_json::Value) -> String {
    let request = Request::post(path)
        .header(header::COOKIE, cookie(&who.session))
        .header(header::CONTENT_TYPE, "application/json");
    let answer = web.send_bare(request.body(Body::from(body.to_string())).unwrap()).await.is(201);
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// An assessment of the service that a contract is for, with a point.
async fn assessed(web: &Web, contract: &Contract, mark: &str) -> String {
    let Service { app, actor, .. } = &web.service;
    let details = assessments::Details {
        reference: format!("A {mark}"),
        service: format!("Service {mark}"),
        ..assessments::Details::default()
    };
    let command = AssessmentCommand { department: None, contract: Some(contract.id), details };
    let one = app.add_assessment(actor, command).await.unwrap().assessment;
    let comment = Some(format!("Because of {mark}"));
    let result = assessments::PointResult::Amber;
    let points = vec![assessments::Point { number: 1, result, comment, origin: None }];
    app.record_points(actor, one.id, one.revision, points).await.unwrap();
    one.id.to_string()
}

/// An area, a person in it, evidence and its file.
async fn known(service: &Service, contract: ContractId, mark: &str) -> [String; 4] {
    let Service { app, actor, files, .. } = service;
    let area = app.add_area(actor, contract, plan(&format!("Area {mark}"), 4)).await.unwrap().id;
    let post = post(&format!("Person {mark}"));
    let holder = app.add_holder(actor, contract, post).await.unwrap().id;
    let wanted = EvidencePlan {
        holder,
        kind: knowledge::evidence::Kind::Document,
        title: format!("Evidence {mark}"),
        level: knowledge::Level::Aware,
        due: None,
    };
    let evidence = app.plan_evidence(actor, area, wanted).await.unwrap().id;
    let path = files.path().join(mark);
    std::fs::write(&path, format!("Text {mark}")).unwrap();
    let kind = knowledge::files::MediaKind::Text;
    let file = NewFile { path, name: format!("{mark}.txt"), kind };
    let file = app.attach_file(actor, evidence, file).await.unwrap().id;
    [area.to_string(), holder.to_string(), evidence.to_string(), file.to_string()]
}

/// A meeting that only the client scored, and a dispute over a criterion of it.
async fn disputed(web: &Web, lead: &Asking, contract: ContractId, mark: &str) -> [String; 2] {
    let app = &web.service.app;
    let whence = Whence { surface: Surface::Page, address: None };
    let visitor = app.visitor(&lead.session, whence).await.unwrap().unwrap();
    let (actor, today) = (visitor.actor.unwrap(), app.clock().today());
    let plan = PlanCommand { on: today, opens_on: today, last_day: today };
    let id = app.plan_meeting(&actor, contract, plan, ScoredBy::InUse).await.unwrap().meeting.id;
    app.keep_set(&actor, id, 0, marks(["3"; 8], mark)).await.unwrap();
    app.seal(&actor, id).await.unwrap();
    let seen = app.reveal(&actor, id, &format!("Early {mark}")).await.unwrap().changes;
    let evidence = format!("Shown {mark}");
    let dispute = SettleCommand { evidence, ..settle("openness", Settlement::Disputed, "") };
    let record = app.settle(&actor, id, seen, dispute).await.unwrap();
    [id.to_string(), record.disputes.first().unwrap().id.to_string()]
}

/// A file of scores, as the lead of a client sends it.
async fn imported(web: &Web, lead: &Asking, reference: &str, mark: &str) -> String {
    let file = format!(
        "contract,meeting_date,side,criterion,value,comment\n\
         {reference},2026-04-01,client,outcomes,4,Written {mark}\n"
    );
    uploaded(web, lead, "scores", mark, &file).await
}

/// A file as somebody sends it, and the import that makes.
async fn uploaded(web: &Web, who: &Asking, kind: &str, name: &str, file: &str) -> String {
    let form = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}.csv\"\r\n\r\n\
         {file}\r\n--edge--\r\n"
    );
    let request = Request::post(format!("/api/v1/imports?kind={kind}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header(header::COOKIE, cookie(&who.session));
    let answer = web.send_bare(request.body(Body::from(form)).unwrap()).await.is(201);
    answer.json()["id"].as_str().unwrap().to_owned()
}

fn cookie(session: &Secret) -> String {
    format!("scorecard={}", session.expose())
}

/// Somebody in every role of every organisation, without the word for it in their names.
async fn everybody(service: &Service) -> Vec<Asking> {
    let client = [Role::ClientLead, Role::ClientMember, Role::Commercial, Role::Auditor].as_slice();
    let supplier = [Role::SupplierLead, Role::SupplierMember].as_slice();
    let seats = CLIENTS.iter().flat_map(|name| client.iter().map(move |role| (*name, *role)));
    let others = SUPPLIERS.iter().flat_map(|name| supplier.iter().map(move |role| (*name, *role)));
    let mut asking = Vec::new();
    for (number, (organisation, role)) in seats.chain(others).enumerate() {
        let name = format!("person{number}");
        let session = service.session_of(&name, role, organisation).await;
        asking.push(Asking { name, organisation, role, session });
    }
    asking
}

/// What nobody may read who is not on these contracts: words, identifiers, and the names of
/// organisations met on none of one's own.
fn hidden_from(asking: &Asking, records: &[Record]) -> Vec<String> {
    let (seen, unseen): (Vec<_>, Vec<_>) =
        records.iter().partition(|record| record.is_seen_by(asking));
    let mut hidden: Vec<String> = unseen.into_iter().flat_map(Record::secrets).collect();
    let tenders = seen.iter().filter(|record| !record.tender_is_seen_by(asking));
    hidden.extend(tenders.flat_map(|record| record.of_tender()));
    let met = |name: &&str| {
        let on = |record: &&Record| {
            let (contract, party) = (&record.contract, record.party);
            contract.client.name == **name
                || contract.supplier.name == **name
                || party == Some(*name)
        };
        seen.iter().any(on)
    };
    let names = CLIENTS.iter().chain(&SUPPLIERS);
    hidden.extend(names.filter(|name| !met(name)).map(|name| (*name).to_owned()));
    hidden
}

/// An address with an identifier in each of its places.
fn filled(path: &str, id: &str, part: &str) -> String {
    path.replace("{id}", id)
        .replace("{part}", part)
        .replace("{link}", "made-up-link")
        .replace("{file}", if path.contains("exports") { "scores.csv" } else { "trend.svg" })
        .replace("{key}", "partnership")
        .replace("{kind}", "scores")
        .replace("{step}", if path.contains("improvement") { "agree" } else { "accept" })
}

/// Something to send that is whole, where an address takes it.
fn body(method: &str, path: &str) -> Option<serde_json::Value> {
    use serde_json::json;
    let scores = json!([{ "side": "client", "criterion": "outcomes", "value": "3" }]);
    match (method, path) {
        ("POST", "/api/v1/contracts/{id}/events") => {
            Some(json!({ "on": "2026-05-01", "title": "Tried" }))
        }
        ("POST", "/api/v1/contracts/{id}/value") => {
            Some(json!({ "title": "Tried", "kind": "delivery" }))
        }
        ("POST", "/api/v1/contracts/{id}/meetings") => {
            Some(json!({ "on": "2026-05-01", "scores": scores }))
        }
        ("PUT", "/api/v1/contracts/{id}/parties" | "/api/v1/meetings/{id}/score-set") => {
            Some(json!([]))
        }
        ("POST", "/api/v1/contracts/{id}/planned-meetings") => {
            let last = "2026-12-03";
            Some(json!({ "on": "2026-12-01", "opens_on": "2026-12-01", "last_day": last }))
        }
        ("POST", "/api/v1/meetings/{id}/reveal" | "/api/v1/meetings/{id}/revisions") => {
            Some(json!({ "reason": "Tried" }))
        }
        ("POST", "/api/v1/contracts/{id}/designs") => {
            Some(json!({ "design": "partnership", "from": "2026-05-01" }))
        }
        ("POST", "/api/v1/contracts/{id}/kpis") => {
            Some(json!({ "title": "Tried", "direction": "higher" }))
        }
        ("POST", "/api/v1/assessments/{id}/reassessment") => Some(json!({ "service": "Tried" })),
        ("POST", "/api/v1/assessments/{id}/actions") => {
            Some(json!({ "point": 1, "what": "Tried", "due": "2026-07-30" }))
        }
        ("PUT", "/api/v1/assessments/{id}/points") => Some(json!([])),
        ("PUT", "/api/v1/assessments/{id}/actions/{part}") => {
            Some(json!({ "done_on": "2026-06-30" }))
        }
        ("POST", "/api/v1/contracts/{id}/knowledge-areas")
        | ("PUT", "/api/v1/knowledge-areas/{id}") => {
            Some(json!({ "title": "Tried", "target": "4" }))
        }
        ("POST", "/api/v1/contracts/{id}/knowledge-people")
        | ("PUT", "/api/v1/knowledge-people/{id}") => Some(json!({ "name": "Tried" })),
        ("POST", "/api/v1/knowledge-areas/{id}/evidence") => {
            Some(json!({ "person": NOBODYS, "kind": "session", "title": "Tried", "level": "1" }))
        }
        ("POST", "/api/v1/knowledge-areas/{id}/falls") => {
            Some(json!({ "person": NOBODYS, "level": "1", "reason": "Tried" }))
        }
        ("POST", "/api/v1/evidence/{id}/rejection") => Some(json!({ "reason": "Tried" })),
        ("POST", "/api/v1/kpis/{id}/observations") => {
            Some(json!([{ "period": "2026-01", "actual": "1" }]))
        }
        ("POST" | "PUT" | "PATCH", path) if path.starts_with("/api/") => Some(json!({})),
        _ => None,
    }
}

fn request(method: &str, path: &str, address: &str, session: &Secret) -> Request<Body> {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(header::HOST, "localhost")
        .header(header::IF_MATCH, "\"r1\"")
        .header(header::COOKIE, cookie(session));
    match body(method, path) {
        Some(body) => request
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap(),
        None => request.body(Body::empty()).unwrap(),
    }
}

/// What an answer tells, whichever identifier was asked for.
fn told(answer: &Answer, asked: &[&str]) -> String {
    let named = |text: String| asked.iter().fold(text, |text, id| text.replace(id, "ID"));
    let body = named(String::from_utf8_lossy(&answer.body).into_owned());
    let location = answer.headers.get(header::LOCATION).map(|value| value.to_str().unwrap());
    let location = named(location.unwrap_or_default().to_owned());
    let request = answer.headers.get("x-request-id").map(|value| value.to_str().unwrap());
    let body = body.replace(request.unwrap_or("no request"), "REQUEST");
    format!("{} {location}\n{body}", answer.status)
}

/// A page names a chart where others have an identifier.
const CHART: &str = "gap";

const NOBODYS: &str = "0197d6a6-5f0c-7c39-b9b2-3f0a2b1c4d5e";

/// Everything asked by one person; how many requests that took.
async fn asks(web: &Web, asking: &Asking, records: &[Record]) -> usize {
    let hidden = hidden_from(asking, records);
    let mut asked = 0;
    let mut changing = Vec::new();
    for (method, path) in addresses() {
        if method != "GET" && method != "HEAD" {
            changing.push((method, path));
            continue;
        }
        asked += asked_of(web, asking, records, &hidden, (&method, &path)).await;
    }
    // Changes come last, for one of them may end the session it is sent in.
    for (method, path) in changing {
        if path.starts_with("/api/") {
            asked += asked_of(web, asking, records, &hidden, (&method, &path)).await;
        }
    }
    asked
}

/// One address, with every identifier there is.
async fn asked_of(
    web: &Web, asking: &Asking, records: &[Record], hidden: &[String], (method, path): (&str, &str),
) -> usize {
    let send = async |id: &str, part: &str| {
        let address = filled(path, id, part);
        let answer = web.send_bare(request(method, path, &address, &asking.session)).await;
        let who = format!("{} ({}) {method} {address}", asking.name, asking.role.word());
        assert!(answer.status.as_u16() < 500, "{who}: {}", answer.status);
        (who, answer)
    };
    let nobodys = if path.contains("/charts/") { CHART } else { NOBODYS };
    let (_, made_up) = send(NOBODYS, nobodys).await;
    let expected = told(&made_up, &[NOBODYS]);
    keeps_quiet(&format!("{} {method} {path}", asking.name), &made_up, hidden);
    if !path.contains("{id}") {
        return 1;
    }
    let mut asked = 1;
    let changes = method != "GET";
    for record in records.iter().filter(|record| !(changes && record.is_seen_by(asking))) {
        // The first contract is asked for everywhere, and the rest where it belongs.
        let first = std::ptr::eq(record, &records[0]);
        let fits = |kind: &str| {
            path.contains(&format!("/{kind}/{{id}}")) || (first && kind == "contracts")
        };
        for (kind, id) in record.ids().into_iter().filter(|(kind, _)| fits(kind)) {
            let part = if path.contains("/charts/") { CHART } else { record.part(path) };
            let (who, answer) = send(&id, part).await;
            asked += 1;
            let is_own = match kind {
                "tenders" => record.tender_is_seen_by(asking),
                _ => record.is_seen_by(asking),
            };
            if is_own {
                keeps_quiet(&who, &answer, hidden);
                continue;
            }
            // Its body holds nothing hidden, for that of the made-up one held nothing.
            let found = told(&answer, &[&id, part]);
            assert_eq!(found, expected, "{who} is told something of {kind} of others");
            let others = hidden.iter().filter(|word| **word != id);
            quiet_headers(&who, &answer, others);
        }
    }
    asked
}

/// Fails when an answer holds what is hidden from whoever asked.
#[track_caller]
fn keeps_quiet(who: &str, answer: &Answer, hidden: &[String]) {
    let body = String::from_utf8_lossy(&answer.body);
    for word in hidden {
        assert!(!body.contains(word.as_str()), "{who} is told {word}");
    }
    quiet_headers(who, answer, hidden.iter());
}

/// Fails when a header holds what is hidden.
#[track_caller]
fn quiet_headers<'a>(who: &str, answer: &Answer, mut hidden: impl Iterator<Item = &'a String>) {
    let headers = format!("{:?}", answer.headers);
    let found = hidden.find(|word| headers.contains(word.as_str()));
    assert_eq!(found, None, "{who} is told of it in a header");
}

/// How many contracts each organisation is on.
fn expected_totals() -> BTreeMap<&'static str, u64> {
    let names = CLIENTS.iter().chain(&SUPPLIERS).copied();
    let on = |name: &str| {
        let of = CONTRACTS.iter().filter(|(client, supplier, party)| {
            *client == name || *supplier == name || *party == Some(name)
        });
        u64::try_from(of.count()).unwrap()
    };
    names.map(|name| (name, on(name))).collect()
}

#[tokio::test]
async fn whoever_asks_for_whatever_learns_of_nothing_but_their_own() {
    for service in services().await {
        let web = Web::on(service);
        let everybody = everybody(&web.service).await;
        let lead = |client: &str| {
            let of =
                |asking: &&Asking| asking.organisation == client && asking.role == Role::ClientLead;
            everybody.iter().find(of).unwrap()
        };
        let mut records = Vec::new();
        for (number, (client, ..)) in CONTRACTS.iter().enumerate() {
            records.push(record(&web, number, lead(client)).await);
        }
        let totals = expected_totals();
        let mut asked = 0;
        for asking in &everybody {
            let list = Request::get("/api/v1/contracts")
                .header(header::COOKIE, cookie(&asking.session))
                .body(Body::empty());
            let list = web.send_bare(list.unwrap()).await.is(200).json();
            assert_eq!(list["total"], totals[asking.organisation], "{}", asking.name);
            asked += asks(&web, asking, &records).await;
        }
        assert!(10_000 <= asked, "only {asked} requests");
    }
}
