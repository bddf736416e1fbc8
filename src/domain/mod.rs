//! Pure rules: no input or output, no clock, no framework.

pub mod ids;

pub mod exact;

pub mod numbers;

pub mod texts;

pub mod dates;

pub mod problems;

pub mod lists;

pub mod access;

pub mod accounts;

pub mod organisations;

pub mod contracts;

pub mod designs;

pub mod library;

pub mod meetings;

pub mod kpis;

pub mod performance;

pub mod improvement;
pub mod knowledge;

pub mod value;

pub mod periods;

pub mod scorecards;

pub mod noise;

pub mod gaps;

pub mod agreement;

pub mod imports;

pub mod events;

pub mod audit;

pub mod authors;

pub mod actions;

pub mod feedback;

pub mod home;

pub mod assessments;

pub mod evaluation;
pub mod weightings;

pub mod tenders;
