//! The rules of an XmR chart, by the published vector and by pencil.

use super::*;
use proptest::prelude::*;

/// Published with the rules: eighteen figures of which one is far out.
const VECTOR: [i64; 18] = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];

fn known(figures: &[i64]) -> Vec<Option<i64>> {
    figures.iter().copied().map(Some).collect()
}

#[track_caller]
fn check_vector(screening: Screening, expected: [&str; 3]) {
    let study = study(&known(&VECTOR), &Fraction::whole(0), screening);
    let Some(Centre::Limits(limits, Standing::Settled)) = study.centre else {
        panic!("{:?}", study.centre)
    };
    let shown = [limits.upper, limits.mean, limits.lower]
        .map(|limit| limit.round(2).map(|limit| limit.to_string()).unwrap_or_default());
    assert_eq!(shown, expected);
}

#[test]
fn the_published_vector_gives_the_published_limits() {
    check_vector(Screening::Screened, ["4.60", "1.94", "-0.72"]);
    check_vector(Screening::Unscreened, ["6.95", "1.94", "-3.06"]);
}

#[test]
fn the_figure_that_is_far_out_is_the_only_signal_of_the_vector() {
    let study = study(&known(&VECTOR), &Fraction::whole(0), Screening::Screened);
    let found: Vec<_> =
        study.signals.iter().enumerate().filter_map(|(at, one)| Some((at, (*one)?))).collect();
    assert_eq!(found, [(4, Signal { rule: Rule::Outside, way: Way::Up })]);
}

/// Figures that go up and down by `range`.
fn swinging(count: usize, range: i64) -> Vec<Option<i64>> {
    [0, range].into_iter().cycle().take(count).map(Some).collect()
}

#[track_caller]
fn check_guard(figures: &[Option<i64>], expected: Result<Standing, NoLimits>) {
    let study = study(figures, &Fraction::whole(1_000), Screening::Screened);
    let found = match study.centre {
        Some(Centre::Limits(_, standing)) => Ok(standing),
        Some(Centre::Median(_, why)) => Err(why),
        None => panic!("no figures"),
    };
    assert_eq!(found, expected);
    assert_eq!(study.signals.len(), figures.len());
}

#[test]
fn limits_need_eight_figures_and_stay_on_trial_below_twelve() {
    check_guard(&swinging(7, 5_000), Err(NoLimits::TooFew));
    check_guard(&swinging(8, 5_000), Ok(Standing::Trial));
    check_guard(&swinging(11, 5_000), Ok(Standing::Trial));
    check_guard(&swinging(12, 5_000), Ok(Standing::Settled));
}

#[test]
fn limits_need_a_deviation_of_at_least_the_smallest_step() {
    // 1,128 / 1.128 is the step of 1,000 exactly.
    check_guard(&swinging(12, 1_128), Ok(Standing::Settled));
    check_guard(&swinging(12, 1_127), Err(NoLimits::TooCoarse));
}

#[test]
fn figures_that_never_move_have_no_limits_even_if_any_step_is_possible() {
    let level = study(&swinging(12, 0), &Fraction::whole(0), Screening::Screened);
    assert_eq!(level.centre, Some(Centre::Median(Fraction::whole(0), NoLimits::TooCoarse)));
}

#[test]
fn a_gap_counts_as_no_figure_and_no_movement_is_measured_across_it() {
    let mut figures = swinging(8, 5_000);
    figures.insert(4, None);
    check_guard(&figures, Ok(Standing::Trial));
    figures.remove(0);
    check_guard(&figures, Err(NoLimits::TooFew));
    let scattered: Vec<_> = (0..8).flat_map(|at| [Some(at * 9_000), None]).collect();
    check_guard(&scattered, Err(NoLimits::Scattered));
    // Ranges of 10 on either side of the gap; the 1,000 across it is none.
    let apart: Vec<_> =
        swinging(6, 10).into_iter().chain([None]).chain(known(&[1_000, 1_010])).collect();
    let study = study(&apart, &Fraction::whole(0), Screening::Unscreened);
    let Some(Centre::Limits(limits, _)) = study.centre else { panic!("{:?}", study.centre) };
    assert_eq!(
        limits.upper.minus(&limits.mean).round(1),
        Fraction::new(266, 10).and_then(|f| f.round(1))
    );
}

