//! Reports of what became of messages, which the vendors send later, to an address of ours.
//!
//! They are not signed: whoever takes them has to be at an address that nobody guesses,
//! and may believe a report only about a receipt that the vendor gave before.
//!
//! Source: Aliyun `SmsReport`; Tencent Cloud, SMS Sending Status Notification (document 382/43547).

use serde::Deserialize;
use serde_json::Value;

use crate::code::Code;

/// Reports in more bytes than these are not read.
pub const REPORT_BYTES_MAX: usize = 256 << 10;
/// Nor are more reports at once.
pub const REPORTS_MAX: usize = 500;
/// Letters that a receipt has at most.
const RECEIPT_LETTERS_MAX: usize = 100;

/// What Aliyun wants to hear when its reports have been taken.
pub const ALIYUN_TAKEN: &str = "{\"code\":0,\"msg\":\"成功\"}";
/// What Tencent Cloud wants to hear.
pub const TENCENT_TAKEN: &str = "{\"result\":0,\"errmsg\":\"OK\"}";

/// What became of one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The receipt that was given when the message was taken on.
    pub receipt: String,
    /// Whether it reached the phone.
    pub delivered: bool,
    /// The carrier's word, such as `DELIVRD`.
    pub code: Code,
}

/// Why reports are not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReports {
    /// More than [`REPORT_BYTES_MAX`] or [`REPORTS_MAX`].
    #[error("there are too many reports at once")]
    TooMany,
    /// It is no list in JSON.
    #[error("it is no list of reports")]
    Malformed,
}

/// Only what is kept is taken out of the JSON; numbers are passed over.
#[derive(Deserialize)]
struct AliyunReport {
    #[serde(default)]
    biz_id: Value,
    #[serde(default)]
    success: Value,
    #[serde(default)]
    err_code: Value,
}

#[derive(Deserialize)]
struct TencentReport {
    #[serde(default)]
    sid: Value,
    #[serde(default)]
    report_status: Value,
    #[serde(default)]
    errmsg: Value,
}

/// Reads Aliyun's reports; one that names no receipt is passed over.
///
/// # Errors
/// [`NotReports`].
pub fn aliyun(body: &[u8]) -> Result<Vec<Report>, NotReports> {
    let read = |report: &AliyunReport| {
        let delivered = match &report.success {
            Value::Bool(delivered) => Some(*delivered),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        one(&report.biz_id, delivered, &report.err_code)
    };
    Ok(list::<AliyunReport>(body)?.iter().filter_map(read).collect())
}

/// Reads Tencent Cloud's reports; one that names no receipt is passed over.
///
/// # Errors
/// [`NotReports`].
pub fn tencent(body: &[u8]) -> Result<Vec<Report>, NotReports> {
    let read = |report: &TencentReport| {
        let delivered = match report.report_status.as_str() {
            Some("SUCCESS") => Some(true),
            Some("FAIL") => Some(false),
            _ => None,
        };
        one(&report.sid, delivered, &report.errmsg)
    };
    Ok(list::<TencentReport>(body)?.iter().filter_map(read).collect())
}

fn list<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<Vec<T>, NotReports> {
    if body.len() > REPORT_BYTES_MAX {
        return Err(NotReports::TooMany);
    }
    let reports: Vec<T> = serde_json::from_slice(body).map_err(|_| NotReports::Malformed)?;
    if reports.len() > REPORTS_MAX { Err(NotReports::TooMany) } else { Ok(reports) }
}

fn one(receipt: &Value, delivered: Option<bool>, code: &Value) -> Option<Report> {
    let receipt = receipt.as_str().filter(|receipt| {
        (1..=RECEIPT_LETTERS_MAX).contains(&receipt.len()) && receipt.bytes().all(|byte| byte.is_ascii_graphic())
    })?;
    Some(Report {
        receipt: receipt.to_owned(),
        delivered: delivered?,
        code: Code::of(code.as_str().unwrap_or_default()),
    })
}
