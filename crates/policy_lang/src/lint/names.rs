//! Rules about identifiers, references and titles.

use std::collections::BTreeSet;

use super::Findings;
use crate::diagnostic::suggestion;
use crate::model::{CompiledPolicy, LocalText, SubjectLink};
use crate::sql::{is_plain_identifier, is_plain_name};

/// Identifiers are the words other files use; two of a kind would make every reference a guess.
pub(super) fn are_unique(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for (list, ids) in identifiers(policy) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                findings.report(
                    format!("{list}.{id}"),
                    format!("'{id}' is declared twice in {list}; rename or remove one"),
                );
            }
        }
    }
}

/// Names go into SQL and into code without quoting, so they may hold nothing that needs quoting.
pub(super) fn are_plain(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    let remedy = "use lower-case letters, digits and _, and begin with a letter";
    for (list, ids) in identifiers(policy) {
        // The browser's and the law's names follow their own rules, and none of them enters SQL or code.
        if matches!(list, "cookies" | "storage" | "exemptions") {
            continue;
        }
        for id in ids.into_iter().filter(|id| !id.is_empty() && !is_plain_name(id)) {
            findings.report(format!("{list}.{id}"), format!("'{id}' is not usable as a name; {remedy}"));
        }
    }
    let mut check = |place: String, name: &str| {
        if !name.is_empty() && !is_plain_identifier(name) {
            let message = format!("'{name}' is not usable in SQL; {remedy}, and avoid SQL's reserved words");
            findings.report(place, message);
        }
    };
    for item in &policy.items {
        check(format!("items.{}.table", item.id), &item.table);
        for column in &item.columns {
            check(format!("items.{}.columns.{}", item.id, column.name), &column.name);
        }
    }
    for table in &policy.not_personal {
        check(format!("not_personal.{}", table.name), &table.name);
    }
}

/// Whatever one declaration says about another has to exist.
pub(super) fn references_resolve(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    let mut check = |place: String, kind: &str, name: &str| {
        // An empty name is a missing key, which the loader has reported.
        if name.is_empty() {
            return;
        }
        let known: Vec<&str> = known(policy, kind);
        if !known.contains(&name) {
            findings.report(place, format!("{kind} '{name}' is not declared{}", suggestion(name, known)));
        }
    };
    for purpose in &policy.purposes {
        check(format!("purposes.{}.function", purpose.id), "function", &purpose.function);
        for item in &purpose.reads {
            check(format!("purposes.{}.reads.{item}", purpose.id), "item", item);
        }
    }
    for item in &policy.items {
        check(format!("items.{}.purpose", item.id), "purpose", &item.purpose);
        check(format!("items.{}.function", item.id), "function", &item.function);
        for column in &item.columns {
            check(format!("items.{}.columns.{}", item.id, column.name), "category", &column.category);
        }
        if let Some(floor) = &item.retention.floor {
            check(format!("items.{}.retention.floor", item.id), "legal floor", floor);
        }
        if let SubjectLink::Through { item: other, .. } = &item.subject {
            check(format!("items.{}.subject_through.item", item.id), "item", other);
        }
    }
    for recipient in &policy.recipients {
        check(format!("recipients.{}.function", recipient.id), "function", &recipient.function);
        check(format!("recipients.{}.purpose", recipient.id), "purpose", &recipient.purpose);
        for field in &recipient.fields {
            check(format!("recipients.{}.fields.{}.category", recipient.id, field.id), "category", &field.category);
        }
    }
    for permission in &policy.permissions {
        for function in &permission.functions {
            check(format!("permissions.{}.functions.{function}", permission.id), "function", function);
        }
    }
    for (list, entries) in [("cookies", &policy.cookies), ("storage", &policy.storage_keys)] {
        for entry in entries {
            check(format!("{list}.{}.function", entry.name), "function", &entry.function);
        }
    }
    for surface in &policy.surfaces {
        if let Some(purpose) = &surface.purpose {
            check(format!("surfaces.{}.purpose", surface.id), "purpose", purpose);
        }
    }
}

/// A listener is told everything in a language of theirs.
pub(super) fn titles_exist(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for (place, text) in local_texts(policy) {
        for (language, words) in [("zh", &text.zh), ("en", &text.en)] {
            if words.trim().is_empty() {
                findings.report(place.clone(), format!("the '{language}' text is empty; write it, Chinese first"));
            }
        }
    }
}

/// Words that make a list open-ended.
const CATCH_ALLS: &[&str] = &[
    "组织管理需要",
    "其他目的",
    "等目的",
    "其他用途",
    "等用途",
    "包括但不限于",
    "等信息",
    "其他信息",
    "other purposes",
    "organisational needs",
    "organizational needs",
    "including but not limited",
    "and so on",
    "other information",
    "and the like",
    "legitimate interests",
];

/// Identifiers that say nothing.
const CATCH_ALL_IDS: &[&str] =
    &["other", "others", "misc", "miscellaneous", "general", "organisational", "organizational", "various"];

