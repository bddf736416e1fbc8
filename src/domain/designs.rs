//! Scorecard designs: perspectives, criteria, scales and bands, versioned and never changed in use.

use super::contracts::{plain, words};
use super::exact::{Coverage, Points, Published, ScoreValue, Weight};
use super::ids::{DesignId, VersionId};
use super::problems::Problem;
use chrono::NaiveDate;
use rust_decimal::Decimal;

mod check;

pub use check::{check, check_bands};

/// One version of a design, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Identifies the version.
    pub id: VersionId,
    /// The design it belongs to.
    pub design: DesignId,
    /// Counted from 1 within the design.
    pub number: u32,
    /// What it says.
    pub content: Design,
}

/// A design that holds every rule: made only by [`check()`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Design {
    draft: Draft,
}

impl Design {
    /// Short name used in files and the API.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.draft.key
    }

    /// Name shown to people.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.draft.title
    }

    /// Share of the weight that must be scored for there to be a composite.
    #[must_use]
    pub fn minimum_coverage(&self) -> Coverage {
        self.draft.minimum_coverage
    }

    /// Rating bands from lowest to highest.
    #[must_use]
    pub fn bands(&self) -> &[Band] {
        &self.draft.bands
    }

    /// The scales criteria are scored on.
    #[must_use]
    pub fn scales(&self) -> &[Scale] {
        &self.draft.scales
    }

    /// Perspectives in order.
    #[must_use]
    pub fn perspectives(&self) -> &[Perspective] {
        &self.draft.perspectives
    }

    /// Every criterion in order, each with its perspective; the position is what scores are kept by.
    pub fn criteria(&self) -> impl Iterator<Item = (u16, &Perspective, &Criterion)> {
        let pairs = self.perspectives().iter().flat_map(|perspective| {
            perspective.criteria.iter().map(move |criterion| (perspective, criterion))
        });
        (0..u16::MAX)
            .zip(pairs)
            .map(|(place, (perspective, criterion))| (place, perspective, criterion))
    }

    /// Whether every perspective takes its points from what is scored at a meeting.
    #[must_use]
    pub fn is_scored_at_meetings_alone(&self) -> bool {
        self.perspectives().iter().all(|perspective| perspective.source == Source::Meetings)
    }

    /// The criterion a person means by `text`: its key or its title.
    #[must_use]
    pub fn criterion_named(&self, text: &str) -> Option<(u16, &Criterion)> {
        let given = plain(text);
        self.criteria()
            .find(|(_, _, criterion)| {
                plain(&criterion.key) == given || plain(&criterion.title) == given
            })
            .map(|(place, _, criterion)| (place, criterion))
    }

    /// The scale a criterion is scored on.
    #[must_use]
    pub fn scale_of(&self, criterion: &Criterion) -> Option<&Scale> {
        self.scales().iter().find(|scale| scale.key == criterion.scale)
    }

    /// The band a published figure falls in.
    #[must_use]
    pub fn band_of(&self, figure: Published) -> Option<&Band> {
        band_of(self.bands(), figure)
    }
}

/// The band `figure` falls in: the last one that does not start above it.
#[must_use]
pub fn band_of(bands: &[Band], figure: Published) -> Option<&Band> {
    bands.iter().rev().find(|band| band.from <= figure)
}

/// A design as somebody wrote it, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Short name used in files and the API.
    pub key: String,
    /// Name shown to people.
    pub title: String,
    /// Share of the weight that must be scored for there to be a composite.
    pub minimum_coverage: Coverage,
    /// Rating bands from lowest to highest.
    pub bands: Vec<Band>,
    /// The scales criteria are scored on.
    pub scales: Vec<Scale>,
    /// Perspectives in order.
    pub perspectives: Vec<Perspective>,
}

/// A rating band: `[from, to)`, the highest one closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The word for it.
    pub rating: String,
    /// Lowest figure in it.
    pub from: Published,
    /// Lowest figure above it, or 100 for the highest band.
    pub to: Published,
}

/// An ordered scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Short name criteria refer to.
    pub key: String,
    /// What can be given.
    pub kind: ScaleKind,
}

/// What can be given on a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScaleKind {
    /// One of 2 to 11 ordered levels.
    Levels(Vec<Level>),
    /// Any number from 0 to 100.
    Percent,
}

