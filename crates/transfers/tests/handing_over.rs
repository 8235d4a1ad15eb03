//! Who is handed over, in which form, and what is on file of it.

use ids::DisclosureId;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use sharing::HandedOver;
use transfers::Standing;
use units::{Clock as _, Millis};

use crate::support::{NOON, RECEIVER, people_in, whole, worlds};

/// P-131.
#[tokio::test]
async fn of_a_hundred_people_of_whom_sixty_agree_sixty_are_handed_over() {
    for world in worlds().await {
        let people = world.people(100).await;
        let transfer = world.announced().await;
        for &one in &people[..70] {
            world.agree(one, &transfer).await.unwrap();
        }
        for &one in &people[60..80] {
            world.transfers.refuse(one, transfer.id).await.unwrap();
        }
        let counts = world.transfers.counts(transfer.id).await.unwrap();
        assert_eq!((counts.asked, counts.agreed, counts.refused, counts.unanswered()), (104, 60, 20, 24));
        world.to_the_deadline();
        let file = whole(world.hand_over(transfer.id).await.unwrap()).await.unwrap();
        let content: Value = serde_json::from_str(&file).unwrap();
        assert_eq!(people_in(&content), people[..60]);
        assert_eq!(world.in_the_ledger().await, people[..60]);
        assert_eq!(content["certificate"]["people"], 60);
        let on_file = world.transfers.transfer(transfer.id).await.unwrap();
        assert_eq!(on_file.standing(world.clock.now()), Standing::HandedOver);
        assert_eq!((on_file.handovers[0].people, on_file.handovers[0].items[0].records), (60, 60));
        let lines = format!("disclosures WHERE recipient = '{RECEIVER}' AND fields = 'account' AND purpose_no = 51");
        assert_eq!(world.count(&lines).await, 60);
        assert_eq!(world.count("staff_accesses WHERE purpose = 'transfer' AND item = 'account'").await, 60);
        assert!(world.staff.verify().await.unwrap().broken.is_none());
    }
}

/// P-131: whoever withdraws while the file is made is in it, and in the ledger, or in neither.
#[tokio::test]
async fn withdrawing_while_the_file_is_made_comes_before_or_after_and_never_between() {
    for world in worlds().await {
        let people = world.people(40).await;
        let transfer = world.announced().await;
        for &one in &people {
            world.agree(one, &transfer).await.unwrap();
        }
        world.to_the_deadline();
        let file = tokio::spawn(whole(world.hand_over(transfer.id).await.unwrap()));
        for &one in people.iter().rev().step_by(2) {
            world.transfers.refuse(one, transfer.id).await.unwrap();
        }
        let content: Value = serde_json::from_str(&file.await.unwrap().unwrap()).unwrap();
        let handed_over = people_in(&content);
        assert_eq!(handed_over, world.in_the_ledger().await);
        assert!(people.iter().step_by(2).all(|one| handed_over.contains(one)), "who did not withdraw is in it");
        assert_eq!(content["certificate"]["people"], handed_over.len());
        assert_eq!(world.count("transfer_consents").await, 20);
    }
}

/// The same, one step after the other.
#[tokio::test]
async fn who_withdraws_before_their_turn_is_not_in_the_file() {
    for world in worlds().await {
        let people = world.people(3).await;
        let transfer = world.announced().await;
        for &one in &people {
            world.agree(one, &transfer).await.unwrap();
        }
        world.to_the_deadline();
        let mut file = world.hand_over(transfer.id).await.unwrap();
        let mut text = file.next().await.unwrap().unwrap();
        text += &file.next().await.unwrap().unwrap();
        world.transfers.refuse(people[0], transfer.id).await.unwrap();
        world.rights.close(people[1]).await.unwrap();
        text += &whole(file).await.unwrap();
        assert_eq!(people_in(&serde_json::from_str(&text).unwrap()), [people[0], people[2]]);
        assert_eq!(world.in_the_ledger().await, [people[0], people[2]], "the ledger outlives a withdrawal");
    }
}

#[tokio::test]
async fn minors_are_neither_asked_nor_handed_over() {
    for world in worlds().await {
        let people = world.people(3).await;
        let [known, unnoted, grown] = people[..] else { unreachable!() };
        let transfer = world.announced().await;
        world.born(known, "2014-05-01").await;
        world.consents.sweep_minors().await.unwrap();
        assert_eq!(world.transfers.announced_to(known).await.unwrap(), []);
        assert!(world.agree(known, &transfer).await.is_err());
        for one in [unnoted, grown] {
            world.agree(one, &transfer).await.unwrap();
        }
        assert_eq!(world.transfers.counts(transfer.id).await.unwrap().asked, 6);
        // Whose birthday came later, and nobody has looked at it yet.
        world.born(unnoted, "2010-05-01").await;
        assert_eq!(world.transfers.counts(transfer.id).await.unwrap().asked, 5);
        assert_eq!(world.transfers.announced_to(unnoted).await.unwrap(), []);
        world.to_the_deadline();
        let file = whole(world.hand_over(transfer.id).await.unwrap()).await.unwrap();
        assert_eq!(people_in(&serde_json::from_str(&file).unwrap()), [grown]);
        assert_eq!(world.in_the_ledger().await, [grown]);
        // Who is found out to be a minor loses the consent itself.
        world.consents.sweep_minors().await.unwrap();
        assert_eq!(world.count("transfer_consents").await, 1);
    }
}

