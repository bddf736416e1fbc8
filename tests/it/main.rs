//! One integration binary.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

mod support;

mod cli;
mod demo;
mod harness;
mod peers;
mod reader;
mod import_files;
mod peers;

mod reader;
mod record;
mod tidy;
