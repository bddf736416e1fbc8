//! People, sessions and tokens: who is let in, as what, and until when.

use crate::support::database::contents;
use crate::support::service::{Service, bare_services as services, noon};
use chrono::{DateTime, TimeDelta, Utc};
use scorecard::app::accounts::{
    Invite, Link, NewToken, Opened, SignInError, Taken, TokenCommand, Visitor,
};
use scorecard::app::audit::Filter;
use scorecard::app::contracts::ContractCommand;
use scorecard::app::{App, Clock, Error};
use scorecard::domain::access::{Action, Actor, Reach, Role, Surface, Whence};
use scorecard::domain::accounts::secrets::Secret;
use scorecard::domain::accounts::{EmailAddress, Manual, Member, PersonName};
use scorecard::domain::audit::{Entry, SubjectKind};
use scorecard::domain::contracts::{Details, Term};
use scorecard::domain::ids::PersonId;
use scorecard::domain::lists::Slice;
use scorecard::domain::problems::Place;
use std::time::Duration;

const ALL: Slice = Slice { offset: 0, limit: 100 };
const PAGE: Whence = Whence { surface: Surface::Page, address: None };
const API: Whence = Whence { surface: Surface::Api, address: None };
const PASSWORD: &str = "oxbow lantern fig";

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn invite(address: &str, role: Role, organisation: &str) -> Invite {
    let organisation = (!organisation.is_empty()).then(|| organisation.to_owned());
    Invite { email: email(address), role, organisation }
}

fn taken(link: &Link, name: &str, password: &str) -> Taken {
    let name = PersonName::parse(name).ok();
    Taken { link: link.secret.clone(), name, email: None, password: secret(password) }
}

/// The same service at another moment.
async fn later(service: &Service, passed: TimeDelta) -> App {
    App::open(&service.url, Clock::Stopped(noon() + passed)).await.unwrap()
}

/// Lets somebody in by an invitation of `by`.
async fn joined(app: &App, by: &Actor, invite: Invite) -> Opened {
    let name = invite.email.as_str().split('@').next().unwrap().to_owned();
    let link = app.invite(by, invite).await.unwrap();
    app.take_up(taken(&link, &name, PASSWORD), None).await.unwrap()
}

/// What the history says became of things of a kind, and by whom, in order.
async fn told(app: &App, actor: &Actor, kind: SubjectKind) -> Vec<(String, &'static str)> {
    let filter = Filter { contract: None, kind: Some(kind) };
    let entries = app.history_after(actor, filter, 0).await.unwrap();
    let said = |entry: Entry| (entry.change.by.name.clone(), entry.change.verb().word());
    entries.into_iter().map(said).collect()
}

async fn visitor(app: &App, opened: &Opened) -> Visitor {
    app.visitor(&opened.secret, PAGE).await.unwrap().unwrap()
}

async fn actor(app: &App, opened: &Opened) -> Actor {
    visitor(app, opened).await.actor.unwrap()
}

/// Somebody in a role, who signed in.
async fn seated(service: &Service, address: &str, role: Role, organisation: &str) -> Actor {
    let Service { app, actor: administrator, .. } = service;
    actor(app, &joined(app, administrator, invite(address, role, organisation)).await).await
}

async fn contract(service: &Service, reference: &str, client: &str, supplier: &str) {
    let details = Details {
        reference: reference.to_owned(),
        title: reference.to_owned(),
        term: Term::default(),
        value: None,
        pricing: None,
        working: None,
        tender_reference: None,
    };
    let (client, supplier) = (client.to_owned(), supplier.to_owned());
    let command = ContractCommand { client, supplier, details, design: None };
    service.app.add_contract(&service.actor, command).await.unwrap();
}

fn names(members: &[Member]) -> Vec<&str> {
    members.iter().map(|member| member.person.name.as_str()).collect()
}

