//! How a sign-in code reaches a phone: the terminal, a provider of short messages, or a carrier's own gateway.

use units::Timestamp;

use crate::Agreement;
use crate::assemble::AGREED;
use crate::key::{Key, Section, Words, agreement, joined, key, optional, section, words};
use crate::problem::{Problem, Problems};
use crate::secret::Secret;
use crate::sources::Settings;
use crate::value::Kind;

pub(crate) const SECTIONS: [Section; 5] = [
    section("sms", "短信验证码的发送。", "How a sign-in code reaches a phone."),
    section(
        "sms.http",
        "任何有 HTTP 接口的短信服务商：如何调用，以及与其签署的约定；约定不全或过期，便不会发送。",
        "Any provider of short messages with an interface of HTTP: how it is called, and what it has signed; nothing is sent without a complete, living agreement.",
    ),
    section("sms.aliyun", "阿里云短信服务。", "Short messages by Aliyun."),
    section("sms.tencent", "腾讯云短信。", "Short messages by Tencent Cloud."),
    section(
        "sms.cmpp",
        "运营商的短信网关（CMPP 2.0 或 3.0 长连接）。协议本身不加密，请走专线或 VPN。",
        "A carrier's own gateway, by a connection of CMPP 2.0 or 3.0 that stays open. The protocol does not encrypt, so use a leased line or a VPN.",
    ),
];

/// The setting that does without a provider.
const CONSOLE: &str = "sms.gateway = \"console\"";
const HTTP: Words = words("`sms.gateway = \"http\"` 时必填", "required while `sms.gateway = \"http\"`");
const ALIYUN: Words = words("`sms.gateway = \"aliyun\"` 时必填", "required while `sms.gateway = \"aliyun\"`");
const TENCENT: Words = words("`sms.gateway = \"tencent\"` 时必填", "required while `sms.gateway = \"tencent\"`");
const CMPP: Words = words("`sms.gateway = \"cmpp\"` 时必填", "required while `sms.gateway = \"cmpp\"`");

