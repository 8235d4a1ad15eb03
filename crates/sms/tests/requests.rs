//! Requests are fixed text with places, and with nothing else that could become one.

use serde_json::{Value, json};
use sms::requests::{ALIYUN, AliyunSms, GenericSms, NotARequest, Success, TENCENT, TencentSms};

fn aliyun() -> AliyunSms {
    AliyunSms {
        base: ALIYUN.to_owned(),
        sign_name: "清音 {phone}".to_owned(),
        template_code: "SMS_154950909".to_owned(),
        code_parameter: "code".to_owned(),
        other_parameters: vec![("minutes".to_owned(), "{sign_in_code}".to_owned())],
    }
}

#[test]
fn aliyun_takes_everything_in_the_query() {
    let request = aliyun().request(Some("out 7"));
    assert_eq!(
        request.url,
        "https://dysmsapi.aliyuncs.com/?PhoneNumbers={phone}&SignName=%E6%B8%85%E9%9F%B3%20%7Bphone%7D\
         &TemplateCode=SMS_154950909&TemplateParam=%7B%22code%22%3A%22{sign_in_code}%22%2C%22minutes%22%3A%22\
         %5Cu007bsign_in_code%7D%22%7D&OutId=out%207"
    );
    assert_eq!((request.method.as_str(), request.body.as_str()), ("POST", ""));
    let filled = request.url.replace("{sign_in_code}", "042137");
    let query = filled.split_once('?').expect("a query").1;
    let parameters =
        form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "TemplateParam").expect("there").1;
    let parameters: Value = serde_json::from_str(&parameters).expect("JSON");
    assert_eq!(parameters, json!({ "code": "042137", "minutes": "{sign_in_code}" }));
}

#[test]
fn aliyun_has_its_own_way_of_writing_numbers() {
    assert_eq!(AliyunSms::phone("+8613800138000"), "13800138000");
    assert_eq!(AliyunSms::phone("+85251234567"), "85251234567");
}

#[test]
fn tencent_takes_json() {
    let sms = TencentSms {
        base: TENCENT.to_owned(),
        region: "ap-guangzhou".to_owned(),
        app_id: "1400006666".to_owned(),
        sign_name: "\"{phone}\"".to_owned(),
        template_id: "1110".to_owned(),
        parameters: vec!["{code}".to_owned(), "5 {phone}".to_owned()],
    };
    let request = sms.request(Some("7"));
    assert_eq!(request.url, "https://sms.tencentcloudapi.com/");
    assert_eq!((request.body.matches("{phone}").count(), request.body.matches("{sign_in_code}").count()), (1, 1));
    let body = request.body.replace("{phone}", "+8613800138000").replace("{sign_in_code}", "042137");
    let body: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(
        body,
        json!({ "PhoneNumberSet": ["+8613800138000"], "SmsSdkAppId": "1400006666", "SignName": "\"{phone}\"",
            "TemplateId": "1110", "TemplateParamSet": ["042137", "5 {phone}"], "SessionContext": "7" })
    );
    assert!(request.headers.contains(&("x-tc-action".to_owned(), "SendSms".to_owned())));
}

#[test]
fn any_service_can_be_described() {
    let sms = |url: &str, body: &str| GenericSms {
        method: "post".to_owned(),
        url: url.to_owned(),
        headers: vec![("authorization".to_owned(), "key".to_owned())],
        body: body.to_owned(),
        success: Success::Contains("ok".to_owned()),
    };
    let described = sms("https://sms.example/send?to={phone}", r#"{"text":"{code}"}"#);
    let request = described.request().expect("a request");
    assert_eq!((request.method.as_str(), request.body.as_str()), ("POST", r#"{"text":"{sign_in_code}"}"#));
    assert!(!format!("{request:?}{described:?}").contains("key"));
    assert_eq!(sms("https://sms.example/", "{code}").request(), Err(NotARequest::NoPhone));
    assert_eq!(sms("https://sms.example/{phone}", "").request(), Err(NotARequest::NoCode));
    let put = GenericSms { method: "PUT".to_owned(), ..described.clone() };
    assert_eq!(put.request(), Err(NotARequest::Method));
    for success in
        [Success::Contains(String::new()), Success::Pointer { pointer: "code".to_owned(), equals: "0".to_owned() }]
    {
        assert_eq!(GenericSms { success, ..described.clone() }.request(), Err(NotARequest::Success));
    }
}
