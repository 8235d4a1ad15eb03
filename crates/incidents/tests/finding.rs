//! Who is found, and who is not.

use http_api::Language;
use ids::SubjectId;
use incidents::{Error, Source};
use staff_access::Reason;
use units::Millis;

use crate::support::{NOON, words, worlds};

const DAY: Millis = Millis::days(1);

#[tokio::test]
async fn the_ledger_tells_whom_something_was_sent_about() {
    for world in worlds().await {
        let [a, b, c, d, e] = world.people;
        let id = world.incident().await;
        for (subject, recipient, outcome, at) in [
            (Some(a), "sms_gateway", "sent", NOON),
            (Some(a), "sms_gateway", "sent", NOON - DAY),
            // What failed may have arrived.
            (Some(b), "sms_gateway", "failed", NOON),
            (Some(c), "sms_gateway", "refused", NOON),
            (Some(d), "other", "sent", NOON),
            (Some(e), "sms_gateway", "sent", NOON - DAY - Millis(1)),
            (None, "sms_gateway", "sent", NOON),
            (None, "sms_gateway", "refused", NOON),
        ] {
            world.sent(subject, recipient, outcome, at).await;
        }
        let ledger = |recipient: &str, from, to| Source::Ledger { recipient: recipient.to_owned(), from, to };
        let found = world.incidents.find(id, &ledger("sms_gateway", NOON - DAY, NOON)).await.unwrap();
        assert_eq!((found.found, found.added, found.unreachable), (2, 2, 1));
        let again = world.incidents.find(id, &ledger("sms_gateway", NOON - DAY, NOON)).await.unwrap();
        assert_eq!((again.found, again.added), (2, 0), "nobody is noted twice");
        for wrong in [ledger("nobody", NOON, NOON), ledger("sms_gateway", NOON, NOON - DAY)] {
            assert!(matches!(world.incidents.find(id, &wrong).await, Err(Error::Field { .. })));
        }
        world.incidents.tell(id, false).await.unwrap();
        assert_eq!(world.with_notice().await, [a, b]);
        assert_eq!(world.incidents.incident(id).await.unwrap().counts.people, 2);
    }
}

#[tokio::test]
async fn the_log_of_staff_tells_whose_data_was_opened() {
    for world in worlds().await {
        let [a, b, c, ..] = world.people;
        let id = world.incident().await;
        let open = async |subject| {
            let reason = Reason::parse("T-1", "核对举报").unwrap();
            world.staff.open::<policy::Operation>(&world.officer, subject, "account", reason).await.unwrap();
        };
        open(a).await;
        world.clock.advance(DAY);
        open(b).await;
        open(SubjectId::from_i64(404)).await;
        world.clock.advance(DAY);
        open(c).await;
        let log = |staff_digest, from, to| Source::StaffLog { staff_digest, from, to };
        let own = world.staff.digest_of(world.officer.subject);
        let found = world.incidents.find(id, &log(Some(own), NOON + DAY, NOON + DAY)).await.unwrap();
        assert_eq!((found.found, found.unreachable), (1, 1), "an account that is gone cannot be reached");
        let nobody = world.incidents.find(id, &log(Some("0".repeat(64)), NOON, NOON + DAY)).await.unwrap();
        assert_eq!((nobody.found, nobody.unreachable), (0, 0));
        let found = world.incidents.find(id, &log(None, NOON, NOON + DAY)).await.unwrap();
        assert_eq!((found.found, found.added), (2, 1));
        world.incidents.tell(id, false).await.unwrap();
        assert_eq!(world.with_notice().await, [a, b]);
    }
}

#[tokio::test]
async fn owners_of_an_items_rows_are_found_by_when_the_rows_were_made() {
    for world in worlds().await {
        let [a, b, c, ..] = world.people;
        let id = world.incident().await;
        for subject in [a, b, c] {
            world.train(subject).await;
            world.clock.advance(DAY);
        }
        let item = |item: &str, from, to| Source::Item { item: item.to_owned(), from, to };
        let found =
            world.incidents.find(id, &item("staff_training", Some(NOON + DAY), Some(NOON + DAY))).await.unwrap();
        assert_eq!((found.found, found.unreachable), (1, 0));
        let all = world.incidents.find(id, &item("staff_training", None, None)).await.unwrap();
        assert_eq!((all.found, all.added), (4, 3), "three people and the officer");
        for wrong in ["no_such_item", "closure", "incident_notice"] {
            let refused = world.incidents.find(id, &item(wrong, None, None)).await;
            assert!(matches!(refused, Err(Error::Field { name: "item", .. })), "{wrong}");
        }
        world.incidents.tell(id, false).await.unwrap();
        assert_eq!(world.with_notice().await, [a, b, c]);
    }
}

#[tokio::test]
async fn a_list_and_everybody_are_found_and_the_gone_are_counted() {
    for world in worlds().await {
        let [a, b, ..] = world.people;
        let id = world.incident().await;
        let list = Source::List(vec![a, a, b, SubjectId::from_i64(404)]);
        let found = world.incidents.find(id, &list).await.unwrap();
        assert_eq!((found.found, found.added, found.unreachable), (2, 2, 1));
        assert!(matches!(world.incidents.find(id, &Source::List(Vec::new())).await, Err(Error::Field { .. })));
        let all = world.incidents.find(id, &Source::Everybody).await.unwrap();
        assert_eq!((all.found, all.added), (6, 4));
    }
}

#[tokio::test]
async fn who_is_found_later_is_told_later_and_nobody_twice() {
    for world in worlds().await {
        let [a, b, ..] = world.people;
        let id = world.told(1).await;
        world.incidents.read(a, id).await.unwrap();
        world.clock.advance(DAY);
        world.incidents.find(id, &Source::List(vec![a, b])).await.unwrap();
        assert_eq!(world.with_notice().await, [a], "to be found is not to be told");
        assert_eq!(world.incidents.tell(id, false).await.unwrap().people, 1);
        assert_eq!(world.with_notice().await, [a, b]);
        assert!(world.incidents.notices_of(a, true).await.unwrap().is_empty(), "who has read is not asked again");
        // Unless there is news.
        let news = incidents::Words { measures: "又做了什么".to_owned(), ..words() };
        world.incidents.write(id, Language::Chinese, news).await.unwrap();
        assert_eq!(world.incidents.tell(id, true).await.unwrap().people, 2);
        let unread = world.incidents.notices_of(a, true).await.unwrap();
        assert_eq!(unread[0].0.words[0].words.measures, "又做了什么");
    }
}
