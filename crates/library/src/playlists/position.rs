//! Where entries stand: whole numbers with room between them.
//!
//! Order is the order of these numbers, exactly, and a move gives numbers to what moves and to nothing else.
//! `docs/decisions/playlist-order.md` says why.

/// The room after each entry when a list is laid out: a place can be halved twenty times before it is used up,
/// and every entry of the longest list fits between two neighbours.
pub(crate) const ROOM: i64 = 1 << 20;

/// Evenly spaced positions: `first + step * rank` for ranks from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) first: i64,
    pub(crate) step: i64,
}

impl Run {
    /// Room for `count` entries between two neighbours, either of which may be missing.
    /// Nothing when they stand too close; then the list is laid out anew.
    pub(crate) fn between(left: Option<i64>, right: Option<i64>, count: u64) -> Option<Self> {
        let count = i64::try_from(count).ok()?;
        match (left, right) {
            (None, None) => Some(Self { first: 0, step: ROOM }),
            (Some(left), None) => Some(Self { first: left.checked_add(ROOM)?, step: ROOM }),
            (None, Some(right)) => Some(Self { first: right.checked_sub(ROOM.checked_mul(count)?)?, step: ROOM }),
            (Some(left), Some(right)) => {
                let step = right.checked_sub(left)? / (count + 1);
                (step > 0).then_some(Self { first: left + step, step })
            }
        }
    }

    /// The position of the entry with this rank, from 0.
    pub(crate) fn at(self, rank: i64) -> i64 {
        self.first.saturating_add(self.step.saturating_mul(rank))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_between_stays_between(left in -1_000_000_000_i64..1_000_000_000, gap in 1_i64..4_000_000, count in 1_u64..2_000) {
            let right = left + gap;
            match Run::between(Some(left), Some(right), count) {
                Some(run) => {
                    let last = i64::try_from(count).expect("small") - 1;
                    prop_assert!(run.at(0) > left && run.at(last) < right);
                    prop_assert!(count == 1 || run.at(1) > run.at(0));
                }
                None => prop_assert!(gap <= i64::try_from(count).expect("small")),
            }
        }
    }

    #[test]
    fn ends_are_open() {
        let run = Run::between(Some(5), None, 3).expect("room");
        assert_eq!([run.at(0), run.at(2)], [5 + ROOM, 5 + 3 * ROOM]);
        let run = Run::between(None, Some(5), 3).expect("room");
        assert_eq!([run.at(0), run.at(2)], [5 - 3 * ROOM, 5 - ROOM]);
        assert_eq!(Run::between(Some(1), Some(2), 1), None);
        assert_eq!(Run::between(Some(i64::MAX), None, 1), None);
    }
}
