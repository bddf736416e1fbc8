//! Composites per day, and their sums per period.

use crate::shape::*;
use sea_orm_migration::prelude::*;

step!();

const SHAPES: &[Shape] = &[
    Shape {
        name: "composite",
        columns: &[
            ("contract_id", Id, Always),
            ("happened_on", Date, Always),
            ("side", Small, Always),
            ("version_id", Id, Always),
            ("meeting_id", Id, Maybe),
            ("exact", Whole, Maybe),
            ("published", Whole, Maybe),
            ("coverage", Whole, Always),
            ("minimum", Whole, Always),
        ],
        key: Key::Parents(&["contract_id", "happened_on", "side"]),
        unique: &[],
        links: &[
            ("composite_contract_id_fkey", "contract_id", "contract"),
            ("composite_version_id_fkey", "version_id", "design_version"),
        ],
        indexes: &[],
    },
    Shape {
        name: "latest",
        columns: &[
            ("contract_id", Id, Always),
            ("side", Small, Always),
            ("happened_on", Date, Always),
            ("version_id", Id, Always),
            ("published", Whole, Always),
        ],
        key: Key::Parents(&["contract_id", "side"]),
        unique: &[],
        links: &[("latest_contract_id_fkey", "contract_id", "contract")],
        indexes: &[],
    },
    Shape {
        name: "rollup",
        columns: &[
            ("contract_id", Id, Always),
            ("cadence", Small, Always),
            ("side", Small, Always),
            ("starts_on", Date, Always),
            ("total", Whole, Always),
            ("meetings", Whole, Always),
        ],
        key: Key::Parents(&["contract_id", "cadence", "side", "starts_on"]),
        unique: &[],
        links: &[("rollup_contract_id_fkey", "contract_id", "contract")],
        indexes: &[],
    },
];
