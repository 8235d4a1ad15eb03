//! What those who send answer.
//!
//! Codes: [S] the list in Tencent Cloud's own package, and Aliyun's list of API error codes.

use serde::Deserialize;
use serde_json::Value;

use crate::code::Code;
use crate::requests::Success;

/// An answer larger than this is none.
pub const ANSWER_BYTES_MAX: usize = 64 << 10;
/// Letters that a receipt has at most.
const RECEIPT_LETTERS_MAX: usize = 100;

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was taken on; whether it arrives is told later, under this receipt.
    Accepted {
        /// The vendor's number of the message; empty where a service gives none.
        receipt: String,
    },
    /// It was not.
    Refused {
        /// What can be done about it.
        kind: Kind,
        /// The vendor's own word.
        code: Code,
    },
}

/// Why a message was not taken on, by who has to do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Too often: to this number, or altogether.
    TooMany,
    /// Nobody has the number, or it may not be written to.
    BadNumber,
    /// The template or the signature is not approved, or does not take these parameters.
    Template,
    /// The access key is unknown, its signature is wrong, or it may not do this.
    Credential,
    /// The account is in arrears, or its package is used up.
    Funds,
    /// The time of this machine is not the vendor's.
    Clock,
    /// Anything else that the vendor says.
    Other,
    /// The answer is none.
    Nonsense,
}

impl Kind {
    /// Whether it is about the number that was written to, and so says nothing about the vendor or its account.
    #[must_use]
    pub fn is_of_number(self) -> bool {
        matches!(self, Self::TooMany | Self::BadNumber)
    }
}

impl Answer {
    fn nonsense() -> Self {
        Self::Refused { kind: Kind::Nonsense, code: Code::of("") }
    }

    fn accepted(receipt: &str) -> Self {
        let is_receipt =
            (1..=RECEIPT_LETTERS_MAX).contains(&receipt.len()) && receipt.bytes().all(|byte| byte.is_ascii_graphic());
        if is_receipt { Self::Accepted { receipt: receipt.to_owned() } } else { Self::nonsense() }
    }
}

