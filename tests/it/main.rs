//! One integration binary.

mod peers;
