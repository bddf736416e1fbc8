//! Charts of two sides and of many meetings, from what was recorded to the picture.

use crate::api::{score, scored_by_hand};
use crate::support::web::{Web, webs};
use axum::body::Body;
use axum::http::{Request, header};
use scorecard::domain::access::Role;
use scorecard::views::charts::ChartName;
use serde_json::json;

/// Three meetings: both sides and what came of it, both sides, the client alone.
async fn three_meetings(web: &Web) -> String {
    let address = scored_by_hand(web).await;
    let first = [
        ("client", "fit", "4"),
        ("client", "finish", "2"),
        ("client", "on-time", "3"),
        ("supplier", "fit", "4"),
        ("supplier", "finish", "4"),
        ("supplier", "on-time", "5"),
        ("agreed", "fit", "4"),
        ("agreed", "finish", "agreed_to_differ"),
        ("agreed", "on-time", "disputed"),
    ];
    score(web, &address, "2026-03-04", &first).await.is(201);
    let all = |side, value| ["fit", "finish", "on-time"].map(|criterion| (side, criterion, value));
    let second = [all("client", "4"), all("supplier", "5")].concat();
    score(web, &address, "2026-03-11", &second).await.is(201);
    score(web, &address, "2026-03-18", &all("client", "3")).await.is(201);
    let event = json!({ "on": "2026-03-10", "title": "New service owner" });
    web.post(&format!("{address}/events"), &event).await.is(201);
    address
}

async fn csv(web: &Web, address: &str, chart: &str) -> String {
    let (name, query) = chart.split_once('?').unwrap_or((chart, ""));
    let answer = web.get(&format!("{address}/charts/{name}.csv?{query}")).await.is(200);
    answer.text().replace("\r\n", "\n")
}

const NOTE: &str = "\"Event 1, 10 March 2026: New service owner\"";

#[tokio::test]
async fn the_gap_by_criterion_is_of_the_latest_meeting_both_sides_scored() {
    for web in webs().await {
        let address = three_meetings(&web).await;
        let head = "label,client,client_shorthand,supplier_self_score,\
                    supplier_self_score_shorthand,gap\n";
        let latest = format!("{head}fit,4,,5,,-1\nfinish,4,,5,,-1\non-time,4,,5,,-1\n");
        assert_eq!(csv(&web, &address, "gap").await, latest);
        let first = format!("{head}finish,2,,4,,-2\non-time,3,,5,,-2\nfit,4,,4,,0\n");
        assert_eq!(csv(&web, &address, "gap?on=2026-03-10").await, first);
        assert_eq!(csv(&web, &address, "gap?to=2026-03-10").await, first);
        assert_eq!(csv(&web, &address, "gap?from=2026-03-12").await, head);
    }
}

#[tokio::test]
async fn the_gap_over_time_is_client_minus_supplier_of_the_composites_as_published() {
    for web in webs().await {
        let address = three_meetings(&web).await;
        // Client 60 × (75 + 25)/2 + 40 × 50 = 50; supplier 60 × 75 + 40 × 100 = 85; then 75 and 100.
        assert_eq!(
            csv(&web, &address, "gap-trend").await,
            format!(
                "date,period,gap,shorthand,note\n\
                 2026-03-04,4 Mar 2026,-35,[p],\n\
                 2026-03-11,11 Mar 2026,-25,[p],{NOTE}\n\
                 2026-03-18,18 Mar 2026,,[x],\n"
            )
        );
    }
}

#[tokio::test]
async fn the_ledger_counts_what_was_recorded_as_outcomes() {
    for web in webs().await {
        let address = three_meetings(&web).await;
        assert_eq!(
            csv(&web, &address, "agreement").await,
            format!(
                "date,period,agreed,agreed_to_differ,disputed,note\n\
                 2026-03-04,4 Mar 2026,1,1,1,\n\
                 2026-03-11,11 Mar 2026,0,0,0,{NOTE}\n\
                 2026-03-18,18 Mar 2026,0,0,0,\n"
            )
        );
    }
}

