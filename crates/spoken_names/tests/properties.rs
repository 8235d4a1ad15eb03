//! What holds for any names and any transcript.

use proptest::prelude::*;
use spoken_names::{Name, SpokenNames};

fn names(titles: &[String]) -> SpokenNames {
    SpokenNames::of(titles.iter().zip(0..).map(|(title, id)| Name {
        id,
        popularity: 0,
        name: title.clone(),
        around: Vec::new(),
    }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_name_is_found_first_by_itself(titles in prop::collection::hash_set("[青花词七里香茉莉晴天夜曲稻城]{2,6}", 1..40)) {
        let titles: Vec<String> = titles.into_iter().collect();
        let names = names(&titles);
        for (title, id) in titles.iter().zip(0..) {
            let found = names.find(title, 3);
            prop_assert_eq!(found.first().map(|heard| heard.id), Some(id), "{}: {:?}", title, found);
            prop_assert!(found[0].score > 0.999);
        }
    }

    #[test]
    fn any_transcript_ends(titles in prop::collection::vec(any::<String>(), 0..20), said in any::<String>()) {
        let names = names(&titles);
        let found = names.find(&said, 5);
        prop_assert!(found.len() <= 5);
        prop_assert!(found.iter().all(|heard| (0.0..=1.0).contains(&heard.score)));
        prop_assert!(found.windows(2).all(|pair| pair[0].score >= pair[1].score));
    }
}

#[test]
fn a_name_of_one_sound_said_again_and_again_is_found() {
    let names = names(&["哇哇哇哇哇哇".to_owned(), "哇啦".to_owned()]);
    assert_eq!(names.find("哇哇哇哇哇哇", 1)[0].id, 0);
    assert_eq!(names.find("播放哇哇哇哇哇哇", 1)[0].id, 0);
}

#[test]
fn a_long_transcript_costs_no_more_than_a_short_one() {
    let names = names(&["茉莉花".to_owned()]);
    let long = "啦".repeat(1_000_000) + "茉莉花";
    assert!(names.find(&long, 1).is_empty());
    let short = "啦".to_owned() + "茉莉花";
    assert!(names.find(&short, 1).len() == 1);
}
