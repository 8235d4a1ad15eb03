//! The compiled policy: what the policy directory says, once it has been read and linked.
//!
//! Every list keeps the order in which the policy declares it, so that documents read as written
//! and the canonical JSON of one policy is always the same bytes.

use serde::{Deserialize, Serialize};

pub use crate::kinds::{Basis, Erase, FunctionKind, OnSignal, RecipientClass, Sensitivity, UsageKind};
use crate::logs::LogField;
pub use crate::period::Period;
pub use crate::text::{Language, LocalText};

/// One whole policy: everything that documents, types, constraints and jobs are generated from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompiledPolicy {
    /// The version a listener accepts, such as `"1"`.
    pub version: String,
    /// Day of publication, `YYYY-MM-DD`.
    pub published_at: String,
    /// First day on which this version binds, `YYYY-MM-DD`; never before `published_at`, which it is where no other day is
    /// named.
    pub effective_at: String,
    /// Name of the policy.
    pub title: LocalText,
    /// Editions of the service that this policy covers, such as `full` and `lite`.
    pub editions: Vec<String>,
    /// Languages in which every document exists; the first is the source of truth.
    pub languages: Vec<Language>,
    /// Countries in which data may be stored, ISO 3166-1 alpha-2 (promise P-139).
    #[serde(default)]
    pub storage_regions: Vec<String>,
    /// Categories of personal information (promise P-048).
    pub categories: Vec<Category>,
    /// What a person sees the service do, basic or extended.
    pub functions: Vec<Function>,
    /// Why something is processed.
    pub purposes: Vec<Purpose>,
    /// What is kept: one item is one table.
    /// Rows depend only on items declared earlier, so erasure goes through the list backwards.
    pub items: Vec<Item>,
    /// Who may receive something.
    pub recipients: Vec<Recipient>,
    /// Permissions of browser and device.
    pub permissions: Vec<Permission>,
    /// Cookies the server may set.
    pub cookies: Vec<BrowserEntry>,
    /// Keys the web app may use in the browser's own storage.
    pub storage_keys: Vec<BrowserEntry>,
    /// Places that may show personalised content.
    pub surfaces: Vec<Surface>,
    /// Minimum retention periods that a law demands.
    pub legal_floors: Vec<LegalFloor>,
    /// Cases in which the law allows processing without consent.
    pub exemptions: Vec<Exemption>,
    /// What a line of the service's log may hold.
    #[serde(default)]
    pub log_fields: Vec<LogField>,
    /// Tables that hold nothing about a person, each with its reason.
    ///
    /// They are no part of a published version: a new table of music changes nothing for a listener.
    #[serde(skip)]
    pub not_personal: Vec<NotPersonal>,
    /// Summary and chapters, before placeholders are filled.
    pub texts: Vec<PolicyText>,
}

/// A category of personal information.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Identifier, such as `contact`.
    pub id: String,
    /// What a listener reads.
    pub title: LocalText,
    /// Ordinary or sensitive in the sense of the Personal Information Protection Law, article 28.
    pub sensitivity: Sensitivity,
    /// Term of the W3C Data Privacy Vocabulary, such as `pd:Contact`.
    pub dpv: String,
    /// Whether columns of this category are sealed with the subject's key.
    pub sealed: bool,
    /// How a value is masked on screen, such as `3-4`: characters shown at the start and at the end.
    pub mask: Option<String>,
    /// Whether columns of this category record what a listener did; such an item names its kind (promise P-026).
    #[serde(default)]
    pub records_usage: bool,
}

/// Something the service does for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Identifier, such as `play`.
    pub id: String,
    /// Basic functions need no personal information (promise P-033).
    pub kind: FunctionKind,
    /// What a listener reads.
    pub title: LocalText,
    /// What happens when the listener refuses what this function asks for.
    pub refusal: LocalText,
}

/// A reason for which personal information is processed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purpose {
    /// Identifier, such as `play_history`.
    pub id: String,
    /// Number 1..=255 carried by every grant of this purpose; never used again for another.
    pub no: u8,
    /// One of the three roots under which all use falls (promise P-104).
    pub root: Root,
    /// Legal basis.
    pub basis: Basis,
    /// Function this purpose serves.
    pub function: String,
    /// What a listener reads.
    pub title: LocalText,
    /// What, why and for how long: the text a listener agrees to, hashed as evidence.
    pub notice: LocalText,
    /// Days that pass before a refused question may be asked again.
    pub ask_again_after_days: u32,
    /// Items of other purposes that this purpose may read.
    pub reads: Vec<String>,
    /// Identifier of the impact assessment; required for separate consent.
    pub pipia: Option<String>,
    /// What a browser's wish not to be tracked does to it; required for what rests on consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_signal: Option<OnSignal>,
}

