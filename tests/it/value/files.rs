//! Value-add as files: in, out, the same again, and taken back.

use super::{Partners, partners};
use scorecard::domain::access::Role;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/imports?kind=value";

const FILE: &str = "contract,title,kind,claimed_gbp,due,state,verified_gbp,date,attendance\n\
                    NM-1,Apprentices,social value,\"24,000.00\",31/03/2026,verified,20000,2026-03-20,\n\
                    NM-1,Open day,event,,2026-05-31,accepted,,,\n\
                    NM-1,Research,Delivery,£950.50,,delivered,,1 June 2026,\n\
                    NM-1,Meet-up,networking,,,,,2026-06-10,24\n";

impl Partners {
    async fn items(&self) -> Vec<Value> {
        let items = self.get(&self.client, &self.list()).await.is(200).json();
        items.as_array().unwrap().clone()
    }

    async fn named(&self, title: &str) -> Value {
        let items = self.items().await;
        items.into_iter().find(|item| item["title"] == title).unwrap()
    }

    async fn sent(&self, file: &str) -> Value {
        self.web.upload(PATH, file, &[]).await.is(201).json()
    }

    /// What is wrong with a file, as `line column: message`.
    async fn wrong(&self, file: &str) -> Vec<String> {
        let before = self.items().await;
        let answer = self.web.upload(PATH, file, &[]).await.is(422).json();
        assert_eq!(self.items().await, before, "nothing of it is stored");
        let problem = |error: &Value| {
            let text = |name: &str| error[name].to_string().replace('"', "");
            format!("{} {}: {}", text("line"), text("column"), text("message"))
        };
        answer["errors"].as_array().unwrap().iter().map(problem).collect()
    }
}

fn counts(import: &Value) -> String {
    format!(
        "{} new, {} changed, {} unchanged",
        import["new"], import["changed"], import["unchanged"]
    )
}

#[tokio::test]
async fn a_file_of_items_is_recorded_as_it_says() {
    for on in partners().await {
        let checked = on.web.upload(PATH, FILE, &[("mode", "check")]).await.is(201).json();
        assert_eq!(checked["state"], "checked");
        assert!(on.items().await.is_empty());

        assert_eq!(counts(&on.sent(FILE).await), "4 new, 0 changed, 0 unchanged");
        let first = on.named("Apprentices").await;
        assert_eq!(first["claimed_gbp"], "24000.00");
        assert_eq!(
            (&first["verified_gbp"], &first["due"]),
            (&"20000.00".into(), &"2026-03-31".into())
        );
        assert_eq!(first["origin"]["line"], 2);
        // It counts from its date: 20,000 of 24,000 is five sixths.
        assert_eq!(on.promise("2026-03-31").await["promise"]["points"], "83.333333333333");
        assert_eq!(on.named("Open day").await["state"], "accepted");
        let research = on.named("Research").await;
        assert_eq!((&research["date"], &research["due"]), (&"2026-06-01".into(), &Value::Null));
        let met = on.named("Meet-up").await;
        assert_eq!((&met["state"], &met["attendance"]), (&"proposed".into(), &24.into()));

        assert_eq!(on.web.upload(PATH, FILE, &[]).await.is(200).json()["same_file"], true);
        let other = format!("{FILE}\n");
        assert_eq!(counts(&on.sent(&other).await), "0 new, 0 changed, 4 unchanged");
    }
}

#[tokio::test]
async fn an_exported_file_comes_back_without_changing_anything() {
    for on in partners().await {
        on.sent(FILE).await;
        let body = json!({ "title": "=Sum of it", "kind": "innovation", "due": "2026-06-30",
            "contributes_to": "organisation", "claimed_gbp": "10.05", "method": "Guess, \"rough\"" });
        on.proposed(&body).await;
        let before = on.items().await;
        let file = on.web.get("/api/v1/exports/value.csv").await.is(200).body;
        let back = on.web.upload(PATH, &file, &[]).await.is(201).json();
        assert_eq!(counts(&back), "0 new, 0 changed, 5 unchanged");
        assert_eq!(on.items().await, before);
        // The export of the supplier has what the supplier may see.
        let own = on.get(&on.supplier, "/api/v1/exports/value.csv").await.is(200);
        assert_eq!(own.text().lines().count(), 6);
        let stranger = on.web.service.session_of("hal", Role::SupplierLead, "Hazel").await;
        let none = on.get(&stranger, "/api/v1/exports/value.csv").await.is(200);
        assert_eq!(none.text().lines().count(), 1);
    }
}

