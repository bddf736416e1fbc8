//! The project's own files, read as text by the tests that keep it tidy.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the project.
pub(crate) struct Source {
    /// From the project's root.
    pub(crate) path: String,
    /// As it stands.
    pub(crate) text: String,
    /// The same lines of a Rust file with what comments and strings say covered.
    pub(crate) code: String,
}

/// A function with a body.
pub(crate) struct Function<'a> {
    pub(crate) name: &'a str,
    pub(crate) line: usize,
    /// Lines with code on them, from `fn` to the closing brace.
    pub(crate) length: usize,
}

impl Source {
    /// The code without the `mod tests` at its end; none of a file that is all tests.
    pub(crate) fn production(&self) -> &str {
        if self.path.starts_with("tests/") || self.path.ends_with("/tests.rs") {
            return "";
        }
        let tests = self.code.find("#[cfg(test)]\nmod tests {").unwrap_or(self.code.len());
        self.code.split_at(tests).0
    }

    /// The code of tests, on the lines where it stands.
    pub(crate) fn tests(&self) -> String {
        let before = self.production();
        let after = self.code.strip_prefix(before).unwrap();
        "\n".repeat(before.matches('\n').count()) + after
    }

    /// `path:line` of every line of `text` holding `word` as the start of a name.
    pub(crate) fn places(&self, text: &str, word: &str) -> Vec<String> {
        let numbered = text.lines().zip(1..);
        let hits = numbered.filter(|(line, _)| holds(line, word));
        hits.map(|(_, number)| format!("{}:{number}: {word}", self.path)).collect()
    }

    /// The production functions, in the order of their first lines.
    pub(crate) fn functions(&self) -> Vec<Function<'_>> {
        let code = self.production();
        let starts = code.match_indices("fn ").filter(|(at, _)| !inside_name(code, *at));
        starts.filter_map(|(at, _)| function(code, at)).collect()
    }
}

/// Every text file of the project but for what tools write.
pub(crate) fn files() -> Vec<Source> {
    let mine = |name: &String| !matches!(name.as_str(), ".git" | "target" | "Cargo.lock");
    top_level().iter().filter(|name| mine(name)).flat_map(|name| below(name)).collect()
}

/// The Rust files below `folder`.
pub(crate) fn rust_files(folder: &str) -> Vec<Source> {
    below(folder).into_iter().filter(|file| file.path.ends_with(".rs")).collect()
}

/// The names in the project's folder.
pub(crate) fn top_level() -> Vec<String> {
    let entries = fs::read_dir(root()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn below(name: &str) -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    walk(&root.join(name), &mut found);
    found.sort();
    found.iter().filter_map(|path| read(&root, path)).collect()
}

fn walk(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            walk(&entry.unwrap().path(), found);
        }
    } else {
        found.push(path.to_owned());
    }
}

fn read(root: &Path, path: &Path) -> Option<Source> {
    let text = fs::read_to_string(path).ok()?;
    let path = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    let code = if path.ends_with(".rs") { blank(&text) } else { String::new() };
    Some(Source { path, text, code })
}

fn holds(line: &str, word: &str) -> bool {
    let whole = !word.starts_with(is_name);
    line.match_indices(word).any(|(at, _)| whole || !inside_name(line, at))
}

fn inside_name(text: &str, at: usize) -> bool {
    text.split_at(at).0.ends_with(is_name)
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn function(code: &str, at: usize) -> Option<Function<'_>> {
    let (before, after) = code.split_at(at);
    let name = after.strip_prefix("fn ")?.split(|c| !is_name(c)).next()?;
    let body = through_body(after).filter(|_| !name.is_empty())?;
    let length = body.lines().filter(|line| !line.trim().is_empty()).count();
    Some(Function { name, line: before.matches('\n').count() + 1, length })
}

/// The text through the brace that closes the first one, or `None` if a semicolon comes first.
fn through_body(text: &str) -> Option<&str> {
    let (mut brackets, mut braces) = (0_u32, 0_u32);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.checked_sub(1)?,
            ';' if brackets == 0 && braces == 0 => return None,
            '{' => braces += 1,
            '}' => {
                braces = braces.checked_sub(1)?;
                if braces == 0 {
                    return text.get(..=at);
                }
            }
            _ => {}
        }
    }
    None
}

/// `text` with comments as spaces and strings as quotation marks, line for line.
pub(crate) fn blank(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let (length, cover) = if let Some(length) = comment(rest) {
            (length, ' ')
        } else if let Some(length) = literal(rest, code.ends_with(is_name)) {
            (length, '"')
        } else {
            (letter.len_utf8(), letter)
        };
        let (covered, after) = rest.split_at(length);
        code.extend(covered.chars().map(|c| if c == '\n' { c } else { cover }));
        rest = after;
    }
    code
}

/// The length of the comment that `text` begins with.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    text.starts_with("/*").then(|| text.find("*/").map_or(text.len(), |at| at + 2))
}

/// The length of the string or character that `text` begins with. `named` says that a name goes
/// right before, so that an `r` is its last letter and not the start of a raw string.
fn literal(text: &str, named: bool) -> Option<usize> {
    let raw = if named { "" } else { text.strip_prefix('r').unwrap_or_default() };
    let inside = raw.trim_start_matches('#');
    if let Some(inside) = inside.strip_prefix('"') {
        let close = format!("\"{}", "#".repeat(raw.len() - inside.len() - 1));
        let end = inside.find(&close).map_or(inside.len(), |at| at + close.len());
        return Some(text.len() - inside.len() + end);
    }
    if text.starts_with('"') {
        return Some(quoted(text, '"'));
    }
    let character = text.starts_with("'\\") || text.chars().nth(2) == Some('\'');
    (text.starts_with('\'') && character).then(|| quoted(text, '\''))
}

/// The length of what `mark` opens and closes, backslashes minded.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == mark => return at + letter.len_utf8(),
            _ => {}
        }
    }
    text.len()
}
