//! QQ: OAuth whose answers come as JSON, as a query string, or as JSON in a function call.

use policy::{Qq, QqField};

use crate::error::Error;
use crate::identity::{Identity, Nickname, number};
use crate::requests::{Asked, Attempt, Places, ask, get, query};
use crate::secret::Secret;
use crate::{Connectors, Provider, answer};

pub(crate) const HOST: &str = "graph.qq.com";

/// An application at QQ.
#[derive(Clone, Debug)]
pub struct QqApp {
    /// The application's number.
    pub app_id: String,
    /// Its key.
    pub app_key: Secret,
    /// Whether QQ lets it see the number that is the same in all of the operator's applications.
    pub has_union_id: bool,
}

impl QqApp {
    /// The hosts that are called.
    #[must_use]
    pub fn hosts(places: &Places) -> Vec<String> {
        vec![places.host(HOST)]
    }

    /// An address that answers without being told anything.
    #[must_use]
    pub fn probe(places: &Places) -> String {
        places.at(HOST, "/oauth2.0/me")
    }

    pub(crate) fn address(&self, places: &Places, attempt: &Attempt, callback: &str) -> String {
        let query = query(&[
            ("response_type", "code"),
            ("client_id", &self.app_id),
            ("redirect_uri", callback),
            ("state", &attempt.state),
            ("scope", "get_user_info"),
        ]);
        format!("{}?{query}", places.at(HOST, "/oauth2.0/authorize"))
    }
}

impl Connectors {
    pub(crate) async fn qq(&self, app: &QqApp, places: &Places, asked: Asked<'_>) -> Result<Identity, Error> {
        let provider = Provider::Qq;
        let nonsense = || Error::Nonsense(provider);
        let gate = &self.0.gate;
        let token_query = query(&[
            ("grant_type", "authorization_code"),
            ("client_id", &app.app_id),
            ("client_secret", &app.app_key.0),
            ("code", "{authorization_code}"),
            ("redirect_uri", asked.callback),
            ("fmt", "json"),
        ]);
        let request = get(format!("{}?{token_query}", places.at(HOST, "/oauth2.0/token")));
        let fields = vec![(QqField::AuthorizationCode, asked.code.into())];
        let token = ask::<Qq>(gate, provider, &request, asked.entered_as, fields).await?;
        let access_token = answer::text(&token, "access_token").ok_or_else(nonsense)?;
        let mut me = vec![("access_token", "{access_token}"), ("fmt", "json")];
        me.extend(app.has_union_id.then_some(("unionid", "1")));
        let request = get(format!("{}?{}", places.at(HOST, "/oauth2.0/me"), query(&me)));
        let fields = vec![(QqField::AccessToken, access_token.as_str().into())];
        let me = ask::<Qq>(gate, provider, &request, asked.entered_as, fields).await?;
        // A token that was given to another application says nothing about whoever came here.
        if answer::text(&me, "client_id").as_ref() != Some(&app.app_id) {
            return Err(Error::Unconfirmed(provider));
        }
        let open_id = answer::text(&me, "openid").and_then(number).ok_or_else(nonsense)?;
        let union_id = answer::text(&me, "unionid").and_then(number).filter(|_| app.has_union_id);
        let user_query =
            query(&[("access_token", "{access_token}"), ("oauth_consumer_key", &app.app_id), ("openid", "{open_id}")]);
        let request = get(format!("{}?{user_query}", places.at(HOST, "/user/get_user_info")));
        let fields = vec![(QqField::AccessToken, access_token.into()), (QqField::OpenId, open_id.as_str().into())];
        let user = ask::<Qq>(gate, provider, &request, asked.entered_as, fields).await?;
        let nickname = answer::text(&user, "nickname").as_deref().and_then(Nickname::of);
        Ok(Identity { provider, union_id, open_id, nickname })
    }
}
