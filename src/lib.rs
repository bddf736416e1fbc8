//! The partnership scorecard.
