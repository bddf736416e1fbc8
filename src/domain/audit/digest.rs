//! Digests of texts.

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// What the first entry holds in place of the digest of the one before.
    pub const NONE: Self = Self([0; 32]);

    /// The digest of texts in order. A text that is not there differs from an empty one, and
    /// two texts differ from the same characters cut elsewhere.
    #[must_use]
    pub fn of<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> Self {
        let mut hash = Sha256::new();
        for text in texts {
            match text {
                Some(text) => {
                    hash.update(format!("{}:", text.len()));
                    hash.update(text);
                }
                None => hash.update("-"),
            }
            hash.update("\n");
        }
        Self(hash.finalize().into())
    }

    /// The digest that was computed elsewhere.
    #[must_use]
    pub const fn of_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest written in 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Vec<u32> = text.chars().map(|c| c.to_digit(16)).collect::<Option<_>>()?;
        let bytes: Vec<u8> = digits
            .chunks(2)
            .map(|pair| match pair {
                [high, low] => u8::try_from(high * 16 + low).ok(),
                _ => None,
            })
            .collect::<Option<_>>()?;
        Some(Self(bytes.try_into().ok()?))
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}
