//! Whose an import is.

use sea_orm_migration::prelude::*;

/// The step.
#[derive(Debug, DeriveMigrationName)]
pub(crate) struct Step;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut organisation = ColumnDef::new("organisation_id");
        organisation.uuid().null();
        let add = Table::alter().table("import").add_column(organisation).to_owned();
        manager.alter_table(add).await?;
        let index = Index::create()
            .name("import_by_organisation")
            .table("import")
            .col("organisation_id")
            .to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name("import_by_organisation").table("import").to_owned();
        manager.drop_index(index).await?;
        let drop = Table::alter().table("import").drop_column("organisation_id").to_owned();
        manager.alter_table(drop).await
    }
}
