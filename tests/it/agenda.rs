//! Agendas and minutes: what stands out, topics and dots, what stays once it is signed.

use crate::governance::{Table, both_in, both_sign, settle};
use crate::support::service::services;
use crate::support::together::{Together, day, together};
use crate::support::web::Answer;
use scorecard::app::Error;
use scorecard::domain::meetings::Side;
use scorecard::domain::meetings::outcomes::Settlement;
use serde_json::{Value, json};

async fn agenda(it: &Together, who: &str) -> Value {
    it.get(who, &format!("/api/v1/meetings/{}/agenda", it.meeting)).await.is(200).json()
}

async fn topic(it: &Together, who: &str, title: &str) -> Value {
    let what = format!("POST /api/v1/meetings/{}/topics", it.meeting);
    it.send(who, &what, &json!({ "title": title })).await.is(201).json()
}

async fn vote(it: &Together, who: &str, dots: &[(&Value, u32)]) -> Answer {
    let votes: Vec<Value> =
        dots.iter().map(|(topic, dots)| json!({ "topic": topic["id"], "dots": dots })).collect();
    it.send(who, &format!("PUT /api/v1/meetings/{}/votes", it.meeting), &json!(votes)).await
}

async fn close(it: &Together, who: &str) -> Answer {
    let what = format!("POST /api/v1/meetings/{}/voting/close", it.meeting);
    it.send(who, &what, &json!({})).await
}

#[tokio::test]
async fn an_agenda_names_wide_gaps_and_not_narrow_ones() {
    for it in together().await {
        let scores = [
            (Side::Client, "outcomes", "2"),
            (Side::Supplier, "outcomes", "4"),
            (Side::Client, "commitments", "3"),
            (Side::Supplier, "commitments", "4"),
        ];
        let scored = it.scored(day(6, 10), &scores).await;
        let found = agenda(&it, "party").await;
        assert_eq!(found["gaps_of"], json!(scored.to_string()));
        let gap = json!([{ "criterion": "outcomes", "client": "2", "supplier": "4" }]);
        assert_eq!(found["gaps"], gap);
    }
}

