//! Scorecard designs and their versions.

use crate::shape::*;
use sea_orm_migration::prelude::*;

step!();

const SHAPES: &[Shape] = &[
    Shape {
        name: "design",
        columns: &[("id", Id, Always), ("key", Text, Always), ("title", Text, Always)],
        key: Key::Own(&["id"]),
        unique: &[("design_key_key", &["key"])],
        links: &[],
        indexes: &[],
    },
    Shape {
        name: "design_version",
        columns: &[
            ("id", Id, Always),
            ("design_id", Id, Always),
            ("number", Whole, Always),
            ("title", Text, Always),
            ("minimum_coverage", Whole, Always),
            ("created_at", Moment, Always),
        ],
        key: Key::Own(&["id"]),
        unique: &[("design_version_number_key", &["design_id", "number"])],
        links: &[("design_version_design_id_fkey", "design_id", "design")],
        indexes: &[],
    },
    Shape {
        name: "design_band",
        columns: &[
            ("version_id", Id, Always),
            ("place", Small, Always),
            ("rating", Text, Always),
            ("low", Whole, Always),
            ("high", Whole, Always),
        ],
        key: Key::Parents(&["version_id", "place"]),
        unique: &[],
        links: &[("design_band_version_id_fkey", "version_id", "design_version")],
        indexes: &[],
    },
    Shape {
        name: "design_scale",
        columns: &[
            ("version_id", Id, Always),
            ("place", Small, Always),
            ("key", Text, Always),
            ("kind", Small, Always),
        ],
        key: Key::Parents(&["version_id", "place"]),
        unique: &[],
        links: &[("design_scale_version_id_fkey", "version_id", "design_version")],
        indexes: &[],
    },
    Shape {
        name: "design_level",
        columns: &[
            ("version_id", Id, Always),
            ("scale", Small, Always),
            ("place", Small, Always),
            ("value", Whole, Always),
            ("label", Text, Always),
            ("anchor", Text, Always),
            ("points", Whole, Always),
        ],
        key: Key::Parents(&["version_id", "scale", "place"]),
        unique: &[],
        links: &[("design_level_version_id_fkey", "version_id", "design_version")],
        indexes: &[],
    },
    Shape {
        name: "design_perspective",
        columns: &[
            ("version_id", Id, Always),
            ("place", Small, Always),
            ("key", Text, Always),
            ("title", Text, Always),
            ("weight", Whole, Always),
            ("source", Small, Always),
        ],
        key: Key::Parents(&["version_id", "place"]),
        unique: &[],
        links: &[("design_perspective_version_id_fkey", "version_id", "design_version")],
        indexes: &[],
    },
    Shape {
        name: "design_criterion",
        columns: &[
            ("version_id", Id, Always),
            ("place", Small, Always),
            ("perspective", Small, Always),
            ("key", Text, Always),
            ("title", Text, Always),
            ("weight", Whole, Always),
            ("scale", Text, Always),
            ("client_wording", Text, Always),
            ("supplier_wording", Text, Always),
        ],
        key: Key::Parents(&["version_id", "place"]),
        unique: &[],
        links: &[("design_criterion_version_id_fkey", "version_id", "design_version")],
        indexes: &[],
    },
];
