//! Noise: whether a figure moved by more than its usual variation, by the rules of an XmR chart.

use super::exact::Fraction;

mod variation;

pub use variation::{Stretch, Variation, smallest_step};

/// Fewest figures that limits can be set from.
pub const FEWEST: usize = 8;
/// Fewer figures than this and limits are on trial.
pub const SETTLED: usize = 12;
/// Figures in a trend and in a shift.
pub const RUN: usize = 7;

/// Whether moving ranges that are out of the ordinary count towards the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screening {
    /// They are left out.
    Screened,
    /// They count.
    Unscreened,
}

/// The mean of a figure and how far it usually strays from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The mean of every figure.
    pub mean: Fraction,
    /// Lower process limit.
    pub lower: Fraction,
    /// Upper process limit.
    pub upper: Fraction,
    /// Two thirds of the way to the lower limit.
    pub near_lower: Fraction,
    /// Two thirds of the way to the upper limit.
    pub near_upper: Fraction,
}

/// How firm limits are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Set from few figures, and likely to move.
    Trial,
    /// Set from enough of them.
    Settled,
}

/// Why no limits were set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoLimits {
    /// Too few figures.
    #[error("there are fewer than {FEWEST} figures to set limits from")]
    TooFew,
    /// No two figures follow each other without a gap.
    #[error("no two figures follow each other, so there is no movement to set limits from")]
    Scattered,
    /// The figure moves by less than the steps it can move by.
    #[error("there is not enough variation in the scale to set limits")]
    TooCoarse,
}

/// What figures are compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Centre {
    /// A mean with limits.
    Limits(Limits, Standing),
    /// A median only, and why.
    Median(Fraction, NoLimits),
}

/// What made a figure worth asking about. The first that holds is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// It lies beyond a limit.
    Outside,
    /// Seven in a row moved the same way.
    Trend,
    /// Two of three in a row lie more than two thirds of the way to the same limit.
    TwoOfThree,
    /// Seven in a row lie on the same side of the mean.
    Shift,
}

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Higher than usual.
    Up,
    /// Lower than usual.
    Down,
}

/// A change worth asking about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// Why.
    pub rule: Rule,
    /// Which way.
    pub way: Way,
}

impl Signal {
    /// The rule in words, in mid-sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match (self.rule, self.way) {
            (Rule::Outside, Way::Up) => "above the upper limit",
            (Rule::Outside, Way::Down) => "below the lower limit",
            (Rule::Trend, Way::Up) => "7 in a row rising",
            (Rule::Trend, Way::Down) => "7 in a row falling",
            (Rule::TwoOfThree, Way::Up) => "2 of 3 near the upper limit",
            (Rule::TwoOfThree, Way::Down) => "2 of 3 near the lower limit",
            (Rule::Shift, Way::Up) => "7 in a row above the mean",
            (Rule::Shift, Way::Down) => "7 in a row below the mean",
        }
    }
}

/// What figures are compared with, and which of them are worth asking about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Study {
    /// Mean and limits, or the median; nothing without a figure.
    pub centre: Option<Centre>,
    /// One for each figure given, gaps included.
    pub signals: Vec<Option<Signal>>,
}

/// Studies figures in the order they came, in whole units; `None` is a gap.
///
/// No movement is measured across a gap, and a gap ends every run. `step` is the smallest change
/// the figure can make, in the same units: where figures stray by less than that, limits would
/// show the scale and not the process, and there are none.
#[must_use]
pub fn study(figures: &[Option<i64>], step: &Fraction, screening: Screening) -> Study {
    let runs = runs(figures);
    let centre = centre(&runs, step, screening);
    let signals = match &centre {
        Some(Centre::Limits(limits, _)) => signals(&runs, limits, figures.len()),
        Some(Centre::Median(..)) | None => vec![None; figures.len()],
    };
    Study { centre, signals }
}

fn signals(runs: &[Vec<Placed>], limits: &Limits, count: usize) -> Vec<Option<Signal>> {
    let mut signals = vec![None; count];
    // The rule that is named first is written last.
    for rule in [Rule::Shift, Rule::TwoOfThree, Rule::Trend, Rule::Outside] {
        for (place, way) in runs.iter().flat_map(|run| found(rule, run, limits)) {
            if let Some(signal) = signals.get_mut(place) {
                *signal = Some(Signal { rule, way });
            }
        }
    }
    signals
}

/// A figure and its place among all of them.
type Placed = (usize, i64);

