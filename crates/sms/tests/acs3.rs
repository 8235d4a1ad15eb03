//! Aliyun's signature against what Aliyun publishes and what its own packages send.

use sms::{Call, Credential, Secret, Unsignable, acs3};

use crate::recorded::{Recorded, credential, value};

/// PyPI alibabacloud-dysmsapi20170525 4.6.0 with alibabacloud-tea-openapi 0.4.6.
const SEND_SMS: &[u8] = include_bytes!("recorded/aliyun_send_sms.http");
/// PyPI alibabacloud-dypnsapi20170525 2.0.0.
const GET_MOBILE: &[u8] = include_bytes!("recorded/aliyun_get_mobile.http");
const PASSED_ON: [&str; 5] = ["accept", "user-agent", "x-acs-action", "x-acs-version", "x-acs-credentials-provider"];

fn headers(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The example of Aliyun's document on the signature of version 3: `RunInstances`, fixed parameters.
#[test]
fn the_published_example_is_signed_as_published() {
    let credential = Credential { id: "YourAccessKeyId".to_owned(), secret: Secret::new("YourAccessKeySecret") };
    let headers = headers(&[("x-acs-action", "RunInstances"), ("x-acs-version", "2014-05-26")]);
    let call = Call {
        method: "POST",
        url: "https://ecs.cn-shanghai.aliyuncs.com/?RegionId=cn-shanghai&ImageId=win2019%5F1809_x64_dtc_zh-cn_40G_alibase_20230811%2evhd",
        headers: &headers,
        body: b"",
    };
    let at = "2023-10-26T10:22:32Z".parse().expect("an instant");
    let added = acs3::sign(&call, &credential, at, "3156853299f313e23d1673dc12e1703d").expect("signed");
    assert_eq!(
        value(&added, "authorization"),
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;\
         x-acs-date;x-acs-signature-nonce;x-acs-version,\
         Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    );
}

fn signed_as_recorded(recording: &[u8]) {
    let recorded = Recorded::of(recording);
    let headers = recorded.only(&PASSED_ON);
    let call = Call { method: &recorded.method, url: &recorded.url, headers: &headers, body: &recorded.body };
    let at = recorded.header("x-acs-date").parse().expect("an instant");
    let added = acs3::sign(&call, &credential("LTAIqingyin0recorded"), at, recorded.header("x-acs-signature-nonce"))
        .expect("signed");
    for (name, value) in &added {
        assert_eq!(value, recorded.header(name), "{name}");
    }
}

#[test]
fn the_vendors_own_packages_sign_alike() {
    signed_as_recorded(SEND_SMS);
    signed_as_recorded(GET_MOBILE);
}

#[test]
fn every_byte_that_is_sent_is_signed() {
    let credential = credential("LTAIqingyin0recorded");
    let at = "2026-11-30T09:18:35Z".parse().expect("an instant");
    let plain = headers(&[("x-acs-action", "SendSms")]);
    let other = headers(&[("x-acs-action", "SendSmt")]);
    let sign = |method, url, headers, body| {
        let added = acs3::sign(&Call { method, url, headers, body }, &credential, at, "n").expect("signed");
        value(&added, "authorization").to_owned()
    };
    let first = sign("POST", "https://host.example/?a=1", &plain, b"");
    assert_eq!(first, sign("POST", "https://host.example:443/?%61=%31", &plain, b""));
    for altered in [
        sign("GET", "https://host.example/?a=1", &plain, b""),
        sign("POST", "https://other.example/?a=1", &plain, b""),
        sign("POST", "https://host.example/?a=2", &plain, b""),
        sign("POST", "https://host.example/x?a=1", &plain, b""),
        sign("POST", "https://host.example/?a=1", &other, b""),
        sign("POST", "https://host.example/?a=1", &plain, b" "),
    ] {
        assert_ne!(first, altered);
    }
}

#[test]
fn what_cannot_be_written_is_not_signed() {
    let at = "2026-11-30T09:18:35Z".parse().expect("an instant");
    let sign = |id: &str, pairs: &[(&str, &str)], nonce: &str| {
        let headers = headers(pairs);
        let call = Call { method: "POST", url: "https://host.example/", headers: &headers, body: b"" };
        acs3::sign(&call, &credential(id), at, nonce).map(|_| ())
    };
    assert_eq!(sign("id", &[], "n"), Ok(()));
    assert_eq!(sign("id,Signature=", &[], "n"), Err(Unsignable::Credential));
    assert_eq!(sign("id", &[], "n\nx-acs-action:DeleteAll"), Err(Unsignable::Header));
    assert_eq!(sign("id", &[("X-Acs-Date", "x")], "n"), Err(Unsignable::Header));
    assert_eq!(sign("id", &[("a", "1"), ("A", "2")], "n"), Err(Unsignable::Header));
}
