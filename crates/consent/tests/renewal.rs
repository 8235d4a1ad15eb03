//! A later version of the policy that asks for more lets consents rest until each is given anew, on both engines.

use consent::{Consents, Event, Holding as _, State};
use db::sql;
use policy::{CompiledPolicy, PlayHistory, ProfileGender, Purpose as _, PurposeId, Terms};
use units::Millis;

use crate::grants::{ME, World, agree, record, rows, worlds};

sql! {
    static REMOVE_ALL = "DELETE FROM listens WHERE subject_id = $1";
}

/// The terms once a version after the one in force is published, with this change.
fn changed(change: impl FnOnce(&mut CompiledPolicy)) -> &'static Terms {
    let first = policy::current();
    let mut next = first.clone();
    next.version = "next".to_owned();
    change(&mut next);
    Box::leak(Box::new(Terms::of(&[first, Box::leak(Box::new(next))])))
}

fn keep_more_of_listens(policy: &mut CompiledPolicy) {
    let listen = policy.items.iter_mut().find(|item| item.id == "listen").unwrap();
    let mut place = listen.columns[0].clone();
    place.name = "place".to_owned();
    listen.columns.push(place);
}

fn publish(world: &mut World, terms: &'static Terms) {
    world.consents = world.consents.clone().under(terms);
}

async fn state(consents: &Consents, purpose: PurposeId) -> State {
    let states = consents.states_of(ME).await.unwrap();
    states.into_iter().find(|state| state.purpose == purpose).unwrap().state
}

#[tokio::test]
async fn what_asks_for_more_rests_until_its_person_agrees_to_that_alone() {
    for mut world in worlds().await {
        agree(&world, ME, PurposeId::PlayHistory).await;
        agree(&world, ME, PurposeId::ProfileGender).await;
        assert!(record(&world, 1).await);
        assert_eq!(world.consents.ask_anew().await.unwrap(), 0, "there is one version");

        publish(&mut world, changed(keep_more_of_listens));
        assert_eq!(world.consents.ask_anew().await.unwrap(), 1);
        assert_eq!(world.consents.ask_anew().await.unwrap(), 0, "twice is once");
        assert!(!record(&world, 2).await, "less was agreed to than is asked now");
        assert_eq!(state(&world.consents, PurposeId::PlayHistory).await, State::AskedAnew);
        let other = world.consents.grant::<ProfileGender>(ME).await.unwrap();
        assert!(other.is_some(), "what did not change goes on");
        drop(other);
        let mut kept = world.consents.kept::<PlayHistory>(ME).await.unwrap().expect("theirs to see");
        assert_eq!(kept.subject(), ME);
        kept.tx().execute(&REMOVE_ALL, &db::args![ME]).await.unwrap();
        kept.commit().await.unwrap();
        assert_eq!(rows(&world, ME).await, 0, "and theirs to remove");

        world.clock.advance(Millis::minutes(1));
        agree(&world, ME, PurposeId::PlayHistory).await;
        assert_eq!(state(&world.consents, PurposeId::PlayHistory).await, State::Granted);
        assert_eq!(world.consents.ask_anew().await.unwrap(), 0, "that was the answer");
        assert!(record(&world, 3).await);
        let events = world.consents.events_of(ME, None, 10).await.unwrap();
        let history = events.iter().filter(|event| event.purpose == PurposeId::PlayHistory);
        let told: Vec<_> = history.map(|event| (event.event, event.policy_version.as_str())).collect();
        assert_eq!(told, [(Event::Granted, "next"), (Event::Granted, policy::current().version.as_str())]);
    }
}

#[tokio::test]
async fn what_changes_nothing_for_a_consent_lets_it_be() {
    for mut world in worlds().await {
        agree(&world, ME, PurposeId::PlayHistory).await;
        let terms = changed(|policy| {
            let notice = &mut policy.purposes.iter_mut().find(|one| one.id == PlayHistory::ID).unwrap().notice;
            notice.en.push_str(" In other words.");
            policy.items.iter_mut().find(|item| item.id == "listen").unwrap().export = false;
        });
        publish(&mut world, terms);
        assert_eq!(world.consents.ask_anew().await.unwrap(), 0);
        assert!(record(&world, 1).await);
    }
}

/// A microphone or a camera that a function may now use, and a way of reaching people that is now kept.
#[tokio::test]
async fn what_calls_for_a_recording_or_a_way_to_reach_people_is_asked_by_itself() {
    for mut world in worlds().await {
        let purpose = PurposeId::PlayHistory;
        let function = policy::current().purpose(purpose.id()).unwrap().function.clone();
        let widenings: [&dyn Fn(&mut CompiledPolicy); 2] = [
            &|policy| {
                let microphone = policy.permissions.iter_mut().find(|one| one.id == "microphone").unwrap();
                microphone.functions.push(function.clone());
            },
            &|policy| {
                let listen = policy.items.iter_mut().find(|item| item.id == "listen").unwrap();
                let mut mail = listen.columns[0].clone();
                (mail.name, mail.category) = ("mail".to_owned(), "contact".to_owned());
                listen.columns.push(mail);
            },
        ];
        let earlier = world.consents.clone();
        for widening in widenings {
            world.consents = earlier.clone();
            world.consents.withdraw(ME, purpose).await.unwrap();
            agree(&world, ME, purpose).await;
            publish(&mut world, changed(widening));
            assert_eq!(world.consents.ask_anew().await.unwrap(), 1);
            assert_eq!(state(&world.consents, purpose).await, State::AskedAnew);
            assert!(!record(&world, 1).await);
        }
    }
}
