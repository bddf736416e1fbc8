//! Every page in every state, rendered from samples and held to the rules of its markup.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod assessments;
mod tenders;

mod governed;

mod together;

mod performance;

use super::accounts::{
    self, AccountPage, Leads, PeoplePage, PersonPage, ShownOncePage, SignsIn, TokensPage, WayIn,
};
use super::charts::{ChartPage, ChartsPage};
use super::contracts::{ContractsPage, OverviewPage, Search};
use super::designs::{DesignPage, DesignsPage};
use super::error::ErrorPage;
use super::guide::{AccessibilityPage, HelpPage};
use super::imports::{
    Attempt, ChoosePage, HistoryPage, Notice, RecordPage, UndoPage, UploadPage, Wanted,
};
use super::knowledge::{
    self as pages, AreaForm, AreaPage, DeliveryForm, EvidenceForm, EvidencePage, FallForm,
    HolderForm, KnowledgePage, ReadinessPage, SettlingForm, Ways,
};
use super::kpis::forms::{self as kpi_forms, KpiDraft};
use super::kpis::{Around, KpiPage};
use super::meetings::MeetingPage;
use super::parts::{
    Cell, Column, Complaints, Download, Figure, May, Section, Table, TooLong, Visitor,
};
use super::samples;
use super::scorecards::{CalculationPage, TrendPage, Window};
use super::value::{self, Draft, ItemPage, StepDraft, ValuePage};
use crate::domain::access::{Action, Role};
use crate::domain::accounts::Purpose;
use crate::domain::contracts::{Contract, Organisations};
use crate::domain::designs::InUse;
use crate::domain::imports::{Kind, State};
use crate::domain::improvement::PlanRecord;
use crate::domain::kpis::KpiRecord;
use crate::domain::lists::Page;
use crate::domain::meetings::{MeetingRecord, Side};
use crate::domain::performance::Record;
use crate::domain::periods::Cadence;
use crate::domain::problems::Problem;
use crate::domain::scorecards::{Overview, Trend};
use crate::domain::value::StepKind;
use crate::views::charts::ChartName;
use askama::Template;
use reports::{About, Axis, HeatColumn, HeatRow, HeatTable, Measure, Reading, Tint};
use std::collections::{HashMap, HashSet};

fn html(page: &impl Template) -> String {
    page.render().unwrap()
}

fn nothing<T>() -> Page<T> {
    Page { items: Vec::new(), total: 0, next: None }
}

fn picture(id: &'static str) -> Figure {
    let columns = vec![Column::words("Meeting"), Column::numbers("Client")];
    let row = vec![Cell::text("6 July 2026"), Cell::text("71.4 [p]")];
    Figure {
        id,
        headline: format!("Client composite rose to 71.4 {}", samples::HOSTILE),
        subtitle: "Composite, out of 100, January to July 2026".to_owned(),
        picture: "/contracts/1/charts/composite.svg?from=2026-01-01&size=".to_owned(),
        alt: format!("Line chart of composites {}", samples::HOSTILE),
        description: "It was 64.2 in January and 71.4 in July.".to_owned(),
        table: Ok(Table::new(format!("{id}-data"), "Composites by meeting", columns).of([row])),
        downloads: vec![Download {
            text: "Download the figures (CSV)".to_owned(),
            href: "/contracts/1/charts/composite.csv".to_owned(),
        }],
    }
}

fn contracts() -> Vec<(&'static str, String)> {
    let contract = samples::contract();
    let both = Organisations { clients: vec![contract.client], suppliers: vec![contract.supplier] };
    let search = Search { text: samples::HOSTILE.to_owned(), ..Search::default() };
    let versions = HashMap::from([(samples::lines().items[0].contract.id, samples::version())]);
    let page =
        |search: &Search, lines| html(&ContractsPage::of(search, &both, lines, &versions, 2));
    vec![
        ("contracts", page(&search, &samples::lines())),
        ("contracts-none", page(&Search::default(), &nothing())),
        ("contracts-none-found", page(&search, &nothing())),
    ]
}

