//! Single sign-on: whom the word of a provider lets in, as what, and when it does not.

use crate::support::browser::{DESKTOP, axe, browse};
use crate::support::database::contents;
use crate::support::listening::Listening;
use crate::support::provider::{
    Account, CALLBACK, PlainClient, Sent, WREN, another, provider, rotate_keys, with_part,
};
use crate::support::service::{Service, bare_services, services};
use crate::support::web::{Answer as Shown, Web};
use axum::body::Body;
use axum::http::{Request, header};
use chrono::{DateTime, TimeDelta, Utc};
use fantoccini::Client;
use fantoccini::Locator::{Css, XPath};
use scorecard::app::accounts::{
    AWAY_FOR, Answer, Away, Back, Invite, Returned, SingleSignOnError, Taken, Visitor,
};
use scorecard::app::audit::Filter;
use scorecard::app::{App, Clock, Error};
use scorecard::domain::access::{Role, Surface, Whence};
use scorecard::domain::accounts::secrets::Secret;
use scorecard::domain::accounts::single_sign_on::SingleSignOn;
use scorecard::domain::accounts::{EmailAddress, PersonName};
use scorecard::domain::audit::SubjectKind;

const PAGE: Whence = Whence { surface: Surface::Page, address: None };

type Outcome = Result<Returned, SingleSignOnError>;

/// The same service by the clock of the machine, with a provider: what that signs has its time.
async fn with(service: &Service, settings: &SingleSignOn) -> App {
    at(service, settings, Clock::System).await
}

async fn at(service: &Service, settings: &SingleSignOn, clock: Clock) -> App {
    let app = App::open(&service.url, clock).await.unwrap();
    app.with_single_sign_on(Some(settings.clone())).unwrap()
}

fn now() -> DateTime<Utc> {
    Clock::System.now()
}

async fn begin(app: &App) -> Away {
    app.begin_single_sign_on("/contracts", CALLBACK).await.unwrap()
}

/// Whoever was sent back, in the browser that went.
fn back(sent: &Sent, away: &Away) -> Back {
    let secret = |name: &str| Secret::new(sent.part(name).to_owned());
    let answer = match sent.part("error") {
        "" => Answer::Code(secret("code")),
        word => Answer::Refusal(word.to_owned()),
    };
    Back { state: secret("state"), kept: Some(away.state.clone()), answer }
}

async fn finish(app: &App, back: Back) -> Outcome {
    app.finish_single_sign_on(back, CALLBACK, None).await
}

/// Goes to the provider, signs in there and comes back.
async fn sign_in(app: &App, account: Account<'_>) -> Outcome {
    let away = begin(app).await;
    let sent = PlainClient::new().sign_in(&away.address, account).await;
    finish(app, back(&sent, &away)).await
}

async fn visitor(app: &App, returned: &Returned) -> Option<Visitor> {
    app.visitor(&returned.opened.secret, PAGE).await.unwrap()
}

/// The roles somebody can act in, with the organisation of each.
async fn held(app: &App, returned: &Returned) -> Vec<(Role, Option<String>)> {
    let visitor = visitor(app, returned).await.unwrap();
    let seats = app.seats(&visitor).await.unwrap().into_iter();
    let named = seats
        .map(|it| (it.membership.seat.role(), it.membership.organisation.map(|there| there.name)));
    named.collect()
}

async fn people(service: &Service) -> usize {
    contents(&service.url).await["person"].len()
}

fn invite(email: &str, role: Role, organisation: Option<&str>) -> Invite {
    let email = EmailAddress::parse(email).unwrap();
    Invite { email, role, organisation: organisation.map(str::to_owned) }
}

/// Somebody who took up a role by hand.
async fn invited(service: &Service, invite: Invite) {
    let link = service.app.invite(&service.actor, invite).await.unwrap();
    let taken = Taken {
        link: link.secret,
        name: PersonName::parse("Wren Example").ok(),
        email: None,
        password: Secret::new("oxbow lantern fig".to_owned()),
    };
    service.app.take_up(taken, None).await.unwrap();
}

