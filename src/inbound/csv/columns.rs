//! An importer's fields found among a file's headings.

use super::Heading;

/// A field that an importer reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its canonical name, as in our own exports.
    pub name: &'static str,
    /// Whether a file without it is refused.
    pub required: bool,
    /// Other names by which files have it.
    pub synonyms: &'static [&'static str],
}

/// Which column of a file holds which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    found: Vec<(&'static str, usize)>,
    ignored: Vec<String>,
}

impl Columns {
    /// The column, from 0, that holds the field called `name`.
    pub fn get(&self, name: &str) -> Option<usize> {
        self.found.iter().find(|(field, _)| *field == name).map(|(_, column)| *column)
    }

    /// The fields found, each with its column, in the order of the fields.
    pub fn found(&self) -> &[(&'static str, usize)] {
        &self.found
    }

    /// The headings that belong to no field, in file order.
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }
}

/// Something about a header that keeps its rows from being read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderProblem {
    /// No heading is a required field.
    #[error("There is no {field} column. The file has {}", listed(.headings))]
    Missing {
        /// The canonical name.
        field: &'static str,
        /// The headings the file has.
        headings: Vec<String>,
    },
    /// Two headings or more are the same field.
    #[error("{field} is in more than one column: {}. Remove all but one", columns_listed(.columns))]
    Twice {
        /// The canonical name.
        field: &'static str,
        /// The columns, from 1, and their headings.
        columns: Vec<(usize, String)>,
    },
    /// A mapping names a field this import does not have.
    #[error("{field} is not a field of this import. Use one of {}", .fields.join(", "))]
    UnknownField {
        /// The name given.
        field: String,
        /// The canonical names there are.
        fields: Vec<&'static str>,
    },
    /// A mapping names a heading the file does not have.
    #[error("The heading \"{heading}\" is not in the file. The file has {}", listed(.headings))]
    UnknownHeading {
        /// The heading given.
        heading: String,
        /// The headings the file has.
        headings: Vec<String>,
    },
}

fn listed(headings: &[String]) -> String {
    let named = headings.iter().filter(|heading| !heading.is_empty());
    let names: Vec<String> = named.map(|heading| format!("\"{heading}\"")).collect();
    if names.is_empty() { "no headings".to_owned() } else { names.join(", ") }
}

fn columns_listed(columns: &[(usize, String)]) -> String {
    let named = columns.iter().map(|(column, heading)| format!("{column} (\"{heading}\")"));
    named.collect::<Vec<_>>().join(", ")
}

/// Finds the column of every field, or everything that is wrong with the header.
/// `overrides` are pairs of field and heading. Capitals, spaces and punctuation
/// make no difference. A heading of several rows also answers to its lowest part.
pub fn match_columns(
    header: &[Heading], fields: &[Field], overrides: &[(String, String)],
) -> Result<Columns, Vec<HeaderProblem>> {
    let matcher = Matcher { header, fields, overrides };
    let (mut found, mut problems) = (Vec::new(), matcher.unknown_fields());
    for field in fields {
        match matcher.column(field) {
            Ok(Some(column)) => found.push((field.name, column)),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(matcher.columns(found)) } else { Err(problems) }
}

struct Matcher<'a> {
    header: &'a [Heading],
    fields: &'a [Field],
    overrides: &'a [(String, String)],
}

impl Matcher<'_> {
    fn unknown_fields(&self) -> Vec<HeaderProblem> {
        let known = |name: &str| self.fields.iter().any(|field| key(field.name) == key(name));
        let unknown = self.overrides.iter().filter(|(field, _)| !known(field));
        let fields: Vec<&'static str> = self.fields.iter().map(|field| field.name).collect();
        let problem = |(field, _): &(String, String)| HeaderProblem::UnknownField {
            field: field.clone(),
            fields: fields.clone(),
        };
        unknown.map(problem).collect()
    }

    fn column(&self, field: &Field) -> Result<Option<usize>, HeaderProblem> {
        let chosen = self.overrides.iter().rev().find(|(name, _)| key(name) == key(field.name));
        let columns = match chosen {
            Some((_, heading)) => self.mapped(heading)?,
            None => self.named(field),
        };
        match columns.as_slice() {
            [] if field.required => Err(self.missing(field)),
            [] => Ok(None),
            [column] => Ok(Some(*column)),
            several => Err(self.twice(field, several)),
        }
    }

    /// A heading exactly as written wins over one that is only spelt alike.
    fn mapped(&self, heading: &str) -> Result<Vec<usize>, HeaderProblem> {
        let exact = self.having(|at| at.name.trim() == heading.trim());
        let columns = if exact.is_empty() { self.spelt(&key(heading)) } else { exact };
        if columns.is_empty() {
            let (heading, headings) = (heading.to_owned(), self.headings());
            return Err(HeaderProblem::UnknownHeading { heading, headings });
        }
        Ok(columns)
    }

    /// The canonical name wins over synonyms, which are tried in turn.
    fn named(&self, field: &Field) -> Vec<usize> {
        let canonical = self.spelt(&key(field.name));
        if !canonical.is_empty() {
            return canonical;
        }
        let mut columns: Vec<usize> =
            field.synonyms.iter().flat_map(|name| self.spelt(&key(name))).collect();
        columns.retain(|column| !self.taken(*column));
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// Whether a column is mapped, or is another field by its canonical name.
    fn taken(&self, column: usize) -> bool {
        let Some(heading) = self.header.get(column) else { return false };
        let mapped = self.overrides.iter().any(|(_, name)| key(name) == key(&heading.name));
        mapped || self.fields.iter().any(|field| key(field.name) == key(&heading.name))
    }

    fn spelt(&self, wanted: &str) -> Vec<usize> {
        let full = self.having(|heading| key(&heading.name) == wanted);
        if full.is_empty() { self.having(|heading| key(&heading.last) == wanted) } else { full }
    }

    fn having(&self, test: impl Fn(&Heading) -> bool) -> Vec<usize> {
        let columns = self.header.iter().enumerate().filter(|(_, heading)| test(heading));
        columns.map(|(column, _)| column).collect()
    }

    fn headings(&self) -> Vec<String> {
        self.header.iter().map(|heading| heading.name.clone()).collect()
    }

    fn missing(&self, field: &Field) -> HeaderProblem {
        HeaderProblem::Missing { field: field.name, headings: self.headings() }
    }

    fn twice(&self, field: &Field, columns: &[usize]) -> HeaderProblem {
        let named = columns
            .iter()
            .filter_map(|column| Some((column + 1, self.header.get(*column)?.name.clone())));
        HeaderProblem::Twice { field: field.name, columns: named.collect() }
    }

    fn columns(&self, found: Vec<(&'static str, usize)>) -> Columns {
        let used = |column: usize| found.iter().any(|(_, other)| *other == column);
        let headings = self.header.iter().enumerate().filter(|(column, _)| !used(*column));
        let names = headings.map(|(_, heading)| heading.name.clone());
        let ignored = names.filter(|name| !name.trim().is_empty()).collect();
        Columns { found, ignored }
    }
}

/// What is left of a heading when only letters and digits count.
fn key(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric());
    let key: String = kept.flat_map(char::to_lowercase).collect();
    // "£" alone tells two columns apart and says a unit; it is a word here.
    if heading.contains('£') { format!("{key}gbp") } else { key }
}
