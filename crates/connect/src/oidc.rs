//! Any provider of OpenID Connect that the operator runs or chose, found by its issuer (OpenID Connect Discovery 1.0).
//!
//! The code flow with PKCE; of the ID token the subject and a nickname are read. The provider's list of user
//! information is not asked for: what is not there is not needed.

use std::sync::Arc;

use axum::http::Uri;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::JwkSet;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use policy::{OidcProvider, OidcProviderField};
use serde::Deserialize;
use serde_json::{Map, Value};
use sharing::RequestTemplate;
use tokio::sync::Mutex;
use units::{Millis, Timestamp};

use crate::error::Error;
use crate::identity::{Identity, Nickname, number};
use crate::requests::{Asked, Attempt, ask, get, post, query};
use crate::secret::Secret;
use crate::token::{self, Expected, KEYS_AGAIN_AFTER, KEYS_KNOWN_FOR, Refused};
use crate::{Connectors, Provider, answer};

const PROVIDER: Provider = Provider::Oidc;
/// The member of a logout token that says what it is (OpenID Connect Back-Channel Logout 1.0, 2.4).
const LOGOUT_EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// The operator's own provider.
#[derive(Clone, Debug)]
pub struct OidcApp {
    /// What listeners read on the button.
    pub name: String,
    /// The issuer, as its tokens name it.
    pub issuer: String,
    /// The name under which this service is registered there.
    pub client_id: String,
    /// Its secret; public clients have none.
    pub client_secret: Option<Secret>,
}

impl OidcApp {
    /// Where the provider describes itself.
    #[must_use]
    pub fn discovery_address(&self) -> String {
        format!("{}/.well-known/openid-configuration", self.issuer.trim_end_matches('/'))
    }
}

/// The host of an address, in lower case and without its port; empty where it has none.
#[must_use]
pub fn issuer_host(address: &str) -> String {
    let uri: Option<Uri> = address.parse().ok();
    uri.as_ref().and_then(Uri::host).map(str::to_ascii_lowercase).unwrap_or_default()
}

