//! Pages for people: one route table, and what every page handler shares.

use super::error::Failure;
use super::look;
use super::table::Table;
use accounts::{doors, own, people, sso, tokens};
use askama::Template;
use axum::response::{Html, Redirect};
use knowledge::evidence;

mod contracts;

mod meetings;

mod kpis;

mod knowledge;

mod scorecards;

mod designs;

mod imports;

mod history;

mod guide;

mod assets;

mod accounts;

mod asked;

/// Every page, and which there are.
pub(super) fn table() -> Table {
    with_accounts(with_knowledge(records()))
}

fn records() -> Table {
    Table::default()
        .get("/", async || Redirect::to("/contracts"))
        .get("/contracts", contracts::list)
        .get("/contracts/{id}", contracts::overview)
        .get("/contracts/{id}/trend", scorecards::trend)
        .get("/contracts/{id}/calculation", scorecards::calculation)
        .get("/contracts/{id}/kpis/{part}", kpis::read)
        .get("/contracts/{id}/meetings/{part}", meetings::read)
        .get("/designs", designs::list)
        .get("/designs/{key}", designs::read)
        .get("/import", imports::choose)
        .get("/import/{kind}", imports::form)
        .post("/import/{kind}", imports::check)
        .get("/imports", imports::history)
        .get("/imports/{id}", imports::read)
        .post("/imports/{id}/confirm", imports::confirm)
        .post("/imports/{id}/columns", imports::map)
        .get("/imports/{id}/undo", imports::ask)
        .post("/imports/{id}/undo", imports::undo)
        .get("/history", history::list)
        .get("/help", guide::help)
        .get("/accessibility", guide::accessibility)
        .get("/assets/scorecard.css", assets::stylesheet)
        .get("/assets/favicon.svg", assets::icon)
        .get("/assets/{*path}", assets::of_the_theme)
}

/// The same pages with knowledge transfer and its evidence.
fn with_knowledge(table: Table) -> Table {
    table
        .get("/contracts/{id}/knowledge", knowledge::overview)
        .get("/contracts/{id}/knowledge/readiness", knowledge::readiness)
        .get("/contracts/{id}/knowledge/{part}", knowledge::area)
        .get("/contracts/{id}/knowledge/areas/new", knowledge::new_area_form)
        .post("/contracts/{id}/knowledge/areas/new", knowledge::add_area)
        .get("/contracts/{id}/knowledge/people/new", knowledge::new_person_form)
        .post("/contracts/{id}/knowledge/people/new", knowledge::add_person)
        .get("/knowledge-areas/{id}/change", knowledge::area_form)
        .post("/knowledge-areas/{id}/change", knowledge::change_area)
        .get("/knowledge-areas/{id}/fall", knowledge::fall_form)
        .post("/knowledge-areas/{id}/fall", knowledge::record_fall)
        .get("/knowledge-people/{id}/change", knowledge::person_form)
        .post("/knowledge-people/{id}/change", knowledge::change_person)
        .get("/knowledge-areas/{id}/evidence", evidence::plan_form)
        .post("/knowledge-areas/{id}/evidence", evidence::plan)
        .get("/evidence/{id}", evidence::read)
        .post("/evidence/{id}/files", evidence::add_file)
        .get("/evidence/{id}/deliver", evidence::deliver_form)
        .post("/evidence/{id}/deliver", evidence::deliver)
        .get("/evidence/{id}/verify", evidence::verify_form)
        .post("/evidence/{id}/verify", evidence::verify)
        .get("/evidence/{id}/reject", evidence::reject_form)
        .post("/evidence/{id}/reject", evidence::reject)
}

/// The same pages with ways in, people, tokens and one's own account.
fn with_accounts(table: Table) -> Table {
    table
        .get("/sign-in", doors::sign_in_form)
        .post("/sign-in", doors::sign_in)
        .post("/sign-in/sso", sso::leave)
        .get("/sign-in/sso/callback", sso::come_back)
        .post("/sign-out", doors::sign_out)
        .get("/set-up", doors::no_link)
        .get("/set-up/{link}", doors::link_form)
        .post("/set-up/{link}", doors::take_up)
        .get("/invitations/{link}", doors::link_form)
        .post("/invitations/{link}", doors::take_up)
        .get("/organisation", doors::seats)
        .post("/organisation", doors::choose)
        .post("/demo/sign-in", doors::be_anybody)
        .get("/people", people::list)
        .get("/people/invite", people::invite_form)
        .post("/people/invite", people::invite)
        .get("/people/{id}", people::read)
        .get("/people/{id}/disable", people::disable_form)
        .post("/people/{id}/disable", people::disable)
        .get("/roles/{id}", people::role_form)
        .post("/roles/{id}", people::change_role)
        .get("/roles/{id}/end", people::end_form)
        .post("/roles/{id}/end", people::end)
        .get("/tokens", tokens::list)
        .get("/tokens/new", tokens::form)
        .post("/tokens/new", tokens::make)
        .get("/tokens/{id}/revoke", tokens::revoke_form)
        .post("/tokens/{id}/revoke", tokens::revoke)
        .get("/account", own::read)
        .get("/account/password", own::password_form)
        .post("/account/password", own::change_password)
        .get("/account/manual", own::manual_form)
        .post("/account/manual", own::set_manual)
        .post("/account/sign-out-everywhere", own::sign_out_everywhere)
}

/// A page as it is sent.
type Shown = Result<Html<String>, Failure>;

fn show(page: &impl Template) -> Shown {
    look::rendered(page).map(Html).map_err(Failure::fault)
}
