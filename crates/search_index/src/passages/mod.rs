//! Long texts, such as the words of a song, found by any stretch of them.
//!
//! The texts stay where they are. What is kept of each is in which texts a pair of neighbouring characters or a word occurs,
//! so an answer here is of candidates only: whoever asks reads those texts and looks whether the stretch is really there
//! ([`Stretch::is_in`]), which also makes a text that changed meanwhile harmless.

mod lists;
mod marks;
mod running;

pub use running::{MAX_RUNNING_CHARACTERS, Stretch, running};

use lists::Lists;

/// Lists are joined with those before them when these are less than so many times as large.
const GROWTH: usize = 4;

/// Which texts may have a stretch of words; clones share what both have.
///
/// An answer does not depend on the order in which texts came.
#[derive(Debug, Clone, Default)]
pub struct Passages {
    /// The larger first; what is added makes new lists, and small ones are joined.
    lists: Vec<Lists>,
}

impl Passages {
    /// Adds running texts (see [`running`]) under their ids, each in the place of the one that has its id;
    /// an empty one takes its place by nothing.
    pub fn add<'t>(&mut self, texts: impl IntoIterator<Item = (i64, &'t str)>) {
        let mut texts: Vec<(i64, &str)> = texts.into_iter().collect();
        // Of two with one id the later one counts.
        texts.reverse();
        texts.sort_by_key(|(id, _)| *id);
        texts.dedup_by_key(|(id, _)| *id);
        for (id, _) in &texts {
            self.lists.iter_mut().any(|lists| lists.remove(*id));
        }
        texts.retain(|(_, text)| !text.is_empty());
        if !texts.is_empty() {
            self.lists.push(Lists::build(&texts));
        }
        self.tidy();
    }

    fn tidy(&mut self) {
        for lists in &mut self.lists {
            if lists.removed_count() * 4 > lists.len() {
                *lists = Lists::joined(lists, &Lists::default());
            }
        }
        self.lists.retain(|lists| lists.len() > 0);
        while let [.., larger, smaller] = self.lists.as_slice()
            && smaller.len() * GROWTH > larger.len()
        {
            let joined = Lists::joined(larger, smaller);
            self.lists.truncate(self.lists.len() - 2);
            self.lists.push(joined);
        }
    }

    /// The ids of texts in which a stretch may stand, ascending, the first `limit` of them.
    ///
    /// Every text that has the stretch is among them, unless there are more than `limit`.
    #[must_use]
    pub fn candidates(&self, stretch: &Stretch, limit: usize) -> Vec<i64> {
        let mut found: Vec<i64> = self.lists.iter().flat_map(|lists| lists.with_all(stretch.marks(), limit)).collect();
        found.sort_unstable();
        found.truncate(limit);
        found
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lists.iter().map(Lists::len).sum()
    }

    /// Whether there is nothing to find.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the lists take of memory, in bytes.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.lists.iter().map(Lists::size_bytes).sum()
    }
}
