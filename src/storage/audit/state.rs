//! The digest of what is stored of a thing: every column of every row of it, in order.

use crate::domain::audit::{Digest, Subject};
use crate::domain::ids::{ContractId, DesignId, EvidenceId, TokenId};
use crate::storage::StorageError;
use chrono::NaiveDate;
use entity::{
    api_token, contract, contract_design, contract_party, design_band, design_criterion,
    design_level, design_perspective, design_scale, design_version, event, evidence, evidence_file,
    identity, import, invitation, knowledge_area, knowledge_holder, knowledge_level, kpi, kpi_band,
    meeting, membership, observation, person, score, service_level,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IdenStatic, Iterable, ModelTrait,
    PrimaryKeyToColumn, QueryFilter, QueryOrder,
};
use uuid::Uuid;

/// What is stored of a thing now; nothing when nothing is.
///
/// # Errors
/// When the database fails.
pub async fn state<C: ConnectionTrait>(
    conn: &C,
    subject: Subject,
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
        Subject::Person(id) => {
            texts.rows(conn, person::Entity, person::Column::Id.eq(id.0)).await?;
            let of = membership::Column::PersonId.eq(id.0);
            texts.rows(conn, membership::Entity, of).await?;
            let of = identity::Column::PersonId.eq(id.0);
            texts.rows(conn, identity::Entity, of).await?;
        }
        Subject::Link(key) => {
            let of = invitation::Column::Key.eq(key.to_string());
            texts.rows(conn, invitation::Entity, of).await?;
        }
        Subject::Token(id) => texts.token(conn, id).await?,
        Subject::Knowledge(contract) => texts.knowledge(conn, contract).await?,
        Subject::Evidence(id, _) => texts.evidence(conn, id).await?,
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
        &mut self,
        conn: &C,
        _: E,
        of: impl sea_orm::sea_query::IntoCondition,
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

    async fn meeting<C: ConnectionTrait>(
        &mut self,
        conn: &C,
        contract: ContractId,
        day: NaiveDate,
    ) -> Result<(), StorageError> {
        let of = meeting::Column::ContractId.eq(contract.0).and(meeting::Column::HeldOn.eq(day));
        for meeting in self.rows(conn, meeting::Entity, of).await? {
            self.rows(conn, score::Entity, score::Column::MeetingId.eq(meeting.id)).await?;
        }
        Ok(())
    }

    async fn kpis<C: ConnectionTrait>(
        &mut self,
        conn: &C,
        contract: ContractId,
    ) -> Result<(), StorageError> {
        let of = kpi::Column::ContractId.eq(contract.0);
        let ids = each(&self.rows(conn, kpi::Entity, of).await?, |kpi| kpi.id);
        self.rows(conn, kpi_band::Entity, kpi_band::Column::KpiId.is_in(ids.clone())).await?;
        let levels = service_level::Column::KpiId.is_in(ids.clone());
        self.rows(conn, service_level::Entity, levels).await?;
        self.rows(conn, observation::Entity, observation::Column::KpiId.is_in(ids)).await?;
        Ok(())
    }

    // A level that evidence showed is told with the evidence.
    async fn knowledge<C: ConnectionTrait>(
        &mut self,
        conn: &C,
        contract: ContractId,
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
        &mut self,
        conn: &C,
        id: EvidenceId,
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
        &mut self,
        conn: &C,
        id: TokenId,
    ) -> Result<(), StorageError> {
        let found = api_token::Entity::find_by_id(id.0).one(conn).await?;
        if let Some(token) = found {
            self.row(&api_token::Model { used_at: None, ..token });
        }
        Ok(())
    }

    async fn design<C: ConnectionTrait>(
        &mut self,
        conn: &C,
        id: DesignId,
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
