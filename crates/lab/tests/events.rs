//! What vendors tell apps of their own accord.

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt as _, KeyInit as _};
use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lab::{Fault, Vendor};
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};

use crate::support::{Bench, Call, NOW, listen, parameters, value};
use crate::{apple, oidc, tokens, wechat, weibo};

const TOKEN: &str = "t0ken";
/// 43 characters that stand for 32 bytes.
const KEY: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";

fn part<'a>(xml: &'a str, name: &str) -> &'a str {
    let (_, rest) = xml.split_once(&format!("<{name}>")).unwrap_or_else(|| panic!("no {name} in {xml}"));
    let text = rest.split_once(&format!("</{name}>")).expect("its end").0;
    text.strip_prefix("<![CDATA[").and_then(|text| text.strip_suffix("]]>")).unwrap_or(text)
}

fn signature(parts: &[&str]) -> String {
    let mut parts = parts.to_vec();
    parts.sort_unstable();
    hex::encode(Sha1::digest(parts.concat()))
}

/// The message inside, and the app it is for.
fn open(sealed: &str) -> (String, String) {
    let key: [u8; 32] = *b"0123456789abcdef0123456789abcdef";
    let cipher = Aes256::new(&key.into());
    let sealed = STANDARD.decode(sealed).expect("base64");
    let mut before: Vec<u8> = key[..16].to_vec();
    let mut text = Vec::new();
    for chunk in sealed.chunks_exact(16) {
        let block: [u8; 16] = chunk.try_into().expect("16 bytes");
        let mut block = block.into();
        cipher.decrypt_block(&mut block);
        text.extend(block.iter().zip(&before).map(|(byte, mask)| byte ^ mask));
        before = chunk.to_vec();
    }
    let padding = usize::from(*text.last().expect("a block"));
    assert!((1..=32).contains(&padding));
    text.truncate(text.len() - padding);
    let length = u32::from_be_bytes(text[16..20].try_into().expect("four bytes")) as usize;
    let read = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (read(&text[20..20 + length]), read(&text[20 + length..]))
}

async fn wechat_with(more: Value) -> (Bench, std::sync::Arc<std::sync::Mutex<Vec<Call>>>) {
    let (address, calls) = listen().await;
    let mut app = wechat::app();
    app["event_address"] = json!(address);
    app["event_token"] = json!(TOKEN);
    for (name, value) in more.as_object().expect("fields") {
        app[name] = value.clone();
    }
    let bench = Bench::with(app);
    wechat::buy(&bench, &wechat::code(&bench, "lin").await).await;
    (bench, calls)
}

async fn wechat_event(bench: &Bench, event: &str) {
    let reply = bench.event(Vendor::Wechat, wechat::APP, "lin", event).await.json();
    assert_eq!(reply["sent"][0]["status"], 200, "{reply}");
}

#[tokio::test]
async fn wechat_seals_and_signs_what_it_pushes() {
    let (bench, calls) = wechat_with(json!({ "encoding_key": KEY })).await;
    let events = ["user_info_modified", "user_authorization_revoke"];
    for event in events {
        wechat_event(&bench, event).await;
    }
    let calls = calls.lock().expect("no panic").clone();
    for (call, event) in calls.iter().zip(events) {
        let of = |name: &str| value(&call.query, name);
        let sealed = part(&call.body, "Encrypt");
        assert_eq!((of("encrypt_type"), of("timestamp")), ("aes", NOW.to_string().as_str()));
        assert_eq!(of("signature"), signature(&[TOKEN, of("timestamp"), of("nonce")]));
        assert_eq!(of("msg_signature"), signature(&[TOKEN, of("timestamp"), of("nonce"), sealed]));
        let (message, app_id) = open(sealed);
        assert_eq!(app_id, wechat::APP);
        assert_eq!((part(&message, "MsgType"), part(&message, "Event")), ("event", event));
        assert_eq!((part(&message, "AppID"), part(&message, "RevokeInfo")), (wechat::APP, "1"));
        assert_eq!(part(&message, "OpenID"), part(&message, "FromUserName"));
        assert_eq!(part(&message, "CreateTime"), NOW.to_string());
    }
    assert_ne!(value(&calls[0].query, "nonce"), value(&calls[1].query, "nonce"));
    let listed = bench.get("/lab/authorisations").await.json();
    assert_ne!(listed["items"][0]["ended"], json!(null));
}

#[tokio::test]
async fn wechat_pushes_json_with_the_spaces_of_its_own_sample() {
    let (bench, calls) = wechat_with(json!({ "event_format": "json" })).await;
    wechat_event(&bench, "user_authorization_cancellation").await;
    let body = calls.lock().expect("no panic")[0].body.clone();
    let event: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(event["Event"], "user_authorization_cancellation");
    assert_eq!((&event[" AppID"], &event[" RevokeInfo"]), (&json!(wechat::APP), &json!("1")));
}

