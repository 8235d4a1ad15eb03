//! WeChat 微信: by a code on the screen, or inside of WeChat's own browser.
//!
//! Not quite OAuth: other names, requests that fetch, answers that are errors with status 200 and type `text/plain`.

use policy::{Wechat, WechatField};

use crate::error::Error;
use crate::events::WechatEvents;
use crate::identity::{Identity, Nickname, number};
use crate::requests::{Asked, Attempt, Places, ask, get, query};
use crate::secret::Secret;
use crate::{Connectors, Provider, answer};

pub(crate) const PAGE_HOST: &str = "open.weixin.qq.com";
const API_HOST: &str = "api.weixin.qq.com";

/// An application at WeChat.
#[derive(Clone, Debug)]
pub struct WechatApp {
    /// The application of the web site, `appid`.
    pub app_id: String,
    /// Its secret.
    pub app_secret: Secret,
    /// The application for WeChat's own browser, a service account 服务号.
    pub in_app: Option<(String, Secret)>,
    /// How WeChat signs what it tells of withdrawals.
    pub events: Option<WechatEvents>,
}

impl WechatApp {
    /// The hosts that are called.
    #[must_use]
    pub fn hosts(places: &Places) -> Vec<String> {
        vec![places.host(API_HOST)]
    }

    /// An address that answers without being told anything.
    #[must_use]
    pub fn probe(places: &Places) -> String {
        places.at(API_HOST, "/sns/auth")
    }

    pub(crate) fn address(&self, places: &Places, attempt: &Attempt, callback: &str) -> String {
        let (path, app_id, scope, end) = match self.in_app.as_ref().filter(|_| attempt.is_in_app) {
            Some((app_id, _)) => ("/connect/oauth2/authorize", app_id, "snsapi_userinfo", "#wechat_redirect"),
            None => ("/connect/qrconnect", &self.app_id, "snsapi_login", ""),
        };
        // WeChat wants them in this order.
        let query = query(&[
            ("appid", app_id),
            ("redirect_uri", callback),
            ("response_type", "code"),
            ("scope", scope),
            ("state", &attempt.state),
        ]);
        format!("{}?{query}{end}", places.at(PAGE_HOST, path))
    }
}

impl Connectors {
    pub(crate) async fn wechat(&self, app: &WechatApp, places: &Places, asked: Asked<'_>) -> Result<Identity, Error> {
        let provider = Provider::Wechat;
        let nonsense = || Error::Nonsense(provider);
        let own = (&app.app_id, &app.app_secret);
        let (app_id, secret) = match app.in_app.as_ref().filter(|_| asked.attempt.is_in_app) {
            Some((app_id, secret)) => (app_id, secret),
            None => own,
        };
        let token_query = query(&[
            ("appid", app_id),
            ("secret", &secret.0),
            ("code", "{authorization_code}"),
            ("grant_type", "authorization_code"),
        ]);
        let request = get(format!("{}?{token_query}", places.at(API_HOST, "/sns/oauth2/access_token")));
        let fields = vec![(WechatField::AuthorizationCode, asked.code.into())];
        let token = ask::<Wechat>(&self.0.gate, provider, &request, asked.entered_as, fields).await?;
        let open_id = answer::text(&token, "openid").and_then(number).ok_or_else(nonsense)?;
        let access_token = answer::text(&token, "access_token").ok_or_else(nonsense)?;
        let user_query = query(&[("access_token", "{access_token}"), ("openid", "{open_id}")]);
        let request = get(format!("{}?{user_query}", places.at(API_HOST, "/sns/userinfo")));
        let fields =
            vec![(WechatField::AccessToken, access_token.into()), (WechatField::OpenId, open_id.as_str().into())];
        let user = ask::<Wechat>(&self.0.gate, provider, &request, asked.entered_as, fields).await?;
        // The second answer has to be about whom the first one was.
        if answer::text(&user, "openid").as_ref() != Some(&open_id) {
            return Err(nonsense());
        }
        let union_id = answer::text(&user, "unionid").or_else(|| answer::text(&token, "unionid")).and_then(number);
        let nickname = answer::text(&user, "nickname").as_deref().and_then(Nickname::of);
        Ok(Identity { provider, union_id, open_id, nickname })
    }
}
