//! Who comes in over HTTP, how far, and what they are told.

use crate::support::service::{Service, bare_services, services};
use crate::support::web::{Answer, Web, config, webs};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use scorecard::app::accounts::TokenCommand;
use scorecard::config::Config;
use scorecard::domain::access::{Reach, Role, Surface, Whence};
use scorecard::domain::accounts::secrets::Secret;
use scorecard::inbound::demo;
use scorecard::inbound::http::{AppState, Doors, router};
use serde_json::json;
use std::net::SocketAddr;
use tower::ServiceExt;

const PASSWORD: &str = "oxbow+lantern+fig";

fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

fn form(path: &str, fields: &str) -> Request<Body> {
    let request = Request::post(path);
    let kind = "application/x-www-form-urlencoded";
    request.header(header::CONTENT_TYPE, kind).body(fields.to_owned().into()).unwrap()
}

fn with_cookie(mut request: Request<Body>, cookie: &str) -> Request<Body> {
    request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
    request
}

fn bearing(mut request: Request<Body>, token: &str) -> Request<Body> {
    let value = format!("Bearer {token}").parse().unwrap();
    request.headers_mut().insert(header::AUTHORIZATION, value);
    request
}

/// The cookie of an answer, as a browser sends it back.
fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn before_it_is_set_up_nothing_is_open_but_the_way_to_set_it_up() {
    for service in bare_services().await {
        let link = service.app.set_up_link().await.unwrap().unwrap();
        let web = Web::on(service);
        for path in ["/healthz", "/readyz", "/assets/scorecard.css", "/set-up"] {
            web.send(get(path)).await.is(200);
        }
        for path in ["/", "/contracts", "/sign-in", "/help", "/nowhere", "/invitations/x"] {
            assert_eq!(web.send(get(path)).await.is(303).header("location"), "/set-up", "{path}");
        }
        for path in ["/api/v1/contracts", "/api/v1/openapi.json", "/metrics"] {
            web.send(get(path)).await.is(401);
        }
        let address = format!("/set-up/{}", link.secret.expose());
        web.send(get(&address)).await.is(200);
        let wrong = web.send(form(&address, "name=&email=ola&password=short")).await.is(422);
        for field in ["name", "email", "password"] {
            assert!(wrong.text().contains(&format!("<a href=\"#{field}\">")), "{field}");
        }
        let fields = format!("name=Ola+Example&email=ola%40service.example&password={PASSWORD}");
        let done = web.send(form(&address, &fields)).await.is(303);
        assert_eq!(done.header("location"), "/");
        let page = web.send(with_cookie(get("/contracts"), &cookie(&done))).await.is(200);
        assert!(page.text().contains("Ola Example, Administrator"), "{}", page.text());
        web.send(get(&address)).await.is(404);
        assert_eq!(web.send(get("/set-up")).await.is(303).header("location"), "/");
    }
}

#[tokio::test]
async fn whoever_is_unknown_is_led_to_sign_in_and_a_program_is_told_how() {
    for web in webs().await {
        let led = web.send_bare(get("/contracts?text=a%20b")).await.is(303);
        assert_eq!(led.header("location"), "/sign-in?next=%2Fcontracts%3Ftext%3Da%2520b");
        let led = web.send_bare(form("/import/contracts", "")).await.is(303);
        assert_eq!(led.header("location"), "/sign-in");
        for request in [get("/api/v1/contracts"), get("/api/v1/nowhere"), get("/metrics")] {
            let told = web.send_bare(request).await.is(401);
            assert_eq!(told.header("www-authenticate"), "Bearer realm=\"scorecard\"");
        }
        let told = web.send_bare(get("/api/v1/contracts")).await;
        assert_eq!(told.header("content-type"), "application/problem+json");
        for wrong in ["scorecard_0123456789ab_", "Basic", "x"] {
            web.send_bare(bearing(get("/api/v1/contracts"), wrong)).await.is(401);
            web.send_bare(bearing(get("/contracts"), wrong)).await.is(401);
        }
        let stale = with_cookie(get("/contracts"), "scorecard=0123");
        web.send_bare(stale).await.is(303);
    }
}

