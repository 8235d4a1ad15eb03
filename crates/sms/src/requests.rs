//! What is asked of those who send: fixed text, with `{phone}` and `{sign_in_code}` where they go.
//!
//! Values go in percent-encoded in an address and escaped in JSON, and whatever an operator wrote cannot become a place.

use crate::canonical::{Header, encode};

/// Where the telephone number goes.
pub const PHONE: &str = "{phone}";
/// Where the code goes.
pub const CODE: &str = "{sign_in_code}";
/// Where an operator writes that the code goes.
const CODE_IN_SETTINGS: &str = "{code}";

/// Where Aliyun takes requests for short messages.
pub const ALIYUN: &str = "https://dysmsapi.aliyuncs.com";
/// Where Tencent Cloud takes them.
pub const TENCENT: &str = "https://sms.tencentcloudapi.com";

/// A request with places, which nobody has signed yet.
#[derive(Clone, PartialEq, Eq)]
pub struct FixedRequest {
    /// `GET` or `POST`.
    pub method: String,
    /// The address.
    pub url: String,
    /// The headers; those of a signature come later.
    pub headers: Vec<Header>,
    /// The body.
    pub body: String,
}

impl std::fmt::Debug for FixedRequest {
    /// The query, the headers and the body may hold what is the operator's, or a listener's.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let url = self.url.split('?').next().unwrap_or_default();
        f.debug_struct("FixedRequest").field("method", &self.method).field("url", &url).finish_non_exhaustive()
    }
}

pub(crate) fn headers(pairs: &[(&str, &str)]) -> Vec<Header> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A text as a JSON string, in which no brace is left that could open a place.
pub(crate) fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('{', "\\u007b")
}

/// `SendSms` of Aliyun, version 2017-05-25; it is signed with [`crate::acs3`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliyunSms {
    /// [`ALIYUN`], or where it is simulated.
    pub base: String,
    /// The approved signature, without its brackets.
    pub sign_name: String,
    /// The approved template, such as `SMS_154950909`.
    pub template_code: String,
    /// What the template calls the code.
    pub code_parameter: String,
    /// What else the template wants, the same each time, such as how many minutes the code is valid.
    pub other_parameters: Vec<(String, String)>,
}

impl AliyunSms {
    /// The request; a `reference` of our own comes back in the report.
    #[must_use]
    pub fn request(&self, reference: Option<&str>) -> FixedRequest {
        let mut parameters = vec![format!("{}:\"\0\"", json_text(&self.code_parameter))];
        parameters.extend(
            self.other_parameters.iter().map(|(name, value)| format!("{}:{}", json_text(name), json_text(value))),
        );
        // JSON has no zero byte in it; after encoding it marks the place.
        let parameters = encode(&format!("{{{}}}", parameters.join(","))).replace("%00", CODE);
        let base = self.base.trim_end_matches('/');
        let mut url = format!(
            "{base}/?PhoneNumbers={PHONE}&SignName={}&TemplateCode={}&TemplateParam={parameters}",
            encode(&self.sign_name),
            encode(&self.template_code),
        );
        if let Some(reference) = reference {
            url.push_str("&OutId=");
            url.push_str(&encode(reference));
        }
        FixedRequest {
            method: "POST".to_owned(),
            url,
            headers: headers(&[
                ("accept", "application/json"),
                ("x-acs-action", "SendSms"),
                ("x-acs-version", "2017-05-25"),
            ]),
            body: String::new(),
        }
    }

    /// A number in ITU-T E.164 as Aliyun wants it: mainland China's without its country, others without `+`.
    #[must_use]
    pub fn phone(e164: &str) -> &str {
        e164.strip_prefix("+86").or_else(|| e164.strip_prefix('+')).unwrap_or(e164)
    }
}

/// `SendSms` of Tencent Cloud, version 2021-01-11; it is signed with [`crate::tc3`] for the service `sms`.
///
/// It takes numbers in ITU-T E.164 as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TencentSms {
    /// [`TENCENT`], or where it is simulated.
    pub base: String,
    /// Such as `ap-guangzhou`.
    pub region: String,
    /// `SmsSdkAppId`, such as `1400006666`.
    pub app_id: String,
    /// The approved signature, without its brackets.
    pub sign_name: String,
    /// The approved template's number.
    pub template_id: String,
    /// What the template wants, in its order; `{code}` is the code.
    pub parameters: Vec<String>,
}

