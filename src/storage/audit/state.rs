//! The digest of what is stored of a thing: every column of every row of it, in order.

use crate::domain::audit::{Digest, Subject};
use crate::domain::ids::{
    ActionItemId, ActorId, ContractId, DesignId, DisputeId, EvidenceId, FeedbackId, MeetingId,
    PersonId, TokenId,
};
use crate::storage::StorageError;
use crate::storage::codes::code;
use chrono::NaiveDate;
use entity::{
    action_item, action_step, api_token, assessment, assessment_action, assessment_point, attendee,
    client_answer, client_response, contract, contract_design, contract_party, decision,
    design_band, design_criterion, design_level, design_perspective, design_scale, design_version,
    dispute, dispute_note, event, evidence, evidence_file, failure, feedback, governance, identity,
    import, invitation, knowledge_area, knowledge_holder, knowledge_level, kpi, kpi_band,
    kpi_repeat, meeting, meeting_revision, meeting_series, membership, minutes, observation,
    outcome, person, prompt, score, score_set, score_set_mark, seal, service_level, sign_off,
    signed_figure, signed_kpi, signed_points, topic, topic_vote, value_item, value_step, voting,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IdenStatic, Iterable, ModelTrait,
    PrimaryKeyToColumn, QueryFilter, QueryOrder,
};
use uuid::Uuid;

mod law;

/// What is stored of a thing now; nothing when nothing is.
///
/// # Errors
/// When the database fails.
pub async fn state<C: ConnectionTrait>(
    conn: &C, subject: Subject,
) -> Result<Option<Digest>, StorageError> {
    let mut texts = Texts(Vec::new());
    match subject {
        Subject::Contract(id) => {
            texts.rows(conn, contract::Entity, contract::Column::Id.eq(id.0)).await?;
        }
        Subject::Parties(id) => {
            let of = contract_party::Column::ContractId.eq(id.0);
            texts.rows(conn, contract_party::Entity, of).await?;
        }
        Subject::DesignsInUse(id) => {
            let of = contract_design::Column::ContractId.eq(id.0);
            texts.rows(conn, contract_design::Entity, of).await?;
        }
        Subject::Event(id, _) => {
            texts.rows(conn, event::Entity, event::Column::Id.eq(id.0)).await?;
        }
        Subject::Import(id) => {
            texts.rows(conn, import::Entity, import::Column::Id.eq(id.0)).await?;
        }
        Subject::Meeting(contract, day) => texts.meeting(conn, contract, day).await?,
        Subject::Kpis(contract) => texts.kpis(conn, contract).await?,
        Subject::Design(id) => texts.design(conn, id).await?,
        Subject::Person(id) => texts.person(conn, id).await?,
        Subject::Link(key) => {
            let of = invitation::Column::Key.eq(key.to_string());
            texts.rows(conn, invitation::Entity, of).await?;
        }
        Subject::Token(id) => texts.token(conn, id).await?,
        Subject::Series(id, _) => {
            texts.rows(conn, meeting_series::Entity, meeting_series::Column::Id.eq(id.0)).await?;
        }
        Subject::Governance(id, _) => texts.governance(conn, id).await?,
        Subject::ScoreSet(meeting, side, scorer, _) => {
            texts.score_set(conn, meeting, code(side), scorer).await?;
        }
        Subject::Dispute(..)
        | Subject::Agenda(..)
        | Subject::Minutes(..)
        | Subject::ActionItem(..)
        | Subject::Feedback(..)
        | Subject::ConfidentialFeedback(..)
        | Subject::Prompt(..)
        | Subject::ValueItem(..)
        | Subject::Standing(_)
        | Subject::KpiAssessment(..)
        | Subject::Failure(..)
        | Subject::Plan(..)
        | Subject::Knowledge(_)
        | Subject::Evidence(..) => texts.together(conn, subject).await?,
        Subject::Assessment(id, _) => texts.assessment(conn, id.0).await?,
    }
    Ok(texts.digest())
}

