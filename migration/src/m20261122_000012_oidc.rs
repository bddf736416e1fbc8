//! Who somebody is to a provider of identities, which roles it gave them, and sign-ins under way.

use crate::shape::*;
use sea_orm_migration::prelude::*;

step!();

const SHAPES: &[Shape] = &[
    Shape {
        name: "identity",
        columns: &[
            ("id", Id, Always),
            ("issuer", Text, Always),
            ("subject", Text, Always),
            ("person_id", Id, Always),
            ("created_at", Moment, Always),
        ],
        key: Key::Own(&["id"]),
        unique: &[("identity_issuer_subject_key", &["issuer", "subject"])],
        links: &[("identity_person_id_fkey", "person_id", "person")],
        indexes: &[("identity_by_person", &["person_id"])],
    },
    Shape {
        name: "provided_membership",
        columns: &[("membership_id", Id, Always), ("identity_id", Id, Always)],
        key: Key::Own(&["membership_id"]),
        unique: &[],
        links: &[
            ("provided_membership_membership_id_fkey", "membership_id", "membership"),
            ("provided_membership_identity_id_fkey", "identity_id", "identity"),
        ],
        indexes: &[("provided_membership_by_identity", &["identity_id"])],
    },
    Shape {
        name: "oidc_login",
        columns: &[
            ("key", Text, Always),
            ("nonce", Text, Always),
            ("verifier", Text, Always),
            ("next", Text, Always),
            ("expires_at", Moment, Always),
        ],
        key: Key::Own(&["key"]),
        unique: &[],
        links: &[],
        indexes: &[("oidc_login_by_end", &["expires_at"])],
    },
];
