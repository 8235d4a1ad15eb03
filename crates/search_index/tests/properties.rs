//! What holds for any library and any history of it.

use std::collections::HashMap;

use proptest::prelude::*;
use search_index::{Document, Index, Tier};

#[derive(Debug, Clone)]
enum Change {
    Add(Vec<Document>),
    Remove(Vec<i64>),
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[花行重香月夜]{1,5}",
        "(moon|light|blue|song|mono) ?(moon|light|blue|song)?",
        "[花行重]{1,2} (live|mix)",
    ]
}

fn document() -> impl Strategy<Value = Document> {
    (0i64..60, 0u32..3, name(), prop::collection::vec(name(), 0..2))
        .prop_map(|(id, popularity, name, around)| Document { id, popularity, names: vec![name], around })
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => prop::collection::vec(document(), 0..12).prop_map(Change::Add),
        1 => prop::collection::vec(0i64..60, 0..8).prop_map(Change::Remove),
    ]
}

fn query() -> impl Strategy<Value = String> {
    prop_oneof![
        name(),
        "[a-z]{1,4}",
        "(hua|xing|zhong|h|x|z|y){1,3}",
        (name(), name()).prop_map(|(a, b)| format!("{a} {b}"))
    ]
}

/// A query without spaces is cut where a part of it is a name, whichever documents came together.
#[test]
fn a_query_is_cut_by_the_names_of_all() {
    let document = |id, name: &str, around: &[&str]| Document {
        id,
        popularity: 0,
        names: vec![name.to_owned()],
        around: around.iter().map(|name| (*name).to_owned()).collect(),
    };
    let mut documents: Vec<Document> = (10..60).map(|id| document(id, "花", &[])).collect();
    documents.push(document(1, "重", &["blue"]));
    let mut index = Index::build(documents.clone());
    documents.push(document(2, "blue song", &[]));
    index.add([document(2, "blue song", &[])]);
    let found = |index: &Index| index.find("blueblue", 7).iter().map(|hit| hit.id).collect::<Vec<_>>();
    assert_eq!(found(&index), found(&Index::build(documents)));
    assert!(found(&index).contains(&2));
    // What was removed is no name any more.
    index.remove(&[1]);
    assert_eq!(found(&index), [0_i64; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn history_leaves_no_trace(changes in prop::collection::vec(change(), 0..10), queries in prop::collection::vec(query(), 1..8)) {
        let mut index = Index::default();
        let mut kept: HashMap<i64, Document> = HashMap::new();
        for change in changes {
            match change {
                Change::Add(documents) => {
                    kept.extend(documents.iter().map(|document| (document.id, document.clone())));
                    index.add(documents);
                }
                Change::Remove(ids) => {
                    ids.iter().for_each(|id| drop(kept.remove(id)));
                    index.remove(&ids);
                }
            }
        }
        let anew = Index::build(kept.values().cloned());
        prop_assert_eq!(index.len(), kept.len());
        for query in queries {
            prop_assert_eq!(index.find(&query, 7), anew.find(&query, 7), "{}", query);
        }
    }

    #[test]
    fn becoming_is_building(
        before in prop::collection::vec(document(), 0..40),
        after in prop::collection::vec(document(), 0..40),
        queries in prop::collection::vec(query(), 1..8),
    ) {
        // Of two documents with one id the later one counts, which is not asked here.
        let after: HashMap<i64, Document> = after.into_iter().map(|document| (document.id, document)).collect();
        let mut index = Index::build(before);
        index.become_of(after.values().cloned());
        let anew = Index::build(after.values().cloned());
        prop_assert_eq!(index.len(), after.len());
        for query in queries {
            prop_assert_eq!(index.find(&query, 7), anew.find(&query, 7), "{}", query);
        }
    }

    #[test]
    fn every_name_finds_its_documents_first(documents in prop::collection::vec(document(), 1..40)) {
        let kept: HashMap<i64, Document> = documents.iter().map(|document| (document.id, document.clone())).collect();
        let index = Index::build(documents);
        for document in kept.values() {
            let same = kept.values().filter(|other| other.names[0].trim() == document.names[0].trim()).count();
            let hits = index.find(&document.names[0], 60);
            let first = &hits[..same];
            prop_assert!(first.iter().all(|hit| hit.tier == Tier::Exact));
            prop_assert!(first.iter().any(|hit| hit.id == document.id));
        }
    }
}
