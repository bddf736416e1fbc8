//! The variation of a figure in words: how firm its limits are, and what they found.

use super::{Centre, Signal, Standing, Stretch, VariationChart, Way};
use crate::words;

/// Figures next to each other that one rule found.
pub(super) struct Found {
    pub(super) rule: String,
    way: Way,
    first: String,
    pub(super) last: String,
    count: usize,
}

impl Found {
    /// `5 Jan 2026 to 16 Feb 2026, 7 in a row rising (better)`.
    fn words(&self) -> String {
        let when = if self.count == 1 {
            self.last.clone()
        } else {
            format!("{} to {}", self.first, self.last)
        };
        format!("{when}, {} ({})", self.rule, self.way.word())
    }
}

impl VariationChart {
    /// The latest signal in words, how firm the limits are, or why there are none.
    pub(super) fn remark(&self) -> String {
        let last = self.stretches.iter().rev().find_map(|stretch| stretch.centre.as_ref());
        let found = self.found().pop();
        let signal = found.map(|found| format!("Latest signal: {}", found.words()));
        let standing = match last {
            Some(Centre::Median { why, .. }) => Some(format!("No limits: {why}")),
            Some(Centre::Limits { standing: Standing::Trial, .. }) => {
                Some("Trial limits, from fewer than 12 figures".to_owned())
            }
            Some(Centre::Limits { .. }) | None => None,
        };
        let parts: Vec<String> = standing.into_iter().chain(signal).collect();
        parts.join(". ")
    }

    pub(super) fn centre_sentence(&self, stretch: &Stretch) -> Option<String> {
        let (first, last) = stretch.points.first().zip(stretch.points.last())?;
        let spoken = |value| self.about.measure.spoken(value);
        let figures = stretch.points.iter().filter(|point| point.reading.value().is_some()).count();
        let when = format!(
            "{} from {} to {}",
            words::count(figures, "figure"),
            words::day(first.date),
            words::day(last.date)
        );
        Some(match stretch.centre.as_ref()? {
            Centre::Limits { mean, lower, upper, standing } => {
                let trial = if *standing == Standing::Trial { "trial limits" } else { "limits" };
                let (mean, lower, upper) = (spoken(*mean), spoken(*lower), spoken(*upper));
                format!("{when}: mean {mean}, {trial} {lower} to {upper}.")
            }
            Centre::Median { median, why } => {
                format!("{when}: median {}; no limits, because {why}.", spoken(*median))
            }
        })
    }

    pub(super) fn found_sentence(&self) -> String {
        let found: Vec<String> = self.found().iter().map(Found::words).collect();
        if found.is_empty() {
            let none = "No change stands out from the usual variation.";
            return if self.has_limits() { none.to_owned() } else { String::new() };
        }
        let many = if found.len() == 1 { "A change" } else { "Changes" };
        format!("{many} worth asking about: {}.", found.join("; "))
    }

    /// Signals, those next to each other by the same rule together.
    pub(super) fn found(&self) -> Vec<Found> {
        let mut all: Vec<Found> = Vec::new();
        for stretch in &self.stretches {
            let mut open = false;
            for point in &stretch.points {
                let Some(Signal { way, rule }) = &point.signal else {
                    open = false;
                    continue;
                };
                match all.last_mut().filter(|last| open && last.rule == *rule) {
                    Some(last) => {
                        last.count += 1;
                        last.last.clone_from(&point.label);
                    }
                    None => all.push(Found {
                        rule: rule.clone(),
                        way: *way,
                        first: point.label.clone(),
                        last: point.label.clone(),
                        count: 1,
                    }),
                }
                open = true;
            }
        }
        all
    }
}
