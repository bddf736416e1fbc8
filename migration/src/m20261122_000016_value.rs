//! Value-add items, what became of each, and what an import changed of them.

use crate::shape::*;
use sea_orm_migration::prelude::*;

step!();

const SHAPES: &[Shape] = &[
    Shape {
        name: "value_item",
        columns: &[
            ("id", Id, Always),
            ("contract_id", Id, Always),
            ("revision", Whole, Always),
            ("title", Text, Always),
            ("about", Text, Maybe),
            ("kind", Small, Always),
            ("towards", Small, Always),
            ("due_on", Date, Maybe),
            ("takes_place_on", Date, Maybe),
            ("claimed_pence", Whole, Maybe),
            ("method", Text, Maybe),
            ("state", Small, Always),
            ("verified_on", Date, Maybe),
            ("verified_pence", Whole, Maybe),
            ("attendance", Whole, Maybe),
            ("felt_count", Whole, Maybe),
            ("felt_sum", Whole, Maybe),
            ("themes", Text, Always),
            ("same_as_id", Id, Maybe),
            ("import_id", Id, Maybe),
            ("import_line", Whole, Maybe),
        ],
        key: Key::Own(&["id"]),
        unique: &[],
        links: &[
            ("value_item_contract_id_fkey", "contract_id", "contract"),
            ("value_item_same_as_id_fkey", "same_as_id", "value_item"),
        ],
        indexes: &[
            ("value_item_by_contract", &["contract_id"]),
            ("value_item_by_same_as", &["same_as_id"]),
        ],
    },
    Shape {
        name: "value_step",
        columns: &[
            ("item_id", Id, Always),
            ("place", Small, Always),
            ("state", Small, Always),
            ("happened_on", Date, Always),
            ("recorded_at", Moment, Always),
            ("actor_id", Id, Always),
            ("actor_name", Text, Always),
            ("note", Text, Maybe),
            ("verified_pence", Whole, Maybe),
            ("import_id", Id, Maybe),
        ],
        key: Key::Parents(&["item_id", "place"]),
        unique: &[],
        links: &[("value_step_item_id_fkey", "item_id", "value_item")],
        indexes: &[],
    },
    Shape {
        name: "value_item_before",
        columns: &[
            ("import_id", Id, Always),
            ("item_id", Id, Always),
            ("revision", Whole, Always),
            ("towards", Small, Always),
            ("takes_place_on", Date, Maybe),
            ("claimed_pence", Whole, Maybe),
            ("method", Text, Maybe),
            ("state", Small, Always),
            ("verified_on", Date, Maybe),
            ("verified_pence", Whole, Maybe),
            ("attendance", Whole, Maybe),
            ("prior_import_id", Id, Maybe),
            ("prior_line", Whole, Maybe),
        ],
        key: Key::Parents(&["import_id", "item_id"]),
        unique: &[],
        links: &[("value_item_before_import_id_fkey", "import_id", "import")],
        indexes: &[],
    },
];