/// The three roots of all use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Root {
    /// Providing the service.
    Provide,
    /// Improving and personalising it.
    Improve,
    /// Keeping it and its listeners secure, and keeping the law.
    Secure,
}

/// A kind of personal information that is kept: one table, or nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Identifier, such as `listen`.
    pub id: String,
    /// What a listener reads.
    pub title: LocalText,
    /// Table that holds it.
    pub table: String,
    /// Store in which the table lies.
    pub store: Store,
    /// Column that names one row to its subject, such as `id`.
    pub row_id: String,
    /// How rows belong to a subject.
    pub subject: SubjectLink,
    /// Purpose of the table.
    pub purpose: String,
    /// Function of the table.
    pub function: String,
    /// Every column of the table.
    pub columns: Vec<Column>,
    /// How long a row stays.
    pub retention: Retention,
    /// What erasing means for a row.
    pub erase: Erase,
    /// Columns emptied when a row is anonymised.
    pub anonymise: Vec<String>,
    /// Whether the subject receives it in the export.
    pub export: bool,
    /// Editions that keep this item; a subset of the policy's editions.
    pub editions: Vec<String>,
    /// Whether the function cannot work without it.
    pub required: bool,
    /// Why it is kept although the subject may want it gone.
    pub why_kept: Option<LocalText>,
    /// What the listener did, where a row records that; one of a closed list.
    #[serde(default)]
    pub usage: Option<UsageKind>,
}

impl Item {
    /// The column that holds the subject, where the table has one.
    #[must_use]
    pub fn subject_column(&self) -> Option<&str> {
        match &self.subject {
            SubjectLink::Column { column } => Some(column),
            SubjectLink::None | SubjectLink::Through { .. } => None,
        }
    }

    /// The column of this name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Names of the columns that the subject may correct.
    pub fn correctable(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(|column| column.correctable).map(|column| column.name.as_str())
    }
}

/// A store of its own, with its own backup rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Store {
    /// The database.
    Main,
    /// The store of the subjects' keys: apart from the data, so that destroying a key reaches backups of the data.
    Keys,
}

/// How the rows of a table belong to a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum SubjectLink {
    /// The table names no subject; its rows go by their term alone.
    None,
    /// A column of the table names the subject.
    Column {
        /// The column, such as `subject_id`.
        column: String,
    },
    /// Another item's table names the subject, joined by a shared column.
    Through {
        /// Column of this table.
        column: String,
        /// Item whose table names the subject.
        item: String,
        /// Column of that table which equals `column`.
        key: String,
    },
}

/// One column of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Name in the table.
    pub name: String,
    /// Category, exactly one (promise P-048).
    pub category: String,
    /// What a listener reads.
    pub title: LocalText,
    /// Encrypted with the subject's key.
    pub sealed: bool,
    /// The subject may leave it empty, even where the item is required.
    pub optional: bool,
    /// The subject may correct it.
    pub correctable: bool,
    /// Never shown or exported, because it would open the account: hashes of secrets.
    pub secret: bool,
}

/// How long a row stays (promise P-135).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// Event from which the period is counted.
    pub after: RetentionStart,
    /// Column with the time of that event in milliseconds UTC; none while the account lives.
    pub column: Option<String>,
    /// The period.
    pub period: RetentionPeriod,
    /// Legal floor that forbids erasing earlier.
    pub floor: Option<String>,
}

/// Event from which a retention period is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionStart {
    /// The row was made.
    Created,
    /// The row was last changed.
    Updated,
    /// The account was closed.
    Closed,
    /// The row itself says until when it is valid.
    Expires,
}

/// Length of a retention period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionPeriod {
    /// As long as the account exists, or until the subject erases it or withdraws consent.
    WhileAccount,
    /// A fixed period.
    Fixed(Period),
}

/// Someone who may receive personal information.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Identifier, such as `sms_gateway`.
    pub id: String,
    /// What a listener reads.
    pub title: LocalText,
    /// What kind of party it is.
    pub class: RecipientClass,
    /// Country that receives it, ISO 3166-1 alpha-2.
    pub country: String,
    /// Function that needs it.
    pub function: String,
    /// Purpose of every sending.
    pub purpose: String,
    /// Closed list of what may be sent.
    pub fields: Vec<RecipientField>,
    /// How it is protected on the way.
    pub transform: LocalText,
    /// Configuration key under which agreement, check, expiry and hosts are written.
    pub configuration: String,
    /// Whether the service may start using it without the operator enabling it.
    pub enabled_by_default: bool,
    /// Why it may receive something about minors; whoever gives no reason receives nothing about them (promise P-168).
    #[serde(default)]
    pub minors: Option<LocalText>,
}

