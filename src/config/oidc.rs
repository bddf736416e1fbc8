//! Settings of single sign-on: the provider, what this service is to it, what its groups are worth.

use super::{ConfigError, Found, Layers, Origin, parsed};
use crate::domain::access::Role;
use crate::domain::accounts::secrets::Secret;
use crate::domain::accounts::single_sign_on::{Grant, Rule, SingleSignOn};
use clap::Args;
use serde::Deserialize;
use std::path::Path;

/// How people sign in elsewhere; without a provider they use passwords only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct OidcFlags {
    /// OpenID Connect provider to sign in with [env: SCORECARD_OIDC_ISSUER]
    #[arg(long, global = true, value_name = "URL")]
    pub oidc_issuer: Option<String>,
    /// Name of this service at the provider [env: SCORECARD_OIDC_CLIENT_ID]
    #[arg(long, global = true, value_name = "ID")]
    pub oidc_client_id: Option<String>,
    /// File with the secret for it [env: SCORECARD_OIDC_CLIENT_SECRET_FILE]
    #[arg(long, global = true, value_name = "FILE")]
    pub oidc_client_secret_file: Option<String>,
    /// What people call the provider [env: SCORECARD_OIDC_NAME] [default: single sign-on]
    #[arg(long, global = true, value_name = "NAME")]
    pub oidc_name: Option<String>,
    /// What to ask the provider for [env: SCORECARD_OIDC_SCOPES] [default: openid email profile]
    #[arg(long, global = true, value_name = "SCOPE …")]
    pub oidc_scopes: Option<String>,
    /// Where the provider lists groups [env: SCORECARD_OIDC_GROUPS_CLAIM] [default: groups]
    #[arg(long, global = true, value_name = "CLAIM")]
    pub oidc_groups_claim: Option<String>,
}

/// The table `[oidc]` of the settings file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileOidc {
    issuer: Option<String>,
    client_id: Option<String>,
    client_secret_file: Option<String>,
    name: Option<String>,
    scopes: Option<String>,
    groups_claim: Option<String>,
    #[serde(default)]
    groups: Vec<FileGroup>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileGroup {
    group: String,
    role: String,
    organisation: Option<String>,
}

/// The variable that holds the secret itself; there is no flag, since others can list those.
const SECRET: &str = "SCORECARD_OIDC_CLIENT_SECRET";

/// The provider, where one is named.
pub(super) fn resolve(
    flags: &OidcFlags, layers: &Layers<'_>,
) -> Result<Option<SingleSignOn>, ConfigError> {
    let given = Given { flags, layers };
    let Some(issuer) = given.issuer() else { return Ok(None) };
    let named = given.client_id();
    let unnamed = issuer.origin.clone();
    let issuer = parsed(issuer, address)?;
    let unnamed = |()| ConfigError::Wrong {
        origin: unnamed,
        value: issuer.clone(),
        accepted: "say as well what this service is called there, with --oidc-client-id".to_owned(),
    };
    let client_id = named.ok_or(()).map_err(unnamed)?.text;
    let or = |found: Option<Found>, usual: &str| found.map_or(usual.to_owned(), |it| it.text);
    let scopes = or(given.scopes(), "openid email profile");
    Ok(Some(SingleSignOn {
        issuer,
        client_id,
        client_secret: given.secret()?,
        name: or(given.name(), "single sign-on"),
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
        groups_claim: or(given.groups_claim(), "groups"),
        rules: given.rules()?,
    }))
}

/// Settings as they were given.
struct Given<'a> {
    flags: &'a OidcFlags,
    layers: &'a Layers<'a>,
}

macro_rules! settings {
    ($($name:ident = $field:ident, $flag:literal, $variable:literal;)+) => {
        impl Given<'_> {$(
            fn $name(&self) -> Option<Found> {
                let in_file = self.layers.file.oidc.as_ref().and_then(|file| file.$name.clone());
                let found = self.layers.find($flag, &self.flags.$field, &[$variable], &in_file);
                (!matches!(found.origin, Origin::Default(_))).then_some(found)
            }
        )+}
    };
}

settings! {
    issuer = oidc_issuer, "oidc-issuer", "SCORECARD_OIDC_ISSUER";
    client_id = oidc_client_id, "oidc-client-id", "SCORECARD_OIDC_CLIENT_ID";
    client_secret_file =
        oidc_client_secret_file, "oidc-client-secret-file", "SCORECARD_OIDC_CLIENT_SECRET_FILE";
    name = oidc_name, "oidc-name", "SCORECARD_OIDC_NAME";
    scopes = oidc_scopes, "oidc-scopes", "SCORECARD_OIDC_SCOPES";
    groups_claim = oidc_groups_claim, "oidc-groups-claim", "SCORECARD_OIDC_GROUPS_CLAIM";
}

impl Given<'_> {
    /// What only this service and the provider know; some providers give none.
    fn secret(&self) -> Result<Option<Secret>, ConfigError> {
        let whole = |text: &str| Secret::new(text.trim().to_owned());
        let set = (self.layers.environment)(SECRET).filter(|text| !text.is_empty());
        if let Some(text) = set {
            return Ok(Some(whole(&text)));
        }
        let read = |path: &str| match std::fs::read_to_string(path) {
            Ok(text) => Ok(whole(&text)),
            Err(error) => Err(format!("name a file that holds the client secret ({error})")),
        };
        self.client_secret_file().map(|found| parsed(found, read)).transpose()
    }

    fn rules(&self) -> Result<Vec<Rule>, ConfigError> {
        let groups = self.layers.file.oidc.as_ref().map(|file| file.groups.as_slice());
        let path = &self.layers.path;
        groups.unwrap_or_default().iter().map(|line| rule(line, path)).collect()
    }
}

