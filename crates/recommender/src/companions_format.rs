//! Companions as bytes, the same for everybody who fetches them; `docs/src/privacy/on_device.md` describes them.
//!
//! Little end first. A header of 32 bytes, then columns, so that a browser can look at them where they lie:
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 | `QYCO` |
//! | 2, 2 | the version, 1; nothing yet |
//! | 4 | how many bytes there are in all |
//! | 4, 4, 4 | how many items, pairs, and popular items |
//! | 8 | nothing yet |
//! | 8 each | the items, in order |
//! | 4 each, and one more | where the pairs of each item begin, and where the last end |
//! | 4 each | the other item of each pair, by its place, the closest first |
//! | 4 each | the popular items, by place, the most first |
//! | 1 each | of items: 1 when many hear it, else 0 |
//! | 1 each | of pairs: the root of how close they are, in 15ths |

use std::collections::BTreeSet;

use crate::companions::Companions;
use crate::listening::Item;

/// The first bytes.
const MAGIC: &[u8; 4] = b"QYCO";
/// Raised when the same bytes would mean something else.
const VERSION: u16 = 1;
const HEADER_BYTES: usize = 32;
/// How finely closeness is told: so coarsely that it says little of how many people there were. Lists measured in finer
/// steps were no better.
pub const CLOSENESS_LEVELS: f64 = 15.0;

/// The bytes. Popular items and those that many hear may be others than those with companions.
#[must_use]
pub fn encode_companions(all: &[Companions], popular: &[Item], many: &BTreeSet<Item>) -> Vec<u8> {
    let named = all.iter().flat_map(|one| one.companions.iter().map(|companion| companion.item).chain([one.of]));
    let items: BTreeSet<Item> = named.chain(popular.iter().copied()).chain(many.iter().copied()).collect();
    let items: Vec<Item> = items.into_iter().collect();
    // Every item named is among them.
    let place = |item: &Item| number(items.partition_point(|other| other < item));
    let (mut starts, mut others, mut closeness) = (Vec::with_capacity(items.len() + 1), Vec::new(), Vec::new());
    let mut of = all.iter().peekable();
    for item in &items {
        starts.push(number(others.len()));
        let Some(one) = of.next_if(|one| one.of == *item) else { continue };
        for companion in &one.companions {
            others.push(place(&companion.item));
            closeness.push(level(companion.closeness));
        }
    }
    starts.push(number(others.len()));
    let total = HEADER_BYTES + items.len() * 13 + 4 + others.len() * 5 + popular.len() * 4;
    let mut bytes = Vec::with_capacity(total);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&[0; 2]);
    for count in [total, items.len(), others.len(), popular.len()] {
        bytes.extend_from_slice(&number(count).to_le_bytes());
    }
    bytes.extend_from_slice(&[0; 8]);
    items.iter().for_each(|item| bytes.extend_from_slice(&item.0.to_le_bytes()));
    for column in [starts, others, popular.iter().map(place).collect()] {
        column.iter().for_each(|value: &u32| bytes.extend_from_slice(&value.to_le_bytes()));
    }
    bytes.extend(items.iter().map(|item| u8::from(many.contains(item))));
    bytes.extend_from_slice(&closeness);
    bytes
}

/// How close two are, as one byte; never 0, because they are close.
fn level(closeness: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 1 and 15")]
    let level = (closeness.clamp(0.0, 1.0).sqrt() * CLOSENESS_LEVELS).round().max(1.0) as u8;
    level
}

/// A count as it is written; 2³² pairs do not fit into memory.
fn number(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2^32 items and pairs fit into memory")
}
