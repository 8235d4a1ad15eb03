//! Searching: queries, the history of an index, and snapshots.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use search_index::{Document, Highlighter, Index, Tier};
use sha2::{Digest as _, Sha256};

use crate::input::Input;

/// Titles of a small library.
const TITLES: [&str; 12] = [
    "茉莉花",
    "重庆森林",
    "单行道",
    "夜来香 live",
    "Moonlight Sonata",
    "moonlight sonatas",
    "Don’t Stop",
    "÷",
    "100% 爱",
    "の歌",
    "한국 노래",
    "Blue Moon (Björk remix)",
];

/// What begins a snapshot before anything that is counted: its magic bytes and its version.
const SNAPSHOT_HEAD_BYTES: usize = 12;
const DIGEST_BYTES: usize = 32;
const LIMIT: usize = 10;

static LIBRARY: LazyLock<Index> = LazyLock::new(|| {
    Index::build((0..).zip(TITLES).map(|(id, title)| Document {
        id,
        popularity: u32::try_from(id % 3).unwrap_or(0),
        names: vec![title.to_owned()],
        around: vec!["周杰伦".to_owned(), TITLES[(id as usize + 5) % TITLES.len()].to_owned()],
    }))
});

/// A snapshot of it without its checksum.
static SNAPSHOT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut snapshot = LIBRARY.to_snapshot("state");
    snapshot.truncate(snapshot.len() - DIGEST_BYTES);
    snapshot
});

/// Any query has a bounded answer in order of tiers, each document once; marks lie inside the names, one after the other.
pub(crate) fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let hits = LIBRARY.find(&text, LIMIT);
    assert!(hits.len() <= LIMIT);
    assert!(hits.is_sorted_by_key(|hit| hit.tier.min(Tier::Typo)), "{hits:?}");
    assert_eq!(hits.iter().map(|hit| hit.id).collect::<HashSet<_>>().len(), hits.len(), "{hits:?}");
    let Some(highlighter) = Highlighter::new(&text) else {
        assert!(hits.is_empty(), "nothing is asked for, and something found");
        return;
    };
    for name in TITLES.into_iter().chain([&*text]) {
        let mut end = 0;
        for mark in highlighter.mark(name) {
            assert!(
                mark.start >= end && mark.start < mark.end && mark.end <= name.chars().count(),
                "{mark:?} in {name}"
            );
            end = mark.end;
        }
    }
}

/// Whatever is added and removed, an index answers as if it were made anew, and so does its snapshot.
pub(crate) fn index(bytes: &[u8]) {
    let mut input = Input(bytes);
    let asked = [input.text(), input.text()];
    let mut index = Index::default();
    let mut kept: BTreeMap<i64, Document> = BTreeMap::new();
    for _ in 0..24 {
        if input.is_empty() {
            break;
        }
        let id = i64::from(input.byte() % 12);
        if input.byte() % 4 == 0 {
            index.remove(&[id]);
            kept.remove(&id);
        } else {
            let popularity = u32::from(input.byte() % 3);
            let document = Document { id, popularity, names: vec![input.text()], around: vec![input.text()] };
            index.add([document.clone()]);
            kept.insert(id, document);
        }
    }
    let anew = Index::build(kept.values().cloned());
    let (read, _) = Index::from_snapshot(&index.to_snapshot("")).expect("what was written is read");
    assert_eq!((index.len(), read.len()), (anew.len(), anew.len()));
    let names = kept.values().flat_map(|document| &document.names);
    for query in asked.iter().chain(names.take(4)) {
        let expected = anew.find(query, LIMIT);
        assert_eq!(index.find(query, LIMIT), expected, "{query}");
        assert_eq!(read.find(query, LIMIT), expected, "{query}");
    }
}

/// A snapshot with any damage behind its checksum is refused, or else can be asked anything.
pub(crate) fn snapshot(bytes: &[u8]) {
    drop(Index::from_snapshot(bytes));
    let mut input = Input(bytes);
    let mut snapshot = SNAPSHOT.clone();
    input.damage(&mut snapshot, SNAPSHOT_HEAD_BYTES);
    let digest = Sha256::digest(&snapshot);
    snapshot.extend_from_slice(&digest);
    let Ok((mut index, _)) = Index::from_snapshot(&snapshot) else { return };
    for query in ["茉莉花", "zxd", "chongqingsl", "sonata", "mo", "moonlihgt", "单行到", "花", "zjl 夜来香", "100", "b"]
    {
        assert!(index.find(query, LIMIT).len() <= LIMIT);
    }
    index.remove(&[1]);
    index.forget_removed();
    drop(index.to_snapshot(""));
}
