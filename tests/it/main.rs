//! One integration binary.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod import_files;

mod peers;
mod reader;
