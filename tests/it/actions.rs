//! Actions: raised, changed, closed, reopened, carried over and counted.

use crate::support::together::{Together, day, together};
use serde_json::{Value, json};

async fn raised(it: &Together, body: &Value) -> Value {
    let post = format!("POST {}", it.api("/actions"));
    it.send("supplier.lead", &post, body).await.is(201).json()
}

fn address(action: &Value) -> String {
    format!("/api/v1/actions/{}", action["id"].as_str().unwrap())
}

async fn step(
    it: &Together, action: &Value, tag: &str, body: Value,
) -> crate::support::web::Answer {
    let what = format!("POST {}/steps", address(action));
    it.send_with("client.lead", &what, &[("if-match", tag)], &body).await
}

#[tokio::test]
async fn an_action_is_raised_by_either_side_and_closed_and_reopened_with_what_became_of_it() {
    for it in together().await {
        let action = raised(
            &it,
            &json!({ "what": "Write the runbook", "owner": "Grace",
            "outcome": "Anybody can restart it", "due": "2026-07-07" }),
        )
        .await;
        assert_eq!(action["raised_on"], "2026-06-30");
        assert_eq!(action["raised_by"]["name"], "supplier.lead");
        assert_eq!((&action["age_days"], &action["band"]), (&json!(-7), &json!("Not due yet")));

        let closed = step(&it, &action, "\"r1\"", json!({ "step": "closed" })).await.is(201).json();
        assert_eq!(closed["closed_on"], "2026-06-30");
        let again = step(&it, &action, "\"r2\"", json!({ "step": "closed" })).await.is(409);
        assert_eq!(again.json()["detail"], "this action is closed; reopen it first");
        let bare = step(&it, &action, "\"r2\"", json!({ "step": "reopened" })).await.is(422);
        assert_eq!(bare.fields(), ["note"]);
        let why = json!({ "step": "reopened", "note": "It fails after an upgrade" });
        let open = step(&it, &action, "\"r2\"", why).await.is(201).json();
        assert_eq!(open["closed_on"], Value::Null);
        let steps: Vec<_> =
            open["steps"].as_array().unwrap().iter().map(|it| &it["step"]).collect();
        assert_eq!(steps, ["closed", "reopened"]);
        assert_eq!(open["steps"][1]["by"]["name"], "client.lead");
    }
}

#[tokio::test]
async fn open_actions_are_drawn_by_how_long_they_wait_on_a_day() {
    for it in together().await {
        for (what, due) in
            [("Runbook", Some("2026-07-01")), ("Rota", None), ("Move", Some("2026-08-01"))]
        {
            raised(&it, &json!({ "what": what, "owner": "Grace", "due": due })).await;
        }
        // On 10 July one is nine days late; the one that is never due has waited for ten.
        let file = it.api("/charts/ageing.csv?on=2026-07-10");
        for who in ["client.member", "supplier.member"] {
            let drawn = it.get(who, &file).await.is(200).text().replace("\r\n", "\n");
            assert_eq!(
                drawn,
                "age,open,overdue\nNot due yet,1,0\nUp to 7 days,0,0\n8 to 28 days,2,1\n\
                 29 to 90 days,0,0\nOver 90 days,0,0\n"
            );
        }
    }
}

#[tokio::test]
async fn everything_wrong_with_an_action_is_said_at_once() {
    for it in together().await {
        let post = format!("POST {}", it.api("/actions"));
        let none = it.send("client.lead", &post, &json!({ "due": "soon" })).await.is(422);
        assert_eq!(none.fields(), ["what", "due", "owner"]);
        let late = json!({ "what": "It", "owner": "Grace", "due": "2026-06-29" });
        let late = it.send("client.lead", &post, &late).await.is(422);
        assert_eq!(late.fields(), ["due"]);
        let nobody =
            json!({ "what": "It", "owner_person": "0197d6a6-5f0c-7c39-b9b2-3f0a2b1c4d5e" });
        assert_eq!(it.send("client.lead", &post, &nobody).await.is(422).fields(), ["owner"]);
    }
}

