//! Addresses and requests of providers.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use sharing::{Disclosure, Gate, RequestBody, RequestTemplate, Value};

use crate::error::Error;
use crate::{Provider, answer};

/// A provider that takes longer has failed: somebody is waiting.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Letters that an authorisation code may have.
const CODE_LETTERS_MAX: usize = 2_048;

/// Where the providers are: at their own hosts, or all behind one address of this very machine that simulates them.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The base address of the simulation.
    simulator: Option<String>,
}

impl Places {
    /// Providers are simulated behind this address.
    #[must_use]
    pub fn simulated(address: &str) -> Self {
        Self { simulator: Some(address.trim_end_matches('/').to_owned()) }
    }

    /// The address of a path at a host.
    pub(crate) fn at(&self, host: &str, path: &str) -> String {
        match &self.simulator {
            Some(base) => format!("{base}/{host}{path}"),
            None => format!("https://{host}{path}"),
        }
    }

    /// The host that is called in the place of this one.
    #[must_use]
    pub fn host(&self, host: &str) -> String {
        match &self.simulator {
            Some(base) => crate::issuer_host(base),
            None => host.to_owned(),
        }
    }

    /// The provider of the operator's own is where its issuer says.
    pub(crate) fn is_simulated(&self, provider: Provider) -> bool {
        self.simulator.is_some() && provider != Provider::Oidc
    }
}

/// One going out and coming back, bound to one browser.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Attempt {
    /// A random text that comes back with the browser.
    pub state: String,
    /// A random text that comes back inside an ID token (OpenID Connect Core, 3.1.2.1).
    pub nonce: String,
    /// A random text that is shown when the code is redeemed, and only as a digest before (RFC 7636).
    pub verifier: String,
    /// Whether it began inside of the provider's own browser.
    pub is_in_app: bool,
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Attempt(hidden)")
    }
}

impl Attempt {
    /// A new one, of three times 256 bits of chance.
    #[must_use]
    pub fn random(rng: &mut impl rand::Rng, is_in_app: bool) -> Self {
        let mut text = || {
            let mut bytes = [0_u8; 32];
            rng.fill_bytes(&mut bytes);
            URL_SAFE_NO_PAD.encode(bytes)
        };
        Self { state: text(), nonce: text(), verifier: text(), is_in_app }
    }

    /// The digest of the verifier, `S256` (RFC 7636, 4.2).
    pub(crate) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }
}

/// What is asked of a provider about whoever came back.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) code: &'a str,
    pub(crate) attempt: &'a Attempt,
    pub(crate) callback: &'a str,
    pub(crate) entered_as: &'a str,
}

/// Whether a text can be an authorisation code (RFC 6749, appendix A.11).
pub(crate) fn is_code(text: &str) -> bool {
    (1..=CODE_LETTERS_MAX).contains(&text.len()) && text.bytes().all(|byte| (0x20..=0x7e).contains(&byte))
}

/// A query string of these; a value of the form `{name}` is a place for a declared field.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    let encoded = |value: &str| match value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(_) => value.to_owned(),
        None => utf8_percent_encode(value, NON_ALPHANUMERIC).to_string(),
    };
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    pairs.join("&")
}

/// A request for what is at an address.
pub(crate) fn get(url: String) -> RequestTemplate {
    RequestTemplate {
        method: "GET".to_owned(),
        url,
        headers: Vec::new(),
        body: RequestBody::Text(String::new()),
        timeout: TIMEOUT,
        signer: None,
        // A simulation on this very machine, or the operator's own provider beside this service.
        reads_refusals: false,
        loopback_http: true,
    }
}

/// A form that is sent to an address.
pub(crate) fn post(url: String, pairs: &[(&str, &str)]) -> RequestTemplate {
    RequestTemplate {
        method: "POST".to_owned(),
        headers: vec![
            ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned()),
            ("accept".to_owned(), "application/json".to_owned()),
        ],
        body: RequestBody::Text(query(pairs)),
        ..get(url)
    }
}

/// A request that only shows whether a provider is there.
#[must_use]
pub fn reaching(address: String) -> RequestTemplate {
    get(address)
}

/// Sends declared fields to a provider, and reads what it answers; an answer that says it is an error is refused.
pub(crate) async fn ask<R: policy::Recipient>(
    gate: &Gate,
    provider: Provider,
    request: &RequestTemplate,
    entered_as: &str,
    fields: Vec<(R::Field, Value)>,
) -> Result<Map<String, Json>, Error> {
    let disclosure = Disclosure::<R> { subject: None, contact_index: Some(entered_as.to_owned()), fields };
    let answer = gate.send_by(disclosure, request).await?;
    let answer = answer::read(&answer.body).ok_or(Error::Nonsense(provider))?;
    if answer::is_error(&answer) { Err(Error::Unconfirmed(provider)) } else { Ok(answer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_become_a_place() {
        assert_eq!(
            query(&[("a", "x y&{code}"), ("code", "{authorization_code}")]),
            "a=x%20y%26%7Bcode%7D&code={authorization_code}"
        );
    }

    #[test]
    fn a_simulation_stands_for_every_host() {
        let places = Places::simulated("http://127.0.0.1:9/");
        assert_eq!(places.at("graph.qq.com", "/user"), "http://127.0.0.1:9/graph.qq.com/user");
        assert_eq!((places.host("graph.qq.com").as_str(), places.is_simulated(Provider::Oidc)), ("127.0.0.1", false));
        assert_eq!(Places::default().at("graph.qq.com", "/user"), "https://graph.qq.com/user");
    }

    #[test]
    fn the_challenge_is_that_of_the_standard() {
        // RFC 7636, appendix B.
        let attempt = Attempt {
            state: String::new(),
            nonce: String::new(),
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned(),
            is_in_app: false,
        };
        assert_eq!(attempt.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
