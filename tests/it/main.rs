//! One integration binary.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

mod support;

mod api;
mod guide;
mod harness;
mod http;
mod openapi;
mod peers;
mod reader;
mod record;
mod tidy;
mod uploads;
