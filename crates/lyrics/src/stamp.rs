//! Time stamps: the text between the brackets.

/// Reads `mm:ss`, `mm:ss.f`, `mm:ss.ff`, `mm:ss.fff` and `mm:ss:ff` as milliseconds.
///
/// Minutes may have up to four digits, so that a day of music can be stamped.
/// `None` for anything else, so that `[00:ff]` or `[ti:12]` are not taken for times.
pub(crate) fn parse_stamp(text: &str) -> Option<u64> {
    let text = text.trim();
    let (minutes, rest) = text.split_once(':')?;
    let (seconds, fraction) = match rest.find(['.', ':']) {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => (rest, ""),
    };
    let minutes = digits(minutes, 1, 4)?;
    let seconds = digits(seconds, 1, 2).filter(|seconds| *seconds < 60)?;
    let fraction_ms = match fraction.len() {
        0 => 0,
        1 => digits(fraction, 1, 1)? * 100,
        2 => digits(fraction, 2, 2)? * 10,
        3 => digits(fraction, 3, 3)?,
        _ => return None,
    };
    Some(minutes * 60_000 + seconds * 1_000 + fraction_ms)
}

/// Writes milliseconds as `mm:ss.mmm`.
pub(crate) fn format_stamp(time_ms: u64) -> String {
    format!("{:02}:{:02}.{:03}", time_ms / 60_000, time_ms / 1_000 % 60, time_ms % 1_000)
}

/// The rates by which TTML counts, from the head of its document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rates {
    pub(crate) frames_per_s: u32,
    pub(crate) ticks_per_s: u32,
}

impl Default for Rates {
    fn default() -> Self {
        // TTML 1, section 6.2: thirty frames, one tick.
        Self { frames_per_s: 30, ticks_per_s: 1 }
    }
}

/// Reads a time expression of TTML (TTML 1, section 10.3.1) as milliseconds.
///
/// `hh:mm:ss`, `mm:ss` and `ss`, each with a fraction, as Apple writes them; `hh:mm:ss:ff` with frames;
/// and offsets: `90s`, `1.5m`, `2h`, `500ms`, `12f`, `1000t`.
pub(crate) fn parse_ttml_time(text: &str, rates: Rates) -> Option<u64> {
    let text = text.trim();
    if text.is_empty() || text.len() > 24 || !text.is_ascii() {
        return None;
    }
    let unit = text.find(|one: char| one.is_ascii_alphabetic()).map_or("", |at| &text[at..]);
    let per_unit_us: u64 = match unit {
        "" => {
            let mut parts = text.rsplitn(4, ':');
            let last = parts.next()?;
            let more: Vec<&str> = parts.collect();
            let (frames_us, seconds, more) = if more.len() == 3 {
                let frames = digits(last, 1, 3)?;
                (frames * 1_000_000 / u64::from(rates.frames_per_s.max(1)), more[0], &more[1..])
            } else {
                (0, last, more.as_slice())
            };
            let mut time_us = decimal_us(seconds, 1_000_000)? + frames_us;
            for (part, minutes) in more.iter().zip([1, 60]) {
                time_us += digits(part, 1, 4)? * minutes * 60_000_000;
            }
            return Some((time_us + 500) / 1_000);
        }
        "h" => 3_600_000_000,
        "m" => 60_000_000,
        "s" => 1_000_000,
        "ms" => 1_000,
        "f" => 1_000_000 / u64::from(rates.frames_per_s.max(1)),
        "t" => return Some(digits(&text[..text.len() - 1], 1, 12)? * 1_000 / u64::from(rates.ticks_per_s.max(1))),
        _ => return None,
    };
    Some((decimal_us(&text[..text.len() - unit.len()], per_unit_us)? + 500) / 1_000)
}

/// A decimal number of units, in microseconds, without a float in between.
fn decimal_us(text: &str, per_unit_us: u64) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let fraction = &fraction[..fraction.len().min(6)];
    let fraction_us = digits(fraction, 1, 6)? * per_unit_us / 10_u64.pow(u32::try_from(fraction.len()).ok()?);
    Some(digits(whole, 1, 8)? * per_unit_us + fraction_us)
}

