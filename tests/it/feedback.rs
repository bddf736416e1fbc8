//! Feedback both ways: who reads it, what is counted, and questions that become actions.

use crate::support::together::{Together, together};
use axum::body::Body;
use axum::http::Request;
use scorecard::inbound::http::addresses;
use serde_json::{Value, json};

const SECRET: &str = "zqconfidentialzq";

fn said(body: &str) -> Value {
    json!({ "kind": "challenge", "influence": "anchor", "theme": "relationships", "body": body })
}

async fn given(it: &Together, who: &str, body: Value) -> Value {
    it.send(who, &format!("POST {}", it.api("/feedback")), &body).await.is(201).json()
}

async fn listed(it: &Together, who: &str) -> Value {
    it.get(who, &it.api("/feedback")).await.is(200).json()
}

fn confidential() -> Value {
    let mut body = said(&format!("Only for you: {SECRET}"));
    body["confidential_to"] = json!("client_lead");
    body
}

#[tokio::test]
async fn both_sides_give_feedback_and_read_what_is_for_both() {
    for it in together().await {
        let one = given(&it, "client.member", said("You answer late")).await;
        assert_eq!((&one["side"], &one["confidential_to"]), (&json!("client"), &Value::Null));
        let other = given(&it, "supplier.member", said("So do you")).await;
        assert_eq!(other["side"], "supplier");
        for who in ["client.lead", "commercial", "auditor", "supplier.lead", "party"] {
            assert_eq!(listed(&it, who).await["total"], 2, "{who}");
        }
        let post = format!("POST {}", it.api("/feedback"));
        for who in ["auditor", "commercial", "party"] {
            it.send(who, &post, &said("Mine")).await.is(403);
        }
        it.send("stranger", &post, &said("Mine")).await.is(404);
        it.send("administrator", &post, &said("Mine")).await.is(409);
        let none = it.send("client.lead", &post, &json!({ "theme": "weather" })).await.is(422);
        assert_eq!(none.fields(), ["kind", "influence", "theme", "body"]);
    }
}

#[tokio::test]
async fn what_is_confidential_is_read_by_the_named_role_and_its_author_and_counted_for_nobody_else()
{
    for it in together().await {
        let secret = given(&it, "supplier.lead", confidential()).await;
        let address = format!("/api/v1/feedback/{}", secret["id"].as_str().unwrap());
        for who in it.names() {
            let reads = ["client.lead", "supplier.lead"].contains(&who);
            it.get(who, &address).await.is(if reads { 200 } else { 404 });
            if who != "stranger" {
                assert_eq!(listed(&it, who).await["total"], u32::from(reads), "{who}");
            }
        }
    }
}

/// Everything with an identifier in it that was made, to be put into addresses.
fn filled(path: &str, id: &str, part: &str) -> String {
    path.replace("{id}", id).replace("{part}", part).replace("{key}", "partnership")
}

/// Asks for every address that reads, with each of these identifiers in each place.
async fn looks_everywhere(it: &Together, who: &str, ids: &[String]) -> usize {
    let mut asked = 0;
    for (method, path) in addresses() {
        if method != "GET" || path.contains("{*path}") {
            continue;
        }
        let files: &[&str] = if path.contains("exports") {
            &["actions.csv", "history.csv", "scores.json"]
        } else {
            &["trend.svg"]
        };
        for (file, id) in files.iter().flat_map(|file| ids.iter().map(move |id| (file, id))) {
            for part in ids.iter().filter(|_| path.contains("{part}")).chain(ids.first()) {
                let address =
                    filled(&path, id, part).replace("{file}", file).replace("{kind}", "scores");
                let answer = it.get(who, &address.replace("{link}", "none")).await;
                let body = String::from_utf8_lossy(&answer.body).into_owned();
                assert!(!body.contains(SECRET), "{who} reads it at {address}");
                assert!(!format!("{:?}", answer.headers).contains(SECRET), "{who} {address}");
                asked += 1;
            }
        }
    }
    asked
}

#[tokio::test]
async fn no_address_tells_anybody_else_what_is_confidential() {
    for it in together().await {
        let secret = given(&it, "supplier.member", confidential()).await;
        let answers = json!({ "answers": [{ "question": "payment", "answer": 1 }],
            "comment": SECRET, "confidential_to": "client_lead" });
        let post = format!("POST {}", it.api("/reverse-scorecard"));
        it.send("supplier.member", &post, &answers).await.is(201);
        let id = secret["id"].as_str().unwrap().to_owned();
        let ids = [it.contract.id.to_string(), it.meeting.to_string(), id.clone()];
        let mut asked = 0;
        for who in it.names().filter(|who| !["supplier.member", "client.lead"].contains(who)) {
            asked += looks_everywhere(&it, who, &ids).await;
            let body = json!({ "what": "x", "owner": "y" });
            let act = it.send(who, &format!("POST /api/v1/prompts/{id}/action"), &body).await;
            assert!([403, 404].contains(&act.status.as_u16()), "{who}");
        }
        assert!(1_000 < asked, "only {asked} requests");
        let lead = it.get("client.lead", &it.page("/feedback")).await.is(200);
        assert!(lead.text().contains(SECRET));
    }
}

