//! What somebody says about a file that it does not say itself.

use super::Failure;
use crate::domain::periods::Cadence;
use crate::domain::problems::Problem;
use crate::inbound::csv::{Decimals, ReadSettings, Surface};
use serde::{Deserialize, Serialize};

/// What was said, as it was said, so that it can be kept with the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    #[serde(rename = "map")]
    maps: Vec<(String, String)>,
    #[serde(rename = "set")]
    constants: Vec<(String, String)>,
    periods: Option<String>,
    decimals: Option<String>,
    design: Option<String>,
}

impl Told {
    /// Notes a form field: `map[]` with `field=heading`, `map[field]` with the
    /// heading, the same with `set` and a text for every row, `periods`,
    /// `decimals` or `design`. Empty ones say nothing.
    ///
    /// # Errors
    /// When there is no such field.
    pub fn hear(&mut self, name: &str, text: &str) -> Result<(), Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        let said = Some(text.to_owned());
        match (name, within(name, "map"), within(name, "set")) {
            ("periods", ..) => self.periods = said,
            ("decimals", ..) => self.decimals = said,
            ("design", ..) => self.design = said,
            (_, Some(field), _) => self.maps.push(pair(name, field, text)?),
            (_, _, Some(field)) => self.constants.push(pair(name, field, text)?),
            _ => return Err(unknown(name, text)),
        }
        Ok(())
    }

    /// The design new contracts get.
    #[must_use]
    pub fn design(&self) -> Option<&str> {
        self.design.as_deref()
    }

    /// How the file is to be read.
    ///
    /// # Errors
    /// Everything that is none of its choices.
    pub fn settings(&self, surface: Surface) -> Result<ReadSettings, Failure> {
        let mut problems = Vec::new();
        let periods = self.periods.as_deref().and_then(|word| cadence(word, &mut problems));
        let decimals = match self.decimals.as_deref() {
            None | Some("as_written") => Decimals::AsWritten,
            Some("rounded") => Decimals::Rounded,
            Some(word) => {
                problems.push(no_choice("decimals", word, "as_written or rounded"));
                Decimals::AsWritten
            }
        };
        let (maps, constants) = (self.maps.clone(), self.constants.clone());
        let settings = ReadSettings { maps, constants, periods, decimals, surface };
        if problems.is_empty() { Ok(settings) } else { Err(Failure::invalid(problems)) }
    }
}

/// The field between the brackets of `name`, when it is one of `group`'s.
fn within<'a>(name: &'a str, group: &str) -> Option<&'a str> {
    name.strip_prefix(group)?.strip_prefix('[')?.strip_suffix(']')
}

fn pair(name: &str, field: &str, text: &str) -> Result<(String, String), Problem> {
    if !field.is_empty() {
        return Ok((field.to_owned(), text.to_owned()));
    }
    let parts = text.split_once('=').map(|(field, text)| (field.trim(), text.trim()));
    let parts = parts.map(|(field, text)| (field.to_owned(), text.to_owned()));
    let message = "there is no = between the field and its text";
    parts.ok_or_else(|| Problem::field(name, text, message, "Write it as field=text"))
}

fn cadence(word: &str, problems: &mut Vec<Problem>) -> Option<Cadence> {
    let cadence = Cadence::parse(word);
    if cadence.is_none() {
        let words: Vec<&str> = Cadence::ALL.iter().map(|cadence| cadence.word()).collect();
        problems.push(no_choice("periods", word, &words.join(", ")));
    }
    cadence
}

fn no_choice(field: &str, word: &str, choices: &str) -> Problem {
    Problem::field(field, word, "this is none of the choices", format!("Use one of: {choices}"))
}

fn unknown(name: &str, text: &str) -> Problem {
    let remedy = "Send file, mode, map[], set[], periods, decimals or design";
    Problem::field(name, text, "this name is not known here", remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_say_where_a_field_is_mean_the_same() {
        let (mut one, mut other) = (Told::default(), Told::default());
        assert_eq!(one.hear("map[]", "title = Contract name"), Ok(()));
        assert_eq!(other.hear("map[title]", "Contract name"), Ok(()));
        assert_eq!(one, other);
        assert!(one.hear("map[]", "title").is_err());
        assert!(one.hear("mapping", "title").is_err());
    }

    #[test]
    fn what_is_kept_is_read_back_as_it_was_said() {
        let mut told = Told::default();
        assert_eq!(told.hear("set[side]", "client"), Ok(()));
        assert_eq!(told.hear("periods", "month"), Ok(()));
        let kept = crate::inbound::kept::text(&told, None);
        let back = kept.and_then(|text| crate::inbound::kept::told::<Told>(&text));
        assert_eq!(back.ok(), Some(told));
    }
}
