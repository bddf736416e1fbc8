//! Which earlier imports an import said again, so that none of them is taken back under it.

use crate::shape::*;
use sea_orm_migration::prelude::*;

step!();

const SHAPES: &[Shape] = &[Shape {
    name: "import_repeat",
    columns: &[
        ("import_id", Id, Always),
        ("repeated_id", Id, Always),
        ("rows_same", Whole, Always),
    ],
    key: Key::Parents(&["import_id", "repeated_id"]),
    unique: &[],
    links: &[
        ("import_repeat_import_id_fkey", "import_id", "import"),
        ("import_repeat_repeated_id_fkey", "repeated_id", "import"),
    ],
    indexes: &[("import_repeat_by_repeated", &["repeated_id"])],
}];
