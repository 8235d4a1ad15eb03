//! The documents people read, in Markdown: the policy with its summary, and each published list.
//!
//! Texts are written by hand; every list inside them is made from the policy (promise P-003).
//! What belongs to an installation (`{{operator.…}}`) stays a placeholder until [`fill_operator`].

use std::fmt::Write as _;

use serde::Serialize;

use crate::lists::{self, BrowserListEntry};
use crate::logs;
use crate::model::{Basis, CompiledPolicy, FunctionKind, Language, PolicyText};
use crate::words::{basis_title, pick, retention_text};

/// The written policy in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PolicyDocument {
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// Day of publication.
    pub published_at: String,
    /// First day on which it binds.
    pub effective_at: String,
    /// The summary in parts.
    pub summary: Vec<SummarySection>,
    /// The ten chapters.
    pub chapters: Vec<Chapter>,
}

/// One part of the summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SummarySection {
    /// Heading.
    pub title: String,
    /// Markdown without the heading.
    pub body_markdown: String,
}

/// One chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Chapter {
    /// Identifier, the same in every language.
    pub id: String,
    /// Number, 1..=10.
    pub number: u8,
    /// Heading.
    pub title: String,
    /// Markdown without the heading.
    pub body_markdown: String,
}

/// One document as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Name without extension, such as `collection`.
    pub id: &'static str,
    /// Language.
    pub language: Language,
    /// Markdown with operator placeholders.
    pub markdown: String,
}

/// What the texts may say about whoever runs an installation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Operator {
    /// Company or person that runs the service.
    pub company: String,
    /// Registered address.
    pub address: String,
    /// Address for questions.
    pub contact_email: String,
    /// Telephone for questions.
    pub hotline: String,
    /// Personal information officer.
    pub officer_name: String,
    /// The officer's address.
    pub officer_email: String,
    /// Court with jurisdiction.
    pub court: String,
    /// Where the data is stored.
    pub storage_region: String,
}

impl Operator {
    fn facts(&self) -> [(&'static str, &str); 8] {
        [
            ("operator.company", &self.company),
            ("operator.address", &self.address),
            ("operator.contact_email", &self.contact_email),
            ("operator.hotline", &self.hotline),
            ("operator.officer_name", &self.officer_name),
            ("operator.officer_email", &self.officer_email),
            ("operator.court", &self.court),
            ("operator.storage_region", &self.storage_region),
        ]
    }
}

/// Puts the operator's facts into a text.
///
/// Values lose control characters, `{`, `}` and Markdown's `<`, so that a configured name cannot become markup.
#[must_use]
pub fn fill_operator(text: &str, operator: &Operator) -> String {
    let mut filled = text.to_owned();
    for (key, value) in operator.facts() {
        let plain: String = value.chars().filter(|letter| !letter.is_control() && !"{}<>".contains(*letter)).collect();
        filled = filled.replace(&format!("{{{{{key}}}}}"), &plain);
    }
    filled
}

/// One `{{…}}` of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placeholder<'a> {
    Known,
    Unknown(&'a str),
}

const POLICY_FACTS: [&str; 4] = ["policy.title", "policy.version", "policy.published_at", "policy.effective_at"];

type ListMaker = fn(&CompiledPolicy, Language) -> String;

/// The lists a text may contain.
const LISTS: [(&str, ListMaker); 14] = [
    ("list.summary", summary_list),
    ("list.basic_functions", basic_functions),
    ("list.collection", collection_list),
    ("list.consents", consents),
    ("list.uses", uses),
    ("list.exemptions", exemptions),
    ("list.permissions", permission_list),
    ("list.cookies", cookie_list),
    ("list.storage", storage_list),
    ("list.recipients", recipient_list),
    ("list.sharing", sharing_list),
    ("list.retention", retention_list),
    ("list.surfaces", surface_list),
    ("list.logs", log_list),
];

pub(crate) fn known_placeholders() -> Vec<&'static str> {
    let operator = Operator::default();
    let facts = operator.facts().map(|(key, _)| key);
    LISTS.iter().map(|(key, _)| *key).chain(POLICY_FACTS).chain(facts).collect()
}

pub(crate) fn placeholders(text: &str) -> Vec<Placeholder<'_>> {
    let known = known_placeholders();
    let keys = text.split("{{").skip(1).map(|rest| rest.split_once("}}").map_or(rest, |(key, _)| key));
    keys.map(|key| if known.contains(&key) { Placeholder::Known } else { Placeholder::Unknown(key) }).collect()
}

