//! What several routes answer, and how they read what was typed.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, USER_AGENT};
use axum::http::request::Parts;
use http_api::{Problem, Role, SignedIn, Text};
use ids::{SessionId, SubjectId};
use serde::Serialize;

use crate::app_access::NAME_CHARACTERS_MAX;
use crate::limiter::ClientAddress;
use crate::phone::PhoneNumber;
use crate::store::accounts::Account;

/// A member as the member sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SessionMember)]
pub(super) struct MemberView {
    /// The member.
    #[schema(value_type = String)]
    pub(super) id: SubjectId,
    /// What the member is called.
    pub(super) nickname: Option<String>,
    /// Where the picture is.
    pub(super) avatar: Option<String>,
    /// What the member may do.
    pub(super) roles: Vec<Role>,
}

impl MemberView {
    pub(super) fn of(id: SubjectId, account: &Account) -> Self {
        Self {
            id,
            nickname: account.nickname.clone(),
            avatar: account.avatar_changed_at.map(avatar_url),
            roles: account.roles.clone(),
        }
    }
}

/// The picture's address changes with it, so browsers never show an old one.
pub(super) fn avatar_url(changed_at: i64) -> String {
    format!("/api/v1/me/avatar?v={changed_at}")
}

/// Reads a phone number out of the field `phone`.
pub(super) fn phone(text: &str) -> Result<PhoneNumber, Problem> {
    PhoneNumber::parse(text).map_err(|_| {
        Problem::field(
            "phone",
            "phone.malformed",
            Text::new(
                "请填写 11 位手机号，或带国家代码的号码，例如 +44…",
                "please give 11 digits of a mainland mobile number, or a number with its country code, such as +44…",
            ),
        )
    })
}

/// Reads what a member calls a thing: 1 to 60 characters of one line.
pub(super) fn name(field: &'static str, text: &str) -> Result<String, Problem> {
    let name = text.trim();
    let is_fine = (1..=NAME_CHARACTERS_MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if is_fine {
        return Ok(name.to_owned());
    }
    let message = Text::made(
        format!("请填写 1 到 {NAME_CHARACTERS_MAX} 个字"),
        format!("give 1 to {NAME_CHARACTERS_MAX} characters"),
    );
    Err(Problem::field(field, "name.length", message))
}

/// What is known of a device: whence it asks (never stored), what its browser calls itself (never stored as such),
/// and the sign-in that it has.
#[derive(Clone, Debug)]
pub(super) struct Device {
    pub(super) address: Option<ClientAddress>,
    pub(super) user_agent: Option<String>,
    cookie_session: Option<(SubjectId, SessionId)>,
}

impl Device {
    /// The device as it is kept when it signs in. A browser's cookie takes the place of the one it had;
    /// who asks for a token gets one of its own.
    pub(super) fn signing_in(&self, given: Option<&str>, bearer: bool) -> crate::device::Device {
        let before = self.cookie_session.filter(|_| !bearer);
        crate::device::Device::new(given, self.user_agent.as_deref(), before)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Device {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let user_agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let by_cookie = !parts.headers.contains_key(AUTHORIZATION);
        let signed_in = parts.extensions.get::<SignedIn>().filter(|_| by_cookie);
        Ok(Self {
            address: parts.extensions.get::<ClientAddress>().copied(),
            user_agent,
            cookie_session: signed_in.map(|member| (member.subject, member.session)),
        })
    }
}