#[tokio::test]
async fn nobody_sees_how_many_dots_a_topic_has_until_whoever_chairs_closes_the_vote() {
    for it in together().await {
        let nights = topic(&it, "supplier.member", "Nights").await;
        let tools = topic(&it, "client.member", "Tools").await;
        vote(&it, "client.lead", &[(&tools, 2), (&nights, 1)]).await.is(200);
        vote(&it, "supplier.lead", &[(&tools, 3)]).await.is(200);
        for who in ["client.lead", "supplier.lead", "supplier.member", "party", "administrator"] {
            let open = agenda(&it, who).await;
            let dots: Vec<_> =
                open["topics"].as_array().unwrap().iter().map(|it| it["dots"].clone()).collect();
            assert_eq!(dots, [Value::Null, Value::Null], "{who}");
        }
        let own = agenda(&it, "client.lead").await;
        assert_eq!(own["topics"][0]["own_dots"], 1);
        assert_eq!(own["voting"]["dots_left"], 0);

        close(&it, "supplier.lead").await.is(403);
        close(&it, "client.member").await.is(200);
        let closed = agenda(&it, "party").await;
        let order: Vec<_> = closed["topics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|topic| (topic["title"].as_str().unwrap(), topic["dots"].as_u64().unwrap()))
            .collect();
        assert_eq!(order, [("Tools", 5), ("Nights", 1)]);
        assert_eq!(closed["voting"]["closed_by"]["name"], "client.member");
        close(&it, "client.lead").await.is(409);
        vote(&it, "client.lead", &[(&nights, 3)]).await.is(409);
    }
}

#[tokio::test]
async fn each_person_has_three_dots_and_voting_again_puts_them_elsewhere() {
    for it in together().await {
        let (one, other) =
            (topic(&it, "client.lead", "A").await, topic(&it, "client.lead", "B").await);
        let refused = vote(&it, "client.lead", &[(&one, 2), (&other, 2)]).await.is(422);
        assert_eq!(refused.fields(), ["votes"]);
        assert_eq!(agenda(&it, "client.lead").await["voting"]["dots_left"], 3);
        vote(&it, "client.lead", &[(&one, 3)]).await.is(200);
        vote(&it, "client.lead", &[(&other, 2)]).await.is(200);
        let found = agenda(&it, "client.lead").await;
        let own: Vec<_> =
            found["topics"].as_array().unwrap().iter().map(|it| it["own_dots"].clone()).collect();
        assert_eq!(own, [json!(0), json!(2)]);
        let strange = json!({ "id": "0197d6a6-5f0c-7c39-b9b2-3f0a2b1c4d5e" });
        vote(&it, "client.lead", &[(&strange, 1)]).await.is(422);
        vote(&it, "auditor", &[(&one, 1)]).await.is(403);
        vote(&it, "party", &[(&one, 1)]).await.is(403);
    }
}

#[tokio::test]
async fn a_topic_gets_a_clock_that_stops_nobody_and_an_outcome() {
    for it in together().await {
        let topic = topic(&it, "client.lead", "Nights").await;
        let address = format!("/api/v1/topics/{}", topic["id"].as_str().unwrap());
        let (clock, outcome) = (format!("PUT {address}/clock"), format!("PUT {address}/outcome"));
        let tag = |tag| [("if-match", tag)];
        let long = json!({ "minutes": 121 });
        it.send_with("client.lead", &clock, &tag("\"r1\""), &long).await.is(422);
        let eight = json!({ "minutes": 8 });
        let begun = it.send_with("supplier.lead", &clock, &tag("\"r1\""), &eight).await.is(200);
        assert_eq!(begun.json()["started_at"], "2026-06-30T12:00:00Z");
        let said = json!({ "outcome": "A rota from August" });
        it.send_with("client.lead", &outcome, &tag("\"r1\""), &said).await.is(409);
        let noted =
            it.send_with("client.lead", &outcome, &tag("\"r2\""), &said).await.is(200).json();
        assert_eq!((&noted["outcome"], &noted["minutes"]), (&said["outcome"], &json!(8)));
        let page = it.page(&format!("/meetings/{}/agenda", it.meeting));
        let page = it.get("party", &page).await.is(200);
        assert!(page.text().contains("8 minutes, until 30 June 2026 at 1:08pm BST"));
        assert!(page.text().contains("A rota from August"));
    }
}

#[tokio::test]
async fn those_who_came_are_named_once_whichever_side_they_are_of() {
    for it in together().await {
        let put = format!("PUT /api/v1/meetings/{}/attendees", it.meeting);
        let me = it.get("supplier.lead", "/api/v1/me").await.is(200).json()["id"].clone();
        let came =
            json!([{ "person": me, "name": "Farid", "side": "supplier" }, { "name": "Ola" }]);
        let found = it.send("client.lead", &put, &came).await.is(200).json();
        assert_eq!(found["attendees"][0]["side"], "supplier");
        assert_eq!(found["attendees"][1], json!({ "person": null, "name": "Ola", "side": null }));
        let twice = json!([{ "name": "Ola" }, { "name": "Ola" }, { "side": "agreed" }]);
        let twice = it.send("client.lead", &put, &twice).await.is(422);
        assert_eq!(twice.fields(), ["attendees[2].name", "attendees[2].side"]);
        let twice = json!([{ "name": "Ola" }, { "name": "Ola" }]);
        let twice = it.send("client.lead", &put, &twice).await.is(422);
        assert_eq!(twice.fields(), ["attendees[1].name"]);
    }
}

#[tokio::test]
async fn minutes_written_over_by_somebody_else_are_shown_beside_ones_own() {
    for it in together().await {
        let address = format!("/api/v1/meetings/{}/minutes", it.meeting);
        let put = format!("PUT {address}");
        let none = it.get("client.lead", &address).await.is(200);
        assert_eq!((none.header("etag"), &none.json()["body"]), ("\"r0\"", &json!("")));
        let tag = [("if-match", "\"r0\"")];
        let first = json!({ "body": "We met.\n\nIt rained." });
        it.send_with("client.member", &put, &tag, &first).await.is(200);
        let second = json!({ "body": "We did meet." });
        let late = it.send_with("supplier.lead", &put, &tag, &second).await.is(409);
        assert_eq!(late.json()["errors"][0]["value"], "We met.\n\nIt rained.");

        let page = it.page(&format!("/meetings/{}/minutes", it.meeting));
        let form = [("revision", "0"), ("body", "We did meet.")];
        let both = it.submit("supplier.lead", &page, &form).await.is(409);
        assert!(both.text().contains("It rained.") && both.text().contains("We did meet."));
        assert!(both.text().contains("name=\"revision\" value=\"1\""));
        let form = [("revision", "1"), ("body", "We did meet. It rained.")];
        it.submit("supplier.lead", &page, &form).await.is(303);
        assert_eq!(it.get("party", &address).await.is(200).json()["revision"], 2);
    }
}

#[tokio::test]
async fn a_decision_says_who_decided_what() {
    for it in together().await {
        let post = format!("POST /api/v1/meetings/{}/decisions", it.meeting);
        let none = it.send("client.lead", &post, &json!({})).await.is(422);
        assert_eq!(none.fields(), ["what", "decided_by"]);
        let decided = json!({ "what": "Release on Mondays", "decided_by": "Amina and Farid" });
        it.send("supplier.member", &post, &decided).await.is(201);
        let page = it.page(&format!("/meetings/{}/minutes", it.meeting));
        let page = it.get("auditor", &page).await.is(200);
        assert!(
            page.text().contains("Release on Mondays") && page.text().contains("Amina and Farid")
        );
        it.send("auditor", &post, &decided).await.is(403);
    }
}

#[tokio::test]
async fn people_propose_vote_and_record_who_came_on_a_page() {
    for it in together().await {
        let meeting = it.page(&format!("/meetings/{}", it.meeting));
        let none = it.submit("client.lead", &format!("{meeting}/topics"), &[("title", "")]).await;
        assert!(none.is(422).text().contains("Enter what to talk about"));
        it.submit("client.lead", &format!("{meeting}/topics"), &[("title", "Nights")])
            .await
            .is(303);
        let found = agenda(&it, "client.lead").await;
        let id = found["topics"][0]["id"].as_str().unwrap();
        let many =
            it.submit("client.lead", &format!("{meeting}/votes"), &[(id, "4")]).await.is(422);
        assert!(many.text().contains("Put 3 dots or fewer on all topics together"));
        it.submit("client.lead", &format!("{meeting}/votes"), &[(id, "2")]).await.is(303);
        let person =
            it.get("client.lead", "/api/v1/me").await.json()["id"].as_str().unwrap().to_owned();
        let came = [("person", person.as_str()), ("others", "Ola\r\n\r\nKim")];
        it.submit("client.lead", &format!("{meeting}/attendees"), &came).await.is(303);
        let page = it.get("client.lead", &format!("{meeting}/agenda")).await.is(200);
        assert!(page.text().contains("client.lead (Client)") && page.text().contains("Kim"));
        assert!(page.text().contains("You have 1 left"));
        assert!(!page.text().contains("2 dots"));
        it.submit("client.lead", &format!("{meeting}/voting/close"), &[]).await.is(303);
        let page = it.get("supplier.lead", &format!("{meeting}/agenda")).await.is(200);
        assert!(page.text().contains("2 dots"));
    }
}

#[tokio::test]
async fn what_belongs_to_a_meeting_stays_as_it_is_once_both_sides_have_signed_it_off() {
    for service in services().await {
        let table = Table::of(&service).await;
        let (app, client) = (&service.app, &table.client.actor);
        let id = table.meeting(app, "2026-06-30", "2026-07-02").await.meeting.id;
        app.write_minutes(client, id, 0, "We met".to_owned()).await.unwrap();
        let topic = app.propose_topic(client, id, "Nights").await.unwrap();
        let (theirs, ours) = (["4"; 8], ["4", "3", "4", "4", "4", "4", "4", "4"]);
        let record = both_in(app, &table, id, [theirs, ours]).await;
        let agreed = settle("commitments", Settlement::Agreed, "3");
        app.settle(client, id, record.governed.changes, agreed).await.unwrap();
        both_sign(app, &table, id).await;

        let before = app.minutes(client, id).await.unwrap();
        assert!(before.kept);
        let refused = [
            app.write_minutes(client, id, 1, "We did not".to_owned()).await.map(|_| ()),
            app.record_decision(client, id, "Nothing", "Nobody").await.map(|_| ()),
            app.propose_topic(&table.supplier.actor, id, "More").await.map(|_| ()),
            app.note_outcome(client, topic.id, 1, Some("None".to_owned())).await.map(|_| ()),
            app.set_attendees(client, id, Vec::new()).await.map(|_| ()),
            app.close_voting(client, id).await.map(|_| ()),
        ];
        for (place, refused) in refused.into_iter().enumerate() {
            assert!(matches!(refused, Err(Error::Refused(_))), "{place}: {refused:?}");
        }
        assert_eq!(app.minutes(client, id).await.unwrap(), before);
        assert_eq!(app.topic(client, topic.id).await.unwrap(), topic);
    }
}
