//! Rules about the written policy.

use super::Findings;
use crate::documents::{self, Placeholder};

/// Chapters of every policy, in order; 0 is the summary.
const CHAPTERS: &[&str] = &[
    "summary",
    "collection",
    "use",
    "cookies",
    "sharing",
    "keeping",
    "rights",
    "minors",
    "transfer",
    "changes",
    "contact",
];

/// Placeholders that a chapter cannot do without, each with what is missing otherwise.
const REQUIRED: &[(&str, &str, &str)] = &[
    ("summary", "list.summary", "what is collected for which function"),
    ("collection", "list.collection", "the list of collected information"),
    ("collection", "list.permissions", "the list of permissions"),
    ("cookies", "list.cookies", "the list of cookies"),
    ("cookies", "list.storage", "the list of browser storage keys"),
    ("sharing", "list.recipients", "the directory of recipients"),
    ("sharing", "list.sharing", "the list of shared information"),
    ("keeping", "list.retention", "how long each item is kept"),
    ("keeping", "operator.storage_region", "where the data is stored"),
    ("contact", "operator.officer_name", "the personal information officer"),
    ("contact", "operator.officer_email", "how to reach the officer"),
    ("contact", "operator.hotline", "a telephone number"),
    ("contact", "operator.court", "the way to a court"),
];

/// A version binds no earlier than it can be read.
pub(super) fn binding_follows_publication(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    // Both are YYYY-MM-DD, which the loader has checked, so text order is time order.
    if policy.effective_at < policy.published_at {
        findings.report("policy.effective_at".to_owned(), "effective_at lies before published_at; move it".to_owned());
    }
}

/// Summary and ten chapters, in every language, with what the law wants a listener to find.
pub(super) fn chapters_are_complete(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for language in &policy.languages {
        for (number, id) in CHAPTERS.iter().enumerate() {
            let text = policy.texts.iter().find(|text| text.language == *language && text.id == *id);
            let Some(text) = text.filter(|text| usize::from(text.number) == number && !text.body.trim().is_empty())
            else {
                findings.report(
                    format!("texts.{language}.{id}"),
                    format!("chapter {number} '{id}' is missing in {language}; write policy/texts/{language}/{number:02}-{id}.md"),
                );
                continue;
            };
            for (_, key, what) in REQUIRED.iter().filter(|(chapter, _, _)| chapter == id) {
                if !text.body.contains(&format!("{{{{{key}}}}}")) {
                    findings.report(
                        format!("texts.{language}.{id}"),
                        format!("the chapter lacks {what}; add {{{{{key}}}}}"),
                    );
                }
            }
        }
    }
    for text in &policy.texts {
        if !CHAPTERS.contains(&text.id.as_str()) {
            findings.report(
                format!("texts.{}.{}", text.language, text.id),
                format!("'{}' is no chapter; known are {}", text.id, CHAPTERS.join(", ")),
            );
        }
    }
}

/// A placeholder nobody fills would be printed to the listener.
pub(super) fn placeholders_are_known(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for text in &policy.texts {
        for placeholder in documents::placeholders(&text.body) {
            if let Placeholder::Unknown(key) = placeholder {
                let hint = crate::diagnostic::suggestion(key, documents::known_placeholders());
                findings.report(
                    format!("texts.{}.{}", text.language, text.id),
                    format!("nothing fills {{{{{key}}}}}{hint}"),
                );
            }
        }
    }
    for (place, text) in super::names::local_texts(policy) {
        if text.zh.contains("{{") || text.en.contains("{{") {
            findings.report(place, "a placeholder here would be hashed unfilled; write the words".to_owned());
        }
    }
}

/// A list typed by hand says something else after the first change.
pub(super) fn lists_are_generated(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for text in &policy.texts {
        for (number, line) in text.body.lines().enumerate() {
            let listed = line.trim_start();
            let Some(entry) = listed.strip_prefix("- ").or_else(|| listed.strip_prefix('|')) else { continue };
            let entry = entry.trim_start_matches(['*', ' ']);
            let named = policy.items.iter().find(|item| entry.starts_with(item.title.in_language(text.language)));
            if let Some(item) = named {
                findings.report(
                    format!("texts.{}.{}", text.language, text.id),
                    format!(
                        "paragraph line {} lists '{}' by hand; use {{{{list.collection}}}} or {{{{list.summary}}}}",
                        number + 1,
                        item.id
                    ),
                );
            }
        }
    }
}
