//! Governance meetings and scores.

use crate::shape::*;
use sea_orm_migration::prelude::*;

step!();

const SHAPES: &[Shape] = &[
    Shape {
        name: "meeting",
        columns: &[
            ("id", Id, Always),
            ("contract_id", Id, Always),
            ("held_on", Date, Always),
            ("version_id", Id, Always),
            ("import_id", Id, Maybe),
            ("created_at", Moment, Always),
        ],
        key: Key::Own(&["id"]),
        unique: &[("meeting_held_on_key", &["contract_id", "held_on"])],
        links: &[
            ("meeting_contract_id_fkey", "contract_id", "contract"),
            ("meeting_version_id_fkey", "version_id", "design_version"),
        ],
        indexes: &[],
    },
    Shape {
        name: "score",
        columns: &[
            ("meeting_id", Id, Always),
            ("side", Small, Always),
            ("criterion", Small, Always),
            ("state", Small, Always),
            ("value", Whole, Maybe),
            ("comment", Text, Maybe),
            ("import_id", Id, Maybe),
            ("import_line", Whole, Maybe),
        ],
        key: Key::Parents(&["meeting_id", "side", "criterion"]),
        unique: &[],
        links: &[("score_meeting_id_fkey", "meeting_id", "meeting")],
        indexes: &[],
    },
];