async fn disable(service: &Service, email: &str) {
    let email = EmailAddress::parse(email).unwrap();
    let (person, _) = service.app.person_with_email(&service.actor, &email).await.unwrap();
    service.app.disable_person(&service.actor, person.id).await.unwrap();
}

#[tokio::test]
async fn somebody_new_comes_in_with_the_role_that_their_group_stands_for() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        let returned = sign_in(&app, WREN).await.unwrap();
        assert_eq!(returned.next, "/contracts");
        assert!(returned.opened.chosen);
        let visitor = visitor(&app, &returned).await.unwrap();
        assert_eq!(visitor.name, "Wren Example");
        assert_eq!(visitor.organisation.as_deref(), Some("Northmoor"));
        assert_eq!(visitor.actor.unwrap().seat().role(), Role::ClientLead);
    }
}

#[tokio::test]
async fn whoever_has_groups_on_two_sides_chooses_between_them() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        let both = Account { groups: "partners,staff,leads,cleaners", ..WREN };
        let returned = sign_in(&app, both).await.unwrap();
        assert!(!returned.opened.chosen);
        let mut held = held(&app, &returned).await;
        held.sort();
        let (north, calder) = (Some("Northmoor".to_owned()), Some("Calder".to_owned()));
        assert_eq!(held, [(Role::ClientLead, north), (Role::SupplierMember, calder)]);
    }
}

#[tokio::test]
async fn a_sign_in_only_ends_in_the_browser_it_began_in() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        let (mine, theirs) = (begin(&app).await, begin(&app).await);
        let sent = PlainClient::new().sign_in(&theirs.address, WREN).await;
        let elsewhere = Back { kept: None, ..back(&sent, &theirs) };
        assert!(matches!(finish(&app, elsewhere).await, Err(SingleSignOnError::Stale)));
        assert!(matches!(finish(&app, back(&sent, &mine)).await, Err(SingleSignOnError::Stale)));
        let made_up = Secret::new("0".repeat(64));
        let made_up = Back { state: made_up.clone(), kept: Some(made_up), ..back(&sent, &mine) };
        assert!(matches!(finish(&app, made_up).await, Err(SingleSignOnError::Stale)));
        assert_eq!(people(service).await, 0);
        assert!(finish(&app, back(&sent, &theirs)).await.is_ok());
    }
}

#[tokio::test]
async fn a_sign_in_ends_once_and_not_too_late() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        let away = begin(&app).await;
        let sent = PlainClient::new().sign_in(&away.address, WREN).await;
        assert!(finish(&app, back(&sent, &away)).await.is_ok());
        assert!(matches!(finish(&app, back(&sent, &away)).await, Err(SingleSignOnError::Stale)));

        let away = begin(&app).await;
        let sent = PlainClient::new().sign_in(&away.address, WREN).await;
        let late = at(service, &settings, Clock::Stopped(now() + AWAY_FOR)).await;
        assert!(matches!(finish(&late, back(&sent, &away)).await, Err(SingleSignOnError::Stale)));
    }
}

#[tokio::test]
async fn what_was_signed_for_another_sign_in_lets_nobody_in() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        // A challenge of RFC 7636, appendix B, whose verifier is not ours.
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        for (part, text) in [("nonce", "another"), ("code_challenge", challenge)] {
            let away = begin(&app).await;
            let address = with_part(&away.address, part, text);
            let sent = PlainClient::new().sign_in(&address, WREN).await;
            let refused = finish(&app, back(&sent, &away)).await;
            assert!(matches!(refused, Err(SingleSignOnError::Untrusted(_))), "{part}");
        }
        assert_eq!(people(service).await, 0);
    }
}

#[tokio::test]
async fn a_code_that_is_made_up_or_a_secret_that_is_wrong_lets_nobody_in() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        let away = begin(&app).await;
        let answer = Answer::Code(Secret::new("made up".to_owned()));
        let made_up = Back { state: away.state.clone(), kept: Some(away.state), answer };
        let refused = finish(&app, made_up).await;
        assert!(matches!(refused, Err(SingleSignOnError::Untrusted(_))));

        let client_secret = Some(Secret::new("another secret".to_owned()));
        let app = with(service, &SingleSignOn { client_secret, ..settings.clone() }).await;
        let refused = sign_in(&app, WREN).await;
        assert!(matches!(refused, Err(SingleSignOnError::Untrusted(_))));
    }
}

