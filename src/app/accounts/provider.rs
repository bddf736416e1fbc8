//! A provider of identities, spoken to over HTTP as OpenID Connect says.

use super::single_sign_on::SingleSignOnError as Refusal;
use crate::domain::accounts::secrets::Secret;
use crate::domain::accounts::single_sign_on::{Identity, SingleSignOn};
use crate::domain::accounts::{EmailAddress, PersonName};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType,
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret,
    CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenClaims,
    IdTokenFields, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, RequestTokenError, Scope, SignatureVerificationError, StandardErrorResponse,
    StandardTokenResponse, TokenResponse, UserInfoClaims, reqwest,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::RwLock;

/// How long the provider may take over each answer. Somebody is waiting.
const PATIENCE: Duration = Duration::from_secs(10);

/// For how long what the provider says of itself is taken as still so.
const FRESH_FOR: TimeDelta = TimeDelta::hours(1);

/// How far its clock may be from ours.
const SKEW: TimeDelta = TimeDelta::minutes(2);

/// Whatever else the provider tells of somebody.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub(super) struct More {
    #[serde(flatten)]
    claims: HashMap<String, Value>,
}

impl AdditionalClaims for More {}

type Fields = IdTokenFields<
    More,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

type Answer = StandardTokenResponse<Fields, CoreTokenType>;

type Client = openidconnect::Client<
    More,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Answer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

type Claims = IdTokenClaims<More, CoreGenderClaim>;

/// The provider and what it said of itself last. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Provider(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: SingleSignOn,
    http: reqwest::Client,
    known: RwLock<Option<Known>>,
}

/// Its addresses and keys.
#[derive(Debug, Clone)]
struct Known {
    metadata: Arc<CoreProviderMetadata>,
    since: DateTime<Utc>,
}

/// What one sign-in is recognised by.
pub(super) struct Marks {
    /// What comes back with the browser.
    pub(super) state: Secret,
    /// What comes back in what the provider signs.
    pub(super) nonce: Secret,
    /// What shows that it was we who asked.
    pub(super) verifier: Secret,
}

