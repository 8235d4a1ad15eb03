//! The monthly letter goes to whoever subscribed, and to nobody else.

use http_api::Language;
use lab::MailFault;
use mail::Delivered;
use policy::PurposeId;
use units::{Clock as _, Millis};

use crate::support::{NOON, TO_DECEMBER, World, address_of, text_of, worlds};

/// A library that grew this month, two people with addresses, of whom the first subscribed; and then December.
async fn december() -> Vec<World> {
    let worlds = worlds().await;
    for world in &worlds {
        world.add_album(1, "山水", NOON - Millis::days(2)).await;
        world.add_album(2, "旧唱片", NOON - Millis::days(60)).await;
        for person in 0..2 {
            world.prove(person, Language::Chinese).await;
        }
        world.subscribe(0).await;
        assert_eq!(world.mail.deliver().await.unwrap(), Delivered::default(), "the month is not over");
        world.clock.advance(TO_DECEMBER);
    }
    worlds
}

#[tokio::test]
async fn a_letter_goes_once_a_month_to_whoever_subscribed() {
    for world in december().await {
        assert_eq!(world.mail.deliver().await.unwrap(), Delivered { sent: 1, ..Delivered::default() });
        let [letter] = world.mails_to(0).try_into().unwrap();
        let text = text_of(&letter);
        assert!(text.contains("2026 年 11 月") && text.contains("山水") && !text.contains("旧唱片"), "{text}");
        assert!(world.mails_to(1).is_empty(), "nobody is written to who did not subscribe");
        assert_eq!(world.mail.deliver().await.unwrap(), Delivered::default(), "once");
        let ledger = "SELECT count(*) FROM disclosures WHERE recipient = 'letter_server' AND outcome = 'sent' \
                      AND fields = 'address letter' AND grant_id IS NOT NULL";
        assert_eq!(world.number(ledger).await, 1);
        // Nothing came in December, so January brings no letter.
        world.clock.advance(Millis::days(31));
        assert_eq!(world.mail.deliver().await.unwrap(), Delivered::default());
    }
}

#[tokio::test]
async fn after_unsubscribing_the_database_refuses_another_letter() {
    for world in december().await {
        let me = world.people[0];
        let grant = world.number("SELECT id FROM grants WHERE purpose_no = 53").await;
        let row = |grant: i64, month: &str| {
            format!(
                "INSERT INTO letters (id, subject_id, grant_id, month, state, attempts, next_at, created_at) \
                 VALUES ({}, {}, {grant}, '{month}', 'waiting', 0, 1, 1)",
                month.len(),
                me.as_i64()
            )
        };
        world.change(row(grant, "2026-11")).await.unwrap();
        let token = world.mail.unsubscribe_token(me);
        world.mail.unsubscribe(&token).await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM letters").await, 0, "what waited goes with the consent");
        assert!(world.change(row(grant, "2026-12")).await.is_err(), "the consent is gone");
        // Nor does another consent of theirs serve.
        let text_hash = policy::text_hash(PurposeId::PlayHistory, policy::Language::ZhCn);
        world.consents.give(me, PurposeId::PlayHistory, &consent::Shown { text_hash }).await.unwrap();
        let other = world.number("SELECT id FROM grants WHERE purpose_no = 4").await;
        assert!(world.change(row(other, "2026-12")).await.is_err(), "it is for something else");
        assert!(world.change(row(grant, "2026-12").replace(&grant.to_string(), "NULL")).await.is_err());
        assert_eq!(world.mail.deliver().await.unwrap(), Delivered::default());
        assert!(world.mails_to(0).is_empty());
    }
}

/// A letter that is on its way when its consent ends is held back by the gate.
#[tokio::test]
async fn what_waited_when_somebody_unsubscribed_does_not_leave() {
    for world in december().await {
        world.lab.set_mail_fault(Some(&address_of(0)), MailFault::TriesLaterOnce);
        assert_eq!(world.mail.deliver().await.unwrap(), Delivered { postponed: 1, ..Delivered::default() });
        world.mail.unsubscribe(&world.mail.unsubscribe_token(world.people[0])).await.unwrap();
        world.clock.advance(Millis::hours(1));
        assert_eq!(world.mail.deliver().await.unwrap(), Delivered::default());
        assert!(world.mails_to(0).is_empty());
    }
}

#[tokio::test]
async fn whoever_subscribed_after_the_month_or_is_a_minor_gets_no_letter_of_it() {
    for world in december().await {
        world.subscribe(1).await;
        let (minor, found_at) = (world.people[0].as_i64(), world.clock.now().as_millis());
        let note = format!("INSERT INTO minors (subject_id, certificate_id, found_at) VALUES ({minor}, 1, {found_at})");
        world.change_as("consent", note).await.unwrap();
        assert_eq!(world.mail.deliver().await.unwrap(), Delivered::default());
        assert!(world.mails_to(0).is_empty());
        assert!(world.mails_to(1).is_empty());
    }
}
