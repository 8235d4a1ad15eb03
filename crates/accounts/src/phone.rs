//! Phone numbers.

/// A telephone number in the form of ITU-T E.164, such as `+8613800138000`.
///
/// It has no `Display` and no `Serialize`, and its `Debug` is masked, so it cannot slip into a log or an answer.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber(String);

/// The text is no phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPhoneNumber;

impl PhoneNumber {
    /// Reads a number as people type it: spaces and hyphens count for nothing,
    /// and 11 digits without a country are a mobile number of mainland China.
    ///
    /// # Errors
    /// [`NotAPhoneNumber`].
    pub fn parse(text: &str) -> Result<Self, NotAPhoneNumber> {
        if text.len() > 32 {
            return Err(NotAPhoneNumber);
        }
        let plain: String = text.trim().chars().filter(|character| !matches!(character, ' ' | '-')).collect();
        let (country, digits) = match plain.strip_prefix('+') {
            Some(digits) => match digits.strip_prefix("86") {
                Some(rest) => ("86", rest),
                None => ("", digits),
            },
            None => ("86", plain.as_str()),
        };
        let are_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_number = if country == "86" {
            let second = digits.as_bytes().get(1).copied().unwrap_or_default();
            digits.len() == 11 && digits.starts_with('1') && (b'3'..=b'9').contains(&second)
        } else {
            // E.164, clause 6: at most 15 digits, and no country code begins with 0.
            (8..=15).contains(&digits.len()) && !digits.starts_with('0')
        };
        if are_digits && is_number { Ok(Self(format!("+{country}{digits}"))) } else { Err(NotAPhoneNumber) }
    }

    /// The number with its middle hidden, for its owner's eyes: `138****8000`.
    #[must_use]
    pub fn masked(&self) -> String {
        let digits = self.national();
        let end = digits.len().saturating_sub(4);
        format!("{}****{}", digits.get(..3).unwrap_or_default(), digits.get(end..).unwrap_or_default())
    }

    /// The number as its owner types it: within mainland China without the country.
    pub(crate) fn national(&self) -> &str {
        self.0.strip_prefix("+86").unwrap_or(&self.0)
    }

    /// The whole number, for sealing it and for sending a code to it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PhoneNumber({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(PhoneNumber::parse(text).ok().as_ref().map(PhoneNumber::as_str), expected, "{text}");
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        check("13800138000", Some("+8613800138000"));
        check(" 138 0013-8000 ", Some("+8613800138000"));
        check("+86 138 0013 8000", Some("+8613800138000"));
        check("+442079460958", Some("+442079460958"));
        check("1380013800", None);
        check("12800138000", None);
        check("+8612345", None);
        check("+0012345678", None);
        check("+", None);
        check("", None);
        check("１３８００１３８０００", None);
        check("138001380001380013800138001380013800", None);
    }

    #[test]
    fn the_middle_stays_hidden() {
        let phone = PhoneNumber::parse("13800138000").expect("a number");
        assert_eq!(phone.masked(), "138****8000");
        assert_eq!(format!("{phone:?}"), "PhoneNumber(138****8000)");
    }
}