#[tokio::test]
async fn an_action_belongs_to_a_person_of_either_side_and_to_nobody_elses() {
    for it in together().await {
        let known = |who: &'static str| {
            let it = &it;
            async move { it.get(who, "/api/v1/me").await.is(200).json()["id"].clone() }
        };
        let (member, stranger) = (known("supplier.member").await, known("stranger").await);
        let action = raised(&it, &json!({ "what": "Plan", "owner_person": member })).await;
        assert_eq!(action["owner"], "supplier.member");
        let post = format!("POST {}", it.api("/actions"));
        let other = json!({ "what": "Plan", "owner_person": stranger });
        it.send("client.lead", &post, &other).await.is(422);
    }
}

#[tokio::test]
async fn somebody_who_changes_an_action_too_late_is_told_what_it_says_now() {
    for it in together().await {
        let action = raised(&it, &json!({ "what": "Plan", "owner": "Grace" })).await;
        let put = format!("PUT {}", address(&action));
        let tag = [("if-match", "\"r1\"")];
        let first = json!({ "what": "Plan the move", "owner": "Grace" });
        it.send_with("client.lead", &put, &tag, &first).await.is(200);
        let second = json!({ "what": "Plan", "owner": "Hugh" });
        let refused = it.send_with("supplier.lead", &put, &tag, &second).await.is(409);
        assert_eq!(refused.header("etag"), "\"r2\"");
        assert_eq!(refused.fields(), ["what", "owner"]);
        assert_eq!(refused.json()["errors"][0]["value"], "Plan the move");
        it.send("client.lead", &put, &second).await.is(428);

        let form = [("what", "Plan"), ("owner", "Hugh"), ("revision", "1")];
        let id = action["id"].as_str().unwrap();
        let page = it.page(&format!("/actions/{id}/change"));
        let page = it.submit("supplier.lead", &page, &form).await.is(422);
        assert!(page.text().contains("it says: Plan the move"), "{}", page.text());
        assert!(page.text().contains("name=\"revision\" value=\"2\""));
    }
}

#[tokio::test]
async fn a_meeting_lists_every_action_open_on_its_day_whichever_meeting_it_was_raised_at() {
    for it in together().await {
        let carried = raised(&it, &json!({ "what": "Carried over", "owner": "Grace" })).await;
        let done = raised(&it, &json!({ "what": "Done today", "owner": "Grace" })).await;
        step(&it, &done, "\"r1\"", json!({ "step": "closed" })).await.is(201);
        let titles = async |month, on| {
            let id = it.scored(day(month, on), &[]).await;
            let agenda = it.get("auditor", &format!("/api/v1/meetings/{id}/agenda")).await.is(200);
            let actions = agenda.json()["actions"].as_array().unwrap().clone();
            let mut titles: Vec<String> =
                actions.iter().map(|it| it["what"].as_str().unwrap().to_owned()).collect();
            titles.sort();
            let page = it.get("auditor", &it.page(&format!("/meetings/{id}"))).await.is(200);
            for title in &titles {
                assert!(page.text().contains(title), "{title}");
            }
            titles
        };
        assert_eq!(titles(6, 29).await, Vec::<String>::new());
        assert_eq!(titles(6, 30).await, ["Carried over", "Done today"]);
        assert_eq!(titles(7, 7).await, ["Carried over"]);
        assert_eq!(titles(12, 15).await, ["Carried over"]);
        assert_eq!(carried["closed_on"], Value::Null);
    }
}

#[tokio::test]
async fn other_parties_and_auditors_read_actions_and_strangers_know_of_none() {
    for it in together().await {
        let action = raised(&it, &json!({ "what": "Zebra", "owner": "Grace" })).await;
        let post = format!("POST {}", it.api("/actions"));
        let body = json!({ "what": "Mine", "owner": "Me" });
        for who in ["party", "auditor", "commercial"] {
            assert_eq!(it.get(who, &address(&action)).await.is(200).json()["what"], "Zebra");
            it.send(who, &post, &body).await.is(403);
        }
        it.get("stranger", &address(&action)).await.is(404);
        it.send("stranger", &post, &body).await.is(404);
        let file = it.get("stranger", "/api/v1/exports/actions.csv").await.is(200);
        assert!(!file.text().contains("Zebra"));
    }
}

