//! What people read says what the machine keeps.

use crate::common;
use std::collections::BTreeSet;

use policy_lang::documents::{self, Operator};
use policy_lang::{CompiledPolicy, Language, lists, load};

fn real() -> CompiledPolicy {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let sources = load::read(&root).expect("the policy folder can be read");
    load::load(&sources).unwrap_or_else(|faults| panic!("{faults}")).policy
}

/// Titles that the summary's list names: `- **Function**: item, item`.
fn items_in_summary(document: &documents::PolicyDocument, language: Language) -> BTreeSet<String> {
    let separator = if language == Language::ZhCn { "、" } else { ", " };
    document
        .summary
        .iter()
        .flat_map(|section| section.body_markdown.lines())
        .filter_map(|line| line.strip_prefix("- **")?.split_once("**"))
        .flat_map(|(_, items)| items.trim_start_matches(['：', ':', ' ']).split(separator).map(str::to_owned))
        .collect()
}

/// Titles in the first column of the tables of a chapter.
fn items_in_tables(body: &str) -> BTreeSet<String> {
    body.lines().filter_map(|line| Some(line.strip_prefix("| ")?.split_once(" |")?.0.to_owned())).collect()
}

#[test]
fn summary_and_body_name_the_same_items() {
    let policy = real();
    for language in Language::ALL {
        let document = documents::policy_document(&policy, language);
        let summary = items_in_summary(&document, language);
        let all: BTreeSet<String> =
            policy.items.iter().map(|item| item.title.in_language(language).to_owned()).collect();
        assert_eq!(summary, all, "the summary names every item and nothing else");
        for chapter in ["collection", "keeping"] {
            let body = document.chapters.iter().find(|one| one.id == chapter).map(|one| one.body_markdown.as_str());
            let tables = items_in_tables(body.unwrap_or_default());
            assert!(summary.is_subset(&tables), "chapter {chapter} lacks {:?}", summary.difference(&tables));
        }
    }
}

#[test]
fn the_collection_list_holds_every_column_once() {
    let policy = real();
    let mut listed: Vec<(String, String)> = Vec::new();
    for group in lists::collection(&policy, Language::En).items {
        for item in group.items {
            listed.extend(item.columns.iter().map(|column| (item.item.clone(), column.name.clone())));
        }
    }
    let mut declared: Vec<(String, String)> = policy
        .items
        .iter()
        .flat_map(|item| item.columns.iter().map(|column| (item.id.clone(), column.name.clone())))
        .collect();
    listed.sort();
    declared.sort();
    assert_eq!(listed, declared);
}

#[test]
fn the_sharing_list_holds_every_field_of_every_recipient() {
    let policy = real();
    let shared: usize = lists::sharing(&policy, Language::ZhCn).items.iter().map(|entry| entry.fields.len()).sum();
    let declared: usize = policy.recipients.iter().map(|recipient| recipient.fields.len()).sum();
    assert_eq!(shared, declared);
}

#[test]
fn after_filling_no_placeholder_is_left() {
    let operator = Operator { company: "某公司".into(), court: "某法院".into(), ..Operator::default() };
    for document in documents::all(&real()) {
        let filled = documents::fill_operator(&document.markdown, &operator);
        assert!(!filled.contains("{{"), "{}/{}", document.language, document.id);
    }
}

#[test]
fn a_configured_name_cannot_become_markup() {
    let operator = Operator { company: "<script>{{operator.court}}\n# x".into(), ..Operator::default() };
    assert_eq!(documents::fill_operator("{{operator.company}}", &operator), "scriptoperator.court# x");
}

#[test]
fn both_languages_have_the_same_chapters_and_headings() {
    let policy = real();
    let shape = |language| {
        let document = documents::policy_document(&policy, language);
        let headings = |body: &str| body.lines().filter(|line| line.starts_with('#')).count();
        let chapters: Vec<_> =
            document.chapters.iter().map(|one| (one.id.clone(), one.number, headings(&one.body_markdown))).collect();
        (document.summary.len(), chapters)
    };
    assert_eq!(shape(Language::ZhCn), shape(Language::En));
}

#[test]
fn a_collection_list_reads_as_published() {
    let documents = documents::all(&common::loaded().policy);
    let text = |id: &str| {
        let one = documents.iter().find(|one| one.id == id && one.language == Language::En);
        one.map(|one| one.markdown.as_str()).unwrap_or_default()
    };
    let expected = "\
# List of collected personal information

## Records

| item | what of it | function | purpose | basis | how long | required |
|---|---|---|---|---|---|---|
| Account data | Account number, Nickname, Time | Account | Account | needed for what you asked for | while the account exists; erased when you close it | yes |
| Code | Number, Time | Account | Account | needed for what you asked for | deleted within 24 hours after it expires | no |
| Listens | Number, Account number, Consent number, Time | History | History | your consent | 180 days from the day it was made; at once when you withdraw consent | no |
| Pulse records | Number, Account number, Consent number, Time | History | Training | your separate consent | 30 days from the day it was made; at once when you withdraw consent | no |
| Proof of consent | Number, Account number, Account digest, Time, Time of restriction | Account | Evidence | required by law | while the account exists; after closing, restricted for 3 years (Some law, article 1) | no |

## Contact

| item | what of it | function | purpose | basis | how long | required |
|---|---|---|---|---|---|---|
| Account data | Phone | Account | Account | needed for what you asked for | while the account exists; erased when you close it | yes |

## Credentials

| item | what of it | function | purpose | basis | how long | required |
|---|---|---|---|---|---|---|
| Account data | Phone digest | Account | Account | needed for what you asked for | while the account exists; erased when you close it | yes |
| Code | Phone digest, Code digest | Account | Account | needed for what you asked for | deleted within 24 hours after it expires | no |

## Health (sensitive)

| item | what of it | function | purpose | basis | how long | required |
|---|---|---|---|---|---|---|
| Pulse records | Pulse | History | Training | your separate consent | 30 days from the day it was made; at once when you withdraw consent | no |
";
    assert_eq!(text("collection"), expected);
    let sharing = "\
# List of shared information

| recipient | item | what of it | purpose | protection |
|---|---|---|---|---|
| Gateway | Account data | Phone | Account | encrypted |
| Gateway | made for this sending | Code | Account | encrypted |
";
    assert_eq!(text("sharing"), sharing);
}
