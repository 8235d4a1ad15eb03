//! Those who know telephone numbers: they deliver short messages, and tell whose number a token is.
//!
//! Aliyun 阿里云 and Tencent Cloud 腾讯云 take messages, which nobody receives but whoever reads them here;
//! China Mobile 中国移动 and Aliyun take the tokens of one-tap sign-in, which are made here as well.

mod aliyun;
mod answer;
mod canonical;
mod cmcc;
mod control;
mod tencent;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Extension, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use units::{Millis, Timestamp};

use crate::Lab;
use crate::vendor::Place;
pub(crate) use control::routes as control;

pub(crate) const ALIYUN_HOST: &str = "dysmsapi.aliyuncs.com";
pub(crate) const DYPNS_HOST: &str = "dypnsapi.aliyuncs.com";
pub(crate) const TENCENT_HOST: &str = "sms.tencentcloudapi.com";
pub(crate) const CMCC_HOST: &str = "www.cmpassport.com";

/// Most bytes of a call that are read.
const CALL_BYTES_MAX: usize = 256 * 1024;
/// Most messages that are kept; the oldest go first.
const MESSAGES_MAX: usize = 10_000;

/// Who is played here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cloud {
    Aliyun,
    Tencent,
    Cmcc,
}

/// An account as its owner sees it in the console.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    cloud: Cloud,
    /// `AccessKey ID`, `SecretId` or `appid`.
    id: String,
    /// `AccessKey Secret`, `SecretKey` or `appkey`.
    #[serde(default)]
    secret: String,
    /// The approved signatures.
    #[serde(default)]
    sign_names: Vec<String>,
    /// The approved templates: Aliyun's with `${name}`, Tencent Cloud's with `{1}`.
    #[serde(default)]
    templates: BTreeMap<String, String>,
    /// Tencent Cloud's `SmsSdkAppId`.
    #[serde(default)]
    app_id: String,
    /// Where reports go.
    report_address: Option<String>,
    /// China Mobile's other way of proving oneself: an RSA key in PEM.
    public_key: Option<String>,
}

/// One message, as it would have arrived.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Message {
    cloud: Cloud,
    account: String,
    phone: String,
    sign_name: String,
    template: String,
    text: String,
    receipt: String,
    /// What the sender calls it.
    reference: String,
    at: Timestamp,
}

/// A token of one-tap sign-in.
#[derive(Clone, Debug)]
struct TapToken {
    phone: String,
    made_at: Timestamp,
    used: bool,
    /// Made for asking whether a number is one's own, and for nothing else.
    for_check: bool,
}

/// What can go wrong, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PhoneFault {
    /// A limit of business: HTTP 200, and for Tencent Cloud a status of the one number.
    TooMany,
    BadNumber,
    NotApproved,
    Arrears,
    NoPermission,
    /// The vendor's clock is an hour ahead.
    WrongClock,
    /// The signature is right, and refused.
    WrongSignature,
    /// What fails for one number fails as a whole call.
    WholeCall,
    /// Refusals of the gateway come as HTTP 200.
    #[serde(rename = "error_with_200")]
    ErrorWith200,
    /// Success without a receipt, or with somebody else's answer.
    WrongAnswer,
    ExtraFields,
    Garbage,
    Html,
    Empty,
    OversizedAnswer,
    SlowBody,
    /// HTTP 500, after the message has gone out.
    FailsAfter,
}

/// Everything about telephones that changes.
#[derive(Default)]
pub(crate) struct Phones {
    accounts: BTreeMap<(Cloud, String), Account>,
    messages: Vec<Message>,
    sent: u64,
    nonces: HashSet<String>,
    tokens: HashMap<String, TapToken>,
    faults: BTreeMap<Cloud, BTreeSet<PhoneFault>>,
}

/// Why a token is worth nothing.
enum NoToken {
    Unknown,
    Used,
    Expired,
    ForCheck,
}

impl Phones {
    fn has(&self, cloud: Cloud, fault: PhoneFault) -> bool {
        self.faults.get(&cloud).is_some_and(|faults| faults.contains(&fault))
    }

    /// The first of these faults that is in force.
    fn first(&self, cloud: Cloud, faults: &[PhoneFault]) -> Option<PhoneFault> {
        faults.iter().copied().find(|fault| self.has(cloud, *fault))
    }

    fn account(&self, cloud: Cloud, id: &str) -> Option<Account> {
        self.accounts.get(&(cloud, id.to_owned())).cloned()
    }

    /// The number of the next message.
    fn next(&mut self) -> u64 {
        self.sent += 1;
        self.sent
    }

    fn keep(&mut self, message: Message) {
        if self.messages.len() == MESSAGES_MAX {
            self.messages.remove(0);
        }
        self.messages.push(message);
    }

    /// The number behind a token, once.
    fn spend(&mut self, token: &str, now: Timestamp, lasts: Millis) -> Result<String, NoToken> {
        let token = self.tokens.get_mut(token).ok_or(NoToken::Unknown)?;
        if token.for_check {
            return Err(NoToken::ForCheck);
        }
        if token.used {
            return Err(NoToken::Used);
        }
        if now.since(token.made_at) > lasts {
            return Err(NoToken::Expired);
        }
        token.used = true;
        Ok(token.phone.clone())
    }
}

/// The hosts of all of them; which one it is, the place says.
pub(crate) fn routes() -> Router<Arc<Lab>> {
    Router::new().route("/", post(call)).route(cmcc::PATH, post(call))
}

/// A call with its body, and where it came.
struct Received {
    parts: Parts,
    body: Bytes,
    host: &'static str,
    by_path: bool,
}

impl Received {
    fn header(&self, name: &str) -> &str {
        self.parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The path as whoever signed it had it.
    fn signed_path(&self) -> String {
        let path = self.parts.uri.path();
        if self.by_path { format!("/{}{path}", self.host) } else { path.to_owned() }
    }
}

async fn call(State(lab): State<Arc<Lab>>, Extension(place): Extension<Place>, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, CALL_BYTES_MAX).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let received = Received { parts, body, host: place.host, by_path: place.is_by_path() };
    let is_cmcc_path = received.parts.uri.path() == cmcc::PATH;
    let (cloud, reply) = match (place.host, is_cmcc_path) {
        (ALIYUN_HOST, false) => (Cloud::Aliyun, aliyun::send_sms(&lab, &received)),
        (DYPNS_HOST, false) => (Cloud::Aliyun, aliyun::get_mobile(&lab, &received)),
        (TENCENT_HOST, false) => (Cloud::Tencent, tencent::send_sms(&lab, &received)),
        (CMCC_HOST, true) => (Cloud::Cmcc, cmcc::login_token_validate(&lab, &received)),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let faults = lab.phones().faults.get(&cloud).cloned().unwrap_or_default();
    answer::respond(reply, &faults)
}

/// A mobile number of mainland China, however its country is written before it.
fn mainland(phone: &str) -> Option<&str> {
    let digits = ["+86", "0086", "86"].iter().find_map(|country| phone.strip_prefix(country)).unwrap_or(phone);
    (digits.len() == 11 && digits.starts_with('1') && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(digits)
}

/// A date and a time of China, as reports have it: `2026-11-23 19:15:34`.
fn china(at: Timestamp) -> String {
    (at + Millis::hours(8))
        .to_string()
        .chars()
        .take(19)
        .map(|letter| if letter == 'T' { ' ' } else { letter })
        .collect()
}
