//! The themes of the UK Procuring for Growth balanced scorecard.
//!
//! The policy names the themes and leaves their weights to each project; those
//! here are a start to be changed.

use super::{CriterionPlan, PerspectivePlan, Plan, Source, quarters};

pub(super) const PLAN: Plan = Plan {
    key: "procuring-for-growth",
    title: "Procuring for Growth",
    scale: Some("one-to-five"),
    bands: quarters,
    perspectives: &[SOLUTION, COST, SUPPLY_CHAIN, EMPLOYMENT, ENVIRONMENT, SAFETY, BENEFITS],
};

const SOLUTION: PerspectivePlan = PerspectivePlan {
    key: "quality-of-solution",
    title: "Quality of the solution",
    weight: 20,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "solution",
        title: "Solution meets the need",
        weight: 100,
        client: "Does what is being built or supplied meet our need to the standard specified?",
        supplier: "Does what we build or supply meet the client's need to the standard specified?",
    }],
};

const COST: PerspectivePlan = PerspectivePlan {
    key: "cost",
    title: "Cost",
    weight: 20,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "whole-life-cost",
        title: "Whole-life cost",
        weight: 100,
        client: "Is cost over the whole life of the asset or service as it was promised?",
        supplier: "Do we keep cost over the whole life of the asset or service as we promised?",
    }],
};

const SUPPLY_CHAIN: PerspectivePlan = PerspectivePlan {
    key: "supply-chain",
    title: "Supply chain",
    weight: 15,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "fair-supply-chain",
        title: "Open and fair supply chain",
        weight: 100,
        client: "Are subcontractors, small ones included, found openly and paid on time?",
        supplier: "Do we find subcontractors, small ones included, openly and pay them on time?",
    }],
};

const EMPLOYMENT: PerspectivePlan = PerspectivePlan {
    key: "employment-and-skills",
    title: "Employment and skills",
    weight: 15,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "jobs-and-training",
        title: "Jobs and training",
        weight: 100,
        client: "Are the jobs, apprenticeships and training promised in place?",
        supplier: "Have we put in place the jobs, apprenticeships and training we promised?",
    }],
};

const ENVIRONMENT: PerspectivePlan = PerspectivePlan {
    key: "environmental-sustainability",
    title: "Environmental sustainability",
    weight: 10,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "environment",
        title: "Environmental harm reduced",
        weight: 100,
        client: "Are carbon, waste and other harm going down as agreed?",
        supplier: "Are we bringing carbon, waste and other harm down as agreed?",
    }],
};

const SAFETY: PerspectivePlan = PerspectivePlan {
    key: "health-and-safety",
    title: "Health and safety",
    weight: 10,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "safe-working",
        title: "Safe and healthy working",
        weight: 100,
        client: "Is the work done safely, with near misses reported and acted on?",
        supplier: "Do we work safely, and report and act on near misses?",
    }],
};

const BENEFITS: PerspectivePlan = PerspectivePlan {
    key: "outcome-benefits",
    title: "Outcome benefits",
    weight: 10,
    source: Source::Meetings,
    criteria: &[CriterionPlan {
        key: "benefits",
        title: "Benefits to people and places",
        weight: 100,
        client: "Are the wider benefits the project was approved for being seen?",
        supplier: "Can we show the wider benefits the project was approved for?",
    }],
};
