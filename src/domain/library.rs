//! Designs and scales that come with the service.

use super::designs::{
    Band, Criterion, Design, Draft, Perspective, Scale, ScaleKind, Source, check,
};
use super::exact::{Coverage, Published, Weight};
use super::kpis;

mod scales;

mod partnership;

mod kaplan_norton;

mod procuring_for_growth;

mod scottish;

mod product_represented;

pub use scales::{scale, scales};

/// Every built-in design, the one new contracts get first.
#[must_use]
pub fn designs() -> Vec<Design> {
    PLANS.iter().filter_map(build).collect()
}

/// The built-in design with this key.
#[must_use]
pub fn design(key: &str) -> Option<Design> {
    PLANS.iter().find(|plan| plan.key == key).and_then(build)
}

/// The draft with every built-in scale that its criteria name and it does not define itself.
#[must_use]
pub fn with_scales(mut draft: Draft) -> Draft {
    let named: Vec<String> =
        draft.perspectives.iter().flat_map(|p| &p.criteria).map(|c| c.scale.clone()).collect();
    for key in named {
        let known = draft.scales.iter().any(|scale| scale.key == key);
        draft.scales.extend(scale(&key).filter(|_| !known));
    }
    draft
}

/// Key of the design a contract gets when none is named.
pub const DEFAULT: &str = "partnership";

const PLANS: &[Plan] = &[
    partnership::PLAN,
    kaplan_norton::PLAN,
    procuring_for_growth::PLAN,
    scottish::PLAN,
    product_represented::PLAN,
    Plan {
        key: "kpi",
        title: "Key performance indicators",
        scale: None,
        bands: kpis::default_bands,
        perspectives: &[PerspectivePlan {
            key: "kpi",
            title: "Key performance indicators",
            weight: 100,
            source: Source::Kpis,
            criteria: &[],
        }],
    },
];

/// A design as it is written in this folder, in whole numbers.
struct Plan {
    key: &'static str,
    title: &'static str,
    scale: Option<&'static str>,
    bands: fn() -> Vec<Band>,
    perspectives: &'static [PerspectivePlan],
}

struct PerspectivePlan {
    key: &'static str,
    title: &'static str,
    weight: i64,
    source: Source,
    criteria: &'static [CriterionPlan],
}

struct CriterionPlan {
    key: &'static str,
    title: &'static str,
    weight: i64,
    client: &'static str,
    supplier: &'static str,
}

// Whatever breaks a rule is left out; a test holds that nothing is.
fn build(plan: &Plan) -> Option<Design> {
    let scales = plan.scale.map_or(Some(Vec::new()), |key| Some(vec![scale(key)?]))?;
    let scale = scales.first().map(|scale| scale.key.clone()).unwrap_or_default();
    let perspectives = plan.perspectives.iter().map(|one| perspective(one, &scale));
    let draft = Draft {
        key: plan.key.to_owned(),
        title: plan.title.to_owned(),
        minimum_coverage: Coverage::from_scaled(600_000)?,
        bands: (plan.bands)(),
        perspectives: perspectives.collect::<Option<_>>()?,
        scales,
    };
    check(draft).ok()
}

fn perspective(plan: &PerspectivePlan, scale: &str) -> Option<Perspective> {
    let criteria = plan.criteria.iter().map(|one| criterion(one, scale));
    Some(Perspective {
        key: plan.key.to_owned(),
        title: plan.title.to_owned(),
        weight: whole(plan.weight)?,
        source: plan.source,
        criteria: criteria.collect::<Option<_>>()?,
    })
}

fn criterion(plan: &CriterionPlan, scale: &str) -> Option<Criterion> {
    Some(Criterion {
        key: plan.key.to_owned(),
        title: plan.title.to_owned(),
        weight: whole(plan.weight)?,
        scale: scale.to_owned(),
        client_wording: plan.client.to_owned(),
        supplier_wording: plan.supplier.to_owned(),
    })
}

fn whole(weight: i64) -> Option<Weight> {
    Weight::from_scaled(weight.checked_mul(10_000)?)
}

/// The four words of the KPI regulations, a quarter of the points each, so
/// that on the scale from 1 to 5 a 4 is `Good` and a 3 `Approaching target`.
fn quarters() -> Vec<Band> {
    bands(&[
        ("Inadequate", 0, 2_500),
        ("Requires improvement", 2_500, 5_000),
        ("Approaching target", 5_000, 7_500),
        ("Good", 7_500, 10_000),
    ])
}

fn bands(edges: &[(&str, i64, i64)]) -> Vec<Band> {
    let band = |(rating, from, to): &(&str, i64, i64)| {
        let (from, to) = (Published::from_scaled(*from)?, Published::from_scaled(*to)?);
        Some(Band { rating: (*rating).to_owned(), from, to })
    };
    edges.iter().filter_map(band).collect()
}

#[cfg(test)]
mod tests;
