//! Laws: what holds of every competition, tried on random ones.

use super::{bid, pairs, terms};
use crate::domain::evaluation::*;
use crate::domain::exact::Money;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rust_decimal::Decimal;

/// Terms for random competitions: prices from 1 to 300, quality from 0 to 100.
fn settings(method: Method) -> &'static str {
    match method {
        Method::LowestRatio | Method::LinearMinMax => "wq=55;wp=45",
        Method::LinearFromLowest => "wq=55;wp=45;zero_at=2.5",
        Method::LinearAbsolute => "wq=55;wp=45;pmin=20;pmax=250",
        Method::CeilingLinear => "wq=55;wp=45;base_price=280",
        Method::OptimalPrice => "wq=55;wp=45;p_opt=60",
        Method::Log => "wq=55;wp=45;A=2",
        Method::MeanDeviation => "wq=45;wp=55",
        Method::AnacLinear => "wq=55;wp=45;base=300",
        Method::AnacBilinear => "wq=55;wp=45;base=300;X=0.85",
        Method::AnacNonlinear => "wq=55;wp=45;base=300;alpha=0.2",
        Method::PricePerQualityPoint => "round=total2",
        Method::WeightedVfm => "wq=60;wc=40;scale=1000",
        Method::MonetisedQuality => "wtp_per_point=2",
        Method::FixedPriceQualityOnly => "fixed_price=200",
        Method::LowestPriceCompliant => "min_quality=30",
        Method::Qcbs => "T=80;P=20;min_technical=30",
        Method::UtilityIndex => "wq=60;wp=40;qmax=100;round=total4",
        Method::UtilityIndexEquivalentPrice => "N=0.5;qmax=100",
        Method::AwardOnValue => "criterion_value=150",
        Method::Mervarde => "deduct=4:80|3:60|2:40|1:20|0:0",
        Method::RichtwertEinfach => {
            "scale=power_of_10_until_best_has_3_integer_digits;round=total0"
        }
        Method::RichtwertErweitert => "scale=1000;band_pct=10;decision=highest_performance",
        Method::ProzorroMeat => "vmax=0.30",
        Method::RelativeValueCost => "max_score=100",
    }
}

fn made(method: Method, quality: i64) -> Quality {
    let value = match method {
        Method::Mervarde => Decimal::from(quality / 25),
        Method::ProzorroMeat => Decimal::new(quality * 3, 3),
        _ => Decimal::from(quality),
    };
    Quality::One(Mark::plain(value))
}

/// A price and a quality.
type Offered = (i64, i64);

/// Bids by price and quality.
fn bids(method: Method, figures: &[Offered]) -> Vec<Bid> {
    let bid = |(at, (price, quality)): (usize, &Offered)| Bid {
        bidder: at.to_string(),
        price: Money::new(Decimal::from(*price)),
        quality: Some(made(method, *quality)),
        submitted: None,
    };
    figures.iter().enumerate().map(bid).collect()
}

/// The ranks; those without one after all others.
fn ranks(terms: &Terms, bids: &[Bid]) -> Vec<u32> {
    let standings = evaluate(terms, bids).map(|outcome| outcome.standings).unwrap_or_default();
    standings.iter().map(|standing| standing.rank.unwrap_or(u32::MAX)).collect()
}

