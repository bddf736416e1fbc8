//! The Scottish contract scorecard: four quadrants, four levels.

use super::{Band, CriterionPlan, PerspectivePlan, Plan, Source, bands};

pub(super) const PLAN: Plan = Plan {
    key: "scottish-four-quadrant",
    title: "Four-quadrant scorecard (Scotland)",
    scale: Some("one-to-four"),
    bands: nearest_level,
    perspectives: &[QUALITY, SERVICE, COST, SUSTAINABILITY],
};

/// Each band holds the figures closest to one level's points.
fn nearest_level() -> Vec<Band> {
    bands(&[
        ("Major concerns", 0, 3_750),
        ("Minor concerns", 3_750, 6_250),
        ("Meeting expectations", 6_250, 8_750),
        ("Exceeding expectations", 8_750, 10_000),
    ])
}

const QUALITY: PerspectivePlan = PerspectivePlan {
    key: "quality",
    title: "Quality",
    weight: 25,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "specification",
            title: "Meets the specification",
            weight: 60,
            client: "Do goods, works or services meet the specification?",
            supplier: "Do our goods, works or services meet the specification?",
        },
        CriterionPlan {
            key: "innovation",
            title: "Continual improvement and innovation",
            weight: 40,
            client: "Does the supplier bring improvements and new ideas that we can use?",
            supplier: "Do we bring improvements and new ideas that the client can use?",
        },
    ],
};

const SERVICE: PerspectivePlan = PerspectivePlan {
    key: "service",
    title: "Service",
    weight: 25,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "responsiveness",
            title: "Responsiveness",
            weight: 60,
            client: "Are questions and problems dealt with in the time agreed?",
            supplier: "Do we deal with questions and problems in the time agreed?",
        },
        CriterionPlan {
            key: "training",
            title: "Education and training",
            weight: 40,
            client: "Do our people get the training and guidance they need?",
            supplier: "Do we give the client's people the training and guidance they need?",
        },
    ],
};

const COST: PerspectivePlan = PerspectivePlan {
    key: "cost",
    title: "Cost",
    weight: 25,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "price",
            title: "Charged as agreed",
            weight: 50,
            client: "Are invoices correct and at the prices agreed?",
            supplier: "Are our invoices correct and at the prices agreed?",
        },
        CriterionPlan {
            key: "savings",
            title: "Savings found",
            weight: 50,
            client: "Does the supplier help us to spend less for the same result?",
            supplier: "Do we help the client to spend less for the same result?",
        },
    ],
};

const SUSTAINABILITY: PerspectivePlan = PerspectivePlan {
    key: "sustainability",
    title: "Sustainability",
    weight: 25,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "environment",
            title: "Environment",
            weight: 50,
            client: "Are the environmental commitments kept?",
            supplier: "Do we keep our environmental commitments?",
        },
        CriterionPlan {
            key: "community",
            title: "Community benefits",
            weight: 50,
            client: "Are the benefits promised to the community delivered?",
            supplier: "Do we deliver the benefits we promised to the community?",
        },
    ],
};