#[track_caller]
fn fields<T: std::fmt::Debug>(refused: Result<T, Error>) -> Vec<String> {
    let Err(Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
    let field = |place: &Place| match place {
        Place::Field(field) => field.clone(),
        other => format!("{other:?}"),
    };
    problems.iter().map(|problem| field(&problem.place)).collect()
}

#[tokio::test]
async fn the_first_administrator_comes_in_by_a_link_that_works_once() {
    for Service { app, actor, .. } in &services().await {
        assert!(!app.is_set_up().await.unwrap());
        let stale = app.set_up_link().await.unwrap().unwrap();
        let link = app.set_up_link().await.unwrap().unwrap();
        let first = |link: &Link| Taken {
            email: Some(email("ola@northmoor.example")),
            ..taken(link, "Ola Example", PASSWORD)
        };
        let refused = app.take_up(first(&stale), None).await;
        assert!(matches!(refused, Err(SignInError::Failed(Error::NotFound { .. }))));
        let opened = app.take_up(first(&link), None).await.unwrap();
        let visitor = visitor(app, &opened).await;
        assert_eq!((visitor.name.as_str(), &visitor.organisation), ("Ola Example", &None));
        assert_eq!(visitor.actor.unwrap().seat().role(), Role::Administrator);

        assert!(app.is_set_up().await.unwrap());
        assert!(app.set_up_link().await.unwrap().is_none());
        assert!(app.take_up(first(&link), None).await.is_err());
        let told = told(app, actor, SubjectKind::Link).await;
        let service = |verb| ("administrator".to_owned(), verb);
        let used = ("Ola Example".to_owned(), "changed");
        let expected = [service("added"), service("removed"), service("added"), used];
        assert_eq!(told, expected);
    }
}

#[tokio::test]
async fn whoever_is_known_for_a_while_is_known_no_longer_once_the_service_ends_it() {
    for service in &services().await {
        let hour = Duration::from_secs(3_600);
        let app = service.app.clone().with_visitors_known_for(hour);
        let lead = invite("lead@northmoor.example", Role::ClientLead, "Northmoor");
        let opened = joined(&app, &service.actor, lead).await;
        let known = async |app: &App| app.visitor(&opened.secret, PAGE).await.unwrap().is_some();
        let lead = actor(&app, &opened).await;
        let command = TokenCommand { name: "probe".to_owned(), reach: Reach::Full, expires: None };
        let NewToken { secret, .. } = app.add_token(&lead, command).await.unwrap();
        let held = async |app: &App| app.token_holder(&secret, API).await.unwrap().is_some();
        assert!(known(&app).await && held(&app).await);
        assert!(known(&app).await && held(&app).await);

        let elsewhere = App::open(&service.url, Clock::Stopped(noon())).await.unwrap();
        let person = PersonId(lead.id().0);
        elsewhere.disable_person(&service.actor, person).await.unwrap();
        assert!(!known(&elsewhere).await && !held(&elsewhere).await);
        assert!(known(&app).await && held(&app).await, "for at most the time that was given");
        let none = app.clone().with_visitors_known_for(Duration::ZERO);
        assert!(!known(&none).await && !held(&none).await);

        app.set_up_link().await.unwrap();
        app.invite(&service.actor, invite("b@c.example", Role::Auditor, "B")).await.unwrap();
        assert!(!known(&app).await && !held(&app).await, "the service wrote since");
    }
}

#[tokio::test]
async fn a_link_that_is_too_old_lets_nobody_in() {
    for service in &services().await {
        let link = service.app.set_up_link().await.unwrap().unwrap();
        let app = later(service, TimeDelta::hours(24)).await;
        assert!(app.offer(&link.secret).await.is_err());
        let link = app.invite(&service.actor, invite("a@b.example", Role::Auditor, "B")).await;
        let link = link.unwrap();
        assert!(app.offer(&link.secret).await.is_ok());
        let app = later(service, TimeDelta::days(8)).await;
        assert!(app.offer(&link.secret).await.is_err());
        assert!(app.take_up(taken(&link, "Al", PASSWORD), None).await.is_err());
    }
}

#[tokio::test]
async fn whoever_was_invited_signs_in_with_their_password_and_acts_for_their_organisation() {
    for service in &services().await {
        let Service { app, actor: administrator, .. } = service;
        let lead = invite("lead@northmoor.example", Role::ClientLead, "Northmoor");
        joined(app, administrator, lead).await;
        let opened = app.sign_in(" LEAD@northmoor.example ", secret(PASSWORD), None).await.unwrap();
        assert!(opened.chosen);
        let visitor = visitor(app, &opened).await;
        assert_eq!(visitor.organisation.as_deref(), Some("Northmoor"));
        let actor = visitor.actor.unwrap();
        assert_eq!(actor.seat().role(), Role::ClientLead);
        assert!(actor.may(Action::RecordMeetings).is_ok());
        assert!(actor.may(Action::ChangeDesigns).is_err());
    }
}

#[tokio::test]
async fn a_password_that_is_wrong_lets_nobody_in_whoever_it_is_said_to_belong_to() {
    for service in &services().await {
        let Service { app, actor: administrator, .. } = service;
        let lead = invite("lead@northmoor.example", Role::ClientLead, "Northmoor");
        joined(app, administrator, lead).await;
        for (address, password) in [
            ("lead@northmoor.example", "oxbow lantern fog"),
            ("nobody@northmoor.example", PASSWORD),
            ("no address", PASSWORD),
            ("", ""),
        ] {
            let refused = app.sign_in(address, secret(password), None).await;
            assert!(matches!(refused, Err(SignInError::Wrong)), "{address}");
        }
    }
}

#[tokio::test]
async fn a_new_password_must_not_be_short_or_easily_guessed() {
    for service in &services().await {
        let app = &service.app;
        let who = invite("lead@northmoor.example", Role::ClientLead, "Northmoor");
        let link = app.invite(&service.actor, who).await.unwrap();
        for password in ["", "too short", "password1234", "leadnorthmoor"] {
            let Err(SignInError::Failed(why)) =
                app.take_up(taken(&link, "Ola Example", password), None).await
            else {
                panic!("{password} was taken")
            };
            assert_eq!(fields::<()>(Err(why)), ["password"], "{password}");
        }
        assert!(app.take_up(taken(&link, "Ola Example", PASSWORD), None).await.is_ok());
    }
}

#[tokio::test]
async fn guessing_is_slowed_down_and_never_locks_an_account_for_good() {
    for service in &services().await {
        let Service { app, actor: administrator, .. } = service;
        let lead = invite("lead@northmoor.example", Role::ClientLead, "Northmoor");
        joined(app, administrator, lead).await;
        let try_at = async |passed: i64, password: &str| {
            let app = later(service, TimeDelta::seconds(passed)).await;
            app.sign_in("lead@northmoor.example", secret(password), None).await
        };
        for _ in 0..5 {
            assert!(matches!(try_at(0, "wrong").await, Err(SignInError::Wrong)));
        }
        let Err(SignInError::Wait(left)) = try_at(1, PASSWORD).await else { panic!("let in") };
        assert_eq!(left, TimeDelta::seconds(14));
        assert!(matches!(try_at(15, "wrong").await, Err(SignInError::Wrong)));
        assert!(matches!(try_at(44, PASSWORD).await, Err(SignInError::Wait(_))));
        assert!(try_at(45, PASSWORD).await.is_ok());
        for _ in 0..5 {
            assert!(matches!(try_at(46, "wrong").await, Err(SignInError::Wrong)));
        }
    }
}

#[tokio::test]
async fn many_guesses_at_once_are_counted_one_by_one() {
    for service in &services().await {
        let guess = |n: u32| {
            let app = service.app.clone();
            async move { app.sign_in("a@b.example", secret(&format!("guess {n}")), None).await }
        };
        let outcomes = futures::future::join_all((0..20).map(guess)).await;
        let looked_at = outcomes.iter().filter(|it| matches!(it, Err(SignInError::Wrong))).count();
        assert_eq!(looked_at, 5);
    }
}

#[tokio::test]
async fn an_address_that_tries_many_accounts_waits_and_others_do_not() {
    for service in &services().await {
        let app = &service.app;
        let guess = async |n: u32, address: &str| {
            let who = format!("person{n}@northmoor.example");
            app.sign_in(&who, secret("wrong"), Some(address.parse().unwrap())).await
        };
        for n in 0..20 {
            assert!(matches!(guess(n, "192.0.2.1").await, Err(SignInError::Wrong)), "{n}");
        }
        assert!(matches!(guess(20, "192.0.2.1").await, Err(SignInError::Wait(_))));
        assert!(matches!(guess(20, "192.0.2.2").await, Err(SignInError::Wrong)));
    }
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_and_in_any_case_and_when_one_signs_out() {
    for service in &services().await {
        let opened = joined(
            &service.app,
            &service.actor,
            invite("lead@northmoor.example", Role::ClientLead, "Northmoor"),
        )
        .await;
        let there = async |minutes: i64| {
            let app = later(service, TimeDelta::minutes(minutes)).await;
            app.visitor(&opened.secret, PAGE).await.unwrap().is_some()
        };
        assert!(there(7 * 60 + 59).await);
        // That was a use: idleness counts from there.
        assert!(there(11 * 60 + 59).await);
        assert!(!there(12 * 60).await);

        let app = &service.app;
        let other = app.sign_in("lead@northmoor.example", secret(PASSWORD), None).await.unwrap();
        assert!(
            later(service, TimeDelta::hours(8))
                .await
                .visitor(&other.secret, PAGE)
                .await
                .unwrap()
                .is_none()
        );
        app.sign_out(&visitor(app, &other).await).await.unwrap();
        assert!(app.visitor(&other.secret, PAGE).await.unwrap().is_none());
        assert!(app.visitor(&opened.secret, PAGE).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_and_a_new_password_all_others() {
    for service in &services().await {
        let app = &service.app;
        let lead = invite("lead@northmoor.example", Role::ClientLead, "Northmoor");
        let one = joined(app, &service.actor, lead).await;
        let other = app.sign_in("lead@northmoor.example", secret(PASSWORD), None).await.unwrap();
        let here = visitor(app, &one).await;
        let change = async |present: &str, new: &str| {
            app.change_password(&here, secret(present), secret(new), None).await
        };
        assert_eq!(fields(change("wrong", "vorpal gimble wabe").await), ["present"]);
        assert_eq!(fields(change(PASSWORD, "short").await), ["password"]);
        change(PASSWORD, "vorpal gimble wabe").await.unwrap();
        assert!(app.visitor(&one.secret, PAGE).await.unwrap().is_some());
        assert!(app.visitor(&other.secret, PAGE).await.unwrap().is_none());
        let again = app.sign_in("lead@northmoor.example", secret("vorpal gimble wabe"), None).await;

        app.sign_out_everywhere(&here.actor.unwrap()).await.unwrap();
        for session in [one, again.unwrap()] {
            assert!(app.visitor(&session.secret, PAGE).await.unwrap().is_none());
        }
    }
}

#[tokio::test]
async fn a_person_in_two_organisations_chooses_and_gets_another_session() {
    for service in &services().await {
        let Service { app, actor: administrator, .. } = service;
        let first = invite("lee@both.example", Role::SupplierMember, "Larkspur");
        joined(app, administrator, first).await;
        let second = invite("lee@both.example", Role::Auditor, "Northmoor");
        let link = app.invite(administrator, second).await.unwrap();
        assert_eq!(app.offer(&link.secret).await.unwrap().known.as_deref(), Some("lee"));
        let stranger = app.take_up(taken(&link, "Lee", "vorpal gimble wabe"), None).await;
        assert!(matches!(stranger, Err(SignInError::Wrong)));
        let opened = app.take_up(taken(&link, "", PASSWORD), None).await.unwrap();

        assert!(!opened.chosen);
        let undecided = visitor(app, &opened).await;
        assert!(undecided.actor.is_none());
        let seats = app.seats(&undecided).await.unwrap();
        assert_eq!(seats.len(), 2);
        let auditor = seats.iter().find(|it| it.membership.seat.role() == Role::Auditor).unwrap();
        let chosen = app.choose_seat(&undecided, auditor.membership.id, PAGE).await.unwrap();
        let decided = visitor(app, &chosen).await;
        assert_eq!(decided.organisation.as_deref(), Some("Northmoor"));
        assert_eq!(decided.actor.unwrap().seat().role(), Role::Auditor);
        assert!(app.visitor(&opened.secret, PAGE).await.unwrap().is_none());
        assert_eq!(chosen.expires, opened.expires);
    }
}

#[tokio::test]
async fn nobody_acts_in_a_role_that_is_somebody_elses() {
    for service in &services().await {
        let Service { app, actor: administrator, .. } = service;
        let lead = invite("lead@northmoor.example", Role::ClientLead, "Northmoor");
        let opened = joined(app, administrator, lead).await;
        let other = seated(service, "lee@larkspur.example", Role::SupplierLead, "Larkspur").await;
        let theirs = app.people(&other, ALL).await.unwrap().items.remove(0).membership.id;
        let refused = app.choose_seat(&visitor(app, &opened).await, theirs, PAGE).await;
        assert!(matches!(refused, Err(Error::NotFound { .. })));
    }
}

#[tokio::test]
async fn a_change_of_role_ends_the_sessions_in_it_and_holds_from_the_next() {
    for service in &services().await {
        let Service { app, actor: administrator, .. } = service;
        let lead = seated(service, "lead@northmoor.example", Role::ClientLead, "Northmoor").await;
        let opened =
            joined(app, &lead, invite("al@northmoor.example", Role::ClientMember, "")).await;
        let people = app.people(&lead, ALL).await.unwrap().items;
        let id = people.iter().find(|it| it.person.name == "al").unwrap().membership.id;
        let changed = app.change_role(&lead, id, Role::Auditor).await.unwrap();
        assert_eq!(changed.membership.seat.role(), Role::Auditor);
        assert!(app.visitor(&opened.secret, PAGE).await.unwrap().is_none());
        let again = app.sign_in("al@northmoor.example", secret(PASSWORD), None).await.unwrap();
        assert!(actor(app, &again).await.may(Action::ReadHistory).is_ok());

        app.end_membership(administrator, id).await.unwrap();
        assert!(app.visitor(&again.secret, PAGE).await.unwrap().is_none());
        let refused = app.sign_in("al@northmoor.example", secret(PASSWORD), None).await;
        assert!(matches!(refused, Err(SignInError::NoSeat)));
    }
}

#[tokio::test]
async fn a_lead_looks_after_the_people_of_their_own_organisation_only() {
    for service in &services().await {
        let app = &service.app;
        let lead = seated(service, "lead@northmoor.example", Role::ClientLead, "Northmoor").await;
        let other = seated(service, "lee@larkspur.example", Role::SupplierLead, "Larkspur").await;
        assert_eq!(names(&app.people(&lead, ALL).await.unwrap().items), ["lead"]);
        assert_eq!(names(&app.people(&service.actor, ALL).await.unwrap().items), ["lead", "lee"]);
        let theirs = app.people(&other, ALL).await.unwrap().items.remove(0);
        let id = theirs.membership.id;
        let missing = |refused: Result<_, Error>| matches!(refused, Err(Error::NotFound { .. }));
        assert!(missing(app.end_membership(&lead, id).await));
        assert!(missing(app.change_role(&lead, id, Role::ClientMember).await.map(drop)));
        assert!(missing(app.person(&lead, theirs.person.id).await.map(drop)));
        let disabled = app.disable_person(&lead, theirs.person.id).await;
        assert!(matches!(disabled, Err(Error::Forbidden(_))));

        // An organisation named by somebody who looks after one is not looked at.
        let stray = app.invite(&lead, invite("x@y.example", Role::Auditor, "Larkspur")).await;
        let link = stray.unwrap();
        let opened = app.take_up(taken(&link, "X", PASSWORD), None).await.unwrap();
        assert_eq!(visitor(app, &opened).await.organisation.as_deref(), Some("Northmoor"));
        for role in [Role::SupplierMember, Role::Administrator] {
            assert_eq!(fields(app.invite(&lead, invite("x@z.example", role, "")).await), ["role"]);
        }
        let member = seated(service, "al@northmoor.example", Role::ClientMember, "Northmoor").await;
        let refused = app.invite(&member, invite("x@z.example", Role::Auditor, "")).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))));
    }
}

#[tokio::test]
async fn the_last_administrator_stays() {
    for service in &services().await {
        let app = &service.app;
        let ola = seated(service, "ola@northmoor.example", Role::Administrator, "").await;
        let id = app.people(&ola, ALL).await.unwrap().items.remove(0).membership.id;
        let told = |refused: Result<(), Error>| match refused {
            Err(Error::Refused(why)) => why,
            other => panic!("{other:?}"),
        };
        let ended = told(app.end_membership(&ola, id).await);
        assert!(ended.starts_with("this is the last administrator"), "{ended}");
        told(app.disable_person(&ola, PersonId(ola.id().0)).await);

        let kim = seated(service, "kim@northmoor.example", Role::Administrator, "").await;
        app.disable_person(&kim, PersonId(ola.id().0)).await.unwrap();
        let refused = app.sign_in("ola@northmoor.example", secret(PASSWORD), None).await;
        assert!(matches!(refused, Err(SignInError::Wrong)));
        told(app.disable_person(&kim, PersonId(kim.id().0)).await);
    }
}

#[tokio::test]
async fn two_administrators_who_disable_each_other_at_once_leave_one() {
    for service in &services().await {
        let app = &service.app;
        let ola = seated(service, "ola@northmoor.example", Role::Administrator, "").await;
        let kim = seated(service, "kim@northmoor.example", Role::Administrator, "").await;
        let (one, other) = futures::join!(
            app.disable_person(&ola, PersonId(kim.id().0)),
            app.disable_person(&kim, PersonId(ola.id().0))
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    }
}

#[tokio::test]
async fn a_user_manual_is_read_by_those_who_share_a_contract_and_nobody_else() {
    for service in &services().await {
        let app = &service.app;
        contract(service, "C-1", "Northmoor", "Larkspur").await;
        contract(service, "C-2", "Northmoor", "Hazel").await;
        let lead = seated(service, "lead@northmoor.example", Role::ClientLead, "Northmoor").await;
        let lark = seated(service, "lee@larkspur.example", Role::SupplierLead, "Larkspur").await;
        let hazel = seated(service, "hal@hazel.example", Role::SupplierLead, "Hazel").await;
        let hours = Some("Tuesdays to Fridays".to_owned());
        app.set_manual(&lark, Manual { hours: hours.clone(), ..Manual::default() }).await.unwrap();

        let lee = PersonId(lark.id().0);
        let seen = app.person(&lead, lee).await.unwrap();
        assert_eq!(seen[0].person.manual.hours, hours);
        assert!(matches!(app.person(&hazel, lee).await, Err(Error::NotFound { .. })));
        let partners = async |actor| app.partners(actor, ALL).await.unwrap().items;
        assert_eq!(names(&partners(&lead).await), ["hal", "lee"]);
        assert_eq!(names(&partners(&lark).await), ["lead"]);
    }
}

fn command(name: &str, reach: Reach, expires: Option<DateTime<Utc>>) -> TokenCommand {
    TokenCommand { name: name.to_owned(), reach, expires }
}

async fn holder(app: &App, token: &NewToken) -> Option<Actor> {
    app.token_holder(&token.secret, API).await.unwrap().and_then(|visitor| visitor.actor)
}

#[tokio::test]
async fn a_token_acts_as_its_owner_until_it_is_revoked_or_expires() {
    for service in &services().await {
        let app = &service.app;
        let lead = seated(service, "lead@northmoor.example", Role::ClientLead, "Northmoor").await;
        let full = app.add_token(&lead, command("Loader", Reach::Full, None)).await.unwrap();
        let tomorrow = Some(noon() + TimeDelta::days(1));
        let reading = app.add_token(&lead, command("Reader", Reach::ReadOnly, tomorrow)).await;
        let reading = reading.unwrap();

        let acting = holder(app, &full).await.unwrap();
        assert_eq!((acting.id(), acting.seat()), (lead.id(), lead.seat()));
        assert!(acting.may(Action::RecordMeetings).is_ok());
        let acting = holder(app, &reading).await.unwrap();
        assert!(acting.may(Action::Read).is_ok());
        assert!(acting.may(Action::RecordMeetings).is_err());
        assert!(app.add_token(&acting, command("Next", Reach::Full, None)).await.is_err());

        let listed = app.tokens(&lead).await.unwrap();
        assert_eq!(
            listed.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(),
            ["Reader", "Loader"]
        );
        assert!(listed.iter().all(|token| token.used == Some(noon())));
        let app = &later(service, TimeDelta::days(1)).await;
        assert!(holder(app, &reading).await.is_none());
        app.revoke_token(&lead, full.token.id).await.unwrap();
        assert!(holder(app, &full).await.is_none());
    }
}

#[tokio::test]
async fn a_token_dies_with_the_role_it_was_made_in_and_with_its_owner() {
    for service in &services().await {
        let app = &service.app;
        let lead = seated(service, "lead@northmoor.example", Role::ClientLead, "Northmoor").await;
        let lee = seated(service, "lee@larkspur.example", Role::SupplierLead, "Larkspur").await;
        let one = app.add_token(&lead, command("One", Reach::Full, None)).await.unwrap();
        let other = app.add_token(&lee, command("Other", Reach::Full, None)).await.unwrap();
        let refused = app.revoke_token(&lee, one.token.id).await;
        assert!(matches!(refused, Err(Error::NotFound { .. })));
        app.end_membership(&service.actor, one.token.owner.membership.id).await.unwrap();
        app.disable_person(&service.actor, PersonId(lee.id().0)).await.unwrap();
        assert!(holder(app, &one).await.is_none());
        assert!(holder(app, &other).await.is_none());
    }
}

#[tokio::test]
async fn a_token_that_differs_in_one_digit_is_none() {
    for service in &services().await {
        let app = &service.app;
        let lead = seated(service, "lead@northmoor.example", Role::ClientLead, "Northmoor").await;
        let token = app.add_token(&lead, command("One", Reach::Full, None)).await.unwrap();
        let text = token.secret.expose();
        let (whole, last) = text.split_at(text.len() - 1);
        let digit = if last == "0" { "1" } else { "0" };
        for wrong in [format!("{whole}{digit}"), whole.to_owned(), String::new(), "x_y_z".into()] {
            assert!(app.token_holder(&secret(&wrong), API).await.unwrap().is_none(), "{wrong}");
        }
        let unnamed = app.add_token(&lead, command(" ", Reach::Full, Some(noon()))).await;
        assert_eq!(fields(unnamed), ["name", "expires"]);
    }
}

#[tokio::test]
async fn who_forgot_their_password_chooses_a_new_one_by_a_link() {
    for service in &services().await {
        let app = &service.app;
        let lead = invite("lead@northmoor.example", Role::ClientLead, "Northmoor");
        let before = joined(app, &service.actor, lead).await;
        let whom = email("lead@northmoor.example");
        let actor = actor(app, &before).await;
        assert!(app.reset_password(&actor, &whom).await.is_err());
        let link = app.reset_password(&service.actor, &whom).await.unwrap();
        app.take_up(taken(&link, "", "vorpal gimble wabe"), None).await.unwrap();
        assert!(app.visitor(&before.secret, PAGE).await.unwrap().is_none());
        let with = async |password: &str| {
            app.sign_in("lead@northmoor.example", secret(password), None).await.is_ok()
        };
        assert!(!with(PASSWORD).await);
        assert!(with("vorpal gimble wabe").await);
    }
}

#[tokio::test]
async fn no_secret_is_anywhere_in_the_database() {
    for service in &services().await {
        let app = &service.app;
        let link = app.invite(&service.actor, invite("l@n.example", Role::ClientLead, "N")).await;
        let link = link.unwrap();
        let opened = app.take_up(taken(&link, "Ola", PASSWORD), None).await.unwrap();
        let lead = actor(app, &opened).await;
        let token = app.add_token(&lead, command("One", Reach::Full, None)).await.unwrap();
        app.sign_in("typed-password-instead", secret("wrong"), None).await.unwrap_err();
        let tables = contents(&service.url).await;
        let everything: String = tables.values().flatten().map(String::as_str).collect();
        let token = token.secret.expose().rsplit('_').next().unwrap();
        let secrets =
            [link.secret.expose(), opened.secret.expose(), token, PASSWORD, "typed-password"];
        for secret in secrets {
            assert!(!everything.contains(secret), "{secret}");
        }
        assert!(everything.contains("$argon2id$"));
    }
}
