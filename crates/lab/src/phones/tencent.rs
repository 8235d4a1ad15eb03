//! 腾讯云: `SendSms`, version 2021-01-11. Whatever happens is HTTP 200.

use serde_json::{Value, json};
use units::Millis;

use super::answer::{Reply, text};
use super::{Account, Cloud, Message, PhoneFault, Phones, Received, canonical, mainland};
use crate::Lab;
use crate::answer::fields;

/// How far a call's time may be from the vendor's.
const SKEW: Millis = Millis::minutes(5);
const NUMBERS_MAX: usize = 200;
const ALGORITHM: &str = "TC3-HMAC-SHA256";

/// Code and message.
type Reason = (&'static str, &'static str);

/// Whose call it is, when its signature fits.
fn verify(lab: &Lab, call: &Received) -> Result<Account, Reason> {
    let phones = lab.phones();
    let authorization = call.header("authorization");
    let parts = authorization.strip_prefix(ALGORITHM);
    let parts = parts.ok_or(("AuthFailure.InvalidAuthorization", "The Authorization header is not well formed."))?;
    let credential: Vec<&str> = canonical::part(parts, "Credential").split('/').collect();
    let [id, date, "sms", "tc3_request"] = credential[..] else {
        return Err(("AuthFailure.InvalidAuthorization", "The Credential is not well formed."));
    };
    let account = phones.account(Cloud::Tencent, id);
    let account = account.ok_or(("AuthFailure.SecretIdNotFound", "The SecretId is not found."))?;
    let timestamp = call.header("x-tc-timestamp");
    let Ok(seconds) = timestamp.parse::<i64>() else { return Err(("MissingParameter", "X-TC-Timestamp is missing.")) };
    let at = units::Timestamp::from_millis(seconds.saturating_mul(1_000));
    let ahead = if phones.has(Cloud::Tencent, PhoneFault::WrongClock) { Millis::hours(1) } else { Millis::hours(0) };
    if (lab.now() + ahead).since(at).0.abs() > SKEW.0 || !at.to_string().starts_with(date) {
        return Err(("AuthFailure.SignatureExpire", "The signature is expired."));
    }
    let fits = signature(call, parts, &account.secret, (timestamp, date)) == canonical::part(parts, "Signature");
    if !fits || phones.has(Cloud::Tencent, PhoneFault::WrongSignature) {
        return Err(("AuthFailure.SignatureFailure", "The provided credentials could not be validated."));
    }
    if (call.header("x-tc-action"), call.header("x-tc-version")) != ("SendSms", "2021-01-11") {
        return Err(("InvalidAction", "The action is not valid."));
    }
    Ok(account)
}

/// The signature that this call has to bear; `none` when it covers too little.
fn signature(call: &Received, parts: &str, secret: &str, (timestamp, date): (&str, &str)) -> String {
    let names = canonical::part(parts, "SignedHeaders");
    let signed: Vec<&str> = names.split(';').collect();
    if !signed.windows(2).all(|two| two[0] < two[1])
        || !["content-type", "host"].iter().all(|name| signed.contains(name))
    {
        return "none".to_owned();
    }
    let mut request = format!("{}\n/\n\n", call.parts.method);
    for name in signed {
        request.push_str(&format!("{name}:{}\n", call.header(name).trim().to_lowercase()));
    }
    request.push_str(&format!("\n{names}\n{}", canonical::sha256(&call.body)));
    let request = canonical::sha256(request.as_bytes());
    let to_sign = format!("{ALGORITHM}\n{timestamp}\n{date}/sms/tc3_request\n{request}");
    let by_date = canonical::hmac(format!("TC3{secret}").as_bytes(), date.as_bytes());
    let by_service = canonical::hmac(&by_date, b"sms");
    let key = canonical::hmac(&by_service, b"tc3_request");
    hex::encode(canonical::hmac(&key, to_sign.as_bytes()))
}

pub(super) fn send_sms(lab: &Lab, call: &Received) -> Reply {
    let request = lab.world().secret(24);
    let statuses = verify(lab, call).and_then(|account| {
        let body: Value =
            serde_json::from_slice(&call.body).map_err(|_| ("InvalidParameter", "The body is no JSON."))?;
        send(lab, &account, &body)
    });
    let response = match statuses {
        Ok(statuses) => json!({ "SendStatusSet": statuses, "RequestId": request }),
        Err((code, message)) => json!({ "Error": { "Code": code, "Message": message }, "RequestId": request }),
    };
    Reply::ok(fields! { "Response" => response })
}

