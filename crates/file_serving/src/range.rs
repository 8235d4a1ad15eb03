//! Which bytes a `Range` header asks for (RFC 9110 §14).

/// What a `Range` header means for a representation of a known size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeRequest {
    /// The whole representation: no header, or one that may be ignored.
    Whole,
    /// One part, first byte included, last byte included.
    Part {
        /// Position of the first byte.
        first: u64,
        /// Position of the last byte; never below `first`, always below the size.
        last: u64,
    },
    /// A well-formed range of which no byte exists: answered with 416.
    Unsatisfiable,
}

/// Reads a `Range` header for a representation of `size_bytes`.
///
/// Several ranges are answered with the whole representation, which RFC 9110 §14.2 allows:
/// players ask for one range, and a multipart answer only helps those who wish to burden a server.
/// A malformed header or an unknown unit is ignored, as §14.2 demands.
#[must_use]
pub fn requested_range(header: Option<&str>, size_bytes: u64) -> RangeRequest {
    header.and_then(|text| parse(text, size_bytes)).unwrap_or(RangeRequest::Whole)
}

fn parse(text: &str, size_bytes: u64) -> Option<RangeRequest> {
    let (unit, set) = text.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let mut specs = set.split(',').map(str::trim).filter(|spec| !spec.is_empty());
    let spec = specs.next()?;
    if specs.next().is_some() {
        return None;
    }
    let (first, last) = spec.split_once('-')?;
    let (first, last) = (first.trim(), last.trim());
    if first.is_empty() {
        return Some(suffix(position(last)?, size_bytes));
    }
    let first = position(first)?;
    let last = if last.is_empty() { u64::MAX } else { position(last)? };
    if last < first {
        return None;
    }
    if first >= size_bytes {
        return Some(RangeRequest::Unsatisfiable);
    }
    Some(RangeRequest::Part { first, last: last.min(size_bytes - 1) })
}

fn suffix(length: u64, size_bytes: u64) -> RangeRequest {
    if length == 0 || size_bytes == 0 {
        return RangeRequest::Unsatisfiable;
    }
    RangeRequest::Part { first: size_bytes.saturating_sub(length), last: size_bytes - 1 }
}

/// A position: digits only. A number beyond 64 bits is a position beyond any file.
fn position(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::{RangeRequest, requested_range};
    use proptest::prelude::*;

    fn check(header: &str, size_bytes: u64, expected: RangeRequest) {
        assert_eq!(requested_range(Some(header), size_bytes), expected, "{header} of {size_bytes}");
    }

    #[test]
    fn a_table_of_headers() {
        use RangeRequest::{Part, Unsatisfiable, Whole};
        check("bytes=0-0", 10, Part { first: 0, last: 0 });
        check("bytes=2-5", 10, Part { first: 2, last: 5 });
        check("BYTES = 2 - 5 ", 10, Part { first: 2, last: 5 });
        check("bytes=2-", 10, Part { first: 2, last: 9 });
        check("bytes=2-99", 10, Part { first: 2, last: 9 });
        check("bytes=-3", 10, Part { first: 7, last: 9 });
        check("bytes=-30", 10, Part { first: 0, last: 9 });
        check("bytes=10-", 10, Unsatisfiable);
        check("bytes=-0", 10, Unsatisfiable);
        check("bytes=0-", 0, Unsatisfiable);
        check("bytes=-1", 0, Unsatisfiable);
        check("bytes=99999999999999999999-", 10, Unsatisfiable);
        check("bytes=0-99999999999999999999", 10, Part { first: 0, last: 9 });
        check("bytes=5-2", 10, Whole);
        check("bytes=0-1,3-4", 10, Whole);
        check("bytes=0-1,", 10, Part { first: 0, last: 1 });
        check("bytes=", 10, Whole);
        check("bytes=-", 10, Whole);
        check("bytes=a-b", 10, Whole);
        check("bytes=+1-2", 10, Whole);
        check("items=0-1", 10, Whole);
        check("0-1", 10, Whole);
        assert_eq!(requested_range(None, 10), Whole);
    }

    /// The plainest reading of the standard: look at each byte and ask whether it was wanted.
    fn wanted(first: Option<u64>, last: Option<u64>, size: u64) -> Vec<u64> {
        (0..size)
            .filter(|&at| match (first, last) {
                (Some(first), Some(last)) => first <= at && at <= last,
                (Some(first), None) => first <= at,
                (None, Some(length)) => at + length >= size,
                (None, None) => false,
            })
            .collect()
    }

    proptest! {
        #[test]
        fn agrees_with_looking_at_each_byte(
            first in proptest::option::of(0u64..40),
            last in proptest::option::of(0u64..40),
            size in 0u64..32,
        ) {
            prop_assume!(first.is_some() || last.is_some());
            let text = |number: Option<u64>| number.map(|n| n.to_string()).unwrap_or_default();
            let header = format!("bytes={}-{}", text(first), text(last));
            let wanted = wanted(first, last, size);
            match requested_range(Some(&header), size) {
                RangeRequest::Part { first, last } => {
                    prop_assert_eq!((first..=last).collect::<Vec<_>>(), wanted);
                }
                RangeRequest::Unsatisfiable => prop_assert!(wanted.is_empty()),
                RangeRequest::Whole => {
                    prop_assert!(matches!((first, last), (Some(f), Some(l)) if l < f));
                }
            }
        }

        #[test]
        fn any_text_is_answered_and_stays_inside(header in "\\PC{0,40}", size in 0u64..1000) {
            if let RangeRequest::Part { first, last } = requested_range(Some(&header), size) {
                prop_assert!(first <= last && last < size);
            }
        }
    }
}