fn empty() -> Overview {
    Overview {
        contract: samples::contract(),
        parties: Vec::new(),
        traces: Vec::new(),
        trend: Trend { figures: Vec::new(), events: Vec::new(), designs: Vec::new() },
        versions: Vec::new(),
        periods: Vec::new(),
        cadence: Cadence::Quarter,
        kpis: Vec::new(),
        meetings: nothing(),
    }
}

fn overviews() -> Vec<(&'static str, String)> {
    let since = InUse { from: samples::date(2024, 4, 1), version: samples::version().id };
    let full = Overview {
        traces: vec![
            samples::trace(samples::figure(Side::Client)),
            samples::trace(samples::figure_below_coverage(Side::Supplier)),
        ],
        trend: Trend {
            figures: vec![samples::figure(Side::Client)],
            events: samples::events(),
            designs: vec![since],
        },
        versions: vec![samples::version()],
        periods: samples::periods(),
        kpis: vec![samples::kpi()],
        meetings: samples::meetings(),
        ..empty()
    };
    vec![
        ("contract", html(&OverviewPage::of(&full))),
        ("contract-empty", html(&OverviewPage::of(&empty()))),
    ]
}

fn wrong_day() -> Complaints {
    let mut wrong = Complaints::default();
    wrong.add("from", "From date must be a real date");
    wrong
}

/// A heat table of one criterion, fifteen meetings long.
fn heat() -> HeatTable {
    let column =
        |day| HeatColumn { date: samples::date(2026, 7, day), label: format!("{day} July") };
    HeatTable {
        about: About {
            subject: samples::HOSTILE.to_owned(),
            subtitle: "Scores".to_owned(),
            measure: Measure { places: 0, ..Measure::score() },
        },
        kind: ("criterion".to_owned(), "criteria".to_owned()),
        each: "meeting".to_owned(),
        axis: Axis { min: 1.into(), max: 5.into() },
        columns: (1..=15).map(column).collect(),
        rows: vec![HeatRow {
            label: samples::HOSTILE.to_owned(),
            cells: [1, 2, 3, 4, 5]
                .into_iter()
                .cycle()
                .take(14)
                .map(|at| Reading::Final(at.into()))
                .collect(),
        }],
        events: Vec::new(),
        breaks: Vec::new(),
    }
}

fn heat_page(contract: &Contract) -> ChartPage {
    let none = Complaints::default();
    let figure = Some(picture("chart"));
    let asked = (ChartName::Heat, Side::Client);
    ChartPage::of(contract, asked, &Window::default(), none, figure).with_heat(&heat())
}

#[test]
fn the_latest_twelve_meetings_of_a_heat_table_are_on_its_page_with_a_tint_for_each_score() {
    let page = html(&heat_page(&samples::contract()));
    assert!(page.contains("The latest 12 of 15 meetings."), "{page}");
    assert!(!page.contains(">3 July</th>") && page.contains(">4 July</th>"), "{page}");
    // The fourth to the fourteenth of 1 to 5 in turn, then a gap without a ground.
    let tints: Vec<&str> = page.split("heat heat--").skip(1).map(|cell| &cell[..1]).collect();
    assert_eq!(tints, ["4", "5", "1", "2", "3", "4", "5", "1", "2", "3", "4"]);
    assert!(page.contains(">[x]</td>"), "{page}");
}

#[test]
fn the_stylesheet_has_the_tints_of_the_pictures() {
    let style = include_str!("../assets/scorecard.css");
    for tint in Tint::ALL {
        let rule = format!(".heat--{} {{ background: {}; }}", tint.number(), tint.hex());
        assert!(style.contains(&rule), "{rule}");
    }
}

