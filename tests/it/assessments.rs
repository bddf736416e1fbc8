//! Assessments of services: recorded, imported, taken back, seen by those they belong to.

mod health;
mod imported;
mod seen;
