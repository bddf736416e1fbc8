//! What is changed as one thing, and what kind of thing that is.

use super::Digest;
use crate::domain::contracts::words;
use crate::domain::ids::{
    ActionItemId, ActorId, AssessmentId, ContractId, DesignId, DisputeId, EventId, EvidenceId,
    FailureId, FeedbackId, ImportId, KpiAssessmentId, MeetingId, PersonId, PlanId, PromptId,
    SeriesId, TokenId, ValueItemId,
};
use crate::domain::meetings::OneSide;
use chrono::NaiveDate;

/// What is changed as one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A contract's own particulars.
    Contract(ContractId),
    /// The parties of a contract besides client and lead supplier.
    Parties(ContractId),
    /// Which designs a contract is scored by since when.
    DesignsInUse(ContractId),
    /// The meeting of a contract on a day, and its scores.
    Meeting(ContractId, NaiveDate),
    /// The KPIs of a contract and what was observed.
    Kpis(ContractId),
    /// An event marked on charts.
    Event(EventId, ContractId),
    /// A scorecard design, all versions together.
    Design(DesignId),
    /// The import of a file.
    Import(ImportId),
    /// A person's account, and the roles they hold and held.
    Person(PersonId),
    /// A link that lets somebody in once, by the digest of its secret.
    Link(Digest),
    /// A token for the API.
    Token(TokenId),
    /// A series of meetings.
    Series(SeriesId, ContractId),
    /// What became of a governed meeting: plan, seals, outcomes, signatures, revisions.
    Governance(MeetingId, ContractId),
    /// What one scorer of a side gave for a meeting. Its digest is salted, so that nobody
    /// finds the scores by trying them.
    ScoreSet(MeetingId, OneSide, ActorId, ContractId),
    /// A dispute over a criterion.
    Dispute(DisputeId, ContractId),
    /// Who came to a meeting, what was proposed for it and how people voted.
    Agenda(MeetingId, ContractId),
    /// The minutes of a meeting and what was decided.
    Minutes(MeetingId, ContractId),
    /// An action and what became of it.
    ActionItem(ActionItemId, ContractId),
    /// Feedback that both sides read.
    Feedback(FeedbackId, ContractId),
    /// Feedback that one role alone reads.
    ConfidentialFeedback(FeedbackId, ContractId),
    /// A question that begins with how might we.
    Prompt(PromptId, ContractId),
    /// A value-add item and what became of it.
    ValueItem(ValueItemId, ContractId),
    /// An assessment, its points and actions, and the contract it belongs to.
    Assessment(AssessmentId, Option<ContractId>),
    /// What a contract is under the Procurement Act, and its most material KPIs.
    Standing(ContractId),
    /// An assessment against KPIs.
    KpiAssessment(KpiAssessmentId, ContractId),
    /// A breach, or a failure to improve.
    Failure(FailureId, ContractId),
    /// An improvement plan and what became of it.
    Plan(PlanId, ContractId),
    /// Areas of knowledge of a contract, who is to know, and levels recorded without evidence.
    Knowledge(ContractId),
    /// Evidence, its files and the level it showed.
    Evidence(EvidenceId, ContractId),
}

words! {
    /// The kinds of things that are changed.
    SubjectKind {
        /// A contract's own particulars.
        Contract = "contract", "Contract";
        /// The parties of a contract.
        Parties = "parties", "Parties of a contract";
        /// Designs in use.
        DesignsInUse = "designs_in_use", "Designs in use";
        /// A meeting and its scores.
        Meeting = "meeting", "Meeting and its scores";
        /// KPIs and what was observed.
        Kpis = "kpis", "KPIs and observations";
        /// An event.
        Event = "event", "Event";
        /// A scorecard design.
        Design = "design", "Scorecard design";
        /// The import of a file.
        Import = "import", "Import of a file";
        /// A person's account and roles.
        Person = "person", "Person and roles";
        /// A link that lets somebody in once.
        Link = "link", "Link to come in";
        /// A token for the API.
        Token = "token", "API token";
        /// A series of meetings.
        Series = "series", "Series of meetings";
        /// What became of a governed meeting.
        Governance = "governance", "State of a meeting";
        /// What a scorer gave, without a word of it.
        ScoreSet = "score_set", "Score set";
        /// A dispute.
        Dispute = "dispute", "Dispute";
        /// Attendees, topics and votes of a meeting.
        Agenda = "agenda", "Agenda of a meeting";
        /// Minutes and decisions of a meeting.
        Minutes = "minutes", "Minutes of a meeting";
        /// An action.
        ActionItem = "action", "Action";
        /// Feedback that both sides read.
        Feedback = "feedback", "Feedback";
        /// Feedback that one role alone reads.
        ConfidentialFeedback = "confidential_feedback", "Confidential feedback";
        /// A question that begins with how might we.
        Prompt = "prompt", "How might we";
        /// A value-add item.
        ValueItem = "value_item", "Value-add item";
        /// An assessment.
        Assessment = "assessment", "Service assessment";
        /// What a contract is under the Procurement Act.
        Standing = "standing", "Standing under the Procurement Act";
        /// An assessment against KPIs.
        KpiAssessment = "kpi_assessment", "KPI assessment";
        /// A breach, or a failure to improve.
        Failure = "failure", "Breach or failure to improve";
        /// An improvement plan.
        Plan = "improvement_plan", "Improvement plan";
        /// Areas of knowledge and who is to know.
        Knowledge = "knowledge", "Knowledge areas, people and levels";
        /// Evidence of a level.
        Evidence = "evidence", "Evidence of knowledge";
    }
}

