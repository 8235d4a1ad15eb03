//! Failed answers: RFC 9457 problem details with a stable code, in the asker's language.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use units::{Millis, Timestamp};

use crate::language::{Language, Text};

/// One kind of problem; its code never changes once published.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable code, such as `consent.required`.
    pub code: &'static str,
    /// The HTTP status that goes with it.
    pub status: StatusCode,
    /// What happened, in one sentence.
    pub title: Text,
}

/// The codes that every domain shares; a domain adds its own beside its errors.
pub mod codes {
    use super::{Code, StatusCode, Text};

    macro_rules! codes {
        ($($(#[$doc:meta])* $name:ident = $status:ident $code:literal, $zh:literal, $en:literal;)*) => {
            $($(#[$doc])* pub static $name: Code =
                Code { code: $code, status: StatusCode::$status, title: Text::new($zh, $en) };)*
        };
    }

    codes! {
        /// A field is missing, unknown or malformed.
        INVALID = BAD_REQUEST "validation.invalid", "请求中有填写不正确的内容", "Something in the request is not filled in correctly";
        /// There is no such thing, or the asker may not know that there is.
        NOT_FOUND = NOT_FOUND "not_found", "没有找到", "Not found";
        /// The path exists, but not with this method.
        METHOD = METHOD_NOT_ALLOWED "method.not_allowed", "这个地址不支持此操作", "This address does not support that operation";
        /// The body is larger than the route takes.
        TOO_LARGE = PAYLOAD_TOO_LARGE "body.too_large", "内容太大", "The content is too large";
        /// The body is not of a kind that the route takes.
        MEDIA_TYPE = UNSUPPORTED_MEDIA_TYPE "body.media_type", "不支持这种内容类型", "This kind of content is not supported";
        /// A member is needed.
        SIGN_IN = UNAUTHORIZED "sign_in.required", "请先登录", "Please sign in first";
        /// The sign-in is too old for something that cannot be undone.
        RECENT_SIGN_IN = FORBIDDEN "recent_sign_in.required", "为确认是您本人，请重新登录后再操作", "To be sure it is you, please sign in again first";
        /// A consent is needed.
        CONSENT = FORBIDDEN "consent.required", "需要您的同意", "Your consent is needed";
        /// Something that minors are left out of, whatever they agreed to.
        MINOR = FORBIDDEN "minor.not_profiled", "未满十八周岁，我们不做个性化推荐", "Nobody under eighteen is profiled here";
        /// The policy changed and waits for an answer.
        POLICY = FORBIDDEN "policy.acceptance_required", "隐私政策已更新，请先阅读并选择是否同意", "The privacy policy has changed; please read it and choose";
        /// A page of another site sent the request.
        CROSS_SITE = FORBIDDEN "csrf.refused", "请求来自其他网站，已拒绝", "The request came from another site and was refused";
        /// Too many requests.
        RATE = TOO_MANY_REQUESTS "rate.limited", "操作太频繁，请稍后再试", "Too many requests; please try again later";
        /// Somebody else changed the same thing, or it exists already.
        CONFLICT = CONFLICT "conflict", "与现有内容冲突", "This conflicts with what is there";
        /// The disk is full.
        STORAGE_FULL = INSUFFICIENT_STORAGE "storage.full", "服务器存储空间已满，没有写入任何内容", "The server's disk is full; nothing was written";
        /// The database may not be written.
        STORAGE_READ_ONLY = SERVICE_UNAVAILABLE "storage.read_only", "服务器暂时不能写入，没有写入任何内容", "The server cannot write at the moment; nothing was written";
        /// The database cannot be reached.
        STORAGE_UNAVAILABLE = SERVICE_UNAVAILABLE "storage.unavailable", "服务器暂时无法读取数据，请稍后再试", "The server cannot reach its data at the moment; please try again later";
        /// Our own mistake.
        INTERNAL = INTERNAL_SERVER_ERROR "internal", "服务器出错了，已记录", "Something went wrong on the server; it was recorded";
    }
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field as the request names it, such as `phone` or `queue[3]`.
    pub name: String,
    /// The stable code, such as `phone.malformed`.
    pub code: &'static str,
    /// What is wrong and what to write instead.
    pub message: Text,
}

/// A failed answer.
#[derive(Clone, Debug)]
pub struct Problem(Box<Content>);

#[derive(Clone, Debug)]
struct Content {
    code: &'static Code,
    detail: Option<Text>,
    fields: Vec<FieldProblem>,
    attempts_left: Option<u32>,
    retry_after: Option<Millis>,
    purpose: Option<&'static str>,
    current_version: Option<u64>,
    goes_on_at: Option<Timestamp>,
}

impl Problem {
    /// A problem of this kind.
    #[must_use]
    pub fn new(code: &'static Code) -> Self {
        Self(Box::new(Content {
            code,
            detail: None,
            fields: Vec::new(),
            attempts_left: None,
            retry_after: None,
            purpose: None,
            current_version: None,
            goes_on_at: None,
        }))
    }

    /// There is no such thing, or the asker may not know that there is.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(&codes::NOT_FOUND)
    }

    /// One field is wrong.
    #[must_use]
    pub fn field(name: impl Into<String>, code: &'static str, message: Text) -> Self {
        Self::new(&codes::INVALID).and_field(name, code, message)
    }

    /// Names another field that is wrong.
    #[must_use]
    pub fn and_field(mut self, name: impl Into<String>, code: &'static str, message: Text) -> Self {
        self.0.fields.push(FieldProblem { name: name.into(), code, message });
        self
    }

    /// Says more about this occurrence, and what to do.
    #[must_use]
    pub fn detail(mut self, detail: Text) -> Self {
        self.0.detail = Some(detail);
        self
    }

    /// Says how many tries are left.
    #[must_use]
    pub fn attempts_left(mut self, attempts: u32) -> Self {
        self.0.attempts_left = Some(attempts);
        self
    }

    /// Says after how long another try makes sense.
    #[must_use]
    pub fn retry_after(mut self, span: Millis) -> Self {
        self.0.retry_after = Some(span);
        self
    }

    /// Names the purpose whose consent is missing.
    #[must_use]
    pub fn purpose(mut self, purpose: &'static str) -> Self {
        self.0.purpose = Some(purpose);
        self
    }

    /// Tells the version of what somebody else changed in the meantime.
    #[must_use]
    pub fn current_version(mut self, version: u64) -> Self {
        self.0.current_version = Some(version);
        self
    }

    /// Says when what was refused is open again.
    #[must_use]
    pub fn goes_on_at(mut self, at: Timestamp) -> Self {
        self.0.goes_on_at = Some(at);
        self
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.code.code
    }

    fn body(&self, language: Language) -> Vec<u8> {
        let content = &*self.0;
        let wire = ProblemBody {
            kind: format!("urn:qingyin:problem:{}", content.code.code),
            code: content.code.code,
            status: content.code.status.as_u16(),
            title: content.code.title.get(language),
            detail: content.detail.as_ref().map(|detail| detail.get(language)),
            fields: content
                .fields
                .iter()
                .map(|field| ProblemField { name: &field.name, code: field.code, message: field.message.get(language) })
                .collect(),
            attempts_left: content.attempts_left,
            retry_after_seconds: content.retry_after.map(Millis::as_seconds_ceil),
            purpose: content.purpose,
            current_version: content.current_version,
            goes_on_at: content.goes_on_at,
        };
        serde_json::to_vec(&wire).unwrap_or_default()
    }
}

/// What every failed answer carries, as `application/problem+json` (RFC 9457).
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody<'a> {
    /// `urn:qingyin:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// The stable code, such as `consent.required`.
    code: &'static str,
    /// The status of the answer.
    status: u16,
    /// What went wrong, in the asker's language.
    title: &'a str,
    /// What more there is to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    detail: Option<&'a str>,
    /// Which fields of the request are wrong, when any are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<ProblemField<'a>>,
    /// How often a code may still be tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    attempts_left: Option<u32>,
    /// After how long it is worth trying again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    retry_after_seconds: Option<u64>,
    /// The purpose whose consent is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    purpose: Option<&'static str>,
    /// The version of what was changed in the meantime.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    current_version: Option<u64>,
    /// When what was refused is open again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    goes_on_at: Option<Timestamp>,
}

/// One wrong field of a request.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemField<'a> {
    /// Its name in the request.
    name: &'a str,
    /// What is wrong with it, as a stable code.
    code: &'static str,
    /// What to write instead, in the asker's language.
    message: &'a str,
}

