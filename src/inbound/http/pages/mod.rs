//! Pages for people: one route table, and what every page handler shares.

use super::error::Failure;
use super::look;
use super::table::Table;
use crate::views::pages::form::FormPage;
use accounts::{doors, own, people, sso, tokens};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use meetings::{disputes, plan, score, settle};
use performance::{failures, kpi_assessments};

mod contracts;

mod meetings;

mod kpis;

mod knowledge;

mod evidence;

mod value;

mod performance;

mod improvement;

mod scorecards;

mod charts;

mod designs;

mod imports;

mod history;

mod assessments;

mod tenders;

mod guide;

mod assets;

mod accounts;

mod asked;

mod actions;

mod agenda;

mod minutes;

mod feedback;

mod events;

mod home;

/// Every page, and which there are.
pub(super) fn table() -> Table {
    of_the_act(with_knowledge(with_assessments(with_partnership(with_accounts(with_meetings(
        records(),
    ))))))
}

fn records() -> Table {
    Table::default()
        .get("/", async || Redirect::to("/home"))
        .get("/contracts", contracts::list)
        .get("/contracts/{id}", contracts::overview)
        .get("/contracts/{id}/trend", scorecards::trend)
        .get("/contracts/{id}/charts", charts::list)
        .get("/contracts/{id}/charts/{part}", charts::read)
        .get("/contracts/{id}/calculation", scorecards::calculation)
        .get("/contracts/{id}/kpis", performance::list)
        .get("/contracts/{id}/kpis/new", kpis::forms::add_form)
        .post("/contracts/{id}/kpis/new", kpis::forms::add)
        .get("/contracts/{id}/kpis/{part}", kpis::read)
        .get("/contracts/{id}/kpis/{part}/change", kpis::forms::change_form)
        .post("/contracts/{id}/kpis/{part}/change", kpis::forms::change)
        .get("/contracts/{id}/kpis/{part}/observe", kpis::forms::observe_form)
        .post("/contracts/{id}/kpis/{part}/observe", kpis::forms::observe)
        .get("/contracts/{id}/value", value::list)
        .get("/contracts/{id}/value/propose", value::propose_form)
        .post("/contracts/{id}/value/propose", value::propose)
        .get("/contracts/{id}/value/{part}", value::read)
        .get("/contracts/{id}/value/{part}/correct", value::correct_form)
        .post("/contracts/{id}/value/{part}/correct", value::correct)
        .get("/contracts/{id}/value/{part}/{step}", value::take_form)
        .post("/contracts/{id}/value/{part}/{step}", value::take)
        .get("/tenders", tenders::list)
        .get("/tenders/{id}", tenders::read)
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

/// The same pages with what the law asks about performance, and plans to improve it.
fn of_the_act(table: Table) -> Table {
    table
        .get("/contracts/{id}/standing", performance::standing_form)
        .post("/contracts/{id}/standing", performance::set_standing)
        .get("/contracts/{id}/kpi-assessments/new", kpi_assessments::form)
        .post("/contracts/{id}/kpi-assessments/new", kpi_assessments::assess)
        .get("/contracts/{id}/kpi-assessments/{part}", kpi_assessments::read)
        .get("/contracts/{id}/kpi-assessments/{part}/correct", kpi_assessments::correct_form)
        .post("/contracts/{id}/kpi-assessments/{part}/correct", kpi_assessments::correct)
        .get("/contracts/{id}/kpi-assessments/{part}/publish", kpi_assessments::publish_form)
        .post("/contracts/{id}/kpi-assessments/{part}/publish", kpi_assessments::publish)
        .get("/contracts/{id}/failures/new", failures::form)
        .post("/contracts/{id}/failures/new", failures::record)
        .get("/contracts/{id}/failures/{part}", failures::read)
        .get("/contracts/{id}/failures/{part}/correct", failures::correct_form)
        .post("/contracts/{id}/failures/{part}/correct", failures::correct)
        .get("/contracts/{id}/failures/{part}/publish", failures::publish_form)
        .post("/contracts/{id}/failures/{part}/publish", failures::publish)
        .get("/contracts/{id}/improvement-plans/new", improvement::propose_form)
        .post("/contracts/{id}/improvement-plans/new", improvement::propose)
        .get("/contracts/{id}/improvement-plans/{part}", improvement::read)
        .get("/contracts/{id}/improvement-plans/{part}/{step}", improvement::take_form)
        .post("/contracts/{id}/improvement-plans/{part}/{step}", improvement::take)
}

/// The same pages with meetings, from plan to signature.
fn with_meetings(table: Table) -> Table {
    table
        .get("/contracts/{id}/meetings", plan::list)
        .get("/contracts/{id}/plan", plan::form)
        .post("/contracts/{id}/plan", plan::plan)
        .get("/contracts/{id}/series", plan::series_form)
        .post("/contracts/{id}/series", plan::add_series)
        .get("/series/{id}/end", plan::ask_to_end)
        .post("/series/{id}/end", plan::end_series)
        .get("/contracts/{id}/meetings/{part}", meetings::read)
        .get("/contracts/{id}/meetings/{part}/edit", plan::edit_form)
        .post("/contracts/{id}/meetings/{part}/edit", plan::edit)
        .get("/contracts/{id}/meetings/{part}/score", score::form)
        .post("/contracts/{id}/meetings/{part}/score", score::keep)
        .get("/contracts/{id}/meetings/{part}/check", score::check)
        .post("/contracts/{id}/meetings/{part}/seal", score::seal)
        .get("/contracts/{id}/meetings/{part}/sealed", score::sealed)
        .get("/contracts/{id}/meetings/{part}/reveal", settle::reveal_form)
        .post("/contracts/{id}/meetings/{part}/reveal", settle::reveal)
        .get("/contracts/{id}/meetings/{part}/discuss", settle::discuss)
        .get("/contracts/{id}/meetings/{part}/outcome", settle::outcome_form)
        .post("/contracts/{id}/meetings/{part}/outcome", settle::settle)
        .get("/contracts/{id}/meetings/{part}/sign", settle::sign_form)
        .post("/contracts/{id}/meetings/{part}/sign", settle::sign)
        .get("/contracts/{id}/meetings/{part}/reopen", settle::reopen_form)
        .post("/contracts/{id}/meetings/{part}/reopen", settle::reopen)
        .get("/disputes/{id}", disputes::read)
        .post("/disputes/{id}", disputes::add_note)
        .post("/disputes/{id}/decision", disputes::decide)
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

/// The same pages with what both sides do together.
fn with_partnership(table: Table) -> Table {
    table
        .get("/home", home::read)
        .get("/contracts/{id}/actions", actions::list)
        .get("/contracts/{id}/actions/new", actions::form)
        .post("/contracts/{id}/actions/new", actions::raise)
        .get("/contracts/{id}/actions/{part}", actions::read)
        .get("/contracts/{id}/actions/{part}/change", actions::change_form)
        .post("/contracts/{id}/actions/{part}/change", actions::change)
        .get("/contracts/{id}/actions/{part}/close", actions::close_form)
        .post("/contracts/{id}/actions/{part}/close", actions::close)
        .get("/contracts/{id}/actions/{part}/reopen", actions::reopen_form)
        .post("/contracts/{id}/actions/{part}/reopen", actions::reopen)
        .get("/contracts/{id}/meetings/{part}/agenda", agenda::read)
        .post("/contracts/{id}/meetings/{part}/attendees", agenda::set_attendees)
        .post("/contracts/{id}/meetings/{part}/topics", agenda::propose)
        .post("/contracts/{id}/meetings/{part}/votes", agenda::vote)
        .post("/contracts/{id}/meetings/{part}/voting/close", agenda::close_voting)
        .post("/contracts/{id}/topics/{part}/clock", agenda::start)
        .post("/contracts/{id}/topics/{part}/outcome", agenda::note)
        .get("/contracts/{id}/meetings/{part}/minutes", minutes::read)
        .post("/contracts/{id}/meetings/{part}/minutes", minutes::write)
        .post("/contracts/{id}/meetings/{part}/decisions", minutes::decide)
        .get("/contracts/{id}/feedback", feedback::list)
        .get("/contracts/{id}/feedback/new", feedback::form)
        .post("/contracts/{id}/feedback/new", feedback::give)
        .post("/contracts/{id}/questions", feedback::ask)
        .get("/contracts/{id}/questions/{part}/action", feedback::action_form)
        .post("/contracts/{id}/questions/{part}/action", feedback::act)
        .get("/contracts/{id}/client-scorecard", feedback::reverse)
        .get("/contracts/{id}/client-scorecard/new", feedback::score_form)
        .post("/contracts/{id}/client-scorecard/new", feedback::score)
        .get("/contracts/{id}/events", events::list)
        .get("/contracts/{id}/events/new", events::form)
        .post("/contracts/{id}/events/new", events::add)
        .get("/contracts/{id}/events/{part}/remove", events::ask)
        .post("/contracts/{id}/events/{part}/remove", events::remove)
}

/// The same pages with assessments against service standards.
fn with_assessments(table: Table) -> Table {
    table
        .get("/contracts/{id}/assessments", assessments::of_contract)
        .get("/assessments", assessments::list)
        .get("/assessments/new", assessments::new_form)
        .post("/assessments/new", assessments::new)
        .get("/assessments/{id}", assessments::read)
        .get("/assessments/{id}/change", assessments::change_form)
        .post("/assessments/{id}/change", assessments::change)
        .get("/assessments/{id}/reassess", assessments::reassess_form)
        .post("/assessments/{id}/reassess", assessments::reassess)
        .get("/assessments/{id}/points", assessments::points_form)
        .post("/assessments/{id}/points", assessments::points)
        .get("/assessments/{id}/actions/new", assessments::act_form)
        .post("/assessments/{id}/actions/new", assessments::act)
        .get("/assessments/{id}/actions/{part}/done", assessments::done_form)
        .post("/assessments/{id}/actions/{part}/done", assessments::done)
        .get("/assessments/{id}/response", assessments::respond_form)
        .post("/assessments/{id}/response", assessments::respond)
}

/// A page as it is sent.
type Shown = Result<Html<String>, Failure>;

fn show(page: &impl Template) -> Shown {
    look::rendered(page).map(Html).map_err(Failure::fault)
}

/// The page again, with what has to be put right.
fn again(page: &impl Template) -> Result<Response, Failure> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, show(page)?).into_response())
}

/// The form again when something in it has to be put right; the failure otherwise.
fn again_if(
    failure: impl Into<Failure>, page: impl FnOnce() -> FormPage,
) -> Result<Response, Failure> {
    let failure = failure.into();
    if failure.problems().is_empty() {
        return Err(failure);
    }
    again(&page().with(failure.problems()))
}