/// Columns and values, as texts.
struct Texts(Vec<String>);

impl Texts {
    fn digest(self) -> Option<Digest> {
        let some = !self.0.is_empty();
        some.then(|| Digest::of(self.0.iter().map(|text| Some(text.as_str()))))
    }

    /// Takes the rows of a table in the order of its key, and returns them.
    async fn rows<C, E>(
        &mut self, conn: &C, _: E, of: impl sea_orm::sea_query::IntoCondition,
    ) -> Result<Vec<E::Model>, StorageError>
    where
        C: ConnectionTrait,
        E: EntityTrait,
        E::Model: ModelTrait<Entity = E> + Sync,
    {
        let mut query = E::find().filter(of.into_condition());
        for key in E::PrimaryKey::iter() {
            query = query.order_by_asc(key.into_column());
        }
        let rows = query.all(conn).await?;
        for row in &rows {
            self.row(row);
        }
        Ok(rows)
    }

    fn row<M: ModelTrait>(&mut self, row: &M) {
        for column in <M::Entity as EntityTrait>::Column::iter() {
            self.0.push(column.as_str().to_owned());
            self.0.push(row.get(column).to_string());
        }
    }

    async fn person<C: ConnectionTrait>(
        &mut self, conn: &C, id: PersonId,
    ) -> Result<(), StorageError> {
        self.rows(conn, person::Entity, person::Column::Id.eq(id.0)).await?;
        self.rows(conn, membership::Entity, membership::Column::PersonId.eq(id.0)).await?;
        self.rows(conn, identity::Entity, identity::Column::PersonId.eq(id.0)).await?;
        Ok(())
    }

    async fn meeting<C: ConnectionTrait>(
        &mut self, conn: &C, contract: ContractId, day: NaiveDate,
    ) -> Result<(), StorageError> {
        let of = meeting::Column::ContractId.eq(contract.0).and(meeting::Column::HeldOn.eq(day));
        for meeting in self.rows(conn, meeting::Entity, of).await? {
            self.rows(conn, score::Entity, score::Column::MeetingId.eq(meeting.id)).await?;
        }
        Ok(())
    }

    // What was scored is not part of it: that is nobody's to know before the reveal, and is told
    // as the meeting's scores then.
    async fn governance<C: ConnectionTrait>(
        &mut self, conn: &C, id: MeetingId,
    ) -> Result<(), StorageError> {
        self.rows(conn, meeting::Entity, meeting::Column::Id.eq(id.0)).await?;
        self.rows(conn, governance::Entity, governance::Column::Id.eq(id.0)).await?;
        macro_rules! parts {
            ($($part:ident)*) => {$(
                self.rows(conn, $part::Entity, $part::Column::MeetingId.eq(id.0)).await?;
            )*};
        }
        parts!(seal meeting_revision outcome sign_off signed_figure signed_kpi signed_points);
        Ok(())
    }

    async fn score_set<C: ConnectionTrait>(
        &mut self, conn: &C, meeting: MeetingId, side: i16, scorer: ActorId,
    ) -> Result<(), StorageError> {
        use score_set::Column as Set;
        use score_set_mark::Column as Mark;
        let own = Set::MeetingId.eq(meeting.0).and(Set::Side.eq(side));
        self.rows(conn, score_set::Entity, own.and(Set::ScorerId.eq(scorer.0))).await?;
        let own = Mark::MeetingId.eq(meeting.0).and(Mark::Side.eq(side));
        self.rows(conn, score_set_mark::Entity, own.and(Mark::ScorerId.eq(scorer.0))).await?;
        Ok(())
    }

    async fn assessment<C: ConnectionTrait>(
        &mut self, conn: &C, id: Uuid,
    ) -> Result<(), StorageError> {
        self.rows(conn, assessment::Entity, assessment::Column::Id.eq(id)).await?;
        let of = assessment_point::Column::AssessmentId.eq(id);
        self.rows(conn, assessment_point::Entity, of).await?;
        let of = assessment_action::Column::AssessmentId.eq(id);
        self.rows(conn, assessment_action::Entity, of).await?;
        Ok(())
    }

