//! What providers tell: only what they signed is heard, and it is heard once and again alike.

use aws_lc_rs::cipher::{AES_256, EncryptingKey, EncryptionContext, UnboundCipherKey};
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use aws_lc_rs::iv::FixedLength;
use base64::Engine as _;
use base64::alphabet::STANDARD as LETTERS;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use connect::{
    Apps, Error, EventKind, EventRequest, Heard, Provider, Secret, WechatApp, WechatEvents, WeiboApp, WeiboEvents,
};
use proptest::prelude::any;
use proptest::strategy::{Strategy as _, ValueTree as _};
use units::Millis;

use crate::support::{NOW, World, worlds};

const TOKEN: &str = "QDG6eK";
const KEY: &str = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
const APP: &str = "wx5823bf96d3bd56c7";
const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn apps(_: &str) -> Apps {
    let wechat = WechatApp {
        app_id: APP.to_owned(),
        app_secret: Secret("s".to_owned()),
        in_app: None,
        events: Some(WechatEvents { token: Secret(TOKEN.to_owned()), key: Secret(KEY.to_owned()) }),
    };
    let weibo = WeiboApp {
        app_key: "404".to_owned(),
        app_secret: Secret("s".to_owned()),
        events: Some(WeiboEvents { secret: Secret(SECRET.to_owned()) }),
    };
    Apps { wechat: Some(wechat), weibo: Some(weibo), ..Apps::default() }
}

fn sha1_of(parts: &[&str]) -> String {
    let mut parts = parts.to_vec();
    parts.sort_unstable();
    hex::encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, parts.concat().as_bytes()))
}

/// A message sealed for an application, as WeChat seals it.
fn sealed(message: &str, app: &str) -> String {
    let lenient = GeneralPurpose::new(&LETTERS, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));
    let key = lenient.decode(format!("{KEY}=")).expect("a key");
    let length = u32::try_from(message.len()).expect("short");
    let mut text = [b"0123456789abcdef".as_slice(), &length.to_be_bytes(), message.as_bytes(), app.as_bytes()].concat();
    let padding = 32 - text.len() % 32;
    text.extend(std::iter::repeat_n(u8::try_from(padding).expect("at most 32"), padding));
    let iv: [u8; 16] = key[..16].try_into().expect("16 bytes");
    let sealer = EncryptingKey::cbc(UnboundCipherKey::new(&AES_256, &key).expect("a key")).expect("a cipher");
    sealer.less_safe_encrypt(&mut text, EncryptionContext::Iv128(FixedLength::from(iv))).expect("sealed");
    STANDARD.encode(text)
}

