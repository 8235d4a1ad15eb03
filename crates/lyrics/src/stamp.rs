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
    fn written_stamps_are_read_back() {
        for time_ms in [0, 1, 999, 59_999, 60_000, 599_999_999] {
            check(&format_stamp(time_ms), Some(time_ms));
        }
    }
}
