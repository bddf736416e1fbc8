//! One integration binary.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod support;

mod accounts;
mod actions;
mod agenda;
mod api;
mod assessments;
mod at_once;
mod audit;
mod backup;
mod bad_input;
mod cli;
mod compared;
mod consistency;
mod demo;
mod design_system;
mod doors;
mod evaluation;
mod feedback;
mod governance;
mod guide;
mod harness;
mod http;
mod import_files;
mod improvement;
mod kills;
mod knowledge;
mod leaks;
mod look;
mod openapi;
mod overview;
mod pages;
mod peers;
mod performance;
mod reader;
mod real_files;
mod record;
mod routes;
mod schema;
mod sheets;
mod sheets_read;
mod single_sign_on;
mod states;
mod tenders;
mod tidy;
mod uploads;
mod value;
mod year;
