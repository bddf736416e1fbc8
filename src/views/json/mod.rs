//! Domain values as JSON. Exact decimals are strings; days are `YYYY-MM-DD`.

pub mod problems;

pub mod lists;

pub mod contracts;

pub mod designs;

pub mod meetings;

pub mod governance;

pub mod disputes;

pub mod score_sets;

pub mod kpis;

pub mod knowledge;

pub mod evidence;

pub mod value;

pub mod performance;

pub mod improvement;

pub mod scorecards;

pub mod traces;

pub mod events;

pub mod agenda;

pub mod actions;

pub mod feedback;

pub mod home;

pub mod imports;

pub mod accounts;

pub mod audit;

pub mod assessments;

pub mod evaluation;

pub mod tenders;

use crate::domain::exact::Published;

/// A published figure with both its decimals.
fn published(figure: Published) -> String {
    format!("{:.2}", figure.decimal())
}
