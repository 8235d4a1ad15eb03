//! The database refuses a row without a live grant of the same person for the right purpose, on both engines.

use std::sync::Arc;

use consent::{Consents, Erased, Error, Shown, State};
use db::{Constraint, Migration, Module, args, sql};
use ids::SubjectId;
use policy::{Language, PlayHistory, Purpose, PurposeId, ResumePlayback};
use testkit::TestDatabase;
use units::{ManualClock, Millis, Timestamp};

pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
pub(crate) const ME: SubjectId = SubjectId::from_i64(1);
const YOU: SubjectId = SubjectId::from_i64(2);

/// The tables that keep data by consent, as their own crates make them; here with only the columns that matter.
static ITEMS: Module = Module {
    name: "consent",
    migrations: &[Migration {
        name: "9001_items",
        text: "CREATE TABLE listens (id BIGINT PRIMARY KEY, subject_id BIGINT NOT NULL, grant_id BIGINT NOT NULL,
                 CHECK (grant_id / 36028797018963968 = 4),
                 FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE);
               CREATE TABLE play_states (subject_id BIGINT PRIMARY KEY);
               CREATE TABLE profile_signatures (subject_id BIGINT PRIMARY KEY);
               CREATE TABLE profile_genders (subject_id BIGINT PRIMARY KEY);
               CREATE TABLE profile_birthdays (subject_id BIGINT PRIMARY KEY);
               CREATE TABLE profile_regions (subject_id BIGINT PRIMARY KEY);",
    }],
};

sql! {
    static ADD = "INSERT INTO listens (id, subject_id, grant_id) VALUES ($1, $2, $3)";
    static COUNT = "SELECT count(*) FROM listens WHERE subject_id = $1";
    static MOVE = "UPDATE listens SET subject_id = $2 WHERE subject_id = $1";
}

pub(crate) struct World {
    pub(crate) test: TestDatabase,
    pub(crate) consents: Consents,
    pub(crate) clock: ManualClock,
}

pub(crate) async fn worlds() -> Vec<World> {
    let mut found = Vec::new();
    for test in testkit::databases(&[&consent::MIGRATIONS, &ITEMS], &[]).await {
        let clock = ManualClock::at(NOW);
        let consents = Consents::new(test.db.clone(), Arc::new(clock.clone()));
        let mut tx = test.db.begin().await.unwrap();
        consent::add_subject(&mut tx, ME, NOW).await.unwrap();
        consent::add_subject(&mut tx, YOU, NOW).await.unwrap();
        tx.commit().await.unwrap();
        found.push(World { test, consents, clock });
    }
    found
}

pub(crate) fn shown(purpose: PurposeId) -> Shown {
    Shown { text_hash: policy::text_hash(purpose, Language::ZhCn) }
}

pub(crate) async fn agree(world: &World, subject: SubjectId, purpose: PurposeId) {
    world.consents.give(subject, purpose, &shown(purpose)).await.unwrap();
}

pub(crate) async fn rows(world: &World, subject: SubjectId) -> i64 {
    world.test.db.service().query_one(&COUNT, &args![subject], |row| row.get(0)).await.unwrap()
}

pub(crate) async fn record(world: &World, id: i64) -> bool {
    let Some(mut grant) = world.consents.grant::<PlayHistory>(ME).await.unwrap() else { return false };
    let (subject, grant_id) = (grant.subject(), grant.id());
    grant.tx().execute(&ADD, &args![id, subject, grant_id]).await.unwrap();
    grant.commit().await.unwrap();
    true
}

#[tokio::test]
async fn nothing_is_recorded_without_consent() {
    for world in worlds().await {
        assert!(!record(&world, 1).await);
        agree(&world, ME, PlayHistory::PURPOSE).await;
        assert!(record(&world, 1).await);
        assert_eq!(rows(&world, ME).await, 1);
    }
}

