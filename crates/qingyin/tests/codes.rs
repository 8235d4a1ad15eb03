//! Sign-in codes on every way by which they leave, before the lab that plays who delivers them.

use axum::http::StatusCode;
use config::{Sms, SmsAliyun, SmsCmpp, SmsTencent};
use serde_json::json;

use crate::common::phones::{Phones, agreement, secret, worlds_before_phones};
use crate::common::{PHONE, World};

fn aliyun(phones: &Phones) -> Sms {
    Sms::Aliyun(Box::new(SmsAliyun {
        access_key_id: "KEY".to_owned(),
        access_key_secret: secret(),
        sign_name: "清音".to_owned(),
        template_code: "SMS_1".to_owned(),
        simulator: Some(phones.address.clone()),
        agreement: agreement(),
    }))
}

fn tencent(phones: &Phones) -> Sms {
    Sms::Tencent(Box::new(SmsTencent {
        secret_id: "KEY".to_owned(),
        secret_key: secret(),
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
        secret: secret(),
        service_id: "QINGYIN".to_owned(),
        src_id: "10657".to_owned(),
        text: "【清音】验证码 {code}，请勿告诉他人。".to_owned(),
        window_max: 16,
        agreement: agreement(),
    }))
}

/// The service with this way for codes, on each engine.
async fn worlds(sms: impl Fn(&Phones) -> Sms) -> Vec<(Phones, World)> {
    worlds_before_phones(|phones, config| config.sms = sms(phones)).await
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