#[tokio::test]
async fn an_address_that_was_not_made_sure_of_lets_nobody_in() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        invited(service, invite(WREN.email, Role::Administrator, None)).await;
        for groups in ["leads", ""] {
            let unsure = Account { verified: "no", groups, ..WREN };
            let refused = sign_in(&app, unsure).await;
            assert!(matches!(refused, Err(SingleSignOnError::Unconfirmed)));
        }
        let no_address = Account { email: "none", ..WREN };
        let refused = sign_in(&app, no_address).await;
        assert!(matches!(refused, Err(SingleSignOnError::Unconfirmed)));
        assert_eq!(contents(&service.url).await["identity"].len(), 0);
    }
}

#[tokio::test]
async fn whoever_has_no_group_with_a_role_is_told_so_and_not_added() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        for groups in ["", "cleaners", "Leads"] {
            let refused = sign_in(&app, Account { groups, ..WREN }).await;
            assert!(matches!(refused, Err(SingleSignOnError::NoRole)), "{groups}");
        }
        assert_eq!(people(service).await, 0);
    }
}

#[tokio::test]
async fn the_roles_a_provider_gave_follow_the_groups_at_every_sign_in() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        let north = || Some("Northmoor".to_owned());
        let first = sign_in(&app, WREN).await.unwrap();
        let second = sign_in(&app, Account { groups: "staff", ..WREN }).await.unwrap();
        assert_eq!(held(&app, &second).await, [(Role::ClientMember, north())]);
        assert!(visitor(&app, &first).await.is_none(), "signed in as what they are no more");

        let third = sign_in(&app, Account { groups: "partners", ..WREN }).await.unwrap();
        let calder = Some("Calder".to_owned());
        assert_eq!(held(&app, &third).await, [(Role::SupplierMember, calder)]);
        assert!(visitor(&app, &second).await.is_none());

        let none = sign_in(&app, Account { groups: "", ..WREN }).await;
        assert!(matches!(none, Err(SingleSignOnError::NoRole)));
        assert!(visitor(&app, &third).await.is_none());
        let renamed = Account { email: "wren.example@northmoor.example", ..WREN };
        let again = sign_in(&app, renamed).await.unwrap();
        assert_eq!(held(&app, &again).await, [(Role::ClientLead, north())]);
        // Under a new subject, which the address makes sure of, for the same person.
        let moved = Account { subject: "wren-2", groups: "staff", ..WREN };
        let moved = sign_in(&app, moved).await.unwrap();
        assert_eq!(held(&app, &moved).await, [(Role::ClientMember, north())]);
        assert_eq!(people(service).await, 1);
        let kind = Some(SubjectKind::Person);
        let filter = Filter { contract: None, kind };
        let entries = app.history_after(&service.actor, filter, 0).await.unwrap();
        let verbs: Vec<&str> = entries.iter().map(|entry| entry.change.verb().word()).collect();
        assert_eq!(verbs, ["added", "changed", "changed", "changed", "changed", "changed"]);
        assert!(app.verify_history(&service.actor).await.unwrap().outcome.is_ok());
    }
}

#[tokio::test]
async fn an_account_with_the_address_is_taken_up_and_a_role_given_by_hand_stays() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        invited(service, invite(WREN.email, Role::Auditor, Some("Northmoor"))).await;
        let auditor = (Role::Auditor, Some("Northmoor".to_owned()));
        let partner = (Role::SupplierMember, Some("Calder".to_owned()));
        for (groups, expected) in [
            ("leads", vec![&auditor]),
            ("partners", vec![&auditor, &partner]),
            ("", vec![&auditor]),
        ] {
            let returned = sign_in(&app, Account { groups, ..WREN }).await.unwrap();
            let held = held(&app, &returned).await;
            assert_eq!(held.iter().collect::<Vec<_>>(), expected, "{groups}");
        }
        assert_eq!(people(service).await, 1);
    }
}