/// One thing a recipient may receive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipientField {
    /// Identifier, such as `phone`.
    pub id: String,
    /// What a listener reads.
    pub title: LocalText,
    /// Category of what is sent.
    pub category: String,
    /// Column it comes from as `item.column`; none where the service makes it for this sending.
    pub source: Option<String>,
}

/// A permission of the browser or the device (promise P-039).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// Identifier, such as `microphone`.
    pub id: String,
    /// What a listener reads.
    pub title: LocalText,
    /// Functions that may ask for it; empty when this edition never asks.
    pub functions: Vec<String>,
    /// What is said before the system asks.
    pub notice: LocalText,
    /// Names in the `Permissions-Policy` header, where browsers have them.
    pub headers: Vec<String>,
}

/// A cookie or a key of the browser's storage (promise P-116).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowserEntry {
    /// Name in the browser.
    pub name: String,
    /// What a listener reads.
    pub title: LocalText,
    /// Why it exists.
    pub purpose: LocalText,
    /// How long it stays; none until the listener deletes it.
    pub max_age: Option<Period>,
    /// Whether it goes when its tab is closed, as what lies in the session storage does.
    #[serde(default)]
    pub until_tab_closed: bool,
    /// Whether the function it serves cannot work without it.
    pub required: bool,
    /// Function it serves.
    pub function: String,
}

/// A place that may show personalised content (promise P-106).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surface {
    /// Identifier.
    pub id: String,
    /// What a listener reads.
    pub title: LocalText,
    /// Whether this version personalises it.
    pub active: bool,
    /// Purpose whose consent it needs, once active.
    pub purpose: Option<String>,
}

/// A minimum retention period that a law demands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalFloor {
    /// Identifier, such as `sharing_record`.
    pub id: String,
    /// The minimum.
    pub period: Period,
    /// Law and article.
    pub citation: LocalText,
}

/// A case in which the law allows processing without consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// Code that every use of the exemption must quote.
    pub code: String,
    /// What the case is.
    pub title: LocalText,
    /// Law and article.
    pub citation: LocalText,
}

/// A table that holds nothing about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotPersonal {
    /// Table.
    pub name: String,
    /// Why nothing in it is about a person.
    pub reason: String,
}

/// One part of the written policy in one language, before its placeholders are filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyText {
    /// Language.
    pub language: Language,
    /// Identifier, such as `summary` or `collection`, the same in every language.
    pub id: String,
    /// Chapter number; 0 is the summary.
    pub number: u8,
    /// Heading.
    pub title: String,
    /// Markdown without the heading.
    pub body: String,
}

/// Looks one declaration up by its identifier.
macro_rules! lookups {
    ($($(#[$doc:meta])* $name:ident: $list:ident by $key:ident -> $kind:ty;)*) => {
        impl CompiledPolicy {
            $($(#[$doc])* #[must_use]
            pub fn $name(&self, $key: &str) -> Option<&$kind> {
                self.$list.iter().find(|entry| entry.$key == $key)
            })*
        }
    };
}

lookups! {
    /// The category of this id.
    category: categories by id -> Category;
    /// The function of this id.
    function: functions by id -> Function;
    /// The purpose of this id.
    purpose: purposes by id -> Purpose;
    /// The item of this id.
    item: items by id -> Item;
    /// The item kept in this table.
    item_of_table: items by table -> Item;
    /// The recipient of this id.
    recipient: recipients by id -> Recipient;
    /// The permission of this id.
    permission: permissions by id -> Permission;
    /// The cookie of this name.
    cookie: cookies by name -> BrowserEntry;
    /// The legal floor of this id.
    legal_floor: legal_floors by id -> LegalFloor;
    /// The exemption of this code.
    exemption: exemptions by code -> Exemption;
}

impl CompiledPolicy {
    /// The purpose of this number.
    #[must_use]
    pub fn purpose_by_number(&self, no: u8) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.no == no)
    }

    /// The items kept for a purpose.
    pub fn items_of_purpose<'a>(&'a self, purpose: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.purpose == purpose)
    }

    /// The items in the order in which a subject's rows are erased: dependants first.
    pub fn items_in_erasure_order(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().rev()
    }

    /// The canonical bytes of this policy: pretty JSON in declaration order with a final newline.
    ///
    /// # Errors
    /// Never for a policy made by the loader; the error is serde's own.
    pub fn to_canonical_json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}
