//! How a guardian comes to agree.

use consent::MinorRefusal;
use minors::{Error, INVITED_FOR};
use policy::{Language, PurposeId};
use units::{Clock as _, Millis};

use crate::support::{GUARDIAN, MINOR, OTHER, WITHOUT_PHONE, signed_in, statement, worlds};

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> MinorRefusal {
    match result {
        Err(Error::Consent(consent::Error::Minor(refusal))) => refusal,
        other => panic!("it is refused, but: {other:?}"),
    }
}

#[tokio::test]
async fn a_guardian_reads_the_statement_and_agrees_once() {
    for world in worlds().await {
        assert_eq!(refusal(world.minors.invite(MINOR).await), MinorRefusal::NotKnown);
        world.be_born(MINOR, "2010-05-01").await;
        let earlier = world.invite().await;
        let token = world.invite().await;
        assert!(matches!(world.minors.preview(&earlier).await, Err(Error::NotFound)), "the latest stands alone");
        let invitation = world.minors.preview(&token).await.unwrap();
        assert_eq!(invitation.nickname.as_deref(), Some("听者1"));
        let guardianship = world.accept(GUARDIAN, &token).await.unwrap();
        assert_eq!(guardianship.policy_version, policy::current().version);
        assert_eq!(guardianship.text_hash, statement(&world));
        assert!(matches!(world.accept(OTHER, &token).await, Err(Error::NotFound)), "a link opens once");
        assert_eq!(refusal(world.minors.invite(MINOR).await), MinorRefusal::AlreadyGuarded);
        let (known, invited_until) = world.minors.standing(MINOR).await.unwrap().unwrap();
        assert_eq!((known.guardianship, known.due_at, invited_until), (Some(guardianship.clone()), None, None));
        let [ward] = world.minors.wards(GUARDIAN).await.unwrap().try_into().unwrap();
        assert_eq!((ward.guardianship, ward.nickname.as_deref()), (guardianship.clone(), Some("听者1")));
        assert!(world.minors.wards(OTHER).await.unwrap().is_empty());
        assert!(matches!(world.minors.ward(OTHER, guardianship.id).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn who_cannot_be_the_guardian_leaves_the_link_as_it_was() {
    for world in worlds().await {
        world.be_born(MINOR, "2014-05-01").await;
        let token = world.invite().await;
        assert_eq!(refusal(world.accept(MINOR, &token).await), MinorRefusal::GuardianUnfit, "oneself");
        assert_eq!(refusal(world.accept(WITHOUT_PHONE, &token).await), MinorRefusal::GuardianUnfit, "without a phone");
        world.be_born(OTHER, "2009-05-01").await;
        assert_eq!(refusal(world.accept(OTHER, &token).await), MinorRefusal::GuardianUnfit, "a minor");
        let stale = signed_in(GUARDIAN, world.clock.now() - http_api::RECENT - Millis(1));
        let agreed = world.minors.agree(&stale, &token, &statement(&world)).await;
        assert!(matches!(agreed, Err(Error::NotRecent(_))), "not there in person");
        let here = signed_in(GUARDIAN, world.clock.now());
        let agreed = world.minors.agree(&here, &token, "another text").await;
        assert!(matches!(agreed, Err(Error::StatementChanged)), "another statement");
        let english = world.minors.statement(Language::En).text_hash;
        world.minors.agree(&here, &token, &english).await.unwrap();
    }
}

#[tokio::test]
async fn a_link_stands_for_a_week() {
    for world in worlds().await {
        world.be_born(MINOR, "2010-05-01").await;
        let token = world.invite().await;
        world.clock.advance(Millis(INVITED_FOR.0 - 1));
        assert!(world.minors.preview(&token).await.is_ok());
        world.clock.advance(Millis(1));
        assert!(matches!(world.minors.preview(&token).await, Err(Error::NotFound)));
        assert!(matches!(world.accept(GUARDIAN, &token).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn a_guardian_chooses_for_a_child_and_sees_a_youth_choose() {
    let shown = |purpose| consent::Shown { text_hash: policy::text_hash(purpose, Language::ZhCn) };
    let purpose = PurposeId::PlayHistory;
    for world in worlds().await {
        world.be_born(MINOR, "2014-05-01").await;
        let id = world.accept(GUARDIAN, &world.invite().await).await.unwrap().id;
        let stranger = world.minors.agree_for(OTHER, id, purpose, &shown(purpose)).await;
        assert!(matches!(stranger, Err(Error::NotFound)));
        world.minors.agree_for(GUARDIAN, id, purpose, &shown(purpose)).await.unwrap();
        assert!(world.consents.grant::<policy::PlayHistory>(MINOR).await.unwrap().is_some());
        // On the day after the fifteenth birthday they choose themselves, and the guardian can take it back still.
        world.clock.advance(Millis::days(900));
        let refused = world.minors.agree_for(GUARDIAN, id, PurposeId::Chat, &shown(PurposeId::Chat)).await;
        assert_eq!(refusal(refused), MinorRefusal::NotGuardian);
        world.agree(MINOR, PurposeId::ResumePlayback).await;
        assert!(matches!(world.minors.withdraw_for(OTHER, id, purpose).await, Err(Error::NotFound)));
        assert!(world.consents.grant::<policy::ResumePlayback>(MINOR).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn ending_it_asks_for_a_recent_sign_in_and_starts_the_clock() {
    for world in worlds().await {
        world.be_born(MINOR, "2010-05-01").await;
        let id = world.accept(GUARDIAN, &world.invite().await).await.unwrap().id;
        world.clock.advance(Millis::days(10));
        let stale = signed_in(GUARDIAN, world.clock.now() - http_api::RECENT - Millis(1));
        assert!(matches!(world.minors.end(&stale, id).await, Err(Error::NotRecent(_))));
        let stranger = signed_in(OTHER, world.clock.now());
        assert_eq!(refusal(world.minors.end(&stranger, id).await), MinorRefusal::NotGuardian);
        world.minors.end(&signed_in(GUARDIAN, world.clock.now()), id).await.unwrap();
        let (known, _) = world.minors.standing(MINOR).await.unwrap().unwrap();
        assert_eq!(known.due_at, Some(world.clock.now() + consent::ERASED_WITHIN));
        let token = world.invite().await;
        world.accept(OTHER, &token).await.unwrap();
        assert_eq!(world.minors.wards(OTHER).await.unwrap().len(), 1);
    }
}
