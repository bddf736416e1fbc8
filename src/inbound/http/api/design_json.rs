//! A design in JSON, rewritten as the file of the same design, so that one set of rules reads both.

use crate::domain::problems::Problem;
use crate::inbound::http::error::Failure;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

/// Fields that hold numbers, which JSON carries as text to keep them exact.
const NUMBERS: &[&str] = &["minimum_coverage", "from", "to", "value", "points", "weight"];

/// The text of the file.
///
/// # Errors
/// Numbers that lost digits on their way, each with its field.
pub fn as_file(design: &Map<String, Value>) -> Result<String, Failure> {
    let mut problems = Vec::new();
    let mut text = String::new();
    for (name, value) in design.iter().filter(|(_, value)| !value.is_null()) {
        let written = inline(value, name, name, &mut problems);
        text.push_str(&format!("{} = {written}\n", quoted(name)));
    }
    if problems.is_empty() { Ok(text) } else { Err(Failure::invalid(problems)) }
}

fn inline(value: &Value, name: &str, path: &str, problems: &mut Vec<Problem>) -> String {
    match value {
        Value::Object(fields) => table(fields, path, problems),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            let item = |(place, item)| inline(item, name, &format!("{path}[{place}]"), problems);
            format!("[{}]", items.map(item).collect::<Vec<_>>().join(", "))
        }
        Value::String(text) => string(text, name),
        Value::Number(number) if number.is_f64() => {
            let message = "a number with a decimal point loses digits on its way";
            let remedy = format!("Put it in quotes: \"{number}\"");
            problems.push(Problem::field(path, number.to_string(), message, remedy));
            quoted("")
        }
        Value::Number(number) => number.to_string(),
        Value::Bool(answer) => answer.to_string(),
        Value::Null => quoted(""),
    }
}

fn table(fields: &Map<String, Value>, path: &str, problems: &mut Vec<Problem>) -> String {
    let said = fields.iter().filter(|(_, value)| !value.is_null());
    let pair = |(name, value): (&String, &Value)| {
        let at = format!("{path}.{name}");
        format!("{} = {}", quoted(name), inline(value, name, &at, problems))
    };
    format!("{{ {} }}", said.map(pair).collect::<Vec<_>>().join(", "))
}

fn string(text: &str, name: &str) -> String {
    let number = Decimal::from_str_exact(text).ok().filter(|_| NUMBERS.contains(&name));
    number.map_or_else(|| quoted(text), |number| number.to_string())
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
