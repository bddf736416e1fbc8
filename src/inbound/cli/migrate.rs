//! `scorecard migrate`: the schema of the database, step by step.

use clap::{Args, ValueEnum};

/// What to do with the schema.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    /// Which way to go
    #[arg(value_enum)]
    pub(super) step: Step,
}

/// What to do with the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// Apply every step that is not applied yet
    Up,
    /// Take every step back, and all data with it
    Down,
    /// List the steps and which are applied
    Status,
}