    async fn dispute<C: ConnectionTrait>(
        &mut self, conn: &C, id: DisputeId,
    ) -> Result<(), StorageError> {
        self.rows(conn, dispute::Entity, dispute::Column::Id.eq(id.0)).await?;
        self.rows(conn, dispute_note::Entity, dispute_note::Column::DisputeId.eq(id.0)).await?;
        Ok(())
    }

    async fn kpis<C: ConnectionTrait>(
        &mut self, conn: &C, contract: ContractId,
    ) -> Result<(), StorageError> {
        let of = kpi::Column::ContractId.eq(contract.0);
        let ids = each(&self.rows(conn, kpi::Entity, of).await?, |kpi| kpi.id);
        self.rows(conn, kpi_band::Entity, kpi_band::Column::KpiId.is_in(ids.clone())).await?;
        let levels = service_level::Column::KpiId.is_in(ids.clone());
        self.rows(conn, service_level::Entity, levels).await?;
        let repeats = kpi_repeat::Column::KpiId.is_in(ids.clone());
        self.rows(conn, kpi_repeat::Entity, repeats).await?;
        self.rows(conn, observation::Entity, observation::Column::KpiId.is_in(ids)).await?;
        Ok(())
    }

    /// What both sides do together.
    async fn together<C: ConnectionTrait>(
        &mut self, conn: &C, subject: Subject,
    ) -> Result<(), StorageError> {
        match subject {
            Subject::Dispute(id, _) => self.dispute(conn, id).await,
            Subject::Agenda(id, _) => self.agenda(conn, id).await,
            Subject::Minutes(id, _) => self.minutes(conn, id).await,
            Subject::ActionItem(id, _) => self.action(conn, id).await,
            Subject::Feedback(id, _) | Subject::ConfidentialFeedback(id, _) => {
                self.feedback(conn, id).await
            }
            Subject::Prompt(id, _) => {
                self.rows(conn, prompt::Entity, prompt::Column::Id.eq(id.0)).await.map(|_| ())
            }
            Subject::ValueItem(id, _) => {
                self.rows(conn, value_item::Entity, value_item::Column::Id.eq(id.0)).await?;
                let of = value_step::Column::ItemId.eq(id.0);
                self.rows(conn, value_step::Entity, of).await.map(|_| ())
            }
            Subject::Knowledge(contract) => self.knowledge(conn, contract).await,
            Subject::Evidence(id, _) => self.evidence(conn, id).await,
            Subject::Standing(id) => self.standing(conn, id).await,
            Subject::KpiAssessment(id, _) => self.kpi_assessment(conn, id).await,
            Subject::Failure(id, _) => {
                self.rows(conn, failure::Entity, failure::Column::Id.eq(id.0)).await.map(|_| ())
            }
            Subject::Plan(id, _) => self.plan(conn, id).await,
            Subject::Contract(_)
            | Subject::Parties(_)
            | Subject::DesignsInUse(_)
            | Subject::Meeting(..)
            | Subject::Kpis(_)
            | Subject::Event(..)
            | Subject::Design(_)
            | Subject::Import(_)
            | Subject::Person(_)
            | Subject::Link(_)
            | Subject::Token(_)
            | Subject::Series(..)
            | Subject::Governance(..)
            | Subject::ScoreSet(..)
            | Subject::Assessment(..) => Ok(()),
        }
    }

    async fn agenda<C: ConnectionTrait>(
        &mut self, conn: &C, id: MeetingId,
    ) -> Result<(), StorageError> {
        let of = attendee::Column::MeetingId.eq(id.0);
        self.rows(conn, attendee::Entity, of).await?;
        let topics = self.rows(conn, topic::Entity, topic::Column::MeetingId.eq(id.0)).await?;
        let of = topic_vote::Column::TopicId.is_in(each(&topics, |topic| topic.id));
        self.rows(conn, topic_vote::Entity, of).await?;
        self.rows(conn, voting::Entity, voting::Column::MeetingId.eq(id.0)).await?;
        Ok(())
    }