/// The written policy; lists are filled, operator placeholders stay.
#[must_use]
pub fn policy_document(policy: &CompiledPolicy, language: Language) -> PolicyDocument {
    let mut texts: Vec<&PolicyText> = policy.texts.iter().filter(|text| text.language == language).collect();
    texts.sort_by_key(|text| text.number);
    let (summary, chapters): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| text.number == 0);
    let chapter = |text: &PolicyText| Chapter {
        id: text.id.clone(),
        number: text.number,
        title: text.title.clone(),
        body_markdown: fill(policy, &text.body, language),
    };
    PolicyDocument {
        title: policy.title.in_language(language).to_owned(),
        version: policy.version.clone(),
        published_at: policy.published_at.clone(),
        effective_at: policy.effective_at.clone(),
        summary: summary.into_iter().flat_map(|text| summary_sections(policy, text, language)).collect(),
        chapters: chapters.into_iter().map(chapter).collect(),
    }
}

/// The summary is cut at its `## ` headings; what stands before the first keeps the summary's own title.
fn summary_sections(policy: &CompiledPolicy, text: &PolicyText, language: Language) -> Vec<SummarySection> {
    let mut sections = Vec::new();
    let mut title = text.title.clone();
    let mut body = String::new();
    for line in text.body.lines().chain(["## "]) {
        match line.strip_prefix("## ") {
            Some(next) => {
                if !body.trim().is_empty() {
                    let body_markdown = fill(policy, &(body.trim().to_owned() + "\n"), language);
                    sections.push(SummarySection { title: title.clone(), body_markdown });
                }
                next.trim().clone_into(&mut title);
                body.clear();
            }
            None => {
                body.push_str(line);
                body.push('\n');
            }
        }
    }
    sections
}

fn fill(policy: &CompiledPolicy, text: &str, language: Language) -> String {
    let mut filled = text.to_owned();
    for (key, list) in LISTS {
        let placeholder = format!("{{{{{key}}}}}");
        if filled.contains(&placeholder) {
            filled = filled.replace(&placeholder, list(policy, language).trim_end());
        }
    }
    let facts = [policy.title.in_language(language), &policy.version, &policy.published_at, &policy.effective_at];
    for (key, value) in POLICY_FACTS.into_iter().zip(facts) {
        filled = filled.replace(&format!("{{{{{key}}}}}"), value);
    }
    filled
}

impl PolicyDocument {
    /// The whole policy as one Markdown text.
    #[must_use]
    pub fn to_markdown(&self, language: Language) -> String {
        let dates = match language {
            Language::ZhCn => {
                format!("版本 {} · 发布日期 {} · 生效日期 {}", self.version, self.published_at, self.effective_at)
            }
            Language::En => {
                format!("Version {} · published {} · effective {}", self.version, self.published_at, self.effective_at)
            }
        };
        let mut text = format!("# {}\n\n{dates}\n\n", self.title);
        for section in &self.summary {
            let _ = write!(text, "## {}\n\n{}\n", section.title, section.body_markdown);
        }
        for chapter in &self.chapters {
            let number = chapter_number(chapter.number, language);
            let _ = write!(text, "## {number}{}\n\n{}\n", chapter.title, chapter.body_markdown);
        }
        text
    }
}

fn chapter_number(number: u8, language: Language) -> String {
    const CHINESE: [&str; 11] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    match language {
        Language::ZhCn => format!("{}、", CHINESE.get(usize::from(number)).unwrap_or(&"")),
        Language::En => format!("{number}. "),
    }
}

/// Every document of the policy in every language, as files.
#[must_use]
pub fn all(policy: &CompiledPolicy) -> Vec<Document> {
    let mut documents = Vec::new();
    for language in policy.languages.iter().copied() {
        let titled =
            |title: String, list: ListMaker| format!("# {title}\n\n{}", list(policy, language).replace("#### ", "## "));
        let policy_text = policy_document(policy, language).to_markdown(language);
        let mut add = |id, markdown: String| {
            documents.push(Document { id, language, markdown: markdown.trim_end().to_owned() + "\n" })
        };
        add("policy", policy_text);
        add("collection", titled(lists::collection(policy, language).title, collection_list));
        add("permissions", titled(lists::permissions(policy, language).title, permission_list));
        add("recipients", titled(lists::recipients(policy, language).title, recipient_list));
        add("sharing", titled(lists::sharing(policy, language).title, sharing_list));
        add("cookies", titled(lists::cookies(policy, language).title, cookie_list));
        add("storage", titled(lists::storage(policy, language).title, storage_list));
    }
    documents
}

