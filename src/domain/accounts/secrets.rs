//! What only its owner may know.

/// A password, link, session or token in the clear. It is never printed or stored.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A secret that was typed or sent, or has just been made.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself; every use of it is a place to look at twice.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret")
    }
}