fn figures() -> Vec<(&'static str, String)> {
    let contract = samples::contract();
    let window = Window { from: samples::HOSTILE.to_owned(), to: String::new() };
    let wrong = wrong_day();
    let long = Figure { table: Err(TooLong { rows: 1_200 }), ..picture("criteria") };
    let trend = |complaints, figures| {
        html(&TrendPage::of(&contract, &window, complaints, figures, &samples::events()))
    };
    let chart = |complaints, figure| {
        let window = Window { from: samples::HOSTILE.to_owned(), to: String::new() };
        let asked = (ChartName::Gap, Side::Client);
        html(&ChartPage::of(&contract, asked, &window, complaints, figure))
    };
    let calculation = |figure| {
        html(&CalculationPage::of(&samples::trace(figure), &[samples::import(State::Applied)]))
    };
    vec![
        ("trend", trend(Complaints::default(), vec![picture("composite"), long])),
        ("trend-empty", trend(Complaints::default(), Vec::new())),
        ("trend-error", trend(wrong, Vec::new())),
        ("charts", html(&ChartsPage::of(&contract))),
        ("chart", chart(Complaints::default(), Some(picture("chart")))),
        ("chart-empty", chart(Complaints::default(), None)),
        ("chart-error", chart(wrong_day(), None)),
        ("chart-heat", html(&heat_page(&contract))),
        ("calculation", calculation(samples::figure(Side::Client))),
        ("calculation-none", calculation(samples::figure_below_coverage(Side::Supplier))),
    ]
}

fn records() -> Vec<(&'static str, String)> {
    let contract = samples::contract();
    let imports = [samples::import(State::Applied)];
    let bare = MeetingRecord { scores: Vec::new(), figures: Vec::new(), ..samples::record() };
    let new = KpiRecord { observations: Vec::new(), ..samples::kpi() };
    let version = samples::version();
    let (law, unsaid, plans) = (samples::in_law(), samples::unsaid(), samples::plans());
    vec![
        ("meeting", html(&MeetingPage::of(&contract, &samples::record(), &imports))),
        ("meeting-empty", html(&MeetingPage::of(&contract, &bare, &[]))),
        (
            "kpi",
            html(&KpiPage::of(
                &samples::kpi(),
                &around(&law, &plans),
                Some(picture("kpi-chart")),
                &imports,
            )),
        ),
        ("kpi-add", html(&kpi_forms::add(&contract, &KpiDraft::fresh()))),
        (
            "kpi-change",
            html(&kpi_forms::change(
                &contract,
                &samples::kpi().kpi,
                &KpiDraft::of(&samples::kpi().kpi),
            )),
        ),
        ("kpi-empty", html(&KpiPage::of(&new, &around(&unsaid, &[]), None, &[]))),
        ("designs", html(&DesignsPage::of(std::slice::from_ref(&version)))),
        ("design", html(&DesignPage::of(&version, std::slice::from_ref(&version)))),
    ]
}

fn around<'a>(law: &'a Record, plans: &'a [PlanRecord]) -> Around<'a> {
    Around { law, plans, propose: May::Act, record: May::Act, today: samples::date(2026, 7, 6) }
}

fn value() -> Vec<(&'static str, String)> {
    let (contract, records) = (samples::contract(), samples::value_records());
    let items: Vec<_> = records.iter().map(|record| record.item.clone()).collect();
    let first = &items[0];
    let both = [Action::RecordValue, Action::VerifyValue];
    let (search, today) = (value::Search::default(), samples::date(2026, 7, 6));
    let list = |all, found| html(&ValuePage::of(&contract, (all, found), &search, today, &both));
    let page = |record, allowed: &[Action]| {
        html(&ItemPage::of(&contract, record, &[samples::import(State::Applied)], allowed))
    };
    let wrong = |field: &str| Problem::field(field, "", "wrong", samples::HOSTILE);
    let step = |kind| value::step(&contract, first, kind, &StepDraft::default());
    let draft = Draft { title: samples::HOSTILE.to_owned(), ..Draft::of(first) };
    let others = [(samples::HOSTILE.to_owned(), items[1].clone())];
    vec![
        ("value", list(&items, &items)),
        ("value-none", list(&[], &[])),
        ("value-none-found", list(&items, &[])),
        ("value-item", page(&records[0], &both)),
        ("value-item-seen", page(&records[1], &[])),
        ("value-item-done", {
            let done = ItemPage::of(&contract, &records[1], &[], &both).after("verified");
            html(&done)
        }),
        ("value-propose", html(&value::propose(&contract, None, &Draft::default()))),
        ("value-correct", html(&value::propose(&contract, Some(first), &draft))),
        (
            "value-propose-error",
            html(&value::propose(&contract, None, &draft).with(&[wrong("title"), wrong("due")])),
        ),
        ("value-accept", html(&step(StepKind::Accept))),
        ("value-deliver", html(&step(StepKind::Deliver))),
        ("value-deliver-error", html(&step(StepKind::Deliver).with(&[wrong("felt")]))),
        ("value-verify", html(&step(StepKind::Verify))),
        ("value-reject", html(&step(StepKind::Reject))),
        ("value-same", html(&value::same(&contract, first, &others))),
    ]
}

