//! A browser that asks not to be tracked lets consents rest until their person chooses again, on both engines.

use consent::{Event, Holding as _, SignalsSeen, State, on_signal};
use db::{args, sql};
use http_api::Signals;
use policy::{OnSignal, PlayHistory, PurposeId, ResumePlayback};
use units::Millis;

use crate::grants::{ME, NOW, World, agree, record, rows, worlds};

const GPC: Signals = Signals { gpc: true, dnt: false };
const DNT: Signals = Signals { gpc: false, dnt: true };

sql! {
    static REMOVE = "DELETE FROM listens WHERE subject_id = $1 AND id = $2";
}

async fn state(world: &World, purpose: PurposeId) -> State {
    let states = world.consents.states_of(ME).await.unwrap();
    states.into_iter().find(|state| state.purpose == purpose).unwrap().state
}

#[tokio::test]
async fn a_signal_lets_what_was_given_before_rest() {
    for world in worlds().await {
        agree(&world, ME, PurposeId::PlayHistory).await;
        agree(&world, ME, PurposeId::ProfileSignature).await;
        assert!(record(&world, 1).await);
        world.clock.advance(Millis::minutes(5));
        assert_eq!(world.consents.heed(ME, Signals::default()).await.unwrap(), 0, "nothing was asked");
        assert!(world.consents.grant::<PlayHistory>(ME).await.unwrap().is_some());
        assert_eq!(world.consents.heed(ME, GPC).await.unwrap(), 1);
        assert!(!record(&world, 2).await, "nothing is recorded while it rests");
        assert_eq!(rows(&world, ME).await, 1, "nobody asked to erase what there is");
        assert_eq!(state(&world, PurposeId::PlayHistory).await, State::Resting);
        assert_eq!(state(&world, PurposeId::ProfileSignature).await, State::Granted, "that is an act of their own");
        let seen = world.consents.signals_of(ME).await.unwrap();
        assert_eq!(seen, SignalsSeen { gpc_at: Some(NOW + Millis::minutes(5)), dnt_at: None });
        // Its absence later, as from another device, starts nothing again.
        world.consents.heed(ME, Signals::default()).await.unwrap();
        assert_eq!(state(&world, PurposeId::PlayHistory).await, State::Resting);
    }
}

#[tokio::test]
async fn a_later_choice_of_the_person_ends_the_rest_and_is_on_record() {
    for world in worlds().await {
        agree(&world, ME, PurposeId::PlayHistory).await;
        world.consents.heed(ME, GPC).await.unwrap();
        world.clock.advance(Millis::minutes(1));
        agree(&world, ME, PurposeId::PlayHistory).await;
        assert_eq!(state(&world, PurposeId::PlayHistory).await, State::Granted);
        assert_eq!(world.consents.heed(ME, GPC).await.unwrap(), 0, "the same wish again does not undo the choice");
        assert!(record(&world, 1).await);
        let events = world.consents.events_of(ME, None, 10).await.unwrap();
        let given: Vec<_> = events.iter().map(|event| (event.event, event.at)).collect();
        assert_eq!(given, [(Event::Granted, NOW + Millis::minutes(1)), (Event::Granted, NOW)]);
        // Another kind of signal is another wish, made later still.
        assert_eq!(world.consents.heed(ME, Signals { gpc: true, dnt: true }).await.unwrap(), 1);
        assert!(!record(&world, 2).await);
        assert_eq!(world.consents.heed(ME, DNT).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn what_was_kept_stays_to_be_seen_and_removed() {
    for world in worlds().await {
        assert!(world.consents.kept::<PlayHistory>(ME).await.unwrap().is_none(), "without consent nothing is kept");
        agree(&world, ME, PurposeId::PlayHistory).await;
        record(&world, 1).await;
        record(&world, 2).await;
        world.consents.heed(ME, DNT).await.unwrap();
        let mut kept = world.consents.kept::<PlayHistory>(ME).await.unwrap().unwrap();
        let subject = kept.subject();
        assert_eq!(kept.tx().execute(&REMOVE, &args![subject, 1_i64]).await.unwrap(), 1);
        kept.commit().await.unwrap();
        assert_eq!(rows(&world, ME).await, 1);
        assert!(world.consents.kept::<ResumePlayback>(ME).await.unwrap().is_none());
        assert_eq!(world.consents.withdraw(ME, PurposeId::PlayHistory).await.unwrap(), 1, "and withdrawing erases");
        assert_eq!(rows(&world, ME).await, 0);
        assert_eq!(state(&world, PurposeId::PlayHistory).await, State::Withdrawn);
    }
}

/// What was agreed to while the browser already asked is a choice that knew of it.
#[tokio::test]
async fn a_choice_after_the_signal_stands() {
    for world in worlds().await {
        world.consents.heed(ME, GPC).await.unwrap();
        agree(&world, ME, PurposeId::PlayHistory).await;
        world.consents.heed(ME, GPC).await.unwrap();
        assert!(record(&world, 1).await);
    }
}

#[test]
fn every_purpose_by_consent_says_what_a_signal_does() {
    let by_consent = policy::current().purposes.iter().filter(|purpose| purpose.basis.needs_grant()).count();
    let (mut resting, mut own) = (0, 0);
    for &purpose in PurposeId::ALL {
        match on_signal(purpose) {
            Some(OnSignal::Rests) => resting += 1,
            Some(OnSignal::OwnAct) => own += 1,
            None => {}
        }
    }
    assert_eq!(resting + own, by_consent);
    assert!(resting >= 9, "{resting}");
}