/// "And other purposes" is a purpose nobody was told: every ground is named or does not exist.
pub(super) fn no_catch_all(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for (list, ids) in identifiers(policy) {
        for id in ids {
            if id.split('_').any(|word| CATCH_ALL_IDS.contains(&word)) {
                findings.report(format!("{list}.{id}"), format!("'{id}' names no ground; say which one it is"));
            }
        }
    }
    for (place, text) in local_texts(policy) {
        // The law itself has a residual case, and an exemption quotes the law.
        if place.starts_with("exemptions.") {
            continue;
        }
        for words in CATCH_ALLS {
            if text.zh.contains(words) || text.en.to_lowercase().contains(words) {
                findings.report(place.clone(), format!("'{words}' leaves the list open; name what is meant"));
            }
        }
    }
}

fn known<'a>(policy: &'a CompiledPolicy, kind: &str) -> Vec<&'a str> {
    match kind {
        "function" => policy.functions.iter().map(|one| one.id.as_str()).collect(),
        "purpose" => policy.purposes.iter().map(|one| one.id.as_str()).collect(),
        "category" => policy.categories.iter().map(|one| one.id.as_str()).collect(),
        "item" => policy.items.iter().map(|one| one.id.as_str()).collect(),
        "legal floor" => policy.legal_floors.iter().map(|one| one.id.as_str()).collect(),
        _ => Vec::new(),
    }
}

fn identifiers(policy: &CompiledPolicy) -> Vec<(&'static str, Vec<&str>)> {
    vec![
        ("categories", policy.categories.iter().map(|one| one.id.as_str()).collect()),
        ("functions", policy.functions.iter().map(|one| one.id.as_str()).collect()),
        ("purposes", policy.purposes.iter().map(|one| one.id.as_str()).collect()),
        ("items", policy.items.iter().map(|one| one.id.as_str()).collect()),
        ("recipients", policy.recipients.iter().map(|one| one.id.as_str()).collect()),
        ("permissions", policy.permissions.iter().map(|one| one.id.as_str()).collect()),
        ("cookies", policy.cookies.iter().map(|one| one.name.as_str()).collect()),
        ("storage", policy.storage_keys.iter().map(|one| one.name.as_str()).collect()),
        ("surfaces", policy.surfaces.iter().map(|one| one.id.as_str()).collect()),
        ("legal_floors", policy.legal_floors.iter().map(|one| one.id.as_str()).collect()),
        ("exemptions", policy.exemptions.iter().map(|one| one.code.as_str()).collect()),
    ]
}

/// Every text that exists in two languages, with its place.
pub(super) fn local_texts(policy: &CompiledPolicy) -> Vec<(String, &LocalText)> {
    let mut texts = vec![("policy.title".to_owned(), &policy.title)];
    for one in &policy.categories {
        texts.push((format!("categories.{}.title", one.id), &one.title));
    }
    for one in &policy.functions {
        texts.push((format!("functions.{}.title", one.id), &one.title));
        texts.push((format!("functions.{}.refusal", one.id), &one.refusal));
    }
    for one in &policy.purposes {
        texts.push((format!("purposes.{}.title", one.id), &one.title));
        texts.push((format!("purposes.{}.notice", one.id), &one.notice));
    }
    for one in &policy.items {
        texts.push((format!("items.{}.title", one.id), &one.title));
        texts.extend(one.why_kept.iter().map(|text| (format!("items.{}.why_kept", one.id), text)));
        for column in &one.columns {
            texts.push((format!("items.{}.columns.{}", one.id, column.name), &column.title));
        }
    }
    for one in &policy.recipients {
        texts.push((format!("recipients.{}.title", one.id), &one.title));
        texts.push((format!("recipients.{}.transform", one.id), &one.transform));
        texts.extend(one.minors.iter().map(|text| (format!("recipients.{}.minors", one.id), text)));
        for field in &one.fields {
            texts.push((format!("recipients.{}.fields.{}.title", one.id, field.id), &field.title));
        }
    }
    for one in &policy.permissions {
        texts.push((format!("permissions.{}.title", one.id), &one.title));
        texts.push((format!("permissions.{}.notice", one.id), &one.notice));
    }
    for (list, entries) in [("cookies", &policy.cookies), ("storage", &policy.storage_keys)] {
        for one in entries {
            texts.push((format!("{list}.{}.title", one.name), &one.title));
            texts.push((format!("{list}.{}.purpose", one.name), &one.purpose));
        }
    }
    for one in &policy.surfaces {
        texts.push((format!("surfaces.{}.title", one.id), &one.title));
    }
    for one in &policy.legal_floors {
        texts.push((format!("legal_floors.{}.citation", one.id), &one.citation));
    }
    for one in &policy.exemptions {
        texts.push((format!("exemptions.{}.title", one.code), &one.title));
        texts.push((format!("exemptions.{}.citation", one.code), &one.citation));
    }
    texts
}
