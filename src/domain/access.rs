//! Who acts, what they may do and what they can see.

mod policy;

pub use policy::{Relation, allowed};

use super::contracts::{Contract, words};
use super::ids::{ActorId, OrganisationId};
use std::net::IpAddr;

/// Whoever acts. Made only by sign-in, a token or the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    id: ActorId,
    name: String,
    seat: Seat,
    reach: Reach,
    whence: Whence,
}

impl Actor {
    /// The administrator that the command line and the service itself act as.
    #[must_use]
    pub fn administrator() -> Self {
        Self {
            id: ActorId(uuid::Uuid::nil()),
            name: "administrator".to_owned(),
            seat: Seat { role: Role::Administrator, organisation: None },
            reach: Reach::Full,
            whence: Whence { surface: Surface::CommandLine, address: None },
        }
    }

    /// A person who signed in, or whose token is used.
    #[must_use]
    pub fn person(id: ActorId, name: String, seat: Seat, reach: Reach, whence: Whence) -> Self {
        Self { id, name, seat, reach, whence }
    }

    /// Identifies the actor in the record.
    #[must_use]
    pub fn id(&self) -> ActorId {
        self.id
    }

    /// The name shown beside what they did.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The role they act in, and the organisation they hold it in.
    #[must_use]
    pub fn seat(&self) -> Seat {
        self.seat
    }

    /// How they reached the service.
    #[must_use]
    pub fn whence(&self) -> Whence {
        self.whence
    }

    /// Which rows exist for this actor.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.seat.scope()
    }

    /// Whether there is anything this actor may do `action` to. What is found is held
    /// against [`Actor::may_on`] as well.
    ///
    /// # Errors
    /// When the policy does not let them.
    pub fn may(&self, action: Action) -> Result<(), Forbidden> {
        let anywhere = Relation::ALL.iter().any(|relation| self.lets(action, *relation));
        if anywhere { Ok(()) } else { Err(Forbidden { action }) }
    }

    /// Whether the policy lets this actor do `action` to a contract, or to what belongs to it.
    ///
    /// # Errors
    /// When it does not.
    pub fn may_on(&self, action: Action, contract: &Contract) -> Result<(), Forbidden> {
        let relation = self.relation(contract);
        if self.lets(action, relation) { Ok(()) } else { Err(Forbidden { action }) }
    }

    /// Whether the policy lets this actor do `action` to what belongs to a client, under a
    /// contract or not; to what belongs to nobody, only whoever runs the service.
    ///
    /// # Errors
    /// When it does not.
    pub fn may_for(&self, action: Action, client: Option<OrganisationId>) -> Result<(), Forbidden> {
        let relation = match self.scope() {
            Scope::Everything => Relation::Operator,
            Scope::Client(own) if client == Some(own) => Relation::Client,
            Scope::Client(_) => Relation::Apart,
            Scope::Supplier(_) => Relation::Party,
        };
        if self.lets(action, relation) { Ok(()) } else { Err(Forbidden { action }) }
    }

    fn lets(&self, action: Action, relation: Relation) -> bool {
        self.reach.covers(action) && allowed(self.seat.role, action, relation)
    }

    /// What this actor is to a contract in their scope.
    #[must_use]
    pub fn relation(&self, contract: &Contract) -> Relation {
        match self.scope() {
            Scope::Everything => Relation::Operator,
            Scope::Client(_) => Relation::Client,
            Scope::Supplier(own) if own == contract.supplier.id => Relation::LeadSupplier,
            Scope::Supplier(_) => Relation::Party,
        }
    }
}

/// A role and the organisation it is held in; an administrator holds it in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seat {
    role: Role,
    organisation: Option<OrganisationId>,
}

impl Seat {
    /// A role in an organisation, which every role but the administrator's needs.
    #[must_use]
    pub fn new(role: Role, organisation: Option<OrganisationId>) -> Option<Self> {
        let fits = (role == Role::Administrator) == organisation.is_none();
        fits.then_some(Self { role, organisation })
    }

    /// The role.
    #[must_use]
    pub fn role(self) -> Role {
        self.role
    }

    /// The organisation.
    #[must_use]
    pub fn organisation(self) -> Option<OrganisationId> {
        self.organisation
    }

    fn scope(self) -> Scope {
        match (self.organisation, self.role) {
            (None, _) | (_, Role::Administrator) => Scope::Everything,
            (Some(own), Role::SupplierLead | Role::SupplierMember) => Scope::Supplier(own),
            (
                Some(own),
                Role::ClientLead | Role::ClientMember | Role::Commercial | Role::Auditor,
            ) => Scope::Client(own),
        }
    }
}