fn rule(line: &FileGroup, path: &Path) -> Result<Rule, ConfigError> {
    let wrong = |value: &str, accepted: String| ConfigError::Wrong {
        origin: Origin::File(path.to_owned(), "oidc.groups"),
        value: value.to_owned(),
        accepted,
    };
    let organisation = line.organisation.as_deref().map(str::trim).filter(|it| !it.is_empty());
    let words: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
    let role = Role::parse(&line.role)
        .ok_or_else(|| wrong(&line.role, format!("use one of {}", words.join(", "))))?;
    let grant = Grant::new(role, organisation.map(str::to_owned)).ok_or_else(|| {
        let accepted = if role == Role::Administrator {
            "the administrator’s role is held in no organisation; leave it out"
        } else {
            "name the organisation that the role is held in"
        };
        wrong(&line.group, accepted.to_owned())
    })?;
    Ok(Rule { group: line.group.clone(), grant })
}

/// Who somebody is must not be told in the clear, unless it does not leave the machine.
fn address(text: &str) -> Result<String, String> {
    let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    let private = here.iter().any(|own| {
        text.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    });
    let whole = text.len() > "https://".len() && !text.contains(char::is_whitespace);
    if whole && (private || text.starts_with("https://")) {
        return Ok(text.to_owned());
    }
    Err("give the provider’s address, such as https://login.example.gov.uk".to_owned())
}

#[cfg(test)]
mod tests {
    use super::Rule;
    use crate::config::{Config, Settings};
    use std::io::Write;

    const TABLE: &str = "
        [oidc]
        issuer = \"https://login.northmoor.example\"
        client_id = \"scorecard\"
        name = \"Northmoor account\"

        [[oidc.groups]]
        group = \"contract-leads\"
        role = \"client_lead\"
        organisation = \"Northmoor\"

        [[oidc.groups]]
        group = \"operators\"
        role = \"administrator\"
    ";

    /// What becomes of a settings file and an environment.
    fn settled(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
        let Ok(mut file) = tempfile::NamedTempFile::new() else { panic!("no temporary file") };
        assert!(file.write_all(text.as_bytes()).is_ok());
        let settings = Settings { config: Some(file.path().to_owned()), ..Settings::default() };
        let set = |name: &str| environment.iter().find(|(known, _)| *known == name);
        let config = settings.resolve_in(|name| set(name).map(|(_, text)| (*text).to_owned()));
        config.map_err(|error| error.to_string())
    }

    #[track_caller]
    fn refused(text: &str, why: &str) {
        match settled(text, &[]) {
            Err(message) => assert!(message.contains(why), "{message}"),
            Ok(config) => panic!("{config:?} was not refused"),
        }
    }

    #[test]
    fn without_a_provider_there_is_no_single_sign_on() {
        let config = settled("", &[("SCORECARD_OIDC_CLIENT_ID", "scorecard")]);
        assert!(config.is_ok_and(|config| config.oidc.is_none()));
    }

    #[test]
    fn the_settings_file_says_which_groups_hold_which_roles() {
        let oidc = settled(TABLE, &[]).ok().and_then(|config| config.oidc);
        let Some(oidc) = oidc else { panic!("no provider") };
        assert_eq!(
            (oidc.name.as_str(), oidc.groups_claim.as_str()),
            ("Northmoor account", "groups")
        );
        assert_eq!(oidc.scopes, ["openid", "email", "profile"]);
        let told = oidc.rules.iter().map(|Rule { group, grant }| {
            (group.as_str(), grant.role().word(), grant.organisation())
        });
        let rules: Vec<_> = told.collect();
        assert_eq!(
            rules,
            [
                ("contract-leads", "client_lead", Some("Northmoor")),
                ("operators", "administrator", None),
            ]
        );
        assert!(oidc.client_secret.is_none());
    }

    #[test]
    fn the_secret_comes_from_the_environment_or_from_a_file_of_its_own_and_is_not_printed() {
        let config = settled(TABLE, &[("SCORECARD_OIDC_CLIENT_SECRET", "marble")]);
        assert!(!format!("{config:?}").contains("marble"));
        let secret = |config: Config| config.oidc?.client_secret.map(|it| it.expose().to_owned());
        assert_eq!(config.ok().and_then(secret).as_deref(), Some("marble"));

        let Ok(mut file) = tempfile::NamedTempFile::new() else { panic!("no temporary file") };
        assert!(file.write_all(b"granite\n").is_ok());
        let path = file.path().display().to_string();
        let config = settled(TABLE, &[("SCORECARD_OIDC_CLIENT_SECRET_FILE", &path)]);
        assert_eq!(config.ok().and_then(secret).as_deref(), Some("granite"));

        let refused = settled(TABLE, &[("SCORECARD_OIDC_CLIENT_SECRET_FILE", "no/such/file")]);
        assert!(refused.is_err_and(|message| message.contains("holds the client secret")));
    }

    #[test]
    fn settings_that_cannot_work_are_refused_with_what_to_do() {
        let with = |from: &str, to: &str| TABLE.replace(from, to);
        refused(&with("https://login", "http://login"), "such as https://login.example.gov.uk");
        refused(&with("https://login.northmoor.example", "http://127.0.0.1.example"), "such as");
        refused(&with("client_id = \"scorecard\"", ""), "--oidc-client-id");
        refused(&with("client_lead", "boss"), "use one of client_lead, client_member");
        refused(&with("organisation = \"Northmoor\"", ""), "name the organisation");
        refused(&format!("{TABLE}organisation = \"Northmoor\""), "held in no organisation");
        refused(&with("client_id", "client_secret"), "client_secret");
        assert!(settled(&with("https://login", "http://localhost:9/"), &[]).is_ok());
    }
}
