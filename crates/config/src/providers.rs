//! Accounts elsewhere with which people may sign in: which, under which agreement, and with what credentials.

use units::Timestamp;

use crate::Agreement;
use crate::assemble::AGREED;
use crate::key::{Key, Section, Words, agreement, joined, key, optional, section, words};
use crate::problem::{Problem, Problems};
use crate::secret::Secret;
use crate::sources::Settings;
use crate::value::Kind;

pub(crate) const SECTIONS: [Section; 5] = [
    section(
        "sign_in.wechat",
        "微信登录（微信开放平台的网站应用）；约定不全或过期，登录页便不再显示。",
        "Signing in with WeChat, by a web application of its open platform; without a complete, living agreement the sign-in page does not show it.",
    ),
    section("sign_in.qq", "QQ 登录（QQ 互联的网站应用）。", "Signing in with QQ, by a web application of QQ Connect."),
    section(
        "sign_in.weibo",
        "微博登录（微博开放平台的应用）。",
        "Signing in with Weibo, by an application of its open platform.",
    ),
    section(
        "sign_in.apple",
        "通过 Apple 登录（Services ID）。本站不向 Apple 发送任何内容，只读取它公开的公钥，因此不需要协议；听众的浏览器会到 Apple 在境外的页面。",
        "Sign in with Apple, by a Services ID. Nothing is sent to Apple, and only its public keys are read, so no agreement is needed; the listener's browser goes to Apple's page abroad.",
    ),
    section(
        "sign_in.oidc",
        "统一登录：任何支持 OpenID Connect 的服务，例如 Keycloak、Authentik；可以与本服务在同一台机器上。",
        "A sign-in service of your own: anything that speaks OpenID Connect, such as Keycloak or Authentik; it may run on this very machine.",
    ),
];

const OFF: Words = words("不提供这种登录", "this way of signing in is off");
const NONE: Words = words("没有", "none");