impl Provider {
    /// A provider with these settings; nothing is asked of it yet.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub(super) fn new(settings: SingleSignOn) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            // What the provider answers must not lead the service to other machines.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(PATIENCE)
            .timeout(PATIENCE)
            .build()?;
        Ok(Self(Arc::new(Inner { settings, http, known: RwLock::new(None) })))
    }

    /// What it was set up with.
    pub(super) fn settings(&self) -> &SingleSignOn {
        &self.0.settings
    }

    /// Where somebody has to go to sign in there and come back to `callback`.
    pub(super) async fn address(
        &self, marks: &Marks, callback: &str, now: DateTime<Utc>,
    ) -> Result<String, Refusal> {
        let client = self.client(&self.known(now).await?, callback)?;
        let verifier = PkceCodeVerifier::new(marks.verifier.expose().to_owned());
        let state = CsrfToken::new(marks.state.expose().to_owned());
        let nonce = Nonce::new(marks.nonce.expose().to_owned());
        let scopes = self.settings().scopes.iter().filter(|scope| *scope != "openid");
        let (address, _, _) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce)
            .add_scopes(scopes.map(|scope| Scope::new(scope.clone())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(address.into())
    }

    /// Who a code stands for.
    pub(super) async fn identify(
        &self, code: &Secret, marks: &Marks, callback: &str, now: DateTime<Utc>,
    ) -> Result<Identity, Refusal> {
        let client = self.client(&self.known(now).await?, callback)?;
        let answer = self.exchange(&client, code, &marks.verifier).await?;
        let nonce = Nonce::new(marks.nonce.expose().to_owned());
        let claims = match verified(&client, &answer, &nonce, now) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                // The provider took a new key into use since it was last asked.
                let renewed = self.client(&self.ask(now).await?, callback)?;
                verified(&renewed, &answer, &nonce, now)
            }
            other => other,
        };
        let claims = claims.map_err(|error| distrust(&error))?;
        let more = self.asked(&client, &answer, &claims).await?;
        Ok(self.identity(&claims, more.as_ref()))
    }

    async fn exchange(
        &self, client: &Client, code: &Secret, verifier: &Secret,
    ) -> Result<Answer, Refusal> {
        let request = client
            .exchange_code(AuthorizationCode::new(code.expose().to_owned()))
            .map_err(|error| unfit("it has no token endpoint", &error))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.expose().to_owned()));
        request.request_async(&self.0.http).await.map_err(|error| match error {
            RequestTokenError::Request(error) => unreachable(&error),
            RequestTokenError::ServerResponse(answer) => {
                let code = answer.error().to_string();
                tracing::warn!(provider.error = code, "The provider did not redeem a code");
                Refusal::Untrusted("it did not accept the sign-in".to_owned())
            }
            other @ (RequestTokenError::Parse(..) | RequestTokenError::Other(_)) => {
                unfit("its answer could not be read", &other)
            }
        })
    }

    /// What the provider tells only when asked, where what it signed leaves something out.
    async fn asked(
        &self, client: &Client, answer: &Answer, claims: &Claims,
    ) -> Result<Option<UserInfoClaims<More, CoreGenderClaim>>, Refusal> {
        let told = claims.additional_claims().claims.contains_key(&self.settings().groups_claim);
        if told && claims.email_verified().is_some() {
            return Ok(None);
        }
        let subject = Some(claims.subject().clone());
        let Ok(request) = client.user_info(answer.access_token().clone(), subject) else {
            return Ok(None);
        };
        let answer = request.request_async(&self.0.http).await;
        answer.map(Some).map_err(|error| match error {
            openidconnect::UserInfoError::Request(error) => unreachable(&error),
            other => unfit("what it says of you could not be read", &other),
        })
    }

    fn identity(
        &self, claims: &Claims, more: Option<&UserInfoClaims<More, CoreGenderClaim>>,
    ) -> Identity {
        // An address and that it was made sure of are taken from one place, or not at all.
        let signed = (claims.email(), claims.email_verified());
        let told = more.map(|more| (more.email(), more.email_verified()));
        let sure = [Some(signed), told].into_iter().flatten();
        let email = sure.filter(|(_, sure)| *sure == Some(true)).find_map(|(email, _)| email);
        let named = more.and_then(|more| more.name()).or(claims.name());
        let named = named.and_then(|name| name.get(None)).map(|name| name.as_str());
        let claim = &self.settings().groups_claim;
        let groups = more.and_then(|more| more.additional_claims().claims.get(claim));
        let groups = groups.or_else(|| claims.additional_claims().claims.get(claim));
        Identity {
            subject: claims.subject().as_str().to_owned(),
            email: email.and_then(|email| EmailAddress::parse(email.as_str()).ok()),
            name: named.and_then(|name| PersonName::parse(name).ok()),
            groups: groups.map(names).unwrap_or_default(),
        }
    }

    fn client(&self, known: &Known, callback: &str) -> Result<Client, Refusal> {
        let settings = self.settings();
        let secret = settings.client_secret.as_ref();
        let secret = secret.map(|secret| ClientSecret::new(secret.expose().to_owned()));
        let callback = RedirectUrl::new(callback.to_owned())
            .map_err(|error| unfit("this service has no address to come back to", &error))?;
        let id = ClientId::new(settings.client_id.clone());
        let metadata = CoreProviderMetadata::clone(&known.metadata);
        Ok(Client::from_provider_metadata(metadata, id, secret).set_redirect_uri(callback))
    }

    /// What it said of itself, not too long ago.
    async fn known(&self, now: DateTime<Utc>) -> Result<Known, Refusal> {
        let known = self.0.known.read().await.clone();
        match known {
            Some(known) if now < known.since + FRESH_FOR => Ok(known),
            Some(_) | None => self.ask(now).await,
        }
    }

    /// What it says of itself now.
    async fn ask(&self, now: DateTime<Utc>) -> Result<Known, Refusal> {
        let issuer = IssuerUrl::new(self.settings().issuer.clone())
            .map_err(|error| unfit("its address is none", &error))?;
        let asked = CoreProviderMetadata::discover_async(issuer, &self.0.http).await;
        let metadata = asked.map_err(|error| match error {
            openidconnect::DiscoveryError::Request(error) => unreachable(&error),
            other => unfit("what it says of itself cannot be used", &other),
        })?;
        let known = Known { metadata: Arc::new(metadata), since: now };
        *self.0.known.write().await = Some(known.clone());
        Ok(known)
    }
}

/// What the provider signed, if it did, for us, for this sign-in and just now.
fn verified(
    client: &Client, answer: &Answer, nonce: &Nonce, now: DateTime<Utc>,
) -> Result<Claims, ClaimsVerificationError> {
    let missing = || ClaimsVerificationError::Other("there is no ID token".to_owned());
    let token = answer.id_token().ok_or_else(missing)?;
    let verifier = client
        .id_token_verifier()
        .set_time_fn(move || now - SKEW)
        .set_issue_time_verifier_fn(move |issued| {
            if now + SKEW < issued { Err(AHEAD.to_owned()) } else { Ok(()) }
        });
    token.clone().into_claims(&verifier, nonce)
}

/// How a token from a clock ahead of ours is told from one that is wrong otherwise.
const AHEAD: &str = "issued later than now";

fn distrust(error: &ClaimsVerificationError) -> Refusal {
    tracing::warn!(error = %error, "What the provider signed was refused");
    match error {
        ClaimsVerificationError::Expired(_) => Refusal::Clocks,
        other if other.to_string().contains(AHEAD) => Refusal::Clocks,
        _ => Refusal::Untrusted("what it signed is not for this sign-in".to_owned()),
    }
}

fn unreachable(error: &(dyn std::error::Error + 'static)) -> Refusal {
    tracing::warn!(error = %chain(error), "The provider of identities did not answer");
    Refusal::Unreachable
}

fn unfit(why: &str, error: &(dyn std::error::Error + 'static)) -> Refusal {
    tracing::warn!(error = %chain(error), "The provider of identities cannot be used");
    Refusal::Untrusted(why.to_owned())
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// The names of groups: a list, or one alone.
fn names(claim: &Value) -> BTreeSet<String> {
    match claim {
        Value::String(one) => BTreeSet::from([one.clone()]),
        Value::Array(all) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => BTreeSet::new(),
    }
}
