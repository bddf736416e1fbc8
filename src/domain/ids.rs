//! Identifiers that cannot be mixed up.

use uuid::Uuid;

macro_rules! identifier {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier; those made later sort after those made earlier.
            #[must_use]
            pub fn fresh() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(out)
            }
        }
    )+};
}

identifier! {
    /// A client or supplier.
    OrganisationId,
    /// A contract.
    ContractId,
    /// A scorecard design, all versions together.
    DesignId,
    /// One version of a scorecard design.
    VersionId,
    /// A governance meeting.
    MeetingId,
    /// A key performance indicator of one contract.
    KpiId,
    /// One import of one file.
    ImportId,
    /// Something that happened and is marked on charts.
    EventId,
    /// Somebody who can sign in.
    PersonId,
    /// A role somebody holds, and where.
    MembershipId,
    /// A token of the API.
    TokenId,
    /// Whoever acts: a person or the command line.
    ActorId,
    /// Governance meetings that follow one another in a rhythm.
    SeriesId,
    /// A criterion on which the two sides dispute the score.
    DisputeId,
    /// A topic proposed for a meeting.
    TopicId,
    /// A decision recorded at a meeting.
    DecisionId,
    /// An action somebody took on.
    ActionItemId,
    /// Feedback from one side to the other, or what a supplier answered about its client.
    FeedbackId,
    /// A question that begins with how might we.
    PromptId,
    /// Something a supplier promised or offered beyond delivery.
    ValueItemId,
    /// An assessment against a service standard.
    AssessmentId,
    /// Something to do about a point of an assessment.
    AssessmentActionId,
    /// An assessment of a supplier against the KPIs of a contract.
    KpiAssessmentId,
    /// A breach, or a failure to improve, that has to be published.
    FailureId,
    /// A plan to improve what was rated poorly.
    PlanId,
    /// An area of knowledge under one contract.
    AreaId,
    /// Somebody, or a role, who knows or is to know.
    HolderId,
    /// Evidence of a level of knowledge.
    EvidenceId,
    /// A file of evidence.
    FileId,
    /// A tender.
    TenderId,
    /// A lot of a tender.
    LotId,
}
