//! Governed meetings: planned in series, scored blind by both sides, settled and signed off.

use crate::shape::*;
use sea_orm_migration::prelude::*;

/// The step.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Step;

const SHAPES: &[Shape] = &[
    Shape {
        name: "meeting_series",
        columns: &[
            ("id", Id, Always),
            ("contract_id", Id, Always),
            ("title", Text, Always),
            ("cadence", Small, Always),
            ("starts_on", Date, Always),
            ("days_to_score", Small, Always),
            ("ended_at", Moment, Maybe),
            ("created_at", Moment, Always),
        ],
        key: Key::Own(&["id"]),
        unique: &[],
        links: &[("meeting_series_contract_id_fkey", "contract_id", "contract")],
        indexes: &[("meeting_series_by_contract", &["contract_id"])],
    },
    Shape {
        name: "governance",
        columns: &[
            ("id", Id, Always),
            ("contract_id", Id, Always),
            ("series_id", Id, Maybe),
            ("slot", Date, Maybe),
            ("opens_on", Date, Always),
            ("deadline", Moment, Always),
            ("state", Small, Always),
            ("sealed_by", Small, Maybe),
            ("revision", Whole, Always),
            ("changes", Whole, Always),
            ("reveal", Small, Maybe),
            ("reveal_reason", Text, Maybe),
            ("revealed_by", Text, Maybe),
            ("revealed_at", Moment, Maybe),
        ],
        key: Key::Own(&["id"]),
        unique: &[],
        links: &[
            ("governance_id_fkey", "id", "meeting"),
            ("governance_contract_id_fkey", "contract_id", "contract"),
            ("governance_series_id_fkey", "series_id", "meeting_series"),
        ],
        indexes: &[
            ("governance_by_contract", &["contract_id"]),
            ("governance_by_state", &["state", "deadline"]),
        ],
    },
    // Nobody but whoever gave these scores reads them before the reveal; nothing joins to them.
    Shape {
        name: "score_set",
        columns: &[
            ("meeting_id", Id, Always),
            ("side", Small, Always),
            ("scorer_id", Id, Always),
            ("scorer_name", Text, Always),
            ("salt", Text, Always),
            ("changes", Whole, Always),
            ("saved_at", Moment, Always),
        ],
        key: Key::Parents(&["meeting_id", "side", "scorer_id"]),
        unique: &[],
        links: &[("score_set_meeting_id_fkey", "meeting_id", "governance")],
        indexes: &[],
    },
    Shape {
        name: "score_set_mark",
        columns: &[
            ("meeting_id", Id, Always),
            ("side", Small, Always),
            ("scorer_id", Id, Always),
            ("criterion", Small, Always),
            ("state", Small, Always),
            ("value", Whole, Maybe),
            ("comment", Text, Maybe),
            ("copied_from", Date, Maybe),
        ],
        key: Key::Parents(&["meeting_id", "side", "scorer_id", "criterion"]),
        unique: &[],
        links: &[("score_set_mark_meeting_id_fkey", "meeting_id", "governance")],
        indexes: &[],
    },
    Shape {
        name: "seal",
        columns: &[
            ("meeting_id", Id, Always),
            ("side", Small, Always),
            ("person_id", Id, Always),
            ("person_name", Text, Always),
            ("sealed_at", Moment, Always),
        ],
        key: Key::Parents(&["meeting_id", "side"]),
        unique: &[],
        links: &[("seal_meeting_id_fkey", "meeting_id", "governance")],
        indexes: &[],
    },
    Shape {
        name: "meeting_revision",
        columns: &[
            ("meeting_id", Id, Always),
            ("revision", Whole, Always),
            ("reason", Text, Always),
            ("person_id", Id, Always),
            ("person_name", Text, Always),
            ("opened_at", Moment, Always),
        ],
        key: Key::Parents(&["meeting_id", "revision"]),
        unique: &[],
        links: &[("meeting_revision_meeting_id_fkey", "meeting_id", "governance")],
        indexes: &[],
    },
    Shape {
        name: "outcome",
        columns: &[
            ("meeting_id", Id, Always),
            ("revision", Whole, Always),
            ("criterion", Small, Always),
            ("state", Small, Always),
            ("value", Whole, Maybe),
            ("reason", Text, Maybe),
            ("person_name", Text, Maybe),
            ("recorded_at", Moment, Always),
        ],
        key: Key::Parents(&["meeting_id", "revision", "criterion"]),
        unique: &[],
        links: &[("outcome_meeting_id_fkey", "meeting_id", "governance")],
        indexes: &[],
    },
    Shape {
        name: "dispute",
        columns: &[
            ("id", Id, Always),
            ("meeting_id", Id, Always),
            ("contract_id", Id, Always),
            ("criterion", Small, Always),
            ("opened_at", Moment, Always),
            ("due_on", Date, Always),
            ("closed_at", Moment, Maybe),
            ("decided_by", Text, Maybe),
            ("decision", Text, Maybe),
            ("recorded_by", Text, Maybe),
        ],
        key: Key::Own(&["id"]),
        unique: &[],
        links: &[
            ("dispute_meeting_id_fkey", "meeting_id", "governance"),
            ("dispute_contract_id_fkey", "contract_id", "contract"),
        ],
        indexes: &[
            ("dispute_by_meeting", &["meeting_id"]),
            ("dispute_by_contract", &["contract_id"]),
        ],
    },
    Shape {
        name: "dispute_note",
        columns: &[
            ("dispute_id", Id, Always),
            ("number", Small, Always),
            ("kind", Small, Always),
            ("side", Small, Always),
            ("words", Text, Always),
            ("person_name", Text, Always),
            ("written_at", Moment, Always),
        ],
        key: Key::Parents(&["dispute_id", "number"]),
        unique: &[],
        links: &[("dispute_note_dispute_id_fkey", "dispute_id", "dispute")],
        indexes: &[],
    },
    Shape {
        name: "sign_off",
        columns: &[
            ("meeting_id", Id, Always),
            ("revision", Whole, Always),
            ("side", Small, Always),
            ("person_id", Id, Always),
            ("person_name", Text, Always),
            ("role", Small, Always),
            ("digest", Text, Always),
            ("signed_at", Moment, Always),
        ],
        key: Key::Parents(&["meeting_id", "revision", "side"]),
        unique: &[],
        links: &[("sign_off_meeting_id_fkey", "meeting_id", "governance")],
        indexes: &[],
    },
    Shape {
        name: "signed_figure",
        columns: &[
            ("meeting_id", Id, Always),
            ("revision", Whole, Always),
            ("side", Small, Always),
            ("exact", Whole, Maybe),
            ("published", Whole, Maybe),
            ("coverage", Whole, Always),
            ("minimum", Whole, Always),
        ],
        key: Key::Parents(&["meeting_id", "revision", "side"]),
        unique: &[],
        links: &[("signed_figure_meeting_id_fkey", "meeting_id", "governance")],
        indexes: &[],
    },
    // What KPIs counted for when it was signed: they may be observed anew later.
    Shape {
        name: "signed_kpi",
        columns: &[
            ("meeting_id", Id, Always),
            ("revision", Whole, Always),
            ("kpi_id", Id, Always),
            ("points", Whole, Maybe),
        ],
        key: Key::Parents(&["meeting_id", "revision", "kpi_id"]),
        unique: &[],
        links: &[("signed_kpi_meeting_id_fkey", "meeting_id", "governance")],
        indexes: &[],
    },
];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, SHAPES).await?;
        let mut signed = ColumnDef::new("signed_revision");
        signed.big_integer().null();
        let add = Table::alter().table("composite").add_column(signed).to_owned();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop_column =
            Table::alter().table("composite").drop_column("signed_revision").to_owned();
        manager.alter_table(drop_column).await?;
        drop(manager, SHAPES).await
    }
}
