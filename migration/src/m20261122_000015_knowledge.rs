//! Knowledge areas, who is to know, verified levels, evidence and its files; what knowledge and
//! value-add counted for in what both sides signed.

use crate::shape::*;
use sea_orm_migration::prelude::*;

step!();

const SHAPES: &[Shape] = &[
    AREA,
    HOLDER,
    EVIDENCE,
    EVIDENCE_FILE,
    KNOWLEDGE_LEVEL,
    KNOWLEDGE_LEVEL_BEFORE,
    SIGNED_POINTS,
];

const AREA: Shape = Shape {
    name: "knowledge_area",
    columns: &[
        ("id", Id, Always),
        ("contract_id", Id, Always),
        ("revision", Whole, Always),
        ("key", Text, Always),
        ("title", Text, Always),
        ("weight", Whole, Always),
        ("baseline", Small, Always),
        ("target", Small, Always),
        ("target_on", Date, Maybe),
        ("import_id", Id, Maybe),
        ("created_at", Moment, Always),
    ],
    key: Key::Own(&["id"]),
    unique: &[
        ("knowledge_area_contract_id_key_key", &["contract_id", "key"]),
        ("knowledge_area_contract_id_title_key", &["contract_id", "title"]),
    ],
    links: &[
        ("knowledge_area_contract_id_fkey", "contract_id", "contract"),
        ("knowledge_area_import_id_fkey", "import_id", "import"),
    ],
    indexes: &[("knowledge_area_by_import", &["import_id"])],
};

const HOLDER: Shape = Shape {
    name: "knowledge_holder",
    columns: &[
        ("id", Id, Always),
        ("contract_id", Id, Always),
        ("revision", Whole, Always),
        ("name", Text, Always),
        ("role", Text, Always),
        ("side", Small, Always),
        ("from_on", Date, Maybe),
        ("until_on", Date, Maybe),
        ("import_id", Id, Maybe),
        ("created_at", Moment, Always),
    ],
    key: Key::Own(&["id"]),
    unique: &[("knowledge_holder_contract_id_name_key", &["contract_id", "name"])],
    links: &[
        ("knowledge_holder_contract_id_fkey", "contract_id", "contract"),
        ("knowledge_holder_import_id_fkey", "import_id", "import"),
    ],
    indexes: &[("knowledge_holder_by_import", &["import_id"])],
};

const EVIDENCE: Shape = Shape {
    name: "evidence",
    columns: &[
        ("id", Id, Always),
        ("contract_id", Id, Always),
        ("area_id", Id, Always),
        ("holder_id", Id, Always),
        ("revision", Whole, Always),
        ("kind", Small, Always),
        ("title", Text, Always),
        ("level", Small, Always),
        ("due_on", Date, Maybe),
        ("planned_by", Text, Always),
        ("note", Text, Maybe),
        ("link", Text, Maybe),
        ("state", Small, Always),
        ("delivered_on", Date, Maybe),
        ("delivered_by_id", Id, Maybe),
        ("delivered_by", Text, Maybe),
        ("settled_on", Date, Maybe),
        ("settled_by_id", Id, Maybe),
        ("settled_by", Text, Maybe),
        ("reason", Text, Maybe),
        ("created_at", Moment, Always),
    ],
    key: Key::Own(&["id"]),
    unique: &[],
    links: &[
        ("evidence_contract_id_fkey", "contract_id", "contract"),
        ("evidence_area_id_fkey", "area_id", "knowledge_area"),
        ("evidence_holder_id_fkey", "holder_id", "knowledge_holder"),
    ],
    indexes: &[
        ("evidence_by_contract", &["contract_id"]),
        ("evidence_by_area", &["area_id"]),
        ("evidence_by_holder", &["holder_id"]),
    ],
};

const EVIDENCE_FILE: Shape = Shape {
    name: "evidence_file",
    columns: &[
        ("id", Id, Always),
        ("evidence_id", Id, Always),
        ("contract_id", Id, Always),
        ("digest", Text, Always),
        ("name", Text, Always),
        ("kind", Small, Always),
        ("bytes", Whole, Always),
        ("added_by", Text, Always),
        ("added_at", Moment, Always),
    ],
    key: Key::Own(&["id"]),
    unique: &[("evidence_file_evidence_id_digest_key", &["evidence_id", "digest"])],
    links: &[
        ("evidence_file_evidence_id_fkey", "evidence_id", "evidence"),
        ("evidence_file_contract_id_fkey", "contract_id", "contract"),
    ],
    indexes: &[("evidence_file_by_digest", &["digest"])],
};

const KNOWLEDGE_LEVEL: Shape = Shape {
    name: "knowledge_level",
    columns: &[
        ("area_id", Id, Always),
        ("holder_id", Id, Always),
        ("assessed_on", Date, Always),
        ("level", Small, Always),
        ("witness", Text, Maybe),
        ("note", Text, Maybe),
        ("evidence_id", Id, Maybe),
        ("recorded_by", Text, Always),
        ("import_id", Id, Maybe),
        ("import_line", Whole, Maybe),
    ],
    key: Key::Parents(&["area_id", "holder_id", "assessed_on"]),
    unique: &[],
    links: &[
        ("knowledge_level_area_id_fkey", "area_id", "knowledge_area"),
        ("knowledge_level_holder_id_fkey", "holder_id", "knowledge_holder"),
        ("knowledge_level_evidence_id_fkey", "evidence_id", "evidence"),
        ("knowledge_level_import_id_fkey", "import_id", "import"),
    ],
    indexes: &[
        ("knowledge_level_by_holder", &["holder_id"]),
        ("knowledge_level_by_evidence", &["evidence_id"]),
        ("knowledge_level_by_import", &["import_id"]),
    ],
};

const KNOWLEDGE_LEVEL_BEFORE: Shape = Shape {
    name: "knowledge_level_before",
    columns: &[
        ("import_id", Id, Always),
        ("area_id", Id, Always),
        ("holder_id", Id, Always),
        ("assessed_on", Date, Always),
        ("level", Small, Always),
        ("witness", Text, Maybe),
        ("note", Text, Maybe),
        ("evidence_id", Id, Maybe),
        ("recorded_by", Text, Always),
        ("prior_import_id", Id, Maybe),
        ("prior_line", Whole, Maybe),
    ],
    key: Key::Parents(&["import_id", "area_id", "holder_id", "assessed_on"]),
    unique: &[],
    links: &[("knowledge_level_before_import_id_fkey", "import_id", "import")],
    indexes: &[],
};

// What a source counted for when it was signed: its records may change later.
const SIGNED_POINTS: Shape = Shape {
    name: "signed_points",
    columns: &[
        ("meeting_id", Id, Always),
        ("revision", Whole, Always),
        ("source", Small, Always),
        ("points", Whole, Maybe),
    ],
    key: Key::Parents(&["meeting_id", "revision", "source"]),
    unique: &[],
    links: &[("signed_points_meeting_id_fkey", "meeting_id", "governance")],
    indexes: &[],
};
