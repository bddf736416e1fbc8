//! Who may do what with value-add, and what of it exists for whom; its pages.

use super::{Partners, contract, partners};
use scorecard::domain::access::Role;
use serde_json::json;

#[tokio::test]
async fn the_supplier_proposes_and_delivers_and_the_client_decides() {
    for on in partners().await {
        let session = async |name: &str, role, organisation: &str| {
            on.web.service.session_of(name, role, organisation).await
        };
        let member = session("mia", Role::ClientMember, "Northmoor").await;
        let commercial = session("cai", Role::Commercial, "Northmoor").await;
        let auditor = session("ann", Role::Auditor, "Northmoor").await;
        let helper = session("sol", Role::SupplierMember, "Larkspur").await;
        let party = session("pat", Role::SupplierLead, "Juniper").await;
        let parties = json!([{ "name": "Juniper", "role": "Hosting" }]);
        let path = format!("/api/v1/contracts/{}/parties", on.contract);
        on.web.put(&path, &[], &parties).await.is(200);

        let body = |title: &str| json!({ "title": title, "kind": "delivery" });
        let propose = async |who| on.ask(who, ("POST", &on.list()), "", &body("Anything")).await;
        for who in [&on.client, &member, &auditor, &party] {
            let told = propose(who).await.is(403).json();
            assert_eq!(told["detail"], "your role does not let you propose or deliver value-add");
        }
        for (who, title) in [(&on.supplier, "One"), (&helper, "Two"), (&commercial, "Three")] {
            on.ask(who, ("POST", &on.list()), "", &body(title)).await.is(201);
        }

        let item = on.proposed(&body("Four")).await;
        for (to, may, may_not) in [
            ("accepted", &member, [&on.supplier, &commercial, &auditor, &party]),
            ("delivered", &helper, [&on.client, &member, &auditor, &party]),
            ("verified", &on.client, [&on.supplier, &helper, &commercial, &party]),
        ] {
            for who in may_not {
                on.step(who, &item, &json!({ "to": to })).await.is(403);
            }
            on.step(may, &item, &json!({ "to": to })).await.is(200);
        }
        for who in [&on.client, &on.supplier, &auditor, &party] {
            let read = on.get(who, &format!("/api/v1/value/{item}")).await.is(200).json();
            assert_eq!(read["state"], "verified");
        }
    }
}

#[tokio::test]
async fn an_item_out_of_scope_does_not_exist() {
    for on in partners().await {
        let body = json!({ "title": "Apprentices", "kind": "social_value", "due": "2026-03-31" });
        let item = on.proposed(&body).await;
        let stranger = on.web.service.session_of("hal", Role::SupplierLead, "Hazel").await;
        let buyer = on.web.service.session_of("bea", Role::ClientLead, "Southvale").await;
        let own = contract(&on.web, "NM-9", "Hazel").await;
        for who in [&stranger, &buyer] {
            for path in [
                format!("/api/v1/value/{item}"),
                on.list(),
                format!("{}/promise", on.list()),
                format!("/contracts/{}/value", on.contract),
                format!("/contracts/{}/value/{item}", on.contract),
                format!("/contracts/{own}/value/{item}"),
            ] {
                on.get(who, &path).await.is(404);
            }
        }
        let steps = format!("/api/v1/value/{item}/steps");
        let delivered = json!({ "to": "delivered" });
        on.ask(&stranger, ("POST", &steps), "\"r1\"", &delivered).await.is(404);
        on.ask(&buyer, ("POST", &steps), "\"r1\"", &json!({ "to": "accepted" })).await.is(404);
        // An item of a contract of one's own is not found under another of one's own.
        let other = contract(&on.web, "NM-8", "Larkspur").await;
        on.get(&on.client, &format!("/contracts/{other}/value/{item}")).await.is(404);
        // Nor does a link say whether it is there.
        let mine = on.web.post(&format!("/api/v1/contracts/{own}/value"), &body).await.is(201);
        let mine = mine.json()["id"].as_str().unwrap().to_owned();
        let link = async |other: &str| {
            let path = format!("/api/v1/value/{mine}/same-as");
            let body = json!({ "same_as": other });
            let lead = &on.client;
            on.ask(lead, ("PUT", &path), "\"r1\"", &body).await
        };
        assert_eq!(link("0197d6a6-5f0c-7c39-b9b2-3f0a2b1c4d5e").await.status.as_u16(), 422);
    }
}