fn posted(sealed: &str, at_seconds: i64) -> EventRequest {
    let at = at_seconds.to_string();
    let signature = sha1_of(&[TOKEN, &at, "n1", sealed]);
    let query = [("timestamp", at.as_str()), ("nonce", "n1"), ("msg_signature", &signature), ("encrypt_type", "aes")];
    let body = format!("<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>");
    EventRequest { query: owned(&query), body: body.into_bytes() }
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn revoke(event: &str) -> String {
    format!(
        "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oFrom]]></FromUserName><CreateTime>1</CreateTime>\
         <MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{event}]]></Event><OpenID><![CDATA[oA]]></OpenID>\
         <AppID><![CDATA[{APP}]]></AppID><RevokeInfo><![CDATA[1]]></RevokeInfo></xml>"
    )
}

const NOW_SECONDS: i64 = NOW.as_millis() / 1_000;

async fn hear(world: &World, request: &EventRequest) -> Result<Heard, Error> {
    world.connectors.hear(Provider::Wechat, "-", request).await
}

#[tokio::test]
async fn the_vendors_own_message_opens() {
    // The example of the vendor's own library, WXBizMsgCrypt, for receiving a message.
    let sealed = "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==";
    let query = [
        ("msg_signature", "477715d11cdb4164915debcba66cb864d751f3e6"),
        ("timestamp", "1409659813"),
        ("nonce", "1372623149"),
    ];
    let body = format!("<xml><ToUserName><![CDATA[{APP}]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>");
    let request = EventRequest { query: owned(&query), body: body.into_bytes() };
    for world in worlds(apps).await {
        assert!(matches!(
            hear(&world, &request).await,
            Err(Error::NotTheirs { why: "it is too old, or from the future", .. })
        ));
        let then = units::Timestamp::from_millis(1_409_659_813_000);
        world.clock.advance(then.since(NOW));
        // A text message: it opens, and there is nothing to do.
        assert_eq!(hear(&world, &request).await.expect("heard"), Heard { event: None, answer: "success".to_owned() });
    }
}

#[tokio::test]
async fn a_withdrawal_is_heard_in_xml_and_json() {
    for world in worlds(apps).await {
        let kind_of = |message: String| {
            let request = posted(&sealed(&message, APP), NOW_SECONDS);
            let connectors = world.connectors.clone();
            async move {
                let heard = connectors.hear(Provider::Wechat, "-", &request).await.expect("heard");
                heard.event.map(|event| (event.kind, event.open_id))
            }
        };
        let of = |kind| Some((kind, "oA".to_owned()));
        assert_eq!(kind_of(revoke("user_authorization_revoke")).await, of(EventKind::Revoked));
        assert_eq!(kind_of(revoke("user_authorization_cancellation")).await, of(EventKind::Revoked));
        assert_eq!(kind_of(revoke("user_info_modified")).await, of(EventKind::Changed));
        assert_eq!(kind_of(revoke("subscribe")).await, None);
        // The vendor's own example in JSON has spaces in its names.
        let json = r#"{"MsgType":"event","Event":"user_authorization_revoke"," OpenID":"oA"," AppID":"x"}"#;
        assert_eq!(kind_of(json.to_owned()).await, of(EventKind::Revoked));
    }
}

#[tokio::test]
async fn what_wechat_did_not_sign_is_not_heard() {
    for world in worlds(apps).await {
        let good = posted(&sealed(&revoke("user_authorization_revoke"), APP), NOW_SECONDS);
        hear(&world, &good).await.expect("heard");
        let with = |name: &str, value: &str| {
            let mut request = good.clone();
            for pair in &mut request.query {
                if pair.0 == name {
                    value.clone_into(&mut pair.1);
                }
            }
            request
        };
        let plain = EventRequest {
            query: owned(&[
                ("signature", &sha1_of(&[TOKEN, &NOW_SECONDS.to_string(), "n1"])),
                ("timestamp", &NOW_SECONDS.to_string()),
                ("nonce", "n1"),
            ]),
            body: revoke("user_authorization_revoke").into_bytes(),
        };
        let doctype = EventRequest {
            body: b"<!DOCTYPE x [<!ENTITY a \"b\">]><xml><Encrypt>x</Encrypt></xml>".to_vec(),
            ..good.clone()
        };
        let refused = [
            (with("msg_signature", &"0".repeat(40)), "its signature does not verify"),
            (with("nonce", "n2"), "its signature does not verify"),
            (with("timestamp", "soon"), "its time is malformed"),
            (posted(&sealed("x", APP), NOW_SECONDS - 301), "it is too old, or from the future"),
            (posted(&sealed("x", APP), NOW_SECONDS + 301), "it is too old, or from the future"),
            (posted(&sealed("x", "wx_other"), NOW_SECONDS), "it is for another application"),
            (posted("AAAA", NOW_SECONDS), "it does not open"),
            (posted(&sealed("neither", APP), NOW_SECONDS), "it is malformed"),
            (plain, "it is not encrypted"),
            (doctype, "it is no XML"),
            (EventRequest::default(), "it is not signed"),
        ];
        for (request, expected) in refused {
            match hear(&world, &request).await {
                Err(Error::NotTheirs { why, .. }) => assert_eq!(why, expected),
                other => panic!("{expected}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn the_first_question_is_answered_to_wechat_alone() {
    for world in worlds(apps).await {
        let at = NOW_SECONDS.to_string();
        let ask = |signature: &str| EventRequest {
            query: owned(&[("signature", signature), ("timestamp", &at), ("nonce", "n1"), ("echostr", "echo 1")]),
            body: Vec::new(),
        };
        let heard = hear(&world, &ask(&sha1_of(&[TOKEN, &at, "n1"]))).await.expect("heard");
        assert_eq!(heard, Heard { event: None, answer: "echo 1".to_owned() });
        assert!(hear(&world, &ask("")).await.is_err());
    }
}

#[tokio::test]
async fn weibo_is_known_by_the_secret_of_its_address() {
    for world in worlds(apps).await {
        let request = |source: &str, uid: &str| EventRequest {
            query: owned(&[("source", source), ("uid", uid), ("auth_end", "1795438800")]),
            body: Vec::new(),
        };
        let heard = world.connectors.hear(Provider::Weibo, SECRET, &request("404", "77")).await.expect("heard");
        assert_eq!(heard.event.map(|event| (event.kind, event.open_id)), Some((EventKind::Revoked, "77".to_owned())));
        for (secret, request) in [
            ("", request("404", "77")),
            (&SECRET[1..], request("404", "77")),
            (SECRET, request("405", "77")),
            (SECRET, request("404", "")),
        ] {
            let refused = world.connectors.hear(Provider::Weibo, secret, &request).await;
            assert!(matches!(refused, Err(Error::NotTheirs { .. })), "{refused:?}");
        }
        // QQ tells nothing, and nobody may in its name.
        assert!(matches!(world.connectors.hear(Provider::Qq, SECRET, &request("404", "77")).await, Err(Error::Off(_))));
        world.clock.advance(Millis::days(1));
    }
}

#[tokio::test]
async fn no_message_of_a_strangers_is_heard() {
    let strategy = (proptest::collection::vec(any::<u8>(), 0..400), ".{0,60}");
    for world in worlds(apps).await {
        let mut runner = proptest::test_runner::TestRunner::default();
        for _ in 0..500 {
            let (body, word) = strategy.new_tree(&mut runner).expect("a message").current();
            let pairs = owned(&[("timestamp", &NOW_SECONDS.to_string()), ("nonce", &word), ("msg_signature", &word)]);
            let request = EventRequest { query: pairs, body };
            assert!(hear(&world, &request).await.is_err(), "{request:?}");
        }
    }
}
