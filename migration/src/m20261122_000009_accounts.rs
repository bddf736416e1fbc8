//! People, the roles they hold, how they were invited, sign in and are let in again.

use crate::shape::*;
use sea_orm_migration::prelude::*;

step!();

const SHAPES: &[Shape] = &[
    Shape {
        name: "person",
        columns: &[
            ("id", Id, Always),
            ("email", Text, Always),
            ("name", Text, Always),
            ("password_hash", Text, Maybe),
            ("disabled_at", Moment, Maybe),
            ("contact", Text, Maybe),
            ("hours", Text, Maybe),
            ("ways", Text, Maybe),
            ("feedback", Text, Maybe),
            ("created_at", Moment, Always),
        ],
        key: Key::Own(&["id"]),
        unique: &[("person_email_key", &["email"])],
        links: &[],
        indexes: &[],
    },
    Shape {
        name: "membership",
        columns: &[
            ("id", Id, Always),
            ("person_id", Id, Always),
            ("organisation_id", Id, Maybe),
            ("role", Small, Always),
            ("ended_at", Moment, Maybe),
            ("created_at", Moment, Always),
        ],
        key: Key::Own(&["id"]),
        unique: &[],
        links: &[
            ("membership_person_id_fkey", "person_id", "person"),
            ("membership_organisation_id_fkey", "organisation_id", "organisation"),
        ],
        indexes: &[
            ("membership_by_person", &["person_id"]),
            ("membership_by_organisation", &["organisation_id"]),
        ],
    },
    Shape {
        name: "invitation",
        columns: &[
            ("key", Text, Always),
            ("email", Text, Maybe),
            ("organisation_id", Id, Maybe),
            ("role", Small, Maybe),
            ("invited_by", Id, Always),
            ("created_at", Moment, Always),
            ("expires_at", Moment, Always),
            ("used_at", Moment, Maybe),
        ],
        key: Key::Own(&["key"]),
        unique: &[],
        links: &[("invitation_organisation_id_fkey", "organisation_id", "organisation")],
        indexes: &[],
    },
    Shape {
        name: "session",
        columns: &[
            ("key", Text, Always),
            ("person_id", Id, Always),
            ("membership_id", Id, Maybe),
            ("address", Text, Maybe),
            ("created_at", Moment, Always),
            ("seen_at", Moment, Always),
            ("expires_at", Moment, Always),
        ],
        key: Key::Own(&["key"]),
        unique: &[],
        links: &[
            ("session_person_id_fkey", "person_id", "person"),
            ("session_membership_id_fkey", "membership_id", "membership"),
        ],
        indexes: &[("session_by_person", &["person_id"])],
    },
    Shape {
        name: "api_token",
        columns: &[
            ("id", Id, Always),
            ("prefix", Text, Always),
            ("digest", Text, Always),
            ("membership_id", Id, Always),
            ("name", Text, Always),
            ("reach", Small, Always),
            ("created_at", Moment, Always),
            ("expires_at", Moment, Maybe),
            ("used_at", Moment, Maybe),
            ("revoked_at", Moment, Maybe),
        ],
        key: Key::Own(&["id"]),
        unique: &[("api_token_prefix_key", &["prefix"])],
        links: &[("api_token_membership_id_fkey", "membership_id", "membership")],
        indexes: &[("api_token_by_membership", &["membership_id"])],
    },
    Shape {
        name: "sign_in_failure",
        columns: &[("id", Id, Always), ("subject", Text, Always), ("failed_at", Moment, Always)],
        key: Key::Own(&["id"]),
        unique: &[],
        links: &[],
        indexes: &[
            ("sign_in_failure_by_subject", &["subject", "failed_at"]),
            ("sign_in_failure_by_moment", &["failed_at"]),
        ],
    },
];
