//! Governed meetings: planned, scored blind by both sides, revealed, settled, signed, revised.

mod frozen;
mod journey;
mod refusals;
mod secrecy;

use crate::at_once::command;
use crate::support::service::Service;
use scorecard::app::App;
use scorecard::app::meetings::planning::{PlanCommand, ScoredBy};
use scorecard::app::meetings::scoring::MarkCommand;
use scorecard::app::meetings::settling::SettleCommand;
use scorecard::domain::access::{Actor, Role, Surface, Whence};
use scorecard::domain::accounts::secrets::Secret;
use scorecard::domain::contracts::Contract;
use scorecard::domain::ids::MeetingId;
use scorecard::domain::meetings::governed::{Governed, GovernedRecord};
use scorecard::domain::meetings::outcomes::Settlement;

/// The eight criteria of the partnership design, in its order.
pub(crate) use crate::at_once::CRITERIA;

/// Somebody who acts, and their session.
pub(crate) struct Somebody {
    pub(crate) actor: Actor,
    pub(crate) session: Secret,
}

/// A contract, and everybody who has to do with it.
pub(crate) struct Table {
    pub(crate) contract: Contract,
    pub(crate) client: Somebody,
    pub(crate) client_member: Somebody,
    pub(crate) commercial: Somebody,
    pub(crate) auditor: Somebody,
    pub(crate) supplier: Somebody,
    pub(crate) supplier_member: Somebody,
}

pub(crate) async fn somebody(
    service: &Service, name: &str, role: Role, organisation: &str,
) -> Somebody {
    let session = service.session_of(name, role, organisation).await;
    let whence = Whence { surface: Surface::Page, address: None };
    let visitor = service.app.visitor(&session, whence).await.unwrap().unwrap();
    Somebody { actor: visitor.actor.unwrap(), session }
}

impl Table {
    /// A contract of Northmoor Council with Larkspur Digital.
    pub(crate) async fn of(service: &Service) -> Self {
        let contract = command("Northmoor Council", "G-1");
        let contract = service.app.add_contract(&service.actor, contract).await.unwrap();
        let (client, supplier) = ("Northmoor Council", "Larkspur Digital");
        Self {
            contract,
            client: somebody(service, "amina", Role::ClientLead, client).await,
            client_member: somebody(service, "ben", Role::ClientMember, client).await,
            commercial: somebody(service, "carys", Role::Commercial, client).await,
            auditor: somebody(service, "dev", Role::Auditor, client).await,
            supplier: somebody(service, "farid", Role::SupplierLead, supplier).await,
            supplier_member: somebody(service, "grace", Role::SupplierMember, supplier).await,
        }
    }

    /// A meeting today, open for scoring until the end of `last_day`.
    pub(crate) async fn meeting(&self, app: &App, on: &str, last_day: &str) -> Governed {
        let today = app.clock().today();
        let plan = PlanCommand {
            on: on.parse().unwrap(),
            opens_on: today,
            last_day: last_day.parse().unwrap(),
        };
        app.plan_meeting(&self.client.actor, self.contract.id, plan, ScoredBy::InUse).await.unwrap()
    }
}

/// A score for each criterion, with a comment wherever one may be asked for.
pub(crate) fn marks(values: [&str; 8], comment: &str) -> Vec<MarkCommand> {
    let mark = |(criterion, value): (&str, &str)| MarkCommand {
        criterion: criterion.to_owned(),
        value: value.to_owned(),
        comment: Some(format!("{comment} {criterion}")),
    };
    CRITERIA.into_iter().zip(values).map(mark).collect()
}

/// Both sides score and seal, so that the scores are revealed.
pub(crate) async fn both_in(
    app: &App, table: &Table, id: MeetingId, [client, supplier]: [[&str; 8]; 2],
) -> GovernedRecord {
    for (who, values, words) in
        [(&table.client, client, "Client on"), (&table.supplier, supplier, "Supplier on")]
    {
        app.keep_set(&who.actor, id, 0, marks(values, words)).await.unwrap();
        app.seal(&who.actor, id).await.unwrap();
    }
    app.governed(&table.client.actor, id).await.unwrap()
}

pub(crate) fn settle(criterion: &str, settlement: Settlement, value: &str) -> SettleCommand {
    SettleCommand {
        criterion: criterion.to_owned(),
        settlement,
        value: value.to_owned(),
        reason: format!("Talked about {criterion}"),
        evidence: String::new(),
    }
}

/// Both sides sign what there is.
pub(crate) async fn both_sign(app: &App, table: &Table, id: MeetingId) -> GovernedRecord {
    for who in [&table.client, &table.supplier] {
        let seen = app.governed(&who.actor, id).await.unwrap().digest();
        app.sign_off(&who.actor, id, seen).await.unwrap();
    }
    app.governed(&table.client.actor, id).await.unwrap()
}