fn figures(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Offered>> {
    prop::collection::vec((1_i64..=300, 0_i64..=100), count)
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new_with_rng(
        Config { cases, failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    )
}

#[test]
fn ranks_do_not_depend_on_the_order_of_the_bids() {
    for method in Method::ALL {
        let terms = terms(*method, settings(*method));
        let law = |(figures, turn): (Vec<Offered>, usize)| {
            let forward = bids(*method, &figures);
            let mut turned = forward.clone();
            turned.reverse();
            turned.rotate_left(turn % forward.len());
            let sorted = |bids: &[Bid]| {
                let ranks = ranks(&terms, bids);
                let mut ranked: Vec<_> = bids.iter().map(|bid| &bid.bidder).zip(ranks).collect();
                ranked.sort();
                ranked.into_iter().map(|(bidder, rank)| (bidder.clone(), rank)).collect::<Vec<_>>()
            };
            prop_assert_eq!(sorted(&forward), sorted(&turned), "{}", method.word());
            Ok(())
        };
        runner(100).run(&(figures(2..6), 0_usize..6), law).unwrap_or_else(|why| panic!("{why}"));
    }
}

#[test]
fn a_cheaper_or_better_bid_never_ranks_lower_where_that_is_claimed() {
    for method in Method::ALL {
        let about = method.about();
        let terms = terms(*method, settings(*method));
        let law = |((own, others), off, more): ((Offered, Vec<Offered>), i64, i64)| {
            let rank = |own: Offered| {
                let all: Vec<Offered> = [own].into_iter().chain(others.clone()).collect();
                ranks(&terms, &bids(*method, &all)).first().copied()
            };
            let (price, quality) = own;
            if about.cheaper == Monotony::Claimed {
                let cheaper = rank(((price - off).max(1), quality));
                prop_assert!(cheaper <= rank(own), "{} cheaper", method.word());
            }
            if about.better == Monotony::Claimed {
                let better = rank((price, (quality + more).min(100)));
                prop_assert!(better <= rank(own), "{} better", method.word());
            }
            Ok(())
        };
        let offers = ((1_i64..=300, 0_i64..=100), figures(1..5));
        let inputs = (offers, 1_i64..100, 1_i64..60);
        runner(400).run(&inputs, law).unwrap_or_else(|why| panic!("{why}"));
    }
}

#[test]
fn a_figure_below_nought_makes_a_cheaper_bid_rank_lower_in_the_utility_index() {
    let method = Method::UtilityIndex;
    let terms = terms(method, settings(method));
    // Quality 20 is 0.8 behind, so 1 − 0.8 × 1.5 = −0.2 over the price.
    let (dear, cheap) = ([(200, 20), (100, 100), (150, 18)], [(100, 20), (100, 100), (150, 18)]);
    assert_eq!(ranks(&terms, &bids(method, &dear)), [2, 1, 3]);
    assert_eq!(ranks(&terms, &bids(method, &cheap)), [3, 1, 2]);
    assert!(matches!(method.about().cheaper, Monotony::NotClaimed(_)));
}

/// Whether a further bid turns two of the others round.
fn reverses(terms: &Terms, method: Method, figures: &[Offered]) -> bool {
    let all = bids(method, figures);
    let fewer = all.get(1..).unwrap_or_default();
    let (with, without) = (ranks(terms, &all), ranks(terms, fewer));
    let pairs: Vec<(u32, u32)> = with.iter().skip(1).copied().zip(without).collect();
    let turned = |one: &(u32, u32), two: &(u32, u32)| one.0 < two.0 && two.1 < one.1;
    pairs.iter().any(|one| pairs.iter().any(|two| turned(one, two)))
}

/// How many competitions are tried in all, on methods that never reverse ranks.
const TRIED: u32 = 100_000;

/// Those whose figures are series cost more to try.
const SERIES: u32 = 1_500;

#[test]
fn methods_said_to_be_free_of_rank_reversal_never_show_it() {
    let free = |method: &&Method| method.about().reversal != Reversal::Possible;
    let slow = |method: Method| matches!(method, Method::Log | Method::WeightedVfm);
    let free: Vec<Method> = Method::ALL.iter().filter(free).copied().collect();
    let (series, quick): (Vec<Method>, Vec<Method>) = free.iter().partition(|one| slow(**one));
    let left = TRIED - SERIES * u32::try_from(series.len()).unwrap_or(0);
    let each = left.div_ceil(u32::try_from(quick.len()).unwrap_or(1));
    for method in free {
        let terms = terms(method, settings(method));
        let law = |figures: Vec<Offered>| {
            prop_assert!(!reverses(&terms, method, &figures), "{}", method.word());
            Ok(())
        };
        let cases = if slow(method) { SERIES } else { each };
        runner(cases).run(&figures(3..4), law).unwrap_or_else(|why| panic!("{why}"));
    }
}

#[test]
fn methods_said_to_be_prone_to_rank_reversal_show_it() {
    for method in Method::ALL {
        if method.about().reversal == Reversal::Possible {
            let terms = terms(*method, settings(*method));
            let law = |figures: Vec<Offered>| {
                prop_assert!(!reverses(&terms, *method, &figures));
                Ok(())
            };
            let found = runner(5_000).run(&figures(3..5), law);
            assert!(found.is_err(), "{}", method.word());
        }
    }
}

#[test]
fn the_scale_of_weights_does_not_matter() {
    let weighted = Method::ALL.iter().filter(|method| method.is_weighted());
    for method in weighted {
        let usual: Vec<String> = settings(*method).split(';').skip(2).map(str::to_owned).collect();
        let scaled = |weights: &str| {
            let text = format!("{weights};{};round=total9", usual.join(";"));
            Terms::read(*method, &pairs(&text)).unwrap_or_else(|why| panic!("{why:?}"))
        };
        let (small, large) = (scaled("wq=3;wp=2"), scaled("wq=600;wp=400"));
        let law = |figures: Vec<Offered>| {
            let bids = bids(*method, &figures);
            prop_assert_eq!(ranks(&small, &bids), ranks(&large, &bids), "{}", method.word());
            Ok(())
        };
        runner(100).run(&figures(2..6), law).unwrap_or_else(|why| panic!("{why}"));
    }
}

#[test]
fn a_third_bid_turns_two_others_round_by_the_lowest_ratio_and_not_by_fixed_prices() {
    let three = [bid("A", 100, "60"), bid("B", 150, "82"), bid("C", 50, "10")];
    let (two, _) = three.split_at(2);
    let relative = terms(Method::LowestRatio, "wq=50;wp=50");
    assert_eq!((ranks(&relative, two), ranks(&relative, &three)), (vec![1, 2], vec![2, 1, 2]));
    let fixed = terms(Method::LinearAbsolute, "wq=50;wp=50;pmin=50;pmax=250");
    assert_eq!((ranks(&fixed, two), ranks(&fixed, &three)), (vec![1, 2], vec![1, 2, 3]));
}
