//! The fields of one table of a TOML file, read by name, every fault with its path.

use crate::domain::problems::Problem;
use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

/// Problems found so far.
pub(super) type Problems = Vec<Problem>;

/// One table and where it stands.
pub(super) struct Fields<'a> {
    table: &'a DeTable<'a>,
    path: String,
}

impl<'a> Fields<'a> {
    /// The whole file.
    pub(super) fn root(table: &'a DeTable<'a>) -> Self {
        Self { table, path: String::new() }
    }

    /// The path of the field called `name`.
    pub(super) fn at(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// A word that no other place of the file has, for a field that could not
    /// be read, so that what could be read is still checked.
    pub(super) fn stand_in(&self, name: &str) -> String {
        self.at(name).replace(|c: char| !c.is_ascii_alphanumeric(), "-")
    }

    /// Whether the table has a field called `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.table.get(name).is_some()
    }

    /// Refuses every field that is not among `known`.
    pub(super) fn only(&self, known: &[&str], problems: &mut Problems) {
        let unknown = self.table.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref()));
        for (key, value) in unknown {
            let remedy = format!("Remove it, or use one of {}", known.join(", "));
            let message = "a design has no such field here";
            problems.push(Problem::field(
                self.at(key.get_ref()),
                shown(value.get_ref()),
                message,
                remedy,
            ));
        }
    }

    /// The text of a field that must be there.
    pub(super) fn text(&self, name: &str, problems: &mut Problems) -> Option<String> {
        if !self.has(name) {
            problems.push(self.absent(name, "Add it"));
        }
        self.optional_text(name, problems)
    }

    /// The text of a field that may be left out.
    pub(super) fn optional_text(&self, name: &str, problems: &mut Problems) -> Option<String> {
        match self.table.get(name)?.get_ref() {
            DeValue::String(text) => Some(text.clone().into_owned()),
            other => {
                let message = format!("this is {}, not text", article(other));
                let remedy = "Put it in quotation marks";
                problems.push(Problem::field(self.at(name), shown(other), message, remedy));
                None
            }
        }
    }

    /// A number that must be there; `needed` says which ones `new` takes.
    pub(super) fn number<T>(
        &self, name: &str, new: impl Fn(Decimal) -> Option<T>, needed: &str,
        problems: &mut Problems,
    ) -> Option<T> {
        let Some(value) = self.table.get(name) else {
            problems.push(self.absent(name, &format!("Add {needed}")));
            return None;
        };
        let number = decimal(value.get_ref()).and_then(new);
        if number.is_none() {
            let message = format!("this is not {needed}");
            let remedy = format!("Enter {needed}");
            problems.push(Problem::field(self.at(name), shown(value.get_ref()), message, remedy));
        }
        number
    }

    /// The tables of a list; none when it is not there.
    pub(super) fn list(&self, name: &str, problems: &mut Problems) -> Vec<Fields<'a>> {
        let Some(value) = self.table.get(name) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            problems.push(self.not_a_list(name, value.get_ref()));
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(items.len());
        for (place, item) in items.iter().enumerate() {
            let path = format!("{}[{place}]", self.at(name));
            match item.get_ref().as_table() {
                Some(table) => tables.push(Fields { table, path }),
                None => problems.push(not_a_table(path, item.get_ref())),
            }
        }
        tables
    }

    fn absent(&self, name: &str, remedy: &str) -> Problem {
        Problem::field(self.at(name), "", "this field is missing", remedy)
    }

    fn not_a_list(&self, name: &str, value: &DeValue<'_>) -> Problem {
        let message = format!("this is {}, not a list", article(value));
        let remedy = format!("Write each one under [[{name}]]");
        Problem::field(self.at(name), shown(value), message, remedy)
    }
}

fn not_a_table(path: String, value: &DeValue<'_>) -> Problem {
    let message = format!("this is {}, not a group of fields", article(value));
    Problem::field(path, shown(value), message, "Write its fields in { }, with names")
}

// Numbers are taken from the text of the file, never through a float.
fn decimal(value: &DeValue<'_>) -> Option<Decimal> {
    match value {
        DeValue::Integer(whole) if whole.radix() == 10 => {
            Decimal::from_str_exact(whole.as_str()).ok()
        }
        DeValue::Float(fraction) => Decimal::from_str_exact(fraction.as_str()).ok(),
        DeValue::String(text) => Decimal::from_str_exact(text.trim()).ok(),
        DeValue::Integer(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => None,
    }
}

fn article(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a group of fields",
    }
}

fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.clone().into_owned(),
        DeValue::Integer(whole) => whole.to_string(),
        DeValue::Float(fraction) => fraction.to_string(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(_) | DeValue::Table(_) => String::new(),
    }
}
