//! Why a setting cannot be used, and where it came from.

use std::fmt;
use std::path::PathBuf;

/// Why there are no settings to run with.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A setting has a value it cannot have.
    #[error("{origin} is “{value}”, which cannot be used: {accepted}")]
    Wrong {
        /// Where it came from.
        origin: Origin,
        /// What it says, without passwords.
        value: String,
        /// What can be used.
        accepted: String,
    },
    /// The settings file is not there or not readable.
    #[error("{origin} names the settings file {}, which cannot be read", path.display())]
    Unreadable {
        /// Where the name came from.
        origin: Origin,
        /// The file.
        path: PathBuf,
        /// What went wrong.
        #[source]
        source: std::io::Error,
    },
    /// The settings file is not as it should be.
    #[error("the settings file {} cannot be used: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong and on which line.
        message: String,
    },
}

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag of the command line.
    Flag(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// A key of the settings file.
    File(PathBuf, &'static str),
    /// What is used when nothing is said.
    Default(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(out, "the flag --{flag}"),
            Self::Variable(name) => write!(out, "the environment variable {name}"),
            Self::File(path, key) => write!(out, "{key} in the settings file {}", path.display()),
            Self::Default(key) => write!(out, "the default of {key}"),
        }
    }
}