words! {
    /// What an actor is to the service.
    Role {
        /// Leads governance on the client's side.
        ClientLead = "client_lead", "Client lead";
        /// Scores on the client's side.
        ClientMember = "client_member", "Client member";
        /// Buys for the client.
        Commercial = "commercial", "Commercial";
        /// Leads on the supplier's side.
        SupplierLead = "supplier_lead", "Supplier lead";
        /// Scores on the supplier's side.
        SupplierMember = "supplier_member", "Supplier member";
        /// Reads a client's contracts and their history.
        Auditor = "auditor", "Auditor";
        /// Runs the service and sees everything.
        Administrator = "administrator", "Administrator";
    }
}

words! {
    /// What can be done.
    Action {
        /// Read contracts, scores, KPIs and figures.
        Read = "read", "read contracts and figures";
        /// Add or change contracts.
        ChangeContracts = "change_contracts", "change contracts";
        /// Add scorecard designs to the library.
        ChangeDesigns = "change_designs", "change scorecard designs";
        /// Plan and record meetings.
        RecordMeetings = "record_meetings", "record meetings";
        /// Give the client's scores.
        ScoreAsClient = "score_as_client", "give the client’s scores";
        /// Give the supplier's scores.
        ScoreAsSupplier = "score_as_supplier", "give the supplier’s scores";
        /// Define KPIs and record what was observed.
        RecordKpis = "record_kpis", "record KPIs";
        /// Import files and undo imports.
        Import = "import", "import files";
        /// Invite people, change their roles and end them.
        ManagePeople = "manage_people", "manage people";
        /// Read who changed what.
        ReadHistory = "read_history", "read the history of changes";
        /// Change one's own password, tokens and user manual.
        KeepAccount = "keep_account", "change your account";
        /// Run the service: organisations, rebuilt sums.
        Operate = "operate", "run the service";
        /// Record outcomes of criteria, and what is said in disputes.
        SettleMeetings = "settle", "settle scores";
        /// Seal and sign for a side, and reopen what was signed.
        SignOff = "sign_off", "seal or sign off for a side";
        /// Propose topics, keep minutes, raise and close actions.
        TakePart = "take_part", "take part in meetings and actions";
        /// Tell the other side what one thinks of working together.
        GiveFeedback = "give_feedback", "give feedback";
        /// Propose value-add, deliver it and take it back.
        RecordValue = "record_value", "propose or deliver value-add";
        /// Accept, verify and reject value-add.
        VerifyValue = "verify_value", "accept, verify or reject value-add";
        /// Record assessments against a service standard.
        RecordAssessments = "record_assessments", "record assessments";
        /// Say what a contract is under the Procurement Act, assess it and publish that.
        AssessPerformance = "assess_performance", "assess performance under the Procurement Act";
        /// Propose improvement plans and report on their milestones.
        ProposeImprovement = "propose_improvement", "propose or report on improvement plans";
        /// Agree to improvement plans and decide what came of them.
        AgreeImprovement = "agree_improvement", "agree to or decide on improvement plans";
        /// Plan knowledge areas, say who is to know, and deliver evidence.
        RecordKnowledge = "record_knowledge", "record knowledge and its evidence";
        /// Verify or reject evidence for the client, and say that a level fell.
        WitnessKnowledge = "witness_knowledge", "verify evidence of knowledge for the client";
        /// Read tenders and what they weigh.
        ReadTenders = "read_tenders", "read tenders and what they weigh";
    }
}

impl Action {
    /// Whether it leaves everything as it is.
    #[must_use]
    pub const fn only_reads(self) -> bool {
        matches!(self, Self::Read | Self::ReadHistory | Self::ReadTenders)
    }
}

words! {
    /// How far a token goes.
    Reach {
        /// Everything its owner may do.
        Full = "full", "Read and change";
        /// Only what changes nothing.
        ReadOnly = "read", "Read only";
    }
}

impl Reach {
    const fn covers(self, action: Action) -> bool {
        match self {
            Self::Full => true,
            Self::ReadOnly => action.only_reads(),
        }
    }
}

words! {
    /// The way in.
    Surface {
        /// A page, after signing in.
        Page = "page", "Page";
        /// The API, with a token or a session.
        Api = "api", "API";
        /// The command line on the machine of the service.
        CommandLine = "command_line", "Command line";
    }
}

/// How an actor reached the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whence {
    /// The way in.
    pub surface: Surface,
    /// The network address, where there is one.
    pub address: Option<IpAddr>,
}

/// Which rows exist for an actor; a parameter of every finder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every contract.
    Everything,
    /// The contracts of a client.
    Client(OrganisationId),
    /// The contracts a supplier leads or is a party to.
    Supplier(OrganisationId),
}

/// The policy says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("your role does not let you {}", .action.label())]
pub struct Forbidden {
    /// What was asked for.
    pub action: Action,
}

#[cfg(test)]
mod tests;
