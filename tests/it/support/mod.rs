//! What the tests share.

pub(crate) mod browser;
pub(crate) mod database;
pub(crate) mod importing;
pub(crate) mod listening;
pub(crate) mod markup;
pub(crate) mod postgres;
pub(crate) mod provider;
pub(crate) mod service;
pub(crate) mod shared;
pub(crate) mod source;
pub(crate) mod together;
pub(crate) mod web;
pub(crate) mod xml;

/// What `tests/run` says in an environment variable, or `None`, with the test skipped by name.
pub(crate) fn setting(variable: &str) -> Option<String> {
    let value = std::env::var_os(variable);
    if value.is_none() {
        let test = std::env::var_os("NEXTEST_TEST_NAME");
        let test = test.unwrap_or_else(|| std::thread::current().name().unwrap_or("a test").into());
        println!("skipped: {} needs {variable}", test.display());
    }
    value.map(|value| value.into_string().unwrap())
}
