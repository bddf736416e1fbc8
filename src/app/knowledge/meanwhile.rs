//! What somebody else made of a thing since it was read.

use crate::app::Error;
use crate::app::error::beside;
use crate::domain::knowledge::{Plan, Post};
use chrono::NaiveDate;

/// Refuses what was meant for another revision, and says what is different.
pub(super) fn unchanged<const N: usize>(
    what: &'static str, known: i64, seen: i64, now: [(&'static str, String); N],
    sent: [(&'static str, String); N],
) -> Result<(), Error> {
    if known == seen {
        return Ok(());
    }
    Err(Error::changed(what, known, beside(now, sent)))
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

/// What is planned, by the names of its fields.
pub(super) fn plan_texts(plan: &Plan) -> [(&'static str, String); 6] {
    [
        ("key", plan.key.clone()),
        ("title", plan.title.clone()),
        ("weight", plan.weight.to_string()),
        ("baseline", plan.baseline.word().to_owned()),
        ("target", plan.target.word().to_owned()),
        ("target_on", day(plan.target_on)),
    ]
}

/// Who somebody is, by the names of its fields.
pub(super) fn post_texts(post: &Post) -> [(&'static str, String); 5] {
    [
        ("name", post.name.clone()),
        ("role", post.role.clone()),
        ("side", post.side.word().to_owned()),
        ("from", day(post.from)),
        ("until", day(post.until)),
    ]
}
