//! Calendar periods, as retention rules state them.

use std::fmt;
use std::str::FromStr;

use jiff::{Span, Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::text::Language;

/// A calendar period of one unit, written as in ISO 8601: `P3Y`, `P6M`, `P180D`, `PT24H`, `PT5M`.
///
/// A period has one unit, so that the sentence a listener reads and the date a job computes cannot differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    count: u16,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Unit {
    Years,
    Months,
    #[default]
    Days,
    Hours,
    Minutes,
}

const UNITS: [(&str, &str, Unit); 5] = [
    ("P", "Y", Unit::Years),
    ("P", "M", Unit::Months),
    ("P", "D", Unit::Days),
    ("PT", "H", Unit::Hours),
    ("PT", "M", Unit::Minutes),
];

impl Period {
    /// The moment this period before `now_ms`, both in milliseconds UTC.
    ///
    /// Rows whose start lies before it are past their term.
    /// Saturates at the earliest representable time.
    #[must_use]
    pub fn before(self, now_ms: i64) -> i64 {
        self.shift(now_ms, -1)
    }

    /// The moment this period after `start_ms`, both in milliseconds UTC.
    #[must_use]
    pub fn after(self, start_ms: i64) -> i64 {
        self.shift(start_ms, 1)
    }

    fn shift(self, from_ms: i64, sign: i64) -> i64 {
        let count = i64::from(self.count) * sign;
        let span = match self.unit {
            Unit::Years => Span::new().years(count),
            Unit::Months => Span::new().months(count),
            Unit::Days => Span::new().days(count),
            Unit::Hours => Span::new().hours(count),
            Unit::Minutes => Span::new().minutes(count),
        };
        let limit = if sign < 0 { i64::MIN } else { i64::MAX };
        Timestamp::from_millisecond(from_ms)
            .and_then(|from| from.to_zoned_datetime(TimeZone::UTC).checked_add(span))
            .map_or(limit, |moment| moment.timestamp().as_millisecond())
    }

    /// Seconds, counting a year as 365 days and a month as 30: for `Max-Age` and for comparing lengths.
    #[must_use]
    pub fn approximate_seconds(self) -> u64 {
        let unit = match self.unit {
            Unit::Years => 365 * 86_400,
            Unit::Months => 30 * 86_400,
            Unit::Days => 86_400,
            Unit::Hours => 3_600,
            Unit::Minutes => 60,
        };
        u64::from(self.count) * unit
    }

    /// The period as a listener reads it.
    #[must_use]
    pub fn in_words(self, language: Language) -> String {
        let (zh, en) = match self.unit {
            Unit::Years => ("年", "year"),
            Unit::Months => ("个月", "month"),
            Unit::Days => ("天", "day"),
            Unit::Hours => ("小时", "hour"),
            Unit::Minutes => ("分钟", "minute"),
        };
        match language {
            Language::ZhCn => format!("{} {zh}", self.count),
            Language::En if self.count == 1 => format!("1 {en}"),
            Language::En => format!("{} {en}s", self.count),
        }
    }

    /// Whether the period is zero: the row goes at the event itself.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.count == 0
    }
}

impl FromStr for Period {
    type Err = MalformedPeriod;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        for (prefix, suffix, unit) in UNITS {
            let digits = text.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(suffix));
            let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
            if let Some(count) = digits.and_then(|digits| digits.parse().ok()) {
                return Ok(Self { count, unit });
            }
        }
        Err(MalformedPeriod)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (prefix, suffix) = match self.unit {
            Unit::Years => ("P", "Y"),
            Unit::Months => ("P", "M"),
            Unit::Days => ("P", "D"),
            Unit::Hours => ("PT", "H"),
            Unit::Minutes => ("PT", "M"),
        };
        write!(formatter, "{prefix}{}{suffix}", self.count)
    }
}

impl TryFrom<String> for Period {
    type Error = MalformedPeriod;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

/// The text is no period of one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedPeriod;

impl fmt::Display for MalformedPeriod {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a period has one unit, such as P3Y, P6M, P180D, PT24H or PT5M")
    }
}

impl std::error::Error for MalformedPeriod {}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().expect("a period of the test")
    }

    #[test]
    fn every_unit_survives_a_round_trip() {
        for text in ["P3Y", "P6M", "P180D", "PT24H", "PT5M", "P0D"] {
            assert_eq!(period(text).to_string(), text);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "P", "3Y", "P-1D", "P1Y6M", "PT3D", "P70000D", "P+1D", "P1.5D"] {
            assert_eq!(text.parse::<Period>(), Err(MalformedPeriod), "{text}");
        }
    }

    #[test]
    fn years_and_months_follow_the_calendar() {
        let leap_day = 1_709_164_800_000; // 2024-02-29T00:00:00Z
        assert_eq!(period("P3Y").after(leap_day), 1_803_772_800_000); // 2027-02-28
        assert_eq!(period("P1M").before(leap_day), 1_706_486_400_000); // 2024-01-29
        assert_eq!(period("PT5M").before(leap_day), leap_day - 300_000);
        assert_eq!(period("P180D").before(i64::MIN), i64::MIN);
    }

    #[test]
    fn words_agree_in_number() {
        assert_eq!(period("P1D").in_words(Language::En), "1 day");
        assert_eq!(period("P3Y").in_words(Language::En), "3 years");
        assert_eq!(period("P180D").in_words(Language::ZhCn), "180 天");
    }
}
