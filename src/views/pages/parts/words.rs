//! Dates, amounts and states in the words people read.

use crate::domain::contracts::Term;
use crate::domain::dates::by_london_clocks;
use crate::domain::designs::Band;
use crate::domain::exact::{Coverage, Money, Published, ScoreValue};
use crate::domain::meetings::states::{Stage, State};
use crate::domain::meetings::{Mark, Meeting, MeetingKind, Unscored};
use crate::domain::scorecards::{Composite, NoComposite};
use chrono::{DateTime, NaiveDate, Utc};

/// `5 January 2026`.
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// `Meeting of 5 January 2026`.
#[must_use]
pub fn held(meeting: &Meeting) -> String {
    let what = match meeting.kind {
        MeetingKind::Scorecard => "Meeting",
        MeetingKind::Check => MeetingKind::Check.label(),
    };
    format!("{what} of {}", day(meeting.held_on))
}

/// `5 January 2026 at 5:30pm GMT`: a moment by the clocks of London, which people in the
/// United Kingdom go by; `BST` in summer.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    by_london_clocks(at).format("%-d %B %Y at %-I:%M%P %Z").to_string()
}

/// A term, as far as it is known.
#[must_use]
pub fn days(term: Term) -> String {
    match (term.start(), term.end()) {
        (Some(start), Some(end)) => format!("{} to {}", day(start), day(end)),
        (Some(start), None) => format!("From {}", day(start)),
        (None, Some(end)) => format!("Until {}", day(end)),
        (None, None) => "Not recorded".to_owned(),
    }
}

/// `£1,250,000`, with pence only when there are any.
#[must_use]
pub fn money(amount: Money) -> String {
    let (pounds, pence) = (amount.scaled() / 100, amount.scaled() % 100);
    let pounds = count(pounds.unsigned_abs());
    if pence == 0 { format!("£{pounds}") } else { format!("£{pounds}.{pence:02}") }
}

/// A sum of amounts, in pence.
#[must_use]
pub fn pounds(pence: i128) -> String {
    let amount = i64::try_from(pence).ok().and_then(Money::from_scaled);
    amount.map_or_else(|| "More than can be shown".to_owned(), money)
}

/// `12,345`.
#[must_use]
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `87.5%`.
#[must_use]
pub fn percent(coverage: Coverage) -> String {
    format!("{coverage}%")
}

/// The figure as shown, or why there is none.
#[must_use]
pub fn composite(composite: &Result<Composite, NoComposite>) -> String {
    match composite {
        Ok(composite) => composite.published.shown(),
        Err(NoComposite::NothingScored) => "No figure: nothing was scored".to_owned(),
        Err(NoComposite::BelowCoverage { coverage, minimum }) => {
            format!("No figure: {coverage}% of the weight was scored and {minimum}% is needed")
        }
    }
}

/// A score, or why there is none.
#[must_use]
pub fn mark(mark: Mark) -> String {
    match mark {
        Mark::Scored(value) => value.to_string(),
        Mark::Unscored(why) => why.label().to_owned(),
    }
}

/// Client minus supplier, with its sign.
#[must_use]
pub fn gap(client: ScoreValue, supplier: ScoreValue) -> String {
    let gap = (client.decimal() - supplier.decimal()).normalize();
    if gap.is_zero() {
        "0".to_owned()
    } else if gap.is_sign_negative() {
        format!("−{}", gap.abs())
    } else {
        format!("+{gap}")
    }
}

/// The text with a capital at its start and a full stop at its end.
#[must_use]
pub fn sentence(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// A word for a state, set apart from the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The word.
    pub word: String,
    /// Supports the word and never replaces it.
    pub colour: Colour,
}

/// Colours of tags. The same one means the same on every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// As it should be.
    Green,
    /// Nearly so.
    Turquoise,
    /// Needs work.
    Yellow,
    /// Wrong.
    Red,
    /// Not decided, or not known.
    Grey,
    /// Waits for somebody.
    Blue,
}

impl Tag {
    /// A word in a colour.
    pub fn new(word: impl Into<String>, colour: Colour) -> Self {
        Self { word: word.into(), colour }
    }

    /// Not signed off, so it may still change.
    #[must_use]
    pub fn provisional() -> Self {
        Self::new("Provisional", Colour::Grey)
    }

