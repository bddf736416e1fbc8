//! What is wrong with a plan, a post or evidence as it was given: all of it at once.

use super::evidence::Evidence;
use super::{Level, Plan, Post};
use crate::domain::exact::Weight;
use crate::domain::problems::Problem;
use crate::domain::texts;

/// The longest address of a page that is kept.
const LONGEST_LINK: usize = 2_000;

/// Everything wrong with the plan of an area.
#[must_use]
pub fn plan(plan: &Plan) -> Vec<Problem> {
    let mut problems = Vec::new();
    filled("title", &plan.title, "Enter a title", &mut problems);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if plan.key.is_empty() || !plan.key.chars().all(plain) {
        let message = "a key has small letters, digits and hyphens only";
        problems.push(Problem::field("key", &plan.key, message, "Use a key such as deployment"));
    }
    if plan.weight == Weight::NONE {
        let message = "an area without weight counts for nothing";
        problems.push(Problem::field("weight", "0", message, "Enter a weight above 0"));
    }
    if plan.target == Level::None {
        let message = "a target of none is reached before anything begins";
        problems.push(Problem::field("target", "none", message, "Choose a level from 1 to 4"));
    }
    problems
}

/// A key made of a title: `Night-time releases` is `night-time-releases`.
#[must_use]
pub fn key_of(title: &str) -> String {
    let spaced = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let words: String = title.chars().map(spaced).collect();
    let key = words.split_whitespace().collect::<Vec<_>>().join("-");
    if key.is_empty() { "area".to_owned() } else { key }
}

/// Everything wrong with who somebody is.
#[must_use]
pub fn post(post: &Post) -> Vec<Problem> {
    let mut problems = Vec::new();
    filled("name", &post.name, "Enter the name of the person or role", &mut problems);
    if let (Some(from), Some(until)) = (post.from, post.until)
        && until < from
    {
        let message = format!("the last day is before the first, {from}");
        problems.push(Problem::field(
            "until",
            until.to_string(),
            message,
            "Change one of the two days",
        ));
    }
    problems
}

/// Everything wrong with evidence that is planned.
#[must_use]
pub fn evidence(evidence: &Evidence) -> Vec<Problem> {
    let mut problems = Vec::new();
    filled("title", &evidence.title, "Enter what it is", &mut problems);
    if evidence.level == Level::None {
        let message = "evidence shows a level";
        problems.push(Problem::field("level", "none", message, "Choose a level from 1 to 4"));
    }
    problems.extend(evidence.link.as_deref().and_then(link));
    problems
}

/// What is wrong with an address of something to look at.
#[must_use]
pub fn link(link: &str) -> Option<Problem> {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let plain = !link.chars().any(|c| c.is_whitespace() || c.is_control());
    let good = plain && !host.is_empty() && link.len() <= LONGEST_LINK;
    let remedy = "Enter an address that begins with https:// or http://";
    (!good).then(|| Problem::field("link", link, "this is not the address of a page", remedy))
}

fn filled(field: &'static str, text: &str, remedy: &'static str, problems: &mut Vec<Problem>) {
    if text.trim().is_empty() {
        problems.push(Problem::field(field, "", format!("the {field} is empty"), remedy));
    } else if let Err(why) = texts::name(text) {
        problems.push(Problem::field(field, text, why.to_string(), why.remedy()));
    }
}