impl Subject {
    /// What kind of thing it is.
    #[must_use]
    pub const fn kind(self) -> SubjectKind {
        match self {
            Self::Contract(_) => SubjectKind::Contract,
            Self::Parties(_) => SubjectKind::Parties,
            Self::DesignsInUse(_) => SubjectKind::DesignsInUse,
            Self::Meeting(..) => SubjectKind::Meeting,
            Self::Kpis(_) => SubjectKind::Kpis,
            Self::Event(..) => SubjectKind::Event,
            Self::Design(_) => SubjectKind::Design,
            Self::Import(_) => SubjectKind::Import,
            Self::Person(_) => SubjectKind::Person,
            Self::Link(_) => SubjectKind::Link,
            Self::Token(_) => SubjectKind::Token,
            Self::Series(..) => SubjectKind::Series,
            Self::Governance(..) => SubjectKind::Governance,
            Self::ScoreSet(..) => SubjectKind::ScoreSet,
            Self::Dispute(..) => SubjectKind::Dispute,
            Self::Agenda(..) => SubjectKind::Agenda,
            Self::Minutes(..) => SubjectKind::Minutes,
            Self::ActionItem(..) => SubjectKind::ActionItem,
            Self::Feedback(..) => SubjectKind::Feedback,
            Self::ConfidentialFeedback(..) => SubjectKind::ConfidentialFeedback,
            Self::Prompt(..) => SubjectKind::Prompt,
            Self::ValueItem(..) => SubjectKind::ValueItem,
            Self::Assessment(..) => SubjectKind::Assessment,
            Self::Standing(_) => SubjectKind::Standing,
            Self::KpiAssessment(..) => SubjectKind::KpiAssessment,
            Self::Failure(..) => SubjectKind::Failure,
            Self::Plan(..) => SubjectKind::Plan,
            Self::Knowledge(_) => SubjectKind::Knowledge,
            Self::Evidence(..) => SubjectKind::Evidence,
        }
    }

    /// What tells it from others of its kind.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Contract(id)
            | Self::Parties(id)
            | Self::DesignsInUse(id)
            | Self::Kpis(id)
            | Self::Standing(id)
            | Self::Knowledge(id) => id.to_string(),
            Self::Meeting(contract, day) => format!("{contract} {day}"),
            Self::Event(id, _) => id.to_string(),
            Self::Design(id) => id.to_string(),
            Self::Import(id) => id.to_string(),
            Self::Person(id) => id.to_string(),
            Self::Link(digest) => digest.to_string(),
            Self::Token(id) => id.to_string(),
            Self::Series(id, _) => id.to_string(),
            Self::Governance(id, _) => id.to_string(),
            Self::ScoreSet(meeting, side, scorer, _) => {
                format!("{meeting} {} {scorer}", side.word())
            }
            Self::Dispute(id, _) => id.to_string(),
            Self::Agenda(id, _) | Self::Minutes(id, _) => id.to_string(),
            Self::ActionItem(id, _) => id.to_string(),
            Self::Feedback(id, _) | Self::ConfidentialFeedback(id, _) => id.to_string(),
            Self::Prompt(id, _) => id.to_string(),
            Self::ValueItem(id, _) => id.to_string(),
            Self::Assessment(id, _) => id.to_string(),
            Self::KpiAssessment(id, _) => id.to_string(),
            Self::Failure(id, _) => id.to_string(),
            Self::Plan(id, _) => id.to_string(),
            Self::Evidence(id, _) => id.to_string(),
        }
    }

    /// The contract it belongs to.
    #[must_use]
    pub const fn contract(self) -> Option<ContractId> {
        match self {
            Self::Contract(id)
            | Self::Parties(id)
            | Self::DesignsInUse(id)
            | Self::Kpis(id)
            | Self::Meeting(id, _)
            | Self::Event(_, id)
            | Self::Series(_, id)
            | Self::Governance(_, id)
            | Self::ScoreSet(_, _, _, id)
            | Self::Dispute(_, id)
            | Self::Agenda(_, id)
            | Self::Minutes(_, id)
            | Self::ActionItem(_, id)
            | Self::Feedback(_, id)
            | Self::ConfidentialFeedback(_, id)
            | Self::Prompt(_, id)
            | Self::ValueItem(_, id)
            | Self::Standing(id)
            | Self::KpiAssessment(_, id)
            | Self::Failure(_, id)
            | Self::Plan(_, id)
            | Self::Knowledge(id)
            | Self::Evidence(_, id) => Some(id),
            Self::Assessment(_, contract) => contract,
            Self::Design(_)
            | Self::Import(_)
            | Self::Person(_)
            | Self::Link(_)
            | Self::Token(_) => None,
        }
    }
}
