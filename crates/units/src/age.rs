//! Who is a minor, as the law counts years.

use crate::Timestamp;
use crate::day::AHEAD_OF_UTC;

/// Years after which somebody is of age (Civil Code, article 17).
const OF_AGE: i16 = 18;
/// Years after which somebody is no child any more: the law says below fourteen (PIPL, article 31), the policy fourteen
/// and younger, which is stricter.
const NO_CHILD: i16 = 15;
/// Below these years minors' mode is stricter (guide of the CAC on minors' mode, November 2024, and its draft of 2023).
const YOUNGEST: i16 = 8;
const YOUNGER: i16 = 16;

impl Timestamp {
    /// The first birthday of minors: whoever was born on this day or later is a minor at this instant.
    ///
    /// Written like `2008-11-29`, so that it compares with birthdays as text. The day of birth does not count and a year
    /// ends with its last day (Civil Code, articles 201 and 202), so somebody is of age when their eighteenth birthday is
    /// over; days are those of China. An instant beyond the calendar makes nobody a minor who was not one before.
    #[must_use]
    pub fn minors_born_since(self) -> String {
        self.born_since(OF_AGE)
    }

    /// The first birthday of children of fourteen and younger, whose guardian consents in their place.
    ///
    /// Written and counted like [`Timestamp::minors_born_since`].
    #[must_use]
    pub fn children_born_since(self) -> String {
        self.born_since(NO_CHILD)
    }

    /// The first birthday of children below eight, and that of minors below sixteen: the bands of minors' mode.
    ///
    /// Written and counted like [`Timestamp::minors_born_since`].
    #[must_use]
    pub fn mode_bands_born_since(self) -> [String; 2] {
        [YOUNGEST, YOUNGER].map(|years| self.born_since(years))
    }

    fn born_since(self, years: i16) -> String {
        let instant = jiff::Timestamp::from_millisecond((self + AHEAD_OF_UTC).as_millis());
        let today = jiff::tz::Offset::UTC.to_datetime(instant.unwrap_or(jiff::Timestamp::MAX)).date();
        // Not a date of its own: 18 years before 29 February is compared as it is written.
        format!("{:04}-{:02}-{:02}", today.year() - years, today.month(), today.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_minor(birthday: &str, at: &str) -> bool {
        birthday >= at.parse::<Timestamp>().expect("an instant").minors_born_since().as_str()
    }

    #[test]
    fn somebody_is_of_age_when_the_eighteenth_birthday_is_over_in_china() {
        let born = "2008-11-29";
        assert!(is_minor(born, "2026-11-28T12:00:00Z"));
        assert!(is_minor(born, "2026-11-29T15:59:59.999Z"), "to the end of the day in China");
        assert!(!is_minor(born, "2026-11-29T16:00:00Z"));
        assert!(!is_minor("1990-05-01", "2026-11-29T16:00:00Z"));
        assert!(is_minor("2011-01-31", "2026-11-29T16:00:00Z"));
    }

    #[test]
    fn a_birthday_in_a_leap_year_ends_with_february() {
        assert!(is_minor("2008-02-29", "2026-02-28T12:00:00Z"));
        assert!(!is_minor("2008-02-29", "2026-03-01T12:00:00Z"));
        assert!(!is_minor("2010-02-28", "2028-02-29T12:00:00Z"));
        assert!(is_minor("2010-03-01", "2028-02-29T12:00:00Z"));
    }

    #[test]
    fn a_child_is_one_until_the_fifteenth_birthday_is_over_in_china() {
        let is_child = |birthday: &str, at: &str| {
            birthday >= at.parse::<Timestamp>().expect("an instant").children_born_since().as_str()
        };
        assert!(is_child("2011-11-29", "2026-11-29T15:59:59.999Z"));
        assert!(!is_child("2011-11-29", "2026-11-29T16:00:00Z"));
        assert!(is_child("2014-01-01", "2026-11-29T16:00:00Z"));
    }

    #[test]
    fn instants_beyond_the_calendar_are_answered() {
        for instant in [i64::MIN, -1, 0, i64::MAX] {
            assert_eq!(Timestamp::from_millis(instant).minors_born_since().len(), 10);
        }
    }
}
