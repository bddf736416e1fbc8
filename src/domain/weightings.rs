//! What a lot is awarded on: weights as published, kinds of criterion, status and cost share.

pub mod frameworks;
mod kinds;
mod reading;
mod share;
pub mod social_value;
mod status;
mod written;

pub use kinds::{Kind, Part};
pub use reading::{Form, Reading, Sign};
pub use share::CostShare;
pub(super) use share::complement;
pub use status::{LotStatus, Verdict, judge};
pub use written::{Unreadable, Weighting};

use super::assessments::Worded;
use super::contracts::words;
use super::meetings::Origin;

/// One criterion that a lot is awarded on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its number among those of the lot, where it was published.
    pub number: Option<u16>,
    /// Its name; empty where only its kind was published.
    pub name: String,
    /// What kind of criterion the buyer says it is.
    pub kind: Worded<Kind>,
    /// What it weighs.
    pub weight: Weighting,
    /// The file it came from.
    pub origin: Option<Origin>,
}

impl Criterion {
    /// What it is called: its name, or else its kind.
    #[must_use]
    pub fn title(&self) -> &str {
        let kind = self.kind.read.map_or("Not named", Kind::label);
        if self.name.is_empty() { self.kind.written.as_deref().unwrap_or(kind) } else { &self.name }
    }

    /// Whether two rows are about the same criterion of a lot: by number where both have one, or
    /// else by kind and name.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self.number, other.number) {
            (Some(one), Some(two)) => one == two,
            (None, None) => self.name == other.name && self.kind == other.kind,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

words! {
    /// What there is to look at again in what a lot is awarded on.
    FindingKind {
        /// The name of a criterion says another kind than the buyer does.
        NamedOtherwise = "named_otherwise", "Named as another kind";
        /// A criterion is of no known kind.
        KindUnknown = "kind_unknown", "Kind not known";
        /// Words stand behind the weight.
        WordsBeside = "words_beside", "Words beside the weight";
        /// The framework does not allow the weight.
        OutOfRange = "out_of_range", "Weight not allowed";
        /// The framework takes whole numbers only.
        NotWhole = "not_whole", "Not a whole number";
        /// The framework has no criterion of this kind.
        NotOfFramework = "not_of_framework", "Not in the framework";
        /// The weights do not total what the framework says.
        Total = "total", "Total not allowed";
        /// Social value weighs less than policy asks.
        SocialValue = "social_value", "Social value too low";
    }
}

/// Something to look at again in what a lot is awarded on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What sort of thing it is.
    pub kind: FindingKind,
    /// The criterion or kind it is about; empty when it is about the lot.
    pub about: String,
    /// What was found, in a sentence without a full stop.
    pub message: String,
    /// What to do, in a sentence without a full stop.
    pub remedy: String,
}

impl Finding {
    fn new(
        kind: FindingKind, about: &str, message: impl Into<String>, remedy: impl Into<String>,
    ) -> Self {
        Self { kind, about: about.to_owned(), message: message.into(), remedy: remedy.into() }
    }
}

/// What the criteria of a lot give reason to look at again, whichever framework it is under.
#[must_use]
pub fn findings(criteria: &[Criterion]) -> Vec<Finding> {
    criteria.iter().flat_map(|one| [beside(one), unknown(one), otherwise(one)]).flatten().collect()
}

fn beside(criterion: &Criterion) -> Option<Finding> {
    let words = criterion.weight.words_beside()?;
    let message = format!("“{words}” stands behind the weight and is left out");
    let remedy = "Check that the weight is whole without it";
    Some(Finding::new(FindingKind::WordsBeside, criterion.title(), message, remedy))
}

fn unknown(criterion: &Criterion) -> Option<Finding> {
    if criterion.kind.read.is_some() {
        return None;
    }
    let message = match &criterion.kind.written {
        Some(written) => format!("“{written}” is no kind of criterion that is known here"),
        None => "it is not said what kind of criterion this is".to_owned(),
    };
    let words = Kind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ");
    let remedy = format!("Give it one of these kinds: {words}");
    Some(Finding::new(FindingKind::KindUnknown, criterion.title(), message, remedy))
}

// A criterion that is called by the other part's name is shown and left where its buyer put it.
fn otherwise(criterion: &Criterion) -> Option<Finding> {
    let (given, named) = (criterion.kind.read?, Kind::named(&criterion.name)?);
    if given.part() == named.part() {
        return None;
    }
    let message = format!(
        "the buyer gives it as {} and its name says {}",
        given.label().to_lowercase(),
        named.label().to_lowercase()
    );
    let remedy = "Ask the buyer which it is; it counts as given until then";
    Some(Finding::new(FindingKind::NamedOtherwise, criterion.title(), message, remedy))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
