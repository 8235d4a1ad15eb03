//! Weibo 微博.

use policy::{Weibo, WeiboField};

use crate::error::Error;
use crate::events::WeiboEvents;
use crate::identity::{Identity, Nickname, number};
use crate::requests::{Asked, Attempt, Places, ask, get, post, query};
use crate::secret::Secret;
use crate::{Connectors, Provider, answer};

pub(crate) const HOST: &str = "api.weibo.com";

/// An application at Weibo.
#[derive(Clone, Debug)]
pub struct WeiboApp {
    /// The application's key.
    pub app_key: String,
    /// Its secret.
    pub app_secret: Secret,
    /// How a withdrawal at Weibo is known to be one.
    pub events: Option<WeiboEvents>,
}

impl WeiboApp {
    /// The hosts that are called.
    #[must_use]
    pub fn hosts(places: &Places) -> Vec<String> {
        vec![places.host(HOST)]
    }

    /// An address that answers without being told anything.
    #[must_use]
    pub fn probe(places: &Places) -> String {
        places.at(HOST, "/oauth2/get_token_info")
    }

    pub(crate) fn address(&self, places: &Places, attempt: &Attempt, callback: &str) -> String {
        let query = query(&[
            ("client_id", &self.app_key),
            ("redirect_uri", callback),
            ("response_type", "code"),
            ("state", &attempt.state),
        ]);
        format!("{}?{query}", places.at(HOST, "/oauth2/authorize"))
    }
}

impl Connectors {
    pub(crate) async fn weibo(&self, app: &WeiboApp, places: &Places, asked: Asked<'_>) -> Result<Identity, Error> {
        let provider = Provider::Weibo;
        let nonsense = || Error::Nonsense(provider);
        let gate = &self.0.gate;
        let form = [
            ("client_id", app.app_key.as_str()),
            ("client_secret", &app.app_secret.0),
            ("grant_type", "authorization_code"),
            ("code", "{authorization_code}"),
            ("redirect_uri", asked.callback),
        ];
        let request = post(places.at(HOST, "/oauth2/access_token"), &form);
        let fields = vec![(WeiboField::AuthorizationCode, asked.code.into())];
        let token = ask::<Weibo>(gate, provider, &request, asked.entered_as, fields).await?;
        let open_id = answer::text(&token, "uid").and_then(number).ok_or_else(nonsense)?;
        let access_token = answer::text(&token, "access_token").ok_or_else(nonsense)?;
        let user_query = query(&[("access_token", "{access_token}"), ("uid", "{open_id}")]);
        let request = get(format!("{}?{user_query}", places.at(HOST, "/2/users/show.json")));
        let fields =
            vec![(WeiboField::AccessToken, access_token.into()), (WeiboField::OpenId, open_id.as_str().into())];
        let user = ask::<Weibo>(gate, provider, &request, asked.entered_as, fields).await?;
        // The second answer has to be about whom the first one was.
        if answer::text(&user, "idstr").or_else(|| answer::text(&user, "id")).as_ref() != Some(&open_id) {
            return Err(nonsense());
        }
        let nickname = answer::text(&user, "screen_name").as_deref().and_then(Nickname::of);
        Ok(Identity { provider, union_id: None, open_id, nickname })
    }
}