const GENERAL_KEYS: [Key; 2] = [
    key(
        "sms.gateway",
        Kind::Choice(&["console", "http", "aliyun", "tencent", "cmpp"]),
        "\"console\"",
        "\"http\"",
        "`console`：验证码打印在终端，不离开本机；其余：交给同名小节中的服务商或运营商网关。",
        "`console` prints codes in the terminal, and nothing leaves the machine; the others hand them to the provider or the gateway in the section of that name.",
    ),
    optional(
        "sms.simulator",
        Kind::Url,
        words("使用真实的服务商", "the real providers"),
        "\"http://127.0.0.1:4650\"",
        "仅供试用和测试：把阿里云、腾讯云换成本机上的模拟服务。",
        "For trying out and for tests alone: Aliyun and Tencent Cloud are simulated by a program on this very machine.",
    ),
];
const HTTP_KEYS: [Key; 5] = [
    optional(
        "sms.http.url",
        Kind::Url,
        HTTP,
        "\"https://sms.example/send\"",
        "服务商接口的地址，必须是 `https://`。",
        "Address of the provider's interface; it has to be `https://`.",
    ),
    key("sms.http.method", Kind::Choice(&["POST", "GET"]), "\"POST\"", "\"POST\"", "调用方法。", "Method of the call."),
    optional(
        "sms.http.body",
        Kind::Text,
        HTTP,
        "'{\"to\": \"{phone}\", \"text\": \"{code}\"}'",
        "请求正文，`{phone}` 和 `{code}` 会被替换；政策只允许发送这两项。",
        "Body of the call; `{phone}` and `{code}` are replaced, and the policy lets nothing else be sent.",
    ),
    key(
        "sms.http.headers",
        Kind::Headers,
        "{}",
        "{ Authorization = \"Bearer …\" }",
        "请求头，例如服务商的凭证。",
        "Headers of the call, such as the provider's credential.",
    ),
    optional(
        "sms.http.accepted",
        Kind::Text,
        words("任何成功的状态码", "any status of success"),
        "'/code=0'",
        "应答怎样算发送成功：`/路径=值` 按 JSON 指针比较，其他文字只要应答中含有即可。许多服务商出错时也返回 200。",
        "What an answer says when the message was taken: `/pointer=value` compares by JSON pointer, any other text has to occur in it. Many providers answer 200 to errors as well.",
    ),
];
const ALIYUN_KEYS: [Key; 4] = [
    optional(
        "sms.aliyun.access_key_id",
        Kind::Text,
        ALIYUN,
        "\"LTAI5t…\"",
        "只有短信权限的 RAM 用户的 AccessKey ID。",
        "AccessKey ID of a RAM user that may send short messages and nothing else.",
    ),
    optional("sms.aliyun.access_key_secret", Kind::Secret, ALIYUN, "\"…\"", "它的密钥。", "Its secret."),
    optional("sms.aliyun.sign_name", Kind::Text, ALIYUN, "\"清音\"", "审核通过的短信签名。", "The approved signature."),
    optional(
        "sms.aliyun.template_code",
        Kind::Text,
        ALIYUN,
        "\"SMS_154950909\"",
        "审核通过的模板，变量名须为 `code`。",
        "The approved template, whose variable is called `code`.",
    ),
];
const TENCENT_KEYS: [Key; 6] = [
    optional(
        "sms.tencent.secret_id",
        Kind::Text,
        TENCENT,
        "\"AKID…\"",
        "只有短信权限的子用户的 SecretId。",
        "SecretId of a user that may send short messages and nothing else.",
    ),
    optional("sms.tencent.secret_key", Kind::Secret, TENCENT, "\"…\"", "它的 SecretKey。", "Its SecretKey."),
    optional(
        "sms.tencent.app_id",
        Kind::Text,
        TENCENT,
        "\"1400006666\"",
        "短信应用的 SdkAppId。",
        "SdkAppId of the application.",
    ),
    optional(
        "sms.tencent.sign_name",
        Kind::Text,
        TENCENT,
        "\"清音\"",
        "审核通过的短信签名。",
        "The approved signature.",
    ),
    optional(
        "sms.tencent.template_id",
        Kind::Text,
        TENCENT,
        "\"449739\"",
        "审核通过的模板，只有一个变量：验证码。",
        "The approved template, whose only variable is the code.",
    ),
    key(
        "sms.tencent.region",
        Kind::Text,
        "\"ap-guangzhou\"",
        "\"ap-beijing\"",
        "接口的地域，须在境内。",
        "Region of the interface, which has to be in the country.",
    ),
];
const CMPP_KEYS: [Key; 9] = [
    optional("sms.cmpp.host", Kind::Text, CMPP, "\"10.1.2.3\"", "网关的主机。", "Host of the gateway."),
    key("sms.cmpp.port", Kind::Count { min: 1, max: 65_535 }, "7890", "7890", "网关的端口。", "Port of the gateway."),
    key(
        "sms.cmpp.version",
        Kind::Choice(&["2.0", "3.0"]),
        "\"3.0\"",
        "\"2.0\"",
        "协议版本，按与运营商的约定。",
        "Version of the protocol, as agreed with the carrier.",
    ),
    optional(
        "sms.cmpp.source_addr",
        Kind::Text,
        CMPP,
        "\"901234\"",
        "企业代码（SP_Id），6 个字符。",
        "The company's code at the carrier (SP_Id), 6 letters.",
    ),
    optional("sms.cmpp.secret", Kind::Secret, CMPP, "\"…\"", "登录网关的密码。", "Password at the gateway."),
    optional(
        "sms.cmpp.service_id",
        Kind::Text,
        CMPP,
        "\"QINGYIN\"",
        "业务代码，最多 10 个字符。",
        "Code of the service, 10 letters at most.",
    ),
    optional(
        "sms.cmpp.src_id",
        Kind::Text,
        CMPP,
        "\"10657012345\"",
        "接入号：手机上显示的发送号码。",
        "The number from which the message comes, as phones show it.",
    ),
    optional(
        "sms.cmpp.text",
        Kind::Text,
        CMPP,
        "\"【清音】验证码 {code}，5 分钟内有效，请勿告诉他人。\"",
        "短信全文，`{code}` 会被替换；须与报备的内容一致。",
        "The whole message, in which `{code}` is replaced; it has to be as it was filed with the carrier.",
    ),
    key(
        "sms.cmpp.window_max",
        Kind::Count { min: 1, max: 256 },
        "16",
        "32",
        "未收到应答前最多发出几条，按与运营商的约定。",
        "Messages that may wait for their answers at once, as agreed with the carrier.",
    ),
];

