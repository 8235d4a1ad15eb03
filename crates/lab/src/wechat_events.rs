//! Events that WeChat pushes: XML or JSON, in plain text or sealed with the app's `EncodingAESKey`.

use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt as _, KeyInit as _};
use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand::RngExt as _;
use serde_json::Value;
use sha1::{Digest as _, Sha1};

use crate::Lab;
use crate::answer::{Fields, fields, spoil_fields, text_of, write_json};
use crate::app::{App, EventFormat};
use crate::delivery::Outgoing;
use crate::faults::{Fault, Faults};
use crate::vendor::Vendor;
use crate::world::Grant;

/// What a service account is called inside WeChat.
const ACCOUNT: &str = "gh_1a2b3c4d5e6f";
const BLOCK_BYTES: usize = 16;
/// Messages are padded to a multiple of this, twice the cipher's block.
const PADDED_TO_BYTES: usize = 32;
const DAY_SECONDS: i64 = 86_400;

/// The call that tells the app, with the vendor's signature in its address.
pub(crate) fn event(lab: &Lab, app: &App, grant: &Grant, name: &str, faults: &Faults) -> Option<Outgoing> {
    let (timestamp, nonce) = mark(lab, app, faults);
    let other = faults.has(Fault::WrongAudience);
    let app_id = if other { "wxlabanotherapp00" } else { app.client_id.as_str() };
    let mut fields = match app.event_format {
        EventFormat::Xml => fields! {
            "ToUserName" => ACCOUNT, "FromUserName" => grant.open_id(), "CreateTime" => timestamp,
            "MsgType" => "event", "Event" => name,
            "OpenID" => grant.open_id(), "AppID" => app_id, "RevokeInfo" => "1",
        },
        // The vendor's own sample has these spaces.
        EventFormat::Json => fields! {
            "ToUserName" => ACCOUNT, "FromUserName" => grant.open_id(), "CreateTime" => timestamp,
            "MsgType" => "event", "Event" => name,
            " OpenID" => grant.open_id(), " AppID" => app_id, " RevokeInfo" => "1",
        },
    };
    spoil_fields(&mut fields, faults);
    let message = write(app.event_format, &fields);
    let mut address = Address::new(app, timestamp, nonce, faults)?;
    let body = match app.encryption_key() {
        Some(key) if !faults.has(Fault::UnsignedToken) => {
            let random: [u8; 16] = lab.world().rng.random();
            let sealed = seal(&key, random, message.as_bytes(), app_id);
            address.sign_sealed(&sealed);
            let outer = fields! { "ToUserName" => ACCOUNT, "Encrypt" => sealed };
            write(app.event_format, &outer)
        }
        _ => message,
    };
    let content_type = if app.event_format == EventFormat::Xml { "text/xml" } else { "application/json" };
    Some(Outgoing { method: Method::POST, address: address.finish(), content_type, body })
}

/// The call by which WeChat finds out whether an address is the app's: what is in `echostr` must come back.
pub(crate) fn verification(lab: &Lab, app: &App, faults: &Faults) -> Option<Outgoing> {
    let (timestamp, nonce) = mark(lab, app, faults);
    let echo = lab.world().rng.random_range(10_u64.pow(18)..10_u64.pow(19)).to_string();
    let mut address = Address::new(app, timestamp, nonce, faults)?;
    address.pairs.push(("echostr", echo));
    Some(Outgoing { method: Method::GET, address: address.finish(), content_type: "text/xml", body: String::new() })
}

/// When, and the number that is used once; those of the event before, when they are to be replayed.
fn mark(lab: &Lab, app: &App, faults: &Faults) -> (i64, String) {
    let now = lab.seconds() - if faults.has(Fault::StaleTimestamp) { DAY_SECONDS } else { 0 };
    let mut world = lab.world();
    let fresh = (now, world.rng.random_range(100_000_000..2_000_000_000).to_string());
    let key = (Vendor::Wechat, app.client_id.clone());
    let last = world.last_marks.get(&key).filter(|_| faults.has(Fault::ReplayedNonce)).cloned();
    let mark = last.unwrap_or(fresh);
    world.last_marks.insert(key, mark.clone());
    mark
}

