//! The balanced scorecard of Kaplan and Norton, put to a contract.

use super::{CriterionPlan, PerspectivePlan, Plan, Source, quarters};

pub(super) const PLAN: Plan = Plan {
    key: "kaplan-norton",
    title: "Balanced scorecard (Kaplan–Norton)",
    scale: Some("one-to-five"),
    bands: quarters,
    perspectives: &[FINANCIAL, CUSTOMER, INTERNAL_PROCESS, LEARNING],
};

const FINANCIAL: PerspectivePlan = PerspectivePlan {
    key: "financial",
    title: "Financial",
    weight: 25,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "cost-control",
            title: "Cost kept to forecast",
            weight: 50,
            client: "Did cost stay within the forecast we agreed?",
            supplier: "Did we keep cost within the forecast we agreed?",
        },
        CriterionPlan {
            key: "return",
            title: "Return on spend",
            weight: 50,
            client: "Do the benefits seen so far justify the spend?",
            supplier: "Do the benefits we brought so far justify the spend?",
        },
    ],
};

const CUSTOMER: PerspectivePlan = PerspectivePlan {
    key: "customer",
    title: "Customer",
    weight: 25,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "user-satisfaction",
            title: "Users satisfied",
            weight: 50,
            client: "Are the people who use the service satisfied with it?",
            supplier: "Do we know that the people who use the service are satisfied with it?",
        },
        CriterionPlan {
            key: "responsiveness",
            title: "Responsive",
            weight: 50,
            client: "Does the supplier respond in time when we need something?",
            supplier: "Do we respond in time when the client needs something?",
        },
    ],
};

const INTERNAL_PROCESS: PerspectivePlan = PerspectivePlan {
    key: "internal-process",
    title: "Internal process",
    weight: 25,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "delivery",
            title: "Delivery on time",
            weight: 50,
            client: "Does work arrive when it was planned to?",
            supplier: "Do we deliver work when it was planned?",
        },
        CriterionPlan {
            key: "process-quality",
            title: "Right first time",
            weight: 50,
            client: "Is work right the first time, with few defects and little rework?",
            supplier: "Is our work right the first time, with few defects and little rework?",
        },
    ],
};

const LEARNING: PerspectivePlan = PerspectivePlan {
    key: "learning-and-growth",
    title: "Learning and growth",
    weight: 25,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "skills",
            title: "Skills passed on",
            weight: 50,
            client: "Are our people gaining the skills the contract promised?",
            supplier: "Are we passing on the skills the contract promised?",
        },
        CriterionPlan {
            key: "improvement",
            title: "Continual improvement",
            weight: 50,
            client: "Does the supplier learn from what went wrong and improve?",
            supplier: "Do we learn from what went wrong and improve?",
        },
    ],
};
