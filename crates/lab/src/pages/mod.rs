//! The pages people see: small, complete in themselves, and plainly no vendor's.

mod authorisations;
mod question;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};

use crate::vendor::{HOSTS, Vendor};

pub(crate) use authorisations::authorisations;
pub(crate) use question::{form_post, question};

/// Nothing is loaded from anywhere, nothing runs but the one script that a page brings itself.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'";
/// The one script there is, by its digest: it posts the form it stands below.
const SCRIPT: &str = "document.forms[0].submit()";
const STYLE: &str = include_str!("page.css");

/// In which language a page speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Chinese,
    English,
}

impl Language {
    pub(crate) fn of(english: bool) -> Self {
        if english { Self::English } else { Self::Chinese }
    }

    /// The one of two that is in this language.
    fn pick<'a>(self, (chinese, english): (&'a str, &'a str)) -> &'a str {
        if self == Self::Chinese { chinese } else { english }
    }

    fn tag(self) -> &'static str {
        self.pick(("zh-CN", "en"))
    }
}

/// A page that is ready.
pub(crate) struct Page(String);

impl Page {
    pub(crate) fn with_status(self, status: StatusCode) -> Response {
        let mut response = (status, Html(self.0)).into_response();
        let headers = response.headers_mut();
        let policy = format!("{POLICY}; script-src 'sha256-{}'", script_digest());
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

fn script_digest() -> String {
    use base64::Engine as _;
    use sha2::Digest as _;
    base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(SCRIPT.as_bytes()))
}

/// Text as HTML, whoever wrote it.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\'' => safe += "&#39;",
            other => safe.push(other),
        }
    }
    safe
}

/// What every page has: that it is a simulation, and the way to the other language.
fn frame(vendor: Option<Vendor>, language: Language, title: &str, body: &str) -> Page {
    let class = vendor.map_or("lab", Vendor::word);
    let whose = vendor.map_or(("清音实验室", "Qingyin lab"), Vendor::title);
    let notice = match language {
        Language::Chinese => format!("本页由清音实验室模拟，不是{}的页面，也不会把任何信息发给对方。", whose.0),
        Language::English => {
            format!("The Qingyin lab plays {} here; it is not theirs, and nothing is sent to them.", whose.1)
        }
    };
    let other = match language {
        Language::Chinese => r#"<a href="?lang=en" lang="en">English</a>"#,
        Language::English => r#"<a href="?lang=zh-CN" lang="zh-CN">中文</a>"#,
    };
    Page(format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · 模拟 SIMULATION</title>\n<style>{STYLE}</style>\n</head>\n<body class=\"{class}\">\n\
         <p class=\"notice\" role=\"note\"><strong>模拟页面 SIMULATION</strong> {notice}</p>\n\
         <main>\n{body}\n</main>\n<footer>{other}</footer>\n</body>\n</html>\n",
        tag = language.tag(),
        title = escape(title),
        notice = escape(&notice),
    ))
}

/// Why an app's question is not put.
pub(crate) fn refusal(vendor: Vendor, language: Language, code: &str, message: &str) -> Page {
    let title = language.pick(("无法继续", "This cannot go on"));
    let body = format!("<h1>{title}</h1>\n<p>{}</p>\n<p><code>{}</code></p>", escape(message), escape(code));
    frame(Some(vendor), language, title, &body)
}

/// The question was answered before, or never asked.
pub(crate) fn gone(language: Language) -> Page {
    let title = language.pick(("这一问已经答过了", "This was answered before"));
    let hint = language.pick(("请回到应用，重新开始登录。", "Go back to the app and begin to sign in again."));
    frame(None, language, title, &format!("<h1>{title}</h1>\n<p>{hint}</p>"))
}

/// The lab's own first page: whom it plays, and where.
pub(crate) fn overview(language: Language) -> Page {
    let title = language.pick(("清音实验室", "The Qingyin lab"));
    let intro = language.pick((
        "这里模拟第三方登录服务，供开发和试用。没有一个请求会离开这台机器。",
        "It plays third parties that people sign in with, for development and trial. No request leaves this machine.",
    ));
    let list = language.pick(("查看和撤销授权", "See and revoke what was agreed to"));
    let mut body = format!("<h1>{title}</h1>\n<p>{intro}</p>\n<ul class=\"vendors\">\n");
    for vendor in Vendor::ALL {
        let host = vendor.page_host();
        let name = escape(language.pick(vendor.title()));
        body += &format!(
            "<li><strong>{name}</strong> <code>/{host}</code><br><a href=\"/{host}/lab/authorisations?lang={}\">{list}</a></li>\n",
            language.tag(),
        );
    }
    body += "</ul>\n<p><code>";
    body += &HOSTS.iter().map(|(host, _)| *host).collect::<Vec<_>>().join(" ");
    body += "</code></p>";
    frame(None, language, title, &body)
}
