//! Each occasion is told once, and what was not taken is tried again until it is given up.

use http_api::Language;
use lab::MailFault;
use mail::{Delivered, wait_after};
use units::Millis;

use crate::support::{World, address_of, worlds};

fn sent(count: u64) -> Delivered {
    Delivered { sent: count, ..Delivered::default() }
}

/// People with addresses, whom an incident concerns.
async fn told(people: usize) -> Vec<World> {
    let worlds = worlds().await;
    for world in &worlds {
        for person in 0..people {
            world.prove(person, Language::Chinese).await;
        }
        world.incident(&world.people).await;
    }
    worlds
}

#[tokio::test]
async fn two_nodes_tell_everybody_once() {
    for world in told(6).await {
        let (one, other) = tokio::join!(world.mail.deliver(), world.other_node.deliver());
        assert_eq!(one.unwrap().sent + other.unwrap().sent, 6);
        for person in 0..6 {
            assert_eq!(world.mails_to(person).len(), 1, "{person}");
        }
        assert_eq!(world.mail.deliver().await.unwrap(), sent(0));
    }
}

#[tokio::test]
async fn what_is_to_come_later_comes_later_and_keeps_nobody_else_waiting() {
    for world in told(2).await {
        world.lab.set_mail_fault(Some(&address_of(0)), MailFault::TriesLaterOnce);
        assert_eq!(world.mail.deliver().await.unwrap(), Delivered { sent: 1, postponed: 1, given_up: 0 });
        assert_eq!(world.mail.deliver().await.unwrap(), sent(0), "its time has not come");
        world.clock.advance(wait_after(1).unwrap());
        assert_eq!(world.mail.deliver().await.unwrap(), sent(1));
        assert_eq!(world.mails_to(0).len(), 1);
    }
}

#[tokio::test]
async fn what_is_never_taken_is_given_up_after_two_days() {
    for world in told(1).await {
        world.lab.set_mail_fault(None, MailFault::TryLater);
        let (mut tries, mut given_up) = (0, 0);
        for _ in 0..8 {
            let delivered = world.mail.deliver().await.unwrap();
            tries += delivered.postponed;
            given_up += delivered.given_up;
            if given_up > 0 {
                break;
            }
            world.clock.advance(wait_after(u32::try_from(tries).unwrap()).expect("an end"));
        }
        assert_eq!((tries, given_up), (6, 1));
        world.clock.advance(Millis::days(3));
        assert_eq!(world.mail.deliver().await.unwrap(), sent(0));
        let proved = world.mail.address_of(world.people[0]).await.unwrap().0.unwrap();
        assert_eq!(proved.standing.unreached_at, None, "the server was at fault, not the address");
    }
}

#[tokio::test]
async fn an_address_that_takes_nothing_is_marked_and_written_to_no_more_until_it_is_proved_again() {
    for world in told(2).await {
        world.lab.set_mail_fault(Some(&address_of(0)), MailFault::NoSuchMailbox);
        assert_eq!(world.mail.deliver().await.unwrap(), Delivered { sent: 1, postponed: 0, given_up: 1 });
        let standing = async || world.mail.address_of(world.people[0]).await.unwrap().0.unwrap().standing;
        assert!(standing().await.unreached_at.is_some());
        world.lab.clear_mail_faults();
        world.incident(&world.people[..2]).await;
        assert_eq!(world.mail.deliver().await.unwrap(), sent(1), "the other alone");
        world.clock.advance(Millis::minutes(2));
        world.prove(0, Language::Chinese).await;
        assert_eq!(standing().await.unreached_at, None);
        world.incident(&world.people[..1]).await;
        assert!(world.mail.deliver().await.unwrap().sent >= 1);
    }
}

#[tokio::test]
async fn a_server_that_lets_nobody_send_says_nothing_about_addresses() {
    for world in told(2).await {
        world.lab.set_mail_fault(None, MailFault::RelayingDenied);
        assert_eq!(world.mail.deliver().await.unwrap(), Delivered { postponed: 2, ..Delivered::default() });
        for person in &world.people[..2] {
            assert_eq!(world.mail.address_of(*person).await.unwrap().0.unwrap().standing.unreached_at, None);
        }
        world.lab.clear_mail_faults();
        world.clock.advance(Millis::days(1));
        assert_eq!(world.mail.deliver().await.unwrap(), sent(2));
    }
}

#[tokio::test]
async fn a_mail_that_is_refused_says_nothing_about_its_address() {
    for world in told(1).await {
        world.lab.set_mail_fault(None, MailFault::MailRefused);
        assert_eq!(world.mail.deliver().await.unwrap(), Delivered { given_up: 1, ..Delivered::default() });
        let proved = world.mail.address_of(world.people[0]).await.unwrap().0.unwrap();
        assert_eq!(proved.standing.unreached_at, None);
    }
}

#[tokio::test]
async fn what_waits_goes_with_the_address() {
    for world in told(1).await {
        world.lab.set_mail_fault(None, MailFault::TryLater);
        world.mail.deliver().await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM mails WHERE state = 'waiting'").await, 1);
        world.mail.take_away(world.people[0]).await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM mails").await, 0);
        world.lab.clear_mail_faults();
        world.clock.advance(Millis::hours(1));
        assert_eq!(world.mail.deliver().await.unwrap(), sent(0));
    }
}

/// The ledger has each sending before it leaves, with its kinds and without its words.
#[tokio::test]
async fn each_sending_stands_in_the_ledger_of_whom_it_is_about() {
    for world in told(1).await {
        world.mail.deliver().await.unwrap();
        let me = world.people[0].as_i64();
        let entries = |fields: &str| {
            format!(
                "SELECT count(*) FROM disclosures WHERE subject_id = {me} AND recipient = 'mail_server' AND fields = '{fields}' AND outcome = 'sent'"
            )
        };
        assert_eq!(world.number(&entries("address proof_code")).await, 1);
        assert_eq!(world.number(&entries("address incident_notice")).await, 1);
    }
}