#[tokio::test]
async fn a_later_file_changes_items_and_undoing_it_puts_them_back() {
    for on in partners().await {
        let first = on.sent(FILE).await;
        let before = on.items().await;
        let later = "contract,title,kind,due,state,verified_gbp,date\n\
                     NM-1,Research,delivery,,verified,900,2026-06-01\n\
                     NM-1,Open day,event,2026-05-31,delivered,,2026-05-30\n\
                     NM-1,Clinic,networking,,,,\n";
        let import = on.sent(later).await;
        assert_eq!(counts(&import), "1 new, 2 changed, 0 unchanged");
        let research = on.named("Research").await;
        // What the file leaves open stays as it was recorded.
        assert_eq!(research["claimed_gbp"], "950.50");
        assert_eq!(research["verified_gbp"], "900.00");
        let record = format!("/api/v1/value/{}", research["id"].as_str().unwrap());
        let steps = on.web.get(&record).await.json()["steps"].as_array().unwrap().len();
        assert_eq!(steps, 2);

        let undo = |import: &Value| {
            let id = import["id"].as_str().unwrap();
            format!("/api/v1/imports/{id}/undo")
        };
        on.web.post(&undo(&first), &Value::Null).await.is(409);
        on.web.post(&undo(&import), &Value::Null).await.is(200);
        let plain = |items: Vec<Value>| -> Vec<Value> {
            let without = |mut item: Value| {
                item["revision"] = Value::Null;
                item
            };
            items.into_iter().map(without).collect()
        };
        assert_eq!(plain(on.items().await), plain(before));
        assert_eq!(on.web.get(&record).await.json()["steps"].as_array().unwrap().len(), 1);
        on.web.post(&undo(&first), &Value::Null).await.is(200);
        assert!(on.items().await.is_empty());
    }
}

#[tokio::test]
async fn an_import_that_was_built_on_is_not_taken_back() {
    for on in partners().await {
        let import = on.sent(FILE).await;
        let item = on.named("Open day").await["id"].as_str().unwrap().to_owned();
        let delivered = json!({ "to": "delivered", "on": "2026-05-30" });
        on.step(&on.supplier, &item, &delivered).await.is(200);
        let undo = format!("/api/v1/imports/{}/undo", import["id"].as_str().unwrap());
        let refused = on.web.post(&undo, &Value::Null).await.is(409).json();
        let told = refused["detail"].as_str().unwrap();
        assert!(told.starts_with("1 row was changed after this import"), "{told}");
        assert_eq!(on.named("Open day").await["state"], "delivered");
    }
}

#[tokio::test]
async fn every_problem_of_a_file_is_told_and_nothing_is_stored() {
    for on in partners().await {
        on.sent(FILE).await;
        let file = "contract,title,kind,claimed_gbp,due,state,verified_gbp,date\n\
                    NM-7,A,event,,,,,\n\
                    NM-1,,event,,,,,\n\
                    NM-1,B,event,,,delivered,,\n\
                    NM-1,C,event,,,verified,,2026-07-01\n\
                    NM-1,D,event,10,,verified,,2026-06-01\n\
                    NM-1,E,event,10,,accepted,10,\n\
                    NM-1,Apprentices,social_value,,2026-03-31,proposed,,\n\
                    NM-1,F,event,5,,,,\n\
                    NM-1,f,event,6,,,,\n";
        assert_eq!(
            on.wrong(file).await,
            [
                "2 contract: no contract has this reference",
                "3 title: this cell is empty",
                "4 date: the item is delivered and has no date",
                "5 date: the item is verified on a day after today, 2026-06-30",
                "6 verified_gbp: an amount is claimed, the item is verified, and no amount is",
                "7 verified_gbp: the item is accepted, so no amount of it is verified",
                "8 state: the item is recorded as verified",
                "10 title: line 9 says otherwise of the same item",
            ]
        );
        let both = "contract,title,kind,claimed_gbp,due\n\
                    NM-1,Apprentices,social_value,24000,2026-03-31\n\
                    NM-1,Apprentices,social_value,25000,2026-03-31\n";
        assert_eq!(on.wrong(both).await, ["3 title: line 2 says otherwise of the same item"]);
    }
}

#[tokio::test]
async fn a_buyer_imports_proposals_and_leaves_decisions_to_those_who_decide() {
    for on in partners().await {
        let buyer = on.web.service.session_of("cai", Role::Commercial, "Northmoor").await;
        let send = async |state: &str| {
            let file = format!("contract,title,kind,state\nNM-1,Day {state},event,{state}\n");
            let form = format!(
                "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
                 \r\n{file}\r\n--edge--\r\n"
            );
            let request = axum::http::Request::post(PATH)
                .header("content-type", "multipart/form-data; boundary=edge")
                .header("cookie", super::cookie(&buyer));
            on.web.send(request.body(form.into()).unwrap()).await
        };
        send("proposed").await.is(201);
        let refused = send("accepted").await.is(422).json();
        let told = refused["errors"][0]["message"].as_str().unwrap();
        assert_eq!(told, "your role does not let you accept, verify or reject value-add");
        assert_eq!(on.items().await.len(), 1);
    }
}
