//! What a person says about a file that it does not say itself.

use super::cells::Decimals;
use super::{Refusal, Source, Surface};
use crate::domain::periods::Cadence;
use crate::domain::problems::Problem;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::io::Read;

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadSettings {
    /// Pairs of field and the heading it is under.
    pub maps: Vec<(String, String)>,
    /// Pairs of field and the text it has in every row, for a file without the column.
    pub constants: Vec<(String, String)>,
    /// What is meant where a text is both a month and financial years.
    pub periods: Option<Cadence>,
    /// What becomes of KPI values with more decimals than are kept.
    pub decimals: Decimals,
    /// The way it comes in; it changes what remedies say and nothing that is read.
    pub surface: Surface,
}

/// The settings as they are kept with a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    map: Vec<(String, String)>,
    set: Vec<(String, String)>,
    periods: Option<String>,
    round: bool,
}

impl ReadSettings {
    /// The settings as one line of text, the same for the same settings.
    #[must_use]
    pub fn kept(&self) -> String {
        let kept = Kept {
            map: self.maps.clone(),
            set: self.constants.clone(),
            periods: self.periods.map(|cadence| cadence.word().to_owned()),
            round: self.decimals == Decimals::Rounded,
        };
        serde_json::to_string(&kept).unwrap_or_default()
    }

    /// The settings from what [`Self::kept`] made of them.
    #[must_use]
    pub fn from_kept(text: &str) -> Option<Self> {
        let kept: Kept = serde_json::from_str(text).ok()?;
        let periods = match kept.periods {
            Some(word) => Some(Cadence::parse(&word)?),
            None => None,
        };
        let decimals = if kept.round { Decimals::Rounded } else { Decimals::AsWritten };
        let (maps, constants, surface) = (kept.map, kept.set, Surface::default());
        Some(Self { maps, constants, periods, decimals, surface })
    }

    pub(super) fn mapped(&self, field: &str) -> bool {
        self.maps.iter().any(|(name, _)| name.trim() == field)
    }

    /// The text that `field` has in every row.
    pub(super) fn constant(&self, field: &str) -> Option<&str> {
        let named = self.constants.iter().rev().find(|(name, _)| name.trim() == field);
        named.map(|(_, text)| text.as_str())
    }
}

/// The two sides of `field=text`, as `--map`, `--set` and forms have them.
///
/// # Errors
/// When there is no `=`, or nothing before it.
pub fn pair(option: &str, text: &str) -> Result<(String, String), Problem> {
    match text.split_once('=') {
        Some((field, text)) if !field.trim().is_empty() => {
            Ok((field.trim().to_owned(), text.trim().to_owned()))
        }
        Some(_) | None => {
            let message = "this does not say which field is meant";
            Err(Problem::field(
                option,
                text,
                message,
                "Write the field, an equals sign and the text",
            ))
        }
    }
}

/// SHA-256 of the bytes of a file and of the settings it is read with, in
/// hexadecimal: what makes two imports the same.
///
/// # Errors
/// When the file cannot be read.
pub fn digest(source: &mut Source, settings: &ReadSettings) -> Result<String, Refusal> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    source.rewind()?;
    loop {
        let count = source.read(&mut buffer)?;
        let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else { break };
        hash.update(read);
    }
    hash.update(settings.kept());
    Ok(hash.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a `String` cannot fail.
        let _written = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> ReadSettings {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        ReadSettings {
            maps: vec![pair("contract", "Route = \"id\"")],
            constants: vec![pair("client", "Authority")],
            periods: Some(Cadence::FinancialYear),
            decimals: Decimals::Rounded,
            surface: Surface::CommandLine,
        }
    }

    #[test]
    fn settings_come_back_from_how_they_are_kept() {
        for settings in [some(), ReadSettings::default()] {
            assert_eq!(ReadSettings::from_kept(&settings.kept()), Some(settings));
        }
        let unknown = ReadSettings::default().kept().replace("null", "\"fortnight\"");
        assert_eq!(ReadSettings::from_kept(&unknown), None);
    }

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        let read = pair("--map", text).ok();
        let read = read.as_ref().map(|(field, text)| (field.as_str(), text.as_str()));
        assert_eq!(read, expected);
    }

    #[test]
    fn a_pair_is_split_at_its_first_equals_sign() {
        check("contract=Route id", Some(("contract", "Route id")));
        check(" contract = a=b ", Some(("contract", "a=b")));
        check("unit=", Some(("unit", "")));
        check("=Route id", None);
        check("contract", None);
    }

    #[test]
    fn a_digest_is_of_the_bytes_and_the_settings() {
        let of = |bytes: &[u8], settings: &ReadSettings| {
            digest(&mut Source::bytes(bytes.to_vec()), settings).ok()
        };
        let plain = of(b"a,b\n", &ReadSettings::default());
        assert_eq!(plain.as_ref().map(String::len), Some(64));
        assert_eq!(plain, of(b"a,b\n", &ReadSettings::default()));
        assert_ne!(plain, of(b"a,c\n", &ReadSettings::default()));
        assert_ne!(plain, of(b"a,b\n", &some()));
    }
}
