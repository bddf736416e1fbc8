//! Eastmere Health Trust: a widening gap in perception, a contract run by KPIs alone, one that ended.

use super::{ALL, Measured, Meetings, Story, UNLIMITED};
use crate::domain::contracts::{PricingModel, WorkingPattern};
use crate::domain::kpis::Direction;
use crate::domain::meetings::{Side, Unscored};
use crate::domain::periods::Cadence;
use crate::inbound::demo::calendar::{Curve, Rhythm, Span, on};
use crate::inbound::demo::stories::{FIRST, LAST};

const CLIENT: &str = "Eastmere Health Trust (fictional)";

/// The client sees no change; the supplier sees more and more.
pub(super) const PATIENT_RECORDS: Story = Story {
    reference: "EHT-118",
    title: "Patient administration system",
    client: CLIENT,
    supplier: "Bramley Systems (fictional)",
    parties: &[
        ("Gannet Hosting (fictional)", "Hosting"),
        ("Finch Accessibility (fictional)", "Accessibility testing"),
    ],
    term: Span(on(2022, 6, 1), on(2027, 5, 31)),
    pounds: 9_750_000,
    pricing: PricingModel::Capped,
    working: WorkingPattern::Remote,
    tender: "EHT-2022-PAS",
    design: "partnership",
    redesign: None,
    events: &[
        (on(2024, 10, 7), "Move to the new data centre"),
        (on(2026, 1, 12), "Upgrade to version 9"),
    ],
    meetings: Some(Meetings {
        rhythm: Rhythm::Quarterly,
        held: Span(FIRST, LAST),
        client: Curve(&[(on(2023, 11, 1), 62), (on(2026, 10, 31), 58)]),
        supplier: Curve(&[(on(2023, 11, 1), 66), (on(2026, 10, 31), 98)]),
        apart: &[],
        missed: &[Span(on(2025, 4, 1), on(2025, 4, 30))],
        silent: &[],
        left_out: &[],
        agreed_from: FIRST,
    }),
    kpis: &[Measured {
        title: "System available",
        unit: "%",
        direction: Direction::Higher,
        cadence: Cadence::Quarter,
        observed: Span(on(2023, 10, 1), on(2026, 9, 30)),
        target: Curve(&[(on(2023, 11, 1), 9_950)]),
        actual: Curve(&[
            (on(2023, 11, 1), 9_960),
            (on(2024, 11, 1), 9_840),
            (on(2025, 11, 1), 9_970),
        ]),
        stray: 20,
        limit: ALL,
        missing: &[],
        levels: &[],
    }],
};

/// Nobody scores it: its composite comes from KPIs alone.
pub(super) const ESTATES: Story = Story {
    reference: "EHT-121",
    title: "Estates cleaning and catering",
    client: CLIENT,
    supplier: "Curlew Facilities (fictional)",
    parties: &[],
    term: Span(on(2023, 10, 1), on(2028, 9, 30)),
    pounds: 6_300_000,
    pricing: PricingModel::FixedPrice,
    working: WorkingPattern::Colocated,
    tender: "EHT-2023-EST",
    design: "kpi",
    redesign: None,
    events: &[(on(2025, 9, 1), "New wing opens")],
    meetings: None,
    kpis: &[
        Measured {
            title: "Wards passing the cleaning audit",
            unit: "%",
            direction: Direction::Higher,
            cadence: Cadence::Month,
            observed: Span(FIRST, LAST),
            target: Curve(&[(on(2023, 11, 1), 9_800)]),
            actual: Curve(&[
                (on(2023, 11, 1), 9_400),
                (on(2025, 8, 1), 9_850),
                (on(2025, 10, 1), 9_300),
                (on(2026, 10, 1), 9_800),
            ]),
            stray: 150,
            limit: ALL,
            missing: &[(Unscored::NotScored, Span(on(2025, 9, 1), on(2025, 9, 30)))],
            levels: &[],
        },
        Measured {
            title: "Meals returned",
            unit: "per 1,000",
            direction: Direction::Lower,
            cadence: Cadence::Month,
            observed: Span(FIRST, LAST),
            target: Curve(&[(on(2023, 11, 1), 3_000)]),
            actual: Curve(&[
                (on(2023, 11, 1), 4_800),
                (on(2024, 12, 1), 3_300),
                (on(2026, 10, 1), 2_700),
            ]),
            stray: 400,
            limit: UNLIMITED,
            missing: &[],
            levels: &[],
        },
        Measured {
            title: "Room temperature",
            unit: "°C",
            direction: Direction::Nearest,
            cadence: Cadence::Quarter,
            observed: Span(on(2024, 1, 1), on(2026, 9, 30)),
            target: Curve(&[(on(2023, 11, 1), 2_100)]),
            actual: Curve(&[(on(2024, 1, 1), 2_300), (on(2026, 9, 1), 2_120)]),
            stray: 80,
            limit: UNLIMITED,
            missing: &[],
            levels: &[],
        },
    ],
};

/// Ended in March 2026.
pub(super) const SUPPORT_DESK: Story = Story {
    reference: "EHT-109",
    title: "Application support desk",
    client: CLIENT,
    supplier: "Alder Digital (fictional)",
    parties: &[],
    term: Span(on(2021, 4, 1), on(2026, 3, 31)),
    pounds: 2_400_000,
    pricing: PricingModel::DayRate,
    working: WorkingPattern::Offshore,
    tender: "EHT-2021-SUP",
    design: "partnership",
    redesign: None,
    events: &[(on(2025, 11, 3), "Handover to the trust's own team begins")],
    meetings: Some(Meetings {
        rhythm: Rhythm::Monthly,
        held: Span(FIRST, on(2026, 3, 31)),
        client: Curve(&[(on(2023, 11, 1), 68), (on(2025, 6, 1), 58), (on(2026, 3, 31), 72)]),
        supplier: Curve(&[(on(2023, 11, 1), 78), (on(2025, 6, 1), 70), (on(2026, 3, 31), 74)]),
        apart: &[],
        missed: &[Span(on(2024, 8, 1), on(2024, 8, 31)), Span(on(2025, 8, 1), on(2025, 8, 31))],
        silent: &[(Side::Supplier, Span(on(2024, 11, 1), on(2024, 12, 31)))],
        left_out: &[],
        agreed_from: on(2025, 1, 1),
    }),
    kpis: &[Measured {
        title: "Calls answered within a minute",
        unit: "%",
        direction: Direction::Higher,
        cadence: Cadence::Month,
        observed: Span(FIRST, on(2026, 3, 31)),
        target: Curve(&[(on(2023, 11, 1), 9_000)]),
        actual: Curve(&[
            (on(2023, 11, 1), 9_100),
            (on(2025, 6, 1), 8_400),
            (on(2026, 3, 1), 9_200),
        ]),
        stray: 200,
        limit: ALL,
        missing: &[],
        levels: &[],
    }],
};
