//! Filing, approving, announcing and calling off.

use http_api::Language;
use transfers::{Counts, Error, NewTransfer, Standing};
use units::{Clock as _, Millis};

use crate::support::{NOON, new_transfer, person, whole, worlds};

#[tokio::test]
async fn what_does_not_fit_is_not_filed() {
    for world in worlds().await {
        let wrong: [(&str, NewTransfer); 9] = [
            ("receiver", NewTransfer { receiver: " ".to_owned(), ..new_transfer() }),
            ("receiver", NewTransfer { receiver: "长".repeat(121), ..new_transfer() }),
            ("contact", NewTransfer { contact: "\n".to_owned(), ..new_transfer() }),
            ("reason_en", NewTransfer { reason_en: String::new(), ..new_transfer() }),
            ("items", NewTransfer { items: Vec::new(), ..new_transfer() }),
            ("items", NewTransfer { items: vec!["account_password".to_owned()], ..new_transfer() }),
            ("agreement", NewTransfer { agreement: String::new(), ..new_transfer() }),
            ("agreement_on", NewTransfer { agreement_on: "2026-12-31".to_owned(), ..new_transfer() }),
            ("answer_days", NewTransfer { answer_days: 29, ..new_transfer() }),
        ];
        for (field, new) in wrong {
            let refused = world.transfers.file(world.filer.subject, &new).await;
            assert!(matches!(&refused, Err(Error::Field { name, .. }) if *name == field), "{field}: {refused:?}");
        }
        assert_eq!(world.transfers.transfers().await.unwrap(), []);
    }
}

