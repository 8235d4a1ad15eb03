//! Aliyun 号码认证服务, which knows the numbers of all three carriers: `GetMobile`.
//!
//! Source: 号码认证服务, GetMobile (<https://help.aliyun.com/zh/pnvs/api-one-click-login-number>).

use serde::Deserialize;

use super::{Answer, Kind, Token};
use crate::answers::{self, aliyun_kind, json};
use crate::canonical::encode;
use crate::code::Code;
use crate::phone::Phone;
use crate::requests::{FixedRequest, headers};

/// Where Aliyun takes tokens.
pub const BASE: &str = "https://dypnsapi.aliyuncs.com";

/// The request, with the token in it or the place for one; it is signed with [`crate::acs3`].
///
/// `base` is [`BASE`], or where it is simulated.
#[must_use]
pub fn request(base: &str, token: Option<&Token>) -> FixedRequest {
    let token = token.map_or_else(|| super::TOKEN.to_owned(), |token| encode(token.expose()));
    FixedRequest {
        method: "POST".to_owned(),
        url: format!("{}/?AccessToken={token}", base.trim_end_matches('/')),
        headers: headers(&[
            ("accept", "application/json"),
            ("x-acs-action", "GetMobile"),
            ("x-acs-version", "2017-05-25"),
        ]),
        body: String::new(),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct GetMobile {
    code: String,
    #[serde(rename = "GetMobileResultDTO")]
    result: Option<Found>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Found {
    #[serde(default)]
    mobile: String,
}

/// Reads what Aliyun answers to `GetMobile`, whatever the HTTP status.
#[must_use]
pub fn read(answer: &[u8]) -> Answer {
    let Some(GetMobile { code, result }) = json(answer) else { return Answer::nonsense() };
    if code == "OK" {
        let phone = result.and_then(|found| Phone::parse(&found.mobile));
        return phone.map_or_else(Answer::nonsense, Answer::Confirmed);
    }
    Answer::Refused { kind: kind(&code), code: Code::of(&code) }
}

/// The service lists no codes of its own for tokens; the words in those that were seen decide.
fn kind(code: &str) -> Kind {
    match aliyun_kind(code) {
        answers::Kind::TooMany => Kind::TooMany,
        answers::Kind::Credential if code == "isp.RAM_PERMISSION_DENY" || code.starts_with("Forbidden") => {
            Kind::NotAllowed
        }
        answers::Kind::Credential => Kind::Credential,
        answers::Kind::Funds => Kind::Funds,
        answers::Kind::Clock => Kind::Clock,
        _ => by_words(code),
    }
}

fn by_words(code: &str) -> Kind {
    let code = code.to_ascii_lowercase();
    if code == "unsupported.account" || code == "rampermissiondeny" {
        Kind::NotAllowed
    } else if !code.contains("token") {
        Kind::Other
    } else if code.contains("expire") {
        Kind::ExpiredToken
    } else if code.contains("used") {
        Kind::UsedToken
    } else {
        Kind::BadToken
    }
}
