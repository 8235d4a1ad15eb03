//! Sorted keys of names: what a query may begin with.

use crate::beginnings::Beginnings;
use crate::ladder::Ladder;
use crate::range_min::RangeMin;
use crate::readings::{MAX_LETTERS, Spelling, spell, variants};
use crate::texts::Texts;

/// What the keys of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyKind {
    /// Whole names.
    Text,
    /// Names from the beginning of a later word on.
    Word,
    /// Names as they are typed in letters.
    Spelt(Spelling),
}

/// Bits of an entry that tell the variant of a spelling.
const VARIANT_BITS: u32 = 3;

/// Each so many keys one stands in a short list, with its first bytes at hand.
const SAMPLE: usize = 8;

/// Keys in order. The letters themselves are not kept: they follow from the name.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    kind: KeyKind,
    /// The name; for spellings its variant in the lowest bits.
    pub(crate) entries: Box<[u32]>,
    /// For words, the byte of the name at which the word begins; otherwise empty.
    pub(crate) starts: Box<[u8]>,
    smallest: RangeMin,
    /// The first sixteen bytes of every eighth key, as a number of the same order.
    heads: Box<[u128]>,
    ladder: Ladder<u128>,
    /// Which beginnings there are, for what most likely begins no key.
    pub(crate) beginnings: Beginnings,
}

/// A stretch of keys, from and to.
pub(crate) type Stretch = (usize, usize);

impl Keys {
    /// Sorts the keys of all names.
    pub(crate) fn build(kind: KeyKind, texts: &Texts) -> Self {
        // Keys are made once for sorting; the first bytes beside them decide most comparisons.
        let mut made = Vec::new();
        let mut keys: Vec<(u64, u32, u8, u32, u16)> = Vec::new();
        let mut key = Vec::new();
        let mut add = |entry: u32, start: u8, key: &[u8]| {
            let mut head = [0; 8];
            let length = key.len().min(8);
            head[..length].copy_from_slice(&key[..length]);
            keys.push((
                u64::from_be_bytes(head),
                entry,
                start,
                u32::try_from(made.len()).unwrap_or(u32::MAX),
                u16::try_from(key.len()).unwrap_or(u16::MAX),
            ));
            made.extend_from_slice(key);
        };
        for name in 0..texts.len() {
            let text = texts.get(name);
            match kind {
                KeyKind::Text => add(name, 0, text.as_bytes()),
                KeyKind::Word => {
                    for (space, _) in text.match_indices(' ') {
                        if let Ok(start) = u8::try_from(space + 1) {
                            add(name, start, &text.as_bytes()[space + 1..]);
                        }
                    }
                }
                KeyKind::Spelt(spelling) => {
                    for variant in 0..variants(text, spelling) {
                        spell(text, spelling, variant, MAX_LETTERS, &mut key);
                        add(name << VARIANT_BITS | variant, 0, &key);
                    }
                }
            }
        }
        let bytes = |at: u32, length: u16| &made[at as usize..at as usize + usize::from(length)];
        keys.sort_unstable_by(|one, other| {
            one.0
                .cmp(&other.0)
                .then_with(|| bytes(one.3, one.4).cmp(bytes(other.3, other.4)))
                .then_with(|| one.1.cmp(&other.1))
        });
        let entries = keys.iter().map(|key| key.1).collect();
        let starts = if kind == KeyKind::Word { keys.iter().map(|key| key.2).collect() } else { Box::default() };
        Self::new(kind, texts, entries, starts)
    }

    /// Takes entries that are in order already.
    pub(crate) fn new(kind: KeyKind, texts: &Texts, entries: Box<[u32]>, starts: Box<[u8]>) -> Self {
        let smallest = RangeMin::new(&entries, |entry| name_of(kind, entry));
        let (ladder, beginnings) = Default::default();
        let mut keys = Self { kind, entries, starts, smallest, heads: Box::default(), ladder, beginnings };
        let mut buffer = Vec::new();
        let sampled = (0..keys.entries.len()).step_by(SAMPLE);
        keys.heads = sampled.map(|at| head(keys.key(texts, at, 16, &mut buffer), 0)).collect();
        keys.ladder = Ladder::of(&keys.heads);
        keys.beginnings = Beginnings::of(&keys, texts);
        keys
    }

    /// Whether each entry names one of so many names, and has all that belongs to it.
    pub(crate) fn is_sound(&self, names: u32) -> bool {
        self.entries.iter().all(|entry| name_of(self.kind, *entry) < names)
            && self.starts.len() == if self.kind == KeyKind::Word { self.entries.len() } else { 0 }
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.entries.len() * 4
            + self.starts.len()
            + self.smallest.size_bytes()
            + self.heads.len() * 16
            + self.ladder.size_bytes()
            + self.beginnings.size_bytes()
    }

