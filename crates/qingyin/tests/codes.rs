//! Sign-in codes on every way by which they leave, before the lab that plays who delivers them.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use config::{Agreement, Secret, Sms, SmsAliyun, SmsCmpp, SmsTencent};
use lab::{GatewayAccount, GatewayVersion, Lab};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tower::ServiceExt as _;
use units::ManualClock;

use crate::common::contract::Contract;
use crate::common::{Codes, NOON, PHONE, World, config, start};

/// What all accounts at the lab have.
pub const SECRET: &str = "right";

/// The lab, its own interface, and where it listens.
pub struct Phones {
    router: Router,
    pub address: String,
    gateway_port: u16,
}

impl Phones {
    pub async fn new(clock: &ManualClock) -> Self {
        let lab = Lab::new(Arc::new(clock.clone()), StdRng::seed_from_u64(3));
        let router = lab::router(&lab);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let served = router.clone();
        tokio::spawn(async move { axum::serve(listener, served).await });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let gateway_port = listener.local_addr().unwrap().port();
        tokio::spawn(lab::serve_gateway(Arc::clone(&lab), listener));
        let account = GatewayAccount {
            source_addr: "901234".to_owned(),
            secret: SECRET.to_owned(),
            version_max: GatewayVersion::V30,
            window: 16,
            report_state: "DELIVRD".to_owned(),
        };
        lab.register_gateway_account(account).unwrap();
        let phones = Self { router, address, gateway_port };
        for account in [
            json!({ "cloud": "aliyun", "id": "KEY", "secret": SECRET, "sign_names": ["清音"],
                "templates": { "SMS_1": "验证码${code}" } }),
            json!({ "cloud": "tencent", "id": "KEY", "secret": SECRET, "sign_names": ["清音"],
                "app_id": "1400006666", "templates": { "1110": "验证码{1}" } }),
        ] {
            phones.control("POST", "/lab/sms/accounts", &account).await;
        }
        phones
    }

    async fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
        let request = request.header(header::HOST, "127.0.0.1").body(Body::from(body.to_string())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert!(response.status().is_success(), "{path}: {}", response.status());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        serde_json::from_slice(&bytes).unwrap_or(Value::Null)
    }

    /// The digits of the code that the phone has received last.
    pub async fn code(&self, list: &str) -> String {
        let messages = self.control("GET", list, &json!({})).await;
        let last = messages["items"].as_array().and_then(|items| items.last()).cloned().unwrap_or_default();
        assert!(last.to_string().contains(PHONE), "{messages}");
        let text = last["text"].as_str().unwrap_or_default();
        text.chars().filter(char::is_ascii_digit).collect()
    }
}

fn agreement() -> Agreement {
    let day = |text: &str| text.parse().unwrap();
    Agreement {
        country: "CN".to_owned(),
        name: "A-1".to_owned(),
        signed: day("2026-01-01"),
        checked_at: day("2026-01-02"),
        expires_at: day("2027-12-31"),
    }
}

fn aliyun(phones: &Phones) -> Sms {
    Sms::Aliyun(Box::new(SmsAliyun {
        access_key_id: "KEY".to_owned(),
        access_key_secret: Secret::new(SECRET),
        sign_name: "清音".to_owned(),
        template_code: "SMS_1".to_owned(),
        simulator: Some(phones.address.clone()),
        agreement: agreement(),
    }))
}

fn tencent(phones: &Phones) -> Sms {
    Sms::Tencent(Box::new(SmsTencent {
        secret_id: "KEY".to_owned(),
        secret_key: Secret::new(SECRET),
        app_id: "1400006666".to_owned(),
        sign_name: "清音".to_owned(),
        template_id: "1110".to_owned(),
        region: "ap-guangzhou".to_owned(),
        simulator: Some(phones.address.clone()),
        agreement: agreement(),
    }))
}

fn carrier(phones: &Phones, is_version_3: bool) -> Sms {
    Sms::Cmpp(Box::new(SmsCmpp {
        host: "127.0.0.1".to_owned(),
        port: phones.gateway_port,
        is_version_3,
        source_addr: "901234".to_owned(),
        secret: Secret::new(SECRET),
        service_id: "QINGYIN".to_owned(),
        src_id: "10657".to_owned(),
        text: "【清音】验证码 {code}，请勿告诉他人。".to_owned(),
        window_max: 16,
        agreement: agreement(),
    }))
}

/// The service with this way for codes, on each engine.
async fn worlds(sms: impl Fn(&Phones) -> Sms) -> Vec<(Phones, World)> {
    let mut found = Vec::new();
    for location in testkit::locations().await {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("music")).unwrap();
        let clock = ManualClock::at(NOON);
        let phones = Phones::new(&clock).await;
        let (mut config, is_sqlite) = config(folder.path(), location);
        config.sms = sms(&phones);
        let codes = Codes::default();
        let app = start(&config, &clock, &codes).await;
        let contract = Contract::of(&app);
        found.push((phones, World { app, clock, codes, config, folder, is_sqlite, contract }));
    }
    found
}

async fn signs_in(sms: impl Fn(&Phones) -> Sms, list: &str, recipient: &str) {
    for (phones, world) in worlds(sms).await {
        world
            .send("POST", "/sign_in/sms_codes", None, Some(json!({ "phone": PHONE })))
            .await
            .expect(StatusCode::ACCEPTED);
        let code = phones.code(list).await;
        assert_eq!(code.len(), 6, "{code}");
        let policy = world.send("GET", "/policy", None, None).await.ok();
        let typed = json!({ "phone": PHONE, "code": code, "bearer": true,
            "policy_version": policy["version"], "text_hash": policy["text_hash"] });
        let signed_in = world.send("POST", "/sign_in/sms", None, Some(typed)).await.ok();
        let token = signed_in["token"].as_str().unwrap();
        let ledger = world.send("GET", "/me/disclosures", Some(token), None).await.ok();
        let entry = &ledger["items"][0];
        assert!(entry.to_string().contains(recipient) && entry["outcome"] == "sent", "{ledger}");
        assert!(!ledger.to_string().contains(&code), "{ledger}");
        assert_eq!(world.codes.text(), "", "nothing is printed in the terminal");
    }
}

#[tokio::test]
async fn a_code_by_aliyun_opens_an_account() {
    signs_in(aliyun, "/lab/sms/messages", "sms_gateway").await;
}

#[tokio::test]
async fn a_code_by_tencent_cloud_opens_an_account() {
    signs_in(tencent, "/lab/sms/messages", "sms_gateway").await;
}

#[tokio::test]
async fn a_code_by_a_carriers_gateway_opens_an_account() {
    signs_in(|phones| carrier(phones, true), "/lab/ismg/messages", "sms_carrier").await;
    signs_in(|phones| carrier(phones, false), "/lab/ismg/messages", "sms_carrier").await;
}

#[tokio::test]
async fn what_was_not_taken_on_is_told_as_far_as_the_listener_can_do_something() {
    for (phones, world) in worlds(aliyun).await {
        for (fault, code) in
            [("too_many", "sms.too_many"), ("bad_number", "sms.number_refused"), ("arrears", "sms.failed")]
        {
            phones.control("POST", "/lab/sms/faults", &json!({ "cloud": "aliyun", "fault": fault })).await;
            let refused = world.send("POST", "/sign_in/sms_codes", None, Some(json!({ "phone": PHONE }))).await;
            assert_eq!(refused.json()["code"], code, "{fault}");
            phones.control("DELETE", "/lab/sms/faults", &json!({})).await;
            // Another code is not asked for too soon.
            world.clock.advance(units::Millis::minutes(2));
        }
    }
}
