//! Whatever a vendor or a stranger sends is read without a panic.

use proptest::prelude::*;
use sms::onetap::cmcc::{BASE, Cmcc, Proof};
use sms::onetap::{PrivateKey, Token, dypns};
use sms::requests::Success;
use sms::{Call, Code, Phone, Secret, acs3, answers, reports, tc3};
use units::Timestamp;

fn read_by_all(bytes: &[u8]) {
    drop(answers::aliyun(bytes));
    drop(answers::tencent(bytes));
    drop(answers::generic(bytes, &Success::Contains("x".to_owned())));
    drop(answers::generic(bytes, &Success::Pointer { pointer: "/a/0".to_owned(), equals: "0".to_owned() }));
    drop(reports::aliyun(bytes));
    drop(reports::tencent(bytes));
    drop(dypns::read(bytes));
    let cmcc = Cmcc { base: BASE.to_owned(), app_id: "1".to_owned(), proof: Proof::Md5(Secret::new("k")) };
    drop(cmcc.read(bytes, "m"));
}

/// JSON that is nearly an answer.
fn near() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just("null".to_owned()),
        Just("\"OK\"".to_owned()),
        Just("\"Ok\"".to_owned()),
        Just("\"103000\"".to_owned()),
        Just("true".to_owned()),
        "-?[0-9]{1,20}",
        "\"[a-z0-9+^: \u{4e00}-\u{4e20}]{0,24}\"",
    ];
    let name = prop::sample::select(vec![
        "Code",
        "BizId",
        "Response",
        "SendStatusSet",
        "Error",
        "SerialNo",
        "resultCode",
        "msisdn",
        "inresponseto",
        "GetMobileResultDTO",
        "Mobile",
        "biz_id",
        "success",
        "err_code",
        "sid",
        "report_status",
        "errmsg",
    ]);
    value.prop_recursive(4, 32, 6, move |inner| {
        let fields = prop::collection::vec((name.clone(), inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            fields.prop_map(|fields| {
                let fields: Vec<String> = fields.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                format!("{{{}}}", fields.join(","))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        read_by_all(&bytes);
        drop(PrivateKey::from_pem(&String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn anything_near_an_answer_is_read(text in near()) {
        read_by_all(text.as_bytes());
    }

    #[test]
    fn any_text_is_a_code_of_bounded_length(text in any::<String>()) {
        prop_assert!(Code::of(&text).as_str().len() <= 100 && Code::of(&text).as_str().is_ascii());
        drop(Token::parse(&text));
        drop(Phone::parse(&text));
    }

    #[test]
    fn any_request_is_signed_or_refused(url in any::<String>(), name in any::<String>(), value in any::<String>(), at in any::<i64>()) {
        let headers = [(name, value), ("content-type".to_owned(), "application/json".to_owned())];
        let credential = sms::Credential { id: "id".to_owned(), secret: Secret::new("s") };
        for url in [url.clone(), format!("https://host/{url}"), format!("https://host/?{url}")] {
            let call = Call { method: "POST", url: &url, headers: &headers, body: b"" };
            drop(acs3::sign(&call, &credential, Timestamp::from_millis(at), "n"));
            drop(tc3::sign(&call, &credential, Timestamp::from_millis(at), "sms"));
        }
    }
}
