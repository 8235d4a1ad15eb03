//! Going through the chain: is every entry there, unchanged, in its place, and sealed by this service?

use http_api::Text;

use crate::entry::{Entry, GENESIS};
use crate::seals::Seals;

/// One end of a chain: an entry's number and hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The entry's number.
    pub number: i64,
    /// Its hash.
    pub hash: String,
}

/// Where and how a chain is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// The anchor at the beginning was not sealed by this service.
    Anchor,
    /// The first line of an exported file was not sealed by this service.
    Head,
    /// Another entry stands where this one belongs: some are missing, or they were swapped.
    Missing {
        /// The number that belongs here.
        expected: i64,
        /// The number that stands here.
        found: i64,
    },
    /// The entry is not what its hash was made of.
    Changed {
        /// Its number.
        number: i64,
    },
    /// The entry does not follow the one before it.
    Unlinked {
        /// Its number.
        number: i64,
    },
    /// The entry was not sealed by this service.
    Unsealed {
        /// Its number.
        number: i64,
    },
    /// The end was cut off: a later entry was noted beside the keys.
    CutOff {
        /// The last number that is there.
        last: i64,
        /// The number that was noted.
        noted: i64,
    },
    /// Another entry was noted under this number beside the keys.
    Replaced {
        /// The number.
        number: i64,
    },
}

impl Break {
    /// What is wrong, in words.
    #[must_use]
    pub fn told(&self) -> Text {
        match self {
            Self::Anchor => {
                Text::new("起点的锚不是由本服务封印的", "the anchor at the beginning was not sealed by this service")
            }
            Self::Head => {
                Text::new("文件的首行不是由本服务封印的", "the first line of the file was not sealed by this service")
            }
            Self::Missing { expected, found } => Text::made(
                format!("应为第 {expected} 条，却是第 {found} 条：有记录缺失或被调换"),
                format!("number {found} stands where number {expected} belongs: entries are missing or were swapped"),
            ),
            Self::Changed { number } => {
                Text::made(format!("第 {number} 条的内容被改动"), format!("number {number} was changed"))
            }
            Self::Unlinked { number } => Text::made(
                format!("第 {number} 条接不上前一条"),
                format!("number {number} does not follow the entry before it"),
            ),
            Self::Unsealed { number } => Text::made(
                format!("第 {number} 条不是由本服务封印的"),
                format!("number {number} was not sealed by this service"),
            ),
            Self::CutOff { last, noted } => Text::made(
                format!("末尾被截断：应到第 {noted} 条，只剩到第 {last} 条"),
                format!("the end was cut off: number {noted} was noted, and {last} is the last that is there"),
            ),
            Self::Replaced { number } => Text::made(
                format!("第 {number} 条与密钥库里登记的不同"),
                format!("number {number} is not the one that was noted beside the keys"),
            ),
        }
    }
}

/// What was found going through a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries were gone through and found right.
    pub entries: u64,
    /// The last of them, or what the chain begins after; number 0 when there was nothing ever.
    pub up_to: End,
    /// Whether the seals were looked at, too; without the master key they cannot be.
    pub seals_checked: bool,
    /// Whether the end was compared with what is noted beside the keys.
    pub end_checked: bool,
    /// Where it is broken, if it is.
    pub broken: Option<Break>,
}

/// Goes through a chain, entry by entry in the order of their numbers.
#[derive(Debug)]
pub struct Verifier<'a> {
    seals: Option<&'a Seals>,
    noted: Option<End>,
    found: Verified,
}

impl<'a> Verifier<'a> {
    /// Begins after `anchor`, the last entry that went at its term, with its seal; `noted` is the end that is noted
    /// beside the keys. Without `seals` only hashes and their links are looked at.
    #[must_use]
    pub fn new(anchor: Option<(End, String)>, noted: Option<End>, seals: Option<&'a Seals>) -> Self {
        let broken = match (&anchor, seals) {
            (Some((end, seal)), Some(seals)) if !seals.is_of_anchor(end.number, &end.hash, seal) => Some(Break::Anchor),
            _ => None,
        };
        let up_to = anchor.map_or(End { number: 0, hash: GENESIS.to_owned() }, |(end, _)| end);
        let found =
            Verified { entries: 0, up_to, seals_checked: seals.is_some(), end_checked: noted.is_some(), broken };
        Self { seals, noted, found }
    }

    /// Finds the chain broken before its first entry.
    pub(crate) fn refuse(&mut self, broken: Break) {
        self.found.broken.get_or_insert(broken);
    }

    /// Takes the next entry; after a break nothing is looked at any more. Tells whether to go on.
    pub fn take(&mut self, entry: &Entry) -> bool {
        if self.found.broken.is_none() {
            self.found.broken = self.fault(entry);
        }
        if self.found.broken.is_some() {
            return false;
        }
        self.found.entries += 1;
        self.found.up_to = End { number: entry.number, hash: entry.hash.clone() };
        true
    }

    fn fault(&self, entry: &Entry) -> Option<Break> {
        let (number, expected) = (entry.number, self.found.up_to.number + 1);
        if number != expected {
            return Some(Break::Missing { expected, found: number });
        }
        if entry.computed_hash() != entry.hash {
            return Some(Break::Changed { number });
        }
        if entry.previous != self.found.up_to.hash {
            return Some(Break::Unlinked { number });
        }
        if self.seals.is_some_and(|seals| !seals.is_of_entry(&entry.hash, &entry.seal)) {
            return Some(Break::Unsealed { number });
        }
        let is_replaced = self.noted.as_ref().is_some_and(|noted| noted.number == number && noted.hash != entry.hash);
        is_replaced.then_some(Break::Replaced { number })
    }

    /// What was found, once there are no more entries.
    #[must_use]
    pub fn finish(mut self) -> Verified {
        let last = self.found.up_to.number;
        // Entries beyond the noted one are no break: a crash may fall between the two notes, and they are sealed.
        let cut = self.noted.filter(|noted| noted.number > last && self.found.broken.is_none());
        if let Some(noted) = cut {
            self.found.broken = Some(Break::CutOff { last, noted: noted.number });
        }
        self.found
    }
}
