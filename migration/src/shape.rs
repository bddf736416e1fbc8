//! Tables in a few words: columns, keys and links, all of them named.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// The type of a column.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// An identifier.
    Id,
    /// Text of any length.
    Text,
    /// A whole number of 64 bits: money, scaled decimals, counts.
    Whole,
    /// A small whole number: positions, sides, states.
    Small,
    /// A civil date.
    Date,
    /// A moment in UTC.
    Moment,
    /// Raw bytes.
    Bytes,
}

/// Whether a row must have a value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Need {
    /// It must.
    Always,
    /// It may be empty.
    Maybe,
}

pub(crate) use Kind::{Bytes, Date, Id, Moment, Small, Text, Whole};
pub(crate) use Need::{Always, Maybe};

/// One column.
pub(crate) type Column = (&'static str, Kind, Need);

/// How a table finds its rows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Key {
    /// Resources: found by their own identifier.
    Own(&'static [&'static str]),
    /// Leaf rows: kept in the order of their parents' keys, in one tree on SQLite.
    Parents(&'static [&'static str]),
}

/// One table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its columns.
    pub(crate) columns: &'static [Column],
    /// Its key.
    pub(crate) key: Key,
    /// Named unique sets of columns.
    pub(crate) unique: &'static [(&'static str, &'static [&'static str])],
    /// Links: name, column, parent table (by its `id`).
    pub(crate) links: &'static [(&'static str, &'static str, &'static str)],
    /// Named indexes.
    pub(crate) indexes: &'static [(&'static str, &'static [&'static str])],
}

/// Makes the tables in order.
pub(crate) async fn create(manager: &SchemaManager<'_>, shapes: &[Shape]) -> Result<(), DbErr> {
    for shape in shapes {
        manager.create_table(table(shape, manager.get_database_backend())).await?;
        for (name, columns) in shape.indexes {
            let mut index = Index::create();
            index.name(*name).table(shape.name);
            for column in *columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
    }
    Ok(())
}

/// Takes the tables away again, last one first.
pub(crate) async fn drop(manager: &SchemaManager<'_>, shapes: &[Shape]) -> Result<(), DbErr> {
    for shape in shapes.iter().rev() {
        manager.drop_table(Table::drop().table(shape.name).to_owned()).await?;
    }
    Ok(())
}

fn table(shape: &Shape, backend: DatabaseBackend) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(shape.name);
    for (name, kind, need) in shape.columns {
        table.col(column(name, *kind, *need));
    }
    table.primary_key(&mut key(shape));
    for (name, columns) in shape.unique {
        let mut index = Index::create();
        index.name(*name).unique();
        for column in *columns {
            index.col(*column);
        }
        table.index(&mut index);
    }
    for (name, column, parent) in shape.links {
        table.foreign_key(
            ForeignKey::create()
                .name(*name)
                .from(shape.name, *column)
                .to(*parent, "id")
                .on_delete(ForeignKeyAction::Restrict),
        );
    }
    if let (Key::Parents(_), DatabaseBackend::Sqlite) = (shape.key, backend) {
        table.extra("WITHOUT ROWID");
    }
    table
}

fn key(shape: &Shape) -> IndexCreateStatement {
    let (Key::Own(columns) | Key::Parents(columns)) = shape.key;
    let mut key = Index::create();
    key.name(format!("{}_pkey", shape.name)).primary();
    for column in columns {
        key.col(*column);
    }
    key
}

fn column(name: &'static str, kind: Kind, need: Need) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    match kind {
        Kind::Id => column.uuid(),
        Kind::Text => column.text(),
        Kind::Whole => column.big_integer(),
        Kind::Small => column.small_integer(),
        Kind::Date => column.date(),
        Kind::Moment => column.timestamp_with_time_zone(),
        Kind::Bytes => column.blob(),
    };
    match need {
        Need::Always => column.not_null(),
        Need::Maybe => column.null(),
    };
    column
}

/// A step that makes `SHAPES` and takes them away again.
macro_rules! step {
    () => {
        /// The step.
        #[derive(Debug, DeriveMigrationName)]
        pub(crate) struct Step;

        #[async_trait::async_trait]
        impl MigrationTrait for Step {
            fn use_transaction(&self) -> Option<bool> {
                Some(true)
            }

            async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                crate::shape::create(manager, SHAPES).await
            }

            async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
                crate::shape::drop(manager, SHAPES).await
            }
        }
    };
}
pub(crate) use step;
