//! Whom the lab plays, and under which hosts.

use serde::{Deserialize, Serialize};

use crate::phones;

/// A third party that the lab simulates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vendor {
    /// 微信: OAuth 2 with names of its own, refusals as HTTP 200, and pushed events.
    Wechat,
    /// QQ: query strings, JSONP and JSON for the same answers.
    Qq,
    /// 微博: OAuth 2, with a callback when somebody cancels.
    Weibo,
    /// Sign in with Apple: OpenID Connect by form post, and signed notifications.
    Apple,
    /// Any certified OpenID Connect provider.
    Oidc,
}

impl Vendor {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Wechat, Self::Qq, Self::Weibo, Self::Apple, Self::Oidc];

    /// How it is written in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Wechat => "wechat",
            Self::Qq => "qq",
            Self::Weibo => "weibo",
            Self::Apple => "apple",
            Self::Oidc => "oidc",
        }
    }

    /// Its name for people, in Chinese and in English.
    pub(crate) fn title(self) -> (&'static str, &'static str) {
        match self {
            Self::Wechat => ("微信", "WeChat"),
            Self::Qq => ("QQ", "QQ"),
            Self::Weibo => ("微博", "Weibo"),
            Self::Apple => ("Apple 账户", "Apple Account"),
            Self::Oidc => ("实验室身份提供方", "Lab identity provider"),
        }
    }

    /// The host whose pages people see.
    pub(crate) fn page_host(self) -> &'static str {
        match self {
            Self::Wechat => "open.weixin.qq.com",
            Self::Qq => "graph.qq.com",
            Self::Weibo => "api.weibo.com",
            Self::Apple => "appleid.apple.com",
            Self::Oidc => "oidc.lab.example",
        }
    }

    /// The host of avatars, which is another one where the vendor keeps them apart.
    pub(crate) fn picture_host(self) -> &'static str {
        match self {
            Self::Wechat => "thirdwx.qlogo.cn",
            Self::Qq => "thirdqq.qlogo.cn",
            Self::Weibo => "tvax1.sinaimg.cn",
            Self::Apple | Self::Oidc => self.page_host(),
        }
    }
}

/// What is served under one host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    WechatOpen,
    WechatApi,
    Qq,
    Weibo,
    Apple,
    Oidc,
    /// Avatars, and nothing else.
    Pictures,
    /// Short messages and telephone numbers; which vendor it is, the host says.
    Phones,
}

/// Every host of the lab, and what is served there.
pub(crate) const HOSTS: &[(&str, Site)] = &[
    ("open.weixin.qq.com", Site::WechatOpen),
    ("api.weixin.qq.com", Site::WechatApi),
    ("graph.qq.com", Site::Qq),
    ("api.weibo.com", Site::Weibo),
    ("appleid.apple.com", Site::Apple),
    ("oidc.lab.example", Site::Oidc),
    ("thirdwx.qlogo.cn", Site::Pictures),
    ("thirdqq.qlogo.cn", Site::Pictures),
    ("tvax1.sinaimg.cn", Site::Pictures),
    (phones::ALIYUN_HOST, Site::Phones),
    (phones::DYPNS_HOST, Site::Phones),
    (phones::TENCENT_HOST, Site::Phones),
    (phones::CMCC_HOST, Site::Phones),
];

/// Every host of the lab, for a file of hosts or a certificate.
pub fn hosts() -> impl Iterator<Item = &'static str> {
    HOSTS.iter().map(|(host, _)| *host)
}

/// The host of that name, and what it serves.
pub(crate) fn find(host: &str) -> Option<(&'static str, Site)> {
    HOSTS.iter().copied().find(|(name, _)| name.eq_ignore_ascii_case(host))
}

/// Under which address a request came, so that an answer can name others.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The host as the vendor has it.
    pub(crate) host: &'static str,
    /// `http://127.0.0.1:4700` where vendors are told apart by path, nothing where by host.
    root: Option<String>,
}

impl Place {
    /// Reached as the vendor is: by its own host.
    pub(crate) fn by_host(host: &'static str) -> Self {
        Self { host, root: None }
    }

    /// Reached as the first folder of a path.
    pub(crate) fn by_path(host: &'static str, authority: &str) -> Self {
        Self { host, root: Some(format!("http://{authority}")) }
    }

    pub(crate) fn is_by_path(&self) -> bool {
        self.root.is_some()
    }

    /// The full address of a path at one of the vendors' hosts.
    pub(crate) fn address(&self, host: &str, path: &str) -> String {
        match &self.root {
            Some(root) => format!("{root}/{host}{path}"),
            None => format!("https://{host}{path}"),
        }
    }

    /// The same for a path at this host.
    pub(crate) fn here(&self, path: &str) -> String {
        self.address(self.host, path)
    }
}
