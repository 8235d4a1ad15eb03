//! What a mail says, and how it is written down.
//!
//! A mail is made of words and of links to pages of this service, and there is no way to put anything else into one:
//! no picture, no address elsewhere, and nothing that tells whether it was opened.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime};

use http_api::Language;
use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use units::Timestamp;

use crate::address::MailAddress;
use crate::error::Error;

/// A mail before it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) language: Language,
    pub(crate) subject: String,
    pub(crate) parts: Vec<Part>,
    /// The secret with which it can be unsubscribed from, where it was subscribed to.
    pub(crate) unsubscribes_by: Option<String>,
}

/// A part of what a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Words.
    Words(String),
    /// A heading, and words below it.
    Chapter(String, String),
    /// A link to a page of this service.
    Link(Link),
    /// Several of these.
    Links(Vec<Link>),
}

/// A link to a page of this service: what it is called, and its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) words: String,
    pub(crate) path: String,
}

impl Link {
    pub(crate) fn new(words: impl Into<String>, path: impl Into<String>) -> Self {
        Self { words: words.into(), path: path.into() }
    }
}

/// From whom, to whom, when, and of which service.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Envelope<'a> {
    pub(crate) from: &'a MailAddress,
    pub(crate) to: &'a MailAddress,
    /// The service's address, without a slash at the end.
    pub(crate) home: &'a str,
    pub(crate) now: Timestamp,
    /// What tells this mail from every other, and nothing else.
    pub(crate) number: u64,
}

impl Letter {
    /// The mail as it goes over the line: text and the same as HTML, in letters that every server passes on.
    ///
    /// # Errors
    /// [`Error::Unwritable`], which no address that was parsed and no words of ours bring about.
    pub(crate) fn written(&self, envelope: &Envelope<'_>) -> Result<String, Error> {
        let Envelope { from, to, home, now, number } = *envelope;
        let mailbox = |name: Option<&str>, address: &MailAddress| -> Result<Mailbox, Error> {
            let address = address.as_str().parse().map_err(|_| Error::Unwritable)?;
            Ok(Mailbox::new(name.map(str::to_owned), address))
        };
        let name = match self.language {
            Language::Chinese => "清音",
            Language::English => "Qingyin",
        };
        let host = from.as_str().rsplit_once('@').map_or("localhost", |(_, host)| host);
        let sent_at = Duration::from_millis(now.as_millis().max(0).unsigned_abs());
        let mut message = Message::builder()
            .from(mailbox(Some(name), from)?)
            .to(mailbox(None, to)?)
            .subject(self.subject.clone())
            .date(SystemTime::UNIX_EPOCH + sent_at)
            .message_id(Some(format!("<{number:016x}@{host}>")))
            .raw_header(plain("Content-Language", self.language.tag().to_owned()))
            .raw_header(plain("Auto-Submitted", "auto-generated".to_owned()));
        if let Some(token) = &self.unsubscribes_by {
            let address = format!("<{home}/api/v1/letter/unsubscription/{token}>");
            // RFC 8058: the mail program's own button, one step, without signing in.
            message = message
                .raw_header(plain("List-Unsubscribe", address))
                .raw_header(plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        let body = MultiPart::alternative()
            .boundary(format!("part-{number:016x}"))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(self.text(home)))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(self.html(home)));
        let message = message.multipart(body).map_err(|_| Error::Unwritable)?;
        String::from_utf8(message.formatted()).map_err(|_| Error::Unwritable)
    }

    fn text(&self, home: &str) -> String {
        let mut out = String::new();
        for part in self.all_parts() {
            let line = match &part {
                Part::Words(words) => format!("{words}\n\n"),
                Part::Chapter(title, words) => format!("{title}\n{words}\n\n"),
                Part::Link(link) => format!("{}\n{home}{}\n\n", link.words, link.path),
                Part::Links(links) => {
                    let lines: Vec<String> =
                        links.iter().map(|link| format!("- {}\n  {home}{}\n", link.words, link.path)).collect();
                    format!("{}\n", lines.concat())
                }
            };
            out.push_str(&line);
        }
        out
    }