#[tokio::test]
async fn the_last_administrator_stays_one_whatever_the_provider_says() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        let operator = Account { groups: "operators", ..WREN };
        sign_in(&app, operator).await.unwrap();
        let returned = sign_in(&app, WREN).await.unwrap();
        let lead = (Role::ClientLead, Some("Northmoor".to_owned()));
        let mut roles = held(&app, &returned).await;
        roles.sort();
        assert_eq!(roles, [lead.clone(), (Role::Administrator, None)]);

        invited(service, invite("ola@northmoor.example", Role::Administrator, None)).await;
        let returned = sign_in(&app, WREN).await.unwrap();
        assert_eq!(held(&app, &returned).await, [lead]);
    }
}

#[tokio::test]
async fn whoever_was_disabled_stays_out_whichever_way_they_come() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        sign_in(&app, WREN).await.unwrap();
        disable(service, WREN.email).await;
        let refused = sign_in(&app, WREN).await;
        assert!(matches!(refused, Err(SingleSignOnError::Disabled)));
        // As somebody else with the same address.
        let refused = sign_in(&app, Account { subject: "wren-2", ..WREN }).await;
        assert!(matches!(refused, Err(SingleSignOnError::Disabled)));
        assert_eq!(contents(&service.url).await["identity"].len(), 1);
    }
}

#[tokio::test]
async fn whoever_turns_back_at_the_provider_is_told_so_and_cannot_come_back_with_it() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        let away = begin(&app).await;
        let sent = PlainClient::new().turn_back(&away.address).await;
        assert_eq!(sent.part("error"), "access_denied");
        let refused = finish(&app, back(&sent, &away)).await;
        assert!(matches!(refused, Err(SingleSignOnError::Declined)));
        let again = finish(&app, back(&sent, &away)).await;
        assert!(matches!(again, Err(SingleSignOnError::Stale)));
    }
}

#[tokio::test]
async fn a_provider_that_is_down_or_another_than_it_should_be_is_said_to_be() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        // Port 1 of this machine is nobody's.
        let down = SingleSignOn { issuer: "http://127.0.0.1:1".to_owned(), ..settings.clone() };
        let down = with(service, &down).await;
        let refused = down.begin_single_sign_on("/", CALLBACK).await;
        assert!(matches!(refused, Err(SingleSignOnError::Unreachable)));

        let app = with(service, &settings).await;
        let away = begin(&app).await;
        let sent = PlainClient::new().sign_in(&away.address, WREN).await;
        let refused = finish(&down, back(&sent, &away)).await;
        assert!(matches!(refused, Err(SingleSignOnError::Unreachable)));

        let issuer = settings.issuer.replace("127.0.0.1", "localhost");
        let other = with(service, &SingleSignOn { issuer, ..settings.clone() }).await;
        let refused = other.begin_single_sign_on("/", CALLBACK).await;
        assert!(matches!(refused, Err(SingleSignOnError::Untrusted(_))));
    }
}

#[tokio::test]
async fn a_key_that_the_provider_took_into_use_since_is_asked_for() {
    let Some(settings) = provider() else { return };
    let settings = SingleSignOn { issuer: another(&settings.issuer).await, ..settings };
    for service in &bare_services().await {
        let app = with(service, &settings).await;
        sign_in(&app, WREN).await.unwrap();
        rotate_keys(&settings.issuer).await;
        sign_in(&app, WREN).await.unwrap();
    }
}

#[tokio::test]
async fn clocks_may_differ_by_seconds_and_not_by_minutes() {
    let Some(settings) = provider() else { return };
    for service in &bare_services().await {
        for (off, fits) in [
            (TimeDelta::seconds(-60), true),
            (TimeDelta::minutes(-4), false),
            (TimeDelta::hours(3), false),
        ] {
            let app = at(service, &settings, Clock::Stopped(now() + off)).await;
            let outcome = sign_in(&app, WREN).await;
            assert_eq!(outcome.is_ok(), fits, "{off}");
            assert!(fits || matches!(outcome, Err(SingleSignOnError::Clocks)), "{off}");
        }
    }
}

