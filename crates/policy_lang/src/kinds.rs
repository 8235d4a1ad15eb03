//! The kinds that a policy tells apart and that the API names with the same words.

use serde::{Deserialize, Serialize};

/// How a category is treated (promise P-049).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Ordinary personal information.
    Ordinary,
    /// Information whose leak easily harms dignity, person or property.
    Sensitive,
}

/// Whether a function may own personal information at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FunctionKind {
    /// Works for everyone, without an account and without personal information.
    Basic,
    /// Used by choice.
    Extended,
}

/// Why processing is lawful (Personal Information Protection Law, article 13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Needed for what the listener asked us to do.
    Contract,
    /// The listener agreed.
    Consent,
    /// The listener agreed to this alone, apart from everything else (article 29).
    SeparateConsent,
    /// A law demands it.
    Law,
    /// Keeping accounts and service safe.
    Security,
}

impl Basis {
    /// Whether a row on this basis needs a live grant.
    #[must_use]
    pub fn needs_grant(self) -> bool {
        matches!(self, Self::Consent | Self::SeparateConsent)
    }
}

/// What erasing a row means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Erase {
    /// The row is deleted.
    Delete,
    /// The row loses everything that leads to a person and stays.
    Anonymise,
    /// The subject is replaced by a digest, and the row rests, unused, until its legal floor has passed.
    RestrictUntilFloor,
    /// The row is deleted and the subject's key destroyed, so that copies in backups become unreadable.
    Crypto,
}

impl Erase {
    /// How much is gone afterwards; the more, the larger.
    pub(crate) fn thoroughness(self) -> u8 {
        match self {
            Self::Crypto => 3,
            Self::Delete => 2,
            Self::Anonymise => 1,
            Self::RestrictUntilFloor => 0,
        }
    }
}

/// What a purpose by consent does when a browser asks not to be tracked (promise P-119).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnSignal {
    /// It rests: nothing is recorded, read or counted for it until the person says otherwise.
    Rests,
    /// It goes on, because it keeps only what the person writes or publishes by an act of their own.
    OwnAct,
}

/// What kind of party a recipient is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecipientClass {
    /// Acts on our instructions only.
    Processor,
    /// Provides a part of the service under its own name.
    Partner,
    /// Decides together with us.
    Joint,
    /// Controlled by, or controlling, the operator.
    Affiliate,
    /// May demand it by law.
    Authority,
}

/// What a listener did, where a record of it is kept (promise P-026); there are no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UsageKind {
    /// Looked at something.
    View,
    /// Searched.
    Search,
    /// Liked or rated something.
    Like,
    /// Passed something on.
    Share,
    /// Wrote a comment or a message.
    Comment,
    /// Wrote across a video.
    Danmaku,
    /// Put something into a collection of their own.
    Favourite,
    /// Followed somebody.
    Follow,
    /// Reserved a seat or a show.
    Reservation,
    /// Bought something.
    Purchase,
    /// Played something, or stopped in it.
    Play,
    /// Saved a file.
    Download,
    /// Brought a file.
    Upload,
    /// Showed something to others.
    Publication,
    /// When, and for how long, the service was used.
    Time,
    /// Paid or was paid.
    Trade,
}

impl UsageKind {
    /// Whether it is noticed while the person does something else, and not an act they make in order to keep it.
    #[must_use]
    pub fn is_observed(self) -> bool {
        matches!(self, Self::View | Self::Search | Self::Play | Self::Download | Self::Time)
    }

    /// Every kind with its word in the policy.
    pub const ALL: [(&'static str, Self); 16] = [
        ("view", Self::View),
        ("search", Self::Search),
        ("like", Self::Like),
        ("share", Self::Share),
        ("comment", Self::Comment),
        ("danmaku", Self::Danmaku),
        ("favourite", Self::Favourite),
        ("follow", Self::Follow),
        ("reservation", Self::Reservation),
        ("purchase", Self::Purchase),
        ("play", Self::Play),
        ("download", Self::Download),
        ("upload", Self::Upload),
        ("publication", Self::Publication),
        ("time", Self::Time),
        ("trade", Self::Trade),
    ];
}
