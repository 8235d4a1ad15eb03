//! WeChat, QQ and Weibo: what is asked of them, what is read of their answers, and what is not.

use connect::{Apps, Error, Provider, QqApp, Secret, WechatApp, WeiboApp};

use crate::support::{CALLBACK, World, attempt, worlds};

fn apps(_: &str) -> Apps {
    let secret = || Secret("se&cret".to_owned());
    Apps {
        wechat: Some(WechatApp {
            app_id: "wx1".to_owned(),
            app_secret: secret(),
            in_app: Some(("wx2".to_owned(), secret())),
            events: None,
        }),
        qq: Some(QqApp { app_id: "101".to_owned(), app_key: secret(), has_union_id: true }),
        weibo: Some(WeiboApp { app_key: "404".to_owned(), app_secret: secret(), events: None }),
        apple: None,
        oidc: None,
    }
}

const WECHAT_TOKEN: &str = "/api.weixin.qq.com/sns/oauth2/access_token";
const WECHAT_USER: &str = "/api.weixin.qq.com/sns/userinfo";
const QQ_TOKEN: &str = "/graph.qq.com/oauth2.0/token";
const QQ_ME: &str = "/graph.qq.com/oauth2.0/me";
const QQ_USER: &str = "/graph.qq.com/user/get_user_info";
const WEIBO_TOKEN: &str = "/api.weibo.com/oauth2/access_token";
const WEIBO_USER: &str = "/api.weibo.com/2/users/show.json";

