//! Snapshots are whole, or refused.

use proptest::prelude::*;
use search_index::{Document, Index, SnapshotError};

fn index() -> Index {
    let names = ["茉莉花", "重庆森林", "Moonlight Sonata", "夜来香", "÷"];
    Index::build(names.iter().enumerate().map(|(id, name)| Document {
        id: id as i64,
        popularity: id as u32,
        names: vec![(*name).to_owned()],
        around: vec!["合唱团".to_owned()],
    }))
}

#[test]
fn what_was_written_is_read() {
    let index = index();
    let (read, state) = Index::from_snapshot(&index.to_snapshot("revision 7")).unwrap();
    assert_eq!(state, "revision 7");
    assert_eq!(read.len(), index.len());
    for query in ["茉莉花", "cqsl", "moonlight", "yelaixiang", "sonota", "÷", "hct 夜来香", "合唱团"] {
        assert_eq!(read.find(query, 9), index.find(query, 9), "{query}");
        assert!(!read.find(query, 9).is_empty(), "{query}");
    }
}

#[test]
fn of_what_was_removed_nothing_is_written() {
    let mut index = index();
    index.remove(&[3]);
    let snapshot = index.to_snapshot("");
    assert!(!snapshot.windows("夜来香".len()).any(|bytes| bytes == "夜来香".as_bytes()));
    assert!(snapshot.windows("茉莉花".len()).any(|bytes| bytes == "茉莉花".as_bytes()));
}

#[test]
fn an_empty_index_has_a_snapshot() {
    let (read, _) = Index::from_snapshot(&Index::default().to_snapshot("")).unwrap();
    assert!(read.is_empty());
}

#[test]
fn another_version_is_refused() {
    let mut snapshot = index().to_snapshot("");
    snapshot[8] ^= 1;
    assert_eq!(Index::from_snapshot(&snapshot).unwrap_err(), SnapshotError::Version);
    assert_eq!(Index::from_snapshot(b"").unwrap_err(), SnapshotError::Version);
}

proptest! {
    #[test]
    fn damage_is_refused(at in any::<prop::sample::Index>(), bit in 0u8..8, cut in any::<prop::sample::Index>()) {
        let snapshot = index().to_snapshot("state");
        let mut damaged = snapshot.clone();
        damaged[at.index(snapshot.len())] ^= 1 << bit;
        prop_assert!(Index::from_snapshot(&damaged).is_err());
        prop_assert!(Index::from_snapshot(&snapshot[..cut.index(snapshot.len())]).is_err());
    }
}