#[test]
fn without_limits_there_is_the_median_and_without_figures_nothing() {
    let step = Fraction::whole(1);
    let centre = |figures: &[i64]| study(&known(figures), &step, Screening::Screened).centre;
    assert_eq!(centre(&[9, 1, 4]), Some(Centre::Median(Fraction::whole(4), NoLimits::TooFew)));
    assert_eq!(
        Some(centre(&[9, 1, 4, 2])),
        Fraction::new(6, 2).map(|middle| Some(Centre::Median(middle, NoLimits::TooFew)))
    );
    assert_eq!(study(&[None, None], &step, Screening::Screened).centre, None);
    assert_eq!(study(&[], &step, Screening::Screened).signals, []);
}

/// Which figures a rule finds around a mean of 0, with limits 266 away and near limits 177⅓.
fn seen(rule: Rule, figures: &[i64]) -> Vec<(usize, Way)> {
    let run: Vec<Placed> = figures.iter().copied().enumerate().collect();
    let mut seen = found(rule, &run, &limits());
    seen.sort_by_key(|(place, _)| *place);
    seen.dedup();
    seen
}

fn limits() -> Limits {
    Limits::around(Fraction::whole(0), &Fraction::whole(100))
}

fn all(count: usize, way: Way) -> Vec<(usize, Way)> {
    (0..count).map(|place| (place, way)).collect()
}

#[test]
fn a_figure_on_the_limit_is_within_it() {
    assert_eq!(seen(Rule::Outside, &[266, -266]), []);
    assert_eq!(seen(Rule::Outside, &[267, -267]), [(0, Way::Up), (1, Way::Down)]);
}

#[test]
fn seven_figures_make_a_trend_and_six_do_not() {
    assert_eq!(seen(Rule::Trend, &[1, 2, 3, 4, 5, 6]), []);
    assert_eq!(seen(Rule::Trend, &[1, 2, 3, 4, 5, 6, 7]), all(7, Way::Up));
    assert_eq!(seen(Rule::Trend, &[7, 6, 5, 4, 3, 2, 1, 0]), all(8, Way::Down));
    assert_eq!(seen(Rule::Trend, &[1, 2, 3, 4, 4, 5, 6]), []);
}

#[test]
fn seven_figures_on_a_side_make_a_shift_and_six_do_not() {
    assert_eq!(seen(Rule::Shift, &[3, 1, 2, 1, 2, 1]), []);
    assert_eq!(seen(Rule::Shift, &[3, 1, 2, 1, 2, 1, 3]), all(7, Way::Up));
    assert_eq!(seen(Rule::Shift, &[-3, -1, -2, -1, -2, -1, -3]), all(7, Way::Down));
    // One exactly on the mean is on neither side.
    assert_eq!(seen(Rule::Shift, &[3, 1, 2, 0, 2, 1, 3]), []);
}

#[test]
fn two_of_three_on_one_side_near_its_limit_are_found_and_one_is_not() {
    assert_eq!(seen(Rule::TwoOfThree, &[178, 1, 178]), [(0, Way::Up), (2, Way::Up)]);
    assert_eq!(seen(Rule::TwoOfThree, &[178, 1, 177]), []);
    assert_eq!(seen(Rule::TwoOfThree, &[-178, -178, -1]), [(0, Way::Down), (1, Way::Down)]);
    // The third on the mean or across it.
    assert_eq!(seen(Rule::TwoOfThree, &[178, 0, 178]), []);
    assert_eq!(seen(Rule::TwoOfThree, &[178, -1, 178]), []);
    // Beyond the limit counts as near it.
    assert_eq!(seen(Rule::TwoOfThree, &[300, 178, 1]), [(0, Way::Up), (1, Way::Up)]);
    assert_eq!(seen(Rule::TwoOfThree, &[178, 178]), []);
}

fn named(figures: &[i64]) -> Vec<Option<Rule>> {
    let run: Vec<Placed> = figures.iter().copied().enumerate().collect();
    let signals = signals(&[run], &limits(), figures.len());
    signals.into_iter().map(|signal| signal.map(|signal| signal.rule)).collect()
}

