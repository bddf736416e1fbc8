//! The policy: who may do what to a contract they are something to.

use super::{Action, Role};
use crate::domain::contracts::words;

words! {
    /// What an actor is to a contract.
    Relation {
        /// Nothing: what is asked for belongs to no contract.
        Apart = "apart", "No contract";
        /// They buy under it.
        Client = "client", "Client";
        /// They lead the supply.
        LeadSupplier = "lead_supplier", "Lead supplier";
        /// They are one of the other parties.
        Party = "party", "Party";
        /// They run the service.
        Operator = "operator", "Operator";
    }
}

/// The policy: one pure function of role, action and relation.
#[must_use]
pub const fn allowed(role: Role, action: Action, relation: Relation) -> bool {
    match relation {
        Relation::Operator => matches!(role, Role::Administrator),
        Relation::Apart => apart(role, action),
        Relation::Client => as_client(role, action),
        Relation::LeadSupplier => as_supplier(role, action) || as_party(role, action),
        Relation::Party => as_party(role, action),
    }
}

const fn apart(role: Role, action: Action) -> bool {
    match action {
        Action::Read | Action::KeepAccount => true,
        Action::ManagePeople => {
            matches!(role, Role::ClientLead | Role::SupplierLead | Role::Administrator)
        }
        Action::ReadHistory => matches!(role, Role::Auditor | Role::Administrator),
        Action::Import | Action::ChangeContracts => {
            matches!(role, Role::ClientLead | Role::Commercial | Role::Administrator)
        }
        Action::ChangeDesigns | Action::Operate => matches!(role, Role::Administrator),
        Action::RecordMeetings
        | Action::ScoreAsClient
        | Action::ScoreAsSupplier
        | Action::RecordKpis
        | Action::SettleMeetings
        | Action::SignOff
        | Action::TakePart
        | Action::GiveFeedback
        | Action::RecordKnowledge
        | Action::WitnessKnowledge
        | Action::RecordValue
        | Action::VerifyValue
        | Action::RecordAssessments
        | Action::AssessPerformance
        | Action::ProposeImprovement
        | Action::AgreeImprovement
        | Action::ReadTenders => false,
    }
}

const fn as_client(role: Role, action: Action) -> bool {
    match action {
        Action::Read => {
            matches!(role, Role::ClientLead | Role::ClientMember | Role::Commercial | Role::Auditor)
        }
        Action::ReadHistory => matches!(role, Role::Auditor),
        Action::ReadTenders => {
            matches!(role, Role::ClientLead | Role::Commercial | Role::Auditor)
        }
        Action::ChangeContracts
        | Action::RecordKpis
        | Action::Import
        | Action::AssessPerformance => {
            matches!(role, Role::ClientLead | Role::Commercial)
        }
        Action::RecordValue => matches!(role, Role::Commercial),
        Action::RecordAssessments => {
            matches!(role, Role::ClientLead | Role::ClientMember | Role::Commercial)
        }
        Action::RecordMeetings
        | Action::ScoreAsClient
        | Action::SettleMeetings
        | Action::TakePart
        | Action::GiveFeedback
        | Action::RecordKnowledge
        | Action::WitnessKnowledge
        | Action::VerifyValue
        | Action::AgreeImprovement => {
            matches!(role, Role::ClientLead | Role::ClientMember)
        }
        Action::SignOff => matches!(role, Role::ClientLead),
        Action::ScoreAsSupplier
        | Action::ChangeDesigns
        | Action::ManagePeople
        | Action::KeepAccount
        | Action::ProposeImprovement
        | Action::Operate => false,
    }
}

const fn as_supplier(role: Role, action: Action) -> bool {
    match action {
        Action::ScoreAsSupplier
        | Action::SettleMeetings
        | Action::TakePart
        | Action::GiveFeedback
        | Action::RecordKnowledge
        | Action::RecordValue
        | Action::ProposeImprovement => {
            matches!(role, Role::SupplierLead | Role::SupplierMember)
        }
        Action::SignOff => matches!(role, Role::SupplierLead),
        Action::Read
        | Action::ChangeContracts
        | Action::ChangeDesigns
        | Action::RecordMeetings
        | Action::ScoreAsClient
        | Action::RecordKpis
        | Action::Import
        | Action::ManagePeople
        | Action::ReadHistory
        | Action::KeepAccount
        | Action::WitnessKnowledge
        | Action::VerifyValue
        | Action::RecordAssessments
        | Action::AssessPerformance
        | Action::AgreeImprovement
        | Action::ReadTenders
        | Action::Operate => false,
    }
}

const fn as_party(role: Role, action: Action) -> bool {
    matches!(role, Role::SupplierLead | Role::SupplierMember) && matches!(action, Action::Read)
}