#[tokio::test]
async fn somebody_signs_in_and_goes_where_they_wanted_and_out_again() {
    for web in webs().await {
        let app = &web.service.app;
        let invite =
            form("/people/invite", "email=al%40n.example&role=auditor&organisation=Northmoor");
        let shown = web.send(invite).await.is(200);
        let link = shown.text().split("/invitations/").nth(1).unwrap().split('<').next().unwrap();
        let joining =
            form(&format!("/invitations/{link}"), &format!("name=Al+Ode&password={PASSWORD}"));
        web.send_bare(joining).await.is(303);

        let sign_in = |password: &str, next: &str| {
            form("/sign-in", &format!("email=al%40n.example&password={password}&next={next}"))
        };
        let wrong = web.send_bare(sign_in("wrong", "/")).await.is(422);
        assert!(wrong.text().contains("The email address or the password is wrong"));
        assert!(wrong.text().contains("value=\"al@n.example\""));
        assert!(!wrong.text().contains("value=\"wrong\""));
        let there = web.send_bare(sign_in(PASSWORD, "%2Fdesigns")).await.is(303);
        assert_eq!(there.header("location"), "/designs");
        let sent = there.header("set-cookie").to_owned();
        assert!(sent.ends_with("; HttpOnly; SameSite=Lax; Path=/"), "{sent}");
        let away = web.send_bare(sign_in(PASSWORD, "%2F%2Felsewhere.example")).await.is(303);
        assert_eq!(away.header("location"), "/");

        let cookie = cookie(&there);
        let page = web.send_bare(with_cookie(get("/designs"), &cookie)).await.is(200);
        assert!(page.text().contains("Al Ode, Auditor, Northmoor"), "{}", page.text());
        assert!(!page.text().contains("href=\"/import\""), "an auditor imports nothing");
        let missing = web.send_bare(with_cookie(get("/nowhere"), &cookie)).await.is(404);
        assert!(missing.text().contains("Al Ode"), "{}", missing.text());
        let out = web.send_bare(with_cookie(form("/sign-out", ""), &cookie)).await.is(303);
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        web.send_bare(with_cookie(get("/designs"), &cookie)).await.is(303);
        assert!(app.is_set_up().await.unwrap());
    }
}

#[tokio::test]
async fn too_many_wrong_passwords_are_answered_with_how_long_to_wait() {
    for web in webs().await {
        let guess = || form("/sign-in", "email=al%40n.example&password=wrong");
        for _ in 0..5 {
            web.send_bare(guess()).await.is(422);
        }
        let told = web.send_bare(guess()).await.is(429);
        assert_eq!(told.header("retry-after"), "16");
        assert!(told.text().contains("There were too many attempts; try again in a minute"));
    }
}

#[tokio::test]
async fn a_form_of_another_site_does_nothing_with_somebodys_session() {
    for web in webs().await {
        for path in ["/sign-out", "/account/sign-out-everywhere", "/tokens/new", "/sign-in"] {
            let mut foreign = form(path, "name=A&reach=full");
            foreign.headers_mut().insert("origin", "https://elsewhere.example".parse().unwrap());
            foreign.headers_mut().insert("host", "localhost".parse().unwrap());
            web.send(foreign).await.is(403);
        }
        web.get("/account").await.is(200);
    }
}