fn imports() -> Vec<(&'static str, String)> {
    let mut wrong = Complaints::default();
    wrong.add("file", "Select a CSV file");
    wrong.add("columns", "Line 2 must have an equals sign");
    let attempt = Attempt { columns: samples::HOSTILE.to_owned(), ..Attempt::default() };
    let designs = [samples::version()];
    let wanted = [Wanted { name: "kpi", required: true, about: "Name of the KPI" }];
    let upload =
        |attempt, wrong| html(&UploadPage::of(Kind::Kpis, attempt, &designs, &wanted, wrong));
    let record = |state, problems: &_, notice| {
        html(&RecordPage::of(&samples::import(state), problems, 3, notice, &samples::reading()))
    };
    let unread = Page { items: samples::unmapped(), total: 2, next: None };
    let history = Page { items: vec![samples::import(State::Applied)], total: 130, next: Some(50) };
    vec![
        ("import", html(&ChoosePage::fresh())),
        ("import-error", html(&ChoosePage::unanswered())),
        ("upload", upload(&Attempt::default(), Complaints::default())),
        ("upload-error", upload(&attempt, wrong)),
        ("import-checked", record(State::Checked, &nothing(), Notice::Nothing)),
        ("import-refused", record(State::Refused, &samples::problems(), Notice::SameFile)),
        ("import-columns", record(State::Refused, &unread, Notice::Nothing)),
        ("import-applied", record(State::Applied, &nothing(), Notice::Applied)),
        ("import-undone", record(State::Undone, &nothing(), Notice::Undone)),
        ("import-undo", html(&UndoPage::of(&samples::import(State::Applied)))),
        ("imports", html(&HistoryPage::of(&history, 1))),
        ("imports-empty", html(&HistoryPage::of(&nothing(), 1))),
    ]
}

fn others() -> Vec<(&'static str, String)> {
    let problems = samples::problems().items;
    let error = |status| {
        let problems = if status == 422 { problems.as_slice() } else { &[] };
        html(&ErrorPage::of(status, samples::HOSTILE, problems, "0198-request"))
    };
    vec![
        ("help", html(&HelpPage::new())),
        ("accessibility", html(&AccessibilityPage::new())),
        ("error-403", error(403)),
        ("error-404", error(404)),
        ("error-409", error(409)),
        ("error-413", error(413)),
        ("error-422", error(422)),
        ("error-500", error(500)),
        ("error-503", error(503)),
    ]
}