#[tokio::test]
async fn a_row_names_a_live_grant_of_the_same_person_for_the_right_purpose() {
    for world in worlds().await {
        agree(&world, ME, PlayHistory::PURPOSE).await;
        agree(&world, ME, ResumePlayback::PURPOSE).await;
        agree(&world, YOU, PlayHistory::PURPOSE).await;
        let mine = world.consents.grant::<PlayHistory>(ME).await.unwrap().unwrap().id();
        let resume = world.consents.grant::<ResumePlayback>(ME).await.unwrap().unwrap().id();
        let yours = world.consents.grant::<PlayHistory>(YOU).await.unwrap().unwrap().id();
        let try_with = async |id: i64, grant: i64| {
            let mut tx = world.test.db.begin().await.unwrap();
            let result = tx.execute(&ADD, &args![id, ME, grant]).await;
            match result {
                Ok(_) => tx.commit().await,
                Err(error) => Err(error),
            }
        };
        assert!(try_with(1, mine.as_i64() + 1).await.unwrap_err().is_constraint(Constraint::ForeignKey), "dead grant");
        assert!(
            try_with(2, yours.as_i64()).await.unwrap_err().is_constraint(Constraint::ForeignKey),
            "another's grant"
        );
        assert!(try_with(3, resume.as_i64()).await.unwrap_err().is_constraint(Constraint::Check), "another purpose");
        try_with(4, mine.as_i64()).await.unwrap();
        let mut tx = world.test.db.begin().await.unwrap();
        let moved = tx.execute(&MOVE, &args![ME, YOU]).await.unwrap_err();
        assert!(moved.is_constraint(Constraint::ForeignKey), "a row cannot be moved to someone else: {moved}");
    }
}