#[tokio::test]
async fn a_token_comes_in_from_anywhere_and_only_as_far_as_it_reaches() {
    for web in webs().await {
        let made = web.send(form("/tokens/new", "name=Reader&reach=read")).await.is(200);
        let secret = made.text().split("<code>").nth(1).unwrap().split('<').next().unwrap();
        let listed = web.get("/tokens").await.is(200);
        assert!(listed.text().contains("Reader") && !listed.text().contains(secret));
        web.send_bare(bearing(get("/api/v1/contracts"), secret)).await.is(200);
        let body = json!({ "client": "A", "supplier": "B", "reference": "C", "title": "D" });
        let post = |token: &str| {
            let request =
                Request::post("/api/v1/contracts").header("content-type", "application/json");
            let request = request.header("origin", "https://elsewhere.example");
            bearing(request.body(body.to_string().into()).unwrap(), token)
        };
        let told = web.send_bare(post(secret)).await.is(403);
        assert_eq!(told.json()["detail"], "your role does not let you change contracts");
        let made = web.send(form("/tokens/new", "name=Writer&reach=full")).await.is(200);
        let writer = made.text().split("<code>").nth(1).unwrap().split('<').next().unwrap();
        web.send_bare(post(writer)).await.is(201);
    }
}

#[tokio::test]
async fn behind_tls_the_session_is_kept_for_this_host_alone_and_browsers_are_told_to_stay() {
    for service in services().await {
        let session = service.session.clone().unwrap();
        let url = scorecard::config::Settings {
            public_url: Some("https://scorecard.example".to_owned()),
            ..Default::default()
        };
        let config = url.resolve_in(|_| None).unwrap();
        let router = router(AppState::new(service.app.clone(), &config));
        let ask = async |mut request: Request<Body>| {
            request.headers_mut().insert("host", "scorecard.example".parse().unwrap());
            router.clone().oneshot(request).await.unwrap()
        };
        let cookie = format!("__Host-scorecard={}", session.expose());
        let page = ask(with_cookie(get("/contracts"), &cookie)).await;
        assert_eq!(page.status(), 200);
        assert_eq!(page.headers()["strict-transport-security"], "max-age=31536000");
        let plain = format!("scorecard={}", session.expose());
        assert_eq!(ask(with_cookie(get("/contracts"), &plain)).await.status(), 303);
        let out = ask(with_cookie(form("/sign-out", ""), &cookie)).await;
        let sent = out.headers()["set-cookie"].to_str().unwrap().to_owned();
        assert_eq!(sent, "__Host-scorecard=; HttpOnly; SameSite=Lax; Path=/; Secure; Max-Age=0");
        let mut other = get("/healthz");
        other.headers_mut().insert("host", "elsewhere.example".parse().unwrap());
        assert_eq!(router.clone().oneshot(other).await.unwrap().status(), 200);
        let mut other = get("/sign-in");
        other.headers_mut().insert("host", "elsewhere.example".parse().unwrap());
        assert_eq!(router.clone().oneshot(other).await.unwrap().status(), 421);
    }
}

/// The statuses of as many requests from one address.
async fn statuses(config: &Config, service: &Service, from: &str, said: &str) -> Vec<u16> {
    let router = router(AppState::new(service.app.clone(), config));
    let mut statuses = Vec::new();
    for _ in 0..3 {
        let mut request = get("/sign-in");
        let from: SocketAddr = from.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(from));
        request.headers_mut().insert("x-forwarded-for", said.parse().unwrap());
        let answer = router.clone().oneshot(request).await.unwrap();
        if answer.status() == 429 {
            assert!(answer.headers().contains_key("retry-after"));
        }
        statuses.push(answer.status().as_u16());
    }
    statuses
}

#[tokio::test]
async fn an_address_that_asks_too_fast_is_told_to_wait_and_proxies_are_believed_when_named() {
    for service in &services().await {
        let slow = Config { max_pace: 6, ..config() };
        let of = async |config, from, said| statuses(config, service, from, said).await;
        assert_eq!(of(&slow, "192.0.2.1:80", "").await, [200, 429, 429]);
        assert_eq!(of(&slow, "127.0.0.1:80", "192.0.2.1").await, [200, 200, 200]);
        let proxy = "127.0.0.1".parse().unwrap();
        let behind = Config { trusted_proxies: vec![proxy], ..slow.clone() };
        assert_eq!(of(&behind, "127.0.0.1:80", "127.0.0.1, 192.0.2.1").await, [200, 429, 429]);
    }
}

