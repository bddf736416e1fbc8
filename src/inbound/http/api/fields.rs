//! Values of a request, read together so that every wrong one is listed.

use crate::domain::problems::Problem;
use crate::domain::texts::{self, Unkept};
use crate::inbound::http::error::Failure;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A value as it was sent: text, a whole number, or nothing.
#[derive(Debug, Clone, Default)]
pub struct Given(Value);

// Read as an option, so that a missing field is nothing rather than the first and only error.
impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value: Option<Value> = Option::deserialize(from)?;
        Ok(Self(value.unwrap_or_default()))
    }
}

/// What was read, or what is wrong and what to do about it.
pub type Parsed<T> = Result<T, (String, String)>;

impl Given {
    /// The text of it; nothing when it is missing, null or blank.
    fn text(&self) -> Parsed<Option<String>> {
        match &self.0 {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
            Value::Number(number) if !number.is_f64() => Ok(Some(number.to_string())),
            Value::Number(number) => Err((
                "a number with a decimal point loses digits on its way".to_owned(),
                format!("Put it in quotes: \"{number}\""),
            )),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                Err(("this is not text".to_owned(), "Send a string".to_owned()))
            }
        }
    }

    /// Whether nothing was sent.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self.text(), Ok(None))
    }

    /// What a problem shows as the value.
    fn shown(&self) -> String {
        match &self.0 {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

/// A reading of several fields and the problems found on the way.
#[derive(Debug, Default)]
pub struct Reading {
    prefix: String,
    problems: Vec<Problem>,
}

impl Reading {
    /// Reads the fields of the `place`th entry of a list named `list` with `read`.
    pub fn entry<T>(
        &mut self, list: &str, place: usize, read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let outer = std::mem::replace(&mut self.prefix, format!("{list}[{place}]."));
        let entry = read(self);
        self.prefix = outer;
        entry
    }

    /// A field that may be left out.
    pub fn optional<T>(
        &mut self, field: &str, given: &Given, parse: impl FnOnce(&str) -> Parsed<T>,
    ) -> Option<T> {
        let parsed = given.text().and_then(|text| text.as_deref().map(parse).transpose());
        parsed.unwrap_or_else(|(message, remedy)| {
            self.refuse(field, given, message, remedy);
            None
        })
    }

    /// A field that must be there.
    pub fn required<T>(
        &mut self, field: &str, given: &Given, parse: impl FnOnce(&str) -> Parsed<T>,
    ) -> Option<T> {
        if matches!(given.text(), Ok(None)) {
            self.refuse(field, given, "this is missing", "Fill it in");
        }
        self.optional(field, given, parse)
    }

    /// Notes what is wrong with a field.
    pub fn refuse(
        &mut self, field: &str, given: &Given, message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let field = format!("{}{field}", self.prefix);
        self.problems.push(Problem::field(field, given.shown(), message, remedy));
    }

    /// What the fields make together.
    ///
    /// # Errors
    /// Everything that was wrong with them.
    pub fn finish<T>(self, whole: Option<T>) -> Result<T, Failure> {
        match whole {
            Some(whole) if self.problems.is_empty() => Ok(whole),
            _ => Err(Failure::invalid(self.problems)),
        }
    }
}

/// A name, title, reference or other short text.
///
/// # Errors
/// When it cannot be kept.
pub fn text(text: &str) -> Parsed<String> {
    let name = texts::one_line(text);
    texts::name(&name).map_err(unkept)?;
    Ok(name)
}

/// A comment.
///
/// # Errors
/// When it cannot be kept.
pub fn prose(text: &str) -> Parsed<String> {
    texts::prose(text).map(|()| text.to_owned()).map_err(unkept)
}

fn unkept(why: Unkept) -> (String, String) {
    (why.to_string(), why.remedy())
}

/// A day such as `2026-07-31`.
///
/// # Errors
/// When it is none.
pub fn day(text: &str) -> Parsed<NaiveDate> {
    let shaped = text.len() == 10;
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| shaped);
    day.ok_or_else(|| {
        ("this is not a day".to_owned(), "Write year, month and day as 2026-07-31".to_owned())
    })
}

/// A count: 0, 1, 2 and so on.
///
/// # Errors
/// When it is none.
pub fn count(text: &str) -> Parsed<u32> {
    text.parse().map_err(|error: std::num::ParseIntError| {
        (format!("this is no whole number ({error})"), "Give 0, 1, 2 and so on".to_owned())
    })
}

/// An identifier.
///
/// # Errors
/// When it is none.
pub fn id<T>(make: impl Fn(uuid::Uuid) -> T) -> impl Fn(&str) -> Parsed<T> {
    move |text| {
        text.parse().map(&make).map_err(|error| {
            (format!("this is not an identifier ({error})"), "Copy it from the list".to_owned())
        })
    }
}

/// An exact number that `make` takes.
pub fn exact<T>(
    make: impl Fn(Decimal) -> Option<T>, range: &'static str,
) -> impl Fn(&str) -> Parsed<T> {
    move |text| {
        let number = Decimal::from_str_exact(text).ok().and_then(&make);
        number.ok_or_else(|| ("this number cannot be kept".to_owned(), format!("Give {range}")))
    }
}

/// One of several words.
pub fn choice<T: Copy + 'static>(
    all: &'static [T], word: impl Fn(T) -> &'static str,
) -> impl Fn(&str) -> Parsed<T> {
    move |text| {
        all.iter().copied().find(|choice| word(*choice) == text).ok_or_else(|| {
            let words: Vec<&str> = all.iter().map(|choice| word(*choice)).collect();
            ("this is none of the choices".to_owned(), format!("Use one of: {}", words.join(", ")))
        })
    }
}
