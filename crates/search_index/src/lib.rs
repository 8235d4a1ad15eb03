//! Finds names as people type them (MUS-3).
//!
//! Chinese by any part of a name, by pinyin with every reading of each character, by the first letters of pinyin,
//! across Traditional and Simplified, width, case, accents and punctuation; two fields at once (周杰伦 qlx);
//! and with one mistake. The same for names in other scripts, by words and parts of words.
//!
//! Pure: no file, no clock, no database. Documents come and go at any time; a snapshot is bytes.
//!
//! Invariants
//! - Whatever was added and removed in whatever order, an answer is that of an index built anew: `tests/properties.rs`.
//! - Every document is found first by its own name, before any that only resembles it: `tests/properties.rs`.
//! - Chinese characters are never compared by sound, but to explain a single mistake: `tests/tiers.rs`.
//! - Any query ends after bounded work, whatever is in it: `tests/hostile.rs`.
//! - A snapshot is read back whole or refused: `tests/snapshots.rs`.
//! - Of a removed document nothing is in a snapshot: `tests/snapshots.rs`.
//! - Every long text that has a stretch of words is a candidate for it, whatever came and went before: `tests/passages.rs`.
//!
//! How it works
//! - A [`Index`] holds segments that do not change but for what is removed. In each, documents are numbered by popularity
//!   and names by their most popular document, so that the best answers of any list come first.
//! - Sorted keys answer what begins with a query. Keys of spellings are not stored: they follow from the name and a number.
//!   A structure for the smallest number of a stretch gives its most popular names without reading it all.
//! - Lists of neighbouring characters answer what contains a query.
//! - One mistake is a walk along the sorted keys that leaves the query once.
//! - Long texts ([`Passages`]) are no names: of them only lists of pairs and words are kept, and candidates are read again.

mod beginnings;
mod document;
mod fold;
mod grams;
mod highlight;
mod index;
mod keys;
mod ladder;
mod matching;
mod names;
mod passages;
mod plain;
mod query;
mod range_min;
mod readings;
mod segment;
mod sight;
mod snapshot;
mod spelt;
mod terms;
mod texts;
mod typo;

pub use document::{Document, MAX_NAME_CHARACTERS, MAX_NAMES};
pub use fold::{fold, is_hanzi};
pub use highlight::Highlighter;
pub use index::{Hit, Index, Tier};
pub use passages::{MAX_RUNNING_CHARACTERS, Passages, Stretch, running};
pub use plain::plain;
pub use query::MAX_QUERY_CHARACTERS;
pub use readings::readings;
pub use snapshot::SnapshotError;