#[test]
fn outside_is_named_before_trend_before_two_of_three_before_shift() {
    let rising = named(&[1, 50, 100, 150, 180, 200, 300]);
    assert_eq!(rising, [vec![Some(Rule::Trend); 6], vec![Some(Rule::Outside)]].concat());
    let near = named(&[1, 178, 178, 1, 2, 1, 2]);
    let (shift, near_rule) = (Some(Rule::Shift), Some(Rule::TwoOfThree));
    assert_eq!(near, [shift, near_rule, near_rule, shift, shift, shift, shift]);
}

#[test]
fn the_turning_point_of_two_trends_belongs_to_the_first() {
    let figures = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1];
    let run: Vec<Placed> = figures.into_iter().enumerate().collect();
    let ways: Vec<_> =
        signals(&[run], &limits(), 13).into_iter().flatten().map(|one| one.way).collect();
    assert_eq!(ways, [vec![Way::Up; 7], vec![Way::Down; 6]].concat());
}

#[test]
fn a_gap_ends_a_run() {
    let rising = [0, 10, 20, 30, 40, 50, 60].map(Some);
    let whole = study(
        &[&swinging(8, 5)[..], &rising[..]].concat(),
        &Fraction::whole(0),
        Screening::Screened,
    );
    assert!(whole.signals.iter().flatten().any(|signal| signal.rule == Rule::Trend));
    let (start, end) = rising.split_at(5);
    let broken = [&swinging(8, 5)[..], &[None], start, &[None], end].concat();
    let broken = study(&broken, &Fraction::whole(0), Screening::Screened);
    assert!(!broken.signals.iter().flatten().any(|signal| signal.rule == Rule::Trend));
}

fn any_figures() -> impl Strategy<Value = Vec<Option<i64>>> {
    prop::collection::vec(prop::option::weighted(0.9, -10_000_i64..10_000), 0..40)
}

fn turned(signal: Option<Signal>) -> Option<Signal> {
    let Signal { rule, way } = signal?;
    Some(Signal { rule, way: if way == Way::Up { Way::Down } else { Way::Up } })
}

proptest! {
    #[test]
    fn upside_down_figures_give_upside_down_signals(figures in any_figures()) {
        let step = Fraction::whole(1);
        let down: Vec<_> = figures.iter().map(|figure| figure.map(|figure| -figure)).collect();
        let expected: Vec<_> = study(&figures, &step, Screening::Screened).signals.into_iter().map(turned).collect();
        prop_assert_eq!(study(&down, &step, Screening::Screened).signals, expected);
    }

    #[test]
    fn signals_do_not_depend_on_where_zero_is_or_on_the_unit(figures in any_figures(), up in -500_i64..500, times in 1_i64..9) {
        let signals = study(&figures, &Fraction::whole(3), Screening::Screened).signals;
        let moved: Vec<_> = figures.iter().map(|figure| figure.map(|figure| (figure + up) * times)).collect();
        let step = Fraction::whole(3).times(times.into());
        prop_assert_eq!(study(&moved, &step, Screening::Screened).signals, signals);
    }

    #[test]
    fn a_gap_is_never_a_signal_and_limits_lie_around_the_mean(figures in any_figures()) {
        let study = study(&figures, &Fraction::whole(1), Screening::Screened);
        prop_assert_eq!(study.signals.len(), figures.len());
        for (figure, signal) in figures.iter().zip(&study.signals) {
            prop_assert!(figure.is_some() || signal.is_none());
        }
        if let Some(Centre::Limits(limits, _)) = study.centre {
            let rising = [limits.lower, limits.near_lower, limits.mean, limits.near_upper, limits.upper];
            prop_assert!(rising.windows(2).all(|pair| matches!(pair, [low, high] if low.below(high))));
        }
    }

    #[test]
    fn screening_never_widens_the_limits(figures in any_figures()) {
        let step = Fraction::whole(0);
        let [screened, all] = [Screening::Screened, Screening::Unscreened]
            .map(|screening| study(&figures, &step, screening).centre);
        if let (Some(Centre::Limits(screened, _)), Some(Centre::Limits(all, _))) = (screened, all) {
            prop_assert!(!all.upper.below(&screened.upper));
            prop_assert_eq!(screened.mean, all.mean);
        }
    }
}
