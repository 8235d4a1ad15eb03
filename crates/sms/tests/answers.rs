//! What vendors answer, and what is kept of it.

use sms::answers::{self, Answer, Kind};
use sms::requests::Success;

fn refused(answer: &Answer) -> (Kind, &str) {
    match answer {
        Answer::Refused { kind, code } => (*kind, code.as_str()),
        Answer::Accepted { receipt } => panic!("accepted: {receipt}"),
    }
}

fn accepted(answer: Answer) -> String {
    match answer {
        Answer::Accepted { receipt } => receipt,
        Answer::Refused { kind, code } => panic!("{kind:?}: {code:?}"),
    }
}

#[test]
fn aliyuns_receipts_are_kept() {
    let answer = br#"{"Message":"OK","RequestId":"F655A8D5-B967-440B-8683-DAD6FF8DE990","Code":"OK","BizId":"900619746936498440^0"}"#;
    assert_eq!(accepted(answers::aliyun(answer)), "900619746936498440^0");
}

#[test]
fn aliyuns_codes_say_what_can_be_done() {
    for (code, kind) in [
        ("isv.BUSINESS_LIMIT_CONTROL", Kind::TooMany),
        ("isv.DAY_LIMIT_CONTROL", Kind::TooMany),
        ("Throttling.User", Kind::TooMany),
        ("isv.MOBILE_NUMBER_ILLEGAL", Kind::BadNumber),
        ("isv.SMS_TEMPLATE_ILLEGAL", Kind::Template),
        ("isv.SMS_SIGNATURE_ILLEGAL", Kind::Template),
        ("SignatureDoesNotMatch", Kind::Credential),
        ("InvalidAccessKeyId.NotFound", Kind::Credential),
        ("isp.RAM_PERMISSION_DENY", Kind::Credential),
        ("isv.OUT_OF_SERVICE", Kind::Funds),
        ("isv.AMOUNT_NOT_ENOUGH", Kind::Funds),
        ("InvalidTimeStamp.Expired", Kind::Clock),
        ("isp.SYSTEM_ERROR", Kind::Other),
        ("SignatureNonceUsed", Kind::Other),
    ] {
        let answer = format!(r#"{{"Code":"{code}","Message":"13800138000 很忙","RequestId":"r"}}"#);
        assert_eq!(refused(&answers::aliyun(answer.as_bytes())), (kind, code));
    }
}

fn tencent(code: &str) -> Answer {
    let answer = format!(
        r#"{{"Response":{{"SendStatusSet":[{{"SerialNo":"","PhoneNumber":"+8613800138000","Fee":0,"SessionContext":"","Code":"{code}","Message":"+8613800138000","IsoCode":""}}],"RequestId":"r"}}}}"#
    );
    answers::tencent(answer.as_bytes())
}

#[test]
fn tencents_receipts_are_kept() {
    let answer = br#"{"Response":{"SendStatusSet":[{"SerialNo":"5000:1045710669157053657849499619","PhoneNumber":"+8618511122233","Fee":1,"SessionContext":"test","Code":"Ok","Message":"send success","IsoCode":"CN"}],"RequestId":"a0aabda6-cf91-4f3e-a81f-9198114a2279"}}"#;
    assert_eq!(accepted(answers::tencent(answer)), "5000:1045710669157053657849499619");
}

#[test]
fn tencents_codes_come_for_the_number_or_for_the_call() {
    for (code, kind) in [
        ("LimitExceeded.PhoneNumberDailyLimit", Kind::TooMany),
        ("LimitExceeded.DeliveryFrequencyLimit", Kind::TooMany),
        ("RequestLimitExceeded", Kind::TooMany),
        ("InvalidParameterValue.IncorrectPhoneNumber", Kind::BadNumber),
        ("FailedOperation.PhoneNumberInBlacklist", Kind::BadNumber),
        ("FailedOperation.SignatureIncorrectOrUnapproved", Kind::Template),
        ("FailedOperation.TemplateIncorrectOrUnapproved", Kind::Template),
        ("AuthFailure.SignatureFailure", Kind::Credential),
        ("AuthFailure.SecretIdNotFound", Kind::Credential),
        ("UnauthorizedOperation.SmsSdkAppIdVerifyFail", Kind::Credential),
        ("UnauthorizedOperation.ServiceSuspendDueToArrears", Kind::Funds),
        ("FailedOperation.InsufficientBalanceInSmsPackage", Kind::Funds),
        ("AuthFailure.SignatureExpire", Kind::Clock),
        ("InternalError.OtherError", Kind::Other),
    ] {
        assert_eq!(refused(&tencent(code)), (kind, code));
        let whole = format!(r#"{{"Response":{{"Error":{{"Code":"{code}","Message":"m"}},"RequestId":"r"}}}}"#);
        assert_eq!(refused(&answers::tencent(whole.as_bytes())), (kind, code));
    }
}

#[test]
fn what_is_no_answer_is_nonsense() {
    let large = format!(r#"{{"Code":"OK","BizId":"1^0","x":"{}"}}"#, "x".repeat(answers::ANSWER_BYTES_MAX));
    for answer in [
        "",
        "OK",
        "<html>OK</html>",
        "[]",
        "{}",
        r#"{"Code":0}"#,
        r#"{"Code":"OK"}"#,
        r#"{"Code":"OK","BizId":""}"#,
        r#"{"Code":"OK","BizId":"a b"}"#,
        r#"{"Response":{}}"#,
        r#"{"Response":{"SendStatusSet":[]}}"#,
        r#"{"Response":{"SendStatusSet":[{"Code":"Ok","SerialNo":"1"},{"Code":"Ok","SerialNo":"2"}]}}"#,
        large.as_str(),
    ] {
        assert_eq!(refused(&answers::aliyun(answer.as_bytes())).0, Kind::Nonsense, "{answer:.80}");
        assert_eq!(refused(&answers::tencent(answer.as_bytes())).0, Kind::Nonsense, "{answer:.80}");
    }
}

#[test]
fn a_code_that_repeats_the_number_is_not_kept() {
    assert_eq!(refused(&tencent("13800138000")), (Kind::Other, "unreadable"));
    assert_eq!(refused(&tencent("号码错误")), (Kind::Other, "unreadable"));
}

#[test]
fn a_described_service_succeeds_as_described() {
    let pointer =
        |pointer: &str, equals: &str| Success::Pointer { pointer: pointer.to_owned(), equals: equals.to_owned() };
    let success = pointer("/result/0/code", "0");
    for answer in [r#"{"result":[{"code":0}]}"#, r#"{"result":[{"code":"0"}]}"#] {
        assert_eq!(accepted(answers::generic(answer.as_bytes(), &success)), "");
    }
    assert_eq!(refused(&answers::generic(br#"{"result":[{"code":33}]}"#, &success)), (Kind::Other, "33"));
    for answer in [r#"{"result":[]}"#, "", "<html>", r#"{"result":[{"code":[0]}]}"#] {
        assert_eq!(refused(&answers::generic(answer.as_bytes(), &success)).0, Kind::Nonsense, "{answer}");
    }
    assert_eq!(accepted(answers::generic(br#"{"ok":true}"#, &pointer("/ok", "true"))), "");
    let success = Success::Contains("success".to_owned());
    assert_eq!(accepted(answers::generic(b"result: success", &success)), "");
    assert_eq!(refused(&answers::generic(b"result: 13800138000", &success)), (Kind::Other, "unreadable"));
    assert_eq!(refused(&answers::generic(b"\xff success", &success)).0, Kind::Nonsense);
}