    fn html(&self, home: &str) -> String {
        let anchor = |link: &Link| {
            format!("<a href=\"{}\">{}</a>", escaped(&format!("{home}{}", link.path)), escaped(&link.words))
        };
        let mut out = format!(
            "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head><body>\n",
            self.language.tag(),
            escaped(&self.subject)
        );
        for part in self.all_parts() {
            // Writing to a string does not fail.
            let _ = match &part {
                Part::Words(words) => writeln!(out, "<p>{}</p>", lines(words)),
                Part::Chapter(title, words) => writeln!(out, "<h2>{}</h2>\n<p>{}</p>", escaped(title), lines(words)),
                Part::Link(link) => writeln!(out, "<p>{}</p>", anchor(link)),
                Part::Links(links) => {
                    let items: Vec<String> = links.iter().map(|link| format!("<li>{}</li>\n", anchor(link))).collect();
                    writeln!(out, "<ul>\n{}</ul>", items.concat())
                }
            };
        }
        out.push_str("</body></html>\n");
        out
    }

    /// The parts, and at the end the way out of what was subscribed to. The secret stands behind a `#`, so that opening
    /// the page sends it nowhere.
    fn all_parts(&self) -> Vec<Part> {
        let words = match self.language {
            Language::Chinese => "退订每月来信",
            Language::English => "Unsubscribe from the monthly letter",
        };
        let way_out =
            self.unsubscribes_by.as_ref().map(|token| Part::Link(Link::new(words, format!("/unsubscribe#{token}"))));
        self.parts.iter().cloned().chain(way_out).collect()
    }
}

/// A header of letters that need no encoding.
fn plain(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> MailAddress {
        MailAddress::parse(text).expect("an address")
    }

    fn written(letter: &Letter) -> String {
        let (from, to) = (address("qingyin@music.example"), address("lin@mail.example"));
        let now = "2026-12-01T08:00:00Z".parse().expect("an instant");
        let envelope = Envelope { from: &from, to: &to, home: "https://music.example", now, number: 7 };
        letter.written(&envelope).expect("a mail")
    }

    fn letter(unsubscribes_by: Option<&str>) -> Letter {
        Letter {
            language: Language::Chinese,
            subject: "十一月的新专辑\r\nBcc: x@y.example".to_owned(),
            parts: vec![Part::Links(vec![Link::new("<script>&\"山\"", "/albums/alb_1")])],
            unsubscribes_by: unsubscribes_by.map(str::to_owned),
        }
    }

    #[test]
    fn a_mail_is_of_ascii_and_its_subject_begins_no_header() {
        let text = written(&letter(None));
        assert!(text.is_ascii() && text.lines().all(|line| line.len() <= 998), "{text}");
        let (head, _) = text.split_once("\r\n\r\n").expect("a head");
        assert!(!head.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc")), "{head}");
        assert!(head.contains("Date: Tue, 01 Dec 2026 08:00:00 +0000"), "{head}");
        assert!(!head.contains("List-Unsubscribe"), "nobody subscribed to a notice");
    }

    #[test]
    fn a_letter_can_be_unsubscribed_from_by_one_click() {
        let text = written(&letter(Some("t0ken")));
        let (head, _) = text.split_once("\r\n\r\n").expect("a head");
        let has = |line: &str| head.lines().any(|found| found == line);
        assert!(has("List-Unsubscribe: <https://music.example/api/v1/letter/unsubscription/t0ken>"), "{head}");
        assert!(has("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{head}");
    }

    #[test]
    fn what_others_called_something_stays_words() {
        let letter = letter(None);
        let html = letter.html("https://music.example");
        assert!(
            html.contains("<a href=\"https://music.example/albums/alb_1\">&lt;script&gt;&amp;&quot;山&quot;</a>"),
            "{html}"
        );
        assert!(
            letter.text("https://music.example").contains("- <script>&\"山\"\n  https://music.example/albums/alb_1")
        );
    }
}
