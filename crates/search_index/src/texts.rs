//! Many short texts in one long one.

use std::ops::Range;

/// Distinct names, numbered in the order in which they were added.
#[derive(Debug, Default, Clone)]
pub(crate) struct Texts {
    pub(crate) text: String,
    /// Where each ends.
    pub(crate) ends: Vec<u32>,
}

impl Texts {
    /// Adds a text; what does not fit any more, beyond four gigabytes, is empty.
    pub(crate) fn push(&mut self, text: &str) -> u32 {
        let number = self.len();
        if u32::try_from(self.text.len() + text.len()).is_ok() {
            self.text.push_str(text);
        }
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        number
    }

    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// A text by its number; empty when there is none.
    pub(crate) fn get(&self, number: u32) -> &str {
        self.text.get(self.place(number)).unwrap_or_default()
    }

    /// The bytes of a text. They are not looked at for this, and stay out of the cache if nobody else does.
    pub(crate) fn bytes(&self, number: u32) -> &[u8] {
        self.text.as_bytes().get(self.place(number)).unwrap_or_default()
    }

    fn place(&self, number: u32) -> Range<usize> {
        let number = number as usize;
        let Some(end) = self.ends.get(number).map(|end| *end as usize) else { return 0..0 };
        let start = if number == 0 { 0 } else { self.ends[number - 1] as usize };
        start..end
    }

    /// Whether the texts end one after the other, and none inside a character.
    pub(crate) fn is_sound(&self) -> bool {
        let ends_at = self.ends.last().map_or(0, |end| *end as usize);
        ends_at == self.text.len()
            && self.ends.is_sorted()
            && self.ends.iter().all(|end| self.text.is_char_boundary(*end as usize))
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * 4
    }

    pub(crate) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}
