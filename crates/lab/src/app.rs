//! An app that was registered with a vendor.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Serialize};

use crate::jws;
use crate::vendor::Vendor;

/// How many bytes an `EncodingAESKey` stands for.
const ENCODING_KEY_BYTES: usize = 32;

/// An app as its developer enters it in the vendor's console.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct App {
    /// With whom it is registered.
    pub vendor: Vendor,
    /// `appid`, `client_id`, App Key or Services ID, whatever the vendor calls it.
    pub client_id: String,
    /// What it proves itself with; Apple has a key instead.
    #[serde(default)]
    pub secret: String,
    /// What people read on the page that asks them.
    #[serde(default)]
    pub name: String,
    /// Where answers may go; one that ends in `*` allows whatever begins so.
    pub redirect_uris: Vec<String>,
    /// Where the vendor tells that somebody took their agreement back.
    pub event_address: Option<String>,
    /// WeChat's token, which goes into the signatures of events.
    pub event_token: Option<String>,
    /// WeChat's `EncodingAESKey`; without it events come in plain text.
    pub encoding_key: Option<String>,
    /// WeChat's choice between XML and JSON for events.
    #[serde(default)]
    pub event_format: EventFormat,
    /// Apple's name for the developer.
    pub team_id: Option<String>,
    /// Apple's name for the key that signs the client secret.
    pub key_id: Option<String>,
    /// The public half of that key, as PEM.
    pub public_key: Option<String>,
    /// How an OpenID provider signs for this app.
    #[serde(default)]
    pub id_token_alg: Algorithm,
}

/// How an event is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventFormat {
    /// As `<xml>`.
    #[default]
    Xml,
    /// As JSON, with the spaces that the vendor's own sample has before some names.
    Json,
}

/// How a token is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub enum Algorithm {
    /// RSA with SHA-256.
    #[default]
    RS256,
    /// ECDSA on P-256 with SHA-256.
    ES256,
}

impl App {
    /// Refuses what could not work, with the field and what is wrong with it.
    ///
    /// # Errors
    /// One sentence for whoever registers the app.
    pub fn check(&self) -> Result<(), String> {
        if self.client_id.is_empty() {
            return Err("client_id is empty".to_owned());
        }
        if self.vendor != Vendor::Apple && self.secret.is_empty() {
            return Err("secret is empty".to_owned());
        }
        if let Some(address) = &self.event_address
            && !address.starts_with("http://")
        {
            return Err(format!("event_address {address} does not begin with http://, which is all the lab calls"));
        }
        if let Some(key) = &self.encoding_key
            && decode_encoding_key(key).is_none()
        {
            return Err("encoding_key is not 43 characters of base64".to_owned());
        }
        if self.vendor == Vendor::Wechat && self.event_address.is_some() && self.event_token.is_none() {
            return Err("event_token is missing, without which events cannot be signed".to_owned());
        }
        if self.vendor == Vendor::Apple {
            if self.team_id.is_none() || self.key_id.is_none() {
                return Err("team_id and key_id are missing, which a client secret bears".to_owned());
            }
            let key = self.public_key.as_deref().ok_or("public_key is missing, which verifies the client secret")?;
            jws::read_public_key(key).map_err(|error| format!("public_key is no P-256 key in PEM: {error}"))?;
        }
        Ok(())
    }

    /// Whether an answer may go there.
    pub(crate) fn allows(&self, redirect_uri: &str) -> bool {
        self.redirect_uris.iter().any(|allowed| match allowed.strip_suffix('*') {
            Some(start) => redirect_uri.starts_with(start),
            // WeChat knows a domain, not an address.
            None if self.vendor == Vendor::Wechat => authority(allowed) == authority(redirect_uri),
            None => allowed == redirect_uri,
        })
    }

    /// The name that people read.
    pub(crate) fn shown_name(&self) -> &str {
        if self.name.is_empty() { &self.client_id } else { &self.name }
    }

    pub(crate) fn encryption_key(&self) -> Option<[u8; ENCODING_KEY_BYTES]> {
        decode_encoding_key(self.encoding_key.as_deref()?)
    }
}

/// Scheme, host and port of an address; the rest is cut off.
fn authority(address: &str) -> Option<&str> {
    let host_at = address.find("://")? + 3;
    let end = address[host_at..].find(['/', '?', '#']).map_or(address.len(), |at| host_at + at);
    Some(&address[..end])
}

/// 43 characters of base64, whose last one may bear bits that stand for nothing.
fn decode_encoding_key(key: &str) -> Option<[u8; ENCODING_KEY_BYTES]> {
    let lenient = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone);
    GeneralPurpose::new(&STANDARD, lenient).decode(key).ok()?.try_into().ok()
}
