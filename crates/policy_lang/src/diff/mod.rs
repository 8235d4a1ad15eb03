//! What changed between two versions, in the words of the policy rather than of its files.
//!
//! A change that *widens* lets the service do more with a person's data, or lets the person do less about it.
//! Under a wider version each subject stays with what they accepted until they accept again (promise P-170).

mod items;
mod parties;
mod purposes;

use serde::Serialize;

use crate::model::{CompiledPolicy, LocalText};

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

/// Declares the kinds, and for each whether it widens.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident: $widening:literal,)*) => {
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
        }
    };
}

kinds! {
    /// Something new is kept.
    ItemAdded: true,
    /// Something is no longer kept.
    ItemRemoved: false,
    /// An item has a further column.
    ColumnAdded: true,
    /// An item lost a column.
    ColumnRemoved: false,
    /// A column now counts as information of another category.
    CategoryChanged: true,
    /// A column is no longer sealed.
    SealLost: true,
    /// A column is now sealed.
    SealGained: false,
    /// An item now serves another purpose.
    ItemPurposeChanged: true,
    /// An item that was optional is now required.
    ItemRequired: true,
    /// An item is kept in a further edition.
    EditionAdded: true,
    /// An item stays longer.
    RetentionLonger: true,
    /// An item stays shorter.
    RetentionShorter: false,
    /// A law now forbids erasing an item at once.
    FloorAdded: true,
    /// No law forbids erasing an item any more.
    FloorRemoved: false,
    /// Export, correction or erasure became less.
    RightLost: true,
    /// Export, correction or erasure became more.
    RightGained: false,
    /// There is a further purpose.
    PurposeAdded: true,
    /// A purpose is gone.
    PurposeRemoved: false,
    /// A purpose asks for less agreement than before.
    PurposeBasisWeakened: true,
    /// A purpose asks for more agreement than before.
    PurposeBasisStrengthened: false,
    /// A purpose may read a further item.
    PurposeReadsAdded: true,
    /// A refused question may come back sooner.
    AskedAgainSooner: true,
    /// A purpose goes on where a browser's wish not to be tracked made it rest before.
    SignalIgnored: true,
    /// A purpose now rests when a browser asks not to be tracked.
    SignalHeeded: false,
    /// The notice of a purpose says something else; the rules behind it are compared separately.
    NoticeChanged: false,
    /// A function that needed nothing is no longer basic, or is gone.
    BasicFunctionLost: true,
    /// There is a further recipient.
    RecipientAdded: true,
    /// A recipient is gone.
    RecipientRemoved: false,
    /// A recipient receives a further field.
    RecipientFieldAdded: true,
    /// A recipient receives a field less.
    RecipientFieldRemoved: false,
    /// A recipient is in another country.
    CountryChanged: true,
    /// Data may be stored in a further country.
    StorageRegionAdded: true,
    /// Data may no longer be stored in a country.
    StorageRegionRemoved: false,
    /// A recipient is of another class.
    RecipientClassChanged: true,
    /// A recipient receives for another purpose.
    RecipientPurposeChanged: true,
    /// A recipient may receive something about minors that could not before.
    RecipientMinorsAdded: true,
    /// A recipient may no longer receive anything about minors.
    RecipientMinorsRemoved: false,
    /// There is a permission that was not declared before and is used.
    PermissionAdded: true,
    /// A further function may ask for a permission.
    PermissionFunctionAdded: true,
    /// A function may no longer ask for a permission.
    PermissionFunctionRemoved: false,
    /// The server may set a further cookie.
    CookieAdded: true,
    /// The web app may use a further key of the browser's storage.
    StorageKeyAdded: true,
    /// The service's log may hold a further field.
    LogFieldAdded: true,
    /// A cookie or storage key stays longer.
    BrowserEntryLonger: true,
    /// A place now shows personalised content.
    SurfaceActivated: true,
    /// A further case allows processing without consent.
    ExemptionAdded: true,
    /// The written text says something else.
    TextChanged: false,
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
