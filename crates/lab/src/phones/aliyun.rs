//! 阿里云: short messages (dysmsapi) and the numbers behind tokens (dypnsapi), version 2017-05-25 of both.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};
use units::Millis;

use super::answer::Reply;
use super::{Account, Cloud, Message, NoToken, PhoneFault, Phones, Received, canonical, mainland};
use crate::Lab;
use crate::answer::fields;

/// How far a call's time may be from the vendor's.
const SKEW: Millis = Millis::minutes(15);
/// China Mobile's tokens, the shortest.
const TOKEN_LASTS: Millis = Millis::minutes(2);
const NUMBERS_MAX: usize = 1_000;
const ALGORITHM: &str = "ACS3-HMAC-SHA256";
/// Headers that a signature has to cover, besides every other that begins with `x-acs-`.
const COVERED: [&str; 6] =
    ["host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"];

/// Status, code and message.
type Reason = (StatusCode, &'static str, &'static str);

fn gateway(code: &'static str, message: &'static str) -> Reason {
    (StatusCode::BAD_REQUEST, code, message)
}

fn business(code: &'static str, message: &'static str) -> Reason {
    (StatusCode::OK, code, message)
}

fn refuse((status, code, message): Reason, host: &str, request: &str) -> Reply {
    let fields = if status == StatusCode::OK {
        fields! { "RequestId" => request, "Message" => message, "Code" => code }
    } else {
        fields! { "RequestId" => request, "Message" => message, "HostId" => host, "Code" => code,
        "Recommend" => "https://api.aliyun.com/troubleshoot" }
    };
    Reply { status, fields }
}

/// Whose call it is, when its signature fits.
fn verify(lab: &Lab, call: &Received, action: &str) -> Result<Account, Reason> {
    let mut phones = lab.phones();
    let authorization = call.header("authorization");
    let Some(parts) = authorization.strip_prefix(ALGORITHM) else {
        return Err(gateway("IncompleteSignature", "The request signature does not conform to Aliyun standards."));
    };
    let account = phones.account(Cloud::Aliyun, canonical::part(parts, "Credential"));
    let account =
        account.ok_or((StatusCode::NOT_FOUND, "InvalidAccessKeyId.NotFound", "Specified access key is not found."))?;
    let ahead = if phones.has(Cloud::Aliyun, PhoneFault::WrongClock) { Millis::hours(1) } else { Millis::hours(0) };
    let Ok(at) = call.header("x-acs-date").parse() else {
        return Err(gateway("InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted."));
    };
    let apart = (lab.now() + ahead).since(at).0.abs();
    if apart > SKEW.0 {
        return Err(gateway("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."));
    }
    if !fits(call, parts, &account.secret) || phones.has(Cloud::Aliyun, PhoneFault::WrongSignature) {
        return Err(gateway("SignatureDoesNotMatch", "Specified signature is not matched with our calculation."));
    }
    if !phones.nonces.insert(call.header("x-acs-signature-nonce").to_owned()) {
        return Err(gateway("SignatureNonceUsed", "Specified signature nonce was used already."));
    }
    if (call.header("x-acs-action"), call.header("x-acs-version")) != (action, "2017-05-25") {
        return Err((StatusCode::NOT_FOUND, "InvalidAction.NotFound", "Specified api is not found."));
    }
    Ok(account)
}

/// Whether the signature is this secret's over this call.
fn fits(call: &Received, parts: &str, secret: &str) -> bool {
    let names = canonical::part(parts, "SignedHeaders");
    let signed: Vec<&str> = names.split(';').collect();
    let must = COVERED.into_iter().chain(call.parts.headers.keys().map(|name| name.as_str()));
    let mut must = must.filter(|name| COVERED.contains(name) || name.starts_with("x-acs-"));
    let is_ordered = signed.windows(2).all(|two| two[0] < two[1]);
    let digest = canonical::sha256(&call.body);
    if !is_ordered || !must.all(|name| signed.contains(&name)) || call.header("x-acs-content-sha256") != digest {
        return false;
    }
    let path: Vec<String> =
        call.signed_path().split('/').map(|part| canonical::encode(&canonical::decode(part, false))).collect();
    let mut text = format!("{}\n{}\n", call.parts.method, path.join("/"));
    text.push_str(&canonical::query(call.parts.uri.query().unwrap_or_default()));
    text.push('\n');
    for name in signed {
        text.push_str(&format!("{name}:{}\n", call.header(name).trim()));
    }
    text.push_str(&format!("\n{names}\n{digest}"));
    let to_sign = format!("{ALGORITHM}\n{}", canonical::sha256(text.as_bytes()));
    hex::encode(canonical::hmac(secret.as_bytes(), to_sign.as_bytes())) == canonical::part(parts, "Signature")
}

/// The parameters, in the address or in a form.
fn parameters(call: &Received) -> Vec<(String, String)> {
    let mut pairs = canonical::pairs(call.parts.uri.query().unwrap_or_default());
    if call.header("content-type").starts_with("application/x-www-form-urlencoded") {
        pairs.extend(canonical::pairs(&String::from_utf8_lossy(&call.body)));
    }
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    pairs.into_iter().map(|(name, value)| (text(name), text(value))).collect()
}

fn get<'a>(parameters: &'a [(String, String)], name: &str) -> &'a str {
    parameters.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