/// The figures, divided at gaps.
fn runs(figures: &[Option<i64>]) -> Vec<Vec<Placed>> {
    let mut runs = vec![Vec::new()];
    for (place, figure) in figures.iter().enumerate() {
        match (figure, runs.last_mut()) {
            (Some(figure), Some(run)) => run.push((place, *figure)),
            (_, _) => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn centre(runs: &[Vec<Placed>], step: &Fraction, screening: Screening) -> Option<Centre> {
    let figures: Vec<i64> = runs.iter().flatten().map(|(_, figure)| *figure).collect();
    let mean = mean(&figures)?;
    let range = mean_range(runs, screening);
    Some(match guarded(figures.len(), range, step) {
        Ok(range) if figures.len() < SETTLED => {
            Centre::Limits(Limits::around(mean, &range), Standing::Trial)
        }
        Ok(range) => Centre::Limits(Limits::around(mean, &range), Standing::Settled),
        Err(why) => Centre::Median(median(figures)?, why),
    })
}

/// The mean moving range, if limits may be set from it.
fn guarded(count: usize, range: Option<Fraction>, step: &Fraction) -> Result<Fraction, NoLimits> {
    if count < FEWEST {
        return Err(NoLimits::TooFew);
    }
    let range = range.ok_or(NoLimits::Scattered)?;
    // The standard deviation is estimated as range / 1.128.
    let is_coarse = range.times(1_000).below(&step.times(1_128));
    let is_level = range == Fraction::whole(0);
    if is_coarse || is_level { Err(NoLimits::TooCoarse) } else { Ok(range) }
}

fn mean_range(runs: &[Vec<Placed>], screening: Screening) -> Option<Fraction> {
    let mut ranges: Vec<i64> = runs.iter().flat_map(|run| ranges(run)).collect();
    let all = mean(&ranges)?;
    if screening == Screening::Unscreened || all == Fraction::whole(0) {
        return Some(all);
    }
    let limit = all.times(3_267);
    ranges.retain(|range| Fraction::whole(i128::from(*range) * 1_000).below(&limit));
    mean(&ranges)
}

fn ranges(run: &[Placed]) -> impl Iterator<Item = i64> {
    run.iter().zip(run.iter().skip(1)).map(|((_, one), (_, next))| next.saturating_sub(*one).abs())
}

fn mean(figures: &[i64]) -> Option<Fraction> {
    let total: i128 = figures.iter().copied().map(i128::from).sum();
    Fraction::new(total, i128::try_from(figures.len()).ok()?)
}

fn median(mut figures: Vec<i64>) -> Option<Fraction> {
    figures.sort_unstable();
    let middle = figures.len() / 2;
    let high = i128::from(*figures.get(middle)?);
    let low = if figures.len() % 2 == 1 { high } else { i128::from(*figures.get(middle - 1)?) };
    Fraction::new(low + high, 2)
}

impl Limits {
    fn around(mean: Fraction, range: &Fraction) -> Self {
        let part = |thirds: i128| range.times(266 * thirds).over(&Fraction::whole(300));
        let (far, near) = (part(3), part(2));
        let far = far.unwrap_or(Fraction::whole(0));
        let near = near.unwrap_or(Fraction::whole(0));
        Self {
            lower: mean.minus(&far),
            upper: mean.plus(&far),
            near_lower: mean.minus(&near),
            near_upper: mean.plus(&near),
            mean,
        }
    }

    fn side(&self, figure: i64) -> Option<Way> {
        beyond(figure, &self.mean, &self.mean)
    }

    fn near(&self, figure: i64) -> Option<Way> {
        beyond(figure, &self.near_lower, &self.near_upper)
    }

    fn outside(&self, figure: i64) -> Option<Way> {
        beyond(figure, &self.lower, &self.upper)
    }
}

fn beyond(figure: i64, low: &Fraction, high: &Fraction) -> Option<Way> {
    let figure = Fraction::whole(figure.into());
    if high.below(&figure) {
        return Some(Way::Up);
    }
    figure.below(low).then_some(Way::Down)
}

/// Which figures of a run a rule finds.
fn found(rule: Rule, run: &[Placed], limits: &Limits) -> Vec<(usize, Way)> {
    match rule {
        Rule::Outside => each(run, |figure| limits.outside(figure)),
        Rule::Trend => trends(run),
        Rule::TwoOfThree => run.windows(3).flat_map(|three| two_of(three, limits)).collect(),
        Rule::Shift => run.windows(RUN).flat_map(|seven| shift(seven, limits)).collect(),
    }
}

fn each(figures: &[Placed], way: impl Fn(i64) -> Option<Way>) -> Vec<(usize, Way)> {
    figures.iter().filter_map(|(place, figure)| Some((*place, way(*figure)?))).collect()
}

// The turning point of two trends belongs to the earlier one, which is written last.
fn trends(run: &[Placed]) -> Vec<(usize, Way)> {
    let sevens = run.windows(RUN).rev();
    let ways = sevens.filter_map(|seven| Some((seven, trend(seven)?)));
    ways.flat_map(|(seven, way)| each(seven, |_| Some(way))).collect()
}

fn trend(seven: &[Placed]) -> Option<Way> {
    let moves =
        || seven.iter().zip(seven.iter().skip(1)).map(|((_, one), (_, next))| one.cmp(next));
    if moves().all(std::cmp::Ordering::is_lt) {
        return Some(Way::Up);
    }
    moves().all(std::cmp::Ordering::is_gt).then_some(Way::Down)
}

fn shift(seven: &[Placed], limits: &Limits) -> Vec<(usize, Way)> {
    let sides = each(seven, |figure| limits.side(figure));
    if same(&sides, seven.len()) { sides } else { Vec::new() }
}

// A figure beyond the limit itself is near it too.
fn two_of(three: &[Placed], limits: &Limits) -> Vec<(usize, Way)> {
    let near = each(three, |figure| limits.near(figure));
    let sides = each(three, |figure| limits.side(figure));
    if same(&sides, three.len()) && near.len() >= 2 { near } else { Vec::new() }
}

/// Whether there are `count` of them, all the same way.
fn same(sides: &[(usize, Way)], count: usize) -> bool {
    let way = sides.first().map(|(_, way)| *way);
    sides.len() == count && sides.iter().all(|(_, one)| Some(*one) == way)
}

#[cfg(test)]
mod tests;