    /// Whether the letters of a key are made when they are looked at.
    pub(crate) fn is_spelt(&self) -> bool {
        matches!(self.kind, KeyKind::Spelt(_))
    }

    pub(crate) fn all(&self) -> Stretch {
        (0, self.entries.len())
    }

    /// At most `limit` bytes of a key.
    pub(crate) fn key<'k>(&self, texts: &'k Texts, at: usize, limit: usize, buffer: &'k mut Vec<u8>) -> &'k [u8] {
        let entry = self.entries[at];
        let name = name_of(self.kind, entry);
        let key = match self.kind {
            KeyKind::Text => texts.bytes(name),
            KeyKind::Word => {
                let start = self.starts.get(at).copied().map_or(0, usize::from);
                texts.bytes(name).get(start..).unwrap_or_default()
            }
            KeyKind::Spelt(spelling) => {
                let variant = entry & ((1 << VARIANT_BITS) - 1);
                spell(texts.get(name), spelling, variant, limit.min(MAX_LETTERS), buffer);
                buffer.as_slice()
            }
        };
        &key[..key.len().min(limit)]
    }

    /// The keys of a stretch that begin with some bytes; the stretch shares all but the last few of them.
    pub(crate) fn beginning(&self, texts: &Texts, within: Stretch, prefix: &[u8]) -> Stretch {
        if within == self.all() && !self.beginnings.may_begin(prefix) {
            return (0, 0);
        }
        let mut buffer = Vec::new();
        // The sampled keys leave a few where it begins and a few where it ends; long ones are told by the rest of the key.
        let (least, most) = (head(prefix, 0), head(prefix, u8::MAX));
        let sampled = within.0.div_ceil(SAMPLE)..within.1.div_ceil(SAMPLE);
        let point = |is_before: &dyn Fn(&u128) -> bool| {
            if within == self.all() {
                return self.ladder.partition_point(&self.heads, is_before);
            }
            let heads = self.heads.get(sampled.clone()).unwrap_or_default();
            sampled.start + heads.partition_point(is_before)
        };
        let (before, upto) = (point(&|head| *head < least), point(&|head| *head <= most));
        let bound = |sample: usize| (sample * SAMPLE).clamp(within.0, within.1);
        let is_short = prefix.len() <= 16;
        let first = (bound(before.saturating_sub(1)), bound(if is_short { before } else { upto }));
        let from = partition(first, |at| self.key(texts, at, prefix.len(), &mut buffer) < prefix);
        if from >= within.1 || self.key(texts, from, prefix.len(), &mut buffer) != prefix {
            return (from, from);
        }
        let last = (bound(if is_short { upto.saturating_sub(1) } else { 0 }).max(from), bound(upto).max(from));
        let begins = |at: usize| self.key(texts, at, prefix.len(), &mut buffer) == prefix;
        // Where all may be near together, few steps that double are fewer than those that halve.
        let to = if last.0 == from { gallop(last, begins) } else { partition(last, begins) };
        (from, to)
    }

    /// Of keys that begin with some bytes, those that have no more.
    pub(crate) fn whole(&self, texts: &Texts, within: Stretch, key: &[u8]) -> Stretch {
        let mut buffer = Vec::new();
        let is_whole = |at: usize| self.key(texts, at, key.len() + 1, &mut buffer).len() == key.len();
        // There are few, most often.
        (within.0, gallop(within, is_whole))
    }

    /// The names of a stretch, the most popular first; a name may come more than once.
    pub(crate) fn names(&self, (from, to): Stretch) -> impl Iterator<Item = u32> {
        let kind = self.kind;
        self.smallest.ascending(&self.entries, move |entry| name_of(kind, entry), from, to)
    }
}

/// Where keys that are before a point end.
fn partition((mut from, mut to): Stretch, mut is_before: impl FnMut(usize) -> bool) -> usize {
    while from < to {
        let middle = usize::midpoint(from, to);
        if is_before(middle) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    from
}

/// As [`partition`], with few looks where there are few.
fn gallop((mut from, to): Stretch, mut is_before: impl FnMut(usize) -> bool) -> usize {
    let mut step = 1;
    while from + step <= to && is_before(from + step - 1) {
        from += step;
        step *= 2;
    }
    partition((from, to.min(from + step)), is_before)
}

fn name_of(kind: KeyKind, entry: u32) -> u32 {
    match kind {
        KeyKind::Spelt(_) => entry >> VARIANT_BITS,
        KeyKind::Text | KeyKind::Word => entry,
    }
}

/// The first sixteen bytes as a number, filled up with a byte.
fn head(bytes: &[u8], fill: u8) -> u128 {
    let mut head = [fill; 16];
    let length = bytes.len().min(16);
    head[..length].copy_from_slice(&bytes[..length]);
    u128::from_be_bytes(head)
}
