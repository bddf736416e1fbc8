//! KPIs, their bands and service levels, and observations.

use crate::shape::*;
use sea_orm_migration::prelude::*;

step!();

const SHAPES: &[Shape] = &[
    Shape {
        name: "kpi",
        columns: &[
            ("id", Id, Always),
            ("contract_id", Id, Always),
            ("title", Text, Always),
            ("unit", Text, Always),
            ("direction", Small, Always),
            ("import_id", Id, Maybe),
            ("created_at", Moment, Always),
        ],
        key: Key::Own(&["id"]),
        unique: &[("kpi_title_key", &["contract_id", "title"])],
        links: &[("kpi_contract_id_fkey", "contract_id", "contract")],
        indexes: &[],
    },
    Shape {
        name: "kpi_band",
        columns: &[
            ("kpi_id", Id, Always),
            ("place", Small, Always),
            ("rating", Text, Always),
            ("low", Whole, Always),
            ("high", Whole, Always),
        ],
        key: Key::Parents(&["kpi_id", "place"]),
        unique: &[],
        links: &[("kpi_band_kpi_id_fkey", "kpi_id", "kpi")],
        indexes: &[],
    },
    Shape {
        name: "service_level",
        columns: &[
            ("kpi_id", Id, Always),
            ("place", Small, Always),
            ("name", Text, Always),
            ("threshold", Whole, Always),
            ("points", Whole, Always),
        ],
        key: Key::Parents(&["kpi_id", "place"]),
        unique: &[],
        links: &[("service_level_kpi_id_fkey", "kpi_id", "kpi")],
        indexes: &[],
    },
    Shape {
        name: "observation",
        columns: &[
            ("kpi_id", Id, Always),
            ("starts_on", Date, Always),
            ("ends_on", Date, Always),
            ("cadence", Small, Always),
            ("state", Small, Always),
            ("actual", Whole, Maybe),
            ("target", Whole, Maybe),
            ("import_id", Id, Maybe),
            ("import_line", Whole, Maybe),
        ],
        key: Key::Parents(&["kpi_id", "starts_on"]),
        unique: &[],
        links: &[("observation_kpi_id_fkey", "kpi_id", "kpi")],
        indexes: &[],
    },
];
