//! The types a setting may have, and how each is read from a file and from plain text.

use std::net::SocketAddr;
use std::path::PathBuf;

use jiff::civil::Date;
use toml::de::DeValue;

use crate::network::Network;
use crate::secret::Secret;

/// The type of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// Text that is never printed.
    Secret,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `true` or `false`.
    Switch,
    /// A whole number within these bounds.
    Count {
        /// The smallest allowed.
        min: u64,
        /// The largest allowed.
        max: u64,
    },
    /// A number of bytes, or text such as `"2 GiB"`.
    Size,
    /// Address and port.
    Address,
    /// A web address, `https://` or `http://`.
    Url,
    /// A day, such as `2026-11-23`.
    Date,
    /// A file or folder.
    Path,
    /// Several folders.
    Paths,
    /// Several IP addresses or ranges.
    Networks,
    /// Names with secret values.
    Headers,
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Secret(Secret),
    Switch(bool),
    Count(u64),
    Address(SocketAddr),
    Date(Date),
    Path(PathBuf),
    Paths(Vec<PathBuf>),
    Networks(Vec<Network>),
    Headers(Vec<(String, Secret)>),
}

impl Kind {
    /// Reads a value as the file writes it.
    pub(crate) fn read_toml(self, value: &DeValue<'_>) -> Result<Value, String> {
        match (self, value) {
            (Self::Paths | Self::Networks, DeValue::Array(array)) => {
                let texts = array.iter().map(|entry| entry.get_ref().as_str()).collect::<Option<Vec<_>>>();
                self.read_list(&texts.ok_or_else(|| self.expected())?)
            }
            (Self::Headers, DeValue::Table(table)) => table
                .iter()
                .map(|(name, value)| Some((name.get_ref().to_string(), Secret::new(value.get_ref().as_str()?))))
                .collect::<Option<Vec<_>>>()
                .map(Value::Headers)
                .ok_or_else(|| self.expected()),
            (Self::Switch, DeValue::Boolean(on)) => Ok(Value::Switch(*on)),
            (Self::Count { .. } | Self::Size, DeValue::Integer(number)) => self.read_text(number.as_str()),
            (Self::Date, DeValue::Datetime(day)) => self.read_text(&day.to_string()),
            (Self::Switch | Self::Count { .. } | Self::Paths | Self::Networks | Self::Headers, _) => {
                Err(self.expected())
            }
            (_, DeValue::String(text)) => self.read_text(text),
            _ => Err(self.expected()),
        }
    }

    /// Reads a value as the environment or a flag writes it.
    pub(crate) fn read_text(self, text: &str) -> Result<Value, String> {
        let expected = || self.expected();
        match self {
            Self::Text => Ok(Value::Text(text.to_owned())),
            Self::Secret => Ok(Value::Secret(Secret::new(text))),
            Self::Choice(words) => {
                if words.contains(&text) {
                    Ok(Value::Text(text.to_owned()))
                } else {
                    Err(expected())
                }
            }
            Self::Switch => match text {
                "true" => Ok(Value::Switch(true)),
                "false" => Ok(Value::Switch(false)),
                _ => Err(expected()),
            },
            Self::Count { min, max } => {
                let number: u64 = text.trim().replace('_', "").parse().map_err(|_| expected())?;
                if (min..=max).contains(&number) { Ok(Value::Count(number)) } else { Err(expected()) }
            }
            Self::Size => size_bytes(text).map(Value::Count).ok_or_else(expected),
            Self::Address => text.trim().parse().map(Value::Address).map_err(|_| expected()),
            Self::Url => {
                let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
                let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
                match host {
                    Some(host) if !host.is_empty() && !text.contains(char::is_whitespace) => {
                        Ok(Value::Text(text.trim_end_matches('/').to_owned()))
                    }
                    _ => Err(expected()),
                }
            }
            Self::Date => text.trim().parse().map(Value::Date).map_err(|_| expected()),
            Self::Path if text.is_empty() => Err(expected()),
            Self::Path => Ok(Value::Path(PathBuf::from(text))),
            Self::Paths => self.read_list(&text.split(':').filter(|part| !part.is_empty()).collect::<Vec<_>>()),
            Self::Networks => {
                self.read_list(&text.split(',').map(str::trim).filter(|p| !p.is_empty()).collect::<Vec<_>>())
            }
            Self::Headers => text
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(|line| {
                    line.split_once(':').map(|(name, value)| (name.trim().to_owned(), Secret::new(value.trim())))
                })
                .collect::<Option<Vec<_>>>()
                .map(Value::Headers)
                .ok_or_else(expected),
        }
    }

