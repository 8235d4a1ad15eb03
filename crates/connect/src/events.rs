//! What providers tell of withdrawals, and whether it is really they who do.
//!
//! - WeChat posts encrypted XML (its "secure mode"): SHA-1 over a shared token signs it, AES-256-CBC seals it.
//!   Its plain mode signs no content, so it is refused.
//! - Weibo fetches an address of ours, and signs nothing: so the address itself holds a secret that only Weibo was told.
//! - Apple posts a signed token.
//! - An OpenID provider posts a logout token (OpenID Connect Back-Channel Logout 1.0).

use aws_lc_rs::cipher::{AES_256, DecryptingKey, DecryptionContext, UnboundCipherKey};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use aws_lc_rs::iv::FixedLength;
use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use quick_xml::Reader;
use quick_xml::events::Event as Xml;
use serde_json::{Map, Value};
use units::{Millis, Timestamp};

use crate::error::Error;
use crate::identity::number;
use crate::secret::Secret;
use crate::{Connectors, Provider};

/// A message may be this old, or its clock this far ahead.
const AGE_MAX: Millis = Millis::minutes(5);
/// A larger message is none, in bytes.
pub const MESSAGE_BYTES_MAX: usize = 64 << 10;
/// The key in WeChat's settings is Base64 without its last letter, which leaves bits over.
const KEY_BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// How WeChat signs and seals its messages.
#[derive(Clone, Debug)]
pub struct WechatEvents {
    /// The token of the settings page.
    pub token: Secret,
    /// The key of the settings page, `EncodingAESKey`: 43 letters.
    pub key: Secret,
}

/// How a message of Weibo's is known to be one.
#[derive(Clone, Debug)]
pub struct WeiboEvents {
    /// A secret that stands in the address which Weibo was told.
    pub secret: Secret,
}

/// What happened to an authorisation over there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// It was taken back, or the account over there is gone: the link goes.
    Revoked,
    /// The profile changed: the nickname goes.
    Changed,
    /// They signed out over there: they are signed out here.
    SignedOut,
}

/// What a provider tells of somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// Who tells.
    pub provider: Provider,
    /// What happened.
    pub kind: EventKind,
    /// The number by which the provider knows them in this application.
    pub open_id: String,
    /// When it happened, where the provider says so: a link that was made later is another one.
    pub at: Option<Timestamp>,
}

impl std::fmt::Debug for Event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Event").field("provider", &self.provider).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A message as it came.
#[derive(Clone, Debug, Default)]
pub struct EventRequest {
    /// The pairs of its query.
    pub query: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

impl EventRequest {
    fn get(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What a message says, and what is answered to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// What happened, when it concerns somebody's authorisation.
    pub event: Option<Event>,
    /// The text that the provider waits for.
    pub answer: String,
}

impl Connectors {
    /// Reads a message in the name of a provider; `secret` is what its address holds.
    ///
    /// # Errors
    /// [`Error::NotTheirs`] for one that the provider did not sign, and [`Error::Off`] where none is expected.
    pub async fn hear(&self, provider: Provider, secret: &str, request: &EventRequest) -> Result<Heard, Error> {
        let off = || Error::Off(provider);
        if request.body.len() > MESSAGE_BYTES_MAX {
            return Err(Error::NotTheirs { provider, why: "it is too large" });
        }
        let setup = self.setup();
        let apps = &setup.apps;
        match provider {
            Provider::Wechat => {
                let app = apps.wechat.as_ref().ok_or_else(off)?;
                let events = app.events.as_ref().ok_or_else(off)?;
                let ids: Vec<&str> = [&app.app_id]
                    .into_iter()
                    .chain(app.in_app.as_ref().map(|(id, _)| id))
                    .map(String::as_str)
                    .collect();
                events.hear(request, &ids, self.0.clock.now())
            }
            Provider::Weibo => {
                let app = apps.weibo.as_ref().ok_or_else(off)?;
                app.events.as_ref().ok_or_else(off)?.hear(request, secret, &app.app_key)
            }
            Provider::Apple => {
                let app = apps.apple.as_ref().ok_or_else(off)?;
                self.apple_event(app, &setup.places, &request.body).await
            }
            Provider::Oidc => {
                let app = apps.oidc.as_ref().ok_or_else(off)?;
                let token = form_urlencoded::parse(&request.body).find(|(name, _)| name == "logout_token");
                let (_, token) = token.ok_or(Error::NotTheirs { provider, why: "there is no logout token" })?;
                let open_id = self.oidc_logout(app, &token).await?;
                Ok(Heard {
                    event: Some(Event { provider, kind: EventKind::SignedOut, open_id, at: None }),
                    answer: String::new(),
                })
            }
            Provider::Qq => Err(off()),
        }
    }
}

impl WechatEvents {
    fn hear(&self, request: &EventRequest, app_ids: &[&str], now: Timestamp) -> Result<Heard, Error> {
        let refused = |why| Error::NotTheirs { provider: Provider::Wechat, why };
        let (timestamp, nonce) = match (request.get("timestamp"), request.get("nonce")) {
            (Some(timestamp), Some(nonce)) => (timestamp, nonce),
            _ => return Err(refused("it is not signed")),
        };
        let at = timestamp.parse::<i64>().ok().and_then(|seconds| seconds.checked_mul(1_000));
        let at = Timestamp::from_millis(at.ok_or(refused("its time is malformed"))?);
        if now.since(at) > AGE_MAX || at.since(now) > AGE_MAX {
            return Err(refused("it is too old, or from the future"));
        }
        // Before it sends anything WeChat asks once whether the address is ours.
        if let Some(echo) = request.get("echostr").filter(|_| request.body.is_empty()) {
            let signature = request.get("signature").ok_or(refused("it is not signed"))?;
            self.verify(&[timestamp, nonce], signature)?;
            return Ok(Heard { event: None, answer: echo.chars().take(200).collect() });
        }
        let envelope = xml(&request.body).ok_or(refused("it is no XML"))?;
        let sealed = text(&envelope, "Encrypt").ok_or(refused("it is not encrypted"))?;
        let signature = request.get("msg_signature").ok_or(refused("its content is not signed"))?;
        self.verify(&[timestamp, nonce, &sealed], signature)?;
        let (message, app_id) = self.open(&sealed).ok_or(refused("it does not open"))?;
        if !app_ids.contains(&app_id.as_str()) {
            return Err(refused("it is for another application"));
        }
        let message = match message.first() {
            Some(b'{') => trimmed(serde_json::from_slice(&message).ok().ok_or(refused("it is malformed"))?),
            _ => xml(&message).ok_or(refused("it is malformed"))?,
        };
        let kind = match (text(&message, "MsgType").as_deref(), text(&message, "Event").as_deref()) {
            (Some("event"), Some("user_authorization_revoke" | "user_authorization_cancellation")) => {
                EventKind::Revoked
            }
            (Some("event"), Some("user_info_modified")) => EventKind::Changed,
            // Service accounts hear of much else.
            _ => return Ok(Heard { event: None, answer: "success".to_owned() }),
        };
        let open_id = text(&message, "OpenID").and_then(number).ok_or(refused("it names nobody"))?;
        let event = Event { provider: Provider::Wechat, kind, open_id, at: None };
        Ok(Heard { event: Some(event), answer: "success".to_owned() })
    }

