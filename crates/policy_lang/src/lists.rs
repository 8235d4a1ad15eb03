//! The published lists, as data: what is collected, which permissions, who receives what, which cookies.
//!
//! The documents and the API show the same lists, because both are made here.

use serde::Serialize;

use crate::model::{BrowserEntry, CompiledPolicy, FunctionKind, Language, RecipientClass, Sensitivity};
use crate::words::{basis_title, class_title, pick, retention_text};
use crate::{Basis, Item};

/// A list with its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct List<T> {
    /// Title as published.
    pub title: String,
    /// Entries in the order of the policy.
    pub items: Vec<T>,
}

/// A titled identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Named {
    /// Identifier.
    pub name: String,
    /// What a listener reads.
    pub title: String,
}

/// One category of the collection list 个人信息收集清单.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CollectionGroup {
    /// Category.
    pub category: String,
    /// Its title.
    pub title: String,
    /// Ordinary or sensitive.
    pub sensitivity: Sensitivity,
    /// What is collected in it.
    pub items: Vec<CollectedItem>,
}

/// One item in one category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CollectedItem {
    /// Item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// Function it serves.
    pub function_title: String,
    /// Purpose it serves.
    pub purpose_title: String,
    /// Legal basis.
    pub basis: Basis,
    /// Legal basis in words.
    pub basis_title: String,
    /// How long it stays, in words.
    pub retention_text: String,
    /// Columns of this category.
    pub columns: Vec<Named>,
    /// Whether the function cannot work without any of these columns.
    pub required: bool,
}

/// One entry of the permission list 应用权限说明.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PermissionEntry {
    /// Permission.
    pub permission: String,
    /// Its title.
    pub title: String,
    /// Functions that may ask for it.
    pub functions: Vec<FunctionEntry>,
    /// What is said before the system asks.
    pub notice: String,
    /// Whether any function of this version uses it.
    pub used_by_this_edition: bool,
}

/// A function as lists name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FunctionEntry {
    /// Function.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// One entry of the directory of recipients 第三方SDK目录.
///
/// `hosts`, `agreement` and `enabled` are facts of an installation: here they are empty, and the server fills them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecipientEntry {
    /// Recipient.
    pub recipient: String,
    /// Its title.
    pub title: String,
    /// What kind of party it is.
    pub class: RecipientClass,
    /// The class in words.
    pub class_title: String,
    /// Country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Function that needs it.
    pub function_title: String,
    /// What it receives.
    pub fields: Vec<Named>,
    /// Why.
    pub purpose_title: String,
    /// Hosts of this installation.
    pub hosts: Vec<String>,
    /// Agreement of this installation.
    pub agreement: Option<String>,
    /// Whether this installation uses it.
    pub enabled: bool,
}

/// One entry of the sharing list 第三方共享信息清单.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SharingEntry {
    /// Who receives.
    pub recipient_title: String,
    /// Item it comes from, or that it is made for this sending.
    pub item_title: String,
    /// What of it.
    pub fields: Vec<Named>,
    /// Why.
    pub purpose_title: String,
    /// How it is protected on the way.
    pub transform: String,
}

/// One cookie or storage key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BrowserListEntry {
    /// Name in the browser.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Why it exists.
    pub purpose_title: String,
    /// How long it stays, in words.
    pub max_age_text: String,
    /// Whether its function cannot work without it.
    pub required: bool,
}

/// The list of collected personal information, by category; complete by construction (promise P-036).
#[must_use]
pub fn collection(policy: &CompiledPolicy, language: Language) -> List<CollectionGroup> {
    let group = |category: &crate::Category| {
        let items: Vec<_> =
            policy.items.iter().filter_map(|item| collected(policy, item, &category.id, language)).collect();
        (!items.is_empty()).then(|| CollectionGroup {
            category: category.id.clone(),
            title: category.title.in_language(language).to_owned(),
            sensitivity: category.sensitivity,
            items,
        })
    };
    let title = pick(language, "个人信息收集清单", "List of collected personal information").to_owned();
    List { title, items: policy.categories.iter().filter_map(group).collect() }
}

fn collected(policy: &CompiledPolicy, item: &Item, category: &str, language: Language) -> Option<CollectedItem> {
    let of_category = || item.columns.iter().filter(|column| column.category == category);
    let needed = of_category().any(|column| !column.optional);
    let columns: Vec<_> = of_category()
        .map(|column| Named { name: column.name.clone(), title: column.title.in_language(language).to_owned() })
        .collect();
    let purpose = policy.purpose(&item.purpose)?;
    (!columns.is_empty()).then(|| CollectedItem {
        item: item.id.clone(),
        title: item.title.in_language(language).to_owned(),
        function_title: function_title(policy, &item.function, language),
        purpose_title: purpose.title.in_language(language).to_owned(),
        basis: purpose.basis,
        basis_title: basis_title(purpose.basis, language).to_owned(),
        retention_text: retention_text(policy, item, language),
        columns,
        required: item.required && needed,
    })
}