    fn read_list(self, texts: &[&str]) -> Result<Value, String> {
        match self {
            Self::Networks => texts.iter().map(|text| text.parse()).collect::<Result<_, _>>().map(Value::Networks),
            _ if texts.iter().any(|text| text.is_empty()) => Err(self.expected()),
            _ => Ok(Value::Paths(texts.iter().map(PathBuf::from).collect())),
        }
    }

    /// What a value of this type looks like, in English, to complete "expected …".
    pub(crate) fn expected(self) -> String {
        match self {
            Self::Text | Self::Secret => "text in quotes".to_owned(),
            Self::Choice(words) => format!("one of {}", quoted(words)),
            Self::Switch => "true or false".to_owned(),
            Self::Count { min, max: u64::MAX } => format!("a whole number from {min}"),
            Self::Count { min, max } => format!("a whole number from {min} to {max}"),
            Self::Size => "a number of bytes, or text such as \"2 GiB\"".to_owned(),
            Self::Address => "an IP address and a port, such as \"127.0.0.1:4633\"".to_owned(),
            Self::Url => "a web address, such as \"https://music.example\"".to_owned(),
            Self::Date => "a day, such as \"2026-11-23\"".to_owned(),
            Self::Path => "a path in quotes".to_owned(),
            Self::Paths => "a list of paths, such as [\"/srv/music\"]".to_owned(),
            Self::Networks => "a list of IP addresses or ranges, such as [\"10.0.0.0/8\"]".to_owned(),
            Self::Headers => "a table of texts, such as { Authorization = \"…\" }".to_owned(),
        }
    }
}

impl Kind {
    /// The same in Chinese, to complete "应为…".
    pub(crate) fn expected_zh(self) -> String {
        match self {
            Self::Text | Self::Secret => "文字".to_owned(),
            Self::Choice(words) => format!("{} 之一", quoted(words)),
            Self::Switch => "true 或 false".to_owned(),
            Self::Count { min, max: u64::MAX } => format!("不小于 {min} 的整数"),
            Self::Count { min, max } => format!("{min} 到 {max} 的整数"),
            Self::Size => "字节数，或 \"2 GiB\" 这样的文字".to_owned(),
            Self::Address => "IP 地址和端口，例如 \"127.0.0.1:4633\"".to_owned(),
            Self::Url => "网址，例如 \"https://music.example\"".to_owned(),
            Self::Date => "日期，例如 \"2026-11-23\"".to_owned(),
            Self::Path => "路径".to_owned(),
            Self::Paths => "若干路径，例如 [\"/srv/music\"]".to_owned(),
            Self::Networks => "若干 IP 地址或网段，例如 [\"10.0.0.0/8\"]".to_owned(),
            Self::Headers => "每行一个“名称: 值”".to_owned(),
        }
    }

    /// Whether its values are never shown.
    #[must_use]
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Secret | Self::Headers)
    }
}

impl Value {
    /// The value as the environment would write it; nothing for one that is never shown.
    pub(crate) fn shown(&self) -> Option<String> {
        Some(match self {
            Self::Text(text) => text.clone(),
            Self::Switch(on) => on.to_string(),
            Self::Count(number) => number.to_string(),
            Self::Address(address) => address.to_string(),
            Self::Date(day) => day.to_string(),
            Self::Path(path) => path.display().to_string(),
            Self::Paths(paths) => paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(":"),
            Self::Secret(_) | Self::Headers(_) | Self::Networks(_) => return None,
        })
    }
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}

/// Reads `1048576`, `512 MiB`, `2GiB` or `20 GB`.
fn size_bytes(text: &str) -> Option<u64> {
    let text = text.trim().replace('_', "");
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let factor: u64 = match unit.trim() {
        "" | "B" => 1,
        "kB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "TB" => 1_000_000_000_000,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "TiB" => 1 << 40,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_with_and_without_a_unit() {
        for (text, bytes) in
            [("0", 0), ("1_000", 1000), ("2 GiB", 2 << 30), ("512MiB", 512 << 20), ("20 GB", 20_000_000_000)]
        {
            assert_eq!(size_bytes(text), Some(bytes), "{text}");
        }
        for text in ["", "GiB", "-1", "1.5 GiB", "2 gib", "99999999999 TiB"] {
            assert_eq!(size_bytes(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_of_the_web_has_a_scheme_and_a_host() {
        assert_eq!(Kind::Url.read_text("https://music.example/"), Ok(Value::Text("https://music.example".into())));
        for text in ["music.example", "https://", "ftp://x", "https:///x", "https://a b"] {
            assert!(Kind::Url.read_text(text).is_err(), "{text}");
        }
    }
}
