//! Short messages and one-tap numbers, asked for by the connector of ours that shares no line with the lab.

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::{Value, json};
use sms::answers::{self, Answer, Kind};
use sms::onetap::cmcc::{self, Cmcc, Proof};
use sms::onetap::{self, PrivateKey, Token, dypns};
use sms::requests::{ALIYUN, AliyunSms, FixedRequest, TENCENT, TencentSms};
use sms::{Call, Credential, Secret, acs3, reports, tc3};
use units::{Clock as _, Millis, Timestamp};

use crate::support::{AUTHORITY, Bench, Reply, listen};

const PHONE: &str = "13800138000";
const CODE: &str = "042137";

fn credential(secret: &str) -> Credential {
    Credential { id: "LABKEYID".to_owned(), secret: Secret::new(secret) }
}

async fn bench() -> Bench {
    let bench = Bench::new();
    let accounts = [
        json!({ "cloud": "aliyun", "id": "LABKEYID", "secret": "right", "sign_names": ["清音 ~(测试)"],
            "templates": { "SMS_1": "您的验证码${code}，${minutes}分钟内有效" } }),
        json!({ "cloud": "tencent", "id": "LABKEYID", "secret": "right", "sign_names": ["清音"], "app_id": "1400006666",
            "templates": { "1110": "{1}为您的登录验证码，请于{2}分钟内填写。" } }),
    ];
    for account in accounts {
        register(&bench, account).await;
    }
    bench
}

async fn register(bench: &Bench, account: Value) {
    let reply = bench.json(Method::POST, "/lab/sms/accounts", &account).await;
    assert_eq!(reply.status.as_u16(), 201, "{}", reply.text());
}

async fn fault(bench: &Bench, cloud: &str, fault: &str) {
    bench.json(Method::DELETE, "/lab/sms/faults", &json!({})).await;
    let reply = bench.json(Method::POST, "/lab/sms/faults", &json!({ "cloud": cloud, "fault": fault })).await;
    assert_eq!(reply.status.as_u16(), 204, "{}", reply.text());
}

fn aliyun(base: &str) -> FixedRequest {
    let sms = AliyunSms {
        base: base.to_owned(),
        sign_name: "清音 ~(测试)".to_owned(),
        template_code: "SMS_1".to_owned(),
        code_parameter: "code".to_owned(),
        other_parameters: vec![("minutes".to_owned(), "5".to_owned())],
    };
    sms.request(Some("a+b c"))
}

fn tencent(base: &str) -> FixedRequest {
    let sms = TencentSms {
        base: base.to_owned(),
        region: "ap-guangzhou".to_owned(),
        app_id: "1400006666".to_owned(),
        sign_name: "清音".to_owned(),
        template_id: "1110".to_owned(),
        parameters: vec!["{code}".to_owned(), "5".to_owned()],
    };
    sms.request(Some("7"))
}

/// With the values in their places, each letter of the address that need not be encoded encoded all the same.
fn filled(mut request: FixedRequest, phone: &str) -> FixedRequest {
    let encoded: String = phone.bytes().map(|byte| format!("%{byte:02x}")).collect();
    request.url = request.url.replace("{phone}", &encoded).replace("{sign_in_code}", CODE);
    request.body = request.body.replace("{phone}", phone).replace("{sign_in_code}", CODE);
    request
}

fn signed(mut request: FixedRequest, secret: &str, at: Timestamp, nonce: &str) -> FixedRequest {
    let call =
        Call { method: &request.method, url: &request.url, headers: &request.headers, body: request.body.as_bytes() };
    let is_tencent = request.headers.iter().any(|(name, _)| name == "x-tc-action");
    let added = if is_tencent {
        tc3::sign(&call, &credential(secret), at, "sms")
    } else {
        acs3::sign(&call, &credential(secret), at, nonce)
    };
    request.headers.extend(added.expect("signed"));
    request
}

async fn send(bench: &Bench, request: &FixedRequest) -> Reply {
    let (_, rest) = request.url.split_once("://").expect("a scheme");
    let (host, path) = rest.split_at(rest.find('/').expect("a path"));
    let mut built = Request::builder().method(request.method.as_str()).uri(path).header(header::HOST, host);
    for (name, value) in &request.headers {
        built = built.header(name, value);
    }
    bench.send(built.body(Body::from(request.body.clone())).expect("a request")).await
}

async fn aliyun_answer(bench: &Bench, nonce: &str) -> Answer {
    let request = signed(filled(aliyun(ALIYUN), PHONE), "right", bench.clock.now(), nonce);
    answers::aliyun(&send(bench, &request).await.bytes)
}

