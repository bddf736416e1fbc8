//! What is stored of what the law asks about performance, and of plans to improve it.

use super::Texts;
use crate::domain::ids::{ContractId, KpiAssessmentId, PlanId};
use crate::storage::StorageError;
use entity::{
    improvement_milestone, improvement_plan, improvement_step, kpi_assessment,
    kpi_assessment_rating, material_kpi, standing,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait};

impl Texts {
    pub(super) async fn standing<C: ConnectionTrait>(
        &mut self, conn: &C, id: ContractId,
    ) -> Result<(), StorageError> {
        // What it says of assessments follows from them.
        for row in standing::Entity::find_by_id(id.0).all(conn).await? {
            self.row(&standing::Model { assessed_on: None, closed_on: None, ..row });
        }
        let of = material_kpi::Column::ContractId.eq(id.0);
        self.rows(conn, material_kpi::Entity, of).await.map(|_| ())
    }

    pub(super) async fn kpi_assessment<C: ConnectionTrait>(
        &mut self, conn: &C, id: KpiAssessmentId,
    ) -> Result<(), StorageError> {
        self.rows(conn, kpi_assessment::Entity, kpi_assessment::Column::Id.eq(id.0)).await?;
        let of = kpi_assessment_rating::Column::AssessmentId.eq(id.0);
        self.rows(conn, kpi_assessment_rating::Entity, of).await.map(|_| ())
    }

    pub(super) async fn plan<C: ConnectionTrait>(
        &mut self, conn: &C, id: PlanId,
    ) -> Result<(), StorageError> {
        let of = improvement_plan::Column::Id.eq(id.0);
        self.rows(conn, improvement_plan::Entity, of).await?;
        let of = improvement_milestone::Column::PlanId.eq(id.0);
        self.rows(conn, improvement_milestone::Entity, of).await?;
        let of = improvement_step::Column::PlanId.eq(id.0);
        self.rows(conn, improvement_step::Entity, of).await.map(|_| ())
    }
}
