//! What a corrected value must be, whichever door it comes through.

use std::collections::BTreeMap;

use http_api::Problem;
use units::Timestamp;

use crate::model::{
    COMMENT_CHARACTERS_MAX, DESCRIPTION_CHARACTERS_MAX, NAME_CHARACTERS_MAX, SIGNATURE_CHARACTERS_MAX, line, paragraph,
};

/// Makes a corrected value fit to be written, or says what is wrong with it.
pub type Correction = fn(&str, Timestamp) -> Result<String, Problem>;

/// The checks of this crate's correctable columns, by item and column; the same as those of its routes.
#[must_use]
pub fn corrections() -> BTreeMap<(&'static str, &'static str), Correction> {
    let checks: [((&str, &str), Correction); 5] = [
        (("playlist", "name"), |value, _| Ok(line("name", value, NAME_CHARACTERS_MAX)?)),
        (("playlist", "description"), |value, _| Ok(paragraph("description", value, DESCRIPTION_CHARACTERS_MAX)?)),
        (("playlist_editor", "name"), |value, _| Ok(line("name", value, SIGNATURE_CHARACTERS_MAX)?)),
        (("square_name", "name"), |value, _| Ok(line("name", value, SIGNATURE_CHARACTERS_MAX)?)),
        (("bookmark", "comment"), |value, _| Ok(paragraph("comment", value, COMMENT_CHARACTERS_MAX)?)),
    ];
    checks.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_435_200_000);

    #[test]
    fn a_playlist_cannot_be_corrected_into_one_without_a_name() {
        let name = corrections()[&("playlist", "name")];
        assert_eq!(name(" 夜曲 ", NOW).ok().as_deref(), Some("夜曲"));
        assert!(name(" ", NOW).is_err());
    }
}
