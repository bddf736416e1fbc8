//! The partnership's pages in every state they can be in, looked at by axe-core on a narrow screen:
//! empty, refused, sealed, revealed, disputed, signed, and with 200 rows.

use crate::governance::{Somebody, Table, both_sign, marks, settle};
use crate::support::browser::{NARROW, axe, browse, sticking_out};
use crate::support::listening::Listening;
use crate::support::service::services;
use crate::support::web::Web;
use axum::body::Body;
use axum::http::{Request, header};
use fantoccini::Client;
use fantoccini::Locator::Css;
use scorecard::domain::ids::MeetingId;
use scorecard::domain::meetings::outcomes::Settlement;
use scorecard::views::pages::parts::links;
use serde_json::{Value, json};

const CLIENT: [&str; 8] = ["4", "3", "4", "3", "4", "2", "4", "3"];
const SUPPLIER: [&str; 8] = ["4", "4", "4", "5", "4", "4", "4", "3"];

/// Parts of a contract that are lists.
const LISTS: [&str; 12] = [
    "",
    "/meetings",
    "/actions",
    "/feedback",
    "/client-scorecard",
    "/knowledge",
    "/knowledge/readiness",
    "/kpis",
    "/value",
    "/events",
    "/charts",
    "/assessments",
];

/// Forms of a contract that want something when they are sent as they come.
const FORMS: [&str; 10] = [
    "/plan",
    "/series",
    "/actions/new",
    "/feedback/new",
    "/events/new",
    "/knowledge/areas/new",
    "/knowledge/people/new",
    "/kpis/new",
    "/kpi-assessments/new",
    "/failures/new",
];

/// A contract in a browser.
struct Look<'a> {
    web: &'a Web,
    table: &'a Table,
    site: &'a Listening,
    client: &'a Client,
    faults: Vec<String>,
}

