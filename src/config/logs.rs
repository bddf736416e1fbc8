//! The log: one line for people or one JSON object per event, on standard error.

use super::{Config, LogFormat};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::prelude::*;

/// Starts logging as the settings say; later calls change nothing.
///
/// Standard output stays free for what a command was asked to print.
pub fn start(config: &Config) {
    let filter: Targets = config.log.parse().unwrap_or_default();
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry();
    let started = match config.log_format {
        LogFormat::Text => registry.with(lines.with_filter(filter)).try_init(),
        LogFormat::Json => {
            registry.with(lines.json().flatten_event(true).with_filter(filter)).try_init()
        }
    };
    if started.is_err() {
        tracing::debug!("The log was already started");
    }
}