#[tokio::test]
async fn without_a_provider_there_is_no_way_in_by_one() {
    for service in &bare_services().await {
        assert_eq!(service.app.provider_of_identities(), None);
        let refused = service.app.begin_single_sign_on("/", CALLBACK).await;
        let Err(SingleSignOnError::Failed(Error::NotFound { .. })) = refused else {
            panic!("{refused:?}");
        };
    }
}

const HOST: &str = "127.0.0.1:4000";

fn asked(mut request: Request<Body>, cookie: &str) -> Request<Body> {
    request.headers_mut().insert(header::HOST, HOST.parse().unwrap());
    request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
    request
}

fn leaving(next: &str) -> Request<Body> {
    let request = Request::post("/sign-in/sso");
    let kind = "application/x-www-form-urlencoded";
    let request = request.header(header::CONTENT_TYPE, kind);
    asked(request.body(format!("next={next}").into()).unwrap(), "")
}

fn coming_back(sent: &Sent, cookie: &str) -> Request<Body> {
    let path = format!(
        "/sign-in/sso/callback?code={}&state={}&error={}",
        sent.part("code"),
        sent.part("state"),
        sent.part("error")
    );
    asked(Request::get(path).body(Body::empty()).unwrap(), cookie)
}

/// The address that a page goes on to by itself.
fn onward(answer: &Shown) -> String {
    answer.header("refresh").strip_prefix("0; url=").unwrap().to_owned()
}

fn cookies(answer: &Shown) -> Vec<&str> {
    let all = answer.headers.get_all(header::SET_COOKIE).iter();
    all.map(|cookie| cookie.to_str().unwrap()).collect()
}

fn pair(cookie: &str) -> &str {
    cookie.split(';').next().unwrap()
}

/// Pages of a service that is set up and has a provider.
async fn webs(settings: &SingleSignOn) -> Vec<Web> {
    let mut webs = Vec::new();
    for mut service in services().await {
        service.app = with(&service, settings).await;
        webs.push(Web::on(service));
    }
    webs
}

#[tokio::test]
async fn somebody_goes_from_the_sign_in_page_to_the_provider_and_on_to_where_they_wanted() {
    let Some(settings) = provider() else { return };
    for web in &webs(&settings).await {
        let page = Request::get("/sign-in?next=%2Fdesigns").body(Body::empty()).unwrap();
        let page = web.send_bare(asked(page, "")).await.is(200);
        assert!(page.text().contains("Sign in with Northmoor account"), "{}", page.text());
        assert!(page.text().contains("action=\"/sign-in/sso\""));
        assert!(page.text().contains("name=\"next\" value=\"/designs\""));

        let left = web.send_bare(leaving("%2Fdesigns")).await.is(200);
        let [kept] = cookies(&left)[..] else { panic!("{:?}", left.headers) };
        assert!(kept.ends_with("; HttpOnly; SameSite=Lax; Path=/; Max-Age=600"), "{kept}");
        let sent = PlainClient::new().sign_in(&onward(&left), WREN).await;
        let stranger = web.send_bare(coming_back(&sent, "")).await.is(400);
        assert!(stranger.text().contains("begun in another browser."), "{}", stranger.text());

        let done = web.send_bare(coming_back(&sent, pair(kept))).await.is(303);
        assert_eq!(done.header("location"), "/designs");
        let [session, gone] = cookies(&done)[..] else { panic!("{:?}", done.headers) };
        assert!(gone.starts_with("scorecard-leaving=;") && gone.ends_with("; Max-Age=0"), "{gone}");
        let page = Request::get("/designs").body(Body::empty()).unwrap();
        let page = web.send_bare(asked(page, pair(session))).await.is(200);
        assert!(page.text().contains("Wren Example, Client lead, Northmoor"), "{}", page.text());
        web.send_bare(coming_back(&sent, pair(kept))).await.is(400);
    }
}

