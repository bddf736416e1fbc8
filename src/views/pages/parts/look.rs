//! The look of every page: name, stylesheet, colour, and whom to tell of a problem.

use sha2::{Digest, Sha256};
use std::any::Any;
use std::sync::LazyLock;

/// The Design System's components, as this service shows them.
const COMPONENTS: &str = include_str!("../../assets/components.css");

/// What is this service's own.
const OWN: &str = include_str!("../../assets/scorecard.css");

/// The colour of the header when nobody chose one.
const BRAND: &str = "#12436d";

/// The look when nobody chose anything.
static PLAIN: LazyLock<Look> =
    LazyLock::new(|| Look::of("Partnership scorecard", &Choices::default()));

/// What an operator may choose besides the name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Choices<'a> {
    /// A stylesheet for the Design System's components, in place of the one that comes with us.
    pub theme: Option<&'a str>,
    /// The colour of the header and of rules, such as `#12436d`.
    pub brand: Option<&'a str>,
    /// Whom to tell of a page that cannot be used, and how.
    pub contact: Option<&'a str>,
}

/// The look of every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    product: String,
    brand: String,
    contact: Option<String>,
    stylesheet: String,
    address: String,
}

impl Look {
    /// The look of a service people know as `product`.
    #[must_use]
    pub fn of(product: &str, choices: &Choices<'_>) -> Self {
        let mut stylesheet = format!("{}\n{OWN}", choices.theme.unwrap_or(COMPONENTS));
        if let Some(brand) = choices.brand {
            stylesheet.push_str(&format!("\n:root {{ --govuk-brand-colour: {brand}; }}\n"));
            stylesheet.push_str(".govuk-generic-header { background: var(--brand); }\n");
        }
        Self {
            product: product.to_owned(),
            brand: choices.brand.unwrap_or(BRAND).to_owned(),
            contact: choices.contact.map(str::to_owned),
            address: address(&stylesheet),
            stylesheet,
        }
    }

    /// The look a page is rendered with; plain when it is given none.
    pub(crate) fn given(look: Result<&Self, askama::Error>) -> &Self {
        look.unwrap_or(&PLAIN)
    }

    /// The name people know the service by.
    pub(crate) fn product(&self) -> &str {
        &self.product
    }

    /// The colour around the page on a telephone.
    pub(crate) fn brand(&self) -> &str {
        &self.brand
    }

    /// Whom to tell of a page that cannot be used, and how.
    pub(crate) fn contact(&self) -> Option<&str> {
        self.contact.as_deref()
    }

    /// The stylesheet.
    #[must_use]
    pub fn stylesheet(&self) -> &str {
        &self.stylesheet
    }

    /// Where the stylesheet is; changes with it, so that a browser may keep it.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// How the frame of a page finds its look while it is rendered.
impl askama::Values for Look {
    fn get_value(&self, key: &str) -> Option<&dyn Any> {
        let look: &dyn Any = self;
        (key == "look").then_some(look)
    }
}

fn address(stylesheet: &str) -> String {
    let digest = Sha256::digest(stylesheet);
    let start: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("/assets/scorecard.css?v={start}")
}
