//! Assessments against a service standard, their points, what is to be done, and what imports
//! replaced; and meetings that are health checks.

use crate::shape::*;
use sea_orm_migration::prelude::*;

/// The step.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Step;

const SHAPES: &[Shape] = &[
    Shape {
        name: "assessment",
        columns: &[
            ("id", Id, Always),
            ("revision", Whole, Always),
            ("client_id", Id, Maybe),
            ("contract_id", Id, Maybe),
            ("reference", Text, Always),
            ("round", Small, Always),
            ("follows_id", Id, Maybe),
            ("service", Text, Always),
            ("assessed_on", Date, Maybe),
            ("stage", Small, Maybe),
            ("stage_written", Text, Maybe),
            ("standard", Small, Maybe),
            ("result", Small, Maybe),
            ("result_written", Text, Maybe),
            ("reported_on", Date, Maybe),
            ("report", Text, Maybe),
            ("answer", Small, Maybe),
            ("answered_on", Date, Maybe),
            ("answer_reason", Text, Maybe),
            ("import_id", Id, Maybe),
            ("import_line", Whole, Maybe),
            ("created_at", Moment, Always),
        ],
        key: Key::Own(&["id"]),
        unique: &[
            ("assessment_reference_key", &["client_id", "reference", "round"]),
            ("assessment_follows_key", &["follows_id"]),
        ],
        links: &[
            ("assessment_client_id_fkey", "client_id", "organisation"),
            ("assessment_contract_id_fkey", "contract_id", "contract"),
            ("assessment_follows_id_fkey", "follows_id", "assessment"),
        ],
        indexes: &[
            ("assessment_by_contract", &["contract_id"]),
            ("assessment_by_day", &["assessed_on"]),
            ("assessment_by_import", &["import_id"]),
        ],
    },
    Shape {
        name: "assessment_point",
        columns: &[
            ("assessment_id", Id, Always),
            ("number", Small, Always),
            ("result", Small, Always),
            ("comment", Text, Maybe),
            ("import_id", Id, Maybe),
            ("import_line", Whole, Maybe),
        ],
        key: Key::Parents(&["assessment_id", "number"]),
        unique: &[],
        links: &[("assessment_point_assessment_id_fkey", "assessment_id", "assessment")],
        indexes: &[("assessment_point_by_import", &["import_id"])],
    },
    Shape {
        name: "assessment_action",
        columns: &[
            ("id", Id, Always),
            ("assessment_id", Id, Always),
            ("point", Small, Always),
            ("what", Text, Always),
            ("due_on", Date, Always),
            ("done_on", Date, Maybe),
            ("created_at", Moment, Always),
        ],
        key: Key::Own(&["id"]),
        unique: &[],
        links: &[("assessment_action_assessment_id_fkey", "assessment_id", "assessment")],
        indexes: &[("assessment_action_by_assessment", &["assessment_id"])],
    },
    Shape {
        name: "assessment_before",
        columns: &[
            ("import_id", Id, Always),
            ("assessment_id", Id, Always),
            ("contract_id", Id, Maybe),
            ("service", Text, Always),
            ("assessed_on", Date, Maybe),
            ("stage", Small, Maybe),
            ("stage_written", Text, Maybe),
            ("standard", Small, Maybe),
            ("result", Small, Maybe),
            ("result_written", Text, Maybe),
            ("report", Text, Maybe),
            ("prior_import_id", Id, Maybe),
            ("prior_line", Whole, Maybe),
        ],
        key: Key::Parents(&["import_id", "assessment_id"]),
        unique: &[],
        links: &[("assessment_before_import_id_fkey", "import_id", "import")],
        indexes: &[],
    },
    Shape {
        name: "assessment_point_before",
        columns: &[
            ("import_id", Id, Always),
            ("assessment_id", Id, Always),
            ("number", Small, Always),
            ("result", Small, Always),
            ("comment", Text, Maybe),
            ("prior_import_id", Id, Maybe),
            ("prior_line", Whole, Maybe),
        ],
        key: Key::Parents(&["import_id", "assessment_id", "number"]),
        unique: &[],
        links: &[("assessment_point_before_import_id_fkey", "import_id", "import")],
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
        // The meetings there are belong to the scorecard of their contract.
        let mut kind = ColumnDef::new("kind");
        kind.small_integer().not_null().default(0);
        let add = Table::alter().table("meeting").add_column(kind).to_owned();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let drop_column = Table::alter().table("meeting").drop_column("kind").to_owned();
        manager.alter_table(drop_column).await?;
        drop(manager, SHAPES).await
    }
}
