//! Tencent Cloud's signature against what it publishes and what its own package sends.

use sms::{Call, Credential, Secret, Unsignable, tc3};
use units::Timestamp;

use crate::recorded::{Recorded, credential, value};

/// PyPI tencentcloud-sdk-python-sms 3.1.153.
const SEND_SMS: &[u8] = include_bytes!("recorded/tencent_send_sms.http");

/// The example of Tencent Cloud's document on signature v3: `DescribeInstances`.
#[test]
fn the_published_example_is_signed_as_published() {
    let credential = Credential {
        id: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE".to_owned(),
        secret: Secret::new("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"),
    };
    let headers = [("Content-Type".to_owned(), "application/json; charset=utf-8".to_owned())];
    let body = br#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;
    let call = Call { method: "POST", url: "https://cvm.tencentcloudapi.com", headers: &headers, body };
    let at = Timestamp::from_millis(1_551_113_065_000);
    let added = tc3::sign(&call, &credential, at, "cvm").expect("signed");
    assert_eq!(value(&added, "x-tc-timestamp"), "1551113065");
    assert_eq!(
        value(&added, "authorization"),
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, \
         SignedHeaders=content-type;host, \
         Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
    );
}

#[test]
fn the_vendors_own_package_signs_alike() {
    let recorded = Recorded::of(SEND_SMS);
    let headers = recorded.only(&["content-type", "x-tc-action", "x-tc-version", "x-tc-region"]);
    let call = Call { method: &recorded.method, url: &recorded.url, headers: &headers, body: &recorded.body };
    let seconds: i64 = recorded.header("x-tc-timestamp").parse().expect("a number");
    let at = Timestamp::from_millis(seconds * 1_000 + 999);
    let added = tc3::sign(&call, &credential("AKIDqingyin0recorded"), at, "sms").expect("signed");
    for (name, value) in &added {
        assert_eq!(value, recorded.header(name), "{name}");
    }
}

#[test]
fn what_cannot_be_written_is_not_signed() {
    let json = [("content-type".to_owned(), "application/json".to_owned())];
    let sign = |id: &str, url: &str, headers: &[(String, String)]| {
        let call = Call { method: "POST", url, headers, body: b"{}" };
        tc3::sign(&call, &credential(id), Timestamp::from_millis(0), "sms").map(|_| ())
    };
    assert_eq!(sign("id", "https://host.example/", &json), Ok(()));
    assert_eq!(sign("id", "https://host.example/?a", &json), Err(Unsignable::Query));
    assert_eq!(sign("id", "https://host.example/", &[]), Err(Unsignable::ContentType));
    assert_eq!(sign("id/2019", "https://host.example/", &json), Err(Unsignable::Credential));
}
