//! What settings are found, in which order, and what is said of wrong ones.

use super::*;

fn nothing(_: &str) -> Option<String> {
    None
}

fn flags(set: impl FnOnce(&mut Settings)) -> Settings {
    let mut settings = Settings::default();
    set(&mut settings);
    settings
}

#[track_caller]
fn refused(settings: &Settings, environment: impl Fn(&str) -> Option<String>) -> String {
    match settings.resolve_in(environment) {
        Ok(config) => panic!("{config:?} was not refused"),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn resolved(settings: &Settings, environment: impl Fn(&str) -> Option<String>) -> Config {
    match settings.resolve_in(environment) {
        Ok(config) => config,
        Err(error) => panic!("{error}"),
    }
}

fn written(text: &str) -> (tempfile::NamedTempFile, Settings) {
    use std::io::Write;
    let Ok(mut file) = tempfile::NamedTempFile::new() else { panic!("no temporary file") };
    assert!(file.write_all(text.as_bytes()).is_ok());
    let path = file.path().to_owned();
    (file, flags(|settings| settings.config = Some(path)))
}

#[test]
fn without_any_setting_the_service_listens_to_this_machine_only() {
    let config = resolved(&Settings::default(), nothing);
    assert_eq!(config.bind.address().to_string(), "127.0.0.1:8080");
    assert_eq!(config.log_format, LogFormat::Text);
    assert_eq!(config.max_upload_bytes, 256_000_000);
}

#[test]
fn a_flag_goes_before_the_environment_and_that_before_the_file() {
    let (_file, mut settings) = written("max_upload_mb = 1\nlog_format = \"json\"\nlog = \"warn\"");
    settings.log = Some("error".to_owned());
    let environment = |name: &str| match name {
        "SCORECARD_MAX_UPLOAD_MB" => Some("2".to_owned()),
        "SCORECARD_LOG" => Some("debug".to_owned()),
        _ => None,
    };
    let config = resolved(&settings, environment);
    assert_eq!(config.log, "error");
    assert_eq!(config.max_upload_bytes, 2_000_000);
    assert_eq!(config.log_format, LogFormat::Json);
}

#[test]
fn the_service_s_own_database_variable_goes_before_the_general_one() {
    let both = |name: &str| match name {
        "SCORECARD_DATABASE_URL" => Some("sqlite://own.db".to_owned()),
        "DATABASE_URL" => Some("sqlite://general.db".to_owned()),
        _ => None,
    };
    assert_eq!(resolved(&Settings::default(), both).database_url, "sqlite://own.db");
    let general = |name: &str| both(name).filter(|_| name == "DATABASE_URL");
    assert_eq!(resolved(&Settings::default(), general).database_url, "sqlite://general.db");
}

#[test]
fn an_address_others_can_reach_takes_tls_in_front_or_saying_that_there_is_none() {
    let mut settings = flags(|settings| settings.bind = Some("0.0.0.0:9000".to_owned()));
    let message = refused(&settings, nothing);
    assert!(message.starts_with("the flag --bind is “0.0.0.0:9000”"), "{message}");
    assert!(message.contains("--public-url") && message.contains("127.0.0.1:9000"), "{message}");
    let plain = |name: &str| (name == "SCORECARD_PUBLIC_URL").then(|| "http://a.b".to_owned());
    refused(&settings, plain);
    let veiled = |name: &str| (name == "SCORECARD_PUBLIC_URL").then(|| "https://a.b/".to_owned());
    let url = resolved(&settings, veiled).public_url.map(|url| url.to_string());
    assert_eq!(url.as_deref(), Some("https://a.b"));
    settings.insecure_http = Some("yes".to_owned());
    assert_eq!(resolved(&settings, nothing).insecure_http, InsecureHttp::Allowed);
    let own = flags(|settings| settings.bind = Some("[::1]:9000".to_owned()));
    assert!(resolved(&own, nothing).bind.is_private());
}

#[test]
fn sessions_last_a_day_of_work_unless_told_otherwise() {
    assert_eq!(resolved(&Settings::default(), nothing).sessions, Lifetimes::default());
    let (_file, settings) = written("session_idle_hours = 1\nsession_hours = 24");
    let sessions = resolved(&settings, nothing).sessions;
    assert_eq!((sessions.idle.num_hours(), sessions.absolute.num_hours()), (1, 24));
    let (_file, settings) = written("session_hours = 0");
    assert!(refused(&settings, nothing).contains("from 1 to 744"));
}

#[test]
fn proxies_are_named_by_their_addresses() {
    let (_file, settings) = written("trusted_proxies = [\"10.0.0.5\", \"::1\"]");
    assert_eq!(resolved(&settings, nothing).trusted_proxies.len(), 2);
    let name = |name: &str| (name == "SCORECARD_TRUSTED_PROXIES").then(|| "proxy".to_owned());
    assert!(refused(&Settings::default(), name).contains("give IP addresses"));
}

#[test]
fn the_address_people_know_has_a_scheme_and_no_path() {
    for text in ["scorecard.example", "ftp://a.b", "https://", "https://a.b/path", "https://a b"] {
        let settings = flags(|settings| settings.public_url = Some(text.to_owned()));
        assert!(refused(&settings, nothing).contains("without a path"), "{text}");
    }
}

#[test]
fn a_wrong_setting_is_named_with_where_it_came_from_and_what_is_accepted() {
    let yaml = |name: &str| (name == "SCORECARD_LOG_FORMAT").then(|| "yaml".to_owned());
    let message = refused(&Settings::default(), yaml);
    let expected = "the environment variable SCORECARD_LOG_FORMAT is “yaml”, which cannot be \
                    used: use text or json";
    assert_eq!(message, expected);
    let (_file, settings) = written("max_upload_mb = 0");
    let message = refused(&settings, nothing);
    assert!(message.starts_with("max_upload_mb in the settings file "), "{message}");
}

#[test]
fn a_setting_nobody_knows_is_refused_with_its_line() {
    let (_file, settings) = written("log = \"info\"\nport = 80");
    let message = refused(&settings, nothing);
    assert!(message.contains("unknown field `port`"), "{message}");
    assert!(message.contains("line 2"), "{message}");
}

#[test]
fn a_missing_settings_file_is_said_to_be_missing() {
    let settings = flags(|settings| settings.config = Some("/nowhere/scorecard.toml".into()));
    let message = refused(&settings, nothing);
    assert!(message.contains("the flag --config names"), "{message}");
}

#[test]
fn a_password_in_a_database_address_is_never_repeated() {
    let settings =
        flags(|settings| settings.database_url = Some("mysql://me:secret@host/db".to_owned()));
    let message = refused(&settings, nothing);
    assert!(!message.contains("secret"), "{message}");
    assert!(message.contains("mysql://…@host/db"), "{message}");
}

#[test]
fn a_colour_has_to_let_white_text_be_read() {
    let brand = |colour: &str| flags(|settings| settings.brand_colour = Some(colour.to_owned()));
    // WCAG's own example of what just passes and what just does not: 4.54 and 4.48 to 1.
    let config = resolved(&brand("#767676"), nothing);
    assert_eq!(config.appearance.brand_colour.as_deref(), Some("#767676"));
    let told = refused(&brand("#777777"), nothing);
    assert!(told.contains("--brand-colour is “#777777”"), "{told}");
    assert!(told.contains("choose a darker colour"), "{told}");
    for wrong in ["blue", "#12", "#12436g", "12436d", "#1243601"] {
        assert!(refused(&brand(wrong), nothing).contains("six hexadecimal digits"), "{wrong}");
    }
}

#[test]
fn a_name_is_one_line_and_not_nothing() {
    let named = |name: &str| flags(|settings| settings.product_name = Some(name.to_owned()));
    assert_eq!(resolved(&named(" Partners "), nothing).appearance.product_name, "Partners");
    assert!(refused(&named(" "), nothing).contains("give the service a name"));
    assert!(refused(&named("a\nb"), nothing).contains("one line"));
    let environment = |name: &str| (name == "SCORECARD_PRODUCT_NAME").then(|| "Ours".to_owned());
    let config = resolved(&Settings::default(), environment);
    assert_eq!(config.appearance.product_name, "Ours");
}

#[test]
fn a_theme_is_a_folder_with_one_stylesheet() {
    let Ok(folder) = tempfile::tempdir() else { panic!("no temporary folder") };
    let path = folder.path().display().to_string();
    let theme = flags(|settings| settings.theme = Some(path));
    let wanted = "name a folder with one .css file in it";
    assert!(refused(&theme, nothing).contains(wanted));
    assert!(std::fs::write(folder.path().join("a.css"), "a {}").is_ok());
    let appearance = resolved(&theme, nothing).appearance;
    assert_eq!(appearance.theme.map(|theme| theme.stylesheet.clone()).as_deref(), Some("a {}"));
    assert!(std::fs::write(folder.path().join("b.css"), "b {}").is_ok());
    assert!(refused(&theme, nothing).contains(wanted));
    let missing = flags(|settings| settings.theme = Some("no/such/folder".to_owned()));
    assert!(refused(&missing, nothing).contains("it cannot be read"));
}