impl IntoResponse for Problem {
    /// The answer without its text; [`render_problems`] writes it when it knows the language.
    fn into_response(self) -> Response {
        let mut response = self.0.code.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<db::Error> for Problem {
    fn from(error: db::Error) -> Self {
        let code = match &error {
            db::Error::Full => &codes::STORAGE_FULL,
            db::Error::ReadOnly => &codes::STORAGE_READ_ONLY,
            db::Error::Unavailable(_) | db::Error::Busy | db::Error::Commit(_) => &codes::STORAGE_UNAVAILABLE,
            _ => &codes::INTERNAL,
        };
        tracing::error!(error = &error as &dyn std::error::Error, "database");
        let problem = Self::new(code);
        if code == &codes::STORAGE_UNAVAILABLE { problem.retry_after(Millis::seconds(2)) } else { problem }
    }
}

/// Writes problems in the asker's language, and turns plain failures of the framework into problems.
pub async fn render_problems(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let language = Language::of_request(&parts);
    let is_api = parts.uri.path().starts_with("/api/");
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let problem = response.extensions_mut().remove::<Problem>().or_else(|| {
        let plain = is_api && !response.headers().contains_key("x-media");
        plain.then(|| of_status(response.status())).flatten()
    });
    let Some(problem) = problem else { return response };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.remove(axum::http::header::CONTENT_LENGTH);
    headers.insert(axum::http::header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    if let Some(seconds) = problem.0.retry_after.map(Millis::as_seconds_ceil) {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    *response.body_mut() = Body::from(problem.body(language));
    response
}

/// The problem for a failure that the framework answered with a bare status.
fn of_status(status: StatusCode) -> Option<Problem> {
    let code = match status {
        StatusCode::NOT_FOUND => &codes::NOT_FOUND,
        StatusCode::METHOD_NOT_ALLOWED => &codes::METHOD,
        StatusCode::PAYLOAD_TOO_LARGE => &codes::TOO_LARGE,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => &codes::MEDIA_TYPE,
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => &codes::INVALID,
        StatusCode::INTERNAL_SERVER_ERROR => &codes::INTERNAL,
        _ => return None,
    };
    Some(Problem::new(code))
}
