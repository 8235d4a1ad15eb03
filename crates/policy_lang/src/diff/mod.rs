//! What changed between two versions, in the words of the policy rather than of its files.
//!
//! A change that *widens* lets the service do more with a person's data, or lets the person do less about it.
//! Under a wider version each subject stays with what they accepted until they accept again (promise P-170).

mod items;
mod parties;
mod purposes;

pub(crate) use items::is_longer;
use serde::Serialize;

use crate::model::{CompiledPolicy, Language, LocalText};

/// One change between two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// Whether it widens what the service may do.
    pub widening: bool,
    /// Identifier of what changed, such as `account.nickname`.
    pub subject: String,
    /// What a listener reads as the subject.
    pub title: LocalText,
    /// Purpose whose consent the change touches.
    pub purpose: Option<String>,
    /// What held before.
    pub before: Option<LocalText>,
    /// What holds after.
    pub after: Option<LocalText>,
}

/// Declares the kinds, and for each whether it widens and what it is called.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident: $widening:literal, $zh:literal, $en:literal,)*) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum ChangeKind {
            $($(#[doc = $doc])* $kind,)*
        }

        impl ChangeKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Whether changes of this kind widen what the service may do.
            #[must_use]
            pub fn is_widening(self) -> bool {
                match self {
                    $(Self::$kind => $widening,)*
                }
            }

            /// What a listener reads as the kind.
            #[must_use]
            pub fn title(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$kind, Language::ZhCn) => $zh,
                    (Self::$kind, Language::En) => $en,)*
                }
            }
        }
    };
}

kinds! {
    /// Something new is kept.
    ItemAdded: true, "新增信息", "New information",
    /// Something is no longer kept.
    ItemRemoved: false, "不再收集", "No longer collected",
    /// An item has a further column.
    ColumnAdded: true, "新增字段", "New field",
    /// An item lost a column.
    ColumnRemoved: false, "减少字段", "Field dropped",
    /// A column now counts as information of another category.
    CategoryChanged: true, "信息类别变化", "Another category",
    /// A column is no longer sealed.
    SealLost: true, "不再加密保存", "No longer sealed",
    /// A column is now sealed.
    SealGained: false, "改为加密保存", "Sealed from now on",
    /// An item now serves another purpose.
    ItemPurposeChanged: true, "改作他用", "Another purpose",
    /// An item that was optional is now required.
    ItemRequired: true, "由选填变为必需", "No longer optional",
    /// An item is kept in a further edition.
    EditionAdded: true, "新增版本也收集", "Kept in a further edition",
    /// An item stays longer.
    RetentionLonger: true, "保存更久", "Kept longer",
    /// An item stays shorter.
    RetentionShorter: false, "保存更短", "Kept for less time",
    /// A law now forbids erasing an item at once.
    FloorAdded: true, "新增法定保存期", "New legal term",
    /// No law forbids erasing an item any more.
    FloorRemoved: false, "不再有法定保存期", "Legal term dropped",
    /// Export, correction or erasure became less.
    RightLost: true, "权利减少", "A right lost",
    /// Export, correction or erasure became more.
    RightGained: false, "权利增加", "A right gained",
    /// There is a further purpose.
    PurposeAdded: true, "新增目的", "New purpose",
    /// A purpose is gone.
    PurposeRemoved: false, "减少目的", "Purpose dropped",
    /// A purpose asks for less agreement than before.
    PurposeBasisWeakened: true, "依据减弱", "Weaker basis",
    /// A purpose asks for more agreement than before.
    PurposeBasisStrengthened: false, "依据加强", "Stronger basis",
    /// A purpose may read a further item.
    PurposeReadsAdded: true, "目的可用的信息增加", "A purpose reads more",
    /// A refused question may come back sooner.
    AskedAgainSooner: true, "更早再次询问", "Asked again sooner",
    /// A purpose goes on where a browser's wish not to be tracked made it rest before.
    SignalIgnored: true, "不再理会请勿追踪", "Do Not Track no longer heeded",
    /// A purpose now rests when a browser asks not to be tracked.
    SignalHeeded: false, "开始遵从请勿追踪", "Do Not Track heeded from now on",
    /// The notice of a purpose says something else; the rules behind it are compared separately.
    NoticeChanged: false, "告知文字改动", "Notice reworded",
    /// A function that needed nothing is no longer basic, or is gone.
    BasicFunctionLost: true, "基本功能减少", "A basic function lost",
    /// There is a further recipient.
    RecipientAdded: true, "新增接收方", "New recipient",
    /// A recipient is gone.
    RecipientRemoved: false, "减少接收方", "Recipient dropped",
    /// A recipient receives a further field.
    RecipientFieldAdded: true, "新增对外字段", "New field sent",
    /// A recipient receives a field less.
    RecipientFieldRemoved: false, "减少对外字段", "Field no longer sent",
    /// A recipient is in another country.
    CountryChanged: true, "接收方所在地变化", "Recipient’s country changed",
    /// Data may be stored in a further country.
    StorageRegionAdded: true, "新增数据存放地", "Further country of storage",
    /// Data may no longer be stored in a country.
    StorageRegionRemoved: false, "减少数据存放地", "Country of storage dropped",
    /// A recipient is of another class.
    RecipientClassChanged: true, "接收方身份变化", "Another kind of recipient",
    /// A recipient receives for another purpose.
    RecipientPurposeChanged: true, "对外提供的目的变化", "Sent for another purpose",
    /// A recipient may receive something about minors that could not before.
    RecipientMinorsAdded: true, "可收到未成年人信息", "May receive something about minors",
    /// A recipient may no longer receive anything about minors.
    RecipientMinorsRemoved: false, "不再收到未成年人信息", "No longer receives anything about minors",
    /// There is a permission that was not declared before and is used.
    PermissionAdded: true, "新增权限", "New permission",
    /// A further function may ask for a permission.
    PermissionFunctionAdded: true, "权限新增用途", "New use of a permission",
    /// A function may no longer ask for a permission.
    PermissionFunctionRemoved: false, "权限减少用途", "Use of a permission dropped",
    /// The server may set a further cookie.
    CookieAdded: true, "新增 Cookie", "New cookie",
    /// The web app may use a further key of the browser's storage.
    StorageKeyAdded: true, "新增本地存储", "New entry in the browser",
    /// The service's log may hold a further field.
    LogFieldAdded: true, "日志新增字段", "New field in the log",
    /// A cookie or storage key stays longer.
    BrowserEntryLonger: true, "在浏览器中保存更久", "Stays longer in the browser",
    /// A place now shows personalised content.
    SurfaceActivated: true, "新增个性化展示位", "Personalised in a further place",
    /// A further case allows processing without consent.
    ExemptionAdded: true, "新增免于同意的情形", "Further case without consent",
    /// The written text says something else.
    TextChanged: false, "文字改动", "Wording changed",
}

