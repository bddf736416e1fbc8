//! One integration binary.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod support;

mod harness;
mod tidy;
