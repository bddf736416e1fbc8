//! Pages: typed contexts, their templates and the words people read.

pub mod parts;

pub mod form;

pub mod contracts;

pub mod meetings;

pub mod kpis;

pub mod agenda;

pub mod minutes;

pub mod actions;

pub mod feedback;

pub mod events;

pub mod home;

pub mod knowledge;

pub mod value;

pub mod performance;

pub mod improvement;

pub mod scorecards;

pub mod charts;

pub mod designs;

pub mod imports;

pub mod accounts;

pub mod history;

pub mod assessments;

pub mod tenders;

pub mod guide;

pub mod error;

#[cfg(test)]
mod samples;

#[cfg(test)]
mod tests;
