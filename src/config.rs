//! Settings: flags, environment and file, read once into one [`Config`].

use crate::domain::accounts::sessions::Lifetimes;
use crate::domain::accounts::single_sign_on::SingleSignOn;
use clap::Args;
use serde::Deserialize;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use tracing_subscriber::filter::Targets;

pub mod logs;

mod appearance;

mod files;

mod oidc;

mod refusal;

mod serving;

pub use appearance::{Appearance, Theme, ThemeFile};
pub use oidc::OidcFlags;
pub use refusal::{ConfigError, Origin};
pub use serving::{Bind, InsecureHttp, PublicUrl, Scheme};

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
    /// Folder of evidence files [env: SCORECARD_FILES] [default: beside a SQLite database]
    #[arg(long = "files", global = true, value_name = "FOLDER")]
    pub files_folder: Option<String>,
    /// Largest file of evidence [env: SCORECARD_MAX_EVIDENCE_MB] [default: 20]
    #[arg(long, global = true, value_name = "MEGABYTES")]
    pub max_evidence_mb: Option<String>,
    /// Address people know the service by [env: SCORECARD_PUBLIC_URL]
    #[arg(long, global = true, value_name = "URL")]
    pub public_url: Option<String>,
    /// Let passwords cross the network in the clear [env: SCORECARD_INSECURE_HTTP=yes]
    #[arg(long, global = true, num_args = 0, default_missing_value = "yes")]
    pub insecure_http: Option<String>,
    /// Proxies believed on who asks [env: SCORECARD_TRUSTED_PROXIES]
    #[arg(long, global = true, value_name = "ADDRESS,…")]
    pub trusted_proxies: Option<String>,
    /// End of a session without a request [env: SCORECARD_SESSION_IDLE_HOURS] [default: 8]
    #[arg(long, global = true, value_name = "HOURS")]
    pub session_idle_hours: Option<String>,
    /// End of a session in any case [env: SCORECARD_SESSION_HOURS] [default: 12]
    #[arg(long, global = true, value_name = "HOURS")]
    pub session_hours: Option<String>,
    /// Requests a minute from one address, 0 for any [env: SCORECARD_MAX_PACE] [default: 1200]
    #[arg(long, global = true, value_name = "NUMBER")]
    pub max_pace: Option<String>,
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
    /// How people sign in elsewhere.
    #[command(flatten)]
    pub oidc: OidcFlags,
    /// Settings file in TOML [env: SCORECARD_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Settings that hold every rule.
#[derive(Debug, Clone)]
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
    /// The folder of evidence files, when it is not the one beside the database.
    pub files: Option<PathBuf>,
    /// The largest file of evidence, in bytes.
    pub max_evidence_bytes: usize,
    /// The address people know the service by, when it is not the one it listens on.
    pub public_url: Option<PublicUrl>,
    /// Whether passwords may cross a network in the clear.
    pub insecure_http: InsecureHttp,
    /// Proxies whose word on who they ask for is taken.
    pub trusted_proxies: Vec<IpAddr>,
    /// How long sessions last.
    pub sessions: Lifetimes,
    /// How many requests a minute one address may send; 0 for any number.
    pub max_pace: u32,
    /// What pages look like.
    pub appearance: Appearance,
    /// Where people can sign in instead of with a password.
    pub oidc: Option<SingleSignOn>,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// A line for people.
    Text,
    /// A JSON object a line, for collectors.
    Json,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSettings {
    bind: Option<String>,
    database_url: Option<String>,
    log: Option<String>,
    log_format: Option<String>,
    max_upload_mb: Option<i64>,
    files: Option<String>,
    max_evidence_mb: Option<i64>,
    public_url: Option<String>,
    insecure_http: Option<bool>,
    trusted_proxies: Option<Vec<String>>,
    session_idle_hours: Option<i64>,
    session_hours: Option<i64>,
    max_pace: Option<i64>,
    product_name: Option<String>,
    brand_colour: Option<String>,
    theme: Option<String>,
    accessibility_contact: Option<String>,
    oidc: Option<oidc::FileOidc>,
}

