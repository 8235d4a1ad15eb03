//! What a corrected value must be, whichever door it comes through.

use std::collections::BTreeMap;

use http_api::Problem;
use units::Timestamp;

use crate::shares;

/// Makes a corrected value fit to be written, or says what is wrong with it.
pub type Correction = fn(&str, Timestamp) -> Result<String, Problem>;

/// The checks of this crate's correctable columns, by item and column; the same as those of its routes.
#[must_use]
pub fn corrections() -> BTreeMap<(&'static str, &'static str), Correction> {
    let description: Correction = |value, _| Ok(shares::description(value)?);
    [(("share", "description"), description)].into_iter().collect()
}
