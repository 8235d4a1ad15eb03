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