/// One level of a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The score given.
    pub value: ScoreValue,
    /// One or two words for it.
    pub label: String,
    /// What it looks like, in a line.
    pub anchor: String,
    /// What it is worth.
    pub points: Points,
}

/// Why a text is no score on a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OffScale {
    /// It is neither a number nor a label on it.
    #[error("the score is not on the scale")]
    Elsewhere,
    /// It could only be put on it by rounding.
    #[error(
        "the score has more than 12 decimal places and is never rounded; it is not on the scale"
    )]
    TooFine,
}

impl Scale {
    /// What `value` is worth, when it is on the scale.
    #[must_use]
    pub fn points(&self, value: ScoreValue) -> Option<Points> {
        match &self.kind {
            ScaleKind::Levels(levels) => {
                levels.iter().find(|level| level.value == value).map(|level| level.points)
            }
            ScaleKind::Percent => Points::from_scaled(value.scaled()),
        }
    }

    /// The score a person means by a number or a level's label.
    ///
    /// # Errors
    /// Why it is none; a number is never rounded until it is on the scale.
    pub fn read(&self, text: &str) -> Result<ScoreValue, OffScale> {
        let text = text.trim();
        let on_scale = |value: &ScoreValue| self.points(*value).is_some();
        let exact = Decimal::from_str_exact(text).ok().and_then(ScoreValue::new);
        if let Some(value) = exact.filter(on_scale).or_else(|| self.labelled(text)) {
            return Ok(value);
        }
        let near = text.parse().is_ok_and(|near: Decimal| near.abs() <= Decimal::ONE_HUNDRED);
        Err(if exact.is_none() && near { OffScale::TooFine } else { OffScale::Elsewhere })
    }

    fn labelled(&self, text: &str) -> Option<ScoreValue> {
        let ScaleKind::Levels(levels) = &self.kind else { return None };
        let given = plain(text);
        levels.iter().find(|level| plain(&level.label) == given).map(|level| level.value)
    }

    /// What can be given, in words: `1, 2, 3, 4 or 5`.
    #[must_use]
    pub fn choices(&self) -> String {
        let ScaleKind::Levels(levels) = &self.kind else {
            return "a number from 0 to 100".to_owned();
        };
        let values: Vec<String> = levels.iter().map(|level| level.value.to_string()).collect();
        match values.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            Some((last, _)) => last.clone(),
            None => String::new(),
        }
    }
}

/// A group of criteria that counts as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Perspective {
    /// Short name used in files and the API.
    pub key: String,
    /// Name shown to people.
    pub title: String,
    /// Share of the composite.
    pub weight: Weight,
    /// Where its points come from.
    pub source: Source,
    /// What is scored at meetings; empty for other sources.
    pub criteria: Vec<Criterion>,
}

words! {
    /// Where a perspective's points come from.
    Source {
        /// Criteria scored at governance meetings.
        Meetings = "meetings", "Governance meetings";
        /// Key performance indicators.
        Kpis = "kpis", "Key performance indicators";
        /// The knowledge index.
        Knowledge = "knowledge", "Knowledge transfer";
        /// Verified value-add commitments.
        Value = "value", "Value add";
    }
}

/// One thing scored at a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Short name used in files and the API, unique in the design.
    pub key: String,
    /// Name shown to people.
    pub title: String,
    /// Share of its perspective.
    pub weight: Weight,
    /// Key of the scale it is scored on.
    pub scale: String,
    /// The question as the client reads it.
    pub client_wording: String,
    /// The question as the supplier reads it.
    pub supplier_wording: String,
}

/// Which version a contract is scored by from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InUse {
    /// First day.
    pub from: NaiveDate,
    /// The version.
    pub version: VersionId,
}

/// The version in use on `day`; before the first start the first one counts.
#[must_use]
pub fn in_use_on(history: &[InUse], day: NaiveDate) -> Option<VersionId> {
    let mut starts: Vec<&InUse> = history.iter().collect();
    starts.sort_by_key(|start| start.from);
    let current = starts.iter().rev().find(|start| start.from <= day);
    current.or(starts.first()).map(|start| start.version)
}

/// Problems found in a draft.
pub type Problems = Vec<Problem>;
