//! Real files carried through to the database and back out: what is published of them is what
//! the service says, what cannot be read is named, and nothing wrong is kept.
//!
//! The numbers expected were worked out apart from our code, by scripts over Python's `csv`,
//! `fractions` and `decimal`; each stands beside the words for how.

mod councils;

mod hospitals;

mod registers;

mod routes;