impl TencentSms {
    /// The request; a `reference` of our own comes back in the answer.
    #[must_use]
    pub fn request(&self, reference: Option<&str>) -> FixedRequest {
        let parameters: Vec<String> = self
            .parameters
            .iter()
            .map(|parameter| if parameter == CODE_IN_SETTINGS { format!("\"{CODE}\"") } else { json_text(parameter) })
            .collect();
        let reference =
            reference.map(|reference| format!(",\"SessionContext\":{}", json_text(reference))).unwrap_or_default();
        let body = format!(
            "{{\"PhoneNumberSet\":[\"{PHONE}\"],\"SmsSdkAppId\":{},\"SignName\":{},\"TemplateId\":{},\"TemplateParamSet\":[{}]{reference}}}",
            json_text(&self.app_id),
            json_text(&self.sign_name),
            json_text(&self.template_id),
            parameters.join(","),
        );
        FixedRequest {
            method: "POST".to_owned(),
            url: format!("{}/", self.base.trim_end_matches('/')),
            headers: headers(&[
                ("content-type", "application/json"),
                ("x-tc-action", "SendSms"),
                ("x-tc-version", "2021-01-11"),
                ("x-tc-region", &self.region),
            ]),
            body,
        }
    }
}

/// Any service that takes one HTTP request for one message; the operator describes it, with `{phone}` and `{code}`.
#[derive(Clone, PartialEq, Eq)]
pub struct GenericSms {
    /// `GET` or `POST`.
    pub method: String,
    /// The address.
    pub url: String,
    /// The headers; what proves who is asking belongs here.
    pub headers: Vec<Header>,
    /// The body, in JSON or as a form, whatever the header `content-type` says.
    pub body: String,
    /// How an answer shows that the message was taken on.
    pub success: Success,
}

/// How an answer shows that the message was taken on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Success {
    /// What a JSON pointer (RFC 6901) leads to is this text, or this number or truth value as JSON writes it.
    Pointer {
        /// Such as `/result/code`.
        pointer: String,
        /// Such as `0`.
        equals: String,
    },
    /// This text is somewhere in the answer.
    Contains(String),
}

/// Why the description of a service is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotARequest {
    /// Only `GET` and `POST` are known.
    #[error("the method is neither GET nor POST")]
    Method,
    /// A message without a number goes nowhere.
    #[error("there is no place {{phone}}")]
    NoPhone,
    /// A message without a code says nothing.
    #[error("there is no place {{code}}")]
    NoCode,
    /// A JSON pointer is empty or begins with `/`, and an empty text is in every answer.
    #[error("the test of success finds nothing, or finds it everywhere")]
    Success,
}

impl std::fmt::Debug for GenericSms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GenericSms").field("method", &self.method).finish_non_exhaustive()
    }
}

impl GenericSms {
    /// The request.
    ///
    /// # Errors
    /// [`NotARequest`], when no message could come of it.
    pub fn request(&self) -> Result<FixedRequest, NotARequest> {
        let method = self.method.to_ascii_uppercase();
        if !["GET", "POST"].contains(&method.as_str()) {
            return Err(NotARequest::Method);
        }
        let has = |place: &str| self.url.contains(place) || self.body.contains(place);
        if !has(PHONE) {
            return Err(NotARequest::NoPhone);
        }
        if !has(CODE_IN_SETTINGS) {
            return Err(NotARequest::NoCode);
        }
        let can_fail = match &self.success {
            Success::Pointer { pointer, .. } => pointer.is_empty() || pointer.starts_with('/'),
            Success::Contains(text) => !text.is_empty(),
        };
        if !can_fail {
            return Err(NotARequest::Success);
        }
        let placed = |text: &str| text.replace(CODE_IN_SETTINGS, CODE);
        Ok(FixedRequest { method, url: placed(&self.url), headers: self.headers.clone(), body: placed(&self.body) })
    }
}
