//! The API: one route table, and the document that describes it.

use super::AppState;
use axum::Router;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub mod contracts;

pub mod designs;

pub mod design_json;

pub mod meetings;

pub mod planning;

pub mod governance;

pub mod kpis;

pub mod knowledge;

pub mod evidence;

pub mod value;

pub mod performance;

pub mod failures;

pub mod improvement;

pub mod scorecards;

pub mod events;

pub mod agenda;

pub mod actions;

pub mod feedback;

pub mod home;

pub mod charts;

pub mod imports;

pub mod people;

pub mod me;

pub mod tokens;

pub mod exports;

pub mod audit;

pub mod assessments;

pub mod tenders;

pub mod document;

pub mod etags;

pub mod fields;

pub mod idempotency;

pub mod paging;

/// Every route under `/api/v1`.
fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(contracts::list, contracts::add))
        .routes(routes!(contracts::read, contracts::change))
        .routes(routes!(contracts::organisations))
        .routes(routes!(contracts::parties, contracts::set_parties))
        .routes(routes!(contracts::designs_in_use, contracts::use_design))
        .routes(routes!(designs::list, designs::add))
        .routes(routes!(designs::read))
        .routes(routes!(designs::toml))
        .routes(routes!(meetings::list, meetings::record))
        .routes(routes!(meetings::read))
        .routes(routes!(kpis::list, kpis::define))
        .routes(routes!(kpis::read))
        .routes(routes!(kpis::observe))
        .routes(routes!(value::list, value::propose))
        .routes(routes!(value::promise))
        .routes(routes!(value::read, value::correct))
        .routes(routes!(value::step))
        .routes(routes!(value::link))
        .routes(routes!(scorecards::read))
        .routes(routes!(scorecards::trace))
        .routes(routes!(scorecards::trend))
        .routes(routes!(scorecards::periods))
        .routes(routes!(charts::contract))
        .routes(routes!(charts::kpi))
        .routes(routes!(events::list, events::add))
        .routes(routes!(events::remove))
        .routes(routes!(imports::list, imports::submit))
        .routes(routes!(imports::read))
        .routes(routes!(imports::problems))
        .routes(routes!(imports::rejected))
        .routes(routes!(imports::confirm))
        .routes(routes!(imports::undo))
        .routes(routes!(imports::template))
        .routes(routes!(people::list, people::invite))
        .routes(routes!(people::read))
        .routes(routes!(people::disable))
        .routes(routes!(people::change_role, people::end_role))
        .routes(routes!(me::read))
        .routes(routes!(me::keep_manual))
        .routes(routes!(tokens::list, tokens::make))
        .routes(routes!(tokens::revoke))
        .routes(routes!(exports::download))
        .routes(routes!(audit::list))
        .merge(of_the_act())
        .merge(knowing())
        .merge(governed())
        .merge(together())
        .merge(assessed())
        .merge(weighed())
}

/// What the law asks about performance, and plans to improve it.
fn of_the_act() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(performance::read))
        .routes(routes!(performance::set_standing))
        .routes(routes!(performance::assess))
        .routes(routes!(performance::read_assessment, performance::correct_assessment))
        .routes(routes!(performance::publish_assessment))
        .routes(routes!(failures::record))
        .routes(routes!(failures::read, failures::correct))
        .routes(routes!(failures::publish))
        .routes(routes!(improvement::list, improvement::propose))
        .routes(routes!(improvement::read, improvement::revise))
        .routes(routes!(improvement::step))
}

/// Knowledge transfer and its evidence.
fn knowing() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(knowledge::read))
        .routes(routes!(knowledge::readiness))
        .routes(routes!(knowledge::areas, knowledge::add_area))
        .routes(routes!(knowledge::read_area, knowledge::change_area))
        .routes(routes!(knowledge::fall))
        .routes(routes!(knowledge::people, knowledge::add_person))
        .routes(routes!(knowledge::read_person, knowledge::change_person))
        .routes(routes!(evidence::list, evidence::plan))
        .routes(routes!(evidence::read))
        .routes(routes!(evidence::deliver))
        .routes(routes!(evidence::verify))
        .routes(routes!(evidence::reject))
        .routes(routes!(evidence::add_file))
        .routes(routes!(evidence::file))
}