/// Whoever is found out to be a minor at the very moment of being entered is not.
#[tokio::test]
async fn nothing_about_a_known_minor_is_entered() {
    for world in worlds().await {
        let [member] = world.people(1).await[..] else { unreachable!() };
        let transfer = world.announced().await;
        world.agree(member, &transfer).await.unwrap();
        let mut grant = world.consents.grant::<policy::Transfer>(member).await.unwrap().unwrap();
        let text = "INSERT INTO minors (subject_id, certificate_id, found_at) VALUES ($1, 1, $2)";
        let sql = db::Sql::generated("test.MINOR".to_owned(), "consent", text.to_owned());
        grant.tx().execute(sql, &db::args![member, world.clock.now()]).await.unwrap();
        let line = HandedOver { id: DisclosureId::from_i64(1), recipient: RECEIVER, items: &["account"], at: NOON };
        assert!(!line.enter(&mut grant).await.unwrap());
        grant.commit().await.unwrap();
        assert_eq!(world.in_the_ledger().await, []);
    }
}

/// What the receiver gets of one person is what that person would take along: the form of the export.
#[tokio::test]
async fn one_persons_line_is_the_export_of_the_kinds_that_were_named() {
    for world in worlds().await {
        let people = world.people(2).await;
        let transfer = world.announced().await;
        world.agree(people[0], &transfer).await.unwrap();
        world.to_the_deadline();
        let file = whole(world.hand_over(transfer.id).await.unwrap()).await.unwrap();
        let content: Value = serde_json::from_str(&file).unwrap();
        let own = world.rights.export(people[0]).await.unwrap();
        let line = &content["people"][0];
        for name in ["format", "format_version", "subject", "policy_version"] {
            assert_eq!(line[name], own[name], "{name}");
        }
        assert_eq!(line["items"], json!({ "account": own["items"]["account"] }));
        assert_eq!(line["items"]["account"]["rows"][0]["nickname"], format!("昵称{}", people[0]));
        assert!(!file.contains(&people[1].to_string()), "nothing of anybody else");
        let head =
            [("format", json!("qingyin-transfer")), ("receiver", json!(RECEIVER)), ("items", json!(["account"]))];
        for (name, expected) in head {
            assert_eq!(content[name], expected);
        }
        // The certificate is over every byte before it.
        let (before, _) = file.split_once("],\"certificate\":").unwrap();
        let sha256 = Sha256::digest(before.as_bytes());
        assert_eq!(content["certificate"]["sha256"], hex::encode(sha256));
        let handover = world.transfers.transfer(transfer.id).await.unwrap().handovers.remove(0);
        assert_eq!(handover.sha256.as_deref(), Some(&sha256[..]));
        assert_eq!(handover.finished_at, Some(world.clock.now()));
    }
}

#[tokio::test]
async fn each_person_reads_who_took_what_along() {
    for world in worlds().await {
        let [member] = world.people(1).await[..] else { unreachable!() };
        let transfer = world.announced().await;
        world.agree(member, &transfer).await.unwrap();
        world.to_the_deadline();
        let handing_over = world.hand_over(transfer.id).await.unwrap();
        assert!(!format!("{handing_over:?}").contains(RECEIVER));
        whole(handing_over).await.unwrap();
        let own = world.transfers.announced_to(member).await.unwrap().remove(0);
        assert_eq!(own.handed_over_at, Some(world.clock.now()));
        let entries = world.staff.entries_about(member, None, http_api::Limit::new(10)).await.unwrap();
        let [entry] = entries.as_slice() else { panic!("{entries:?}") };
        assert_eq!((entry.ticket.as_str(), entry.role.as_str()), ("山谷-2026-07", "privacy_officer"));
        assert!(entry.words.contains(RECEIVER));
        world.clock.advance(Millis::days(1));
        // A file that was lost is made anew, and that is another line.
        whole(world.hand_over(transfer.id).await.unwrap()).await.unwrap();
        assert_eq!(world.in_the_ledger().await, [member, member]);
    }
}