#[tokio::test]
async fn a_file_of_actions_runs_no_formula_and_says_how_long_each_waits() {
    for it in together().await {
        raised(
            &it,
            &json!({ "what": "=HYPERLINK(\"x\")", "owner": "@Grace", "due": "2026-06-30" }),
        )
        .await;
        let address = format!("/api/v1/exports/actions.csv?contract={}", it.contract.id);
        let file = it.get("auditor", &address).await.is(200);
        let mut rows = file.text().lines();
        let header = "contract,action,outcome,owner,due,raised_on,raised_by,closed_on,state,\
                      age_days,band";
        assert_eq!(rows.next(), Some(header));
        let row = "N-1,\"'=HYPERLINK(\"\"x\"\")\",,'@Grace,2026-06-30,2026-06-30,supplier.lead,,\
                   open,0,Up to 7 days";
        assert_eq!(rows.next(), Some(row));
    }
}

#[tokio::test]
async fn the_same_action_sent_twice_with_a_key_is_raised_once() {
    for it in together().await {
        let post = format!("POST {}", it.api("/actions"));
        let body = json!({ "what": "Once", "owner": "Grace" });
        let key = [("idempotency-key", "one")];
        let first = it.send_with("client.lead", &post, &key, &body).await.is(201).json();
        let second = it.send_with("client.lead", &post, &key, &body).await.is(201);
        assert_eq!(second.header("idempotency-replayed"), "true");
        assert_eq!(second.json()["id"], first["id"]);
        let all = it.get("client.lead", &it.api("/actions?state=all")).await.is(200).json();
        assert_eq!(all["total"], 1);
    }
}

#[tokio::test]
async fn home_lists_what_waits_for_whoever_asks_and_nothing_of_others() {
    for it in together().await {
        let home = async |who: &str| it.get(who, "/api/v1/home").await.is(200).json();
        let supplier = home("supplier.lead").await;
        assert_eq!(supplier["due_scores"][0]["meeting"], json!(it.meeting.to_string()));
        assert_eq!(home("client.lead").await["due_scores"], json!([]));
        for who in ["stranger", "party", "auditor", "administrator"] {
            assert_eq!(home(who).await["due_scores"], json!([]), "{who}");
        }
        let later = it.scored(day(7, 8), &[]).await;
        let topics = format!("POST /api/v1/meetings/{later}/topics");
        it.send("client.member", &topics, &json!({ "title": "Nights" })).await.is(201);
        assert_eq!(home("supplier.member").await["topics"][0]["count"], 3);
        assert_eq!(home("party").await["topics"], json!([]));

        let page = it.get("supplier.lead", "/home").await.is(200);
        assert!(page.text().contains("Scores your side has not given"));
        assert!(page.text().contains("Vote on topics: 3 dots left"));
        let empty = it.get("stranger", "/home").await.is(200);
        assert!(empty.text().contains("Nothing waits for you."));
    }
}

#[tokio::test]
async fn people_raise_and_close_actions_on_pages_and_add_events() {
    for it in together().await {
        let new = it.page("/actions/new");
        let wrong = it.submit("client.member", &new, &[("due", "31/02/2026")]).await.is(422);
        assert!(wrong.text().contains("31 February 2026 is not a real date"));
        let meeting = it.meeting.to_string();
        let form = [
            ("what", "Agree the rota"),
            ("owner", "Hugh"),
            ("due", "5/7/2026"),
            ("meeting", meeting.as_str()),
        ];
        let done = it.submit("client.member", &new, &form).await.is(303);
        let action = done.header("location").to_owned();
        let page = it.get("party", &action).await.is(200);
        assert!(page.text().contains("Agree the rota") && page.text().contains("5 July 2026"));
        assert!(!page.text().contains("Close this action"));
        let close = [("note", "In the wiki"), ("revision", "1")];
        it.submit("client.member", &format!("{action}/close"), &close).await.is(303);
        let page = it.get("client.member", &action).await.is(200);
        assert!(page.text().contains("In the wiki") && page.text().contains("Reopen this action"));

        let events = it.page("/events");
        let add = format!("{events}/new");
        it.submit("client.lead", &add, &[("day", "1/6/2026"), ("title", "")]).await.is(422);
        it.submit("client.lead", &add, &[("day", "1/6/2026"), ("title", "Go live")]).await.is(303);
        let page = it.get("supplier.lead", &events).await.is(200);
        assert!(page.text().contains("Go live") && !page.text().contains("Remove"));
        it.get("supplier.lead", &add).await.is(403);
    }
}