/// All three answer as they do for somebody who agreed, with much that nobody asked for.
fn agree(world: &World) {
    let answers = &world.answers;
    answers.say(WECHAT_TOKEN, 200, r#"{"access_token":"T1","expires_in":7200,"refresh_token":"R","openid":"oA","scope":"snsapi_login","unionid":"uA"}"#);
    answers.say(
        WECHAT_USER,
        200,
        r#"{"openid":"oA","nickname":"小 明","sex":1,"province":"浙江","city":"杭州","country":"CN","headimgurl":"https://x/1","privilege":["p"],"unionid":"uA"}"#,
    );
    answers.say(QQ_TOKEN, 200, "access_token=T2&expires_in=7776000&refresh_token=R");
    answers.say(QQ_ME, 200, "callback( {\"client_id\":\"101\",\"openid\":\"oB\",\"unionid\":\"uB\"} );\n");
    answers.say(
        QQ_USER,
        200,
        r#"{"ret":0,"msg":"","nickname":"小明","gender":"男","year":"1990","figureurl_qq_1":"https://x"}"#,
    );
    answers.say(
        WEIBO_TOKEN,
        200,
        r#"{"access_token":"T3","expires_in":157679999,"remind_in":"157679999","uid":"1404376560"}"#,
    );
    answers.say(
        WEIBO_USER,
        200,
        r#"{"id":1404376560,"idstr":"1404376560","screen_name":"小明","gender":"m","location":"北京"}"#,
    );
}

#[tokio::test]
async fn the_address_is_what_the_provider_wants() {
    for world in worlds(apps).await {
        let at = |provider: Provider, is_in_app: bool| {
            let connectors = world.connectors.clone();
            async move {
                let attempt = connect::Attempt { is_in_app, ..attempt() };
                connectors.address(provider, &attempt, CALLBACK).await.expect("an address")
            }
        };
        let callback = "https%3A%2F%2Fmusic%2Eexample%2Fapi%2Fv1%2Fsign%5Fin%2Fproviders%2Fx%2Fcallback";
        assert_eq!(
            at(Provider::Wechat, false).await,
            format!(
                "{}/open.weixin.qq.com/connect/qrconnect?appid=wx1&redirect_uri={callback}&response_type=code&scope=snsapi%5Flogin&state=s1",
                world.address
            )
        );
        let inside = at(Provider::Wechat, true).await;
        assert!(
            inside.contains("/connect/oauth2/authorize?appid=wx2&") && inside.ends_with("state=s1#wechat_redirect"),
            "{inside}"
        );
        let qq = at(Provider::Qq, false).await;
        assert!(qq.contains("/graph.qq.com/oauth2.0/authorize?response_type=code&client_id=101&"), "{qq}");
        let weibo = at(Provider::Weibo, false).await;
        assert!(weibo.contains("/api.weibo.com/oauth2/authorize?client_id=404&"), "{weibo}");
    }
}

#[tokio::test]
async fn a_number_and_a_nickname_are_read_and_nothing_else() {
    for world in worlds(apps).await {
        agree(&world);
        let wechat = world.identify(Provider::Wechat).await.expect("somebody");
        assert_eq!((wechat.union_id.as_deref(), wechat.open_id.as_str()), (Some("uA"), "oA"));
        let qq = world.identify(Provider::Qq).await.expect("somebody");
        assert_eq!((qq.union_id.as_deref(), qq.open_id.as_str()), (Some("uB"), "oB"));
        let weibo = world.identify(Provider::Weibo).await.expect("somebody");
        assert_eq!((weibo.union_id.as_deref(), weibo.open_id.as_str()), (None, "1404376560"));
        let names = [wechat, qq, weibo].map(|identity| {
            assert!(!format!("{identity:?}").contains("小"), "{identity:?}");
            identity.nickname.map(|nickname| nickname.expose().to_owned())
        });
        assert_eq!(names.map(Option::unwrap_or_default), ["小 明", "小明", "小明"]);
        // What was sent is what they had just given out themselves, and the operator's own credentials.
        let asked = world.answers.asked();
        let expected = [
            "GET /api.weixin.qq.com/sns/oauth2/access_token?appid=wx1&secret=se%26cret&code=the%20code&grant_type=authorization%5Fcode ",
            "GET /api.weixin.qq.com/sns/userinfo?access_token=T1&openid=oA ",
        ];
        assert_eq!(asked.iter().take(2).map(String::as_str).collect::<Vec<_>>(), expected);
        assert_eq!(asked.len(), 7);
        let ledger = world.ledger().await;
        assert_eq!(ledger.len(), 7);
        assert!(ledger.iter().all(|(_, _, outcome)| outcome == "sent"), "{ledger:?}");
        for (recipient, fields) in [
            ("wechat", "authorization_code"),
            ("wechat", "access_token open_id"),
            ("qq", "access_token"),
            ("weibo", "authorization_code"),
        ] {
            assert!(ledger.iter().any(|(to, what, _)| to == recipient && what == fields), "{recipient} {fields}");
        }
    }
}

#[tokio::test]
async fn an_error_in_any_dress_is_an_error() {
    for world in worlds(apps).await {
        let refusals: &[(Provider, &str, u16, &str)] = &[
            (Provider::Wechat, WECHAT_TOKEN, 200, r#"{"errcode":40029,"errmsg":"invalid code"}"#),
            (Provider::Wechat, WECHAT_USER, 200, r#"{"errcode":"40001","errmsg":"invalid credential"}"#),
            (
                Provider::Qq,
                QQ_TOKEN,
                200,
                "callback( {\"error\":100020,\"error_description\":\"code is reused error\"} );\n",
            ),
            (Provider::Qq, QQ_USER, 200, r#"{"ret":-1,"msg":"client request's parameters are invalid"}"#),
            (Provider::Weibo, WEIBO_TOKEN, 200, r#"{"error":"invalid_grant","error_code":21325}"#),
        ];
        for (provider, path, status, body) in refusals {
            agree(&world);
            world.answers.say(path, *status, *body);
            let refused = world.identify(*provider).await;
            assert!(matches!(refused, Err(Error::Unconfirmed(of)) if of == *provider), "{path} {refused:?}");
        }
        for (provider, path, status, body) in [
            (Provider::Weibo, WEIBO_TOKEN, 400, r#"{"error":"invalid_grant","error_code":21325}"#),
            (Provider::Wechat, WECHAT_TOKEN, 500, ""),
            (Provider::Qq, QQ_ME, 302, ""),
        ] {
            agree(&world);
            world.answers.say(path, status, body);
            assert!(matches!(world.identify(provider).await, Err(Error::Gate(_))), "{path} {status}");
        }
    }
}

#[tokio::test]
async fn nonsense_is_nobody() {
    for world in worlds(apps).await {
        let long = format!(r#"{{"access_token":"T","openid":"{}"}}"#, "o".repeat(201));
        let oversized = format!(r#"{{"access_token":"T","openid":"oA","x":"{}"}}"#, "x".repeat(70_000));
        let cases: Vec<(Provider, &str, Vec<u8>)> = vec![
            (Provider::Wechat, WECHAT_TOKEN, b"<html>".to_vec()),
            (Provider::Wechat, WECHAT_TOKEN, br#"{"access_token":"T"}"#.to_vec()),
            (Provider::Wechat, WECHAT_TOKEN, long.into_bytes()),
            (Provider::Wechat, WECHAT_TOKEN, oversized.into_bytes()),
            // GBK where UTF-8 is due.
            (Provider::Wechat, WECHAT_USER, b"{\"openid\":\"oA\",\"nickname\":\"\xd0\xa1\xc3\xf7\"}".to_vec()),
            // About somebody else than the token.
            (Provider::Wechat, WECHAT_USER, br#"{"openid":"oX","nickname":"x"}"#.to_vec()),
            (Provider::Weibo, WEIBO_USER, br#"{"id":7,"idstr":"7","screen_name":"x"}"#.to_vec()),
            (Provider::Qq, QQ_ME, b"callback( {\"client_id\":\"101\"} );".to_vec()),
        ];
        for (provider, path, body) in cases {
            agree(&world);
            world.answers.say(path, 200, body);
            let refused = world.identify(provider).await;
            assert!(matches!(refused, Err(Error::Nonsense(_))), "{path} {refused:?}");
        }
        // A token of another application says nothing about whoever came here.
        agree(&world);
        world.answers.say(QQ_ME, 200, r#"{"client_id":"102","openid":"oB"}"#);
        assert!(matches!(world.identify(Provider::Qq).await, Err(Error::Unconfirmed(Provider::Qq))));
    }
}

#[tokio::test]
async fn who_declines_is_asked_about_nowhere() {
    for world in worlds(apps).await {
        agree(&world);
        for code in [None, Some(String::new()), Some("曲".to_owned()), Some("c".repeat(2_049))] {
            let ended =
                world.connectors.identify(Provider::Wechat, code.as_deref(), &attempt(), CALLBACK, "entered").await;
            assert!(matches!(ended, Err(Error::Declined(Provider::Wechat))), "{ended:?}");
        }
        assert!(world.answers.asked().is_empty() && world.ledger().await.is_empty());
        let off = world.connectors.address(Provider::Oidc, &attempt(), CALLBACK).await;
        assert!(matches!(off, Err(Error::Off(Provider::Oidc))));
    }
}

#[tokio::test]
async fn an_agreement_that_ran_out_takes_the_button_away() {
    for world in worlds(apps).await {
        let ids = || world.connectors.offers().iter().map(|offer| offer.provider.id()).collect::<Vec<_>>();
        assert_eq!(ids(), ["wechat", "qq", "weibo"]);
        assert!(world.connectors.offers().iter().all(|offer| offer.is_simulated));
        world.clock.advance(units::Millis::days(365));
        assert!(ids().is_empty());
        agree(&world);
        assert!(matches!(world.identify(Provider::Wechat).await, Err(Error::Gate(_))));
        assert!(world.answers.asked().is_empty());
    }
}
