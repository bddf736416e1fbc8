//! Scorecard designs: list, read, add a version.

use super::{App, Error};
use crate::domain::access::Actor;
use crate::domain::designs::{Design, Version};
use crate::domain::ids::VersionId;
use std::sync::Arc;

impl App {
    /// The latest version of every design, by key. The built-in library is always among them.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn designs(&self, actor: &Actor) -> Result<Vec<Arc<Version>>, Error> {
        unimplemented!()
    }

    /// Every version of the design with this key, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub async fn design(&self, actor: &Actor, key: &str) -> Result<Vec<Arc<Version>>, Error> {
        unimplemented!()
    }

    /// One version.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub async fn design_version(
        &self,
        actor: &Actor,
        id: VersionId,
    ) -> Result<Arc<Version>, Error> {
        unimplemented!()
    }

    /// Adds a design, or a new version of it; the same content again adds nothing.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and faults.
    pub async fn add_design(&self, actor: &Actor, content: Design) -> Result<Arc<Version>, Error> {
        unimplemented!()
    }
}
