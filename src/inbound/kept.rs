//! What is kept with an import: what was said about its file, and how it was understood.

use crate::domain::imports::Understood;
use crate::views::json::imports::UnderstoodView;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Serialize, Deserialize)]
struct Kept {
    told: Value,
    understood: Option<UnderstoodView>,
}

/// Both as one text.
///
/// # Errors
/// When what was said cannot be written, which would be a fault of ours.
pub fn text(
    told: &impl Serialize, understood: Option<&Understood>,
) -> Result<String, serde_json::Error> {
    let told = serde_json::to_value(told)?;
    serde_json::to_string(&Kept { told, understood: understood.map(UnderstoodView::of) })
}

/// How the file was understood, from what [`text()`] made; nothing when
/// something else made it.
#[must_use]
pub fn understood(kept: &str) -> Option<Understood> {
    let kept: Kept = serde_json::from_str(kept).ok()?;
    kept.understood.map(UnderstoodView::understood)
}

/// What was said about the file, from what [`text()`] made.
///
/// # Errors
/// When it was not made by [`text()`] of the same.
pub fn told<T: for<'de> Deserialize<'de>>(kept: &str) -> Result<T, serde_json::Error> {
    let kept: Kept = serde_json::from_str(kept)?;
    serde_json::from_value(kept.told)
}
