//! The two languages of the service, and text in both.

use std::borrow::Cow;
use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};

/// A language the service speaks; Chinese is the source, English says the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
pub enum Language {
    /// Chinese as written in mainland China.
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl From<Language> for policy_lang::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Chinese => Self::ZhCn,
            Language::English => Self::En,
        }
    }
}

impl Language {
    /// The tag of BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language whose tag this is, by its first subtag.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?;
        if primary.eq_ignore_ascii_case("zh") {
            Some(Self::Chinese)
        } else if primary.eq_ignore_ascii_case("en") {
            Some(Self::English)
        } else {
            None
        }
    }

    /// The language a request asks for: `?language=`, else the best of `Accept-Language`, else Chinese.
    #[must_use]
    pub fn of_request(parts: &Parts) -> Self {
        let query = parts.uri.query().unwrap_or_default();
        let named = query.split('&').find_map(|pair| pair.strip_prefix("language=")).and_then(Self::of_tag);
        named.unwrap_or_else(|| {
            let header = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
            Self::of_header(header)
        })
    }

    /// The best of an `Accept-Language` header (RFC 9110, section 12.5.4): the highest weight, the first among equals.
    fn of_header(header: &str) -> Self {
        let mut best: Option<(Self, f32)> = None;
        for range in header.split(',') {
            let mut parts = range.trim().split(';');
            let Some(language) = parts.next().and_then(Self::of_tag) else { continue };
            let weight = parts
                .find_map(|parameter| parameter.trim().strip_prefix("q="))
                .map_or(1.0, |weight| weight.parse::<f32>().unwrap_or(0.0));
            if weight > 0.0 && best.is_none_or(|(_, heaviest)| weight > heaviest) {
                best = Some((language, weight));
            }
        }
        best.map_or(Self::Chinese, |(language, _)| language)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of_request(parts))
    }
}

/// The same sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Chinese, written first.
    pub zh: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Text {
    /// A sentence known when the program is built.
    #[must_use]
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en) }
    }

    /// A sentence with something in it, such as a number.
    #[must_use]
    pub fn made(zh: String, en: String) -> Self {
        Self { zh: Cow::Owned(zh), en: Cow::Owned(en) }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_language_wins() {
        assert_eq!(Language::of_header("fr, en;q=0.8, zh;q=0.9"), Language::Chinese);
        assert_eq!(Language::of_header("en-GB,en;q=0.9"), Language::English);
        assert_eq!(Language::of_header("en;q=0, de"), Language::Chinese);
        assert_eq!(Language::of_header(""), Language::Chinese);
        assert_eq!(Language::of_header("en;q=x"), Language::Chinese);
    }
}
