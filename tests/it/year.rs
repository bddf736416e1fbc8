//! Weekly meetings of a year, or its first weeks, played by both sides in browsers of their own:
//! scored by keyboard alone with scripts off, sealed, revealed, settled, disputed and signed.

mod keyboard;
mod play;

use crate::support::browser::{DESKTOP, PHONE, browse_without_scripts};
use crate::support::service::{Service, services};
use crate::support::web::Web;
use axum::body::Body;
use axum::http::{Request, header};
use chrono::NaiveDate;
use keyboard::LONGEST;
use play::Played;
use rust_decimal::Decimal;
use scorecard::domain::ids::PersonId;
use scorecard::domain::meetings::OneSide;
use serde::Deserialize;
use serde_json::Value;

/// What was given at the 52 meetings and what came of it. The figures were worked out apart from
/// the code, with exact fractions: a score of 1 to 5 is worth 0 to 100 in steps of 25; weights are
/// 60 and 40 of 25, then 15, 15, 15, 10, 10, 10; what has no agreed score is left out and its
/// weight shared among the rest; rounded once, half away from zero, to two decimals.
const MEETINGS: &str = include_str!("year/meetings.csv");

/// One meeting of the year.
#[derive(Debug, Deserialize)]
struct Week {
    on: NaiveDate,
    /// A digit for each criterion, in the order of the design.
    client: String,
    supplier: String,
    /// The same for what was settled: a digit, `d` agreed to differ, `x` disputed.
    outcomes: String,
    client_composite: String,
    supplier_composite: String,
    agreed_composite: String,
    /// What was signed again once the dispute was decided for the supplier.
    revised_composite: String,
    /// Client less supplier, in points.
    gap: String,
}

impl Week {
    fn given(&self, side: OneSide) -> &str {
        match side {
            OneSide::Client => &self.client,
            OneSide::Supplier => &self.supplier,
        }
    }

    /// Places of the criteria that came out in some way.
    fn settled(&self, how: impl Fn(char) -> bool) -> Vec<usize> {
        let places = self.outcomes.chars().enumerate();
        places.filter(|(_, outcome)| how(*outcome)).map(|(place, _)| place).collect()
    }
}

/// The weeks that are played: the first quarter, with a dispute and its end, or as many as
/// `SCORECARD_TEST_WEEKS` says. All 52 take four browsers several minutes.
fn weeks() -> Vec<Week> {
    let many = std::env::var_os("SCORECARD_TEST_WEEKS");
    let many = many.map_or(14, |many| many.to_str().unwrap().parse().unwrap());
    let all = csv::Reader::from_reader(MEETINGS.as_bytes()).into_deserialize();
    all.take(many).map(Result::unwrap).collect()
}

/// The first service on SQLite, the second, where there is a server, on PostgreSQL.
async fn a_year_on(which: usize) {
    let Some(service) = services().await.into_iter().nth(which) else { return };
    let weeks = weeks();
    browse_without_scripts(DESKTOP, async |client| {
        browse_without_scripts(PHONE, async |supplier| {
            let played = play::year(&service, &weeks, [client, supplier]).await;
            nobody_needs_two_minutes(&played);
            assert_eq!(played.forms.len(), 2 * weeks.len());
            figures_are_those_worked_out(service, &weeks, &played).await;
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn weekly_meetings_are_played_in_two_browsers_and_their_figures_are_those_worked_out_on_sqlite()
 {
    a_year_on(0).await;
}

#[tokio::test]
async fn weekly_meetings_are_played_in_two_browsers_and_their_figures_are_those_worked_out_on_postgresql()
 {
    a_year_on(1).await;
}

/// Every score form took less than two minutes, the first included, which starts from nothing.
fn nobody_needs_two_minutes(played: &Played) {
    let slowest = played.forms.iter().max_by_key(|keys| keys.time()).unwrap();
    let first = &played.forms[0];
    println!("first form: {} keys, {:?}", first.count(), first.time());
    println!("slowest form: {} keys, {:?}", slowest.count(), slowest.time());
    assert!(slowest.time() < LONGEST, "{} keys, {:?}", slowest.count(), slowest.time());
}

/// Reads something of the contract as its auditor, who signs in for it.
async fn read(web: &Web, played: &Played, path: &str) -> String {
    let contract = played.table.contract.id;
    let person = PersonId(played.table.auditor.actor.id().0);
    let session = web.service.app.open_session(person, None).await.unwrap().secret;
    let request = Request::get(format!("/api/v1/contracts/{contract}/{path}"));
    let request = request.header(header::COOKIE, format!("scorecard={}", session.expose()));
    web.send_bare(request.body(Body::empty()).unwrap()).await.is(200).text().to_owned()
}

/// The figures of both sides and of what was agreed, as they are kept and as they are drawn.
async fn figures_are_those_worked_out(service: Service, weeks: &[Week], played: &Played) {
    let web = Web::on(service);
    let trend: Value = serde_json::from_str(&read(&web, played, "trend").await).unwrap();
    let kept = |on: NaiveDate, side: &str| {
        let figures = trend["figures"].as_array().unwrap();
        let own = |it: &&Value| it["on"] == on.to_string() && it["side"] == side;
        figures.iter().find(own).unwrap().clone()
    };
    for week in weeks {
        let is_revised = !week.revised_composite.is_empty();
        let agreed = if is_revised { &week.revised_composite } else { &week.agreed_composite };
        let revision = if is_revised { 2 } else { 1 };
        let sides = [
            ("client", &week.client_composite),
            ("supplier", &week.supplier_composite),
            ("agreed", agreed),
        ];
        for (side, worked_out) in sides {
            let figure = kept(week.on, side);
            let composite = figure["composite"].as_str().unwrap();
            assert_eq!(decimal(composite), decimal(worked_out), "{side} on {}", week.on);
            assert_eq!(figure["signed_revision"], revision, "{side} on {}", week.on);
        }
    }
    let drawn = read(&web, played, "charts/gap-trend.csv").await;
    let mut drawn = csv::Reader::from_reader(drawn.as_bytes());
    let gaps: Vec<Decimal> = drawn.records().map(|line| decimal(&line.unwrap()[2])).collect();
    let worked_out: Vec<Decimal> = weeks.iter().map(|week| decimal(&week.gap)).collect();
    assert_eq!(gaps, worked_out);
    let first = web.service.app.verify_history(&web.service.actor).await.unwrap();
    assert!(first.outcome.is_ok(), "{first:?}");
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|_| panic!("no number: {text}"))
}
