//! Settings: flags, environment and file, read once into one [`Config`].

use clap::Args;
use serde::Deserialize;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tracing_subscriber::filter::Targets;

pub mod logs;

mod appearance;

pub use appearance::{Appearance, Theme, ThemeFile};

/// Settings as given on the command line; what is left out is looked for in
/// the environment, then in the settings file, then has a default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Settings {
    /// Address to listen on [env: SCORECARD_BIND] [default: 127.0.0.1:8080]
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub bind: Option<String>,
    /// Database, sqlite: or postgres: [env: SCORECARD_DATABASE_URL, DATABASE_URL]
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// What to log, such as info or scorecard=debug [env: SCORECARD_LOG] [default: info]
    #[arg(long, global = true, value_name = "FILTER")]
    pub log: Option<String>,
    /// How to write the log: text or json [env: SCORECARD_LOG_FORMAT] [default: text]
    #[arg(long, global = true, value_name = "FORMAT")]
    pub log_format: Option<String>,
    /// Largest file that can be uploaded [env: SCORECARD_MAX_UPLOAD_MB] [default: 256]
    #[arg(long, global = true, value_name = "MEGABYTES")]
    pub max_upload_mb: Option<String>,
    /// Name people know the service by [env: SCORECARD_PRODUCT_NAME] [default: Partnership scorecard]
    #[arg(long, global = true, value_name = "NAME")]
    pub product_name: Option<String>,
    /// Colour of the header, such as #12436d [env: SCORECARD_BRAND_COLOUR]
    #[arg(long, global = true, value_name = "COLOUR")]
    pub brand_colour: Option<String>,
    /// Folder with another stylesheet, such as dist/govuk of govuk-frontend [env: SCORECARD_THEME]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub theme: Option<String>,
    /// Whom to tell of a page that cannot be used, and how [env: SCORECARD_ACCESSIBILITY_CONTACT]
    #[arg(long, global = true, value_name = "TEXT")]
    pub accessibility_contact: Option<String>,
    /// Settings file in TOML [env: SCORECARD_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Settings that hold every rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where the service listens.
    pub bind: Bind,
    /// Where its records are.
    pub database_url: String,
    /// What is logged.
    pub log: String,
    /// How the log is written.
    pub log_format: LogFormat,
    /// The largest file that can be uploaded, in bytes.
    pub max_upload_bytes: usize,
    /// What pages look like.
    pub appearance: Appearance,
}

/// An address the service may listen on: one that only this machine can reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bind(SocketAddr);

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// A line for people.
    Text,
    /// A JSON object a line, for collectors.
    Json,
}

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

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSettings {
    bind: Option<String>,
    database_url: Option<String>,
    log: Option<String>,
    log_format: Option<String>,
    max_upload_mb: Option<i64>,
    product_name: Option<String>,
    brand_colour: Option<String>,
    theme: Option<String>,
    accessibility_contact: Option<String>,
}

/// A setting's text and where it came from.
struct Found {
    text: String,
    origin: Origin,
}

impl Settings {
    /// Settles every setting: flag before environment before file before default.
    ///
    /// # Errors
    /// When one cannot be used.
    pub fn resolve(&self) -> Result<Config, ConfigError> {
        #[expect(clippy::disallowed_methods, reason = "the one place the environment is read")]
        let environment = |name: &str| std::env::var(name).ok();
        self.resolve_in(environment)
    }

    /// As [`Settings::resolve`], in a given environment.
    ///
    /// # Errors
    /// When a setting cannot be used.
    pub fn resolve_in(
        &self,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Config, ConfigError> {
        let layers = Layers::new(self, &environment)?;
        let file = &layers.file;
        let megabytes = file.max_upload_mb.map(|number| number.to_string());
        let bind = layers.find("bind", &self.bind, &["SCORECARD_BIND"], &file.bind);
        let url = ["SCORECARD_DATABASE_URL", "DATABASE_URL"];
        let url = layers.find("database-url", &self.database_url, &url, &file.database_url);
        let log = layers.find("log", &self.log, &["SCORECARD_LOG"], &file.log);
        let format = ["SCORECARD_LOG_FORMAT"];
        let format = layers.find("log-format", &self.log_format, &format, &file.log_format);
        let upload = ["SCORECARD_MAX_UPLOAD_MB"];
        let upload = layers.find("max-upload-mb", &self.max_upload_mb, &upload, &megabytes);
        Ok(Config {
            bind: parsed(bind, Bind::parse)?,
            database_url: parsed(url, database_url)?,
            log: parsed(log, log_filter)?,
            log_format: parsed(format, LogFormat::parse)?,
            max_upload_bytes: parsed(upload, upload_bytes)?,
            appearance: self.appearance(&layers)?,
        })
    }

    fn appearance(&self, layers: &Layers<'_>) -> Result<Appearance, ConfigError> {
        let file = &layers.file;
        let name = ["SCORECARD_PRODUCT_NAME"];
        let name = layers.find("product-name", &self.product_name, &name, &file.product_name);
        let brand = ["SCORECARD_BRAND_COLOUR"];
        let brand = layers.find("brand-colour", &self.brand_colour, &brand, &file.brand_colour);
        let theme = layers.find("theme", &self.theme, &["SCORECARD_THEME"], &file.theme);
        let contact = ["SCORECARD_ACCESSIBILITY_CONTACT"];
        let given = (&self.accessibility_contact, &file.accessibility_contact);
        let contact = layers.find("accessibility-contact", given.0, &contact, given.1);
        Ok(Appearance {
            product_name: parsed(name, appearance::product_name)?,
            brand_colour: parsed(brand, appearance::brand_colour)?,
            theme: parsed(theme, appearance::theme)?,
            contact: parsed(contact, appearance::line)?,
        })
    }
}

/// Everything below the flags.
struct Layers<'a> {
    environment: &'a dyn Fn(&str) -> Option<String>,
    path: PathBuf,
    file: FileSettings,
}