/// The app's address, and what goes behind it.
struct Address<'a> {
    base: &'a str,
    token: &'a str,
    timestamp: String,
    nonce: String,
    is_signed: bool,
    is_wrong: bool,
    pairs: Vec<(&'static str, String)>,
}

impl<'a> Address<'a> {
    fn new(app: &'a App, timestamp: i64, nonce: String, faults: &Faults) -> Option<Self> {
        let mut address = Self {
            base: app.event_address.as_deref()?,
            token: app.event_token.as_deref()?,
            timestamp: timestamp.to_string(),
            nonce,
            is_signed: !faults.has(Fault::UnsignedToken),
            is_wrong: faults.has(Fault::WrongSignature),
            pairs: Vec::new(),
        };
        if address.is_signed {
            address.pairs.push(("signature", address.signature(None)));
        }
        address.pairs.push(("timestamp", address.timestamp.clone()));
        address.pairs.push(("nonce", address.nonce.clone()));
        Some(address)
    }

    fn sign_sealed(&mut self, sealed: &str) {
        self.pairs.push(("encrypt_type", "aes".to_owned()));
        self.pairs.push(("msg_signature", self.signature(Some(sealed))));
    }

    /// SHA-1 over everything, sorted and joined without anything between.
    fn signature(&self, sealed: Option<&str>) -> String {
        let mut parts = vec![self.token, &self.timestamp, &self.nonce];
        parts.extend(sealed);
        parts.sort_unstable();
        let mut digest: [u8; 20] = Sha1::digest(parts.concat()).into();
        if self.is_wrong {
            digest[0] ^= 1;
        }
        hex::encode(digest)
    }

    fn finish(self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.pairs);
        let joint = if self.base.contains('?') { '&' } else { '?' };
        format!("{}{joint}{}", self.base, query.finish())
    }
}

/// Sixteen bytes by chance, the length, the message and the app's id, as AES-256-CBC in base64.
fn seal(key: &[u8; 32], random: [u8; 16], message: &[u8], app_id: &str) -> String {
    let mut text = random.to_vec();
    text.extend(u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes());
    text.extend(message);
    text.extend(app_id.as_bytes());
    let padding = PADDED_TO_BYTES - text.len() % PADDED_TO_BYTES;
    text.resize(text.len() + padding, u8::try_from(padding).unwrap_or_default());
    let cipher = Aes256::new(&(*key).into());
    // The initialisation vector is the key's own beginning.
    let mut before: [u8; BLOCK_BYTES] = key[..BLOCK_BYTES].try_into().expect("the key is longer");
    for block in text.chunks_exact_mut(BLOCK_BYTES) {
        for (byte, mask) in block.iter_mut().zip(before) {
            *byte ^= mask;
        }
        before.copy_from_slice(block);
        let mut sealed = before.into();
        cipher.encrypt_block(&mut sealed);
        before = sealed.into();
        block.copy_from_slice(&before);
    }
    STANDARD.encode(text)
}

fn write(format: EventFormat, fields: &Fields) -> String {
    match format {
        EventFormat::Json => write_json(fields),
        EventFormat::Xml => {
            let mut xml = "<xml>".to_owned();
            for (name, value) in fields {
                let text = match value {
                    Value::Number(number) => number.to_string(),
                    other => format!("<![CDATA[{}]]>", text_of(other).replace("]]>", "]]]]><![CDATA[>")),
                };
                xml += &format!("<{name}>{text}</{name}>\n");
            }
            xml + "</xml>"
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_sealed_message_is_what_openssl_makes_of_it() {
        // openssl enc -aes-256-cbc -nopad -K … -iv … over the padded text, run apart from this code.
        let key: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).expect("below 32"));
        assert_eq!(seal(&key, [7; 16], b"<xml/>", "wx1"), OPENSSL);
    }

    const OPENSSL: &str = "zdtyy1WXbswhEywV5cB3AnhGwewyJ6/WIA0BasfX30M=";

    #[test]
    fn what_ends_a_section_of_characters_is_split() {
        let text = write(EventFormat::Xml, &fields! { "A" => "x]]>y", "B" => 1 });
        assert_eq!(text, "<xml><A><![CDATA[x]]]]><![CDATA[>y]]></A>\n<B>1</B>\n</xml>");
        assert_eq!(write(EventFormat::Json, &vec![(" OpenID", json!("o"))]), r#"{" OpenID":"o"}"#);
    }
}
