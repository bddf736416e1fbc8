//! Pages: typed contexts, their templates and the words people read.

pub mod parts;

pub mod contracts;

pub mod meetings;

pub mod kpis;

pub mod knowledge;

pub mod scorecards;

pub mod designs;

pub mod imports;

pub mod accounts;

pub mod history;

pub mod guide;

pub mod error;

#[cfg(test)]
mod samples;

#[cfg(test)]
mod tests;