    /// Where a governed meeting stands.
    #[must_use]
    pub fn stage(state: &State) -> Self {
        let colour = match state.stage() {
            Stage::Planned => Colour::Grey,
            Stage::Open | Stage::Sealed | Stage::Revealed | Stage::Reopened => Colour::Blue,
            Stage::Settled => Colour::Turquoise,
            Stage::SignedOff | Stage::Revised => Colour::Green,
        };
        let word = match state {
            State::Sealed { by } => format!("Sealed by the {}", by.word()),
            other => other.stage().label().to_owned(),
        };
        Self::new(word, colour)
    }

    /// Whether a figure was signed off, or may still change.
    #[must_use]
    pub fn standing(signed: Option<u32>) -> Self {
        match signed {
            None => Self::provisional(),
            Some(1) => Self::new("Signed off", Colour::Green),
            Some(revision) => Self::new(format!("Revision {revision}, signed off"), Colour::Green),
        }
    }

    /// Its classes; blue is the colour of a tag that names none.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self.colour {
            Colour::Green => "govuk-tag govuk-tag--green",
            Colour::Turquoise => "govuk-tag govuk-tag--turquoise",
            Colour::Yellow => "govuk-tag govuk-tag--yellow",
            Colour::Red => "govuk-tag govuk-tag--red",
            Colour::Grey => "govuk-tag govuk-tag--grey",
            Colour::Blue => "govuk-tag",
        }
    }
}

/// The rating of a figure: the highest band is green, the lowest red.
#[must_use]
pub fn rating(bands: &[Band], figure: Published) -> Option<Tag> {
    let place = bands.iter().rposition(|band| band.from <= figure)?;
    let band = bands.get(place)?;
    let colour = match (place, bands.len() - 1 - place) {
        (_, 0) => Colour::Green,
        (0, _) => Colour::Red,
        (_, 1) => Colour::Turquoise,
        (_, _) => Colour::Yellow,
    };
    Some(Tag::new(band.rating.clone(), colour))
}

impl From<Unscored> for Tag {
    fn from(why: Unscored) -> Self {
        Self::new(why.label(), Colour::Grey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    /// A moment of 2026 in UTC, as people read it.
    #[track_caller]
    fn reads(utc: &str, words: &str) {
        let at: Option<DateTime<Utc>> = format!("2026-{utc}Z").parse().ok();
        assert_eq!(at.map(moment).as_deref(), Some(words));
    }

    #[test]
    fn clocks_go_forward_at_1am_on_the_last_sunday_of_march() {
        reads("03-29T00:59:59", "29 March 2026 at 12:59am GMT");
        reads("03-29T01:00:00", "29 March 2026 at 2:00am BST");
        reads("06-30T23:30:00", "1 July 2026 at 12:30am BST");
    }

    #[test]
    fn the_hour_that_comes_twice_in_october_says_which_one_it_is() {
        reads("10-25T00:30:00", "25 October 2026 at 1:30am BST");
        reads("10-25T01:30:00", "25 October 2026 at 1:30am GMT");
        reads("12-31T23:30:00", "31 December 2026 at 11:30pm GMT");
    }

    #[test]
    fn amounts_have_commas_and_no_needless_pence() {
        let money = |pence| Money::from_scaled(pence).map(super::money);
        assert_eq!(money(125_000_000).as_deref(), Some("£1,250,000"));
        assert_eq!(money(99_905).as_deref(), Some("£999.05"));
        assert_eq!(money(0).as_deref(), Some("£0"));
    }

    #[test]
    fn a_gap_is_the_client_minus_the_supplier() {
        let gap = |client: i64, supplier: i64| {
            let value = |n| ScoreValue::new(Decimal::new(n, 1));
            value(client).zip(value(supplier)).map(|(c, s)| super::gap(c, s))
        };
        assert_eq!(gap(40, 25).as_deref(), Some("+1.5"));
        assert_eq!(gap(20, 40).as_deref(), Some("−2"));
        assert_eq!(gap(30, 30).as_deref(), Some("0"));
    }

    #[test]
    fn a_rating_is_coloured_by_its_place_among_the_bands() {
        let bands = crate::domain::kpis::default_bands();
        let colour = |figure| {
            let tag = Published::from_scaled(figure).and_then(|figure| rating(&bands, figure));
            tag.map(|tag| (tag.word, tag.colour))
        };
        assert_eq!(colour(10_000), Some(("Good".to_owned(), Colour::Green)));
        assert_eq!(colour(9_999), Some(("Approaching target".to_owned(), Colour::Turquoise)));
        assert_eq!(colour(8_000), Some(("Requires improvement".to_owned(), Colour::Yellow)));
        assert_eq!(colour(7_999), Some(("Inadequate".to_owned(), Colour::Red)));
    }
}