const SIMULATOR: [Key; 1] = [optional(
    "sign_in.simulator",
    Kind::Url,
    words("使用真实的平台", "the real platforms"),
    "\"http://127.0.0.1:4650\"",
    "仅供试用和测试：把微信、QQ、微博、Apple 换成本机上的模拟服务，登录页会写明是模拟。",
    "For trying out and for tests alone: WeChat, QQ, Weibo and Apple are simulated by a program on this very machine, and the sign-in page says so.",
)];
const WECHAT: [Key; 6] = [
    optional(
        "sign_in.wechat.app_id",
        Kind::Text,
        OFF,
        "\"wx1234567890abcdef\"",
        "网站应用的 AppID。",
        "AppID of the web application.",
    ),
    optional(
        "sign_in.wechat.app_secret",
        Kind::Secret,
        OFF,
        "\"…\"",
        "网站应用的 AppSecret。",
        "AppSecret of the web application.",
    ),
    optional(
        "sign_in.wechat.in_app_id",
        Kind::Text,
        NONE,
        "\"wx0987654321fedcba\"",
        "在微信里打开本站时使用的服务号的 AppID；两个应用须绑定在同一个开放平台账号下。",
        "AppID of the service account for WeChat's own browser; both have to belong to one account of the open platform.",
    ),
    optional(
        "sign_in.wechat.in_app_secret",
        Kind::Secret,
        NONE,
        "\"…\"",
        "服务号的 AppSecret。",
        "AppSecret of the service account.",
    ),
    optional(
        "sign_in.wechat.events_token",
        Kind::Secret,
        NONE,
        "\"…\"",
        "消息推送的 Token。推送地址填写 `https://您的域名/api/v1/sign_in/providers/wechat/events/-`，须选安全模式；用户在微信里取消授权后，本站立即解除关联。",
        "Token of the message push. Its address is `https://your.domain/api/v1/sign_in/providers/wechat/events/-`, and it has to be in secure mode; when somebody takes the authorisation back in WeChat, the link here goes at once.",
    ),
    optional(
        "sign_in.wechat.events_key",
        Kind::Secret,
        NONE,
        "\"…\"",
        "消息推送的 EncodingAESKey（43 个字符）。",
        "EncodingAESKey of the message push, 43 letters.",
    ),
];
const QQ: [Key; 3] = [
    optional("sign_in.qq.app_id", Kind::Text, OFF, "\"101234567\"", "应用的 APP ID。", "APP ID of the application."),
    optional("sign_in.qq.app_key", Kind::Secret, OFF, "\"…\"", "应用的 APP Key。", "APP Key of the application."),
    key(
        "sign_in.qq.union_id",
        Kind::Switch,
        "false",
        "true",
        "是否已获准取得 UnionID。",
        "Whether QQ lets the application see the UnionID.",
    ),
];
const WEIBO: [Key; 3] = [
    optional(
        "sign_in.weibo.app_key",
        Kind::Text,
        OFF,
        "\"1234567890\"",
        "应用的 App Key。",
        "App Key of the application.",
    ),
    optional(
        "sign_in.weibo.app_secret",
        Kind::Secret,
        OFF,
        "\"…\"",
        "应用的 App Secret。",
        "App Secret of the application.",
    ),
    optional(
        "sign_in.weibo.events_secret",
        Kind::Secret,
        NONE,
        "\"32 个以上随机字母和数字\"",
        "取消授权回调地址里的暗号：地址填写 `https://您的域名/api/v1/sign_in/providers/weibo/events/暗号`。微博不签名，只有它知道这个地址。",
        "A secret in the address that Weibo calls when somebody takes the authorisation back: `https://your.domain/api/v1/sign_in/providers/weibo/events/SECRET`. Weibo signs nothing, so nobody else may know the address.",
    ),
];
const APPLE: [Key; 1] = [optional(
    "sign_in.apple.services_id",
    Kind::Text,
    OFF,
    "\"example.music.web\"",
    "在 Apple 开发者网站登记的 Services ID；回调地址为 `https://您的域名/api/v1/sign_in/providers/apple/callback`，服务器通知地址为 `https://您的域名/api/v1/sign_in/providers/apple/events/-`。",
    "Services ID as registered with Apple; the address to return to is `https://your.domain/api/v1/sign_in/providers/apple/callback`, the one for server-to-server notifications `https://your.domain/api/v1/sign_in/providers/apple/events/-`.",
)];
const OIDC: [Key; 4] = [
    optional(
        "sign_in.oidc.name",
        Kind::Text,
        OFF,
        "\"家庭账号\"",
        "登录页上按钮的名称。",
        "What the button on the sign-in page says.",
    ),
    optional(
        "sign_in.oidc.issuer",
        Kind::Url,
        OFF,
        "\"https://id.example/realms/home\"",
        "签发者（issuer）地址，与它的令牌里写的一字不差；`https://`，在本机时可以是 `http://`。",
        "Address of the issuer, letter by letter as its tokens say; `https://`, or `http://` on this very machine.",
    ),
    optional(
        "sign_in.oidc.client_id",
        Kind::Text,
        OFF,
        "\"qingyin\"",
        "本站在那里登记的客户端名。",
        "The name under which this service is registered there.",
    ),
    optional(
        "sign_in.oidc.client_secret",
        Kind::Secret,
        NONE,
        "\"…\"",
        "客户端密钥；公开客户端没有。",
        "Its secret; public clients have none.",
    ),
];

const FIRST: [Key; 12] = joined(&joined::<7>(&SIMULATOR, &WECHAT), &agreement!("sign_in.wechat", OFF));
const SECOND: [Key; 20] = joined(&FIRST, &joined::<8>(&QQ, &agreement!("sign_in.qq", OFF)));
const THIRD: [Key; 28] = joined(&SECOND, &joined::<8>(&WEIBO, &agreement!("sign_in.weibo", OFF)));
const FOURTH: [Key; 29] = joined(&THIRD, &APPLE);
pub(crate) const KEYS: [Key; 38] = joined(&FOURTH, &joined::<9>(&OIDC, &agreement!("sign_in.oidc", OFF)));

