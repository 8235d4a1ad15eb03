//! Codes of the vendors'.

/// Letters that a code has at most.
const LETTERS_MAX: usize = 100;
/// As many digits in a row may be part of a telephone number.
const DIGITS_MAX: usize = 7;

/// The vendor's word for what happened, such as `isv.BUSINESS_LIMIT_CONTROL`.
///
/// It is at most 100 letters, digits and marks of ASCII, and has no row of digits as long as a telephone number's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// A vendor's word; what can be none becomes `unreadable`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let is_code = (1..=LETTERS_MAX).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-:".contains(&byte))
            && text.split(|letter: char| !letter.is_ascii_digit()).all(|digits| digits.len() < DIGITS_MAX);
        Self(if is_code { text } else { "unreadable" }.to_owned())
    }

    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_vendors_are_codes_and_sentences_are_none() {
        let long = "x".repeat(100);
        for code in ["isv.BUSINESS_LIMIT_CONTROL", "OK", "103000", "MK:0001", "Throttling.User", &long] {
            assert_eq!(Code::of(code).as_str(), code);
        }
        let longer = "x".repeat(101);
        for none in ["", "a b", "短信", "to:13800138000", "E1380013", "a\n", &longer] {
            assert_eq!(Code::of(none).as_str(), "unreadable", "{none}");
        }
    }
}