fn doors() -> Vec<(&'static str, String)> {
    let lead = samples::member(Role::ClientLead);
    let way = WayIn {
        id: "1".to_owned(),
        name: samples::HOSTILE.to_owned(),
        role: "Auditor".to_owned(),
        next: samples::HOSTILE.to_owned(),
    };
    let wrong = |field: &str| Problem::field(field, "", "wrong", samples::HOSTILE);
    let seat = Purpose::Seat(lead.membership.seat, lead.membership.organisation.clone());
    let offered = |purpose, known| {
        accounts::take_up("/invitations/x", &samples::invitation(purpose), known, samples::HOSTILE)
    };
    vec![
        ("sign-in", html(&accounts::sign_in("", "/", Vec::new()))),
        (
            "sign-in-error",
            html(&accounts::sign_in("a@b.c", "/", Vec::new()).with(&[wrong("password")])),
        ),
        ("sign-in-demo", html(&accounts::sign_in("", "/", vec![way]))),
        (
            "sign-in-provider",
            html(&accounts::sign_in("", "/", Vec::new()).or_at(samples::HOSTILE, samples::HOSTILE)),
        ),
        ("leave", html(&accounts::leave(samples::HOSTILE, "https://login.example/?a=1&b=2"))),
        ("turned-away", html(&accounts::turned_away(samples::HOSTILE, samples::HOSTILE))),
        ("no-link", html(&accounts::no_link())),
        ("set-up", html(&accounts::set_up("/set-up/x", samples::HOSTILE, ""))),
        (
            "set-up-error",
            html(&accounts::set_up("/set-up/x", "", "").with(&[wrong("name"), wrong("email")])),
        ),
        ("invited", html(&offered(seat.clone(), None))),
        ("invited-known", html(&offered(seat, Some(samples::HOSTILE)))),
        ("new-password", html(&offered(Purpose::NewPassword, Some("Ola")))),
        ("choose", html(&accounts::choose(std::slice::from_ref(&lead), "/"))),
        ("choose-error", html(&accounts::choose(&[lead], "/").with(&[wrong("role")]))),
    ]
}

fn people() -> Vec<(&'static str, String)> {
    let (lead, token) = (samples::member(Role::ClientLead), samples::token());
    let id = lead.membership.id;
    let some = Page { items: vec![lead.clone()], total: 130, next: Some(50) };
    let person = |leads| html(&PersonPage::of(std::slice::from_ref(&lead), leads, leads).unwrap());
    let wrong = [Problem::field("email", "", "wrong", "Enter an email address")];
    let invite = |role| accounts::invite(role, samples::HOSTILE, "auditor", samples::HOSTILE);
    let account = |done| {
        AccountPage::of(&lead.person, &[lead.clone(), lead.clone()], SignsIn::WithPassword, done)
    };
    vec![
        ("people", html(&PeoplePage::of(&some, &some, 2, Leads::Yes))),
        ("people-empty", html(&PeoplePage::of(&nothing(), &nothing(), 1, Leads::No))),
        ("person", person(Leads::Yes)),
        ("person-seen", person(Leads::No)),
        ("invite", html(&invite(Role::Administrator))),
        ("invite-error", html(&invite(Role::ClientLead).with(&wrong))),
        ("role", html(&accounts::change_role(Role::ClientLead, &lead, id))),
        ("role-end", html(&accounts::end_role(&lead, id))),
        ("disable", html(&accounts::disable(&lead))),
        ("tokens", html(&TokensPage::of(std::slice::from_ref(&token), samples::moment()))),
        ("tokens-empty", html(&TokensPage::of(&[], samples::moment()))),
        ("token-new", html(&accounts::new_token(samples::HOSTILE, "full", ""))),
        ("token-revoke", html(&accounts::revoke(&token, token.id))),
        ("token-shown", html(&ShownOncePage::token(samples::HOSTILE, samples::HOSTILE))),
        ("link-shown", html(&ShownOncePage::invitation("a@b.c", samples::HOSTILE))),
        ("account", html(&account(Some("Done")))),
        ("password", html(&accounts::password())),
        ("manual", html(&accounts::manual(&lead.person.manual))),
    ]
}

fn knowledge() -> Vec<(&'static str, String)> {
    let (known, nothing) = (samples::knowledge::known(), samples::knowledge::nothing());
    let (contract, area, holder) =
        (&known.contract, &known.record.areas[0], &known.record.holders[0]);
    let (all, none) = (Ways { records: true, verifies: true }, Ways::default());
    let imports = [samples::import(State::Applied)];
    let wrong = |field| [Problem::field(field, samples::HOSTILE, "wrong", samples::HOSTILE)];
    let form = AreaForm::of(&area.plan, 1);
    let post = HolderForm::of(&holder.post, 1);
    let fall = FallForm::on(known.on);
    vec![
        ("knowledge", html(&KnowledgePage::of(&known, all))),
        ("knowledge-read", html(&KnowledgePage::of(&known, none))),
        ("knowledge-empty", html(&KnowledgePage::of(&nothing, none))),
        ("area", html(&AreaPage::of(&known, area, all, &imports))),
        ("area-empty", html(&AreaPage::of(&nothing, area, none, &[]))),
        ("readiness", html(&ReadinessPage::of(&known))),
        ("readiness-empty", html(&ReadinessPage::of(&nothing))),
        ("area-new", html(&pages::area_form(contract, None, &AreaForm::fresh()))),
        ("area-change-error", {
            html(&pages::area_form(contract, Some(area), &form).with(&wrong("title")))
        }),
        ("holder-new", html(&pages::holder_form(contract, None, &HolderForm::default()))),
        ("holder-change-error", {
            html(&pages::holder_form(contract, Some(holder), &post).with(&wrong("until")))
        }),
        ("fall", html(&pages::fall_form(&known, area, &fall))),
        ("fall-error", html(&pages::fall_form(&known, area, &fall).with(&wrong("reason")))),
    ]
}

