//! What an operator proves themselves with.

/// A secret of the operator's; it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// A pair of keys of a cloud's console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Aliyun's `AccessKey ID`, Tencent Cloud's `SecretId`; it is sent.
    pub id: String,
    /// Aliyun's `AccessKey Secret`, Tencent Cloud's `SecretKey`; it is never sent.
    pub secret: Secret,
}
