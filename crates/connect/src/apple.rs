//! Sign in with Apple, without a word to Apple.
//!
//! Beside the code Apple posts a token that it has signed. Its public keys verify the token, and these anybody may
//! read. The code is never redeemed: nothing is sent abroad, no token of Apple's is held that could be revoked, and
//! neither name nor address is asked for. The listener's browser is what goes there, and only when they choose it.

use jsonwebtoken::jwk::JwkSet;
use serde_json::{Map, Value};
use sharing::public::{Fetched, PublicAddress, PublicError, PublicReader, Seen};
use tokio::sync::Mutex;
use units::{Millis, Timestamp};

use crate::error::Error;
use crate::events::{Event, EventKind, Heard};
use crate::identity::{Identity, number};
use crate::requests::{Attempt, Places, query};
use crate::token::{self, Expected, KEYS_AGAIN_AFTER, KEYS_KNOWN_FOR, Refused};
use crate::{Connectors, Provider, answer};

const PROVIDER: Provider = Provider::Apple;
pub(crate) const HOST: &str = "appleid.apple.com";
/// Who Apple's tokens say that they are from.
const ISSUER: &str = "https://appleid.apple.com";
/// Apple publishes a handful of keys.
const KEYS_BYTES_MAX: u64 = 64 << 10;
/// What stands on the operator's list of hosts.
const REASON: &str = "Sign in with Apple: its public keys";

/// An application at Apple.
#[derive(Clone, Debug)]
pub struct AppleApp {
    /// The Services ID, for which Apple's tokens have to be.
    pub services_id: String,
    /// The one who reads Apple's public keys.
    pub reader: PublicReader,
}

/// Apple's keys, as they were last read.
#[derive(Debug, Default)]
pub(crate) struct Keys(Mutex<Option<Read>>);

#[derive(Debug)]
struct Read {
    keys: JwkSet,
    /// The address that they are from.
    from: String,
    at: Timestamp,
}

impl AppleApp {
    /// Lets Apple's keys be read from now on, because the operator's settings name Apple.
    ///
    /// # Errors
    /// [`Error::Keys`] when the list of hosts cannot be written.
    pub async fn allow(&self, places: &Places) -> Result<(), Error> {
        Ok(self.reader.allow(&keys_address(places)?, REASON).await?)
    }

    pub(crate) fn address(&self, places: &Places, attempt: &Attempt, callback: &str) -> String {
        // No scope: neither name nor address is wanted, so Apple does not ask whether to give them.
        let query = query(&[
            ("response_type", "code id_token"),
            ("response_mode", "form_post"),
            ("client_id", &self.services_id),
            ("redirect_uri", callback),
            ("state", &attempt.state),
            ("nonce", &attempt.nonce),
        ]);
        format!("{}?{query}", places.at(HOST, "/auth/authorize"))
    }
}

impl Connectors {
    /// Who a token speaks of, which came back with the browser.
    pub(crate) async fn apple(
        &self,
        app: &AppleApp,
        places: &Places,
        token: &str,
        attempt: &Attempt,
    ) -> Result<Identity, Error> {
        let claims = self.apple_claims(app, places, token).await?;
        if claims.get("nonce").and_then(Value::as_str) != Some(&attempt.nonce) {
            return Err(Error::Token { provider: PROVIDER, why: "it was made for another attempt" });
        }
        let open_id = answer::text(&claims, "sub").and_then(number).ok_or(Error::Nonsense(PROVIDER))?;
        Ok(Identity { provider: PROVIDER, union_id: None, open_id, nickname: None })
    }

    /// What Apple tells of somebody: a signed token, in which what happened is JSON inside a string.
    pub(crate) async fn apple_event(&self, app: &AppleApp, places: &Places, body: &[u8]) -> Result<Heard, Error> {
        let refused = |why| Error::NotTheirs { provider: PROVIDER, why };
        let message: Map<String, Value> = serde_json::from_slice(body).map_err(|_| refused("it is no JSON"))?;
        let token = answer::text(&message, "payload").ok_or(refused("there is no token"))?;
        let claims = self.apple_claims(app, places, &token).await.map_err(|error| match error {
            Error::Token { why, .. } => refused(why),
            other => other,
        })?;
        let told: Map<String, Value> = match claims.get("events") {
            Some(Value::String(text)) => serde_json::from_str(text).map_err(|_| refused("its event is malformed"))?,
            Some(Value::Object(told)) => told.clone(),
            _ => return Err(refused("it tells of nothing")),
        };
        let is_over = matches!(
            answer::text(&told, "type").as_deref(),
            Some("consent-revoked" | "account-delete" | "account-deleted")
        );
        if !is_over {
            // What becomes of an address of theirs is no matter here: none is kept.
            return Ok(Heard { event: None, answer: String::new() });
        }
        let open_id = answer::text(&told, "sub").and_then(number).ok_or(refused("it names nobody"))?;
        let at = told.get("event_time").and_then(Value::as_i64).map(Timestamp::from_millis);
        let event = Event { provider: PROVIDER, kind: EventKind::Revoked, open_id, at };
        Ok(Heard { event: Some(event), answer: String::new() })
    }

    async fn apple_claims(&self, app: &AppleApp, places: &Places, token: &str) -> Result<Map<String, Value>, Error> {
        let expected = Expected { issuer: ISSUER, audience: &app.services_id, now: self.0.clock.now() };
        let mut claims = token::verify(token, &self.apple_keys(app, places, KEYS_KNOWN_FOR).await?, expected);
        if claims == Err(Refused::UnknownKey) {
            claims = token::verify(token, &self.apple_keys(app, places, KEYS_AGAIN_AFTER).await?, expected);
        }
        claims.map_err(|refused| refused.of(PROVIDER))
    }

    /// Apple's keys, read again when they are older than this, and when they are from another place: those of a
    /// simulation would otherwise go on opening accounts after it was switched off.
    pub(crate) async fn apple_keys(
        &self,
        app: &AppleApp,
        places: &Places,
        older_than: Millis,
    ) -> Result<JwkSet, Error> {
        let now = self.0.clock.now();
        let address = keys_address(places)?;
        let mut known = self.0.apple.0.lock().await;
        let is_current = |read: &&Read| now.since(read.at) < older_than && read.from == address.as_str();
        if let Some(read) = known.as_ref().filter(is_current) {
            return Ok(read.keys.clone());
        }
        let accept = "application/json";
        let fetched = app.reader.document(&address, accept, KEYS_BYTES_MAX, &Seen::default(), REASON).await?;
        let Fetched::Document { bytes, .. } = fetched else { return Err(Error::Nonsense(PROVIDER)) };
        let keys: JwkSet = serde_json::from_slice(&bytes).map_err(|_| Error::Nonsense(PROVIDER))?;
        *known = Some(Read { keys: keys.clone(), from: address.as_str().to_owned(), at: now });
        Ok(keys)
    }
}

fn keys_address(places: &Places) -> Result<PublicAddress, Error> {
    PublicAddress::parse(&places.at(HOST, "/auth/keys")).map_err(|_| Error::Off(PROVIDER))
}

impl From<PublicError> for Error {
    fn from(error: PublicError) -> Self {
        Self::Keys(error)
    }
}
