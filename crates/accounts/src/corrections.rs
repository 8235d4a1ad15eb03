//! What a corrected value must be, whichever door it comes through.

use std::collections::BTreeMap;

use http_api::{Problem, Text};
use units::Timestamp;

use crate::app_access::NAME_CHARACTERS_MAX;
use crate::model::{self, NICKNAME_MAX, REGION_MAX, SIGNATURE_MAX};

/// Makes a corrected value fit to be written, or says what is wrong with it.
pub type Correction = fn(&str, Timestamp) -> Result<String, Problem>;

/// The checks of this crate's correctable columns, by item and column.
///
/// They are the same as those of the profile, so that nothing can be corrected into what could not be written.
#[must_use]
pub fn corrections() -> BTreeMap<(&'static str, &'static str), Correction> {
    let checks: [((&str, &str), Correction); 7] = [
        (("account", "nickname"), |value, _| filled("nickname", value, NICKNAME_MAX)),
        (("profile_signature", "value"), |value, _| filled("value", value, SIGNATURE_MAX)),
        (("profile_region", "value"), |value, _| filled("value", value, REGION_MAX)),
        (("profile_birthday", "value"), model::birthday),
        (("session", "device_name"), |value, _| filled("value", value, NAME_CHARACTERS_MAX)),
        (("passkey", "name"), |value, _| filled("value", value, NAME_CHARACTERS_MAX)),
        (("profile_gender", "value"), |value, _| {
            if matches!(value, "female" | "male" | "other") {
                return Ok(value.to_owned());
            }
            let words = Text::new("只能是 female、male 或 other", "it can be female, male or other");
            Err(Problem::field("value", "gender.unknown", words))
        }),
    ];
    checks.into_iter().collect()
}

/// A correction replaces something by something; taking it away is erasing.
fn filled(name: &'static str, value: &str, letters_max: usize) -> Result<String, Problem> {
    model::line(name, value, letters_max)?.ok_or_else(|| {
        let remedy = Text::new("请填写内容；要清空请使用删除", "please write something; to take it away, erase it");
        Problem::field(name, "field.missing", remedy)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_435_200_000);

    #[test]
    fn every_correctable_column_of_an_account_is_checked() {
        let checks = corrections();
        let is_of_an_account =
            |id: &str| id.starts_with("account") || id.starts_with("profile_") || matches!(id, "session" | "passkey");
        for item in policy::current().items.iter().filter(|item| is_of_an_account(&item.id)) {
            for column in item.correctable() {
                assert!(checks.contains_key(&(item.id.as_str(), column)), "{}.{column}", item.id);
            }
        }
    }

    #[test]
    fn a_birthday_is_corrected_into_a_day_that_has_come() {
        let birthday = corrections()[&("profile_birthday", "value")];
        assert_eq!(birthday("1990-05-01", NOW).ok().as_deref(), Some("1990-05-01"));
        assert!(birthday("2030-05-01", NOW).is_err());
        assert!(birthday("soon", NOW).is_err());
    }

    #[test]
    fn a_nickname_is_trimmed_and_never_emptied() {
        let nickname = corrections()[&("account", "nickname")];
        assert_eq!(nickname("  听者 ", NOW).ok().as_deref(), Some("听者"));
        assert!(nickname(" ", NOW).is_err());
        assert!(nickname(&"长".repeat(NICKNAME_MAX + 1), NOW).is_err());
    }
}