#[tokio::test]
async fn an_item_is_proposed_decided_and_found_on_pages() {
    for on in partners().await {
        let list = format!("/contracts/{}/value", on.contract);
        let empty = on.get(&on.supplier, &list).await.is(200);
        assert!(empty.text().contains("Nothing is recorded yet"));
        assert!(empty.text().contains("Propose an item"));
        assert!(!on.get(&on.client, &list).await.is(200).text().contains("Propose an item"));

        let propose = format!("{list}/propose");
        on.get(&on.client, &propose).await.is(403);
        let wrong = "title=&kind=event&contributes_to=project&due=soon&claimed_gbp=12";
        let again = on.form(&on.supplier, &propose, wrong).await.is(422);
        for told in ["There is a problem", "Enter a title", "Enter a day, such as 27/3/2026"] {
            assert!(again.text().contains(told), "{told}");
        }
        let unfounded = "title=Open+day&kind=event&due=31%2F5%2F2026&claimed_gbp=1%2C500.50";
        let again = on.form(&on.supplier, &propose, unfounded).await.is(422);
        assert!(again.text().contains("Say how the amount was worked out"));
        let right = format!("{unfounded}&contributes_to=organisation&method=Day+rates");
        let done = on.form(&on.supplier, &propose, &right).await.is(303);
        let page = done.header("location").split('?').next().unwrap().to_owned();
        let after = on.get(&on.supplier, done.header("location")).await.is(200);
        assert!(after.text().contains("The item is proposed now"));
        on.form(&on.supplier, &propose, &right).await.is(422);

        walked(&on, &page).await;
        listed(&on, &list).await;
    }
}

/// Takes the item of a page from proposed to verified, each side by its own forms.
async fn walked(on: &Partners, page: &str) {
    assert!(on.get(&on.client, page).await.text().contains(&format!("{page}/accept")));
    assert!(!on.get(&on.supplier, page).await.text().contains(&format!("{page}/accept")));
    on.get(&on.client, &format!("{page}/accept")).await.is(200);
    on.form(&on.client, &format!("{page}/accept"), "revision=1").await.is(303);
    let late = on.form(&on.client, &format!("{page}/accept"), "revision=1").await.is(409);
    assert!(late.text().contains("was changed by somebody else"));

    let deliver = format!("{page}/deliver");
    on.get(&on.supplier, &deliver).await.is(200);
    let bad = "revision=2&on=1%2F7%2F2026&felt=4+9";
    let again = on.form(&on.supplier, &deliver, bad).await.is(422);
    assert!(again.text().contains("Enter answers from 1 to 5"));
    let again = on.form(&on.supplier, &deliver, "revision=2&on=1%2F7%2F2026").await.is(422);
    assert!(again.text().contains("Enter a day up to today"));
    let held = "revision=2&on=14%2F5%2F2026&attendance=38&felt_count=4&felt_sum=17\
                &themes=Culture%2C+Technology&note=Report";
    on.form(&on.supplier, &deliver, held).await.is(303);
    let shown = on.get(&on.client, page).await.is(200);
    for told in ["4.3 out of 5, from 4 answers", "Culture, Technology", "14 May 2026", "Report"] {
        assert!(shown.text().contains(told), "{told}");
    }

    let verify = format!("{page}/verify");
    let form = on.get(&on.client, &verify).await.is(200);
    assert!(form.text().contains("The supplier claims £1,500.50"));
    let other = "revision=3&on=1%2F6%2F2026&verified_gbp=1200";
    let again = on.form(&on.client, &verify, other).await.is(422);
    assert!(again.text().contains("Say why the verified amount is not the one claimed"));
    let done = on.form(&on.client, &verify, &format!("{other}&note=Ours+spoke")).await.is(303);
    assert!(done.header("location").ends_with("?done=verified"));
    let shown = on.get(&on.client, done.header("location")).await.is(200);
    for told in ["The item is verified now", "£1,200", "Ours spoke", "clara", "sam"] {
        assert!(shown.text().contains(told), "{told}");
    }
    on.get(&on.client, &format!("{page}/dance")).await.is(404);
}

async fn listed(on: &Partners, list: &str) {
    let offer = json!({ "title": "Research", "kind": "delivery" });
    on.proposed(&offer).await;
    let all = on.get(&on.client, list).await.is(200);
    assert!(all.text().contains("2 items"));
    // 1,200 of 1,500.50 is 79.97…%.
    assert!(all.text().contains("80.0% of what was due by 30 June 2026 is verified, by value"));
    let some = on.get(&on.client, &format!("{list}?state=verified&kind=event")).await.is(200);
    assert!(some.text().contains("1 item") && some.text().contains("Open day"));
    assert!(!some.text().contains("Research"));
    let none = on.get(&on.client, &format!("{list}?state=withdrawn")).await.is(200);
    assert!(none.text().contains("No items match this filter"));
    on.get(&on.client, &format!("{list}?state=lost")).await.is(404);
    let api = on.get(&on.client, &format!("{}?state=verified", on.list())).await.is(200).json();
    assert_eq!(api.as_array().map(Vec::len), Some(1));
    let history = on.web.get("/api/v1/history?limit=5").await.is(200).json();
    let entries = history["items"].as_array().unwrap();
    assert!(entries.iter().any(|entry| entry["kind"] == "value_item"), "{history}");
}
