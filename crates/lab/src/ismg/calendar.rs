//! The time in China, as the fields of the protocol have it.

use units::Timestamp;

const EAST_S: i64 = 8 * 3_600;
const DAY_S: i64 = 86_400;

/// Year, month, day, hour, minute and second in China.
pub(super) fn in_china(instant: Timestamp) -> [i64; 6] {
    let seconds = instant.as_millis().div_euclid(1_000).saturating_add(EAST_S);
    let (mut day, second) = (seconds.div_euclid(DAY_S), seconds.rem_euclid(DAY_S));
    let mut year = 1970;
    // Nobody's clock is far enough off for this to take long.
    while day >= days_of_year(year) && year < 3000 {
        day -= days_of_year(year);
        year += 1;
    }
    let mut month = 1;
    while month < 12 && day >= days_of_month(year, month) {
        day -= days_of_month(year, month);
        month += 1;
    }
    [year, month, day + 1, second / 3_600, second / 60 % 60, second % 60]
}

/// `YYMMDDHHMM`
pub(super) fn to_the_minute(instant: Timestamp) -> String {
    let [year, month, day, hour, minute, _] = in_china(instant);
    format!("{:02}{month:02}{day:02}{hour:02}{minute:02}", year % 100)
}

/// Whether a number is a time as `MMDDHHMMSS`.
pub(super) fn is_time(number: u32) -> bool {
    let pair = |place: u32| number / 100_u32.pow(place) % 100;
    (1..=12).contains(&pair(4))
        && number < 1_300_000_000
        && (1..=31).contains(&pair(3))
        && pair(2) < 24
        && pair(1) < 60
        && pair(0) < 60
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_of_year(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

const fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_year_comes_to_china_first() {
        let at = |text: &str| in_china(text.parse().expect("a time"));
        assert_eq!(at("2026-12-31T15:59:59.999Z"), [2026, 12, 31, 23, 59, 59]);
        assert_eq!(at("2026-12-31T16:00:00.000Z"), [2027, 1, 1, 0, 0, 0]);
        assert_eq!(at("2028-02-28T16:00:01.000Z"), [2028, 2, 29, 0, 0, 1]);
        assert_eq!(at("1970-01-01T00:00:00.000Z"), [1970, 1, 1, 8, 0, 0]);
        assert_eq!(to_the_minute("2026-03-03T21:06:07.000Z".parse().expect("a time")), "2603040506");
    }

    #[test]
    fn a_number_that_is_no_time_is_none() {
        assert!([101_000_000, 1_231_235_959, 304_050_607].into_iter().all(is_time));
        assert!(![0, 1_301_000_000, 132_000_000, 101_240_000, 101_006_000, 101_000_060].into_iter().any(is_time));
    }
}
