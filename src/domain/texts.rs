//! Texts that can be kept: of a sane length, and of characters that every database takes.

/// The most bytes of a name, title or reference: an index of PostgreSQL takes no
/// more than 2,704 of all it is over.
pub const LONGEST_NAME: usize = 2_000;

/// The most bytes of a comment or question.
pub const LONGEST_PROSE: usize = 20_000;

/// Why a text cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unkept {
    /// It has a zero character, which is no text and which PostgreSQL refuses.
    #[error("this has a character that cannot be kept (NUL)")]
    Nul,
    /// It is longer than such a text may be.
    #[error("this is {length} bytes long, and no more than {most} are kept")]
    TooLong {
        /// Its bytes.
        length: usize,
        /// How many it may have.
        most: usize,
    },
}

impl Unkept {
    /// What to do about it.
    #[must_use]
    pub fn remedy(self) -> String {
        match self {
            Self::Nul => "Remove the character".to_owned(),
            Self::TooLong { most, .. } => {
                format!("Shorten it to {most} letters, or fewer if some have accents")
            }
        }
    }
}

/// A name as it is kept: in one line, with single spaces, so that it is the same
/// name however it comes in.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Checks a name, title or reference.
///
/// # Errors
/// When it cannot be kept.
pub fn name(text: &str) -> Result<(), Unkept> {
    check(text, LONGEST_NAME)
}

/// Checks a comment or question.
///
/// # Errors
/// When it cannot be kept.
pub fn prose(text: &str) -> Result<(), Unkept> {
    check(text, LONGEST_PROSE)
}

fn check(text: &str, most: usize) -> Result<(), Unkept> {
    if text.contains('\0') {
        return Err(Unkept::Nul);
    }
    let length = text.len();
    if most < length { Err(Unkept::TooLong { length, most }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_up_to_its_length() {
        assert_eq!(name(&"a".repeat(LONGEST_NAME)), Ok(()));
        let longer = name(&"é".repeat(LONGEST_NAME / 2 + 1));
        assert_eq!(longer, Err(Unkept::TooLong { length: 2_002, most: 2_000 }));
    }

    #[test]
    fn a_zero_character_is_no_text() {
        assert_eq!(name("a\0b"), Err(Unkept::Nul));
        assert_eq!(prose("a\tb\nc"), Ok(()));
    }
}