#[tokio::test]
async fn the_history_of_a_client_does_not_tell_that_something_confidential_was_said() {
    for it in together().await {
        let kinds = async |who: &str| -> Vec<String> {
            let history = it.get(who, "/api/v1/history?limit=200").await.is(200).json();
            let kinds = history["items"].as_array().unwrap().iter();
            kinds.map(|entry| entry["kind"].as_str().unwrap().to_owned()).collect()
        };
        let before = kinds("auditor").await;
        given(&it, "supplier.lead", confidential()).await;
        assert_eq!(kinds("auditor").await, before);
        given(&it, "supplier.lead", said("Openly")).await;
        assert_eq!(kinds("auditor").await.len(), before.len() + 1);
        assert!(kinds("administrator").await.contains(&"confidential_feedback".to_owned()));
        let verified = it.web.service.app.verify_history(&it.web.service.actor).await.unwrap();
        assert!(verified.outcome.is_ok());
    }
}

#[tokio::test]
async fn the_supplier_scores_the_client_with_the_number_of_responses_beside_every_mean() {
    for it in together().await {
        let post = format!("POST {}", it.api("/reverse-scorecard"));
        let answer = |answer| json!({ "answers": [{ "question": "decisions", "answer": answer }] });
        it.send("supplier.lead", &post, &answer(2)).await.is(201);
        it.send("supplier.member", &post, &answer(5)).await.is(201);
        let read =
            async |who: &str| it.get(who, &it.api("/reverse-scorecard")).await.is(200).json();
        let seen = read("auditor").await;
        assert_eq!(seen["responses"], 2);
        assert_eq!(
            (&seen["questions"][0]["mean"], &seen["questions"][0]["responses"]),
            (&json!("3.5"), &json!(2))
        );
        assert_eq!(seen["questions"][1]["mean"], Value::Null);

        let mut secret = answer(1);
        secret["confidential_to"] = json!("client_lead");
        secret["comment"] = json!("Quietly");
        it.send("supplier.member", &post, &secret).await.is(201);
        assert_eq!(read("auditor").await, seen);
        let lead = read("client.lead").await;
        assert_eq!(lead["questions"][0]["mean"], "1.5");
        assert_eq!(lead["remarks"][0]["comment"], "Quietly");

        it.send("client.lead", &post, &answer(5)).await.is(409);
        it.send("party", &post, &answer(5)).await.is(403);
        let wrong = json!({ "answers": [{ "question": "weather", "answer": 6 }] });
        let wrong = it.send("supplier.lead", &post, &wrong).await.is(422);
        assert_eq!(wrong.fields(), ["answers[0].question", "answers[0].answer"]);
        it.send("supplier.lead", &post, &json!({})).await.is(422);
    }
}

#[tokio::test]
async fn a_question_becomes_one_action_and_no_more() {
    for it in together().await {
        let ask = format!("POST {}", it.api("/prompts"));
        let body = json!({ "body": "let the council release by itself" });
        let asked = it.send("client.member", &ask, &body).await.is(201).json();
        let id = asked["id"].as_str().unwrap();
        let act = format!("POST /api/v1/prompts/{id}/action");
        let action = json!({ "what": "Pair on two releases", "owner": "Grace" });
        let raised = it.send("supplier.lead", &act, &action).await.is(201).json();
        assert_eq!(raised["prompt"], asked["id"]);
        let again = it.send("client.lead", &act, &action).await.is(409).json();
        assert_eq!(again["detail"], "this question has become an action already");
        let prompts = it.get("party", &it.api("/prompts")).await.is(200).json();
        assert_eq!(prompts[0]["action"], raised["id"]);
        it.get("stranger", &format!("/api/v1/prompts/{id}")).await.is(404);
    }
}

#[tokio::test]
async fn people_give_feedback_score_the_client_and_ask_on_pages() {
    for it in together().await {
        let new = it.page("/feedback/new");
        let none = it.submit("client.lead", &new, &[]).await.is(422);
        assert!(none.text().contains("Select a theme"));
        let form = [
            ("kind", "praise"),
            ("influence", "driver"),
            ("theme", "capability"),
            ("body", "The pairing works"),
            ("confidential_to", ""),
        ];
        it.submit("client.lead", &new, &form).await.is(303);
        let questions = it.page("/questions");
        it.submit("client.lead", &questions, &[("body", "")]).await.is(422);
        it.submit("client.lead", &questions, &[("body", "meet less")]).await.is(303);
        let page = it.get("supplier.lead", &it.page("/feedback")).await.is(200);
        assert!(page.text().contains("The pairing works") && page.text().contains("meet less?"));
        assert!(page.text().contains("Make this an action"));

        let score = it.page("/client-scorecard/new");
        it.submit("supplier.lead", &score, &[("decisions", "")]).await.is(422);
        let form = [("decisions", "4"), ("payment", "2"), ("confidential_to", "")];
        it.submit("supplier.lead", &score, &form).await.is(303);
        let page = it.get("client.lead", &it.page("/client-scorecard")).await.is(200);
        assert!(page.text().contains("1 response that you may see"));
        let forbidden = Request::get(&new).body(Body::empty()).unwrap();
        assert_eq!(it.web.send_bare(forbidden).await.status.as_u16(), 303);
        it.get("auditor", &new).await.is(403);
    }
}
