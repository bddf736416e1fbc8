//! One integration binary.
<<<<<<< HEAD
<<<<<<< HEAD
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod support;

mod harness;
mod tidy;
=======

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

mod reader;
>>>>>>> refs/heads/designs
=======

mod peers;
>>>>>>> refs/heads/rules
