//! The partnership scorecard.

pub mod inbound;

pub mod domain;
