//! The partnership design: seven perspectives, eight questions, two minutes.

use super::{CriterionPlan, PerspectivePlan, Plan, Source, quarters};

pub(super) const PLAN: Plan = Plan {
    key: super::DEFAULT,
    title: "Partnership",
    scale: Some("one-to-five"),
    bands: quarters,
    perspectives: &[
        OUTCOMES,
        QUALITY,
        VALUE_FOR_MONEY,
        KNOWLEDGE_TRANSFER,
        PARTNERSHIP,
        CULTURE,
        VALUE_ADD,
    ],
};

const OUTCOMES: PerspectivePlan = PerspectivePlan {
    key: "delivering-outcomes",
    title: "Delivering outcomes",
    weight: 25,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "outcomes",
            title: "Outcomes achieved",
            weight: 60,
            client: "Did the work bring us closer to the outcomes the contract is for?",
            supplier: "Did our work bring the client closer to the outcomes the contract is for?",
        },
        CriterionPlan {
            key: "commitments",
            title: "Commitments kept",
            weight: 40,
            client: "Was what the supplier committed to for this period done by its date?",
            supplier: "Did we do what we committed to for this period by its date?",
        },
    ],
};

const QUALITY: PerspectivePlan = PerspectivePlan {
    key: "quality",
    title: "Quality",
    weight: 15,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "fit-for-use",
        title: "Fit for use first time",
        weight: 100,
        client: "Was what we received fit for use, without rework by us?",
        supplier: "Was what we handed over fit for use, without rework by the client?",
    }],
};

const VALUE_FOR_MONEY: PerspectivePlan = PerspectivePlan {
    key: "value-for-money",
    title: "Value for money",
    weight: 15,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "spend",
        title: "Spend justified",
        weight: 100,
        client: "Was what we paid in this period worth it, and was the cost to come foreseen?",
        supplier: "Was what we charged in this period worth it, and did we foresee the cost to come?",
    }],
};

const KNOWLEDGE_TRANSFER: PerspectivePlan = PerspectivePlan {
    key: "knowledge-transfer",
    title: "Knowledge transfer",
    weight: 15,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "independence",
        title: "Client more independent",
        weight: 100,
        client: "Can our people now do more of this without the supplier?",
        supplier: "Have we enabled the client's people to do more of this without us?",
    }],
};

const PARTNERSHIP: PerspectivePlan = PerspectivePlan {
    key: "delivering-in-partnership",
    title: "Delivering in partnership",
    weight: 10,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "openness",
        title: "Open about risks and problems",
        weight: 100,
        client: "Did the supplier raise risks early and solve problems with us?",
        supplier: "Did the client raise risks early, decide in time and solve problems with us?",
    }],
};

const CULTURE: PerspectivePlan = PerspectivePlan {
    key: "culture",
    title: "Culture",
    weight: 10,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "one-team",
        title: "Working as one team",
        weight: 100,
        client: "Did the supplier's people work with ours as one team, with respect?",
        supplier: "Did the client's people work with ours as one team, with respect?",
    }],
};

const VALUE_ADD: PerspectivePlan = PerspectivePlan {
    key: "value-add",
    title: "Value add",
    weight: 10,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "contribution",
        title: "Contribution to the organisation",
        weight: 100,
        client: "Did the supplier contribute to our organisation beyond what the contract asks?",
        supplier: "Did we contribute to the client's organisation beyond what the contract asks?",
    }],
};
