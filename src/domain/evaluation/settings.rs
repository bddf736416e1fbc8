//! Pairs of key and text read as the settings a method declares, every problem at once.

use crate::domain::exact::Fraction;
use crate::domain::numbers::parse_decimal;
use crate::domain::problems::Problem;
use rust_decimal::Decimal;

/// Decimal places of a setting.
const PLACES: u32 = 12;

/// A setting that a method declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its key.
    pub key: &'static str,
    /// Whether it must be given.
    pub need: Need,
    /// What it is.
    pub about: &'static str,
    /// A text it may have.
    pub example: &'static str,
}

/// Whether a setting must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The method does nothing without it.
    Required,
    /// It may be left out.
    Optional,
}

impl Parameter {
    pub(super) const fn required(
        key: &'static str, example: &'static str, about: &'static str,
    ) -> Self {
        Self { key, need: Need::Required, about, example }
    }

    pub(super) const fn optional(
        key: &'static str, example: &'static str, about: &'static str,
    ) -> Self {
        Self { key, need: Need::Optional, about, example }
    }
}

/// Which numbers a setting takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Range {
    NotNegative,
    Positive,
    AboveOne,
    BelowOne,
    UpToOne,
    Percent,
}

impl Range {
    fn holds(self, value: Decimal) -> bool {
        let (zero, one) = (Decimal::ZERO, Decimal::ONE);
        match self {
            Self::NotNegative => zero <= value,
            Self::Positive => zero < value,
            Self::AboveOne => one < value,
            Self::BelowOne => zero <= value && value < one,
            Self::UpToOne => zero < value && value <= one,
            Self::Percent => zero < value && value <= Decimal::ONE_HUNDRED,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::NotNegative => "a number from 0",
            Self::Positive => "a number above 0",
            Self::AboveOne => "a number above 1",
            Self::BelowOne => "a number from 0 and below 1, such as 0.30",
            Self::UpToOne => "a number above 0 and up to 1",
            Self::Percent => "a percentage above 0 and up to 100, without the % sign",
        }
    }
}

/// The settings that were given, and what is wrong with them.
#[derive(Debug)]
pub(super) struct Settings<'a> {
    pairs: &'a [(String, String)],
    problems: Vec<Problem>,
}

impl<'a> Settings<'a> {
    /// The pairs; keys that are not `declared`, or come twice, are noted.
    pub(super) fn new(pairs: &'a [(String, String)], declared: &[Parameter]) -> Self {
        let mut settings = Self { pairs, problems: Vec::new() };
        for (at, (key, text)) in pairs.iter().enumerate() {
            let known = declared.iter().any(|parameter| parameter.key == key);
            if !known {
                let keys: Vec<&str> = declared.iter().map(|parameter| parameter.key).collect();
                let remedy = format!("Leave it out, or use one of {}", keys.join(", "));
                settings.note(key, text, "this method has no setting of that name", remedy);
            } else if pairs.iter().take(at).any(|(other, _)| other == key) {
                settings.note(key, text, "this is set twice", "Leave one of the two out");
            }
        }
        settings
    }

    /// The text under `key`.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        let found = self.pairs.iter().find(|(other, _)| other == key);
        found.map(|(_, text)| text.trim())
    }

    /// Whether there is a text under `key`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.text(key).is_some()
    }

    /// The number under `key`; nothing when there is none or it is a problem.
    pub(super) fn number(&mut self, key: &str, range: Range) -> Option<Fraction> {
        self.amount(key, self.text(key)?, range)
    }

    /// One of several numbers under `key`.
    pub(super) fn amount(&mut self, key: &str, text: &str, range: Range) -> Option<Fraction> {
        match parse_decimal(text, PLACES) {
            Ok(value) if range.holds(value) => return Some(Fraction::of(value)),
            Ok(_) => {
                self.note(key, text, "this number cannot be used here", used(range));
            }
            Err(_) => self.note(key, text, "this is not a number that can be read", used(range)),
        }
        None
    }

    /// The number that must stand under `key`. Without one a problem is noted and
    /// one stands in, from which nothing is built.
    pub(super) fn required(&mut self, key: &str, range: Range) -> Fraction {
        self.need(key, range.words());
        self.number(key, range).unwrap_or(Fraction::ONE)
    }

    /// The number under `key`, or `otherwise` when nothing is said.
    pub(super) fn number_or(&mut self, key: &str, range: Range, otherwise: i128) -> Fraction {
        self.number(key, range).unwrap_or_else(|| Fraction::whole(otherwise))
    }

    /// Notes that there is no text under `key`, which the method needs.
    pub(super) fn need(&mut self, key: &str, what: &str) {
        if !self.has(key) {
            let remedy = format!("Set {key} to {what}");
            self.note(key, "", "this method needs the setting", remedy);
        }
    }

    /// What the word under `key` stands for.
    pub(super) fn word<T: Clone>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| value.clone());
        if found.is_none() {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let remedy = format!("Use {}", words.join(" or "));
            self.note(key, text, "this is not a choice of the setting", remedy);
        }
        found
    }

    /// Notes what stands under `key`, unless it is the one word that may.
    pub(super) fn only(&mut self, key: &str, word: &str) {
        if self.text(key).is_some_and(|text| text != word) {
            self.wrong(key, "this is not a choice of the setting", format!("Use {word}"));
        }
    }

    /// Notes a problem with what stands under `key`.
    pub(super) fn wrong(&mut self, key: &str, message: &str, remedy: impl Into<String>) {
        let text = self.text(key).unwrap_or_default();
        self.note(key, text, message, remedy);
    }

    fn note(&mut self, key: &str, text: &str, message: &str, remedy: impl Into<String>) {
        self.problems.push(Problem::field(key, text, message, remedy));
    }

    /// Everything that was found wrong.
    pub(super) fn finish(self) -> Result<(), Vec<Problem>> {
        if self.problems.is_empty() { Ok(()) } else { Err(self.problems) }
    }
}

fn used(range: Range) -> String {
    format!("Use {}", range.words())
}
