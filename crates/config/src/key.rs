//! What a setting and a group of settings are, and how the table writes them.

use crate::sources::parse_default;
use crate::value::Kind;

/// A text in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// A group of settings.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// Name of the table in the file, such as `sms.http`.
    pub name: &'static str,
    /// What the group is about.
    pub words: Words,
}

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Full name, such as `server.listen`.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// Its default as the file would write it; absent when the setting may be absent.
    pub default: Option<&'static str>,
    /// What happens while it is absent, for settings whose default depends on others.
    pub when_absent: Option<Words>,
    /// A value as the file would write it.
    pub example: &'static str,
    /// Its own flag, besides `--set`.
    pub flag: Option<&'static str>,
    /// What it does.
    pub words: Words,
}

impl Key {
    /// Its environment variable: `server.listen` is `QINGYIN_SERVER_LISTEN`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("QINGYIN_{}", self.name.replace('.', "_").to_uppercase())
    }

    /// The table it stands in, such as `sms.http`.
    #[must_use]
    pub fn section(&self) -> &'static str {
        self.name.rsplit_once('.').map_or("", |(section, _)| section)
    }

    /// Its example as the environment would write it; absent for what is never shown.
    #[must_use]
    pub fn example_text(&self) -> Option<String> {
        parse_default(self, self.example).ok()?.shown().filter(|_| !self.kind.is_secret())
    }

    /// Its default as the environment would write it.
    #[must_use]
    pub fn default_text(&self) -> Option<String> {
        parse_default(self, self.default?).ok()?.shown()
    }

    /// Whether its value is never shown again: secrets, and what providers let credentials be written into.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.kind.is_secret() || matches!(self.name, "sms.http.url" | "sms.http.body")
    }

    /// Its name within the table, such as `listen`.
    #[must_use]
    pub fn short_name(&self) -> &'static str {
        self.name.rsplit_once('.').map_or(self.name, |(_, name)| name)
    }
}

pub(crate) const fn key(
    name: &'static str,
    kind: Kind,
    default: &'static str,
    example: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Key {
    Key { name, kind, default: Some(default), when_absent: None, example, flag: None, words: Words { zh, en } }
}

pub(crate) const fn optional(
    name: &'static str,
    kind: Kind,
    absent: Words,
    example: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Key {
    Key { name, kind, default: None, when_absent: Some(absent), example, flag: None, words: Words { zh, en } }
}

pub(crate) const fn flagged(key: Key, flag: &'static str) -> Key {
    Key { flag: Some(flag), ..key }
}

pub(crate) const fn words(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

pub(crate) const fn section(name: &'static str, zh: &'static str, en: &'static str) -> Section {
    Section { name, words: Words { zh, en } }
}

/// Two tables as one.
pub(crate) const fn joined<const LENGTH: usize>(first: &[Key], second: &[Key]) -> [Key; LENGTH] {
    assert!(first.len() + second.len() == LENGTH, "the length is that of both");
    let mut all = [first[0]; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        all[at] = if at < first.len() { first[at] } else { second[at - first.len()] };
        at += 1;
    }
    all
}

/// The country of a place in which data is kept.
pub(crate) const fn promised_country(name: &'static str, when_absent: Words) -> Key {
    let zh = "所在的国家或地区，须是隐私政策承诺的存放地。";
    let en = "Country of this place; it has to be one in which the policy promises to store data.";
    optional(name, Kind::Text, when_absent, "\"CN\"", zh, en)
}

/// The keys of what was agreed with a provider.
macro_rules! agreement {
    ($section:literal, $absent:expr) => {
        [
            $crate::key::key(
                concat!($section, ".country"),
                $crate::value::Kind::Text,
                "\"CN\"",
                "\"CN\"",
                "对方处理数据所在的国家或地区，须与政策中的接收方一致。",
                "Country in which they handle the data; it has to be the one the policy names for this recipient.",
            ),
            $crate::key::optional(
                concat!($section, ".agreement"),
                $crate::value::Kind::Text,
                $absent,
                "\"DPA-2026-031\"",
                "与对方的约定（例如平台的开发者协议）的名称或编号；由您自己运行时，写明内部制度的编号。",
                "Name or number of the agreement with them, such as the platform's terms for developers; where you run it yourself, of your own rule about it.",
            ),
            $crate::key::optional(concat!($section, ".agreement_signed"), $crate::value::Kind::Date, $absent, "\"2026-11-01\"", "签署日期。", "Day on which it was signed."),
            $crate::key::optional(
                concat!($section, ".checked_at"),
                $crate::value::Kind::Date,
                $absent,
                "\"2026-11-01\"",
                "最近一次安全评估的日期。",
                "Day on which its security was last checked.",
            ),
            $crate::key::optional(
                concat!($section, ".expires_at"),
                $crate::value::Kind::Date,
                $absent,
                "\"2027-10-31\"",
                "到期日；此日之后不再向对方发送任何内容，也不再提供由它提供的登录方式。",
                "Last day of the agreement; after it nothing is sent to them any more, and a way of signing in that is theirs is no longer offered.",
            ),
        ]
    };
}
pub(crate) use agreement;