#[tokio::test]
async fn the_heat_table_has_the_scores_of_one_side() {
    for web in webs().await {
        let address = three_meetings(&web).await;
        let supplier = csv(&web, &address, "heat?side=supplier&from=2026-03-11").await;
        let row = |label: &str| {
            format!("{label},2026-03-11,11 Mar 2026,5,,\n{label},2026-03-18,18 Mar 2026,,[x],\n")
        };
        let rows = [row("fit"), row("finish"), row("on-time")].concat();
        assert_eq!(supplier, format!("label,date,period,value,shorthand,note\n{rows}"));
        let client = csv(&web, &address, "heat?to=2026-03-11").await;
        assert!(client.contains(&format!("fit,2026-03-11,11 Mar 2026,4,,{NOTE}\n")), "{client}");
    }
}

#[tokio::test]
async fn the_variation_has_limits_once_there_are_figures_enough_and_says_why_not_before() {
    for web in webs().await {
        let address = scored_by_hand(&web).await;
        for (week, value) in ["3", "4"].into_iter().cycle().take(12).enumerate() {
            let on = format!("2026-{:02}-{:02}", 1 + week / 4, 1 + week % 4 * 7);
            let scores = ["fit", "finish", "on-time"].map(|one| ("client", one, value));
            score(&web, &address, &on, &scores).await.is(201);
        }
        // 50 and 75 in turn: mean 62.5, mean moving range 25, limits 62.5 ± 2.66 × 25.
        let all = csv(&web, &address, "variation").await;
        assert!(all.starts_with("date,period,value,shorthand,signal,rule,centre,lower_limit,"));
        let first = "2026-01-01,1 Jan 2026,50,[p],,,62.5,-4,129,\n";
        assert!(all.contains(first), "{all}");
        let picture = async |to: &str| {
            let address = format!("{address}/charts/variation.svg?to={to}");
            web.get(&address).await.is(200).text().to_owned()
        };
        assert!(!picture("2026-03-22").await.contains("Trial limits"));
        assert!(picture("2026-03-21").await.contains("Trial limits, from fewer than 12 figures"));
        let few = picture("2026-02-21").await;
        assert!(few.contains("No limits: there are fewer than 8 figures"), "{few}");
    }
}

#[tokio::test]
async fn limits_start_anew_when_the_design_changes() {
    for web in webs().await {
        let address = scored_by_hand(&web).await;
        let all = |value| ["fit", "finish", "on-time"].map(|one| ("client", one, value));
        score(&web, &address, "2026-03-04", &all("2")).await.is(201);
        let other = json!({ "design": "partnership", "from": "2026-03-10" });
        web.put(&format!("{address}/designs"), &[], &other).await.is(200);
        let keys = ["outcomes", "commitments", "fit-for-use", "spend", "independence"];
        let scores = keys.map(|key| ("client", key, "4"));
        score(&web, &address, "2026-03-11", &scores).await.is(201);
        let rows = csv(&web, &address, "variation").await;
        let [first, second] = ["25,[p],,,25,,,\n", "75,[p],,,75,,,[b] Partnership\n"];
        assert!(rows.contains(first) && rows.contains(second), "{rows}");
        assert!(rows.contains("2026-03-04,4 Mar 2026,25"), "{rows}");
    }
}

#[tokio::test]
async fn every_chart_is_a_picture_in_every_kind_even_before_anything_is_scored() {
    for web in webs().await {
        let address = three_meetings(&web).await;
        let blank = scored_by_hand_again(&web).await;
        for name in ChartName::ALL.iter().map(|name| name.word()) {
            let svg = web.get(&format!("{address}/charts/{name}.svg?size=narrow")).await.is(200);
            assert!(svg.text().starts_with("<svg"), "{name}");
            let png = web.get(&format!("{address}/charts/{name}.png")).await.is(200);
            assert!(png.body.starts_with(b"\x89PNG"), "{name}");
            let empty = web.get(&format!("{blank}/charts/{name}.svg")).await;
            let expected = if name == "perspectives" { 404 } else { 200 };
            empty.is(expected);
        }
    }
}

/// Another contract, with no scores.
async fn scored_by_hand_again(web: &Web) -> String {
    let body = json!({
        "client": "Southvale", "supplier": "Hazel", "reference": "C-2", "title": "Contract C-2",
    });
    web.post("/api/v1/contracts", &body).await.is(201).header("location").to_owned()
}

