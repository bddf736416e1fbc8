//! Ways in by a provider of identities: on the way there, and turned away.

use crate::views::pages::form::FormPage;
use crate::views::pages::parts::sentence;

/// The page that leads on to the provider, for whoever is not taken there at once.
#[must_use]
pub fn leave(name: &str, address: &str) -> FormPage {
    FormPage::new(format!("Continue to {name}"), "/sign-in/sso")
        .line("You sign in there and come back here.")
        .link("Continue", address)
}

/// The page for whoever came back and is not let in.
#[must_use]
pub fn turned_away(why: &str, remedy: &str) -> FormPage {
    FormPage::new("You are not signed in", "/sign-in")
        .line(sentence(why))
        .line(remedy)
        .link("Go to the sign-in page", "/sign-in")
}