impl Look<'_> {
    fn page(&self, rest: &str) -> String {
        format!("{}{rest}", links::contract(self.table.contract.id))
    }

    async fn enter(&self, who: &Somebody) {
        self.site.enter(self.client, &who.session).await;
    }

    /// Looks at a page as it comes.
    async fn look(&mut self, state: &str, path: &str) {
        self.site.goto(self.client, path).await;
        self.judge(state, path).await;
    }

    async fn judge(&mut self, state: &str, path: &str) {
        let open = "document.querySelectorAll('details').forEach(it => { it.open = true; });";
        self.client.execute(open, Vec::new()).await.unwrap();
        let heading = self.client.find(Css("h1")).await.unwrap().text().await.unwrap();
        let titles = ["Page not found", "You do not have access", "This cannot be done now"];
        assert!(!titles.iter().any(|it| heading.starts_with(it)), "{state} {path}: {heading}");
        let found = axe(self.client).await;
        self.faults.extend(found.iter().map(|violation| format!("{state} {path}: {violation}")));
        let wide = sticking_out(self.client).await;
        self.faults.extend(wide.iter().map(|it| format!("{state} {path} is too wide: {it}")));
    }

    /// Sends a form as it comes, and looks at what it says is missing.
    async fn refused(&mut self, path: &str, button: &str) {
        self.site.goto(self.client, path).await;
        self.client.find(Css(button)).await.unwrap().click().await.unwrap();
        let summary = self.client.wait().for_element(Css(".govuk-error-summary")).await;
        assert!(
            summary.is_ok(),
            "{path} takes an empty form: {}",
            self.client.source().await.unwrap()
        );
        self.judge("refused", path).await;
    }

    /// Adds something to the contract.
    async fn add(&self, who: &Somebody, what: &str, body: &Value) {
        let session = who.session.expose();
        let request = Request::post(format!("/api/v1{}", self.page(what)))
            .header(header::COOKIE, format!("scorecard={session}"))
            .header(header::CONTENT_TYPE, "application/json");
        let request = request.body(Body::from(body.to_string())).unwrap();
        self.web.send_bare(request).await.is(201);
    }

    /// A meeting from its plan to its signature, as both sides meet it.
    async fn through_a_meeting(&mut self) {
        let (app, table) = (&self.web.service.app, self.table);
        let id = table.meeting(app, "2026-06-30", "2026-07-03").await.meeting.id;
        let page = move |name: &str| {
            let meeting = links::meeting(table.contract.id, id);
            if name.is_empty() { meeting } else { format!("{meeting}/{name}") }
        };
        self.enter(&table.client).await;
        for name in ["", "score", "check", "agenda", "minutes", "edit"] {
            self.look("open", &page(name)).await;
        }
        self.refused(&page("score"), "button[value=check]:not([tabindex])").await;
        // What was sent with nothing in it is kept as well.
        app.keep_set(&table.client.actor, id, 1, marks(CLIENT, "Client on")).await.unwrap();
        self.look("scored", &page("check")).await;
        app.seal(&table.client.actor, id).await.unwrap();
        for name in ["", "sealed", "reveal"] {
            self.look("sealed", &page(name)).await;
        }
        self.refused(&page("reveal"), "main form button").await;
        app.keep_set(&table.supplier.actor, id, 0, marks(SUPPLIER, "Supplier on")).await.unwrap();
        app.seal(&table.supplier.actor, id).await.unwrap();
        self.enter(&table.supplier).await;
        for name in ["", "discuss", "outcome?criterion=openness"] {
            self.look("revealed", &page(name)).await;
        }
        self.refused(&page("outcome?criterion=openness"), "main form button").await;
        self.disputed(id, &page).await;
    }

    async fn disputed(&mut self, id: MeetingId, page: &impl Fn(&str) -> String) {
        let (app, table) = (&self.web.service.app, self.table);
        let settled = [
            ("commitments", Settlement::Agreed, "3"),
            ("spend", Settlement::AgreedToDiffer, ""),
            ("openness", Settlement::Disputed, ""),
        ];
        let actor = &table.supplier.actor;
        for (criterion, how, value) in settled {
            let changes = app.governed(actor, id).await.unwrap().governed.changes;
            app.settle(actor, id, changes, settle(criterion, how, value)).await.unwrap();
        }
        let record = app.governed(actor, id).await.unwrap();
        let dispute = links::dispute(record.disputes[0].id);
        for path in [&page(""), &page("discuss"), &dispute, &page("sign"), "/home"] {
            self.look("disputed", path).await;
        }
        self.refused(&dispute, "main form button").await;
        self.refused(&dispute, "form[action$='/decision'] button").await;
        both_sign(app, table, id).await;
        for name in ["", "minutes", "reopen"] {
            self.look("signed", &page(name)).await;
        }
        self.refused(&page("reopen"), "main form button").await;
    }

    /// Two hundred of everything.
    async fn many(&mut self) {
        let (client, supplier) = (&self.table.client, &self.table.supplier);
        for number in 0..200 {
            let title = format!("Number {number} of many, in words long enough to wrap");
            let owner = json!({ "what": title, "owner": "Grace Hollis" });
            self.add(client, "/actions", &owner).await;
            let said = json!({ "kind": "praise", "theme": "culture", "influence": "driver",
                "body": title });
            self.add(client, "/feedback", &said).await;
            self.add(client, "/events", &json!({ "on": "2026-06-01", "title": title })).await;
            self.add(client, "/knowledge-areas", &json!({ "title": title, "target": "4" })).await;
            let given = json!({ "title": title, "kind": "innovation" });
            self.add(supplier, "/value", &given).await;
        }
        let (app, actor) = (&self.web.service.app, &client.actor);
        for week in 0..200 {
            let day = chrono::NaiveDate::from_ymd_opt(2022, 1, 6).unwrap();
            let on = day + chrono::TimeDelta::days(7 * week);
            let score = scorecard::app::meetings::ScoreCommand {
                side: scorecard::domain::meetings::Side::Client,
                criterion: "outcomes".to_owned(),
                value: "4".to_owned(),
                comment: None,
            };
            app.record_scores(actor, self.table.contract.id, on, vec![score]).await.unwrap();
        }
    }
}

#[tokio::test]
async fn axe_finds_nothing_wrong_with_a_partnership_in_any_state() {
    let web = Web::on(services().await.remove(0));
    let table = Table::of(&web.service).await;
    let site = Listening::on(web.service.app.clone()).await;
    browse(NARROW, async |client| {
        let mut look = Look { web: &web, table: &table, site: &site, client, faults: Vec::new() };
        look.enter(&table.client).await;
        for list in LISTS {
            look.look("empty", &look.page(list)).await;
        }
        for form in FORMS {
            look.refused(&look.page(form), "main form button").await;
        }
        look.enter(&table.supplier).await;
        for form in ["/client-scorecard/new", "/value/propose"] {
            look.refused(&look.page(form), "main form button").await;
        }
        look.through_a_meeting().await;
        look.many().await;
        look.enter(&table.client).await;
        for list in LISTS {
            look.look("200 rows", &look.page(list)).await;
        }
        assert!(look.faults.is_empty(), "{}", look.faults.join("\n"));
    })
    .await;
}
