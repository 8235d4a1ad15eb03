//! What a line of the log may hold (promise P-057).

use serde::{Deserialize, Serialize};

use crate::model::{CompiledPolicy, Language};
use crate::source::Entry;
use crate::text::LocalText;

/// What a field of the log is about; there are no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogKind {
    /// Which function was used, by nobody in particular.
    Usage,
    /// What failed or crashed.
    Failure,
    /// How much was done, how fast.
    Performance,
    /// Where the app came from.
    Source,
}

/// One field that a line of the log may hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogField {
    /// Its name in the line, such as `error`.
    pub name: String,
    /// What it is about.
    pub kind: LogKind,
    /// What a listener reads.
    pub title: LocalText,
    /// What it is written for.
    pub why: LocalText,
}

pub(crate) fn log_field(entry: &Entry<'_>) -> LogField {
    let kinds = [
        ("usage", LogKind::Usage),
        ("failure", LogKind::Failure),
        ("performance", LogKind::Performance),
        ("source", LogKind::Source),
    ];
    LogField {
        name: entry.text("name"),
        kind: entry.one_of("kind", &kinds).unwrap_or(LogKind::Failure),
        title: entry.local("title"),
        why: entry.local("why"),
    }
}

/// The rows of the published list: name, title, kind, why.
pub(crate) fn rows(policy: &CompiledPolicy, language: Language) -> impl Iterator<Item = [String; 4]> {
    policy.log_fields.iter().map(move |field| {
        let kind = match (field.kind, language) {
            (LogKind::Usage, Language::ZhCn) => "使用种类",
            (LogKind::Usage, Language::En) => "kind of use",
            (LogKind::Failure, Language::ZhCn) => "崩溃与故障",
            (LogKind::Failure, Language::En) => "failure",
            (LogKind::Performance, Language::ZhCn) => "性能",
            (LogKind::Performance, Language::En) => "performance",
            (LogKind::Source, Language::ZhCn) => "应用来源",
            (LogKind::Source, Language::En) => "source of the app",
        };
        let (title, why) = (field.title.in_language(language), field.why.in_language(language));
        [format!("`{}`", field.name), title.to_owned(), kind.to_owned(), why.to_owned()]
    })
}