/// Reads `hh:mm:ss,mmm` of SubRip and `[hh:]mm:ss.mmm` of WebVTT as milliseconds.
pub(crate) fn parse_subtitle_time(text: &str) -> Option<u64> {
    let (clock, fraction) = text.trim().split_once([',', '.'])?;
    let mut parts = clock.rsplit(':');
    let seconds = digits(parts.next()?.trim(), 1, 2).filter(|seconds| *seconds < 60)?;
    let minutes = digits(parts.next()?.trim(), 1, 2).filter(|minutes| *minutes < 60)?;
    let hours = parts.next().map_or(Some(0), |hours| digits(hours.trim(), 1, 3))?;
    let fraction_ms = digits(fraction, 3, 3)?;
    parts.next().is_none().then_some(((hours * 60 + minutes) * 60 + seconds) * 1_000 + fraction_ms)
}

/// Writes milliseconds as TTML's `mm:ss.mmm`, with hours where there are any.
pub(crate) fn format_ttml_time(time_ms: u64) -> String {
    let (hours, minutes) = (time_ms / 3_600_000, time_ms / 60_000 % 60);
    let rest = format!("{minutes:02}:{:02}.{:03}", time_ms / 1_000 % 60, time_ms % 1_000);
    if hours > 0 { format!("{hours:02}:{rest}") } else { rest }
}

fn digits(text: &str, least: usize, most: usize) -> Option<u64> {
    let right_length = (least..=most).contains(&text.len());
    (right_length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<u64>) {
        assert_eq!(parse_stamp(text), expected, "{text}");
    }

    #[test]
    fn stamps_in_all_known_forms() {
        check("00:00", Some(0));
        check("01:02", Some(62_000));
        check("01:02.5", Some(62_500));
        check("01:02.34", Some(62_340));
        check("01:02.345", Some(62_345));
        check("01:02:34", Some(62_340));
        check("123:59.99", Some(7_439_990));
        check(" 1:2 ", Some(62_000));
    }

    #[test]
    fn what_is_no_stamp() {
        for text in ["", ":", "ti:x", "00:60", "00:-1", "+1:00", "00:00.1234", "99999:00", "00:1.x", "１:00", "1:2:3:4"]
        {
            check(text, None);
        }
    }

    #[test]
    fn times_of_ttml() {
        let rates = Rates { frames_per_s: 25, ticks_per_s: 10_000_000 };
        for (text, expected) in [
            ("12.345", Some(12_345)),
            ("01:02.5", Some(62_500)),
            ("1:01:02.003", Some(3_662_003)),
            ("00:00:01:05", Some(1_200)),
            ("90s", Some(90_000)),
            ("1.5m", Some(90_000)),
            ("500ms", Some(500)),
            ("50f", Some(2_000)),
            ("12345678t", Some(1_234)),
            ("2h", Some(7_200_000)),
            ("3.1415926535s", Some(3_142)),
            ("", None),
            ("-1s", None),
            ("1:2:3:4:5", None),
            ("soon", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(parse_ttml_time(text, rates), expected, "{text}");
        }
        for time_ms in [0, 59_999, 3_599_999, 3_600_000, 86_400_001] {
            assert_eq!(parse_ttml_time(&format_ttml_time(time_ms), rates), Some(time_ms));
        }
    }

    #[test]
    fn times_of_subtitles() {
        assert_eq!(parse_subtitle_time("01:02:03,004"), Some(3_723_004));
        assert_eq!(parse_subtitle_time("02:03.004"), Some(123_004));
        for text in ["02:03", "1:2:3:4,000", "00:60:00,000", "a:b:c,ddd"] {
            assert_eq!(parse_subtitle_time(text), None, "{text}");
        }
    }

    #[test]
    fn written_stamps_are_read_back() {
        for time_ms in [0, 1, 999, 59_999, 60_000, 599_999_999] {
            check(&format_stamp(time_ms), Some(time_ms));
        }
    }
}
