//! What holds of every composite, whatever the design and the scores.

use super::{made, perspective};
use crate::domain::designs::{Band, Perspective};
use crate::domain::exact::{Points, Published, ScoreValue};
use crate::domain::meetings::{Mark, Unscored};
use crate::domain::scorecards::{Assessment, Inputs, assess};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// A design of any weights that total 100, zeros among them, and scores in hundredths.
#[derive(Debug, Clone)]
struct Case {
    weights: Vec<Vec<i64>>,
    heads: Vec<i64>,
    scores: Vec<Vec<Option<i64>>>,
}

impl Case {
    fn perspectives(&self) -> Vec<Perspective> {
        let text = |(head, weights): (&i64, &Vec<i64>)| {
            let weights: Vec<String> = weights.iter().map(i64::to_string).collect();
            format!("meetings {head}: {}", weights.join(" "))
        };
        let texts = self.heads.iter().zip(&self.weights).map(text);
        texts.zip(0..).map(|(text, number)| perspective(&text, number)).collect()
    }

    fn assess(&self) -> Assessment {
        let scores = self.scores.iter().flatten().map(|score| match score {
            Some(units) => Mark::Scored(
                ScoreValue::from_scaled(units * 10_000_000_000)
                    .unwrap_or_else(|| panic!("{units}")),
            ),
            None => Mark::Unscored(Unscored::NotScored),
        });
        let marks: Vec<(u16, Mark)> = (0..).zip(scores).collect();
        assess(
            &made(self.perspectives()),
            &Inputs { marks: &marks, kpis: &[], ..Inputs::default() },
        )
    }

    fn exact(&self) -> Option<Points> {
        self.assess().composite.ok().map(|composite| composite.exact)
    }
}

/// Cuts 100 into `parts`.
fn shares(parts: usize) -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(0_i64..=100, parts - 1).prop_map(|mut cuts| {
        cuts.sort_unstable();
        let ends = cuts.iter().copied().chain([100]);
        let starts = [0].into_iter().chain(cuts.iter().copied());
        ends.zip(starts).map(|(end, start)| end - start).collect()
    })
}

prop_compose! {
    fn sized()(parts in 1_usize..5)(
        heads in shares(parts),
        rows in prop::collection::vec((1_usize..6).prop_flat_map(|criteria| {
            let score = prop::option::weighted(0.9, 0_i64..=10_000);
            (shares(criteria), prop::collection::vec(score, criteria))
        }), parts),
    ) -> Case {
        let (weights, scores) = rows.into_iter().unzip();
        Case { weights, heads, scores }
    }
}

fn raised(mut case: Case, at: usize) -> Case {
    let count = case.scores.iter().flatten().count().max(1);
    if let Some(Some(score)) = case.scores.iter_mut().flatten().nth(at % count) {
        *score = (*score + 1).min(10_000);
    }
    case
}

fn turned(mut case: Case) -> Case {
    case.heads.reverse();
    case.weights.reverse();
    case.scores.reverse();
    case.weights.iter_mut().for_each(|weights| weights.reverse());
    case.scores.iter_mut().for_each(|scores| scores.reverse());
    case
}

proptest! {
    #[test]
    fn the_order_of_perspectives_and_criteria_changes_no_figure(case in sized()) {
        let (one, other) = (case.assess(), turned(case).assess());
        prop_assert_eq!(one.composite, other.composite);
        prop_assert_eq!(one.coverage, other.coverage);
    }

    #[test]
    fn a_better_score_never_lowers_the_composite(case in sized(), at in 0_usize..25) {
        let before = case.exact();
        prop_assert!(before <= raised(case, at).exact());
    }

    #[test]
    fn every_composite_lies_in_exactly_one_band(case in sized()) {
        let design = made(case.perspectives());
        if let Ok(composite) = case.assess().composite {
            let figure = composite.published;
            prop_assert!((Published::NONE..=Published::FULL).contains(&figure));
            let holds = |band: &&Band| {
                band.from <= figure && (figure < band.to || band.to == Published::FULL)
            };
            let bands: Vec<&Band> = design.bands().iter().filter(holds).collect();
            prop_assert_eq!(bands, Vec::from_iter(design.band_of(figure)));
        }
    }

    #[test]
    fn equal_scores_are_their_own_composite(case in sized(), score in 0_i64..=10_000) {
        let mut case = case;
        case.scores.iter_mut().flatten().flatten().for_each(|given| *given = score);
        if let Ok(composite) = case.assess().composite {
            prop_assert_eq!(composite.published.scaled(), score);
        }
    }

    #[test]
    fn a_composite_lies_between_the_lowest_and_the_highest_score(case in sized()) {
        if let Ok(composite) = case.assess().composite {
            let given = || case.scores.iter().flatten().flatten().copied();
            let range = given().min()..=given().max();
            prop_assert!(range.contains(&Some(composite.published.scaled())));
        }
    }

    #[test]
    fn an_unscored_criterion_changes_the_coverage_and_not_the_composite(
        scores in prop::collection::vec(0_i64..=10_000, 1..6), missing in 1_i64..=40,
    ) {
        let count = i64::try_from(scores.len()).unwrap_or(1);
        let each = (100 - missing) / count;
        let missing = 100 - each * count;
        let full = Case {
            heads: vec![100],
            weights: vec![std::iter::repeat_n(each, scores.len()).chain([missing]).collect()],
            scores: vec![scores.iter().copied().map(Some).chain([None]).collect()],
        };
        let assessment = full.assess();
        prop_assert_eq!(assessment.coverage.decimal(), Decimal::from(100 - missing));
        let mean = scores.iter().sum::<i64>() * 2 + count;
        if let Ok(composite) = assessment.composite {
            prop_assert_eq!(composite.published.scaled(), mean / (count * 2));
        } else {
            prop_assert!(missing > 40);
        }
    }
}
