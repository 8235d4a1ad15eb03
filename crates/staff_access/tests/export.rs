//! The log as a file: whole it verifies anywhere, and whatever is done to it is found.

use staff_access::{Break, Export, Seals, Verified};
use units::Timestamp;
use vault::MasterKey;

use crate::support::{master, worlds};

fn verify(text: &str, key: Option<&MasterKey>) -> Verified {
    Export::parse(text).unwrap().verify(key.map(Seals::of_master).as_ref())
}

/// The file without or with other lines; the first is 0.
fn lines(text: &str, edit: impl Fn(&mut Vec<String>)) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    edit(&mut lines);
    lines.join("\n") + "\n"
}

#[tokio::test]
async fn an_exported_file_verifies_with_the_key_and_without() {
    for world in worlds().await {
        world.open_times(5).await;
        world.staff.age(world.entries().await[2].at).await.unwrap();
        let export = world.staff.export().await.unwrap();
        let text = export.text().unwrap();
        assert_eq!(Export::parse(&text).unwrap(), export);
        let found = verify(&text, Some(&master()));
        assert_eq!((found.entries, found.up_to.number, found.broken), (3, 5, None));
        assert!(found.seals_checked && found.end_checked);
        let found = verify(&text, None);
        assert_eq!((found.entries, found.broken), (3, None));
        assert!(!found.seals_checked && !found.end_checked, "it says what it could not look at");
        let other = verify(&text, Some(&MasterKey::new([8; 32])));
        assert_eq!(other.broken, Some(Break::Anchor), "of another service");
    }
}

#[tokio::test]
async fn an_edited_file_is_found_out() {
    for world in worlds().await {
        world.open_times(5).await;
        let text = world.staff.export().await.unwrap().text().unwrap();
        let (key, none) = (master(), None);
        for key in [Some(&key), none] {
            let changed = lines(&text, |lines| lines[3] = lines[3].replace("核对举报", "没什么"));
            assert_eq!(verify(&changed, key).broken, Some(Break::Changed { number: 3 }));
            let missing = lines(&text, |lines| drop(lines.remove(3)));
            assert_eq!(verify(&missing, key).broken, Some(Break::Missing { expected: 3, found: 4 }));
            let swapped = lines(&text, |lines| lines.swap(2, 3));
            assert_eq!(verify(&swapped, key).broken, Some(Break::Missing { expected: 2, found: 3 }));
            let cut = lines(&text, |lines| lines.truncate(4));
            assert_eq!(verify(&cut, key).broken, Some(Break::CutOff { last: 3, noted: 5 }));
        }
        // Shortened with its first line rewritten to fit: only the key tells, and without it the file says so.
        let mut shorter = Export::parse(&text).unwrap();
        shorter.entries.truncate(3);
        shorter.end.number = 3;
        shorter.end.hash = shorter.entries[2].hash.clone();
        let text = shorter.text().unwrap();
        assert_eq!(verify(&text, Some(&key)).broken, Some(Break::Head));
        let found = verify(&text, None);
        assert!(found.broken.is_none() && !found.end_checked);
    }
}

#[tokio::test]
async fn a_log_that_was_cut_off_says_so_in_its_file() {
    for world in worlds().await {
        world.open_times(3).await;
        world.edit("DELETE FROM staff_accesses WHERE number = 3").await;
        let text = world.staff.export().await.unwrap().text().unwrap();
        assert_eq!(verify(&text, Some(&master())).broken, Some(Break::CutOff { last: 2, noted: 3 }));
    }
}

#[test]
fn what_is_no_export_is_refused_with_its_line() {
    let head =
        r#"{"format":"qingyin-staff-log-1","exported_at_ms":5,"anchor":null,"end":{"number":0,"hash":""},"seal":""}"#;
    assert_eq!(Export::parse(head).unwrap().exported_at, Timestamp::from_millis(5));
    for (text, line) in [
        ("", 1),
        ("not json\n", 1),
        (head.replace("log-1", "log-9").as_str(), 1),
        (format!("{head}\n{{}}\n").as_str(), 2),
        (format!("{head}\n\n").as_str(), 2),
    ] {
        let told = Export::parse(text).unwrap_err().to_string();
        assert!(told.starts_with(&format!("line {line} ")), "{told}");
    }
}
