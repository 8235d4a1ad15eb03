//! What a gateway can do wrong, each by name.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// One way in which the gateway is hostile, or merely broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GatewayFault {
    /// It lets the provider in and proves itself with something else than the secret.
    WrongAuthenticator,
    /// It does not let the provider in: status 5.
    RefusedSignIn,
    /// It takes a submission and does not answer.
    NoResponse,
    /// It answers each submission twice.
    ResponseTwice,
    /// It answers what came in the opposite order, once nothing more comes.
    ResponsesReversed,
    /// It says to each submission that it is too much, and takes it when it comes again.
    ThrottlesOnce,
    /// It says to every submission that it is too much.
    ThrottlesAlways,
    /// It reports on a text that nobody submitted.
    UnknownReport,
    /// It reports on each text twice.
    ReportTwice,
    /// It reports on a text before it answers the submission.
    ReportFirst,
    /// It sends half of an answer, and nothing ever after.
    HalfFrame,
    /// It answers with a frame that says it has two thousand million bytes.
    OversizedLength,
    /// It answers with a frame that says it has four bytes.
    UndersizedLength,
    /// It cuts the connection in the middle of an answer.
    CutInAnswer,
    /// It sends one byte at a time.
    SlowBytes,
    /// It does not say whether it is there.
    ActiveTestUnanswered,
}

impl GatewayFault {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::WrongAuthenticator,
        Self::RefusedSignIn,
        Self::NoResponse,
        Self::ResponseTwice,
        Self::ResponsesReversed,
        Self::ThrottlesOnce,
        Self::ThrottlesAlways,
        Self::UnknownReport,
        Self::ReportTwice,
        Self::ReportFirst,
        Self::HalfFrame,
        Self::OversizedLength,
        Self::UndersizedLength,
        Self::CutInAnswer,
        Self::SlowBytes,
        Self::ActiveTestUnanswered,
    ];
}

/// The faults in force for one account.
pub(super) type GatewayFaults = BTreeSet<GatewayFault>;
