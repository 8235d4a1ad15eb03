//! The lab that plays who knows telephone numbers, before a whole service.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use config::{Agreement, Config, Secret};
use lab::{GatewayAccount, GatewayVersion, Lab};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tower::ServiceExt as _;
use units::ManualClock;

use super::contract::Contract;
use super::{Codes, NOON, PHONE, World, config, start};

/// The secret of every account at the lab.
pub const SECRET: &str = "right";

/// The lab, its own interface, and where it listens.
pub struct Phones {
    router: Router,
    pub address: String,
    pub gateway_port: u16,
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

    pub async fn control(&self, method: &str, path: &str, body: &Value) -> Value {
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

    /// What the app on this phone would be given after a tap.
    pub async fn token(&self, phone: &str) -> String {
        let made = self.control("POST", "/lab/sms/tokens", &json!({ "phone": phone })).await;
        made["token"].as_str().unwrap().to_owned()
    }
}

pub fn agreement() -> Agreement {
    let day = |text: &str| text.parse().unwrap();
    Agreement {
        country: "CN".to_owned(),
        name: "A-1".to_owned(),
        signed: day("2026-01-01"),
        checked_at: day("2026-01-02"),
        expires_at: day("2027-12-31"),
    }
}

/// A secret of the operator's.
pub fn secret() -> Secret {
    Secret::new(SECRET)
}

/// The service as these settings have it, before the lab, on each engine.
pub async fn worlds_before_phones(set: impl Fn(&Phones, &mut Config)) -> Vec<(Phones, World)> {
    let mut found = Vec::new();
    for location in testkit::locations(qingyin::MODULES, &qingyin::personal_tables()).await {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("music")).unwrap();
        let clock = ManualClock::at(NOON);
        let phones = Phones::new(&clock).await;
        let (mut config, is_sqlite) = config(folder.path(), location);
        set(&phones, &mut config);
        let codes = Codes::default();
        let app = start(&config, &clock, &codes).await;
        let contract = Contract::of(&app);
        found.push((phones, World { app, clock, codes, config, folder, is_sqlite, contract }));
    }
    found
}