/// Meetings from their plan to what both sides signed.
fn governed() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(planning::list, planning::add))
        .routes(routes!(planning::end))
        .routes(routes!(planning::plan))
        .routes(routes!(planning::replan))
        .routes(routes!(planning::read))
        .routes(routes!(governance::read_set, governance::keep_set))
        .routes(routes!(governance::copy_set))
        .routes(routes!(governance::seal))
        .routes(routes!(governance::reveal))
        .routes(routes!(governance::settle))
        .routes(routes!(governance::sign))
        .routes(routes!(governance::reopen))
        .routes(routes!(governance::dispute))
        .routes(routes!(governance::add_note))
        .routes(routes!(governance::decide))
}

/// What both sides do together: agendas, minutes, actions, feedback.
fn together() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(agenda::read))
        .routes(routes!(agenda::set_attendees))
        .routes(routes!(agenda::propose))
        .routes(routes!(agenda::vote))
        .routes(routes!(agenda::close_voting))
        .routes(routes!(agenda::topic))
        .routes(routes!(agenda::start))
        .routes(routes!(agenda::note))
        .routes(routes!(agenda::minutes, agenda::write_minutes))
        .routes(routes!(agenda::decide))
        .routes(routes!(actions::list, actions::raise))
        .routes(routes!(actions::read, actions::change))
        .routes(routes!(actions::step))
        .routes(routes!(feedback::list, feedback::give))
        .routes(routes!(feedback::read))
        .routes(routes!(feedback::reverse, feedback::score_client))
        .routes(routes!(feedback::prompts, feedback::ask))
        .routes(routes!(feedback::prompt))
        .routes(routes!(actions::act_on_prompt))
        .routes(routes!(home::read))
}

/// Services held against a service standard.
fn assessed() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(assessments::list, assessments::add))
        .routes(routes!(assessments::read, assessments::change))
        .routes(routes!(assessments::reassess))
        .routes(routes!(assessments::parts::points))
        .routes(routes!(assessments::parts::answer))
        .routes(routes!(assessments::parts::act))
        .routes(routes!(assessments::parts::finish))
        .routes(routes!(assessments::standards))
}

/// What tenders weigh.
fn weighed() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(tenders::list)).routes(routes!(tenders::read))
}

/// The API, its description and the viewer of that.
pub fn router() -> Router<AppState> {
    let (router, description) = OpenApiRouter::new().nest("/api/v1", routes()).split_for_parts();
    router.merge(document::router(document::complete(description)))
}

/// The description of the API.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    let (_, description) = OpenApiRouter::new().nest("/api/v1", routes()).split_for_parts();
    document::complete(description)
}

/// The description as JSON, as `scorecard openapi` prints it.
#[must_use]
pub fn openapi_json() -> String {
    document::text(&description())
}

/// Every method and address of the API, its description and the viewer of that included.
pub(super) fn addresses() -> Vec<(String, String)> {
    let own =
        [document::ADDRESS, document::VIEWER_AT].map(|path| ("GET".to_owned(), path.to_owned()));
    let description = description();
    let methods = description.paths.paths.iter().flat_map(|(path, item)| {
        let given = [
            ("GET", item.get.is_some()),
            ("PUT", item.put.is_some()),
            ("POST", item.post.is_some()),
            ("DELETE", item.delete.is_some()),
        ];
        let there = given.into_iter().filter(|(_, there)| *there);
        there.map(|(method, _)| (method.to_owned(), path.clone())).collect::<Vec<_>>()
    });
    methods.chain(own).collect()
}