/// Accounts elsewhere with which people may sign in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Providers {
    /// A program on this machine that stands for all platforms.
    pub simulator: Option<String>,
    /// WeChat.
    pub wechat: Option<Box<Wechat>>,
    /// QQ.
    pub qq: Option<Box<Qq>>,
    /// Weibo.
    pub weibo: Option<Box<Weibo>>,
    /// The Services ID of an application at Apple.
    pub apple_services_id: Option<String>,
    /// The operator's own sign-in service.
    pub oidc: Option<Box<Oidc>>,
}

/// An application at WeChat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wechat {
    /// AppID of the web application.
    pub app_id: String,
    /// Its secret.
    pub app_secret: Secret,
    /// AppID and secret of the service account for WeChat's own browser.
    pub in_app: Option<(String, Secret)>,
    /// Token and key of the message push.
    pub events: Option<(Secret, Secret)>,
    /// What was agreed.
    pub agreement: Agreement,
}

/// An application at QQ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qq {
    /// APP ID.
    pub app_id: String,
    /// APP Key.
    pub app_key: Secret,
    /// Whether it may see the number that is the same in all applications.
    pub union_id: bool,
    /// What was agreed.
    pub agreement: Agreement,
}

/// An application at Weibo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weibo {
    /// App Key.
    pub app_key: String,
    /// App Secret.
    pub app_secret: Secret,
    /// The secret in the address that Weibo calls.
    pub events_secret: Option<Secret>,
    /// What was agreed.
    pub agreement: Agreement,
}

/// The operator's own sign-in service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oidc {
    /// What the button says.
    pub name: String,
    /// The issuer.
    pub issuer: String,
    /// The name of this service there.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Option<Secret>,
    /// What was agreed.
    pub agreement: Agreement,
}

/// The providers; what one of them lacks is told all at once.
pub(crate) fn assemble(settings: &Settings) -> Result<Providers, Problems> {
    let one = |problem| Problems(vec![problem]);
    // A provider is on as soon as anything is set of it, and then all that it needs has to be.
    let is_on = |section: &str, first: &str, needed: &[&str]| -> Result<bool, Problems> {
        let all: Vec<&str> = [first].into_iter().chain(needed.iter().copied()).chain(AGREED).collect();
        if !settings.any_of(section, &all) {
            return Ok(false);
        }
        settings.all_of(
            section,
            &all,
            words("没有这一项，谁也不能用它登录", "nobody can sign in with it without this"),
            words("清空这一组的全部设置", "leave out all of this section"),
        )?;
        Ok(true)
    };
    let pair = |first: &str, second: &str| settings.optional::<Secret>(first).zip(settings.optional::<Secret>(second));
    let wechat = is_on("sign_in.wechat", "app_id", &["app_secret"])?.then(|| {
        Ok(Box::new(Wechat {
            app_id: settings.required("sign_in.wechat.app_id")?,
            app_secret: settings.required("sign_in.wechat.app_secret")?,
            in_app: settings
                .optional("sign_in.wechat.in_app_id")
                .zip(settings.optional("sign_in.wechat.in_app_secret")),
            events: pair("sign_in.wechat.events_token", "sign_in.wechat.events_key"),
            agreement: settings.agreement("sign_in.wechat")?,
        }))
    });
    let qq = is_on("sign_in.qq", "app_id", &["app_key"])?.then(|| {
        Ok(Box::new(Qq {
            app_id: settings.required("sign_in.qq.app_id")?,
            app_key: settings.required("sign_in.qq.app_key")?,
            union_id: settings.required("sign_in.qq.union_id")?,
            agreement: settings.agreement("sign_in.qq")?,
        }))
    });
    let weibo = is_on("sign_in.weibo", "app_key", &["app_secret"])?.then(|| {
        Ok(Box::new(Weibo {
            app_key: settings.required("sign_in.weibo.app_key")?,
            app_secret: settings.required("sign_in.weibo.app_secret")?,
            events_secret: settings.optional("sign_in.weibo.events_secret"),
            agreement: settings.agreement("sign_in.weibo")?,
        }))
    });
    let oidc = is_on("sign_in.oidc", "issuer", &["name", "client_id"])?.then(|| {
        Ok(Box::new(Oidc {
            name: settings.required("sign_in.oidc.name")?,
            issuer: settings.required("sign_in.oidc.issuer")?,
            client_id: settings.required("sign_in.oidc.client_id")?,
            client_secret: settings.optional("sign_in.oidc.client_secret"),
            agreement: settings.agreement("sign_in.oidc")?,
        }))
    });
    Ok(Providers {
        simulator: settings.optional("sign_in.simulator"),
        wechat: wechat.transpose().map_err(one)?,
        qq: qq.transpose().map_err(one)?,
        weibo: weibo.transpose().map_err(one)?,
        apple_services_id: settings.optional("sign_in.apple.services_id"),
        oidc: oidc.transpose().map_err(one)?,
    })
}

