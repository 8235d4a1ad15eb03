//! Telephone numbers.

/// A mobile number of mainland China, as a carrier confirms it.
///
/// It has no `Display` and no `Serialize`, and its `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads eleven digits, with or without `+86` before them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("+86").or_else(|| text.strip_prefix("86")).unwrap_or(text);
        let is_number = digits.len() == 11
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.starts_with('1')
            && digits.as_bytes().get(1).is_some_and(|second| (b'3'..=b'9').contains(second));
        is_number.then(|| Self(digits.to_owned()))
    }

    /// The number as ITU-T E.164 writes it: `+8613800138000`.
    #[must_use]
    pub fn e164(&self) -> String {
        format!("+86{}", self.0)
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone(hidden)")
    }
}
