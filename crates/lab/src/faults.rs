//! What the lab can do wrong, each by name.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// One way of being hostile, or merely broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// A signature that does not fit what it signs.
    WrongSignature,
    /// A signature that fits, over a time a day ago.
    StaleTimestamp,
    /// The nonce or `jti` of the event before.
    ReplayedNonce,
    /// Each event twice, byte for byte.
    DuplicateNotify,
    /// For another app: `aud`, QQ's `client_id`, Weibo's `appkey`, WeChat's app id.
    WrongAudience,
    /// A token whose time was over when it was made.
    ExpiredToken,
    /// `alg: none`, and no signature; a WeChat event without encryption and signature.
    UnsignedToken,
    /// HS256 with the public key as its secret.
    ConfusedAlgorithm,
    /// Signed as it should be, by somebody else: `iss`.
    OtherIssuer,
    /// The `nonce` of another sign-in.
    WrongNonce,
    /// The `state` of another sign-in on the way back.
    WrongState,
    /// What is said of somebody else: another `sub`, `openid` or `uid` than the token's.
    WrongSubject,
    /// HTTP 500 for the first call of each endpoint, and success after it.
    FailsOnce,
    /// The body in pieces, one a second.
    SlowBody,
    /// Fields in the opposite order.
    ReorderedFields,
    /// Fields that nobody has heard of.
    ExtraFields,
    /// Text in GBK, said to be what it was before.
    GbkBytes,
    /// Each code is refused, and refusals come as HTTP 200.
    #[serde(rename = "error_with_200")]
    ErrorWith200,
    /// Every number and truth value as a string.
    NumbersAsStrings,
    /// An answer of 16 MiB.
    OversizedAnswer,
    /// JSON and queries called `text/html`.
    WrongContentType,
    /// A key that the published ones do not have.
    UnknownKid,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::WrongSignature,
        Self::StaleTimestamp,
        Self::ReplayedNonce,
        Self::DuplicateNotify,
        Self::WrongAudience,
        Self::ExpiredToken,
        Self::UnsignedToken,
        Self::ConfusedAlgorithm,
        Self::OtherIssuer,
        Self::WrongNonce,
        Self::WrongState,
        Self::WrongSubject,
        Self::FailsOnce,
        Self::SlowBody,
        Self::ReorderedFields,
        Self::ExtraFields,
        Self::GbkBytes,
        Self::ErrorWith200,
        Self::NumbersAsStrings,
        Self::OversizedAnswer,
        Self::WrongContentType,
        Self::UnknownKid,
    ];

    /// How it is written in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::WrongSignature => "wrong_signature",
            Self::StaleTimestamp => "stale_timestamp",
            Self::ReplayedNonce => "replayed_nonce",
            Self::DuplicateNotify => "duplicate_notify",
            Self::WrongAudience => "wrong_audience",
            Self::ExpiredToken => "expired_token",
            Self::UnsignedToken => "unsigned_token",
            Self::ConfusedAlgorithm => "confused_algorithm",
            Self::OtherIssuer => "other_issuer",
            Self::WrongNonce => "wrong_nonce",
            Self::WrongState => "wrong_state",
            Self::WrongSubject => "wrong_subject",
            Self::FailsOnce => "fails_once",
            Self::SlowBody => "slow_body",
            Self::ReorderedFields => "reordered_fields",
            Self::ExtraFields => "extra_fields",
            Self::GbkBytes => "gbk_bytes",
            Self::ErrorWith200 => "error_with_200",
            Self::NumbersAsStrings => "numbers_as_strings",
            Self::OversizedAnswer => "oversized_answer",
            Self::WrongContentType => "wrong_content_type",
            Self::UnknownKid => "unknown_kid",
        }
    }
}

/// The faults in force for one answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Faults(BTreeSet<Fault>);

impl Faults {
    pub(crate) fn of(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self(faults.into_iter().collect())
    }

    pub(crate) fn has(&self, fault: Fault) -> bool {
        self.0.contains(&fault)
    }

    pub(crate) fn words(&self) -> Vec<&'static str> {
        self.0.iter().map(|fault| fault.word()).collect()
    }
}
