//! Organisations, contracts, parties, designs in use and events.

use crate::shape::*;
use sea_orm_migration::prelude::*;

step!();

const SHAPES: &[Shape] = &[
    Shape {
        name: "organisation",
        columns: &[
            ("id", Id, Always),
            ("name", Text, Always),
            ("import_id", Id, Maybe),
            ("created_at", Moment, Always),
        ],
        key: Key::Own(&["id"]),
        unique: &[("organisation_name_key", &["name"])],
        links: &[],
        indexes: &[],
    },
    Shape {
        name: "contract",
        columns: &[
            ("id", Id, Always),
            ("revision", Whole, Always),
            ("reference", Text, Always),
            ("title", Text, Always),
            ("client_id", Id, Always),
            ("supplier_id", Id, Always),
            ("starts_on", Date, Maybe),
            ("ends_on", Date, Maybe),
            ("value_pence", Whole, Maybe),
            ("pricing_model", Text, Maybe),
            ("working_pattern", Text, Maybe),
            ("tender_reference", Text, Maybe),
            ("import_id", Id, Maybe),
            ("created_at", Moment, Always),
        ],
        key: Key::Own(&["id"]),
        unique: &[("contract_reference_key", &["client_id", "reference"])],
        links: &[
            ("contract_client_id_fkey", "client_id", "organisation"),
            ("contract_supplier_id_fkey", "supplier_id", "organisation"),
        ],
        indexes: &[
            ("contract_by_reference", &["reference"]),
            ("contract_by_supplier", &["supplier_id"]),
            ("contract_by_import", &["import_id"]),
        ],
    },
    Shape {
        name: "contract_party",
        columns: &[
            ("contract_id", Id, Always),
            ("organisation_id", Id, Always),
            ("role", Text, Always),
        ],
        key: Key::Parents(&["contract_id", "organisation_id"]),
        unique: &[],
        links: &[
            ("contract_party_contract_id_fkey", "contract_id", "contract"),
            ("contract_party_organisation_id_fkey", "organisation_id", "organisation"),
        ],
        indexes: &[],
    },
    Shape {
        name: "contract_design",
        columns: &[
            ("contract_id", Id, Always),
            ("starts_on", Date, Always),
            ("version_id", Id, Always),
        ],
        key: Key::Parents(&["contract_id", "starts_on"]),
        unique: &[],
        links: &[
            ("contract_design_contract_id_fkey", "contract_id", "contract"),
            ("contract_design_version_id_fkey", "version_id", "design_version"),
        ],
        indexes: &[],
    },
    Shape {
        name: "event",
        columns: &[
            ("id", Id, Always),
            ("contract_id", Id, Always),
            ("happened_on", Date, Always),
            ("title", Text, Always),
        ],
        key: Key::Own(&["id"]),
        unique: &[],
        links: &[("event_contract_id_fkey", "contract_id", "contract")],
        indexes: &[("event_by_contract", &["contract_id", "happened_on"])],
    },
];
