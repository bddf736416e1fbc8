//! Who a page is shown to.

use super::Section;
use std::any::Any;

/// The key under which templates look for who they are shown to.
const KEY: &str = "visitor";

/// Who a page is shown to. Templates get it as a value of the moment, so that no page has to
/// carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// What they are called.
    pub name: String,
    /// What they act as, and for whom.
    pub acting: Option<String>,
    /// The parts of the service that are there for them.
    pub sections: Vec<Section>,
}

impl Visitor {
    pub(crate) fn sees(&self, section: &Section) -> bool {
        self.sections.contains(section)
    }
}

impl askama::Values for Visitor {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        let own: &dyn Any = self;
        (key == KEY).then_some(own)
    }
}