/// The list of permissions (promise P-039).
#[must_use]
pub fn permissions(policy: &CompiledPolicy, language: Language) -> List<PermissionEntry> {
    let entry = |permission: &crate::Permission| PermissionEntry {
        permission: permission.id.clone(),
        title: permission.title.in_language(language).to_owned(),
        functions: permission
            .functions
            .iter()
            .map(|id| FunctionEntry { id: id.clone(), title: function_title(policy, id, language) })
            .collect(),
        notice: permission.notice.in_language(language).to_owned(),
        used_by_this_edition: !permission.functions.is_empty(),
    };
    let title = pick(language, "应用权限说明", "Permissions and why").to_owned();
    List { title, items: policy.permissions.iter().map(entry).collect() }
}

/// The directory of recipients (promise P-042), without the facts of an installation.
#[must_use]
pub fn recipients(policy: &CompiledPolicy, language: Language) -> List<RecipientEntry> {
    let entry = |recipient: &crate::Recipient| RecipientEntry {
        recipient: recipient.id.clone(),
        title: recipient.title.in_language(language).to_owned(),
        class: recipient.class,
        class_title: class_title(recipient.class, language).to_owned(),
        country: recipient.country.clone(),
        function_title: function_title(policy, &recipient.function, language),
        fields: recipient.fields.iter().map(|field| field_named(field, language)).collect(),
        purpose_title: purpose_title(policy, &recipient.purpose, language),
        hosts: Vec::new(),
        agreement: None,
        enabled: false,
    };
    let title = pick(language, "第三方 SDK 与接收方目录", "Directory of third parties").to_owned();
    List { title, items: policy.recipients.iter().map(entry).collect() }
}

/// The list of shared information (promise P-043): one entry per recipient and item.
#[must_use]
pub fn sharing(policy: &CompiledPolicy, language: Language) -> List<SharingEntry> {
    let mut items: Vec<SharingEntry> = Vec::new();
    for recipient in &policy.recipients {
        for field in &recipient.fields {
            let source = field.source.as_ref().and_then(|source| policy.item(source.split_once('.')?.0));
            let made = pick(language, "为本次发送生成", "made for this sending");
            let item_title = source.map_or(made, |item| item.title.in_language(language)).to_owned();
            let recipient_title = recipient.title.in_language(language).to_owned();
            let same =
                |entry: &&mut SharingEntry| entry.recipient_title == recipient_title && entry.item_title == item_title;
            if let Some(entry) = items.iter_mut().find(same) {
                entry.fields.push(field_named(field, language));
                continue;
            }
            items.push(SharingEntry {
                recipient_title,
                item_title,
                fields: vec![field_named(field, language)],
                purpose_title: purpose_title(policy, &recipient.purpose, language),
                transform: recipient.transform.in_language(language).to_owned(),
            });
        }
    }
    List { title: pick(language, "第三方共享信息清单", "List of shared information").to_owned(), items }
}

/// The list of cookies (promise P-116).
#[must_use]
pub fn cookies(policy: &CompiledPolicy, language: Language) -> List<BrowserListEntry> {
    let title = pick(language, "Cookie 清单", "List of cookies").to_owned();
    List { title, items: browser_entries(&policy.cookies, language) }
}

/// The list of keys in the browser's storage.
#[must_use]
pub fn storage(policy: &CompiledPolicy, language: Language) -> List<BrowserListEntry> {
    let title = pick(language, "浏览器存储清单", "List of browser storage").to_owned();
    List { title, items: browser_entries(&policy.storage_keys, language) }
}

fn browser_entries(entries: &[BrowserEntry], language: Language) -> Vec<BrowserListEntry> {
    let stays = |entry: &BrowserEntry| match entry.until_tab_closed {
        true => pick(language, "关闭标签页即消失", "until the tab is closed").to_owned(),
        false => pick(language, "直到您清除", "until you clear it").to_owned(),
    };
    let entry = |entry: &BrowserEntry| BrowserListEntry {
        name: entry.name.clone(),
        title: entry.title.in_language(language).to_owned(),
        purpose_title: entry.purpose.in_language(language).to_owned(),
        max_age_text: entry.max_age.map_or_else(|| stays(entry), |period| period.in_words(language)),
        required: entry.required,
    };
    entries.iter().map(entry).collect()
}

/// The functions of a kind.
#[must_use]
pub fn functions(policy: &CompiledPolicy, kind: FunctionKind, language: Language) -> Vec<FunctionEntry> {
    let of_kind = policy.functions.iter().filter(|function| function.kind == kind);
    of_kind.map(|one| FunctionEntry { id: one.id.clone(), title: one.title.in_language(language).to_owned() }).collect()
}

fn field_named(field: &crate::RecipientField, language: Language) -> Named {
    Named { name: field.id.clone(), title: field.title.in_language(language).to_owned() }
}

fn function_title(policy: &CompiledPolicy, id: &str, language: Language) -> String {
    policy.function(id).map_or(id, |function| function.title.in_language(language)).to_owned()
}

fn purpose_title(policy: &CompiledPolicy, id: &str, language: Language) -> String {
    policy.purpose(id).map_or(id, |purpose| purpose.title.in_language(language)).to_owned()
}