#[tokio::test]
async fn wechat_asks_whether_the_address_is_the_apps() {
    let (bench, calls) = wechat_with(json!({})).await;
    let reply = bench.event(Vendor::Wechat, wechat::APP, "lin", "verify_address").await.json();
    let call = calls.lock().expect("no panic")[0].clone();
    assert_eq!(call.method, Method::GET);
    let of = |name: &str| value(&call.query, name);
    assert_eq!(of("signature"), signature(&[TOKEN, of("timestamp"), of("nonce")]));
    assert_eq!(reply["sent"][0]["answer"], of("echostr"));
}

#[tokio::test]
async fn wechats_faults_are_in_what_arrives() {
    let (bench, calls) = wechat_with(json!({ "encoding_key": KEY })).await;
    let calls_now = || calls.lock().expect("no panic").drain(..).collect::<Vec<_>>();
    let send = async |fault: Fault| {
        bench.json(Method::DELETE, "/lab/faults", &json!({})).await;
        bench.fault(Vendor::Wechat, fault);
        wechat_event(&bench, "user_info_modified").await;
        calls_now()
    };
    let wrong = send(Fault::WrongSignature).await;
    let of = |name: &str| value(&wrong[0].query, name);
    assert_ne!(of("msg_signature"), signature(&[TOKEN, of("timestamp"), of("nonce"), part(&wrong[0].body, "Encrypt")]));
    let stale = send(Fault::StaleTimestamp).await;
    assert_eq!(value(&stale[0].query, "timestamp"), (NOW - 86_400).to_string());
    let twice = send(Fault::DuplicateNotify).await;
    assert_eq!(twice.len(), 2);
    assert_eq!((&twice[0].query, &twice[0].body), (&twice[1].query, &twice[1].body));
    let replayed = send(Fault::ReplayedNonce).await;
    assert_eq!(value(&replayed[0].query, "nonce"), value(&twice[0].query, "nonce"));
    assert_ne!(replayed[0].body, twice[0].body);
    let other = send(Fault::WrongAudience).await;
    let (message, app_id) = open(part(&other[0].body, "Encrypt"));
    assert!(app_id != wechat::APP && part(&message, "AppID") == app_id);
    let unsigned = send(Fault::UnsignedToken).await;
    assert!(unsigned[0].query.iter().all(|(name, _)| !name.contains("signature")));
    assert_eq!(part(&unsigned[0].body, "Event"), "user_info_modified");
    let (message, _) = open(part(&send(Fault::ReorderedFields).await[0].body, "Encrypt"));
    assert!(message.starts_with("<xml><RevokeInfo>"), "{message}");
    let (message, _) = open(part(&send(Fault::ExtraFields).await[0].body, "Encrypt"));
    assert!(message.contains("<lab_unknown>"), "{message}");
}

#[tokio::test]
async fn weibo_asks_an_address_without_any_signature() {
    let (address, calls) = listen().await;
    let mut app = weibo::app();
    app["event_address"] = json!(address);
    let bench = Bench::with(app);
    weibo::buy(&bench, "lin").await;
    bench.event(Vendor::Weibo, weibo::APP, "lin", "cancelled").await;
    let call = calls.lock().expect("no panic")[0].clone();
    assert_eq!(call.method, Method::GET);
    let expected = parameters(&format!("?source={}&uid=7700000001&auth_end={NOW}", weibo::APP));
    assert_eq!(call.query, expected);
}

async fn apple_with() -> (Bench, std::sync::Arc<std::sync::Mutex<Vec<Call>>>) {
    let (address, calls) = listen().await;
    let mut app = apple::app();
    app["event_address"] = json!(address);
    let bench = Bench::with(app);
    apple::posted(&bench, "zoe").await;
    (bench, calls)
}

fn payload(call: &Call) -> tokens::Token {
    let body: Value = serde_json::from_str(&call.body).expect("JSON");
    tokens::read(body["payload"].as_str().expect("text"))
}