pub(super) fn send_sms(lab: &Lab, call: &Received) -> Reply {
    let request = lab.world().secret(24);
    let outcome = verify(lab, call, "SendSms").and_then(|account| send(lab, &account, &parameters(call)));
    match outcome {
        Ok(receipt) if lab.phones().has(Cloud::Aliyun, PhoneFault::WrongAnswer) => {
            Reply::ok(fields! { "RequestId" => request, "Message" => "OK", "Code" => "OK", "BizId" => [receipt] })
        }
        Ok(receipt) => {
            Reply::ok(fields! { "RequestId" => request, "Message" => "OK", "BizId" => receipt, "Code" => "OK" })
        }
        Err(reason) => refuse(reason, call.host, &request),
    }
}

fn send(lab: &Lab, account: &Account, parameters: &[(String, String)]) -> Result<String, Reason> {
    let mut phones = lab.phones();
    if let Some(reason) = fault(&phones) {
        return Err(reason);
    }
    let numbers: Vec<&str> = get(parameters, "PhoneNumbers").split(',').collect();
    if numbers.len() > NUMBERS_MAX {
        return Err(business("isv.MOBILE_COUNT_OVER_LIMIT", "手机号码数量超过限制"));
    }
    let numbers: Option<Vec<&str>> = numbers.into_iter().map(mainland).collect();
    let numbers = numbers.ok_or(business("isv.MOBILE_NUMBER_ILLEGAL", "手机号码格式错误"))?;
    let sign_name = get(parameters, "SignName");
    if !account.sign_names.iter().any(|known| known == sign_name) {
        return Err(business("isv.SMS_SIGNATURE_ILLEGAL", "该账号下找不到对应签名"));
    }
    let template = get(parameters, "TemplateCode");
    let text = account.templates.get(template).ok_or(business("isv.SMS_TEMPLATE_ILLEGAL", "该账号下找不到对应模板"))?;
    let given = match get(parameters, "TemplateParam") {
        "" => Map::new(),
        given => serde_json::from_str(given)
            .map_err(|_| business("isv.INVALID_JSON_PARAM", "参数格式错误，请修改为字符串值"))?,
    };
    let text = filled(text, &given)?;
    let receipt = format!("{}^0", 900_000_000_000_000_000 + phones.next());
    for phone in numbers {
        phones.keep(Message {
            cloud: Cloud::Aliyun,
            account: account.id.clone(),
            phone: phone.to_owned(),
            sign_name: sign_name.to_owned(),
            template: template.to_owned(),
            text: format!("【{sign_name}】{text}"),
            receipt: receipt.clone(),
            reference: get(parameters, "OutId").to_owned(),
            at: lab.now(),
        });
    }
    Ok(receipt)
}

fn fault(phones: &Phones) -> Option<Reason> {
    let faults = [
        PhoneFault::TooMany,
        PhoneFault::BadNumber,
        PhoneFault::NotApproved,
        PhoneFault::Arrears,
        PhoneFault::NoPermission,
    ];
    Some(match phones.first(Cloud::Aliyun, &faults)? {
        PhoneFault::TooMany => business("isv.BUSINESS_LIMIT_CONTROL", "触发号码天级流控Permits:10"),
        PhoneFault::BadNumber => business("isv.MOBILE_NUMBER_ILLEGAL", "手机号码格式错误"),
        PhoneFault::NotApproved => business("isv.SMS_SIGNATURE_ILLEGAL", "签名不合法"),
        PhoneFault::Arrears => business("isv.OUT_OF_SERVICE", "业务停机"),
        _ => business("isp.RAM_PERMISSION_DENY", "RAM权限不足"),
    })
}

/// The text with its `${name}` filled in; each has to be there, as a string.
fn filled(template: &str, given: &Map<String, Value>) -> Result<String, Reason> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = given.get(name).and_then(Value::as_str).filter(|value| !value.is_empty());
        let value = value.ok_or(business("isv.TEMPLATE_MISSING_PARAMETERS", "模板变量中存在未赋值变量"))?;
        out.push_str(before);
        out.push_str(value);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

pub(super) fn get_mobile(lab: &Lab, call: &Received) -> Reply {
    let request = lab.world().secret(24);
    let outcome = verify(lab, call, "GetMobile").and_then(|_| {
        let mut phones = lab.phones();
        if let Some(reason) = fault(&phones) {
            return Err(reason);
        }
        let parameters = parameters(call);
        phones.spend(get(&parameters, "AccessToken"), lab.now(), TOKEN_LASTS).map_err(|reason| match reason {
            NoToken::Expired => business("isv.ACCESS_TOKEN_EXPIRED", "AccessToken已过期"),
            NoToken::Used => business("isv.ACCESS_TOKEN_USED", "AccessToken已使用"),
            NoToken::Unknown | NoToken::ForCheck => business("isv.ACCESS_TOKEN_ILLEGAL", "AccessToken不合法"),
        })
    });
    let wrong = lab.phones().has(Cloud::Aliyun, PhoneFault::WrongAnswer);
    match outcome {
        Ok(phone) => {
            let phone = if wrong { "139****1234".to_owned() } else { phone };
            Reply::ok(fields! { "RequestId" => request, "Message" => "请求成功",
            "GetMobileResultDTO" => json!({ "Mobile": phone }), "Code" => "OK" })
        }
        Err(reason) => refuse(reason, call.host, &request),
    }
}