/// A Markdown table.
fn table<const N: usize>(heads: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut text = format!("| {} |\n|{}\n", heads.join(" | "), "---|".repeat(N));
    for row in rows {
        let cells = row.map(|cell| cell.replace('|', "\\|"));
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text
}

fn joined<'a>(titles: impl IntoIterator<Item = &'a str>, language: Language) -> String {
    titles.into_iter().collect::<Vec<_>>().join(pick(language, "、", ", "))
}

fn yes_no(yes: bool, language: Language) -> String {
    let word = if yes { pick(language, "是", "yes") } else { pick(language, "否", "no") };
    word.to_owned()
}

/// One line per function: what is collected for it. Promise P-003 compares it with the body.
fn summary_list(policy: &CompiledPolicy, language: Language) -> String {
    let mut text = String::new();
    for function in &policy.functions {
        let items = policy.items.iter().filter(|item| item.function == function.id);
        let titles: Vec<&str> = items.map(|item| item.title.in_language(language)).collect();
        if !titles.is_empty() {
            let colon = pick(language, "：", ": ");
            let _ = writeln!(text, "- **{}**{colon}{}", function.title.in_language(language), joined(titles, language));
        }
    }
    text
}

fn basic_functions(policy: &CompiledPolicy, language: Language) -> String {
    let functions = lists::functions(policy, FunctionKind::Basic, language);
    joined(functions.iter().map(|function| function.title.as_str()), language)
}

fn collection_list(policy: &CompiledPolicy, language: Language) -> String {
    let heads = match language {
        Language::ZhCn => ["数据", "内容", "功能", "目的", "依据", "保存多久", "必需"],
        Language::En => ["item", "what of it", "function", "purpose", "basis", "how long", "required"],
    };
    let mut text = String::new();
    for group in lists::collection(policy, language).items {
        let sensitive = group.sensitivity == crate::Sensitivity::Sensitive;
        let mark = if sensitive { pick(language, "（敏感）", " (sensitive)") } else { "" };
        let _ = writeln!(text, "#### {}{mark}\n", group.title);
        let rows = group.items.into_iter().map(|item| {
            let columns = joined(item.columns.iter().map(|column| column.title.as_str()), language);
            let required = yes_no(item.required, language);
            [
                item.title,
                columns,
                item.function_title,
                item.purpose_title,
                item.basis_title,
                item.retention_text,
                required,
            ]
        });
        let _ = writeln!(text, "{}", table(heads, rows));
    }
    text
}

/// What is asked for, each with the notice that a listener agrees to.
fn consents(policy: &CompiledPolicy, language: Language) -> String {
    let asked = policy.purposes.iter().filter(|purpose| purpose.basis.needs_grant());
    let mut text = String::new();
    for purpose in asked {
        let separate = if purpose.basis == Basis::SeparateConsent {
            pick(language, "（单独同意）", " (separate consent)")
        } else {
            ""
        };
        let colon = pick(language, "：", ": ");
        let notice = purpose.notice.in_language(language);
        let _ = writeln!(text, "- **{}**{separate}{colon}{notice}", purpose.title.in_language(language));
    }
    text
}

/// Every purpose with its basis and notice.
fn uses(policy: &CompiledPolicy, language: Language) -> String {
    let heads = match language {
        Language::ZhCn => ["目的", "依据", "说明"],
        Language::En => ["purpose", "basis", "what it means"],
    };
    let rows = policy.purposes.iter().map(|purpose| {
        [
            purpose.title.in_language(language).to_owned(),
            basis_title(purpose.basis, language).to_owned(),
            purpose.notice.in_language(language).to_owned(),
        ]
    });
    table(heads, rows)
}

fn exemptions(policy: &CompiledPolicy, language: Language) -> String {
    let mut text = String::new();
    for exemption in &policy.exemptions {
        let (title, citation) = (exemption.title.in_language(language), exemption.citation.in_language(language));
        let _ = match language {
            Language::ZhCn => writeln!(text, "- {title}（{citation}）"),
            Language::En => writeln!(text, "- {title} ({citation})"),
        };
    }
    text
}