#[tokio::test]
async fn withdrawal_takes_the_rows_along_and_stops_recording() {
    for world in worlds().await {
        agree(&world, ME, PlayHistory::PURPOSE).await;
        for id in 0..5 {
            assert!(record(&world, id).await);
        }
        assert_eq!(world.consents.withdraw(ME, PlayHistory::PURPOSE).await.unwrap(), 5);
        assert_eq!(rows(&world, ME).await, 0);
        assert!(!record(&world, 9).await);
        assert_eq!(world.consents.withdraw(ME, PlayHistory::PURPOSE).await.unwrap(), 0, "twice changes nothing");
        let events = world.consents.events_of(ME, None, 10).await.unwrap();
        assert_eq!(events.len(), 2, "one yes and one withdrawal: {events:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_row_survives_a_withdrawal_that_races_with_recording() {
    const ROUNDS: i64 = 200;
    for world in worlds().await {
        let world = Arc::new(world);
        let mut kept = 0;
        for round in 0..ROUNDS {
            agree(&world, ME, PlayHistory::PURPOSE).await;
            let recorder = {
                let world = Arc::clone(&world);
                tokio::spawn(async move {
                    let Some(mut grant) = world.consents.grant::<PlayHistory>(ME).await.unwrap() else { return false };
                    let (subject, grant_id) = (grant.subject(), grant.id());
                    // On PostgreSQL the withdrawal may have committed since the grant was read: then the key refuses.
                    match grant.tx().execute(&ADD, &args![round, subject, grant_id]).await {
                        Ok(_) => grant.commit().await.is_ok(),
                        Err(error) => {
                            assert!(error.is_constraint(Constraint::ForeignKey), "{error}");
                            false
                        }
                    }
                })
            };
            let withdrawer = {
                let world = Arc::clone(&world);
                tokio::spawn(async move { world.consents.withdraw(ME, PlayHistory::PURPOSE).await.unwrap() })
            };
            kept += i64::from(recorder.await.unwrap());
            withdrawer.await.unwrap();
            assert_eq!(rows(&world, ME).await, 0, "round {round}");
        }
        assert!(kept <= ROUNDS);
    }
}

#[tokio::test]
async fn only_the_text_in_force_can_be_agreed_to() {
    for world in worlds().await {
        let stale = Shown { text_hash: "0".repeat(64) };
        let error = world.consents.give(ME, PlayHistory::PURPOSE, &stale).await.unwrap_err();
        assert!(matches!(error, Error::TextChanged("play_history")));
        let error = world.consents.give(ME, policy::Account::PURPOSE, &stale).await.unwrap_err();
        assert!(matches!(error, Error::NotByConsent("account")));
        let nobody = SubjectId::from_i64(99);
        let error = world.consents.give(nobody, PlayHistory::PURPOSE, &shown(PlayHistory::PURPOSE)).await.unwrap_err();
        assert!(matches!(error, Error::NoSubject));
    }
}

#[tokio::test]
async fn a_refusal_is_not_asked_again_before_its_time() {
    for world in worlds().await {
        let state = async || {
            let states = world.consents.states_of(ME).await.unwrap();
            states.into_iter().find(|state| state.purpose == PlayHistory::PURPOSE).unwrap()
        };
        assert_eq!(state().await.state, State::NotAsked);
        world.consents.refuse(ME, PlayHistory::PURPOSE).await.unwrap();
        let refused = state().await;
        assert_eq!(refused.state, State::Refused);
        let days = policy::current().purpose("play_history").unwrap().ask_again_after_days;
        assert_eq!(refused.can_ask_again_at, Some(NOW + Millis::days(i64::from(days))));
        world.clock.advance(Millis::days(1));
        agree(&world, ME, PlayHistory::PURPOSE).await;
        world.consents.refuse(ME, PlayHistory::PURPOSE).await.unwrap();
        assert_eq!(state().await.state, State::Granted, "a no to a question does not take back a yes");
    }
}

#[tokio::test]
async fn ending_the_agreement_withdraws_everything_at_once() {
    for world in worlds().await {
        agree(&world, ME, PlayHistory::PURPOSE).await;
        agree(&world, ME, ResumePlayback::PURPOSE).await;
        agree(&world, YOU, PlayHistory::PURPOSE).await;
        assert!(record(&world, 1).await);
        let withdrawn = world.consents.terminate(ME).await.unwrap();
        assert_eq!(withdrawn, [PlayHistory::PURPOSE, ResumePlayback::PURPOSE]);
        let states = world.consents.states_of(ME).await.unwrap();
        assert!(states.iter().all(|state| state.state != State::Granted));
        assert_eq!(rows(&world, ME).await, 0);
        assert!(world.consents.grant::<PlayHistory>(YOU).await.unwrap().is_some(), "only mine");
    }
}

#[tokio::test]
async fn the_history_survives_and_rests_after_closing() {
    for world in worlds().await {
        agree(&world, ME, PlayHistory::PURPOSE).await;
        let mut tx = world.test.db.begin().await.unwrap();
        assert!(consent::remove_subject(&mut tx, ME).await.unwrap_err().is_constraint(Constraint::ForeignKey));
        drop(tx);
        world.consents.withdraw(ME, PlayHistory::PURPOSE).await.unwrap();
        let mut tx = world.test.db.begin().await.unwrap();
        assert_eq!(consent::restrict_events(&mut tx, ME, "digest", NOW).await.unwrap(), 2);
        let notes = consent::erasure_notes(&world.test.db.service(), 10).await.unwrap();
        let noted: Vec<_> = notes.iter().map(|note| (note.subject, note.what.parse(), note.at)).collect();
        assert_eq!(noted, [(ME, Ok(Erased::Consent(PlayHistory::PURPOSE)), NOW)]);
        consent::remove_erasure_notes(&mut tx, &notes).await.unwrap();
        assert_eq!(consent::remove_subject(&mut tx, ME).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert!(world.consents.events_of(ME, None, 10).await.unwrap().is_empty());
        let error = world.consents.give(ME, PlayHistory::PURPOSE, &shown(PlayHistory::PURPOSE)).await.unwrap_err();
        assert!(matches!(error, Error::NoSubject), "nothing is written for someone who left");
    }
}