    /// The signature: SHA-1 over the token and these, sorted and joined.
    fn verify(&self, parts: &[&str], signature: &str) -> Result<(), Error> {
        let mut all: Vec<&str> = parts.to_vec();
        all.push(&self.token.0);
        all.sort_unstable();
        let expected = hex::encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, all.concat().as_bytes()));
        verify_slices_are_equal(expected.as_bytes(), signature.to_ascii_lowercase().as_bytes())
            .map_err(|_| Error::NotTheirs { provider: Provider::Wechat, why: "its signature does not verify" })
    }

    /// The message and the application it is for: 16 bytes of chance, 4 of length, the message, the application.
    fn open(&self, sealed: &str) -> Option<(Vec<u8>, String)> {
        let key = KEY_BASE64.decode(&self.key.0).ok().filter(|key| key.len() == 32)?;
        let mut bytes =
            KEY_BASE64.decode(sealed.trim()).ok().filter(|bytes| !bytes.is_empty() && bytes.len() % 16 == 0)?;
        let iv: [u8; 16] = key.get(..16)?.try_into().ok()?;
        let opener = DecryptingKey::cbc(UnboundCipherKey::new(&AES_256, &key).ok()?).ok()?;
        let opened = opener.decrypt(&mut bytes, DecryptionContext::Iv128(FixedLength::from(iv))).ok()?;
        // The padding is that of PKCS #7 for blocks of 32 bytes.
        let padding = usize::from(*opened.last()?);
        let text = opened.get(..opened.len().checked_sub(padding)?).filter(|_| (1..=32).contains(&padding))?;
        let length = usize::try_from(u32::from_be_bytes(text.get(16..20)?.try_into().ok()?)).ok()?;
        let message = text.get(20..20_usize.checked_add(length)?)?;
        let app_id = std::str::from_utf8(text.get(20 + length..)?).ok()?;
        Some((message.to_vec(), app_id.to_owned()))
    }
}

impl WeiboEvents {
    fn hear(&self, request: &EventRequest, secret: &str, app_key: &str) -> Result<Heard, Error> {
        let refused = |why| Error::NotTheirs { provider: Provider::Weibo, why };
        verify_slices_are_equal(self.secret.0.as_bytes(), secret.as_bytes())
            .map_err(|_| refused("the secret of its address is wrong"))?;
        if request.get("source") != Some(app_key) {
            return Err(refused("it is for another application"));
        }
        let uid = request.get("uid").map(str::to_owned).and_then(number).ok_or(refused("it names nobody"))?;
        let event = Event { provider: Provider::Weibo, kind: EventKind::Revoked, open_id: uid, at: None };
        Ok(Heard { event: Some(event), answer: "success".to_owned() })
    }
}

/// The texts of the elements one level below the root; anything that defines entities is none.
fn xml(body: &[u8]) -> Option<Map<String, Value>> {
    let mut reader = Reader::from_reader(body);
    let mut found = Map::new();
    let mut path: Vec<String> = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Xml::Start(start) => path.push(start.name().as_ref().to_owned()),
            Xml::End(_) => drop(path.pop()),
            Xml::Text(text) if path.len() == 2 => {
                let text = text.trim().to_owned();
                if !text.is_empty() {
                    found.insert(path.get(1)?.clone(), Value::String(text));
                }
            }
            Xml::CData(text) if path.len() == 2 => {
                found.insert(path.get(1)?.clone(), Value::String(text.to_string()));
            }
            Xml::DocType(_) => return None,
            Xml::Eof => break,
            _ => {}
        }
    }
    (!found.is_empty() && path.is_empty()).then_some(found)
}

/// The same without the spaces that the vendor's own example has around names.
fn trimmed(object: Map<String, Value>) -> Map<String, Value> {
    object.into_iter().map(|(name, value)| (name.trim().to_owned(), value)).collect()
}

fn text(message: &Map<String, Value>, name: &str) -> Option<String> {
    message.get(name).and_then(Value::as_str).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
