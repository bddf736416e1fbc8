//! Answers remembered for requests that carry an idempotency key.

use crate::shape::*;
use sea_orm_migration::prelude::*;

step!();

const SHAPES: &[Shape] = &[Shape {
    name: "remembered_request",
    columns: &[
        ("actor_id", Id, Always),
        ("key", Text, Always),
        ("digest", Text, Always),
        ("status", Small, Always),
        ("body", Text, Always),
        ("created_at", Moment, Always),
    ],
    key: Key::Parents(&["actor_id", "key"]),
    unique: &[],
    links: &[],
    indexes: &[],
}];
