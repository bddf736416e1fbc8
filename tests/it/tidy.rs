//! The house rules that a machine can check. Each failure names its file and line.
//!
//! Rules look for words, so a re-export can fool them: they catch accidents, not sabotage.

use std::fs;
use std::path::Path;

use crate::support::source::{Source, files, root, rust_files, top_level};

/// Folders of code that ships.
const PRODUCTION: &[&str] = &["src", "entity/src", "migration/src", "reports/src"];

/// What each layer must not name. Grouped imports of the crate would hide it.
const LAYERS: &[(&str, &[&str])] = &[
    (
        "src/domain",
        &[
            "sea_orm",
            "entity::",
            "axum",
            "tokio",
            "serde",
            "crate::app",
            "crate::inbound",
            "crate::storage",
            "crate::views",
            "::now()",
            "crate::{",
        ],
    ),
    ("src/storage", &["axum", "serde", "crate::app", "crate::inbound", "crate::views", "crate::{"]),
    ("src/app", &["axum", "entity::", "crate::inbound", "crate::views", "crate::{"]),
    (
        "src/views",
        &[
            "axum",
            "sea_orm",
            "entity::",
            "crate::app",
            "crate::inbound",
            "crate::storage",
            "crate::{",
        ],
    ),
    ("src/inbound", &["sea_orm", "entity::", "crate::storage", "crate::{"]),
    ("reports/src", &["axum", "sea_orm", "entity::", "migration::", "scorecard::"]),
    ("entity/src", &["migration::", "reports::", "scorecard::"]),
    ("migration/src", &["entity", "reports::", "scorecard::"]),
];

const TOP_LEVEL: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "askama.toml",
    "src",
    "entity",
    "migration",
    "reports",
    "tests",
    "benches",
    "docs",
    "README.md",
    "ARCHITECTURE.md",
    "API.md",
    "BENCHMARKS.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "deny.toml",
    "clippy.toml",
    "rustfmt.toml",
    ".gitignore",
    ".config",
    ".ci",
    ".git",
    "target",
];

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 60;
const MEDIAN_FUNCTION: usize = 8;

#[test]
fn dependencies_point_one_way() {
    let mut found = Vec::new();
    for (folder, forbidden) in LAYERS {
        for file in rust_files(folder) {
            found.extend(forbidden.iter().flat_map(|word| file.places(&file.code, word)));
        }
    }
    none(found);
}

#[test]
fn no_file_is_long() {
    let lines = |file: &Source| file.production().lines().count();
    let long = production().into_iter().filter(|file| lines(file) > LONGEST_FILE);
    none(long.map(|file| format!("{}:{LONGEST_FILE}: it has {} lines", file.path, lines(&file))));
}

#[test]
fn no_function_is_long_and_most_are_short() {
    let mut lengths = Vec::new();
    let mut long = Vec::new();
    for file in production() {
        for function in file.functions() {
            lengths.push(function.length);
            if function.length > LONGEST_FUNCTION {
                let (line, name, length) = (function.line, function.name, function.length);
                long.push(format!("{}:{line}: {name} has {length} lines", file.path));
            }
        }
    }
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
    println!("{} functions, median {median} lines", lengths.len());
    none(long);
    assert!(median <= MEDIAN_FUNCTION, "half of the functions are longer than {median} lines");
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent = all_rust().into_iter().filter(|file| !file.text.starts_with("//! "));
    none(silent.map(|file| format!("{}:1: no `//!`", file.path)));
}

#[test]
fn nothing_is_left_lying_about() {
    let leftovers = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let noted =
        |line: &str| line.split(|c: char| !c.is_alphanumeric()).any(|w| leftovers.contains(&w));
    let spaced = |line: &str| line.contains('\t') || line.ends_with(char::is_whitespace);
    let ours: Vec<_> = files().into_iter().filter(|file| written_by_hand(&file.path)).collect();
    let notes = ours.iter().flat_map(|file| lines_where(file, "a note to self", noted));
    let spaces = ours.iter().flat_map(|file| lines_where(file, "a tab or trailing space", spaced));
    let unwritten = production();
    let stubs = ["todo!(", "unimplemented!("];
    let holes = unwritten.iter().flat_map(|file| stubs.map(|stub| file.places(&file.code, stub)));
    none(notes.chain(spaces).chain(holes.flatten()));
}

#[test]
fn no_lint_is_waved_through() {
    none(all_rust().iter().flat_map(|file| file.places(&file.code, "allow(")));
}