const FIRST: [Key; 12] = joined(&GENERAL_KEYS, &joined::<10>(&HTTP_KEYS, &agreement!("sms.http", HTTP)));
const SECOND: [Key; 21] = joined(&FIRST, &joined::<9>(&ALIYUN_KEYS, &agreement!("sms.aliyun", ALIYUN)));
const THIRD: [Key; 32] = joined(&SECOND, &joined::<11>(&TENCENT_KEYS, &agreement!("sms.tencent", TENCENT)));
pub(crate) const KEYS: [Key; 46] = joined(&THIRD, &joined::<14>(&CMPP_KEYS, &agreement!("sms.cmpp", CMPP)));

/// How a sign-in code reaches a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sms {
    /// Codes are printed in the terminal: for trying out, and for a household.
    Console,
    /// Codes are handed to a provider over HTTP.
    Http(Box<SmsHttp>),
    /// Codes are handed to Aliyun.
    Aliyun(Box<SmsAliyun>),
    /// Codes are handed to Tencent Cloud.
    Tencent(Box<SmsTencent>),
    /// Codes are handed to a carrier's gateway.
    Cmpp(Box<SmsCmpp>),
}

/// A provider of short messages: how it is called, and what it has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsHttp {
    /// Address that is called.
    pub url: String,
    /// `POST` or `GET`.
    pub method: String,
    /// Body, with `{phone}` and `{code}` in place of the values.
    pub body: String,
    /// Headers, such as the provider's credential.
    pub headers: Vec<(String, Secret)>,
    /// What an answer says when the message was taken: `/pointer=value`, or a text that occurs in it.
    pub accepted: Option<String>,
    /// What it has signed.
    pub agreement: Agreement,
}

/// An account at Aliyun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsAliyun {
    /// AccessKey ID.
    pub access_key_id: String,
    /// Its secret.
    pub access_key_secret: Secret,
    /// The approved signature.
    pub sign_name: String,
    /// The approved template.
    pub template_code: String,
    /// A program on this machine that stands for it.
    pub simulator: Option<String>,
    /// What it has signed.
    pub agreement: Agreement,
}

/// An application at Tencent Cloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsTencent {
    /// SecretId.
    pub secret_id: String,
    /// SecretKey.
    pub secret_key: Secret,
    /// SdkAppId.
    pub app_id: String,
    /// The approved signature.
    pub sign_name: String,
    /// The approved template.
    pub template_id: String,
    /// Region of the interface.
    pub region: String,
    /// A program on this machine that stands for it.
    pub simulator: Option<String>,
    /// What it has signed.
    pub agreement: Agreement,
}

/// An account at a carrier's gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsCmpp {
    /// Host of the gateway.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether it speaks version 3.0 rather than 2.0.
    pub is_version_3: bool,
    /// The company's code.
    pub source_addr: String,
    /// Password at the gateway.
    pub secret: Secret,
    /// Code of the service.
    pub service_id: String,
    /// The number from which messages come.
    pub src_id: String,
    /// The message, with `{code}` in place of the code.
    pub text: String,
    /// Messages that may wait for their answers at once.
    pub window_max: u16,
    /// What the carrier has signed.
    pub agreement: Agreement,
}

