//! The rules an item must hold before it is kept.

use super::{Felt, Item, Terms, Turnout};
use crate::domain::problems::Problem;
use crate::domain::texts;

/// The most themes of an event.
const MOST_THEMES: usize = 20;

/// Every rule that what somebody proposes breaks, each with its field.
#[must_use]
pub fn check(terms: &Terms) -> Vec<Problem> {
    let mut problems = Vec::new();
    if terms.title.trim().is_empty() {
        problems.push(Problem::field("title", "", "the item has no title", "Enter a title"));
    }
    let unfounded = terms.claim.as_ref().filter(|claim| claim.method.is_none());
    if unfounded.is_some() {
        let message = "an amount is claimed and nothing says how it was worked out";
        let remedy = "Say how the amount was worked out, or leave it out";
        problems.push(Problem::field("method", "", message, remedy));
    }
    problems
}

/// What is wrong with who came and what they felt.
#[must_use]
pub fn turnout_problems(turnout: &Turnout) -> Vec<Problem> {
    let mut problems = Vec::new();
    let answered = turnout.felt.map_or(0, Felt::count);
    if let Some(came) = turnout.attendance.filter(|came| *came < answered) {
        let message = format!("{answered} people answered and {came} came");
        let remedy = "Correct the attendance or the answers";
        problems.push(Problem::field("attendance", came.to_string(), message, remedy));
    }
    if MOST_THEMES < turnout.themes.len() {
        let (count, message) = (turnout.themes.len(), "there are too many themes");
        let remedy = format!("Keep the {MOST_THEMES} that matter most");
        problems.push(Problem::field("themes", count.to_string(), message, remedy));
    }
    let wrong = turnout.themes.iter().find_map(|theme| Some((theme, texts::name(theme).err()?)));
    if let Some((theme, why)) = wrong {
        problems.push(Problem::field("themes", theme, why.to_string(), why.remedy()));
    }
    problems
}

/// The item of a contract that says the same as `terms`, other than `item` itself.
#[must_use]
pub fn recorded_before<'a>(
    items: &'a [Item], terms: &Terms, item: Option<&Item>,
) -> Option<&'a Item> {
    let known = terms.known_by();
    let own = item.map(|item| item.id);
    items.iter().find(|one| Some(one.id) != own && one.terms.known_by() == known)
}
