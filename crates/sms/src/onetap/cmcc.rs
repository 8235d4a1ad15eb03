//! China Mobile 中国移动, 移动认证: `loginTokenValidate`.
//!
//! Source: the carrier's SDK guide, 获取用户信息接口 (mirrored at CMCCUA/quick_login_iOS), and its list of return codes.

use md5::{Digest as _, Md5};
use serde::Deserialize;
use units::{Millis, Timestamp};

use super::{Answer, Kind, PrivateKey, Token};
use crate::answers::json;
use crate::code::Code;
use crate::error::Unsignable;
use crate::phone::Phone;
use crate::requests::{FixedRequest, headers, json_text};
use crate::secret::Secret;

/// Where the carrier takes tokens.
pub const BASE: &str = "https://www.cmpassport.com";
const PATH: &str = "/unisdk/rsapi/loginTokenValidate";
const VERSION: &str = "2.0";
const SUCCESS: &str = "103000";
/// Letters that the number of a message has at most.
const MESSAGE_LETTERS_MAX: usize = 36;
/// The carrier's clocks show the time of China.
const CHINA: Millis = Millis::hours(8);

/// How an app proves itself.
#[derive(Clone, Debug)]
pub enum Proof {
    /// By its `appkey`; the number comes back in plain text.
    Md5(Secret),
    /// By a signature; the number comes back sealed to the same key.
    Rsa(PrivateKey),
}

/// An app that the carrier knows.
#[derive(Clone, Debug)]
pub struct Cmcc {
    /// [`BASE`], or where it is simulated.
    pub base: String,
    /// `appid`.
    pub app_id: String,
    /// How it proves itself.
    pub proof: Proof,
}

/// What is sent below `base` in place of a request until it is signed: the token, and where it goes.
#[must_use]
pub fn unsigned(base: &str) -> FixedRequest {
    FixedRequest {
        method: "POST".to_owned(),
        url: format!("{}{PATH}", base.trim_end_matches('/')),
        headers: headers(&[("content-type", "application/json"), ("accept", "application/json")]),
        body: format!("{{\"token\":\"{}\"}}", super::TOKEN),
    }
}

impl Cmcc {
    /// The fields of a request, in the carrier's order; each request takes another `message`.
    ///
    /// # Errors
    /// [`Unsignable`] when the message's number is none, or the time cannot be written.
    pub fn fields(
        &self,
        token: &Token,
        message: &str,
        at: Timestamp,
    ) -> Result<Vec<(&'static str, String)>, Unsignable> {
        let is_message = (1..=MESSAGE_LETTERS_MAX).contains(&message.len())
            && message.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_message {
            return Err(Unsignable::Header);
        }
        let time = system_time(at)?;
        let sign = self.sign(token, message, &time)?;
        let mut fields = vec![
            ("version", VERSION.to_owned()),
            ("msgid", message.to_owned()),
            ("systemtime", time),
            ("strictcheck", "0".to_owned()),
            ("appid", self.app_id.clone()),
            ("token", token.expose().to_owned()),
            ("sign", sign),
        ];
        if matches!(self.proof, Proof::Rsa(_)) {
            fields.push(("encryptionalgorithm", "RSA".to_owned()));
        }
        Ok(fields)
    }

    /// The body of the request of this number, out of that of [`unsigned`] with a token in its place.
    ///
    /// # Errors
    /// As [`Self::fields`], and [`Unsignable::Header`] where there is no token.
    pub fn signed(&self, unsigned: &[u8], message: &str, at: Timestamp) -> Result<Vec<u8>, Unsignable> {
        let Unsigned { token } = json(unsigned).ok_or(Unsignable::Header)?;
        let token = Token::parse(&token).ok_or(Unsignable::Header)?;
        Ok(self.request(&token, message, at)?.body.into_bytes())
    }

    fn sign(&self, token: &Token, message: &str, time: &str) -> Result<String, Unsignable> {
        let token = token.expose();
        match &self.proof {
            Proof::Md5(key) => {
                let parts = [self.app_id.as_str(), VERSION, message, time, "0", token, key.expose()];
                Ok(hex::encode_upper(Md5::digest(parts.concat())))
            }
            Proof::Rsa(key) => {
                let signature = key.sign([self.app_id.as_str(), token].concat().as_bytes());
                signature.map(hex::encode).ok_or(Unsignable::Credential)
            }
        }
    }

    /// The whole request, with the token in it.
    ///
    /// # Errors
    /// As [`Self::fields`].
    pub fn request(&self, token: &Token, message: &str, at: Timestamp) -> Result<FixedRequest, Unsignable> {
        let fields = self.fields(token, message, at)?;
        let fields: Vec<String> =
            fields.iter().map(|(name, value)| format!("\"{name}\":{}", json_text(value))).collect();
        Ok(FixedRequest { body: format!("{{{}}}", fields.join(",")), ..unsigned(&self.base) })
    }

    /// Reads what the carrier answers to the request of this number.
    #[must_use]
    pub fn read(&self, answer: &[u8], message: &str) -> Answer {
        let Some(answer) = json::<CmccAnswer>(answer) else { return Answer::nonsense() };
        // A refusal of what could not be read need not say what it refuses.
        if answer.result_code != SUCCESS {
            return Answer::Refused { kind: kind(&answer.result_code), code: Code::of(&answer.result_code) };
        }
        if answer.in_response_to != message {
            return Answer::nonsense();
        }
        let phone = match &self.proof {
            Proof::Md5(_) => Phone::parse(&answer.msisdn),
            Proof::Rsa(key) => hex::decode(&answer.msisdn)
                .ok()
                .and_then(|sealed| key.open(&sealed))
                .and_then(|opened| String::from_utf8(opened).ok())
                .and_then(|opened| Phone::parse(&opened)),
        };
        phone.map_or_else(Answer::nonsense, Answer::Confirmed)
    }
}

#[derive(Deserialize)]
struct Unsigned {
    token: String,
}

#[derive(Deserialize)]
struct CmccAnswer {
    #[serde(rename = "inresponseto", default)]
    in_response_to: String,
    // The guide writes it in two ways.
    #[serde(rename = "resultCode", alias = "resultcode")]
    result_code: String,
    #[serde(default)]
    msisdn: String,
}

/// Seventeen digits, to the millisecond.
fn system_time(at: Timestamp) -> Result<String, Unsignable> {
    let digits: String = (at + CHINA).to_string().chars().filter(char::is_ascii_digit).collect();
    if digits.len() == "20121227180001165".len() { Ok(digits) } else { Err(Unsignable::Time) }
}

fn kind(code: &str) -> Kind {
    match code {
        "104201" | "103114" | "103115" => Kind::ExpiredToken,
        "103107" | "103505" => Kind::UsedToken,
        "103113" | "103810" | "103811" | "103902" => Kind::BadToken,
        "103511" | "105018" | "105019" | "105302" | "105313" => Kind::NotAllowed,
        "103101" | "103118" | "103119" | "103133" => Kind::Credential,
        "103911" => Kind::TooMany,
        "105312" => Kind::Funds,
        _ => Kind::Other,
    }
}