/// The gateway; what a provider lacks is told all at once.
pub(crate) fn assemble(settings: &Settings) -> Result<Sms, Problems> {
    let one = |problem| Problems(vec![problem]);
    let gateway: String = settings.required("sms.gateway").map_err(one)?;
    let needed: &[&str] = match gateway.as_str() {
        "console" => return Ok(Sms::Console),
        "aliyun" => &["access_key_id", "access_key_secret", "sign_name", "template_code"],
        "tencent" => &["secret_id", "secret_key", "app_id", "sign_name", "template_id"],
        "cmpp" => &["host", "source_addr", "secret", "service_id", "src_id", "text"],
        _ => &["url", "body"],
    };
    let needed: Vec<&str> = needed.iter().copied().chain(AGREED).collect();
    let why = words(
        "没有这一项，就不能向短信服务商发送任何内容",
        "nothing is sent to a provider of short messages without it",
    );
    let way_out = words("把 sms.gateway 改回 console", "return to sms.gateway = \"console\"");
    settings.all_of(&format!("sms.{gateway}"), &needed, why, way_out)?;
    match gateway.as_str() {
        "aliyun" => aliyun(settings).map(|app| Sms::Aliyun(Box::new(app))),
        "tencent" => tencent(settings).map(|app| Sms::Tencent(Box::new(app))),
        "cmpp" => cmpp(settings).map(|account| Sms::Cmpp(Box::new(account))),
        _ => http(settings).map(|http| Sms::Http(Box::new(http))),
    }
    .map_err(one)
}

fn http(settings: &Settings) -> Result<SmsHttp, Problem> {
    Ok(SmsHttp {
        url: settings.required("sms.http.url")?,
        method: settings.required("sms.http.method")?,
        body: settings.required("sms.http.body")?,
        headers: settings.required("sms.http.headers")?,
        accepted: settings.optional("sms.http.accepted"),
        agreement: settings.agreement("sms.http")?,
    })
}

fn aliyun(settings: &Settings) -> Result<SmsAliyun, Problem> {
    Ok(SmsAliyun {
        access_key_id: settings.required("sms.aliyun.access_key_id")?,
        access_key_secret: settings.required("sms.aliyun.access_key_secret")?,
        sign_name: settings.required("sms.aliyun.sign_name")?,
        template_code: settings.required("sms.aliyun.template_code")?,
        simulator: settings.optional("sms.simulator"),
        agreement: settings.agreement("sms.aliyun")?,
    })
}

fn tencent(settings: &Settings) -> Result<SmsTencent, Problem> {
    Ok(SmsTencent {
        secret_id: settings.required("sms.tencent.secret_id")?,
        secret_key: settings.required("sms.tencent.secret_key")?,
        app_id: settings.required("sms.tencent.app_id")?,
        sign_name: settings.required("sms.tencent.sign_name")?,
        template_id: settings.required("sms.tencent.template_id")?,
        region: settings.required("sms.tencent.region")?,
        simulator: settings.optional("sms.simulator"),
        agreement: settings.agreement("sms.tencent")?,
    })
}

fn cmpp(settings: &Settings) -> Result<SmsCmpp, Problem> {
    let number = |name: &str| -> Result<u16, Problem> {
        let number: u64 = settings.required(name)?;
        u16::try_from(number).map_err(|_| Problem::new(name, "this number is too large", "choose a smaller one"))
    };
    let version: String = settings.required("sms.cmpp.version")?;
    Ok(SmsCmpp {
        host: settings.required("sms.cmpp.host")?,
        port: number("sms.cmpp.port")?,
        is_version_3: version == "3.0",
        source_addr: settings.required("sms.cmpp.source_addr")?,
        secret: settings.required("sms.cmpp.secret")?,
        service_id: settings.required("sms.cmpp.service_id")?,
        src_id: settings.required("sms.cmpp.src_id")?,
        text: settings.required("sms.cmpp.text")?,
        window_max: number("sms.cmpp.window_max")?,
        agreement: settings.agreement("sms.cmpp")?,
    })
}