/// Every change from `before` to `after`.
#[must_use]
pub fn diff(before: &CompiledPolicy, after: &CompiledPolicy) -> Vec<Change> {
    let mut changes = Changes(Vec::new());
    purposes::compare(&mut changes, before, after);
    items::compare(&mut changes, before, after);
    parties::compare(&mut changes, before, after);
    texts(&mut changes, before, after);
    changes.0
}

/// Whether any change widens.
#[must_use]
pub fn is_widening(changes: &[Change]) -> bool {
    changes.iter().any(|change| change.widening)
}

struct Changes(Vec<Change>);

impl Changes {
    fn add(
        &mut self,
        kind: ChangeKind,
        subject: impl Into<String>,
        title: &LocalText,
        purpose: Option<&str>,
    ) -> &mut Change {
        let change = Change {
            kind,
            widening: kind.is_widening(),
            subject: subject.into(),
            title: title.clone(),
            purpose: purpose.map(str::to_owned),
            before: None,
            after: None,
        };
        let at = self.0.len();
        self.0.push(change);
        &mut self.0[at]
    }
}

impl Change {
    fn with(&mut self, before: LocalText, after: LocalText) {
        self.before = Some(before);
        self.after = Some(after);
    }
}

/// The same words in every language: identifiers and codes.
fn plain(text: &str) -> LocalText {
    LocalText { zh: text.to_owned(), en: text.to_owned() }
}

fn texts(changes: &mut Changes, before: &CompiledPolicy, after: &CompiledPolicy) {
    for text in &after.texts {
        let past = before.texts.iter().find(|past| past.language == text.language && past.id == text.id);
        if past.is_none_or(|past| past.body != text.body || past.title != text.title) {
            let subject = format!("{}.{}", text.language, text.id);
            changes.add(ChangeKind::TextChanged, subject, &plain(&text.title), None);
        }
    }
}