/// Reads a whole answer as JSON, if it is small enough to be one.
pub(crate) fn json<'a, T: Deserialize<'a>>(answer: &'a [u8]) -> Option<T> {
    (answer.len() <= ANSWER_BYTES_MAX).then(|| serde_json::from_slice(answer).ok()).flatten()
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AliyunAnswer {
    code: String,
    biz_id: Option<String>,
}

/// Reads what Aliyun answers to `SendSms`, whatever the HTTP status.
#[must_use]
pub fn aliyun(answer: &[u8]) -> Answer {
    match json::<AliyunAnswer>(answer) {
        Some(AliyunAnswer { code, biz_id }) if code == "OK" => Answer::accepted(&biz_id.unwrap_or_default()),
        Some(AliyunAnswer { code, .. }) => Answer::Refused { kind: aliyun_kind(&code), code: Code::of(&code) },
        None => Answer::nonsense(),
    }
}

/// What a code of Aliyun's means: of its gateway, or of its short messages.
pub(crate) fn aliyun_kind(code: &str) -> Kind {
    match code {
        "isv.BUSINESS_LIMIT_CONTROL" | "isv.DAY_LIMIT_CONTROL" | "isv.MONTH_LIMIT_CONTROL" => Kind::TooMany,
        "isv.MOBILE_NUMBER_ILLEGAL" => Kind::BadNumber,
        "isv.SMS_TEMPLATE_ILLEGAL"
        | "isv.SMS_SIGNATURE_ILLEGAL"
        | "isv.SMS_SIGNATURE_SCENE_ILLEGAL"
        | "isv.SMS_SIGN_ILLEGAL"
        | "isv.SIGN_NAME_ILLEGAL"
        | "isv.SIGN_STATE_ILLEGAL"
        | "isv.SIGNATURE_BLACKLIST"
        | "isv.SMS_CONTENT_ILLEGAL"
        | "isv.DOMESTIC_NUMBER_NOT_SUPPORTED"
        | "isv.TEMPLATE_MISSING_PARAMETERS"
        | "isv.TEMPLATE_PARAMS_ILLEGAL"
        | "isv.INVALID_JSON_PARAM"
        | "isv.BLACK_KEY_CONTROL_LIMIT"
        | "isv.PARAM_LENGTH_LIMIT"
        | "isv.PARAM_NOT_SUPPORT_URL" => Kind::Template,
        "SignatureDoesNotMatch"
        | "IncompleteSignature"
        | "isp.RAM_PERMISSION_DENY"
        | "isv.ACCOUNT_NOT_EXISTS"
        | "NoPermission" => Kind::Credential,
        "isv.OUT_OF_SERVICE" | "isv.AMOUNT_NOT_ENOUGH" => Kind::Funds,
        _ if code.starts_with("Throttling") => Kind::TooMany,
        _ if code.starts_with("InvalidAccessKeyId") || code.starts_with("Forbidden") => Kind::Credential,
        _ if code.starts_with("InvalidTimeStamp") => Kind::Clock,
        _ => Kind::Other,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TencentAnswer {
    response: TencentResponse,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TencentResponse {
    error: Option<TencentCode>,
    #[serde(default)]
    send_status_set: Vec<TencentStatus>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TencentCode {
    code: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TencentStatus {
    code: String,
    #[serde(default)]
    serial_no: String,
}

/// Reads what Tencent Cloud answers to `SendSms` with one number.
#[must_use]
pub fn tencent(answer: &[u8]) -> Answer {
    let Some(TencentAnswer { response }) = json(answer) else { return Answer::nonsense() };
    let refused = |code: &str| Answer::Refused { kind: tencent_kind(code), code: Code::of(code) };
    match (response.error, response.send_status_set.as_slice()) {
        (Some(error), _) => refused(&error.code),
        (None, [status]) if status.code == "Ok" => Answer::accepted(&status.serial_no),
        (None, [status]) => refused(&status.code),
        _ => Answer::nonsense(),
    }
}

fn tencent_kind(code: &str) -> Kind {
    match code {
        "LimitExceeded.PhoneNumberCountLimit" | "LimitExceeded.AppCountryOrRegionInBlacklist" => Kind::Other,
        "InvalidParameterValue.IncorrectPhoneNumber"
        | "FailedOperation.PhoneNumberInBlacklist"
        | "FailedOperation.PhoneNumberParseFail"
        | "MissingParameter.EmptyPhoneNumberSet" => Kind::BadNumber,
        "FailedOperation.SignatureIncorrectOrUnapproved"
        | "FailedOperation.MissingSignature"
        | "FailedOperation.SignIdNotExist"
        | "FailedOperation.TemplateIncorrectOrUnapproved"
        | "FailedOperation.TemplateUnapprovedOrNotExist"
        | "FailedOperation.TemplateIdNotExist"
        | "FailedOperation.TemplateParamSetNotMatchApprovedTemplate"
        | "FailedOperation.ContainSensitiveWord"
        | "InvalidParameterValue.TemplateParameterFormatError"
        | "InvalidParameterValue.TemplateParameterLengthLimit"
        | "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter"
        | "UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone"
        | "UnsupportedOperation.GlobalTemplateToChineseMainlandPhone" => Kind::Template,
        "FailedOperation.InsufficientBalanceInSmsPackage" | "UnauthorizedOperation.ServiceSuspendDueToArrears" => {
            Kind::Funds
        }
        "AuthFailure.SignatureExpire" | "InternalError.RequestTimeException" => Kind::Clock,
        "InvalidParameterValue.SdkAppIdNotExist" | "InternalError.SigVerificationFail" => Kind::Credential,
        _ if code.starts_with("LimitExceeded") || code.starts_with("RequestLimitExceeded") => Kind::TooMany,
        _ if code.starts_with("AuthFailure") || code.starts_with("UnauthorizedOperation") => Kind::Credential,
        _ => Kind::Other,
    }
}

/// Reads what a service answers that the operator described.
#[must_use]
pub fn generic(answer: &[u8], success: &Success) -> Answer {
    if answer.len() > ANSWER_BYTES_MAX {
        return Answer::nonsense();
    }
    let refused = |code: &str| Answer::Refused { kind: Kind::Other, code: Code::of(code) };
    match success {
        Success::Contains(text) => match std::str::from_utf8(answer) {
            Ok(answer) if answer.contains(text.as_str()) => Answer::Accepted { receipt: String::new() },
            Ok(_) => refused(""),
            Err(_) => Answer::nonsense(),
        },
        Success::Pointer { pointer, equals } => {
            let Some(answer) = json::<Value>(answer) else { return Answer::nonsense() };
            match answer.pointer(pointer).and_then(text) {
                Some(found) if found == *equals => Answer::Accepted { receipt: String::new() },
                Some(found) => refused(&found),
                None => Answer::nonsense(),
            }
        }
    }
}

/// A text, or what a service may write in its place.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
