//! The pages on which a client answers to the law.

use super::{TITLES, kpis, ready, runs};
use crate::support::together::together;

#[tokio::test]
async fn a_client_says_what_a_contract_is_assesses_and_publishes_on_pages() {
    for on in together().await {
        runs(&on, "6000000", "2026-02-01", "2026-07-31").await;
        let ids = kpis(&on, &TITLES).await;
        let list = on.page("/kpis");
        let bare = on.get("client.lead", &list).await.is(200);
        for told in ["Nobody has said yet", "Say what this contract is under the Act"] {
            assert!(bare.text().contains(told), "{told}");
        }
        assert!(!on.get("supplier.lead", &list).await.is(200).text().contains("Say what"));
        on.get("supplier.lead", &on.page("/standing")).await.is(403);

        let form = on.page("/standing");
        on.get("client.lead", &form).await.is(200);
        let mut given = vec![("revision", "0"), ("regime", "act"), ("published_on", "soon")];
        let again = on.submit("client.lead", &form, &given).await.is(422);
        assert!(again.text().contains("There is a problem"));
        given.truncate(2);
        given.extend([("material1", ids[0].as_str()), ("material2", &ids[0])]);
        let again = on.submit("client.lead", &form, &given).await.is(422);
        assert!(again.text().contains("Choose each KPI once"));
        given.truncate(3);
        given.extend([("material2", ids[1].as_str()), ("material3", &ids[2])]);
        given.extend([("published_on", "20/1/2026"), ("notice", "2026/S 000-000001")]);
        on.submit("client.lead", &form, &given).await.is(303);
        on.submit("client.lead", &form, &given).await.is(409);
        let shown = on.get("client.lead", &list).await.is(200);
        for told in ["Most material", "2026/S 000-000001 on 20 January 2026", "31 July 2026"] {
            assert!(shown.text().contains(told), "{told}");
        }

        let assess = on.page("/kpi-assessments/new");
        assert!(on.get("client.lead", &assess).await.is(200).text().contains("Faults fixed"));
        let days = [("from", "1/2/2026"), ("to", "31/5/2026"), ("assessed_on", "15/6/2026")];
        let mut given = [[("occasion", "yearly"), ("rating1", "good")].as_slice(), &days].concat();
        let again = on.submit("client.lead", &assess, &given).await.is(422);
        assert!(again.text().contains("Choose a rating for Homes let"), "{}", again.text());
        given.extend([("rating2", "other"), ("rating3", "inadequate")]);
        let again = on.submit("client.lead", &assess, &given).await.is(422);
        assert!(again.text().contains("href=\"#reason2\""), "{}", again.text());
        given.push(("reason2", "Nothing was measured"));
        let done = on.submit("client.lead", &assess, &given).await.is(303);
        let page = done.header("location").to_owned();
        let shown = on.get("supplier.lead", &page).await.is(200);
        assert!(
            shown.text().contains("Nothing was measured") && !shown.text().contains("/publish")
        );

        let publish = format!("{page}/publish");
        on.get("client.lead", &publish).await.is(200);
        let given = [("revision", "1"), ("published_on", "20/6/2026")];
        let again = on.submit("client.lead", &publish, &given).await.is(422);
        assert!(again.text().contains("Enter the reference of the notice"));
        let given = [given.as_slice(), &[("notice", "2026/S 000-000002")]].concat();
        on.submit("client.lead", &publish, &given).await.is(303);
        let shown = on.get("client.lead", &page).await.is(200);
        assert!(shown.text().contains("2026/S 000-000002 on 20 June 2026"));
        on.submit("client.lead", &publish, &given).await.is(409);
        on.get("client.lead", &on.page("/kpi-assessments/nowhere")).await.is(404);
    }
}

#[tokio::test]
async fn a_breach_is_recorded_corrected_and_published_on_pages() {
    for on in together().await {
        ready(&on).await;
        let form = on.page("/failures/new");
        on.get("client.lead", &form).await.is(200);
        let mut given = vec![("ground", "damages"), ("happened_on", "1/4/2026")];
        let again = on.submit("client.lead", &form, &given).await.is(422);
        assert!(again.text().contains("href=\"#applies_since\""));
        given.push(("applies_since", "20/5/2026"));
        let again = on.submit("client.lead", &form, &given).await.is(422);
        assert!(again.text().contains("Describe what happened and what followed"));
        given.push(("circumstances", "Awarded by the court"));
        let done = on.submit("client.lead", &form, &given).await.is(303);
        let page = done.header("location").to_owned();
        assert!(on.get("supplier.lead", &page).await.is(200).text().contains("18 June 2026"));
        let home = on.get("client.lead", "/home").await.is(200);
        assert!(home.text().contains("Assessments and publications due"));
        assert!(home.text().contains("Overdue"));

        let correct = format!("{page}/correct");
        assert!(
            on.get("client.lead", &correct).await.is(200).text().contains("Awarded by the court")
        );
        given.push(("revision", "1"));
        on.submit("client.lead", &correct, &given).await.is(303);
        let publish = format!("{page}/publish");
        on.get("client.lead", &publish).await.is(200);
        let given = [("revision", "2"), ("published_on", "29/6/2026"), ("notice", "N-9")];
        on.submit("client.lead", &publish, &given).await.is(303);
        assert!(on.get("party", &page).await.is(200).text().contains("N-9 on 29 June 2026"));
        on.get("supplier.lead", &publish).await.is(403);
    }
}
