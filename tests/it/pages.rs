//! Pages as people meet them: read, sent and undone, and looked at in a browser.

use crate::support::browser::{
    DESKTOP, NARROW, Window, axe, browse, browse_without_scripts, sticking_out, through,
};
use crate::support::listening::Listening;
use crate::support::service::services;
use crate::support::web::{Answer, Web, webs};
use axum::body::Body;
use axum::http::{Request, header};
use fantoccini::Client;
use fantoccini::Locator::{Css, LinkText};
use fantoccini::key::Key;
use scorecard::inbound::demo;
use scorecard::views::charts::ChartName;
use std::collections::{BTreeMap, BTreeSet};

const CONTRACTS: &str = "reference,title,client,supplier,start,end\n\
                         C-1,Repairs & parts,Northmoor Council,Larkspur Digital,2026-01-01,2027-01-01\n\
                         C-2,Parking,Northmoor Council,Hazel Systems,2020-02-01,2021-01-31\n";

const SCORES: &str = "contract,meeting_date,side,criterion,value\n\
                      C-1,2026-06-01,client,Outcomes achieved,4\n\
                      C-1,2026-06-01,client,Commitments kept,3\n\
                      C-1,2026-06-01,client,Fit for use first time,5\n\
                      C-1,2026-06-01,client,Spend justified,2\n\
                      C-1,2026-06-01,client,Working as one team,4\n\
                      C-1,2026-06-01,supplier,Outcomes achieved,5\n";

