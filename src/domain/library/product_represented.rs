//! A health check of its own: is product properly represented, from vision to roll-out?
//!
//! It is no part of a scorecard of what was bought. A meeting planned as a check is scored by it
//! and leaves the composites of the contract as they are.

use super::{Band, CriterionPlan, PerspectivePlan, Plan, Source, bands};

pub(super) const PLAN: Plan = Plan {
    key: "product-represented",
    title: "Health check: is product properly represented?",
    scale: Some("red-amber-green"),
    bands: lights,
    perspectives: &[VISION, LEARNING, DECIDING, DELIVERING, ROLLING_OUT],
};

fn lights() -> Vec<Band> {
    bands(&[("Red", 0, 4_000), ("Amber", 4_000, 7_500), ("Green", 7_500, 10_000)])
}

const VISION: PerspectivePlan = PerspectivePlan {
    key: "vision",
    title: "Vision",
    weight: 20,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "vision-told",
            title: "Anyone can tell the vision",
            weight: 50,
            client: "Could anyone here say in a sentence whom this is for and what changes for them?",
            supplier: "Could anyone in our team say in a sentence whom this is for and what changes for them?",
        },
        CriterionPlan {
            key: "outcome-named",
            title: "The outcome is named and measured",
            weight: 50,
            client: "Did we name the outcome we want, and a measure that would show it?",
            supplier: "Do we know which outcome the client wants, and the measure that would show it?",
        },
    ],
};

const LEARNING: PerspectivePlan = PerspectivePlan {
    key: "learning",
    title: "Learning from users",
    weight: 20,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "users-met",
            title: "Users are met often",
            weight: 50,
            client: "Did somebody who decides meet users since the last check?",
            supplier: "Did we bring those who decide together with users since the last check?",
        },
        CriterionPlan {
            key: "mind-changed",
            title: "What is learnt changes the plan",
            weight: 50,
            client: "Did something we learnt change what we asked for?",
            supplier: "Did something we learnt change what we proposed?",
        },
    ],
};

const DECIDING: PerspectivePlan = PerspectivePlan {
    key: "deciding",
    title: "Deciding",
    weight: 20,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "owner-decides",
            title: "One owner can decide",
            weight: 50,
            client: "Is there one product owner of ours whose decisions stand, and who has time for it?",
            supplier: "Do we know whose decisions stand, and do we reach them when we need one?",
        },
        CriterionPlan {
            key: "no-is-said",
            title: "Priorities say no to something",
            weight: 50,
            client: "Did we leave something out for the sake of what matters more?",
            supplier: "Did we advise against something for the sake of what matters more?",
        },
    ],
};

const DELIVERING: PerspectivePlan = PerspectivePlan {
    key: "delivering",
    title: "Delivering",
    weight: 20,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "roadmap-of-outcomes",
            title: "The roadmap is made of outcomes",
            weight: 50,
            client: "Does our roadmap say what will be better for whom, rather than what will be built?",
            supplier: "Does our plan say what will be better for whom, rather than what we will build?",
        },
        CriterionPlan {
            key: "in-the-room",
            title: "Product sits with design and technology",
            weight: 50,
            client: "Is product in the room when design and technology choices are made?",
            supplier: "Do we have product in the room when we make design and technology choices?",
        },
    ],
};

const ROLLING_OUT: PerspectivePlan = PerspectivePlan {
    key: "rolling-out",
    title: "Rolling out",
    weight: 20,
    source: Source::Meetings,
    criteria: &[
        CriterionPlan {
            key: "ready-to-use",
            title: "Those who will use it are ready",
            weight: 50,
            client: "Have we prepared the people who will use and support it for the change?",
            supplier: "Have we given the people who will use and support it what they need for the change?",
        },
        CriterionPlan {
            key: "looked-after",
            title: "Somebody owns it after launch",
            weight: 50,
            client: "Is it settled who looks after it and watches its measure once it is out?",
            supplier: "Have we handed over to somebody who looks after it once it is out?",
        },
    ],
};
