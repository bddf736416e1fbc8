//! Northmoor Council: one contract that improves, one that falls and recovers, one just begun.

use super::{ALL, Measured, Meetings, Story, UNLIMITED};
use crate::domain::contracts::{PricingModel, WorkingPattern};
use crate::domain::kpis::Direction;
use crate::domain::meetings::{Side, Unscored};
use crate::domain::periods::Cadence;
use crate::inbound::demo::calendar::{Curve, Rhythm, Span, on};
use crate::inbound::demo::stories::{FIRST, LAST};

const CLIENT: &str = "Northmoor Council (fictional)";

/// Improves over three years; scored by other weights once the service is live.
pub(super) const BENEFITS_ONLINE: Story = Story {
    reference: "NMC-2301",
    title: "Revenues and benefits online",
    client: CLIENT,
    supplier: "Alder Digital (fictional)",
    parties: &[("Finch Accessibility (fictional)", "Accessibility testing")],
    term: Span(on(2023, 11, 1), on(2027, 10, 31)),
    pounds: 4_200_000,
    pricing: PricingModel::DayRate,
    working: WorkingPattern::Hybrid,
    tender: "NMC-T-2023-014",
    design: "partnership",
    redesign: Some((on(2025, 4, 1), "live-digital-service")),
    events: &[
        (on(2024, 3, 18), "Private beta opens"),
        (on(2024, 11, 4), "Council team joins every sprint"),
        (on(2025, 4, 1), "Service goes live"),
        (on(2026, 2, 9), "Supplier lead changes"),
    ],
    meetings: Some(Meetings {
        rhythm: Rhythm::Weekly,
        held: Span(FIRST, LAST),
        client: Curve(&[
            (on(2023, 11, 1), 42),
            (on(2024, 9, 1), 55),
            (on(2025, 4, 1), 70),
            (on(2026, 2, 1), 80),
            (on(2026, 3, 20), 74),
            (on(2026, 10, 31), 84),
        ]),
        supplier: Curve(&[
            (on(2023, 11, 1), 66),
            (on(2024, 9, 1), 66),
            (on(2025, 4, 1), 74),
            (on(2026, 10, 31), 84),
        ]),
        apart: &[
            ("independence", Curve(&[(on(2023, 11, 1), -20), (on(2026, 6, 1), 12)])),
            ("spend", Curve(&[(on(2024, 6, 1), 8), (on(2025, 6, 1), -10)])),
        ],
        missed: &[
            Span(on(2023, 12, 21), on(2024, 1, 3)),
            Span(on(2024, 12, 19), on(2025, 1, 1)),
            Span(on(2025, 8, 11), on(2025, 8, 24)),
            Span(on(2025, 12, 22), on(2026, 1, 4)),
        ],
        silent: &[
            (Side::Supplier, Span(on(2024, 5, 6), on(2024, 5, 19))),
            (Side::Client, Span(on(2026, 2, 9), on(2026, 2, 15))),
        ],
        left_out: &[
            ("independence", Unscored::NotDue, Span(on(2023, 11, 1), on(2024, 1, 31))),
            ("uptime", Unscored::NotApplicable, Span(on(2025, 4, 1), on(2025, 5, 4))),
        ],
        agreed_from: on(2024, 3, 1),
    }),
    kpis: &[
        Measured {
            title: "Forms completed without help",
            unit: "%",
            direction: Direction::Higher,
            cadence: Cadence::Month,
            observed: Span(on(2024, 4, 1), LAST),
            target: Curve(&[
                (on(2024, 4, 1), 7_500),
                (on(2025, 3, 31), 7_500),
                (on(2025, 4, 1), 8_500),
            ]),
            actual: Curve(&[
                (on(2024, 4, 1), 5_200),
                (on(2025, 6, 1), 8_200),
                (on(2026, 9, 1), 9_000),
            ]),
            stray: 250,
            limit: ALL,
            missing: &[(Unscored::NotScored, Span(on(2025, 8, 1), on(2025, 8, 31)))],
            levels: &[],
        },
        Measured {
            title: "Time to decide a claim",
            unit: "days",
            direction: Direction::Lower,
            cadence: Cadence::Month,
            observed: Span(on(2023, 11, 1), LAST),
            target: Curve(&[(on(2023, 11, 1), 1_200)]),
            actual: Curve(&[
                (on(2023, 11, 1), 2_100),
                (on(2025, 1, 1), 1_400),
                (on(2026, 10, 1), 950),
            ]),
            stray: 150,
            limit: UNLIMITED,
            missing: &[],
            levels: &[],
        },
    ],
};

