//! Values on their way to a recipient.

use std::fmt;

use consent::Deidentified;

/// The value of one declared field.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// A text, for a place in an address or a body.
    Text(String),
    /// Bytes, for a file of a form.
    File(Vec<u8>),
    /// A text that points at nobody without a key that stays here; only [`Deidentified`] becomes one.
    Pseudonymous(Deidentified<String>),
}

impl fmt::Debug for Value {
    /// Names the kind; what is sent stands in no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(hidden)",
            Self::File(_) => "File(hidden)",
            Self::Pseudonymous(_) => "Pseudonymous(hidden)",
        })
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Value {
    /// The text, where it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Pseudonymous(text) => Some(text.get()),
            Self::File(_) => None,
        }
    }
}

impl From<Deidentified<String>> for Value {
    fn from(text: Deidentified<String>) -> Self {
        Self::Pseudonymous(text)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::File(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_what_is_sent() {
        let printed = format!("{:?} {:?}", Value::from("13800138000"), Value::from(b"RIFF".to_vec()));
        assert_eq!(printed, "Text(hidden) File(hidden)");
    }
}