impl Sms {
    pub(crate) fn check(&self, now: Timestamp, found: &mut Vec<Problem>) {
        match self {
            Self::Console => {}
            Self::Http(http) => {
                http.check(found);
                in_force("sms.http", &http.agreement, CONSOLE, now, found);
            }
            Self::Aliyun(app) => {
                on_this_machine("sms.simulator", app.simulator.as_deref(), found);
                in_force("sms.aliyun", &app.agreement, CONSOLE, now, found);
            }
            Self::Tencent(app) => {
                on_this_machine("sms.simulator", app.simulator.as_deref(), found);
                in_force("sms.tencent", &app.agreement, CONSOLE, now, found);
            }
            Self::Cmpp(account) => {
                account.check(found);
                in_force("sms.cmpp", &account.agreement, CONSOLE, now, found);
            }
        }
    }
}

/// Finds fault with an agreement that is over; `off` is the setting that does without it.
pub(crate) fn in_force(section: &str, agreement: &Agreement, off: &str, now: Timestamp, found: &mut Vec<Problem>) {
    agreement.check(section, now, found);
    if !agreement.is_in_force(now) {
        let message = format!("the agreement ended with {}", agreement.expires_at);
        let remedy = format!("renew the agreement, or return to {off}");
        let problem = Problem::new(format!("{section}.expires_at"), message, remedy);
        let zh = format!("约定已于 {} 到期", agreement.expires_at);
        found.push(problem.zh(zh, format!("请续签，或改回 {off}")));
    }
}

/// Finds fault with a simulation that runs elsewhere.
pub(crate) fn on_this_machine(name: &str, simulator: Option<&str>, found: &mut Vec<Problem>) {
    if simulator.is_some_and(|address| !crate::providers::is_here(address)) {
        let remedy = "write it as http://127.0.0.1:4650, or leave it out";
        let problem = Problem::new(name, "a simulation has to run on this very machine", remedy);
        found.push(problem.zh("模拟服务只能在本机上运行", "请写成 http://127.0.0.1:4650，或者留空"));
    }
}

impl SmsHttp {
    fn check(&self, found: &mut Vec<Problem>) {
        if !self.url.starts_with("https://") {
            let message = "phone numbers would travel without encryption";
            let problem = Problem::new("sms.http.url", message, "use the provider's https:// address");
            found.push(problem.zh("手机号会以明文传送", "请使用服务商的 https:// 地址"));
        }
        for part in ["{phone}", "{code}"] {
            if !self.body.contains(part) && !self.url.contains(part) {
                let message = format!("{part} does not occur");
                let remedy = "write it where the provider expects the value";
                let problem = Problem::new("sms.http.body", message, remedy);
                found.push(problem.zh(format!("缺少 {part}"), "请写在服务商要求填值的位置"));
            }
        }
    }
}

impl SmsCmpp {
    fn check(&self, found: &mut Vec<Problem>) {
        let mut at_most = |name: &str, text: &str, most: usize| {
            if text.is_empty() || text.len() > most || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
                let message = format!("the protocol has room for {most} letters of ASCII");
                let place = format!("sms.cmpp.{name}");
                let problem = Problem::new(place, message, "copy it from the carrier's papers");
                found.push(problem.zh(format!("协议只容 {most} 个 ASCII 字符"), "请按运营商的文件原样填写"));
            }
        };
        at_most("source_addr", &self.source_addr, 6);
        at_most("service_id", &self.service_id, 10);
        at_most("src_id", &self.src_id, 21);
        if !self.text.contains("{code}") {
            let problem = Problem::new("sms.cmpp.text", "{code} does not occur", "write it where the code goes");
            found.push(problem.zh("缺少 {code}", "请写在验证码的位置"));
        }
    }
}
