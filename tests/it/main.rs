//! One integration binary.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod support;

mod accounts;
mod api;
mod at_once;
mod bad_input;
mod cli;
mod consistency;
mod demo;
mod guide;
mod harness;
mod http;
mod import_files;
mod openapi;
mod pages;
mod peers;
mod reader;
mod real_files;
mod record;
mod schema;
mod tidy;
mod uploads;