#[tokio::test]
async fn in_the_worked_example_anybody_is_anybody_in_two_clicks_and_nowhere_else() {
    for service in services().await {
        demo::load(&service.app, &service.actor).await.unwrap();
        let open = AppState::new(service.app.clone(), &config()).behind(Doors::Demo);
        let open = router(open);
        let page = open.clone().oneshot(get("/sign-in?next=%2Fdesigns")).await.unwrap();
        let page = axum::body::to_bytes(page.into_body(), usize::MAX).await.unwrap();
        let page = String::from_utf8(page.to_vec()).unwrap();
        for role in Role::ALL {
            assert!(page.contains(role.label()), "{}", role.word());
        }
        let id = page.split("name=\"person\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let choice = || form("/demo/sign-in", &format!("person={id}&next=%2Fdesigns"));
        let done = open.oneshot(choice()).await.unwrap();
        assert_eq!(done.headers()["location"], "/designs");
        assert!(done.headers().contains_key("set-cookie"));
        let web = Web::on(service);
        web.send_bare(choice()).await.is(404);
        assert!(!web.send_bare(get("/sign-in")).await.is(200).text().contains("demo"));
    }
}

#[tokio::test]
async fn leads_look_after_their_people_on_pages_and_strangers_do_not_exist() {
    for web in webs().await {
        let service = &web.service;
        let lead = service.session_of("lead", Role::ClientLead, "Northmoor").await;
        let other = service.session_of("other", Role::SupplierLead, "Larkspur").await;
        let as_one = |session: &Secret, request| {
            with_cookie(request, &format!("scorecard={}", session.expose()))
        };
        let whence = Whence { surface: Surface::Page, address: None };
        let theirs = service.app.visitor(&other, whence).await.unwrap().unwrap();
        let held = service.app.seats(&theirs).await.unwrap().remove(0).membership.id;
        for path in [
            format!("/people/{}", theirs.person),
            format!("/roles/{held}"),
            format!("/roles/{held}/end"),
        ] {
            web.send(as_one(&lead, get(&path))).await.is(404);
        }
        web.send(as_one(&lead, form(&format!("/roles/{held}/end"), ""))).await.is(404);
        let people = web.send(as_one(&lead, get("/people"))).await.is(200);
        assert!(people.text().contains("lead") && !people.text().contains("other"));
        let made = form("/people/invite", "email=x%40y.example&role=supplier_lead");
        let refused = web.send(as_one(&lead, made)).await.is(422);
        assert!(refused.text().contains("Ask an administrator"), "{}", refused.text());
        let command = TokenCommand { name: "T".to_owned(), reach: Reach::Full, expires: None };
        let token = service.app.add_token(theirs.actor.as_ref().unwrap(), command).await.unwrap();
        let revoke = format!("/tokens/{}/revoke", token.token.id);
        web.send(as_one(&lead, form(&revoke, ""))).await.is(404);
        web.send(as_one(&other, form(&revoke, ""))).await.is(303);
    }
}

#[tokio::test]
async fn a_password_and_a_user_manual_are_changed_on_ones_own_page() {
    for web in webs().await {
        let said = form("/account/manual", "hours=Tuesdays&contact=&ways=&feedback=In+private");
        web.send(said).await.is(303);
        let page = web.get("/account?done=manual").await.is(200);
        assert!(page.text().contains("Tuesdays") && page.text().contains("In private"));
        let long = format!("ways={}", "a".repeat(2_001));
        web.send(form("/account/manual", &long)).await.is(422);
        let wrong = form("/account/password", &format!("present=wrong&password={PASSWORD}"));
        let page = web.send(wrong).await.is(422);
        assert!(page.text().contains("<a href=\"#present\">"), "{}", page.text());
        web.send(form("/account/sign-out-everywhere", "")).await.is(303);
        web.get("/account").await.is(303);
    }
}
