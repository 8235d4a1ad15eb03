//! How a track is cut into segments.

/// How long a segment is, in milliseconds; what authors of HLS are advised to take.
pub(crate) const SEGMENT_MS: u64 = 6_000;
/// A rest shorter than this, in milliseconds, belongs to the segment before it: lengths in catalogues are not exact, and a segment
/// without sound helps nobody.
const REST_MS_MIN: u64 = 1_000;
/// A track said to be longer than this, in milliseconds, is not cut: a damaged head may tell any length, and a playlist names each
/// segment. Three days.
const DURATION_MS_MAX: u64 = 72 * 3_600_000;

/// The segments of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timeline {
    duration_ms: u64,
    count: u64,
}

impl Timeline {
    /// The segments of a track this long; none when that is not known, or beyond belief.
    pub(crate) fn new(duration_ms: u64) -> Option<Self> {
        let rest_ms = duration_ms % SEGMENT_MS;
        let whole = duration_ms / SEGMENT_MS;
        let count = (whole + u64::from(rest_ms >= REST_MS_MIN)).max(1);
        (1..=DURATION_MS_MAX).contains(&duration_ms).then_some(Self { duration_ms, count })
    }

    /// How many there are; at least 1.
    pub(crate) fn count(self) -> u64 {
        self.count
    }

    /// Whether this is the last one.
    pub(crate) fn is_last(self, index: u64) -> bool {
        index + 1 == self.count
    }

    /// Where a segment begins, in milliseconds.
    pub(crate) fn begin_ms(self, index: u64) -> u64 {
        index * SEGMENT_MS
    }

    /// How long a segment is, in milliseconds.
    pub(crate) fn length_ms(self, index: u64) -> u64 {
        if self.is_last(index) { self.duration_ms - self.begin_ms(index) } else { SEGMENT_MS }
    }

    /// Nominal lengths in order, in milliseconds; together they are as long as the track.
    pub(crate) fn lengths_ms(self) -> impl Iterator<Item = u64> {
        (0..self.count).map(move |index| self.length_ms(index))
    }
}

#[cfg(test)]
mod tests {
    use super::Timeline;

    #[test]
    fn segments_are_as_long_as_the_track() {
        for (duration_ms, expected) in [
            (1, vec![1]),
            (6_000, vec![6_000]),
            (6_999, vec![6_999]),
            (7_000, vec![6_000, 1_000]),
            (12_500, vec![6_000, 6_500]),
            (13_000, vec![6_000, 6_000, 1_000]),
        ] {
            let timeline = Timeline::new(duration_ms).expect("a length");
            assert_eq!(timeline.lengths_ms().collect::<Vec<_>>(), expected, "{duration_ms} ms");
            assert_eq!(timeline.count(), expected.len() as u64);
        }
        assert_eq!((Timeline::new(0), Timeline::new(u64::MAX)), (None, None));
        assert_eq!(Timeline::new(super::DURATION_MS_MAX).map(Timeline::count), Some(43_200));
    }
}