#[tokio::test]
async fn a_sign_in_elsewhere_leads_to_no_other_site_and_says_what_to_do_when_it_fails() {
    let Some(settings) = provider() else { return };
    for web in &webs(&settings).await {
        let left = web.send_bare(leaving("%2F%2Felsewhere.example")).await.is(200);
        let sent = PlainClient::new().sign_in(&onward(&left), WREN).await;
        let done = web.send_bare(coming_back(&sent, pair(cookies(&left)[0]))).await.is(303);
        assert_eq!(done.header("location"), "/");

        let left = web.send_bare(leaving("")).await.is(200);
        let nothing = Account { subject: "ash", email: "ash@n.example", groups: "", ..WREN };
        let sent = PlainClient::new().sign_in(&onward(&left), nothing).await;
        let refused = web.send_bare(coming_back(&sent, pair(cookies(&left)[0]))).await.is(403);
        assert!(refused.text().contains("Ask whoever leads the contract"), "{}", refused.text());
        assert!(refused.text().contains("href=\"/sign-in\""));

        let left = web.send_bare(leaving("")).await.is(200);
        let sent = PlainClient::new().turn_back(&onward(&left)).await;
        let refused = web.send_bare(coming_back(&sent, pair(cookies(&left)[0]))).await.is(403);
        assert!(refused.text().contains("You were not signed in there."), "{}", refused.text());
    }
    let down = SingleSignOn { issuer: "http://127.0.0.1:1".to_owned(), ..settings };
    for web in &webs(&down).await {
        let refused = web.send_bare(leaving("")).await.is(502);
        assert!(refused.text().contains("Try again in a few minutes."), "{}", refused.text());
    }
}

#[tokio::test]
async fn without_a_provider_there_is_no_button_and_nothing_behind_it() {
    for service in services().await {
        let web = Web::on(service);
        let page = Request::get("/sign-in").body(Body::empty()).unwrap();
        let page = web.send_bare(page).await.is(200);
        assert!(!page.text().contains("/sign-in/sso"), "{}", page.text());
        web.send_bare(leaving("")).await.is(404);
        let back = Request::get("/sign-in/sso/callback?code=a&state=b").body(Body::empty());
        web.send_bare(back.unwrap()).await.is(404);
    }
}

/// What somebody enters on the pages of the provider, and that they agree there.
async fn enter_at_the_provider(client: &Client, name: &str) {
    let login = client.wait().for_element(Css("input[name=login]")).await.unwrap();
    login.send_keys(name).await.unwrap();
    let password = client.find(Css("input[name=password]")).await.unwrap();
    password.send_keys("any").await.unwrap();
    client.find(Css("button[type=submit]")).await.unwrap().click().await.unwrap();
    client.wait().for_element(Css("input[value=consent]")).await.unwrap();
    client.find(Css("button[type=submit]")).await.unwrap().click().await.unwrap();
}

#[tokio::test]
async fn a_browser_is_taken_to_the_provider_and_back_signed_in_and_axe_finds_nothing() {
    let Some(settings) = provider() else { return };
    let service = services().await.remove(0);
    let app = with(&service, &settings).await;
    let site = Listening::on(app).await;
    let login = WREN.known_at(&settings.issuer).await;
    browse(DESKTOP, async |client| {
        site.goto(client, "/designs").await;
        assert_eq!(axe(client).await.len(), 0);
        let button = XPath("//button[contains(., 'Northmoor account')]");
        client.find(button).await.unwrap().click().await.unwrap();
        enter_at_the_provider(client, &login).await;
        let designs = XPath("//h1[contains(., 'design')]");
        client.wait().for_element(designs).await.unwrap();
        assert_eq!(client.current_url().await.unwrap().path(), "/designs");
        assert!(client.source().await.unwrap().contains("Wren Example"));

        site.goto(client, "/sign-in/sso/callback?state=x").await;
        assert!(client.source().await.unwrap().contains("You are not signed in"));
        let found: Vec<String> = axe(client).await.iter().map(ToString::to_string).collect();
        assert_eq!(found, Vec::<String>::new());
    })
    .await;
}