impl<'a> Layers<'a> {
    fn new(
        flags: &Settings,
        environment: &'a dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let variable = environment("SCORECARD_CONFIG").filter(|name| !name.is_empty());
        let named = match (&flags.config, variable) {
            (Some(path), _) => Some((path.clone(), Origin::Flag("config"))),
            (None, Some(path)) => Some((path.into(), Origin::Variable("SCORECARD_CONFIG"))),
            (None, None) => None,
        };
        let Some((path, origin)) = named else {
            let (path, file) = (PathBuf::new(), FileSettings::default());
            return Ok(Self { environment, path, file });
        };
        let file = read(&path, origin)?;
        Ok(Self { environment, path, file })
    }

    fn find(
        &self,
        flag: &'static str,
        given: &Option<String>,
        variables: &[&'static str],
        in_file: &Option<String>,
    ) -> Found {
        if let Some(text) = given {
            return Found { text: text.clone(), origin: Origin::Flag(flag) };
        }
        let set = |name: &&'static str| (self.environment)(name).filter(|text| !text.is_empty());
        if let Some((name, text)) = variables.iter().find_map(|name| Some((*name, set(name)?))) {
            return Found { text, origin: Origin::Variable(name) };
        }
        match in_file {
            Some(text) => {
                Found { text: text.clone(), origin: Origin::File(self.path.clone(), key(flag)) }
            }
            None => Found { text: default(flag).to_owned(), origin: Origin::Default(flag) },
        }
    }
}

fn read(path: &Path, origin: Origin) -> Result<FileSettings, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
        origin,
        path: path.to_owned(),
        source,
    })?;
    toml::from_str(&text).map_err(|error| ConfigError::Malformed {
        path: path.to_owned(),
        message: error.to_string().trim().to_owned(),
    })
}

fn key(flag: &'static str) -> &'static str {
    match flag {
        "database-url" => "database_url",
        "log-format" => "log_format",
        "max-upload-mb" => "max_upload_mb",
        "product-name" => "product_name",
        "brand-colour" => "brand_colour",
        "accessibility-contact" => "accessibility_contact",
        other => other,
    }
}

fn default(flag: &str) -> &'static str {
    match flag {
        "bind" => "127.0.0.1:8080",
        "database-url" => "sqlite://scorecard.db",
        "log-format" => "text",
        "max-upload-mb" => "256",
        "product-name" => "Partnership scorecard",
        "brand-colour" | "theme" | "accessibility-contact" => "",
        _ => "info",
    }
}

fn parsed<T>(found: Found, parse: impl Fn(&str) -> Result<T, String>) -> Result<T, ConfigError> {
    let Found { text, origin } = found;
    parse(&text).map_err(|accepted| ConfigError::Wrong { origin, value: shown(&text), accepted })
}

// A database address can hold a password, which must not reach a terminal or a log.
fn shown(text: &str) -> String {
    match (text.split_once("://"), text.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://…@{rest}"),
        (Some(_) | None, _) => text.to_owned(),
    }
}

impl Bind {
    /// Reads an address such as `127.0.0.1:8080`.
    ///
    /// # Errors
    /// What can be used instead, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let address: SocketAddr = text.parse().map_err(|error| {
            format!("give an IP address and a port, such as 127.0.0.1:8080 ({error})")
        })?;
        if address.ip().is_loopback() {
            return Ok(Self(address));
        }
        Err(format!(
            "until people have accounts, whoever reaches the service acts as its administrator, \
             so it listens only to this machine; use 127.0.0.1:{port} or [::1]:{port}",
            port = address.port()
        ))
    }

    /// The address.
    #[must_use]
    pub fn address(self) -> SocketAddr {
        self.0
    }
}

impl LogFormat {
    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("use text or json".to_owned()),
        }
    }
}

fn database_url(text: &str) -> Result<String, String> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if known.iter().any(|scheme| text.starts_with(scheme)) {
        return Ok(text.to_owned());
    }
    Err("use sqlite://FILE or postgres://USER@HOST/DATABASE".to_owned())
}

fn log_filter(text: &str) -> Result<String, String> {
    let levels = ["off", "error", "warn", "info", "debug", "trace"];
    // A bare word that is no level would be taken for the name of a module.
    let known = |part: &str| part.contains('=') || levels.contains(&part.trim());
    if text.split(',').all(known) && text.parse::<Targets>().is_ok() {
        return Ok(text.to_owned());
    }
    Err("use error, warn, info, debug or trace, or pairs such as scorecard=debug".to_owned())
}

fn upload_bytes(text: &str) -> Result<usize, String> {
    let megabytes = text.trim().parse().ok().filter(|number: &usize| (1..=4096).contains(number));
    let bytes = megabytes.and_then(|megabytes| megabytes.checked_mul(1_000_000));
    bytes.ok_or_else(|| "use a whole number of megabytes from 1 to 4096".to_owned())
}

#[cfg(test)]
mod tests;
