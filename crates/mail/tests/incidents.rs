//! Whoever mail reached counts as reached, and there is a public notice for whom it did not.

use ::incidents::UNSEEN_TERM;
use http_api::Language;
use lab::MailFault;
use units::Millis;

use crate::support::{PEOPLE, World, address_of, text_of, worlds};

/// An incident that concerns ten people, each of whom has a proved address and opens the app no more.
async fn drill(unreached: &[usize]) -> Vec<World> {
    let worlds = worlds().await;
    for world in &worlds {
        for person in 0..PEOPLE {
            world.prove(person, Language::Chinese).await;
        }
        for person in unreached {
            world.lab.set_mail_fault(Some(&address_of(*person)), MailFault::NoSuchMailbox);
        }
        world.incident(&world.people).await;
        let delivered = world.mail.deliver().await.unwrap();
        assert_eq!(delivered.sent, (PEOPLE - unreached.len()) as u64);
    }
    worlds
}

#[tokio::test]
async fn where_one_in_ten_is_reached_by_nothing_there_is_a_public_notice() {
    for world in drill(&[7]).await {
        world.clock.advance(Millis(UNSEEN_TERM.0 - 1));
        assert_eq!(world.incidents.watch().await.unwrap().published, 0, "the app may show it still");
        world.clock.advance(Millis(1));
        assert_eq!(world.incidents.watch().await.unwrap().published, 1);
        assert_eq!(world.incidents.public_notices().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn where_mail_reached_everybody_one_by_one_nothing_is_public() {
    for world in drill(&[]).await {
        for person in 0..PEOPLE {
            let [notice] = world.mails_to(person).try_into().unwrap();
            assert!(text_of(&notice).contains("怎么防备"), "each gets a notice of their own");
        }
        world.clock.advance(UNSEEN_TERM);
        assert_eq!(world.incidents.watch().await.unwrap().published, 0);
        assert!(world.incidents.public_notices().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn who_has_no_address_is_told_in_the_app_alone_and_news_are_mailed_again() {
    for world in worlds().await {
        world.prove(0, Language::Chinese).await;
        let id = world.incident(&world.people[..2]).await;
        assert_eq!(world.mail.deliver().await.unwrap().sent, 1);
        assert!(world.mails_to(1).is_empty());
        assert_eq!(world.incidents.notices_of(world.people[1], true).await.unwrap().len(), 1);
        world.clock.advance(Millis::hours(1));
        world.incidents.tell(id, true).await.unwrap();
        assert_eq!(world.mail.deliver().await.unwrap().sent, 1);
        assert_eq!(world.mails_to(0).len(), 2);
    }
}