#[test]
fn tests_neither_wait_nor_stay_away_nor_try_again() {
    let rust = all_rust();
    let away = rust.iter().flat_map(|file| file.places(&file.code, "#[ignore"));
    let waiting = rust.iter().flat_map(|file| file.places(&file.tests(), "sleep("));
    none(away.chain(waiting));
    let nextest = fs::read_to_string(root().join(".config/nextest.toml")).unwrap();
    assert!(!nextest.contains("retries ="), ".config/nextest.toml:1: tests are not retried");
}

#[test]
fn documents_name_paths_that_exist() {
    for document in ["ARCHITECTURE.md", "README.md"] {
        let text = fs::read_to_string(root().join(document)).unwrap_or_default();
        for (line, number) in text.lines().zip(1..) {
            let quoted = line.split('`').skip(1).step_by(2).filter_map(path_of_ours);
            let paths = quoted.flat_map(alternatives);
            let missing = paths.filter(|path| !root().join(path).exists());
            none(missing.map(|path| format!("{document}:{number}: there is no {path}")));
        }
    }
}

#[test]
fn the_top_level_is_what_it_should_be() {
    let strays = top_level().into_iter().filter(|name| !TOP_LEVEL.contains(&name.as_str()));
    none(strays.map(|name| format!("{name}:1: not an entry the project has")));
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let listed = manifest.lines().zip(1..).skip_while(|(l, _)| *l != "[workspace.dependencies]");
    let listed = listed.skip(1).take_while(|(line, _)| !line.starts_with('['));
    let mut explained = false;
    for (line, number) in listed {
        let ours = line.contains("path = ") || line.trim().is_empty();
        let comment = line.starts_with('#');
        assert!(comment || ours || explained, "Cargo.toml:{number}: no purpose above `{line}`");
        explained = comment;
    }
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let places = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];
    let hosts = [
        concat!("index.crates", ".io"),
        concat!("static.crates", ".io"),
        concat!("registry.npmjs", ".org"),
        concat!("registry.yarnpkg", ".com"),
        concat!("pypi", ".org"),
        concat!("pythonhosted", ".org"),
        concat!("deb.debian", ".org"),
    ];
    let files = files();
    let named = |line: &str| hosts.iter().any(|host| line.contains(host));
    let rooted = |line: &str| places.iter().any(|place| begins_a_path(line, place));
    let hosts = files.iter().flat_map(|file| lines_where(file, "a registry's host", named));
    let paths = files.iter().flat_map(|file| lines_where(file, "a path of one machine", rooted));
    none(hosts.chain(paths));
}

#[track_caller]
fn none(places: impl IntoIterator<Item = String>) {
    let places: Vec<_> = places.into_iter().collect();
    assert!(places.is_empty(), "\n{}", places.join("\n"));
}

fn production() -> Vec<Source> {
    PRODUCTION.iter().flat_map(|folder| rust_files(folder)).collect()
}

fn all_rust() -> Vec<Source> {
    files().into_iter().filter(|file| file.path.ends_with(".rs")).collect()
}

fn written_by_hand(path: &str) -> bool {
    let kinds = ["rs", "toml", "md", "html", "css", "js", "sql"];
    let kind = Path::new(path).extension().and_then(|kind| kind.to_str());
    kind.map_or(path.ends_with("/run"), |kind| kinds.contains(&kind))
}

fn lines_where(file: &Source, fault: &str, faulty: impl Fn(&str) -> bool) -> Vec<String> {
    let faults = file.text.lines().zip(1..).filter(|(line, _)| faulty(line));
    faults.map(|(_, number)| format!("{}:{number}: {fault}", file.path)).collect()
}

/// Whether `place` is in `line` other than as the middle of a longer path.
fn begins_a_path(line: &str, place: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || "}-_.".contains(c);
    line.match_indices(place).any(|(at, _)| !line.split_at(at).0.ends_with(inside))
}

/// The first word of `quoted`, if it says where something of the project lies.
fn path_of_ours(quoted: &str) -> Option<&str> {
    let path = quoted.split_whitespace().next()?.split(':').next()?;
    let made = ["target", ".git"];
    let first = path.split('/').next()?;
    let ours = TOP_LEVEL.contains(&first) && !made.contains(&first);
    // A bare word such as `entity` is as likely the name of a crate.
    let place = path.contains('/') || path.contains('.');
    (ours && place && !path.contains(['*', '<', '…'])).then_some(path)
}

/// `a/{b,c}.rs` as `a/b.rs` and `a/c.rs`.
fn alternatives(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let Some((names, after)) = rest.split_once('}') else { return vec![path.to_owned()] };
    names.split(',').map(|name| format!("{before}{name}{after}")).collect()
}
