//! What vendors tell apps of their own accord: that somebody took back what they had agreed to.

use axum::http::Method;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::delivery::{self, Outgoing, Report};
use crate::faults::{Fault, Faults};
use crate::vendor::Vendor;
use crate::world::Grant;
use crate::{Lab, apple, oidc, wechat_events};

/// An event, in the vendor's own word where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EventKind {
    UserInfoModified,
    UserAuthorizationRevoke,
    UserAuthorizationCancellation,
    /// WeChat's question whether the address is the app's.
    VerifyAddress,
    /// QQ's and Weibo's end of an authorisation; QQ tells nobody.
    Cancelled,
    EmailDisabled,
    EmailEnabled,
    ConsentRevoked,
    AccountDelete,
    /// OpenID Connect's back-channel logout.
    Logout,
}

impl EventKind {
    const ALL: [Self; 10] = [
        Self::UserAuthorizationRevoke,
        Self::UserInfoModified,
        Self::UserAuthorizationCancellation,
        Self::VerifyAddress,
        Self::Cancelled,
        Self::ConsentRevoked,
        Self::AccountDelete,
        Self::EmailDisabled,
        Self::EmailEnabled,
        Self::Logout,
    ];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::UserInfoModified => "user_info_modified",
            Self::UserAuthorizationRevoke => "user_authorization_revoke",
            Self::UserAuthorizationCancellation => "user_authorization_cancellation",
            Self::VerifyAddress => "verify_address",
            Self::Cancelled => "cancelled",
            Self::EmailDisabled => "email_disabled",
            Self::EmailEnabled => "email_enabled",
            Self::ConsentRevoked => "consent_revoked",
            Self::AccountDelete => "account_delete",
            Self::Logout => "logout",
        }
    }

    /// What the button says, in Chinese and in English.
    pub(crate) fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::UserInfoModified => ("资料已更改", "Profile changed"),
            Self::UserAuthorizationRevoke | Self::Cancelled | Self::ConsentRevoked => ("撤销授权", "Revoke"),
            Self::UserAuthorizationCancellation | Self::AccountDelete => ("注销账号", "Delete the account"),
            Self::VerifyAddress => ("验证地址", "Verify the address"),
            Self::EmailDisabled => ("停止转发邮件", "Stop relaying mail"),
            Self::EmailEnabled => ("恢复转发邮件", "Relay mail again"),
            Self::Logout => ("退出登录", "Sign out"),
        }
    }

    fn is_of(self, vendor: Vendor) -> bool {
        match self {
            Self::UserInfoModified
            | Self::UserAuthorizationRevoke
            | Self::UserAuthorizationCancellation
            | Self::VerifyAddress => vendor == Vendor::Wechat,
            Self::Cancelled => matches!(vendor, Vendor::Qq | Vendor::Weibo),
            Self::EmailDisabled | Self::EmailEnabled | Self::ConsentRevoked | Self::AccountDelete => {
                vendor == Vendor::Apple
            }
            Self::Logout => vendor == Vendor::Oidc,
        }
    }

    pub(crate) fn of(vendor: Vendor, word: &str) -> Option<Self> {
        Self::all_of(vendor).find(|kind| kind.word() == word)
    }

    pub(crate) fn all_of(vendor: Vendor) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |kind| kind.is_of(vendor))
    }

    /// Whether the authorisation is over with it.
    fn ends(self) -> bool {
        !matches!(self, Self::UserInfoModified | Self::VerifyAddress | Self::EmailDisabled | Self::EmailEnabled)
    }
}

/// Ends what the event ends, and tells the app, if it left an address.
pub(crate) async fn send(lab: &Lab, grant: &Grant, kind: EventKind) -> Vec<Report> {
    let (app, faults) = {
        let world = lab.world();
        (world.app(grant.vendor, &grant.client_id).cloned(), world.faults(grant.vendor, Some(&grant.client_id)))
    };
    if kind.ends() {
        let now = lab.now();
        lab.world().end(grant.id, now);
    }
    let call = app.and_then(|app| prepare(lab, &app, grant, kind, &faults));
    let mut reports = Vec::new();
    if let Some(call) = call {
        let times = if faults.has(Fault::DuplicateNotify) { 2 } else { 1 };
        for _ in 0..times {
            let (status, answer) = match delivery::send(&call).await {
                Ok((status, body)) => (Some(status), body),
                Err(reason) => (None, reason),
            };
            let (event, client_id) = (kind.word(), grant.client_id.clone());
            reports.push(Report { event, client_id, address: call.address.clone(), status, answer });
        }
    }
    lab.world().reports.extend(reports.iter().cloned());
    reports
}

fn prepare(lab: &Lab, app: &App, grant: &Grant, kind: EventKind, faults: &Faults) -> Option<Outgoing> {
    match (grant.vendor, kind) {
        (Vendor::Wechat, EventKind::VerifyAddress) => wechat_events::verification(lab, app, faults),
        (Vendor::Wechat, _) => wechat_events::event(lab, app, grant, kind.word(), faults),
        (Vendor::Weibo, _) => weibo_cancelled(lab, app, grant, faults),
        (Vendor::Apple, _) => apple::notification(lab, app, grant, kind, faults),
        (Vendor::Oidc, _) => oidc::logout(lab, app, grant, faults),
        // QQ tells nobody: an app finds out when its token stops working.
        (Vendor::Qq, _) => None,
    }
}

/// Weibo asks an address of the app's, unsigned; whoever is asked has to make sure themselves.
fn weibo_cancelled(lab: &Lab, app: &App, grant: &Grant, faults: &Faults) -> Option<Outgoing> {
    let base = app.event_address.as_deref()?;
    let source = if faults.has(Fault::WrongAudience) { "1000000000" } else { app.client_id.as_str() };
    let ended = lab.seconds() - if faults.has(Fault::StaleTimestamp) { 86_400 } else { 0 };
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("source", source)
        .append_pair("uid", &grant.open_id())
        .append_pair("auth_end", &ended.to_string())
        .finish();
    let joint = if base.contains('?') { '&' } else { '?' };
    let address = format!("{base}{joint}{query}");
    Some(Outgoing { method: Method::GET, address, content_type: "text/plain", body: String::new() })
}