/// Declines through the second winter, then recovers after a plan both sides signed.
pub(super) const HIGHWAYS: Story = Story {
    reference: "NMC-2302",
    title: "Highways repairs and winter service",
    client: CLIENT,
    supplier: "Curlew Facilities (fictional)",
    parties: &[],
    term: Span(on(2023, 4, 1), on(2028, 3, 31)),
    pounds: 18_500_000,
    pricing: PricingModel::FixedPrice,
    working: WorkingPattern::Colocated,
    tender: "NMC-T-2022-007",
    design: "works-and-upkeep",
    redesign: Some((on(2025, 10, 1), "works-and-upkeep")),
    events: &[
        (on(2024, 12, 2), "Depot fire"),
        (on(2025, 3, 3), "Recovery plan signed"),
        (on(2025, 10, 1), "Weights reviewed"),
    ],
    meetings: Some(Meetings {
        rhythm: Rhythm::Monthly,
        held: Span(FIRST, LAST),
        client: Curve(&[
            (on(2023, 11, 1), 74),
            (on(2024, 9, 1), 66),
            (on(2025, 2, 1), 32),
            (on(2025, 6, 1), 44),
            (on(2026, 3, 1), 68),
            (on(2026, 10, 31), 76),
        ]),
        supplier: Curve(&[
            (on(2023, 11, 1), 76),
            (on(2024, 9, 1), 74),
            (on(2025, 2, 1), 56),
            (on(2025, 9, 1), 58),
            (on(2026, 10, 31), 76),
        ]),
        apart: &[
            ("safe-working", Curve(&[(on(2023, 11, 1), 14)])),
            (
                "openness",
                Curve(&[(on(2024, 6, 1), 0), (on(2025, 2, 1), -12), (on(2025, 9, 1), 10)]),
            ),
        ],
        missed: &[Span(on(2024, 8, 1), on(2024, 8, 31)), Span(on(2024, 12, 1), on(2024, 12, 31))],
        silent: &[(Side::Supplier, Span(on(2025, 1, 1), on(2025, 2, 28)))],
        left_out: &[
            ("right-first-time", Unscored::NotScored, Span(on(2024, 5, 1), on(2024, 5, 31))),
            ("local-benefit", Unscored::NotDue, Span(on(2023, 11, 1), on(2024, 3, 31))),
        ],
        agreed_from: FIRST,
    }),
    kpis: &[
        Measured {
            title: "Potholes repaired in time",
            unit: "%",
            direction: Direction::Higher,
            cadence: Cadence::FourWeek,
            observed: Span(FIRST, LAST),
            target: Curve(&[(on(2023, 11, 1), 9_500)]),
            actual: Curve(&[
                (on(2023, 11, 1), 9_600),
                (on(2024, 9, 1), 9_300),
                (on(2025, 2, 1), 7_100),
                (on(2025, 12, 1), 9_000),
                (on(2026, 9, 1), 9_700),
            ]),
            stray: 200,
            limit: ALL,
            missing: &[(Unscored::NotScored, Span(on(2024, 12, 8), on(2025, 1, 4)))],
            levels: &[
                ("met", 9_500, 0),
                ("minor", 9_000, 1),
                ("serious", 8_000, 3),
                ("critical", 0, 6),
            ],
        },
        Measured {
            title: "Complaints upheld",
            unit: "complaints",
            direction: Direction::Lower,
            cadence: Cadence::FourWeek,
            observed: Span(FIRST, LAST),
            target: Curve(&[(on(2023, 11, 1), 1_200)]),
            actual: Curve(&[
                (on(2023, 11, 1), 1_000),
                (on(2025, 2, 1), 2_500),
                (on(2026, 6, 1), 900),
            ]),
            stray: 300,
            limit: UNLIMITED,
            missing: &[],
            levels: &[],
        },
        Measured {
            title: "Salt spread per square metre",
            unit: "g",
            direction: Direction::Nearest,
            cadence: Cadence::Month,
            observed: Span(FIRST, LAST),
            target: Curve(&[(on(2023, 11, 1), 2_000)]),
            actual: Curve(&[
                (on(2023, 11, 1), 2_100),
                (on(2025, 1, 1), 2_700),
                (on(2026, 1, 1), 2_000),
            ]),
            stray: 200,
            limit: UNLIMITED,
            missing: &[
                (Unscored::NotApplicable, Span(on(2024, 4, 1), on(2024, 9, 30))),
                (Unscored::NotApplicable, Span(on(2025, 4, 1), on(2025, 9, 30))),
                (Unscored::NotApplicable, Span(on(2026, 4, 1), on(2026, 9, 30))),
            ],
            levels: &[],
        },
    ],
};

/// Has only just begun: most of the weight is not scored yet, so there is no composite.
pub(super) const CARE_DATA: Story = Story {
    reference: "NMC-2605",
    title: "Data platform for social care",
    client: CLIENT,
    supplier: "Dovetail Analytics (fictional)",
    parties: &[],
    term: Span(on(2026, 9, 1), on(2029, 8, 31)),
    pounds: 1_150_000,
    pricing: PricingModel::Outcome,
    working: WorkingPattern::Remote,
    tender: "NMC-T-2026-003",
    design: "live-digital-service",
    redesign: None,
    events: &[(on(2026, 9, 14), "First discovery workshop")],
    meetings: Some(Meetings {
        rhythm: Rhythm::Weekly,
        held: Span(on(2026, 9, 10), LAST),
        client: Curve(&[(on(2026, 9, 1), 55), (on(2026, 10, 31), 62)]),
        supplier: Curve(&[(on(2026, 9, 1), 64), (on(2026, 10, 31), 66)]),
        apart: &[],
        missed: &[],
        silent: &[(Side::Supplier, Span(on(2026, 9, 10), on(2026, 9, 20)))],
        left_out: &[
            ("outcomes", Unscored::NotDue, Span(FIRST, LAST)),
            ("uptime", Unscored::NotApplicable, Span(FIRST, LAST)),
            ("fit-for-use", Unscored::NotDue, Span(FIRST, LAST)),
            ("spend", Unscored::NotScored, Span(FIRST, LAST)),
            ("independence", Unscored::NotDue, Span(FIRST, LAST)),
            ("knowledge-kept", Unscored::NotDue, Span(FIRST, LAST)),
        ],
        agreed_from: on(2026, 10, 1),
    }),
    kpis: &[],
};
