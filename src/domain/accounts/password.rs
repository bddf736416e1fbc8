//! What a password must be.

use super::secrets::Secret;

/// The fewest characters. Twelve is what the National Cyber Security Centre's three random words
/// come to, and more than anybody guesses through the throttle of sign-in in a lifetime.
pub const SHORTEST: usize = 12;

/// The most characters, so that nobody makes the service hash a book.
pub const LONGEST: usize = 256;

/// Why a password cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It is empty.
    #[error("there is no password")]
    Missing,
    /// It has fewer than [`SHORTEST`] characters.
    #[error("the password is shorter than 12 characters")]
    TooShort,
    /// It has more than [`LONGEST`] characters.
    #[error("the password is longer than 256 characters")]
    TooLong,
    /// It is on a list of passwords that were leaked, or made of what is on such a list.
    #[error("the password is one that is easily guessed")]
    Guessable,
}

impl Unfit {
    /// What to do about it.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Missing => "Enter a password",
            Self::TooShort => "Enter a password of 12 characters or more",
            Self::TooLong => "Enter a password of 256 characters or fewer",
            Self::Guessable => "Enter a password that is harder to guess, such as 3 random words",
        }
    }
}

/// Checks a new password. There is no rule about which characters it has: such rules make
/// passwords harder to remember and no harder to guess (NCSC; NIST SP 800-63B, 3.1.1.2).
///
/// `known` are words that whoever guesses would try first, such as the person's own name.
///
/// # Errors
/// The first reason why it cannot be used.
pub fn check(password: &Secret, known: &[&str]) -> Result<(), Unfit> {
    let text = password.expose();
    match text.chars().count() {
        0 => Err(Unfit::Missing),
        1..SHORTEST => Err(Unfit::TooShort),
        SHORTEST..=LONGEST if guessable(text, known) => Err(Unfit::Guessable),
        SHORTEST..=LONGEST => Ok(()),
        _ => Err(Unfit::TooLong),
    }
}

/// Whether fewer than a hundred million guesses find it.
fn guessable(text: &str, known: &[&str]) -> bool {
    let known: Vec<String> = known.iter().flat_map(|known| spellings(known)).collect();
    let words: Vec<&str> = known.iter().map(String::as_str).chain(["scorecard"]).collect();
    zxcvbn::zxcvbn(text, &words).score() < zxcvbn::Score::Three
}

/// A name or address as somebody might use it in a password: whole, before the at sign, run
/// together, or a word of it.
fn spellings(known: &str) -> Vec<String> {
    let known = known.to_lowercase();
    let local = known.split('@').next().unwrap_or_default();
    let joined = local.chars().filter(|c| c.is_alphanumeric()).collect();
    let words = known.split(|c: char| !c.is_alphanumeric()).filter(|word| 3 <= word.len());
    let mut all: Vec<String> = words.map(str::to_owned).collect();
    all.extend([local.to_owned(), joined, known.clone()]);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_all(passwords: &[&str], expected: Result<(), Unfit>) {
        for password in passwords {
            let secret = Secret::new((*password).to_owned());
            let known = ["Ola Nordmann", "ola.nordmann@northmoor.example"];
            assert_eq!(check(&secret, &known), expected, "{password}");
        }
    }

    #[test]
    fn its_length_is_counted_in_characters() {
        check_all(&[""], Err(Unfit::Missing));
        check_all(&["short", "elevenchars", "étéétéétéét"], Err(Unfit::TooShort));
        check_all(&["vorpal gimbl", "çfàéwîzëxöqj"], Ok(()));
        check_all(&[&"river lamp ".repeat(12)], Ok(()));
        check_all(&[&"x".repeat(257)], Err(Unfit::TooLong));
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        let leaked = ["password1234", "qwertyuiopas", "aaaaaaaaaaaa", "123456789012"];
        check_all(&leaked, Err(Unfit::Guessable));
        check_all(&["olanordmann1", "ola.nordmann", "northmoor123"], Err(Unfit::Guessable));
    }

    #[test]
    fn no_kind_of_character_is_asked_for() {
        check_all(&["correct horse battery staple", "oxbow lantern fig"], Ok(()));
    }
}