async fn tencent_answer(bench: &Bench) -> Answer {
    let request = signed(filled(tencent(TENCENT), "+8613800138000"), "right", bench.clock.now(), "");
    answers::tencent(&send(bench, &request).await.bytes)
}

fn receipt(answer: Answer) -> String {
    match answer {
        Answer::Accepted { receipt } => receipt,
        Answer::Refused { kind, code } => panic!("{kind:?} {code:?}"),
    }
}

fn kind(answer: &Answer) -> Option<Kind> {
    match answer {
        Answer::Refused { kind, .. } => Some(*kind),
        Answer::Accepted { .. } => None,
    }
}

async fn messages(bench: &Bench) -> Vec<Value> {
    let listed = bench.get(&format!("/lab/sms/messages?phone={PHONE}")).await.json();
    listed["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_message_goes_through_each_cloud_and_can_be_read() {
    let bench = bench().await;
    let first = receipt(aliyun_answer(&bench, "n1").await);
    let second = receipt(tencent_answer(&bench).await);
    let messages = messages(&bench).await;
    assert_eq!(messages[0]["text"], "【清音 ~(测试)】您的验证码042137，5分钟内有效");
    assert_eq!(messages[1]["text"], "【清音】042137为您的登录验证码，请于5分钟内填写。");
    assert_eq!((&messages[0]["receipt"], &messages[0]["reference"]), (&json!(first), &json!("a+b c")));
    assert_eq!((&messages[1]["receipt"], &messages[1]["reference"]), (&json!(second), &json!("7")));
}

#[tokio::test]
async fn clouds_are_found_by_path_as_well() {
    let bench = bench().await;
    let at = |host: &str| format!("http://{AUTHORITY}/{host}");
    let request = signed(filled(aliyun(&at("dysmsapi.aliyuncs.com")), PHONE), "right", bench.clock.now(), "n");
    receipt(answers::aliyun(&send(&bench, &request).await.bytes));
    let request = signed(filled(tencent(&at("sms.tencentcloudapi.com")), PHONE), "right", bench.clock.now(), "");
    receipt(answers::tencent(&send(&bench, &request).await.bytes));
    assert_eq!(messages(&bench).await.len(), 2);
}

#[tokio::test]
async fn one_altered_byte_is_refused() {
    let bench = bench().await;
    let now = bench.clock.now();
    let request = signed(filled(aliyun(ALIYUN), PHONE), "right", now, "n");
    let altered_url = FixedRequest { url: request.url.replace(CODE, "042138"), ..request.clone() };
    let altered_body = FixedRequest { body: " ".to_owned(), ..request.clone() };
    let mut altered_header = request.clone();
    altered_header.headers[0].1 = "text/plain".to_owned();
    for altered in [altered_url, altered_body, altered_header, signed(filled(aliyun(ALIYUN), PHONE), "wrong", now, "n")]
    {
        let reply = send(&bench, &altered).await;
        assert_eq!(reply.status.as_u16(), 400);
        assert_eq!(kind(&answers::aliyun(&reply.bytes)), Some(Kind::Credential), "{}", reply.text());
    }
    receipt(answers::aliyun(&send(&bench, &request).await.bytes));
    let again = send(&bench, &request).await;
    assert_eq!(again.json()["Code"], "SignatureNonceUsed");
    let request = signed(filled(tencent(TENCENT), PHONE), "right", now, "");
    let altered = FixedRequest { body: request.body.replace(CODE, "042138"), ..request.clone() };
    for altered in [altered, signed(filled(tencent(TENCENT), PHONE), "wrong", now, "")] {
        assert_eq!(kind(&answers::tencent(&send(&bench, &altered).await.bytes)), Some(Kind::Credential));
    }
    assert_eq!(messages(&bench).await.len(), 1);
}

#[tokio::test]
async fn a_call_is_of_its_time() {
    let bench = bench().await;
    let sent_at = |at: Timestamp, nonce: &'static str| signed(filled(aliyun(ALIYUN), PHONE), "right", at, nonce);
    let now = bench.clock.now();
    for (at, nonce) in [(now - Millis::minutes(15), "a"), (now + Millis::minutes(15), "b")] {
        receipt(answers::aliyun(&send(&bench, &sent_at(at, nonce)).await.bytes));
    }
    for (at, nonce) in [(now - Millis::minutes(16), "c"), (now + Millis::minutes(16), "d")] {
        let answer = answers::aliyun(&send(&bench, &sent_at(at, nonce)).await.bytes);
        assert_eq!(kind(&answer), Some(Kind::Clock));
    }
    let request = signed(filled(tencent(TENCENT), PHONE), "right", now - Millis::minutes(6), "");
    assert_eq!(kind(&answers::tencent(&send(&bench, &request).await.bytes)), Some(Kind::Clock));
}

#[tokio::test]
async fn every_refusal_is_understood() {
    let bench = bench().await;
    for (at, (name, expected)) in [
        ("too_many", Kind::TooMany),
        ("bad_number", Kind::BadNumber),
        ("not_approved", Kind::Template),
        ("arrears", Kind::Funds),
        ("no_permission", Kind::Credential),
        ("wrong_signature", Kind::Credential),
        ("wrong_clock", Kind::Clock),
        ("wrong_answer", Kind::Nonsense),
        ("garbage", Kind::Nonsense),
        ("html", Kind::Nonsense),
        ("empty", Kind::Nonsense),
        ("oversized_answer", Kind::Nonsense),
        ("fails_after", Kind::Nonsense),
    ]
    .into_iter()
    .enumerate()
    {
        fault(&bench, "aliyun", name).await;
        assert_eq!(kind(&aliyun_answer(&bench, &format!("n{at}")).await), Some(expected), "aliyun {name}");
        fault(&bench, "tencent", name).await;
        assert_eq!(kind(&tencent_answer(&bench).await), Some(expected), "tencent {name}");
    }
    fault(&bench, "tencent", "too_many").await;
    bench.json(Method::POST, "/lab/sms/faults", &json!({ "cloud": "tencent", "fault": "whole_call" })).await;
    assert_eq!(kind(&tencent_answer(&bench).await), Some(Kind::TooMany));
    fault(&bench, "aliyun", "extra_fields").await;
    receipt(aliyun_answer(&bench, "extra").await);
    fault(&bench, "tencent", "arrears").await;
    let request = signed(filled(tencent(TENCENT), PHONE), "right", bench.clock.now(), "");
    assert_eq!(send(&bench, &request).await.kind(), "application/json");
}

#[tokio::test]
async fn what_became_of_a_message_is_reported() {
    let bench = bench().await;
    let (address, calls) = listen().await;
    for (cloud, more) in [("aliyun", json!({ "SMS_1": "${code}" })), ("tencent", json!({ "1110": "{1} {2}" }))] {
        let sign_names = ["清音", "清音 ~(测试)"];
        let account = json!({ "cloud": cloud, "id": "LABKEYID", "secret": "right", "sign_names": sign_names,
            "app_id": "1400006666", "templates": more, "report_address": address });
        register(&bench, account).await;
    }
    let receipts = [receipt(aliyun_answer(&bench, "n").await), receipt(tencent_answer(&bench).await)];
    for receipt in &receipts {
        for delivered in [true, false] {
            let fate = json!({ "receipt": receipt, "delivered": delivered });
            let reply = bench.json(Method::POST, "/lab/sms/reports", &fate).await.json();
            assert_eq!(reply["status"], 200, "{reply}");
        }
    }
    let calls = calls.lock().expect("no panic").clone();
    let read = |at: usize, read: fn(&[u8]) -> Result<Vec<reports::Report>, reports::NotReports>| {
        read(calls[at].body.as_bytes()).expect("reports").remove(0)
    };
    let told =
        [read(0, reports::aliyun), read(1, reports::aliyun), read(2, reports::tencent), read(3, reports::tencent)];
    for (report, (receipt, delivered, code)) in told.iter().zip([
        (&receipts[0], true, "DELIVERED"),
        (&receipts[0], false, "MK:0001"),
        (&receipts[1], true, "DELIVRD"),
        (&receipts[1], false, "MK:0001"),
    ]) {
        assert_eq!((&report.receipt, report.delivered, report.code.as_str()), (receipt, delivered, code));
    }
}

async fn token(bench: &Bench, for_check: bool) -> Token {
    let asked = json!({ "phone": PHONE, "for_check": for_check });
    let made = bench.json(Method::POST, "/lab/sms/tokens", &asked).await.json();
    Token::parse(made["token"].as_str().expect("a token")).expect("a token")
}

fn tap_kind(answer: &onetap::Answer) -> Option<onetap::Kind> {
    match answer {
        onetap::Answer::Refused { kind, .. } => Some(*kind),
        onetap::Answer::Confirmed(phone) => {
            assert_eq!(phone.e164(), "+8613800138000");
            None
        }
    }
}

#[tokio::test]
async fn aliyun_tells_whose_number_a_token_is_once() {
    let bench = bench().await;
    let ask = async |token: &Token, nonce: &str| {
        let request = signed(dypns::request(dypns::BASE, Some(token)), "right", bench.clock.now(), nonce);
        tap_kind(&dypns::read(&send(&bench, &request).await.bytes))
    };
    let once = token(&bench, false).await;
    assert_eq!(ask(&once, "1").await, None);
    assert_eq!(ask(&once, "2").await, Some(onetap::Kind::UsedToken));
    let late = token(&bench, false).await;
    bench.clock.advance(Millis::minutes(3));
    assert_eq!(ask(&late, "3").await, Some(onetap::Kind::ExpiredToken));
    assert_eq!(ask(&Token::parse("nobody").expect("a token"), "4").await, Some(onetap::Kind::BadToken));
    for (at, (name, expected)) in [
        ("arrears", onetap::Kind::Funds),
        ("no_permission", onetap::Kind::NotAllowed),
        ("wrong_answer", onetap::Kind::Nonsense),
    ]
    .into_iter()
    .enumerate()
    {
        fault(&bench, "aliyun", name).await;
        assert_eq!(ask(&token(&bench, false).await, &format!("f{at}")).await, Some(expected), "{name}");
    }
}

async fn carrier(bench: &Bench, proof: Proof) -> Cmcc {
    let public_key = include_str!("keys/onetap_public.pem");
    register(bench, json!({ "cloud": "cmcc", "id": "300000000076", "secret": "app key", "public_key": public_key }))
        .await;
    Cmcc { base: cmcc::BASE.to_owned(), app_id: "300000000076".to_owned(), proof }
}

async fn exchange(bench: &Bench, app: &Cmcc, token: &Token, message: &str) -> Option<onetap::Kind> {
    let request = app.request(token, message, bench.clock.now()).expect("a request");
    tap_kind(&app.read(&send(bench, &request).await.bytes, message))
}

fn by_rsa() -> Proof {
    Proof::Rsa(PrivateKey::from_pem(include_str!("../../sms/tests/recorded/onetap_key.pem")).expect("a key"))
}

#[tokio::test]
async fn china_mobile_tells_whose_number_a_token_is_in_both_ways() {
    let bench = bench().await;
    for (at, proof) in [Proof::Md5(Secret::new("app key")), by_rsa()].into_iter().enumerate() {
        let app = carrier(&bench, proof).await;
        let once = token(&bench, false).await;
        assert_eq!(exchange(&bench, &app, &once, &format!("m{at}1")).await, None);
        assert_eq!(exchange(&bench, &app, &once, &format!("m{at}2")).await, Some(onetap::Kind::ExpiredToken));
        let another = token(&bench, false).await;
        assert_eq!(exchange(&bench, &app, &another, &format!("m{at}1")).await, Some(onetap::Kind::UsedToken));
        let for_check = token(&bench, true).await;
        assert_eq!(exchange(&bench, &app, &for_check, &format!("m{at}3")).await, Some(onetap::Kind::NotAllowed));
    }
}

#[tokio::test]
async fn china_mobile_refuses_what_is_not_signed_right() {
    let bench = bench().await;
    let app = carrier(&bench, Proof::Md5(Secret::new("wrong key"))).await;
    assert_eq!(exchange(&bench, &app, &token(&bench, false).await, "m1").await, Some(onetap::Kind::Credential));
    for proof in [Proof::Md5(Secret::new("app key")), by_rsa()] {
        let app = carrier(&bench, proof).await;
        let (one, other) = (token(&bench, false).await, token(&bench, false).await);
        let request = app.request(&one, "m2", bench.clock.now()).expect("a request");
        let swapped = app.request(&other, "m2", bench.clock.now()).expect("a request");
        let body: Value = serde_json::from_str(&request.body).expect("JSON");
        let mut mixed: Value = serde_json::from_str(&swapped.body).expect("JSON");
        mixed["sign"] = body["sign"].clone();
        let mixed = FixedRequest { body: mixed.to_string(), ..request };
        assert_eq!(tap_kind(&app.read(&send(&bench, &mixed).await.bytes, "m2")), Some(onetap::Kind::Credential));
        let unknown = Cmcc { app_id: "1".to_owned(), ..app };
        assert_eq!(exchange(&bench, &unknown, &one, "m3").await, Some(onetap::Kind::Credential));
    }
    let app = carrier(&bench, Proof::Md5(Secret::new("app key"))).await;
    fault(&bench, "cmcc", "wrong_answer").await;
    assert_eq!(exchange(&bench, &app, &token(&bench, false).await, "m4").await, Some(onetap::Kind::Nonsense));
}