/// What a provider says of itself; the rest is not read.
#[derive(Clone, Debug, Deserialize)]
struct Description {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

#[derive(Clone, Debug)]
struct Read {
    description: Description,
    keys: JwkSet,
    read_at: Timestamp,
}

/// What is known of the provider, for an hour.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<Option<Arc<Read>>>);

impl Connectors {
    pub(crate) async fn oidc_address(&self, app: &OidcApp, attempt: &Attempt, callback: &str) -> Result<String, Error> {
        let read = self.read(app, KEYS_KNOWN_FOR).await?;
        let challenge = attempt.challenge();
        let query = query(&[
            ("response_type", "code"),
            ("client_id", &app.client_id),
            ("redirect_uri", callback),
            ("scope", "openid profile"),
            ("state", &attempt.state),
            ("nonce", &attempt.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let endpoint = &read.description.authorization_endpoint;
        let sign = if endpoint.contains('?') { '&' } else { '?' };
        Ok(format!("{endpoint}{sign}{query}"))
    }

    pub(crate) async fn oidc(&self, app: &OidcApp, asked: Asked<'_>) -> Result<Identity, Error> {
        let read = self.read(app, KEYS_KNOWN_FOR).await?;
        let request = token_request(app, &read.description, asked.callback);
        let fields = vec![
            (OidcProviderField::AuthorizationCode, asked.code.into()),
            (OidcProviderField::CodeVerifier, asked.attempt.verifier.as_str().into()),
        ];
        let answered = ask::<OidcProvider>(&self.0.gate, PROVIDER, &request, asked.entered_as, fields).await?;
        let token = answer::text(&answered, "id_token").ok_or(Error::Nonsense(PROVIDER))?;
        let claims = self.claims(app, &token).await?;
        if claims.get("nonce").and_then(Value::as_str) != Some(&asked.attempt.nonce) {
            return Err(Error::Token { provider: PROVIDER, why: "it was made for another attempt" });
        }
        let open_id = answer::text(&claims, "sub").and_then(number).ok_or(Error::Nonsense(PROVIDER))?;
        let names = ["nickname", "name", "preferred_username"];
        let nickname = names.iter().find_map(|name| answer::text(&claims, name).as_deref().and_then(Nickname::of));
        Ok(Identity { provider: PROVIDER, union_id: None, open_id, nickname })
    }

    /// Whom a logout token signs out.
    pub(crate) async fn oidc_logout(&self, app: &OidcApp, logout_token: &str) -> Result<String, Error> {
        let refused = |why| Error::NotTheirs { provider: PROVIDER, why };
        let claims = self.claims(app, logout_token).await.map_err(|error| match error {
            Error::Token { why, .. } => refused(why),
            other => other,
        })?;
        if claims.get("events").and_then(|events| events.get(LOGOUT_EVENT)).is_none() || claims.contains_key("nonce") {
            return Err(refused("it is no logout token"));
        }
        answer::text(&claims, "sub").and_then(number).ok_or(refused("it names nobody"))
    }

    async fn claims(&self, app: &OidcApp, token: &str) -> Result<Map<String, Value>, Error> {
        let expected = Expected { issuer: &app.issuer, audience: &app.client_id, now: self.0.clock.now() };
        let mut claims = token::verify(token, &self.read(app, KEYS_KNOWN_FOR).await?.keys, expected);
        if claims == Err(Refused::UnknownKey) {
            // Providers change their keys.
            claims = token::verify(token, &self.read(app, KEYS_AGAIN_AFTER).await?.keys, expected);
        }
        claims.map_err(|refused| refused.of(PROVIDER))
    }

    /// What the provider says of itself, read again when it is older than this.
    async fn read(&self, app: &OidcApp, older_than: Millis) -> Result<Arc<Read>, Error> {
        let now = self.0.clock.now();
        let mut known = self.0.oidc.0.lock().await;
        // The operator may have chosen another provider since.
        let is_current =
            |read: &&Arc<Read>| now.since(read.read_at) < older_than && read.description.issuer == app.issuer;
        if let Some(read) = known.as_ref().filter(is_current) {
            return Ok(Arc::clone(read));
        }
        let description: Description = self.document(app.discovery_address()).await?;
        if description.issuer != app.issuer {
            return Err(Error::Token { provider: PROVIDER, why: "it describes another issuer" });
        }
        let keys: JwkSet = self.document(description.jwks_uri.clone()).await?;
        let read = Arc::new(Read { description, keys, read_at: now });
        *known = Some(Arc::clone(&read));
        Ok(read)
    }

    async fn document<T: serde::de::DeserializeOwned>(&self, address: String) -> Result<T, Error> {
        let answer = self.0.gate.look::<OidcProvider>(&get(address)).await?;
        serde_json::from_slice(&answer.body).map_err(|_| Error::Nonsense(PROVIDER))
    }
}

fn token_request(app: &OidcApp, description: &Description, callback: &str) -> RequestTemplate {
    let mut form = vec![
        ("grant_type", "authorization_code"),
        ("code", "{authorization_code}"),
        ("redirect_uri", callback),
        ("code_verifier", "{code_verifier}"),
        ("client_id", app.client_id.as_str()),
    ];
    let methods = &description.token_endpoint_auth_methods_supported;
    // Without a word about it, it is the header (OpenID Connect Discovery 1.0, 3).
    let by_header = methods.is_empty() || methods.iter().any(|method| method == "client_secret_basic");
    match &app.client_secret {
        Some(secret) if by_header => {
            let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
            let pair = format!("{}:{}", encoded(&app.client_id), encoded(&secret.0));
            let mut request = post(description.token_endpoint.clone(), &form);
            request.headers.push(("authorization".to_owned(), format!("Basic {}", STANDARD.encode(pair))));
            request
        }
        Some(secret) => {
            form.push(("client_secret", &secret.0));
            post(description.token_endpoint.clone(), &form)
        }
        None => post(description.token_endpoint.clone(), &form),
    }
}