/// The text of a page without its markup.
fn words(answer: &Answer) -> String {
    let pieces = answer.text().split('<').filter_map(|piece| piece.split_once('>'));
    let words: String = pieces.map(|(_, text)| format!("{text} ")).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The addresses of this service that a page leads to.
fn leads_to(answer: &Answer) -> BTreeSet<String> {
    let hrefs = answer.text().split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own = hrefs
        .filter(|href| href.starts_with('/'))
        .map(|href| href.replace("&#38;", "&"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned());
    own.collect()
}

/// Sends a file by the form and goes where the answer leads.
async fn imported(web: &Web, kind: &str, file: &str) -> String {
    let checked = web.upload(&format!("/import/{kind}"), file, &[]).await.is(303);
    let preview = checked.header("location").to_owned();
    let done = web.send(posted(&format!("{preview}/confirm"))).await.is(303);
    done.header("location").to_owned()
}

fn posted(path: &str) -> Request<Body> {
    Request::post(path).body(Body::empty()).unwrap()
}

async fn contract(web: &Web) -> String {
    let contracts = web.get("/contracts").await.is(200);
    leads_to(&contracts).into_iter().find(|href| href.starts_with("/contracts/")).unwrap()
}

#[tokio::test]
async fn an_empty_service_says_how_to_begin() {
    for web in webs().await {
        assert_eq!(web.get("/").await.is(303).header("location"), "/home");
        let page = web.get("/contracts").await.is(200);
        assert!(words(&page).contains("There are no contracts yet."), "{}", words(&page));
        assert!(leads_to(&page).contains("/import"));
    }
}

#[tokio::test]
async fn a_file_is_chosen_checked_confirmed_and_taken_back() {
    for web in webs().await {
        let chosen = web.get("/import?asked=yes&kind=contracts").await.is(303);
        assert_eq!(chosen.header("location"), "/import/contracts");
        web.get("/import/contracts").await.is(200);

        let checked = web.upload("/import/contracts", CONTRACTS, &[]).await.is(303);
        let address = checked.header("location").to_owned();
        let preview = web.get(&address).await.is(200);
        assert!(words(&preview).contains("Add something new 2"), "{}", words(&preview));
        let list = web.get("/contracts").await;
        assert!(words(&list).contains("There are no contracts yet."));

        let done = web.send(posted(&format!("{address}/confirm"))).await.is(303);
        let done = web.get(done.header("location")).await.is(200);
        assert!(words(&done).contains("Success 2 rows imported from a.csv"), "{}", words(&done));
        assert!(words(&web.get("/contracts").await).contains("2 contracts"));

        let undo = leads_to(&done).into_iter().find(|href| href.ends_with("/undo")).unwrap();
        let asked = web.get(&undo).await.is(200);
        assert!(words(&asked).contains("Are you sure you want to undo this import?"));
        let undone = web.send(posted(&undo)).await.is(303);
        let undone = web.get(undone.header("location")).await.is(200);
        assert!(words(&undone).contains("The import of a.csv was undone"));
        assert!(words(&web.get("/contracts").await).contains("There are no contracts yet."));
    }
}

#[tokio::test]
async fn a_form_sent_without_its_answers_comes_back_with_what_was_typed() {
    for web in webs().await {
        let page = web.get("/import?asked=yes").await.is(422);
        assert!(page.text().contains("<title>Error: What do you want to import?"));
        assert!(page.text().contains("<a href=\"#kind\">Select what you want to import</a>"));

        let form = "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\
                    \r\n--edge\r\ncontent-disposition: form-data; name=\"columns\"\r\n\r\n\
                    title=Name\nof what?\r\n--edge--\r\n";
        let kind = "multipart/form-data; boundary=edge";
        let request = Request::post("/import/contracts").header(header::CONTENT_TYPE, kind);
        let page = web.send(request.body(form.into()).unwrap()).await.is(422);
        assert!(page.text().contains("<a href=\"#file\">Select a CSV file</a>"));
        assert!(
            page.text().contains("<a href=\"#columns\">Line 2 must have an equals sign in it</a>")
        );
        assert!(page.text().contains("title=Name\nof what?"), "{}", page.text());
    }
}

#[tokio::test]
async fn a_file_that_is_no_table_is_told_beside_the_field() {
    for web in webs().await {
        for file in ["", "PK\u{3}\u{4}zipped"] {
            let page = web.upload("/import/contracts", file, &[]).await.is(422);
            assert!(page.text().contains("<a href=\"#file\">"), "{}", words(&page));
            assert!(page.text().contains("id=\"file-error\""));
        }
        let history = words(&web.get("/imports").await);
        assert_eq!(history.matches("Refused").count(), 2, "{history}");
    }
}

#[tokio::test]
async fn a_file_with_other_headings_is_checked_again_with_the_columns_chosen() {
    let file =
        "Deal,What,Buyer,Vendor,Start\nC-1,Repairs,Northmoor Council,Hazel Systems,4/5/2026\n";
    for web in webs().await {
        let refused = web.upload("/import/contracts", file, &[]).await.is(303);
        let address = refused.header("location").to_owned();
        let page = web.get(&address).await.is(200);
        assert!(words(&page).contains("Choose the columns"), "{}", words(&page));
        assert!(!words(&page).contains("--"), "{}", words(&page));
        assert!(!words(&page).contains("Download the rejected rows"), "{}", words(&page));
        for field in ["reference", "title"] {
            let select = format!("<select class=\"govuk-select\" id=\"{field}\" name=\"{field}\">");
            assert!(page.text().contains(&select), "{}", page.text());
        }
        assert!(!page.text().contains("name=\"client\""), "{}", page.text());

        let choose = |choice: &str| {
            let request = Request::post(format!("{address}/columns"));
            let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            request.body(Body::from(choice.to_owned())).unwrap()
        };
        let nothing = web.send(choose("reference=&title=")).await.is(303);
        assert_eq!(nothing.header("location"), address);
        let checked = web.send(choose("reference=Deal&title=What")).await.is(303);
        let preview = web.get(checked.header("location")).await.is(200);
        let preview = words(&preview);
        for shown in [
            "Add something new 1",
            "The first row, as it was read Line reference title client supplier start",
            "2 C-1 Repairs Northmoor Council Hazel Systems 4 May 2026",
            "reference Deal title What client Buyer",
            "Between cells comma",
            "Headings Line 1",
            "Columns not used None",
        ] {
            assert!(preview.contains(shown), "{shown} is not in {preview}");
        }
    }
}

#[tokio::test]
async fn a_refused_file_lists_every_problem_a_hundred_to_a_page() {
    for web in webs().await {
        imported(&web, "contracts", CONTRACTS).await;
        let rows = "C-1,2026-06-01,client,Outcomes achieved,9\n".repeat(130);
        let file = format!("contract,meeting_date,side,criterion,value\n{rows}");
        let refused = web.upload("/import/scores", &file, &[]).await.is(303);
        let address = refused.header("location").to_owned();
        let first = web.get(&address).await.is(200);
        assert!(words(&first).contains("Nothing was stored."), "{}", words(&first));
        assert!(first.text().contains("(page 1 of 2)"), "{}", words(&first));
        let second = web.get(&format!("{address}?page=2")).await.is(200);
        assert!(words(&second).contains("131 value 9"), "{}", words(&second));
        web.get(&format!("{address}?page=3")).await.is(404);

        let link = leads_to(&first).into_iter().find(|href| href.ends_with("/rejected")).unwrap();
        let rows = web.get(&link).await.is(200);
        assert!(rows.text().lines().next().unwrap().ends_with("error"), "{}", rows.text());
        assert_eq!(rows.text().lines().count(), 131);
    }
}

#[tokio::test]
async fn filters_are_in_the_address_and_narrow_the_list() {
    for web in webs().await {
        imported(&web, "contracts", CONTRACTS).await;
        let found =
            async |query: &str| words(&web.get(&format!("/contracts?{query}")).await.is(200));
        assert!(found("text=parking").await.contains("1 contract "));
        assert!(found("running=today").await.contains("Repairs &#38; parts"));
        assert!(!found("running=today").await.contains("Parking"));
        assert!(found("text=nothing").await.contains("No contracts match this filter."));
        assert!(found("text=%3Cb%3E").await.contains("No contracts match"));
        web.get("/contracts?page=2").await.is(404);
        web.get("/contracts?client=nobody").await.is(404);
    }
}

#[tokio::test]
async fn a_figure_has_the_same_digits_on_every_surface() {
    for web in webs().await {
        imported(&web, "contracts", CONTRACTS).await;
        imported(&web, "scores", SCORES).await;
        let contract = contract(&web).await;
        let page = words(&web.get(&contract).await.is(200));
        // 25% × (60% × 75 + 40% × 50) + 15% × 100 + 15% × 25 + 10% × 75, over the 65% that was scored.
        assert!(page.contains("Client composite 65.4 out of 100"), "{page}");
        assert!(
            page.contains("Supplier composite No figure: 15% of the weight was scored"),
            "{page}"
        );
        let calculation =
            words(&web.get(&format!("{contract}/calculation?side=client")).await.is(200));
        assert!(calculation.contains("Before rounding: 65.384615384615"), "{calculation}");
        assert!(calculation.contains("rounded once to 2 decimal places: 65.38"), "{calculation}");
        assert!(calculation.contains(
            "(25 × 65.0000 + 15 × 100.0000 + 15 × 25.0000 + 10 × 75.0000) ÷ (25 + 15 + 15 + 10)"
        ));
        assert!(calculation.contains("a.csv, line 2"), "{calculation}");
        let api = web.get(&format!("/api/v1{contract}/scorecard")).await.is(200).json();
        assert!(api.to_string().contains("65.38"), "{api}");
        let csv = web.get(&format!("/api/v1{contract}/charts/trend.csv")).await.is(200);
        assert!(csv.text().contains("65.38"), "{}", csv.text());
    }
}

#[tokio::test]
async fn an_impossible_date_is_told_beside_the_field_and_kept() {
    for web in webs().await {
        imported(&web, "contracts", CONTRACTS).await;
        let trend = format!("{}/trend", contract(&web).await);
        let page = web.get(&format!("{trend}?from=31%2F2%2F2026&to=1+June+2026")).await.is(422);
        assert!(page.text().contains("<title>Error: Trend"), "{}", words(&page));
        assert!(page.text().contains("value=\"31/2/2026\""));
        assert!(words(&page).contains("From date must be a real date"));
        let page = web.get(&format!("{trend}?from=2/6/2026&to=1/6/2026")).await.is(422);
        assert!(words(&page).contains("To date must be the same as or after the from date"));
        web.get(&format!("{trend}?from=1/6/2026&to=2/6/2026")).await.is(200);
    }
}

#[tokio::test]
async fn what_does_not_exist_is_a_page_that_says_what_to_do() {
    let id = uuid::Uuid::nil();
    for web in webs().await {
        for path in [
            "/nowhere".to_owned(),
            format!("/contracts/{id}"),
            "/contracts/nonsense".to_owned(),
            format!("/contracts/{id}/meetings/{id}"),
            format!("/contracts/{id}/kpis/nonsense"),
            "/designs/nonsense".to_owned(),
            "/designs/partnership?version=99".to_owned(),
            "/import/nonsense".to_owned(),
            format!("/imports/{id}"),
        ] {
            let page = web.get(&path).await.is(404);
            assert!(words(&page).contains("Page not found"), "{path}: {}", words(&page));
        }
    }
}

#[tokio::test]
async fn every_link_of_the_worked_example_leads_somewhere() {
    let web = worked_example().await;
    let mut seen = BTreeMap::from([(shape("/"), "/".to_owned())]);
    let mut waiting = vec![web.get("/").await.is(303).header("location").to_owned()];
    while let Some(address) = waiting.pop() {
        let answer = web.get(&address).await.is(200);
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        for link in leads_to(&answer) {
            if seen.insert(shape(&link), link.clone()).is_none() {
                waiting.push(link);
            }
        }
    }
    for wanted in ["/contracts/*/kpis/*", "/contracts/*/meetings/*", "/imports/*", "/designs/*"] {
        assert!(seen.keys().any(|shape| shape.starts_with(wanted)), "{wanted}: {seen:?}");
    }
}

/// The address with a star for what differs between things of one kind.
fn shape(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let steps = path.split('/').map(|step| {
        let id = step.len() == 36 && step.matches('-').count() == 4;
        if id { "*" } else { step }
    });
    let names = query.split('&').filter_map(|pair| pair.split('=').next());
    let steps: Vec<&str> = steps.collect();
    let path = steps.join("/");
    let path = path.strip_prefix("/designs/").map_or(path.clone(), |_| "/designs/*".to_owned());
    format!("{path}?{}", names.collect::<Vec<_>>().join("&"))
}

pub(crate) async fn worked_example() -> Web {
    let service = services().await.remove(0);
    demo::load(&service.app, &service.actor).await.unwrap();
    Web::on(service)
}

/// Every page in every state that the worked example can show.
pub(crate) async fn every_address(web: &Web) -> Vec<String> {
    let contracts = web.get("/contracts").await;
    let mut addresses: Vec<String> =
        leads_to(&contracts).into_iter().filter(|link| is_page(link)).collect();
    let mut kinds = BTreeMap::new();
    for contract in addresses.iter().filter(|it| it.starts_with("/contracts/")) {
        kinds.insert("wrong date".to_owned(), format!("{contract}/trend?from=31/2/2026"));
        let wrong = format!("{contract}/charts/gap?from=31/2/2026");
        kinds.insert("chart with a wrong date".to_owned(), wrong);
        for name in ChartName::ALL.iter().map(|name| name.word()) {
            kinds.insert(format!("chart {name}"), format!("{contract}/charts/{name}"));
        }
        let links = leads_to(&web.get(contract).await);
        for link in links.into_iter().filter(|link| is_page(link)) {
            kinds.entry(shape(&link)).or_insert(link);
        }
    }
    addresses.extend(kinds.into_values());
    let refused = "contract,meeting_date,side,criterion,value\nnone,never,nobody,nothing,9\n";
    let checked = "reference,title,client,supplier\nC-9,Parks,Northmoor,Larkspur\n";
    for (kind, file) in [("scores", refused), ("contracts", checked)] {
        let answer = web.upload(&format!("/import/{kind}"), file, &[]).await.is(303);
        addresses.push(answer.header("location").to_owned());
    }
    let applied = imported(web, "contracts", "reference,title,client,supplier\nD-1,A,B,C\n").await;
    addresses.push(applied.replace("?done", "/undo?done"));
    addresses.push(applied);
    let others = [
        "/contracts?text=nothing-like-it",
        "/import?asked=yes",
        "/import/kpis",
        "/import/scores",
        "/designs/partnership",
        "/designs/scottish",
        "/imports",
        "/people",
        "/people/invite",
        "/tokens",
        "/tokens/new",
        "/account",
        "/account/password",
        "/account/manual",
        "/organisation",
        "/sign-in",
        "/nowhere",
    ];
    addresses.extend(others.map(str::to_owned));
    addresses.sort();
    addresses.dedup();
    assert!(addresses.len() > 30, "{addresses:?}");
    addresses
}

fn is_page(address: &str) -> bool {
    !address.starts_with("/api/") && !address.starts_with("/assets/")
}

/// The worked example, listening, and every page of it.
struct Site {
    web: Web,
    listening: Listening,
    addresses: Vec<String>,
}

impl Site {
    async fn of_the_worked_example() -> Self {
        let web = worked_example().await;
        let addresses = every_address(&web).await;
        let listening = Listening::on(web.service.app.clone()).await;
        Self { web, listening, addresses }
    }

    /// Signs the browser in as the administrator.
    async fn enter(&self, client: &Client) {
        let session = self.web.service.session.as_ref().unwrap();
        self.listening.enter(client, session).await;
    }

    async fn goto(&self, client: &Client, path: &str) {
        self.listening.goto(client, path).await;
    }
}

/// What is wrong with the page being shown through one window.
async fn faults(client: &Client, window: Window, address: &str) -> Vec<String> {
    through(client, window).await;
    let at = format!("{address} at {} pixels", window.width);
    let found = axe(client).await;
    let mut faults: Vec<String> =
        found.iter().map(|violation| format!("{at}: {violation}")).collect();
    let wide = sticking_out(client).await;
    faults.extend(wide.iter().map(|element| format!("{at} is too wide: {element}")));
    faults
}

/// The pictures of the page being shown that are not there.
async fn broken(client: &Client) -> Vec<String> {
    let script = "return [...document.images].filter(it => !it.complete || !it.naturalWidth)
        .map(it => it.src);";
    let broken = client.execute(script, Vec::new()).await.unwrap();
    serde_json::from_value(broken).unwrap()
}

async fn open_everything(client: &Client) {
    let script = "document.querySelectorAll('details').forEach(it => { it.open = true; });";
    client.execute(script, Vec::new()).await.unwrap();
}

#[tokio::test]
async fn axe_finds_nothing_wrong_with_any_page_wide_or_narrow_and_every_picture_is_drawn() {
    let site = Site::of_the_worked_example().await;
    let mut wrong = Vec::new();
    browse(DESKTOP, async |client| {
        site.enter(client).await;
        for address in &site.addresses {
            site.goto(client, address).await;
            open_everything(client).await;
            let pictures = broken(client).await;
            wrong.extend(pictures.iter().map(|it| format!("{address} does not draw {it}")));
            for window in [DESKTOP, NARROW] {
                wrong.extend(faults(client, window, address).await);
            }
        }
    })
    .await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_first_tab_leads_past_the_navigation() {
    let site = Site::of_the_worked_example().await;
    browse(DESKTOP, async |client| {
        site.enter(client).await;
        site.goto(client, "/contracts").await;
        let focused = "return document.activeElement.textContent;";
        let body = client.find(Css("body")).await.unwrap();
        body.send_keys(&char::from(Key::Tab).to_string()).await.unwrap();
        assert_eq!(client.execute(focused, Vec::new()).await.unwrap(), "Skip to main content");
        let link = client.active_element().await.unwrap();
        link.send_keys(&char::from(Key::Enter).to_string()).await.unwrap();
        let there = client.current_url().await.unwrap();
        assert_eq!(there.fragment(), Some("main-content"));
    })
    .await;
}

/// The text of the page's top heading.
async fn heading(client: &Client) -> String {
    client.find(Css("h1")).await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn a_contract_is_found_read_and_explained_with_scripts_off() {
    let site = Site::of_the_worked_example().await;
    browse_without_scripts(DESKTOP, async |client| {
        site.enter(client).await;
        let click = async |place| client.find(place).await.unwrap().click().await.unwrap();
        site.goto(client, "/contracts").await;
        client.find(Css("#text")).await.unwrap().send_keys("estates").await.unwrap();
        click(Css("form.filter button")).await;
        let found = client.find_all(Css("#contracts tbody tr")).await.unwrap();
        assert_eq!(found.len(), 1, "{}", client.source().await.unwrap());

        click(Css("#contracts tbody a")).await;
        let title = heading(client).await;
        assert!(title.to_lowercase().contains("estates"), "{title}");
        click(Css("#trend summary, figure summary")).await;
        let shown = client.find(Css("figure details table")).await.unwrap();
        assert!(shown.is_displayed().await.unwrap(), "the figures behind the chart stay folded");

        click(Css("a[href*='/calculation']")).await;
        assert_eq!(heading(client).await, "How was this figure calculated?");
        click(LinkText("Contracts")).await;
        assert_eq!(heading(client).await, "Contracts");
    })
    .await;
}