#[tokio::test]
async fn nobody_is_asked_before_two_approved_who_did_not_file_it() {
    for world in worlds().await {
        let [member] = world.people(1).await[..] else { unreachable!() };
        let id = world.file().await.id;
        let own = world.transfers.approve(id, world.filer.subject).await;
        assert!(matches!(own, Err(Error::OwnTransfer)), "{own:?}");
        let [first, second] = world.approvers.clone();
        world.transfers.approve(id, first.subject).await.unwrap();
        let again = world.transfers.approve(id, first.subject).await;
        assert!(matches!(again, Err(Error::AlreadyApproved)), "{again:?}");
        assert_eq!(world.transfers.announced_to(member).await.unwrap(), []);
        assert!(matches!(world.hand_over(id).await, Err(Error::NotApproved)));
        world.clock.advance(Millis::hours(1));
        let announced = world.transfers.approve(id, second.subject).await.unwrap();
        let began = NOON + Millis::hours(1);
        assert_eq!(announced.announced, Some((began, began + Millis::days(30))));
        assert_eq!(announced.standing(world.clock.now()), Standing::Open);
        let third = world.transfers.approve(id, world.other.subject).await;
        assert!(matches!(third, Err(Error::AlreadyApproved)), "{third:?}");
        assert_eq!(world.transfers.announced_to(member).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn nothing_is_handed_over_before_everybody_had_their_time_nor_long_after() {
    for world in worlds().await {
        let people = world.people(1).await;
        let transfer = world.announced().await;
        world.agree(people[0], &transfer).await.unwrap();
        world.clock.advance(Millis(Millis::days(30).0 - 1));
        assert!(matches!(world.hand_over(transfer.id).await, Err(Error::TooEarly)));
        world.clock.advance(Millis(1));
        for stranger in [&world.other, &world.filer] {
            let refused = world.transfers.hand_over(stranger, transfer.id).await;
            let training = matches!(refused, Err(Error::Staff(staff_access::Error::TrainingDue)));
            assert!(training || matches!(refused, Err(Error::NotAnApprover)), "{refused:?}");
        }
        let mut bare = world.approvers[0].clone();
        bare.roles = vec![http_api::Role::Listener, http_api::Role::Operator];
        let refused = world.transfers.hand_over(&bare, transfer.id).await;
        assert!(matches!(refused, Err(Error::Staff(staff_access::Error::NotInRole))), "{refused:?}");
        world.hand_over(transfer.id).await.unwrap();
        world.clock.advance(Millis::days(30));
        assert!(matches!(world.hand_over(transfer.id).await, Err(Error::Lapsed)));
        let lapsed = world.transfers.transfer(transfer.id).await.unwrap();
        assert_eq!(lapsed.standing(world.clock.now()), Standing::Lapsed);
        assert_eq!(world.in_the_ledger().await, [], "what was begun and never read handed nobody over");
    }
}

#[tokio::test]
async fn calling_off_takes_every_answer_along() {
    for world in worlds().await {
        let people = world.people(3).await;
        let transfer = world.announced().await;
        world.agree(people[0], &transfer).await.unwrap();
        world.transfers.refuse(people[1], transfer.id).await.unwrap();
        let counts = world.transfers.counts(transfer.id).await.unwrap();
        assert_eq!(counts, Counts { asked: 7, agreed: 1, refused: 1 });
        assert_eq!(counts.unanswered(), 5, "staff are members too");
        assert!(matches!(
            world.transfers.call_off(transfer.id, world.other.subject, " ").await,
            Err(Error::Field { .. })
        ));
        let off = world.transfers.call_off(transfer.id, world.other.subject, "协议解除。").await.unwrap();
        assert_eq!(off.standing(world.clock.now()), Standing::CalledOff);
        let left = world.count("transfer_consents").await + world.count("transfer_refusals").await;
        assert_eq!(left, 0);
        let again = world.transfers.call_off(transfer.id, world.filer.subject, "再来。").await;
        assert!(matches!(again, Err(Error::CalledOff)), "{again:?}");
        for late in [world.agree(people[2], &transfer).await, world.transfers.refuse(people[2], transfer.id).await] {
            assert!(matches!(late, Err(Error::NotOpen)), "{late:?}");
        }
        world.to_the_deadline();
        assert!(matches!(world.hand_over(transfer.id).await, Err(Error::CalledOff)));
        assert!(matches!(world.transfers.approve(transfer.id, person(0)).await, Err(Error::CalledOff)));
    }
}

#[tokio::test]
async fn one_is_asked_about_at_a_time() {
    for world in worlds().await {
        let first = world.announced().await;
        let next = world.file().await.id;
        let [one, two] = world.approvers.clone();
        world.transfers.approve(next, one.subject).await.unwrap();
        let refused = world.transfers.approve(next, two.subject).await;
        assert!(matches!(refused, Err(Error::AnotherIsOpen)), "{refused:?}");
        assert_eq!(world.transfers.transfer(next).await.unwrap().approvals.len(), 1);
        world.transfers.call_off(first.id, one.subject, "取消。").await.unwrap();
        let announced = world.transfers.approve(next, two.subject).await.unwrap();
        assert!(announced.text_hash(Language::English).is_some());
    }
}

/// Both would look before either has announced, were it not in one transaction behind a lock that they share.
#[tokio::test]
async fn of_two_that_are_approved_at_the_same_moment_one_is_announced() {
    for world in worlds().await {
        let [one, two] = world.approvers.clone();
        let [first, second] = [world.file().await.id, world.file().await.id];
        for id in [first, second] {
            world.transfers.approve(id, one.subject).await.unwrap();
        }
        let (desk, by) = (&world.transfers, two.subject);
        let (left, right) = tokio::join!(desk.approve(first, by), desk.approve(second, by));
        let refused: Vec<Error> = [left, right].into_iter().filter_map(Result::err).collect();
        assert!(matches!(&refused[..], [Error::AnotherIsOpen]), "{refused:?}");
        assert_eq!(world.count("transfers WHERE announced_at IS NOT NULL").await, 1);
        assert_eq!(world.count("transfer_approvals").await, 3);
    }
}

/// Also of one that was handed over an answer is taken back, and with it goes the consent that another would stand on.
#[tokio::test]
async fn the_next_is_announced_when_nobody_answers_the_last_any_more() {
    for world in worlds().await {
        let [member] = world.people(1).await[..] else { unreachable!() };
        let last = world.announced().await;
        world.agree(member, &last).await.unwrap();
        let next = world.file().await.id;
        let [one, two] = world.approvers.clone();
        world.transfers.approve(next, one.subject).await.unwrap();
        world.to_the_deadline();
        whole(world.hand_over(last.id).await.unwrap()).await.unwrap();
        world.clock.advance(Millis(Millis::days(30).0 - 1));
        let refused = world.transfers.approve(next, two.subject).await;
        assert!(matches!(refused, Err(Error::AnotherIsOpen)), "{refused:?}");
        world.transfers.refuse(member, last.id).await.unwrap();
        world.clock.advance(Millis(1));
        let announced = world.transfers.approve(next, two.subject).await.unwrap();
        world.agree(member, &announced).await.unwrap();
        assert!(matches!(world.transfers.refuse(member, last.id).await, Err(Error::NotOpen)));
        assert_eq!(world.count("transfer_consents").await, 1);
    }
}
