//! Finding a place in a long sorted list with few looks at memory that is not at hand.

/// Each so many entries of the list one stands on a step of its own.
const STEP: usize = 64;

/// Some entries of a sorted list, close together in memory: a search among them is followed by one among few.
#[derive(Debug, Default, Clone)]
pub(crate) struct Ladder<T> {
    steps: Box<[T]>,
}

impl<T: Copy + Ord> Ladder<T> {
    pub(crate) fn of(list: &[T]) -> Self {
        Self { steps: list.iter().step_by(STEP).copied().collect() }
    }

    pub(crate) fn size_bytes(&self) -> usize {
        size_of_val(&*self.steps)
    }

    /// How many entries of the list are before a point; `list` is the one that this was made of.
    pub(crate) fn partition_point(&self, list: &[T], is_before: impl Fn(&T) -> bool) -> usize {
        let step = self.steps.partition_point(&is_before);
        let from = step.saturating_sub(1) * STEP;
        let few = list.get(from..list.len().min(step * STEP)).unwrap_or_default();
        from + few.partition_point(is_before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_without_it() {
        for length in [0, 1, 63, 64, 65, 1_000] {
            let list: Vec<u32> = (0..length).map(|number| number / 3).collect();
            let ladder = Ladder::of(&list);
            for at in 0..length / 3 + 2 {
                let expected = list.partition_point(|entry| *entry < at);
                assert_eq!(ladder.partition_point(&list, |entry| *entry < at), expected, "{length} {at}");
            }
        }
    }
}