fn evidence() -> Vec<(&'static str, String)> {
    let known = samples::knowledge::known();
    let (contract, area) = (&known.contract, &known.record.areas[0]);
    let place = (contract, area);
    let all = Ways { records: true, verifies: true };
    let page = |place: usize, complaints| {
        let whose = (area, samples::HOSTILE);
        html(&EvidencePage::of(contract, whose, &known.evidence[place], all, complaints))
    };
    let fine = Complaints::default;
    let mut wrong = fine();
    wrong.add("file", samples::HOSTILE);
    let problem = |field| [Problem::field(field, samples::HOSTILE, "wrong", samples::HOSTILE)];
    let (delivered, settled) = (DeliveryForm::on(known.on), SettlingForm::on(known.on));
    let one = &known.evidence[1];
    let planned = pages::evidence_form(&known, area, &EvidenceForm::default());
    let delivery = || pages::delivery_form(place, one, &delivered);
    let rejection = || pages::rejection_form(place, one, &settled);
    vec![
        ("evidence-planned", page(0, fine())),
        ("evidence-delivered", page(1, fine())),
        ("evidence-verified", page(2, fine())),
        ("evidence-rejected", page(3, fine())),
        ("evidence-error", page(0, wrong)),
        ("evidence-new", html(&planned)),
        ("deliver", html(&delivery())),
        ("deliver-error", html(&delivery().with(&problem("link")))),
        ("verify", html(&pages::verification_form(place, one, &settled))),
        ("reject", html(&rejection())),
        ("reject-error", html(&rejection().with(&problem("reason")))),
    ]
}

#[test]
fn a_page_names_who_it_is_shown_to_and_the_parts_that_are_there_for_them() {
    let visitor = Visitor {
        name: samples::HOSTILE.to_owned(),
        acting: Some("Auditor, Northmoor".to_owned()),
        sections: vec![Section::Contracts],
    };
    let page = HelpPage::new().render_with_values(&visitor).unwrap();
    assert!(page.contains("Auditor, Northmoor") && page.contains("action=\"/sign-out\""));
    assert!(page.contains("href=\"/contracts\"") && !page.contains("href=\"/import\""));
    assert!(!page.contains("<script"));
    assert!(!html(&HelpPage::new()).contains("/sign-out"));
}

fn every_page() -> Vec<(&'static str, String)> {
    let records =
        [contracts(), overviews(), figures(), records(), governed::pages(), knowledge()].concat();
    let rest = [imports(), doors(), people(), others(), together::pages(), value()].concat();
    let rest = [rest, assessments::pages(), tenders::pages(), performance::pages()].concat();
    [records, evidence(), rest].concat()
}

/// What stands between each `start` and the next `end`.
fn between<'a>(html: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    html.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let found = between(html, &format!("<{name}"), ">");
    found.into_iter().filter(|rest| rest.is_empty() || rest.starts_with([' ', '\n'])).collect()
}

#[test]
fn every_page_has_one_heading_that_its_title_begins_with() {
    for (name, html) in every_page() {
        let headings = between(&html, "<h1 class=\"govuk-heading-l\">", "</h1>");
        assert_eq!(headings.len(), 1, "{name}");
        let titles = between(&html, "<title>", "</title>");
        let title = titles.first().unwrap().trim_start_matches("Error: ");
        assert!(title.starts_with(headings.first().unwrap()), "{name}: {title}");
        assert!(title.ends_with(" – Partnership scorecard"), "{name}: {title}");
    }
}

