//! A certified OpenID Connect provider, and somebody who signs in there with a plain HTTP client.
//!
//! `tests/run` starts `tests/oidc/provider.mjs` and names it in `SCORECARD_TEST_OIDC`.

use axum::http::header;
use openidconnect::reqwest::{Client, RequestBuilder, Response, Url, redirect};
use scorecard::domain::access::Role;
use scorecard::domain::accounts::secrets::Secret;
use scorecard::domain::accounts::single_sign_on::{Grant, Rule, SingleSignOn};
use std::collections::{BTreeMap, HashMap};

/// Where the service is said to be; the plain client never goes there.
pub(crate) const CALLBACK: &str = "http://127.0.0.1:4000/sign-in/sso/callback";

/// The settings with which the service and the provider of `tests/run` know each other, or
/// `None`, with the test skipped by name.
pub(crate) fn provider() -> Option<SingleSignOn> {
    let rule = |group: &str, role, organisation: Option<&str>| {
        let grant = Grant::new(role, organisation.map(str::to_owned)).unwrap();
        Rule { group: group.to_owned(), grant }
    };
    Some(SingleSignOn {
        issuer: super::setting("SCORECARD_TEST_OIDC")?,
        client_id: "scorecard".to_owned(),
        client_secret: Some(Secret::new("a secret of the tests alone".to_owned())),
        name: "Northmoor account".to_owned(),
        scopes: ["openid", "email", "profile"].map(str::to_owned).to_vec(),
        groups_claim: "groups".to_owned(),
        rules: vec![
            rule("leads", Role::ClientLead, Some("Northmoor")),
            rule("staff", Role::ClientMember, Some("Northmoor")),
            rule("partners", Role::SupplierMember, Some("Calder")),
            rule("operators", Role::Administrator, None),
        ],
    })
}

/// Somebody as they say they are at the provider.
#[derive(Clone, Copy)]
pub(crate) struct Account<'a> {
    pub(crate) subject: &'a str,
    pub(crate) email: &'a str,
    pub(crate) verified: &'a str,
    pub(crate) groups: &'a str,
}

/// Wren, a lead at Northmoor, whose address is theirs.
pub(crate) const WREN: Account<'static> = Account {
    subject: "wren-1",
    email: "wren@northmoor.example",
    verified: "yes",
    groups: "leads",
};

impl Account<'_> {
    /// Tells the provider of them. What this returns is what they enter as their login, and
    /// nobody's in another test.
    pub(crate) async fn known_at(self, provider: &str) -> String {
        let Account { subject, email, verified, groups } = self;
        let thread = std::thread::current();
        let login = format!("{subject} of {}", thread.name().unwrap());
        let line = format!("{login}|{email}|{verified}|Wren Example|{groups}");
        let accounts = Url::parse(provider).unwrap().join("/accounts").unwrap();
        let answer = Client::new().post(accounts).body(line).send().await.unwrap();
        assert!(answer.status().is_success());
        login
    }
}

/// A browser without a screen: cookies, redirects and forms.
pub(crate) struct PlainClient {
    http: Client,
    cookies: HashMap<String, String>,
}

impl PlainClient {
    pub(crate) fn new() -> Self {
        let http = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Self { http, cookies: HashMap::new() }
    }

    /// Signs in at the provider, agrees, and is sent back with what this returns.
    pub(crate) async fn sign_in(&mut self, address: &str, account: Account<'_>) -> Sent {
        let login = account.known_at(address).await;
        self.through(address, Some(&login)).await
    }

    /// Goes to the provider and turns back at its first page.
    pub(crate) async fn turn_back(&mut self, address: &str) -> Sent {
        self.through(address, None).await
    }

    async fn through(&mut self, address: &str, login: Option<&str>) -> Sent {
        let mut answer = self.get(address).await;
        // Sign-in and consent take seven answers; a provider that wants more is stuck.
        for _ in 0..12 {
            let here = answer.url().clone();
            if let Some(there) = answer.headers().get(header::LOCATION) {
                let there = here.join(there.to_str().unwrap()).unwrap();
                if there.path() == "/sign-in/sso/callback" {
                    return Sent::of(&there);
                }
                answer = self.get(there.as_str()).await;
                continue;
            }
            let page = answer.text().await.unwrap();
            answer = match login {
                Some(login) => self.fill(&here, &page, login).await,
                None => self.get(here.join(abort(&page)).unwrap().as_str()).await,
            };
        }
        panic!("the provider sends nobody back");
    }

    async fn fill(&mut self, here: &Url, page: &str, login: &str) -> Response {
        let action = here.join(attribute(page, "action=\"")).unwrap();
        let form: BTreeMap<&str, &str> = if page.contains("value=\"login\"") {
            BTreeMap::from([("prompt", "login"), ("login", login), ("password", "-")])
        } else {
            assert!(page.contains("value=\"consent\""), "{page}");
            BTreeMap::from([("prompt", "consent")])
        };
        let request = self.http.post(action).form(&form);
        self.send(request).await
    }

    async fn get(&mut self, address: &str) -> Response {
        let request = self.http.get(address);
        self.send(request).await
    }

    async fn send(&mut self, request: RequestBuilder) -> Response {
        let pairs: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let answer = request.header(header::COOKIE, pairs.join("; ")).send().await.unwrap();
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        self.cookies.retain(|_, value| !value.is_empty());
        answer
    }
}

fn attribute<'a>(page: &'a str, before: &str) -> &'a str {
    let after = page.split_once(before).unwrap_or_else(|| panic!("no {before} in {page}")).1;
    after.split('"').next().unwrap()
}

fn abort(page: &str) -> &str {
    let link = page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    link.into_iter().find(|link| link.ends_with("/abort")).unwrap()
}

/// What a browser is sent back to the service with.
#[derive(Debug)]
pub(crate) struct Sent(HashMap<String, String>);

impl Sent {
    fn of(address: &Url) -> Self {
        Self(address.query_pairs().into_owned().collect())
    }

    /// A part of the query; empty when it is not there.
    pub(crate) fn part(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }
}

/// An address with one part of its query replaced.
pub(crate) fn with_part(address: &str, name: &str, text: &str) -> String {
    let mut changed = Url::parse(address).unwrap();
    let parts: Vec<(String, String)> = changed.query_pairs().into_owned().collect();
    assert!(parts.iter().any(|(known, _)| known == name), "{address}");
    let kept = parts.into_iter().map(|(known, old)| {
        let new = if known == name { text.to_owned() } else { old };
        (known, new)
    });
    let kept: Vec<(String, String)> = kept.collect();
    changed.query_pairs_mut().clear().extend_pairs(kept);
    changed.into()
}

/// The address of a provider that no other test uses.
pub(crate) async fn another(issuer: &str) -> String {
    told(format!("{issuer}/another")).await
}

/// Makes a provider take a new key into use.
pub(crate) async fn rotate_keys(issuer: &str) {
    told(format!("{issuer}/rotate")).await;
}

async fn told(address: String) -> String {
    let answer = Client::new().post(address).send().await.unwrap();
    assert!(answer.status().is_success());
    answer.text().await.unwrap()
}
