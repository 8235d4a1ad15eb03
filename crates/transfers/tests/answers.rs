//! What people say, by which words, and what becomes of it.

use consent::Shown;
use http_api::Language;
use policy::PurposeId;
use transfers::{Answer, Error};
use units::Millis;

use crate::support::{NOON, people_in, person, whole, worlds};

/// P-131.
#[tokio::test]
async fn nobody_agrees_to_words_they_were_not_shown() {
    for world in worlds().await {
        let people = world.people(2).await;
        let transfer = world.announced().await;
        for wrong in [String::new(), "0".repeat(64), policy::text_hash(PurposeId::Transfer, policy::Language::ZhCn)] {
            let refused = world.transfers.agree(people[0], transfer.id, &wrong).await;
            assert!(matches!(refused, Err(Error::TextChanged)), "{wrong}: {refused:?}");
        }
        assert_eq!(world.count("transfer_consents").await + world.count("grants WHERE purpose_no = 51").await, 0);
        for (person, language) in people.iter().zip([Language::Chinese, Language::English]) {
            let shown = transfer.text_hash(language).unwrap();
            world.transfers.agree(*person, transfer.id, &shown).await.unwrap();
            // Agreeing twice changes nothing.
            world.transfers.agree(*person, transfer.id, &shown).await.unwrap();
            assert_eq!(world.count(&format!("transfer_consents WHERE text_hash = '{shown}'")).await, 1);
        }
    }
}

/// P-131: whoever changes what was announced makes every consent one to something else.
#[tokio::test]
async fn a_consent_to_other_words_takes_nobody_along() {
    for world in worlds().await {
        let people = world.people(2).await;
        let transfer = world.announced().await;
        for &one in &people {
            world.agree(one, &transfer).await.unwrap();
        }
        world.edit("UPDATE transfers SET receiver = '别的公司'".to_owned()).await.unwrap();
        world.to_the_deadline();
        let file = whole(world.hand_over(transfer.id).await.unwrap()).await.unwrap();
        assert_eq!(people_in(&serde_json::from_str(&file).unwrap()), []);
        assert_eq!(world.in_the_ledger().await, []);
    }
}

#[tokio::test]
async fn an_answer_is_changed_at_will_until_the_deadline_and_taken_back_after() {
    for world in worlds().await {
        let [member] = world.people(1).await[..] else { unreachable!() };
        let transfer = world.announced().await;
        let answer = async || world.transfers.announced_to(member).await.unwrap()[0].answer;
        assert_eq!(answer().await, Answer::None);
        world.transfers.refuse(member, transfer.id).await.unwrap();
        world.transfers.refuse(member, transfer.id).await.unwrap();
        assert_eq!(answer().await, Answer::Refused);
        world.agree(member, &transfer).await.unwrap();
        assert_eq!((answer().await, world.count("transfer_refusals").await), (Answer::Agreed, 0));
        world.transfers.refuse(member, transfer.id).await.unwrap();
        assert_eq!((answer().await, world.count("transfer_consents").await), (Answer::Refused, 0));
        assert_eq!(world.count("grants WHERE purpose_no = 51").await, 0, "the consent goes with the answer");
        world.agree(member, &transfer).await.unwrap();
        world.to_the_deadline();
        assert!(matches!(world.agree(person(0), &transfer).await, Err(Error::NotOpen)));
        world.transfers.refuse(member, transfer.id).await.unwrap();
        assert!(matches!(world.agree(member, &transfer).await, Err(Error::NotOpen)));
        assert_eq!(answer().await, Answer::Refused);
    }
}

/// What members say is no step of a transfer's: nobody keeps it, nor who approved it, past its three years.
#[tokio::test]
async fn answers_keep_nothing_for_longer_and_come_to_an_end() {
    for world in worlds().await {
        let [member] = world.people(1).await[..] else { unreachable!() };
        let transfer = world.announced().await;
        let at_noon = format!("WHERE last_at = {}", NOON.as_millis());
        let unmoved = async || {
            let transfers = world.count(&format!("transfers {at_noon}")).await;
            (transfers, world.count(&format!("transfer_approvals {at_noon}")).await)
        };
        world.clock.advance(Millis::days(1));
        world.agree(member, &transfer).await.unwrap();
        assert_eq!(unmoved().await, (1, 2), "a yes");
        world.transfers.refuse(member, transfer.id).await.unwrap();
        assert_eq!(unmoved().await, (1, 2), "a no");
        // The last moment at which it can be handed over, and an answer be taken back.
        world.clock.advance(Millis(Millis::days(59).0 - 1));
        world.transfers.refuse(member, transfer.id).await.unwrap();
        assert_eq!(unmoved().await, (1, 2), "a no after the deadline");
        world.clock.advance(Millis(1));
        for late in [world.agree(member, &transfer).await, world.transfers.refuse(member, transfer.id).await] {
            assert!(matches!(late, Err(Error::NotOpen)), "{late:?}");
        }
        // Three years after it was announced.
        world.clock.advance(Millis::days(1_037));
        world.rights.age().await.unwrap();
        assert_eq!(world.count("transfers").await + world.count("transfer_approvals").await, 0);
    }
}

#[tokio::test]
async fn an_answer_goes_with_the_purpose_the_agreement_and_the_account() {
    for world in worlds().await {
        let people = world.people(4).await;
        let transfer = world.announced().await;
        for &one in &people {
            world.agree(one, &transfer).await.unwrap();
        }
        world.rights.withdraw(people[0], PurposeId::Transfer).await.unwrap();
        world.rights.terminate(people[1]).await.unwrap();
        world.rights.close(people[2]).await.unwrap();
        assert_eq!(world.count("transfer_consents").await, 1);
        world.to_the_deadline();
        let file = whole(world.hand_over(transfer.id).await.unwrap()).await.unwrap();
        assert_eq!(people_in(&serde_json::from_str(&file).unwrap()), [people[3]]);
        // Thirty days after the deadline nothing can be handed over any more, and the answer goes.
        world.clock.advance(Millis(Millis::days(30).0 + 1));
        world.rights.age().await.unwrap();
        assert_eq!(world.count("transfer_consents").await, 0);
    }
}

/// A switch in the privacy centre is no answer to anything.
#[tokio::test]
async fn the_consent_in_general_hands_nobody_over() {
    for world in worlds().await {
        let [member] = world.people(1).await[..] else { unreachable!() };
        let transfer = world.announced().await;
        let shown = Shown { text_hash: policy::text_hash(PurposeId::Transfer, policy::Language::ZhCn) };
        world.consents.give(member, PurposeId::Transfer, &shown).await.unwrap();
        world.to_the_deadline();
        let file = whole(world.hand_over(transfer.id).await.unwrap()).await.unwrap();
        assert_eq!(people_in(&serde_json::from_str(&file).unwrap()), []);
    }
}
