//! Over random histories, the state is always the last choice that changed something.

use std::sync::Arc;

use consent::{Consents, Shown, State};
use ids::SubjectId;
use policy::{Language, PurposeId};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use units::{ManualClock, Millis, Timestamp};

const START: Timestamp = Timestamp::from_millis(1_795_438_800_000);

#[derive(Clone, Copy, Debug)]
enum Step {
    Give(usize),
    Refuse(usize),
    Withdraw(usize),
    Terminate,
}

fn step(purposes: usize) -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..purposes).prop_map(Step::Give),
        2 => (0..purposes).prop_map(Step::Refuse),
        3 => (0..purposes).prop_map(Step::Withdraw),
        1 => Just(Step::Terminate),
    ]
}

/// What the state should be, without a database.
fn model(state: State, step: Step, purpose: usize) -> State {
    match step {
        Step::Give(chosen) if chosen == purpose => State::Granted,
        Step::Refuse(chosen) if chosen == purpose && state != State::Granted => State::Refused,
        Step::Withdraw(chosen) if chosen == purpose && state == State::Granted => State::Withdrawn,
        Step::Terminate if state == State::Granted => State::Withdrawn,
        _ => state,
    }
}

#[test]
fn the_state_is_the_last_choice() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        // What is kept by consent, whichever crate keeps it.
        let by_consent = |id: &str| policy::current().purpose(id).is_some_and(|purpose| purpose.basis.needs_grant());
        let items = policy::current().items.iter().filter(|item| by_consent(&item.purpose));
        let tables: String = items
            .filter_map(|item| Some((&item.table, item.subject_column()?)))
            .map(|(table, subject)| format!("CREATE TABLE {table} ({subject} BIGINT NOT NULL);"))
            .collect();
        let items: &'static db::Module = Box::leak(Box::new(db::Module {
            name: "consent",
            migrations: Box::leak(Box::new([db::Migration { name: "9001_items", text: tables.leak() }])),
        }));
        for test in testkit::databases(&[&consent::MIGRATIONS, items], &[]).await {
            let clock = ManualClock::at(START);
            let consents = Consents::new(test.db.clone(), Arc::new(clock.clone()));
            let nobody = SubjectId::from_i64(0);
            let purposes: Vec<PurposeId> =
                consents.states_of(nobody).await.unwrap().into_iter().map(|state| state.purpose).collect();
            let histories = proptest::collection::vec(step(purposes.len()), 1..24);
            let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
                failure_persistence: None,
                ..ProptestConfig::default()
            });
            for number in 1..=150_i64 {
                let subject = SubjectId::from_i64(number);
                let mut tx = test.db.begin().await.unwrap();
                consent::add_subject(&mut tx, subject, START).await.unwrap();
                tx.commit().await.unwrap();
                let history = histories.new_tree(&mut runner).unwrap().current();
                let mut expected = vec![State::NotAsked; purposes.len()];
                for &step in &history {
                    clock.advance(Millis(1));
                    match step {
                        Step::Give(chosen) => {
                            let purpose = purposes[chosen];
                            let shown = Shown { text_hash: policy::text_hash(purpose, Language::En) };
                            consents.give(subject, purpose, &shown).await.unwrap();
                        }
                        Step::Refuse(chosen) => consents.refuse(subject, purposes[chosen]).await.unwrap(),
                        Step::Withdraw(chosen) => {
                            consents.withdraw(subject, purposes[chosen]).await.unwrap();
                        }
                        Step::Terminate => {
                            consents.terminate(subject).await.unwrap();
                        }
                    }
                    for (purpose, state) in expected.iter_mut().enumerate() {
                        *state = model(*state, step, purpose);
                    }
                }
                let found: Vec<State> =
                    consents.states_of(subject).await.unwrap().into_iter().map(|state| state.state).collect();
                assert_eq!(found, expected, "after {history:?}");
            }
        }
    });
}