fn send(lab: &Lab, account: &Account, body: &Value) -> Result<Vec<Value>, Reason> {
    let mut phones = lab.phones();
    let failing = fault(&phones);
    if let Some((reason, whole)) = failing
        && (whole || phones.has(Cloud::Tencent, PhoneFault::WholeCall))
    {
        return Err(reason);
    }
    let list = |name: &str| -> Vec<&str> {
        body.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
    };
    let numbers = list("PhoneNumberSet");
    if numbers.is_empty() {
        return Err(("MissingParameter.EmptyPhoneNumberSet", "PhoneNumberSet is empty."));
    }
    if numbers.len() > NUMBERS_MAX {
        return Err(("LimitExceeded.PhoneNumberCountLimit", "the number of phone numbers exceeds the limit"));
    }
    if text(body, "SmsSdkAppId") != account.app_id {
        return Err(("UnauthorizedOperation.SmsSdkAppIdVerifyFail", "Verification for SmsSdkAppId failed."));
    }
    let parameters = list("TemplateParamSet");
    let written = write(account, body, &parameters);
    let context = text(body, "SessionContext");
    let mut statuses = Vec::new();
    for number in numbers {
        let outcome = match (failing, mainland(number)) {
            (Some((reason, _)), _) => Err(reason),
            (None, None) => Err(("InvalidParameterValue.IncorrectPhoneNumber", "incorrect phone number")),
            (None, Some(phone)) => written.clone().map(|text| (phone, text)),
        };
        statuses.push(match outcome {
            Ok((phone, written)) => {
                let receipt = format!("5000:{}", 1_045_710_669_157_053_657 + phones.next());
                phones.keep(Message {
                    cloud: Cloud::Tencent,
                    account: account.id.clone(),
                    phone: phone.to_owned(),
                    sign_name: text(body, "SignName").to_owned(),
                    template: text(body, "TemplateId").to_owned(),
                    text: written,
                    receipt: receipt.clone(),
                    reference: context.to_owned(),
                    at: lab.now(),
                });
                let receipt = if phones.has(Cloud::Tencent, PhoneFault::WrongAnswer) { "" } else { &receipt };
                json!({ "SerialNo": receipt, "PhoneNumber": number, "Fee": 1, "SessionContext": context,
                    "Code": "Ok", "Message": "send success", "IsoCode": "CN" })
            }
            Err((code, message)) => json!({ "SerialNo": "", "PhoneNumber": number, "Fee": 0,
                "SessionContext": context, "Code": code, "Message": message, "IsoCode": "" }),
        });
    }
    Ok(statuses)
}

/// What goes wrong, and whether it concerns the whole call.
fn fault(phones: &Phones) -> Option<(Reason, bool)> {
    let faults = [
        PhoneFault::TooMany,
        PhoneFault::BadNumber,
        PhoneFault::NotApproved,
        PhoneFault::Arrears,
        PhoneFault::NoPermission,
    ];
    Some(match phones.first(Cloud::Tencent, &faults)? {
        PhoneFault::TooMany => {
            (("LimitExceeded.PhoneNumberDailyLimit", "the number of SMS messages sent exceeds the limit"), false)
        }
        PhoneFault::BadNumber => (("FailedOperation.PhoneNumberInBlacklist", "phone number in blacklist"), false),
        PhoneFault::NotApproved => {
            (("FailedOperation.SignatureIncorrectOrUnapproved", "signature incorrect or unapproved"), false)
        }
        PhoneFault::Arrears => (("FailedOperation.InsufficientBalanceInSmsPackage", "insufficient balance"), false),
        _ => (("UnauthorizedOperation.RequestPermissionDeny", "permission denied"), true),
    })
}

/// The text with `{1}`, `{2}` and so on filled in, every parameter in its turn and none left over.
fn write(account: &Account, body: &Value, parameters: &[&str]) -> Result<String, Reason> {
    let sign_name = text(body, "SignName");
    if !account.sign_names.iter().any(|known| known == sign_name) {
        return Err(("FailedOperation.SignatureIncorrectOrUnapproved", "signature incorrect or unapproved"));
    }
    let template = account.templates.get(text(body, "TemplateId"));
    let mut text =
        template.ok_or(("FailedOperation.TemplateIncorrectOrUnapproved", "template incorrect or unapproved"))?.clone();
    const UNLIKE: Reason = ("FailedOperation.TemplateParamSetNotMatchApprovedTemplate", "parameters do not match");
    for (at, parameter) in parameters.iter().enumerate() {
        let place = format!("{{{}}}", at + 1);
        if !text.contains(&place) {
            return Err(UNLIKE);
        }
        text = text.replace(&place, parameter);
    }
    if text.contains(&format!("{{{}}}", parameters.len() + 1)) {
        return Err(UNLIKE);
    }
    Ok(format!("【{sign_name}】{text}"))
}
