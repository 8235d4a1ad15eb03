//! Dates and durations as feeds write them, which is not always as RFC 2822 does.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use units::Timestamp;

/// A longer text is no date, in bytes.
const DATE_BYTES_MAX: usize = 80;

/// Reads a date; one without a zone is taken as UTC.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() > DATE_BYTES_MAX {
        return None;
    }
    iso(text).or_else(|| in_words(text))
}

/// As RFC 3339 writes it, with or without zone and time.
fn iso(text: &str) -> Option<Timestamp> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    text.parse::<DateTime>().ok().and_then(|local| at(local, Offset::UTC))
}

/// As RFC 2822 writes it, in whatever order and with whatever is missing: `Mon, 23 Nov 2026 08:00:00 +0800`.
fn in_words(text: &str) -> Option<Timestamp> {
    let (mut day, mut month, mut year, mut time, mut zone) = (None, None, None, None, Offset::UTC);
    for word in words(text) {
        if let Some(read) = clock(word) {
            time.get_or_insert(read);
        } else if let Some(read) = offset(word) {
            zone = read;
        } else if let Ok(number) = word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i16>() {
            if day.is_none() && (1..=31).contains(&number) && word.len() <= 4 {
                day = i8::try_from(number).ok();
            } else if year.is_none() {
                // RFC 2822 §4.3: two digits count from 2000 up to 49, and from 1900 on.
                year = Some(match number {
                    0..50 => number + 2_000,
                    50..1_000 => number + 1_900,
                    whole => whole,
                });
            }
        } else if month.is_none() {
            month = month_named(word);
        }
    }
    let (hour, minute, second) = time.unwrap_or_default();
    at(DateTime::new(year?, month?, day?, hour, minute, second, 0).ok()?, zone)
}

/// Words between spaces and commas; `23-Nov-2026` are three.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c == ',' || c == '(' || c == ')').flat_map(|word| {
        let is_date = word.matches('-').count() == 2 && word.contains(|c: char| c.is_ascii_alphabetic());
        word.split(move |c| is_date && c == '-').filter(|word| !word.is_empty())
    })
}

fn at(local: DateTime, zone: Offset) -> Option<Timestamp> {
    let instant = TimeZone::fixed(zone).to_timestamp(local).ok()?;
    Some(Timestamp::from_millis(instant.as_millisecond()))
}

fn clock(word: &str) -> Option<(i8, i8, i8)> {
    let mut parts = word.split(':');
    let (hour, minute) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let second = parts.next().and_then(|second| second.split('.').next()).and_then(|second| second.parse().ok());
    // Leap seconds are counted into the minute before.
    Some((hour, minute, second.unwrap_or(0_i8).min(59)))
}

fn month_named(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == start).and_then(|place| i8::try_from(place + 1).ok())
}

/// `+0800`, `-08:00`, `GMT+8`, and the names of RFC 2822 §4.3.
fn offset(word: &str) -> Option<Offset> {
    let named = |hours| Offset::from_hours(hours).ok();
    match word.to_ascii_uppercase().as_str() {
        "GMT" | "UTC" | "UT" | "Z" => return named(0),
        "EDT" => return named(-4),
        "EST" | "CDT" => return named(-5),
        "CST" | "MDT" => return named(-6),
        "MST" | "PDT" => return named(-7),
        "PST" => return named(-8),
        "CET" | "BST" => return named(1),
        "CEST" => return named(2),
        "JST" => return named(9),
        _ => {}
    }
    let digits = word.trim_start_matches("GMT").trim_start_matches("UTC");
    let (sign, digits) = match digits.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.parse::<i32>().ok()?, 0),
        4 => (digits.get(..2)?.parse::<i32>().ok()?, digits.get(2..)?.parse::<i32>().ok()?),
        _ => return None,
    };
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}

/// Reads how long an episode lasts: `1:02:03`, `62:03`, `3723` or `3723.5`.
pub(super) fn duration_ms(text: &str) -> Option<u64> {
    let mut seconds: u64 = 0;
    let mut parts = 0;
    for part in text.trim().split(':') {
        let whole = part.trim().split('.').next().unwrap_or_default();
        seconds = seconds.checked_mul(60)?.checked_add(whole.parse().ok()?)?;
        parts += 1;
    }
    // Longer than a week is no episode but a mistake.
    (parts <= 3 && (1..=604_800).contains(&seconds)).then_some(seconds * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_in_odd_forms() {
        let eight = "2026-11-23T08:00:00.000Z";
        for text in [
            "Mon, 23 Nov 2026 08:00:00 GMT",
            "23 Nov 2026 08:00:00 +0000",
            "Mon, 23 Nov 2026 08:00 UT",
            "mon,23 november 2026 08:00:00 gmt",
            "Tue, 23 Nov 2026 08:00:00 Z",
            "Mon, 23 Nov 26 16:00:00 +0800",
            "Mon, 23 Nov 2026 16:00:00 GMT+8",
            "Mon, 23 Nov 2026 03:00:00 EST",
            "Nov 23, 2026 00:00:00 PST",
            "Mon Nov 23 08:00:00 2026",
            "23-Nov-2026 08:00:00",
            "November 23rd, 2026 8:00",
            "2026-11-23T08:00:00Z",
            "2026-11-23T16:00:00+08:00",
            "2026-11-23 08:00:00",
            "  Mon, 23 Nov 2026 08:00:00.123 +00:00 (UTC) ",
        ] {
            assert_eq!(read(text).map(|at| at.to_string()).as_deref(), Some(eight), "{text}");
        }
        assert_eq!(read("2026-11-23").map(|at| at.to_string()).as_deref(), Some("2026-11-23T00:00:00.000Z"));
        for text in ["", "soon", "Mon, 31 Feb 2026 08:00:00 GMT", "99 Nov 2026", "Nov 2026", "11/23/2026"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"1 ".repeat(1_000)), None);
    }

    #[test]
    fn durations_come_in_three_forms() {
        for (text, ms) in [
            ("1:02:03", 3_723_000),
            ("62:03", 3_723_000),
            ("3723", 3_723_000),
            (" 3723.9 ", 3_723_000),
            ("0:01", 1_000),
        ] {
            assert_eq!(duration_ms(text), Some(ms), "{text}");
        }
        for text in ["", "0", "-5", "1:2:3:4", "an hour", "99999999999999999999", "9999999"] {
            assert_eq!(duration_ms(text), None, "{text}");
        }
    }
}