#[tokio::test]
async fn every_chart_has_a_page_with_its_picture_words_table_and_files() {
    for web in webs().await {
        let api = three_meetings(&web).await;
        let contract = api.trim_start_matches("/api/v1");
        let list = web.get(&format!("{contract}/charts")).await.is(200);
        for name in ChartName::ALL {
            let address = format!("{contract}/charts/{}", name.word());
            assert!(list.text().contains(&format!("href=\"{address}\"")), "{address}");
            let page = web.get(&address).await.is(200);
            let text = page.text();
            let (query, more) =
                if name.is_of_one_side() { ("?side=client", "&#38;") } else { ("", "?") };
            let picture = format!("src=\"{api}/charts/{}.svg{query}{more}size=wide\"", name.word());
            assert!(text.contains(&picture) && text.contains(name.question()), "{text}");
            // Nobody sealed anything here, and nothing was promised.
            let is_empty = matches!(name, ChartName::Participation | ChartName::Value);
            assert_eq!(text.contains("id=\"chart-data\""), !is_empty, "{text}");
            for ending in ["csv", "svg", "png"] {
                let file = format!("{api}/charts/{}.{ending}", name.word());
                assert!(text.contains(&format!("href=\"{file}{query}\"")), "{file}");
                web.get(&file).await.is(200);
            }
        }
        web.get(&format!("{contract}/charts/pie")).await.is(404);
        let wrong = web.get(&format!("{contract}/charts/gap?from=31/2/2026")).await.is(422);
        assert!(wrong.text().contains("From date must be a real date"), "{}", wrong.text());
    }
}

#[tokio::test]
async fn a_chart_of_one_side_is_shown_of_the_side_that_is_asked_for() {
    for web in webs().await {
        let api = three_meetings(&web).await;
        let contract = api.trim_start_matches("/api/v1");
        for name in ChartName::ALL {
            let address =
                format!("{contract}/charts/{}?side=supplier&from=2026-03-01", name.word());
            let page = web.get(&address).await.is(200);
            let chosen = page.text().contains("<option value=\"supplier\" selected>");
            let drawn = page.text().contains("&#38;side=supplier&#38;size=wide\"");
            assert_eq!([chosen, drawn], [name.is_of_one_side(); 2], "{address}: {}", page.text());
        }
        web.get(&format!("{contract}/charts/heat?side=nobody")).await.is(404);
    }
}

#[tokio::test]
async fn cells_of_the_heat_page_are_tinted_by_their_score() {
    for web in webs().await {
        let api = three_meetings(&web).await;
        let page = web.get(&format!("{}/charts/heat", api.trim_start_matches("/api/v1"))).await;
        let text = page.text();
        // Scores of 2, 3 and 4 on a scale of 1 to 5: a quarter, a half and three quarters up.
        for (score, tint) in [("2", 2), ("3", 3), ("4", 4)] {
            let cell = format!("heat heat--{tint}\">{score}</td>");
            assert!(text.contains(&cell), "{cell} is not in {text}");
        }
    }
}

#[tokio::test]
async fn no_chart_is_drawn_for_somebody_who_is_not_on_the_contract() {
    for web in webs().await {
        let api = three_meetings(&web).await;
        let page = api.trim_start_matches("/api/v1").to_owned();
        scored_by_hand_again(&web).await;
        let session = web.service.session_of("hazel", Role::SupplierLead, "Hazel").await;
        let cookie = format!("scorecard={}", session.expose());
        let made_up = format!("/{}/", uuid::Uuid::from_u128(7));
        let (_, id) = api.rsplit_once('/').unwrap();
        for name in ChartName::ALL.iter().map(|name| name.word()) {
            let files = ["svg", "png", "csv"].map(|ending| format!("{api}/charts/{name}.{ending}"));
            for address in files.into_iter().chain([format!("{page}/charts/{name}")]) {
                let ask = async |address: &str| {
                    let request = Request::get(address).header(header::COOKIE, &cookie);
                    let answer = web.send_bare(request.body(Body::empty()).unwrap()).await.is(404);
                    let request = answer.header("x-request-id").to_owned();
                    String::from_utf8_lossy(&answer.body).replace(&request, "")
                };
                let other = address.replace(&format!("/{id}/"), &made_up);
                assert_eq!(ask(&address).await, ask(&other).await, "{address}");
            }
        }
    }
}
