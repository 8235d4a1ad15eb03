//! The database says again what the code says: nobody with a connection writes what the desk would refuse.

use http_api::Language;
use units::Millis;

use crate::support::{NOON, World, worlds};

fn insert(table: &str, values: &[(&str, String)], changes: &[(&str, String)]) -> String {
    let mut values = values.to_vec();
    for (name, changed) in changes {
        values.iter_mut().find(|(column, _)| column == name).unwrap().1.clone_from(changed);
    }
    let (names, values): (Vec<&str>, Vec<String>) = values.into_iter().unzip();
    format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "))
}

/// P-131.
#[tokio::test]
async fn no_consent_stands_without_a_live_grant_an_announcement_and_its_time() {
    for world in worlds().await {
        let people = world.people(3).await;
        let waiting = world.file().await.id;
        let transfer = world.announced().await;
        let (_, ends_at) = transfer.announced.unwrap();
        world.agree(people[0], &transfer).await.unwrap();
        world.agree(people[1], &transfer).await.unwrap();
        let grant = |of: usize| format!("(SELECT id FROM grants WHERE subject_id = {})", people[of].as_i64());
        world.edit("DELETE FROM transfer_consents".to_owned()).await.unwrap();
        let values = [
            ("id", "1".to_owned()),
            ("subject_id", people[0].as_i64().to_string()),
            ("transfer_id", transfer.id.as_i64().to_string()),
            ("grant_id", grant(0)),
            ("ends_at", ends_at.as_millis().to_string()),
            ("text_hash", format!("'{}'", transfer.text_hash(Language::Chinese).unwrap())),
            ("answered_at", NOON.as_millis().to_string()),
        ];
        for (column, wrong) in [
            ("grant_id", "NULL".to_owned()),
            ("grant_id", ((51_i64 << 55) + 1).to_string()),
            ("grant_id", grant(1)),
            ("subject_id", people[2].as_i64().to_string()),
            ("transfer_id", waiting.as_i64().to_string()),
            ("ends_at", "NULL".to_owned()),
            ("ends_at", (ends_at + Millis(1)).as_millis().to_string()),
            ("text_hash", "''".to_owned()),
            ("answered_at", ends_at.as_millis().to_string()),
        ] {
            let text = insert("transfer_consents", &values, &[(column, wrong)]);
            assert!(world.edit(text.clone()).await.is_err(), "{text}");
        }
        world.edit(insert("transfer_consents", &values, &[])).await.unwrap();
        let moved = format!("UPDATE transfers SET ends_at = ends_at + 1 WHERE id = {}", transfer.id.as_i64());
        assert!(world.edit(moved).await.is_err(), "what was answered keeps its deadline");
    }
}

async fn approval(world: &World, seat: i64, after: &str, by: &str, filed_by: &str, id: i64) -> bool {
    let text = format!(
        "INSERT INTO transfer_approvals (id, transfer_id, seat, after_seat, approver_digest, filed_by_digest, \
         approved_at, last_at) VALUES ({seat}, {id}, {seat}, {after}, '{by}', '{filed_by}', 0, 0)"
    );
    world.edit(text).await.is_ok()
}

/// P-131.
#[tokio::test]
async fn nothing_is_handed_over_without_two_approvals_nor_before_the_deadline_nor_long_after() {
    for world in worlds().await {
        let filed = world.file().await;
        let (id, filer) = (filed.id.as_i64(), filed.filed_by_digest.clone());
        let [first, second] = world.approvers.clone().map(|by| world.staff.digest_of(by.subject));
        assert!(!approval(&world, 1, "NULL", &filer, &filer, id).await, "who filed it does not approve it");
        assert!(!approval(&world, 1, "NULL", &filer, &second, id).await, "nor under another name of who filed it");
        assert!(!approval(&world, 2, "1", &second, &filer, id).await, "the second stands on the first");
        let announce = |days: i64| {
            let at = NOON.as_millis();
            let ends_at = (NOON + Millis::days(days)).as_millis();
            format!("UPDATE transfers SET announced_at = {at}, ends_at = {ends_at} WHERE id = {id}")
        };
        assert!(world.edit(announce(29)).await.is_err(), "everybody has thirty days");
        world.edit(announce(30)).await.unwrap();
        let ends_at = (NOON + Millis::days(30)).as_millis();
        let handover = |by: &str, began_at: i64, ends_at: i64| {
            format!(
                "INSERT INTO transfer_handovers (id, transfer_id, approved_seat, ends_at, by_digest, began_at) \
                 VALUES (1, {id}, 2, {ends_at}, '{by}', {began_at})"
            )
        };
        assert!(world.edit(handover(&first, ends_at, ends_at)).await.is_err(), "nobody approved it");
        assert!(approval(&world, 1, "NULL", &first, &filer, id).await);
        assert!(world.edit(handover(&first, ends_at, ends_at)).await.is_err(), "one approved it");
        assert!(!approval(&world, 2, "1", &first, &filer, id).await, "the same person twice");
        assert!(approval(&world, 2, "1", &second, &filer, id).await);
        let stranger = world.staff.digest_of(world.other.subject);
        let over = ends_at + Millis::days(30).0;
        for refused in [
            handover(&stranger, ends_at, ends_at),
            handover(&first, ends_at - 1, ends_at),
            handover(&first, over, ends_at),
            handover(&first, ends_at, ends_at - 1),
            handover(&first, ends_at, ends_at).replace(", 2, ", ", 1, "),
        ] {
            assert!(world.edit(refused.clone()).await.is_err(), "{refused}");
        }
        world.edit(handover(&first, ends_at, ends_at)).await.unwrap();
        let item = |item: &str| format!("INSERT INTO transfer_handover_items VALUES (1, {id}, '{item}', 1)");
        assert!(world.edit(item("listen")).await.is_err(), "the transfer does not name it");
        world.edit(item("account")).await.unwrap();
        let unfinished = "UPDATE transfer_handovers SET finished_at = 1".to_owned();
        assert!(world.edit(unfinished).await.is_err(), "a whole file has its fingerprint");
    }
}