    async fn minutes<C: ConnectionTrait>(
        &mut self, conn: &C, id: MeetingId,
    ) -> Result<(), StorageError> {
        self.rows(conn, minutes::Entity, minutes::Column::MeetingId.eq(id.0)).await?;
        self.rows(conn, decision::Entity, decision::Column::MeetingId.eq(id.0)).await?;
        Ok(())
    }

    async fn action<C: ConnectionTrait>(
        &mut self, conn: &C, id: ActionItemId,
    ) -> Result<(), StorageError> {
        self.rows(conn, action_item::Entity, action_item::Column::Id.eq(id.0)).await?;
        self.rows(conn, action_step::Entity, action_step::Column::ActionId.eq(id.0)).await?;
        Ok(())
    }

    async fn feedback<C: ConnectionTrait>(
        &mut self, conn: &C, id: FeedbackId,
    ) -> Result<(), StorageError> {
        self.rows(conn, feedback::Entity, feedback::Column::Id.eq(id.0)).await?;
        let of = client_response::Column::Id.eq(id.0);
        self.rows(conn, client_response::Entity, of).await?;
        let of = client_answer::Column::ResponseId.eq(id.0);
        self.rows(conn, client_answer::Entity, of).await?;
        Ok(())
    }

    // A level that evidence showed is told with the evidence.
    async fn knowledge<C: ConnectionTrait>(
        &mut self, conn: &C, contract: ContractId,
    ) -> Result<(), StorageError> {
        let of = knowledge_area::Column::ContractId.eq(contract.0);
        let ids = each(&self.rows(conn, knowledge_area::Entity, of).await?, |area| area.id);
        let of = knowledge_holder::Column::ContractId.eq(contract.0);
        self.rows(conn, knowledge_holder::Entity, of).await?;
        let of = knowledge_level::Column::AreaId.is_in(ids);
        let of = of.and(knowledge_level::Column::EvidenceId.is_null());
        self.rows(conn, knowledge_level::Entity, of).await?;
        Ok(())
    }

    async fn evidence<C: ConnectionTrait>(
        &mut self, conn: &C, id: EvidenceId,
    ) -> Result<(), StorageError> {
        self.rows(conn, evidence::Entity, evidence::Column::Id.eq(id.0)).await?;
        let of = evidence_file::Column::EvidenceId.eq(id.0);
        self.rows(conn, evidence_file::Entity, of).await?;
        let of = knowledge_level::Column::EvidenceId.eq(id.0);
        self.rows(conn, knowledge_level::Entity, of).await?;
        Ok(())
    }

    // That a token was used is no change of it.
    async fn token<C: ConnectionTrait>(
        &mut self, conn: &C, id: TokenId,
    ) -> Result<(), StorageError> {
        let found = api_token::Entity::find_by_id(id.0).one(conn).await?;
        if let Some(token) = found {
            self.row(&api_token::Model { used_at: None, ..token });
        }
        Ok(())
    }

    async fn design<C: ConnectionTrait>(
        &mut self, conn: &C, id: DesignId,
    ) -> Result<(), StorageError> {
        let of = design_version::Column::DesignId.eq(id.0);
        let ids = each(&self.rows(conn, design_version::Entity, of).await?, |version| version.id);
        macro_rules! parts {
            ($($part:ident)*) => {$(
                let of = $part::Column::VersionId.is_in(ids.clone());
                self.rows(conn, $part::Entity, of).await?;
            )*};
        }
        parts!(design_band design_scale design_level design_perspective design_criterion);
        Ok(())
    }
}

fn each<M>(rows: &[M], id: impl Fn(&M) -> Uuid) -> Vec<Uuid> {
    rows.iter().map(id).collect()
}