impl Providers {
    /// Whether any is set up.
    #[must_use]
    pub fn any(&self) -> bool {
        self.wechat.is_some()
            || self.qq.is_some()
            || self.weibo.is_some()
            || self.apple_services_id.is_some()
            || self.oidc.is_some()
    }

    pub(crate) fn check(&self, has_public_url: bool, now: Timestamp, found: &mut Vec<Problem>) {
        if self.any() && !has_public_url {
            let problem = Problem::new(
                "server.public_url",
                "providers send the browser back to this address, and it is missing",
                "set server.public_url to what people type, such as https://music.example",
            );
            found.push(problem.zh(
                "对方要把浏览器送回这个地址，而它还没有设置",
                "请先在配置文件中设置 server.public_url，例如 https://music.example",
            ));
        }
        if self.simulator.as_deref().is_some_and(|address| !is_here(address)) {
            let remedy = "write it as http://127.0.0.1:4650, or leave it out";
            let problem = Problem::new("sign_in.simulator", "a simulation has to run on this very machine", remedy);
            found.push(problem.zh("模拟服务只能在本机上运行", "请写成 http://127.0.0.1:4650，或者留空"));
        }
        if let Some(wechat) = &self.wechat {
            wechat.agreement.check("sign_in.wechat", now, found);
            if wechat.events.as_ref().is_some_and(|(_, key)| key.expose().len() != 43) {
                let message = "EncodingAESKey has 43 letters";
                let problem = Problem::new("sign_in.wechat.events_key", message, "copy it from the platform's page");
                found.push(problem.zh("EncodingAESKey 应为 43 个字符", "请从平台页面原样复制"));
            }
        }
        if let Some(qq) = &self.qq {
            qq.agreement.check("sign_in.qq", now, found);
        }
        if let Some(weibo) = &self.weibo {
            weibo.agreement.check("sign_in.weibo", now, found);
            let is_short = |secret: &Secret| {
                secret.expose().len() < 32 || !secret.expose().bytes().all(|byte| byte.is_ascii_alphanumeric())
            };
            if weibo.events_secret.as_ref().is_some_and(is_short) {
                let message = "whoever guesses this secret can unlink people";
                let problem =
                    Problem::new("sign_in.weibo.events_secret", message, "use 32 random letters and digits or more");
                found.push(problem.zh("猜中这个暗号的人就能解除别人的关联", "请使用 32 个以上的随机字母和数字"));
            }
        }
        if let Some(oidc) = &self.oidc {
            oidc.agreement.check("sign_in.oidc", now, found);
            if !oidc.issuer.starts_with("https://") && !is_here(&oidc.issuer) {
                let message = "who signs in would be told without encryption";
                let remedy = "use its https:// address, or run it on this very machine";
                let problem = Problem::new("sign_in.oidc.issuer", message, remedy);
                found.push(problem.zh("谁在登录会以明文传送", "请使用 https:// 地址，或在本机运行它"));
            }
        }
    }
}

/// Whether an address is on this very machine.
pub(crate) fn is_here(address: &str) -> bool {
    ["http://127.0.0.1", "http://localhost", "http://[::1]"]
        .iter()
        .any(|here| address.strip_prefix(here).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/'])))
}