impl FileSettings {
    fn insecure(&self) -> Option<String> {
        self.insecure_http.map(|allowed| if allowed { "yes" } else { "no" }.to_owned())
    }
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
        &self, environment: impl Fn(&str) -> Option<String>,
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
        let public = layers.find(
            "public-url",
            &self.public_url,
            &["SCORECARD_PUBLIC_URL"],
            &file.public_url,
        );
        let insecure = ["SCORECARD_INSECURE_HTTP"];
        let insecure =
            layers.find("insecure-http", &self.insecure_http, &insecure, &file.insecure());
        let (public_url, insecure_http) =
            (parsed(public, PublicUrl::parse)?, parsed(insecure, InsecureHttp::parse)?);
        let veiled = public_url.as_ref().is_some_and(|url| url.scheme == Scheme::Https);
        let open = veiled || insecure_http == InsecureHttp::Allowed;
        Ok(Config {
            bind: parsed(bind, |text| exposed(Bind::parse(text)?, open))?,
            public_url,
            insecure_http,
            trusted_proxies: parsed(self.proxies(&layers), serving::proxies)?,
            sessions: self.sessions(&layers)?,
            max_pace: parsed(self.pace(&layers), serving::pace)?,
            database_url: parsed(url, database_url)?,
            log: parsed(log, log_filter)?,
            log_format: parsed(format, LogFormat::parse)?,
            max_upload_bytes: parsed(upload, upload_bytes)?,
            files: parsed(self.folder_of_files(&layers), files::folder)?,
            max_evidence_bytes: parsed(self.evidence_size(&layers), upload_bytes)?,
            appearance: self.appearance(&layers)?,
            oidc: oidc::resolve(&self.oidc, &layers)?,
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
        flags: &Settings, environment: &'a dyn Fn(&str) -> Option<String>,
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
        &self, flag: &'static str, given: &Option<String>, variables: &[&'static str],
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
        "max-evidence-mb" => "max_evidence_mb",
        "public-url" => "public_url",
        "insecure-http" => "insecure_http",
        "trusted-proxies" => "trusted_proxies",
        "session-idle-hours" => "session_idle_hours",
        "session-hours" => "session_hours",
        "max-pace" => "max_pace",
        "product-name" => "product_name",
        "brand-colour" => "brand_colour",
        "accessibility-contact" => "accessibility_contact",
        "oidc-issuer" => "oidc.issuer",
        "oidc-client-id" => "oidc.client_id",
        "oidc-client-secret-file" => "oidc.client_secret_file",
        "oidc-name" => "oidc.name",
        "oidc-scopes" => "oidc.scopes",
        "oidc-groups-claim" => "oidc.groups_claim",
        other => other,
    }
}

fn default(flag: &str) -> &'static str {
    match flag {
        "bind" => "127.0.0.1:8080",
        "database-url" => "sqlite://scorecard.db",
        "log-format" => "text",
        "max-upload-mb" => "256",
        "max-evidence-mb" => "20",
        "public-url" | "trusted-proxies" | "files" => "",
        "insecure-http" => "no",
        "session-idle-hours" => "8",
        "session-hours" => "12",
        "max-pace" => "1200",
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

/// Refuses an address that others can reach, unless their passwords are safe on the way or
/// whoever runs the service says that they need not be.
fn exposed(bind: Bind, open: bool) -> Result<Bind, String> {
    if bind.is_private() || open {
        return Ok(bind);
    }
    Err(format!(
        "others can reach it, and their passwords would cross the network in the clear; put a \
         proxy with TLS in front and name its address with --public-url https://…, or accept \
         that with --insecure-http, or use 127.0.0.1:{port}",
        port = bind.address().port()
    ))
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
