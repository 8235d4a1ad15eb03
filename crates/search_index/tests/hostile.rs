//! Queries and names that nobody types in good faith.

use proptest::prelude::*;
use search_index::{Document, Highlighter, Index, MAX_QUERY_CHARACTERS, Tier};

/// Characters that have made trouble somewhere.
const TROUBLE: [char; 30] = [
    'a',
    'z',
    'i',
    ' ',
    '\'',
    '\0',
    '\n',
    '\u{7f}',
    'İ',
    'ß',
    'ﬁ',
    'ﷺ',
    'é',
    '\u{301}',
    '\u{202e}',
    '\u{200b}',
    '\u{feff}',
    '花',
    '重',
    '行',
    '〇',
    '鄧',
    '乾',
    'の',
    '한',
    '🎵',
    '👩',
    '\u{10ffff}',
    '𠀀',
    '…',
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::sample::select(&TROUBLE[..]), 0..24).prop_map(String::from_iter),
        "\\PC{0,24}",
        "(花|行|重|le|zh|ang|i| ){0,14}",
    ]
}

fn document() -> impl Strategy<Value = Document> {
    (0i64..40, 0u32..4, prop::collection::vec(text(), 0..3), prop::collection::vec(text(), 0..3))
        .prop_map(|(id, popularity, names, around)| Document { id, popularity, names, around })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn anything_can_be_indexed_asked_and_marked(
        documents in prop::collection::vec(document(), 0..20),
        query in text(),
    ) {
        let names: Vec<String> = documents.iter().flat_map(|document| document.names.clone()).collect();
        let index = Index::build(documents);
        let hits = index.find(&query, 10);
        prop_assert!(hits.len() <= 10);
        prop_assert!(hits.is_sorted_by_key(|hit| hit.tier.min(Tier::Typo)));
        if let Some(highlighter) = Highlighter::new(&query) {
            for name in names.iter().chain([&query]) {
                let marks = highlighter.mark(name);
                let mut end = 0;
                for mark in marks {
                    prop_assert!(mark.start >= end && mark.start < mark.end && mark.end <= name.chars().count());
                    end = mark.end;
                }
            }
        }
    }
}

#[test]
fn long_queries_are_cut_and_answered() {
    let index = Index::build((0..3_000).map(|id| Document {
        id,
        popularity: 0,
        names: vec![format!("{}{}", "重行".repeat(80), "a".repeat(id as usize % 60)), "爱 ".repeat(100)],
        around: vec!["长".repeat(500)],
    }));
    for unit in ["重", "行重", "a", "zh", "爱 ", "a b", "\u{202e}", "…", "😀", "한국", "\0", "' "] {
        let query = unit.repeat(10_000 / unit.len());
        let all = index.find(&query, 20);
        let cut: String = query.chars().filter(|character| *character != '\0').take(MAX_QUERY_CHARACTERS).collect();
        assert_eq!(all, index.find(&cut, 20), "{unit}");
    }
}