fn permission_list(policy: &CompiledPolicy, language: Language) -> String {
    let heads = match language {
        Language::ZhCn => ["权限", "使用的功能", "说明"],
        Language::En => ["permission", "functions", "what it means"],
    };
    let unused = pick(language, "本版本不使用", "not used by this version");
    let rows = lists::permissions(policy, language).items.into_iter().map(|entry| {
        let functions = joined(entry.functions.iter().map(|function| function.title.as_str()), language);
        [entry.title, if entry.used_by_this_edition { functions } else { unused.to_owned() }, entry.notice]
    });
    table(heads, rows)
}

fn recipient_list(policy: &CompiledPolicy, language: Language) -> String {
    let heads = match language {
        Language::ZhCn => ["接收方", "类型", "国家或地区", "功能", "信息", "目的", "未成年人的信息"],
        Language::En => ["recipient", "class", "country", "function", "receives", "purpose", "about minors"],
    };
    let nothing = pick(language, "不提供", "nothing");
    let rows =
        lists::recipients(policy, language).items.into_iter().zip(&policy.recipients).map(|(entry, declared)| {
            let fields = joined(entry.fields.iter().map(|field| field.title.as_str()), language);
            let minors = declared.minors.as_ref().map_or(nothing, |why| why.in_language(language)).to_owned();
            [entry.title, entry.class_title, entry.country, entry.function_title, fields, entry.purpose_title, minors]
        });
    let after = pick(
        language,
        "默认一个也不启用：运营者登记协议、安全检查和有效期之后才会启用，实际启用的接收方及其网络地址见隐私中心的同名清单。",
        "None is enabled by default: the operator first records agreement, security check and expiry. Which are enabled, and their hosts, is shown by the same list in the privacy centre.",
    );
    format!("{}\n{after}\n", table(heads, rows))
}

fn sharing_list(policy: &CompiledPolicy, language: Language) -> String {
    let heads = match language {
        Language::ZhCn => ["接收方", "数据", "内容", "目的", "保护方式"],
        Language::En => ["recipient", "item", "what of it", "purpose", "protection"],
    };
    let rows = lists::sharing(policy, language).items.into_iter().map(|entry| {
        let fields = joined(entry.fields.iter().map(|field| field.title.as_str()), language);
        [entry.recipient_title, entry.item_title, fields, entry.purpose_title, entry.transform]
    });
    table(heads, rows)
}

fn cookie_list(policy: &CompiledPolicy, language: Language) -> String {
    browser_table("Cookie", lists::cookies(policy, language).items, language)
}

fn storage_list(policy: &CompiledPolicy, language: Language) -> String {
    browser_table(pick(language, "键", "key"), lists::storage(policy, language).items, language)
}

fn log_list(policy: &CompiledPolicy, language: Language) -> String {
    let heads = match language {
        Language::ZhCn => ["字段", "是什么", "种类", "为了什么"],
        Language::En => ["field", "what it is", "kind", "what for"],
    };
    table(heads, logs::rows(policy, language))
}

fn browser_table(head: &str, entries: Vec<BrowserListEntry>, language: Language) -> String {
    let heads = match language {
        Language::ZhCn => [head, "名称", "用途", "保存多久", "必需"],
        Language::En => [head, "what it is", "why", "how long", "required"],
    };
    let row = |entry: BrowserListEntry| {
        let required = yes_no(entry.required, language);
        [format!("`{}`", entry.name), entry.title, entry.purpose_title, entry.max_age_text, required]
    };
    table(heads, entries.into_iter().map(row))
}

fn retention_list(policy: &CompiledPolicy, language: Language) -> String {
    let heads = match language {
        Language::ZhCn => ["数据", "保存多久", "为何保留"],
        Language::En => ["item", "how long", "why it is kept"],
    };
    let rows = policy.items.iter().map(|item| {
        let why = item.why_kept.as_ref().map_or("—", |why| why.in_language(language));
        [item.title.in_language(language).to_owned(), retention_text(policy, item, language), why.to_owned()]
    });
    table(heads, rows)
}

fn surface_list(policy: &CompiledPolicy, language: Language) -> String {
    let active: Vec<&str> = policy
        .surfaces
        .iter()
        .filter(|surface| surface.active)
        .map(|surface| surface.title.in_language(language))
        .collect();
    if active.is_empty() {
        return pick(
            language,
            "本版本没有任何个性化推荐位置。",
            "No place of this version shows personalised content.",
        )
        .to_owned();
    }
    joined(active, language)
}