#[tokio::test]
async fn apple_signs_an_event_inside_a_string() {
    let (bench, calls) = apple_with().await;
    for event in ["email_disabled", "consent_revoked"] {
        bench.event(Vendor::Apple, apple::APP, "zoe", event).await;
    }
    let calls = calls.lock().expect("no panic").clone();
    let keys = apple::keys(&bench).await;
    let told: Vec<tokens::Token> = calls.iter().map(payload).collect();
    let events: Vec<Value> = told
        .iter()
        .map(|token| serde_json::from_str(token.claims["events"].as_str().expect("a string")).expect("JSON"))
        .collect();
    assert!(told.iter().all(|token| tokens::is_signed(token, &keys) && token.claims["aud"] == apple::APP));
    assert_ne!(told[0].claims["jti"], told[1].claims["jti"]);
    assert_eq!((&events[0]["type"], &events[1]["type"]), (&json!("email-disabled"), &json!("consent-revoked")));
    assert_eq!(events[0]["event_time"], NOW * 1_000);
    assert!(events[0]["email"].is_string() && events[1].get("email").is_none());
}

#[tokio::test]
async fn apples_faults_are_in_what_arrives() {
    let (bench, calls) = apple_with().await;
    let keys = apple::keys(&bench).await;
    let send = async |fault: Fault| {
        bench.json(Method::DELETE, "/lab/faults", &json!({})).await;
        bench.fault(Vendor::Apple, fault);
        bench.event(Vendor::Apple, apple::APP, "zoe", "email_enabled").await;
        calls.lock().expect("no panic").drain(..).map(|call| payload(&call)).collect::<Vec<_>>()
    };
    assert!(!tokens::is_signed(&send(Fault::WrongSignature).await[0], &keys));
    let stale = &send(Fault::StaleTimestamp).await[0];
    let event: Value = serde_json::from_str(stale.claims["events"].as_str().expect("a string")).expect("JSON");
    assert_eq!((&stale.claims["iat"], &event["event_time"]), (&json!(NOW - 86_400), &json!((NOW - 86_400) * 1_000)));
    assert!(tokens::is_signed(stale, &keys));
    let twice = send(Fault::DuplicateNotify).await;
    assert_eq!((twice.len(), &twice[0].text), (2, &twice[1].text));
    let replayed = [send(Fault::ReplayedNonce).await, send(Fault::ReplayedNonce).await].concat_ids();
    assert_eq!(replayed, ["lab-replayed", "lab-replayed"]);
    assert_eq!(send(Fault::OtherIssuer).await[0].claims["iss"], "https://issuer.lab.invalid");
    assert_eq!(send(Fault::WrongAudience).await[0].claims["aud"], "lab-another-app");
    let expired = &send(Fault::ExpiredToken).await[0];
    assert!(tokens::is_signed(expired, &keys) && expired.claims["exp"].as_i64() < Some(NOW));
}

trait Ids {
    fn concat_ids(&self) -> Vec<String>;
}

impl Ids for [Vec<tokens::Token>; 2] {
    fn concat_ids(&self) -> Vec<String> {
        self.iter().flatten().map(|token| token.claims["jti"].as_str().expect("text").to_owned()).collect()
    }
}

#[tokio::test]
async fn a_provider_logs_out_through_the_back_channel() {
    let (address, calls) = listen().await;
    let mut app = oidc::app();
    app["event_address"] = json!(address);
    app["id_token_alg"] = json!("ES256");
    let bench = Bench::with(app);
    let bought = oidc::buy(&bench, "lin").await.json();
    let signed_in = tokens::read(bought["id_token"].as_str().expect("text"));
    bench.event(Vendor::Oidc, oidc::APP, "lin", "logout").await;
    let form = parameters(&format!("?{}", calls.lock().expect("no panic")[0].body));
    let token = tokens::read(value(&form, "logout_token"));
    assert!(tokens::is_signed(&token, &oidc::keys(&bench).await));
    assert_eq!((&token.header["typ"], token.claims.get("nonce")), (&json!("logout+jwt"), None));
    assert_eq!((&token.claims["sid"], &token.claims["sub"]), (&signed_in.claims["sid"], &signed_in.claims["sub"]));
    assert_eq!(token.claims["events"], json!({ "http://schemas.openid.net/event/backchannel-logout": {} }));
    assert_eq!(oidc::userinfo(&bench, &bought).await.status.as_u16(), 401);
}

#[tokio::test]
async fn an_app_that_is_not_there_is_noted() {
    let mut app = weibo::app();
    // Nothing listens on the port of "discard" of a machine of today.
    app["event_address"] = json!("http://127.0.0.1:9/events");
    let bench = Bench::with(app);
    weibo::buy(&bench, "lin").await;
    let reply = bench.event(Vendor::Weibo, weibo::APP, "lin", "cancelled").await.json();
    assert_eq!(reply["sent"][0]["status"], json!(null));
    assert!(reply["sent"][0]["answer"].as_str().is_some_and(|reason| reason.starts_with("no connection")));
    let page = bench.get("/api.weibo.com/lab/authorisations").await.text();
    assert!(page.contains("no connection"), "{page}");
}