#[test]
fn a_page_with_errors_says_so_first_in_its_title_and_then_above_its_heading() {
    for (name, html) in every_page() {
        let titled = html.contains("<title>Error: ");
        let summarised = html.contains("govuk-error-summary__title");
        assert_eq!(titled, name.ends_with("-error"), "{name}");
        assert_eq!(titled, summarised, "{name}");
        for field in between(&html, "<li><a href=\"#", "\"") {
            assert!(html.contains(&format!("id=\"{field}\"")), "{name}: no field {field}");
            assert!(html.contains(&format!("id=\"{field}-error\"")), "{name}: {field}");
        }
    }
}

#[test]
fn a_list_in_pages_names_the_page_in_its_title() {
    let pages = every_page();
    let title = |wanted| {
        let (_, html) = pages.iter().find(|(name, _)| *name == wanted).unwrap();
        between(html, "<title>", " – ").first().map(|title| (*title).to_owned())
    };
    assert_eq!(title("contracts").as_deref(), Some("Contracts (page 2 of 6)"));
    assert_eq!(
        title("import-refused").as_deref(),
        Some("The file was not imported (page 3 of 100)")
    );
    assert_eq!(title("contracts-none").as_deref(), Some("Contracts"));
}

#[test]
fn text_from_outside_is_never_markup() {
    for (name, html) in every_page() {
        assert!(!html.contains("<script"), "{name}");
        assert!(!html.contains("alert(\""), "{name}");
    }
}

#[test]
fn no_page_has_a_script_an_inline_style_or_an_event_handler() {
    for (name, html) in every_page() {
        assert!(tags(&html, "style").is_empty(), "{name}");
        for tag in between(&html, "<", ">") {
            // A field may be called `on`; only names of attributes count.
            let names: String = tag.split('"').step_by(2).collect();
            assert!(!names.contains(" style=") && !names.contains(" on"), "{name}: {tag}");
        }
    }
}

#[test]
fn every_picture_has_a_text_and_every_table_a_caption_and_headings() {
    for (name, html) in every_page() {
        for img in tags(&html, "img") {
            assert!(img.contains(" alt=\"") && !img.contains(" alt=\"\""), "{name}: {img}");
        }
        for heading in tags(&html, "th") {
            assert!(heading.contains("scope="), "{name}: {heading}");
        }
        for table in between(&html, "<table", "</table>") {
            assert!(table.contains("<caption"), "{name}: {table}");
            let columns = table.matches("scope=\"col\"").count();
            let rows = table.matches("scope=\"row\"").count();
            assert!(rows > 0, "{name}: an empty table is shown");
            assert_eq!(table.matches("<td").count(), rows * (columns - 1), "{name}: {table}");
        }
    }
}

#[test]
fn every_id_is_used_once_and_every_reference_leads_to_one() {
    for (name, html) in every_page() {
        let ids = between(&html, " id=\"", "\"");
        let known: HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{name}: {ids:?}");
        for attribute in ["for", "aria-labelledby", "aria-describedby"] {
            for value in between(&html, &format!(" {attribute}=\""), "\"") {
                for id in value.split_whitespace() {
                    assert!(known.contains(id), "{name}: nothing has the id {id}");
                }
            }
        }
    }
}

#[test]
fn every_form_leaves_checking_to_the_service() {
    for (name, html) in every_page() {
        for form in tags(&html, "form") {
            assert!(form.contains(" novalidate"), "{name}: {form}");
        }
        assert!(!html.contains(" required"), "{name}");
    }
}

#[test]
fn what_was_typed_is_shown_again() {
    let (_, page) = imports().into_iter().find(|(name, _)| *name == "upload-error").unwrap();
    assert!(page.contains("&#60;script&#62;"), "{page}");
    assert!(page.contains("<details class=\"govuk-details\" open>"));
}
