//! Values that are not for printing: telephone numbers, texts, and the operator's secret.

use std::fmt;

/// A telephone number as the gateway has it: up to 32 digits, with or without the country.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Number(String);

impl Number {
    /// What is no number for a gateway is found out when it is written.
    #[must_use]
    pub fn new(digits: impl Into<String>) -> Self {
        Self(digits.into())
    }

    /// The digits, for whoever has to compare or keep them.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Number(hidden)")
    }
}

/// What somebody wrote, or is written to.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Words(String);

impl Words {
    /// A text that cannot be printed from now on.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words(hidden)")
    }
}

/// What provider and gateway prove themselves with; it is never sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret as the gateway's operator gave it.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}
