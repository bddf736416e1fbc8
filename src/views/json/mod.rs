//! Domain values as JSON. Exact decimals are strings; days are `YYYY-MM-DD`.

pub mod problems;
