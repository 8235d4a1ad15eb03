//! Consents of minors: under a living guardianship or not at all, and a child's by the guardian; on each engine.

use std::sync::Arc;

use consent::{AgeBand, Consents, ERASED_WITHIN, Error, Guardianship, MinorRefusal, NewGuardianship, State};
use db::{Constraint, Migration, Module, Sql, args};
use ids::SubjectId;
use policy::{PlayHistory, PurposeId};
use testkit::TestDatabase;
use units::{ManualClock, Millis};

use crate::grants::{ME, NOW, shown};

const GUARDIAN: SubjectId = SubjectId::from_i64(7);
const CHILD: &str = "2014-03-01";
const YOUTH: &str = "2010-03-01";
const ADULT: &str = "1990-05-01";

/// Birthdays and listens, with only the columns that matter.
static ITEMS: Module = Module {
    name: "consent",
    migrations: &[Migration {
        name: "9002_birthdays",
        text: "CREATE TABLE profile_birthdays (subject_id BIGINT PRIMARY KEY, value TEXT NOT NULL);
               CREATE TABLE listens (id BIGINT PRIMARY KEY, subject_id BIGINT NOT NULL, grant_id BIGINT NOT NULL,
                 CHECK (grant_id / 36028797018963968 = 4),
                 FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE);
               CREATE TABLE play_states (subject_id BIGINT);
               CREATE TABLE chat_messages (subject_id BIGINT);
               CREATE TABLE playlist_publications (subject_id BIGINT);
               CREATE TABLE square_names (subject_id BIGINT);
               CREATE TABLE searches (subject_id BIGINT);
               CREATE TABLE recommendation_dislikes (subject_id BIGINT);
               CREATE TABLE recommendation_resets (subject_id BIGINT);",
    }],
};

struct World {
    test: TestDatabase,
    consents: Consents,
    clock: ManualClock,
}

async fn worlds() -> Vec<World> {
    let mut found = Vec::new();
    for test in testkit::databases(&[&consent::MIGRATIONS, &ITEMS], &[]).await {
        let clock = ManualClock::at(NOW);
        let consents = Consents::new(test.db.clone(), Arc::new(clock.clone()));
        let mut tx = test.db.begin().await.unwrap();
        for subject in [ME, GUARDIAN] {
            consent::add_subject(&mut tx, subject, NOW).await.unwrap();
        }
        tx.commit().await.unwrap();
        found.push(World { test, consents, clock });
    }
    found
}

impl World {
    /// Does to the tables what somebody with the database could do.
    async fn edit(&self, text: &str) -> Result<u64, db::Error> {
        let sql = Sql::generated("test.EDIT".to_owned(), "consent", text.to_owned());
        let mut tx = self.test.db.begin().await.unwrap();
        let changed = tx.execute(sql, &[]).await?;
        tx.commit().await.map(|()| changed)
    }

    async fn count(&self, of: &str) -> i64 {
        let sql = Sql::generated("test.COUNT".to_owned(), "consent", format!("SELECT count(*) FROM {of}"));
        self.test.db.service().query_one(sql, &[], |row| row.get(0)).await.unwrap()
    }

    /// Keeps a birthday as accounts does, with what follows from it.
    async fn be_born(&self, who: SubjectId, birthday: Option<&str>) -> Result<Vec<PurposeId>, Error> {
        let generated = |text: &str| Sql::generated("test.BORN".to_owned(), "consent", text.to_owned());
        let mut tx = self.test.db.begin().await.unwrap();
        tx.execute(generated("DELETE FROM profile_birthdays WHERE subject_id = $1"), &args![who]).await.unwrap();
        if let Some(birthday) = birthday {
            self.consents.may_change_birthday(&mut tx, who).await?;
            let add = generated("INSERT INTO profile_birthdays (subject_id, value) VALUES ($1, $2)");
            tx.execute(add, &args![who, birthday]).await.unwrap();
        }
        let ended = self.consents.look_at_birthday(&mut tx, who).await?;
        tx.commit().await.unwrap();
        Ok(ended)
    }

    async fn give(&self, purpose: PurposeId) -> Result<(), Error> {
        self.consents.give(ME, purpose, &shown(purpose)).await
    }

    async fn give_for(&self, giver: SubjectId, purpose: PurposeId) -> Result<(), Error> {
        self.consents.give_for(giver, ME, purpose, &shown(purpose)).await
    }

    async fn guard(&self) -> Result<(Guardianship, Vec<PurposeId>), Error> {
        let new = NewGuardianship { minor: ME, guardian: GUARDIAN, policy_version: "1", text_hash: "abc" };
        let mut tx = self.test.db.begin().await.unwrap();
        let begun = self.consents.begin_guardianship(&mut tx, &new).await?;
        tx.commit().await.unwrap();
        Ok(begun)
    }

    /// Records one hearing, and tells whether there was leave.
    async fn record(&self, id: i64) -> bool {
        let Some(mut grant) = self.consents.grant::<PlayHistory>(ME).await.unwrap() else { return false };
        let add = "INSERT INTO listens (id, subject_id, grant_id) VALUES ($1, $2, $3)";
        let add = Sql::generated("test.HEAR".to_owned(), "consent", add.to_owned());
        let arguments = args![id, ME, grant.id()];
        grant.tx().execute(add, &arguments).await.unwrap();
        grant.commit().await.unwrap();
        true
    }

    async fn state(&self, purpose: PurposeId) -> State {
        let states = self.consents.states_of(ME).await.unwrap();
        states.into_iter().find(|state| state.purpose == purpose).unwrap().state
    }
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> MinorRefusal {
    match result {
        Err(Error::Minor(refusal)) => refusal,
        other => panic!("it is not open to minors, but: {other:?}"),
    }
}

#[tokio::test]
async fn nothing_is_recorded_for_a_minor_without_a_guardian() {
    for world in worlds().await {
        world.give(PurposeId::PlayHistory).await.unwrap();
        assert!(world.record(1).await);
        world.be_born(ME, Some(YOUTH)).await.unwrap();
        assert!(!world.record(2).await, "what was agreed to before is without effect from the very birthday on");
        for purpose in [PurposeId::ResumePlayback, PurposeId::Chat, PurposeId::PlayHistory] {
            assert_eq!(refusal(world.give(purpose).await), MinorRefusal::GuardianNeeded);
        }
        world.give(PurposeId::ProfileBirthday).await.unwrap();
        world.be_born(ME, Some(ADULT)).await.unwrap();
        assert!(world.record(2).await, "a birthday that was wrong cost nothing");
        assert_eq!(world.consents.minor_of(ME).await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_is_shown_to_others_and_what_profiles_ends_with_the_birthday() {
    let ends = [
        PurposeId::Publication,
        PurposeId::PublicationName,
        PurposeId::Chat,
        PurposeId::PersonalRecommendation,
        PurposeId::VoiceTranscription,
    ];
    for world in worlds().await {
        for purpose in ends.into_iter().chain([PurposeId::PlayHistory]) {
            world.give(purpose).await.unwrap();
        }
        let mut ended = world.be_born(ME, Some(CHILD)).await.unwrap();
        ended.sort_by_key(|purpose| purpose.no());
        let mut expected = ends.to_vec();
        expected.sort_by_key(|purpose| purpose.no());
        assert_eq!(ended, expected);
        assert_eq!(world.state(PurposeId::PlayHistory).await, State::Granted);
        // Clearing the birthday is no way around it.
        world.be_born(ME, None).await.unwrap();
        assert!(world.consents.is_minor(ME).await.unwrap());
        assert_eq!(world.consents.minor_of(ME).await.unwrap().unwrap().age, AgeBand::Child);
        assert_eq!(refusal(world.give(PurposeId::PersonalRecommendation).await), MinorRefusal::GuardianNeeded);
    }
}

#[tokio::test]
async fn a_youth_agrees_under_a_guardian_and_a_child_through_one() {
    let stranger = SubjectId::from_i64(8);
    for world in worlds().await {
        for (birthday, by_minor, by_guardian) in
            [(YOUTH, None, Some(MinorRefusal::NotGuardian)), (CHILD, Some(MinorRefusal::GuardianGives), None)]
        {
            world.give(PurposeId::PlayHistory).await.unwrap();
            assert!(world.record(1).await);
            world.be_born(ME, Some(birthday)).await.unwrap();
            let (living, ended) = world.guard().await.unwrap();
            assert_eq!(ended, [PurposeId::PlayHistory], "what was agreed to alone ends");
            assert_eq!(world.count("listens").await, 0, "and what was kept by it");
            for (result, expected) in [
                (world.give(PurposeId::PlayHistory).await, by_minor),
                (world.give_for(GUARDIAN, PurposeId::PlayHistory).await, by_guardian),
                (world.give_for(stranger, PurposeId::PlayHistory).await, Some(MinorRefusal::NotGuardian)),
            ] {
                match expected {
                    None => result.unwrap(),
                    Some(expected) => assert_eq!(refusal(result), expected, "{birthday}"),
                }
            }
            let chooser = if by_guardian.is_none() { GUARDIAN } else { ME };
            for purpose in [PurposeId::PersonalRecommendation, PurposeId::VoiceTranscription] {
                let given = world.consents.give_for(chooser, ME, purpose, &shown(purpose)).await;
                assert_eq!(refusal(given), MinorRefusal::KeptFromMinors);
            }
            assert!(world.record(2).await);
            assert_eq!(refusal(world.be_born(ME, Some(ADULT)).await), MinorRefusal::BirthdayGuarded);
            assert_eq!(
                refusal(world.consents.end_guardianship(living.id, stranger).await),
                MinorRefusal::NotGuardian,
                "it is the guardian's to end"
            );
            let (minor, ended) = world.consents.end_guardianship(living.id, GUARDIAN).await.unwrap();
            assert_eq!((minor, ended), (ME, vec![PurposeId::PlayHistory]));
            // Neither the consent nor the guardianship comes back with a backup.
            let notes = consent::erasure_notes(&world.test.db.service(), 100).await.unwrap();
            let noted: Vec<_> = notes.iter().filter(|note| note.subject == ME).map(|note| note.what.as_str()).collect();
            assert!(noted.contains(&"consent.play_history") && noted.contains(&"guardianship"), "{noted:?}");
            assert_eq!(world.count("listens").await, 0);
            let known = world.consents.minor_of(ME).await.unwrap().unwrap();
            assert_eq!(known.due_at, Some(NOW + ERASED_WITHIN), "the time to name another begins");
            world.be_born(ME, Some(ADULT)).await.unwrap();
        }
        assert_eq!(world.count("guardian_events WHERE event = 'agreed' AND text_hash = 'abc'").await, 4);
        assert_eq!(world.count("guardian_events WHERE event = 'ended'").await, 4);
    }
}

/// The database says again what the code says.
#[tokio::test]
async fn the_database_refuses_a_guardianship_that_is_none() {
    let guardianship = |id: i64, minor: i64, guardian: i64, version: &str| {
        format!("INSERT INTO guardianships VALUES ({id}, {minor}, {guardian}, '{version}', 'abc', 1)")
    };
    let grant = |guardianship: i64| {
        let id = (4_i64 << 55) + 1;
        format!(
            "INSERT INTO grants (id, subject_id, purpose_no, granted_at, policy_version, text_hash, guardianship_id) \
             VALUES ({id}, 1, 4, 1, '1', 'h', {guardianship})"
        )
    };
    for world in worlds().await {
        let kind = async |text: &str| match world.edit(text).await {
            Err(db::Error::Constraint { kind, .. }) => Some(kind),
            _ => None,
        };
        assert_eq!(kind(&guardianship(1, 1, 7, "1")).await, Some(Constraint::ForeignKey), "nobody's minor");
        world.be_born(ME, Some(YOUTH)).await.unwrap();
        assert_eq!(kind(&guardianship(1, 1, 1, "1")).await, Some(Constraint::Check), "one's own guardian");
        assert_eq!(kind(&guardianship(1, 1, 9, "1")).await, Some(Constraint::ForeignKey), "nobody");
        assert_eq!(kind(&guardianship(1, 1, 7, "")).await, Some(Constraint::Check), "no statement");
        assert_eq!(kind(&grant(1)).await, Some(Constraint::ForeignKey), "a consent under no guardianship");
        world.edit(&guardianship(1, 1, 7, "1")).await.unwrap();
        assert_eq!(kind(&guardianship(2, 1, 7, "1")).await, Some(Constraint::Unique), "a second one");
        world.edit(&grant(1)).await.unwrap();
        let later = "UPDATE minors SET due_at = found_at + 86400001";
        assert_eq!(kind(later).await, Some(Constraint::Check), "later than a day");
        assert_eq!(kind("DELETE FROM minors").await, Some(Constraint::ForeignKey), "a guarded minor stays known");
        world.edit("DELETE FROM guardianships").await.unwrap();
        assert_eq!(world.count("grants").await, 0, "the consent went with it");
    }
}

/// However a consent under a guardianship and the end of that guardianship meet, nothing of it is left.
#[tokio::test]
async fn a_consent_that_meets_the_end_of_its_guardianship_leaves_nothing() {
    for world in worlds().await {
        for round in 0..20 {
            world.be_born(ME, Some(YOUTH)).await.unwrap();
            let (living, _) = world.guard().await.unwrap();
            let consents = world.consents.clone();
            let giving = tokio::spawn(async move {
                let purpose = PurposeId::PlayHistory;
                consents.give(ME, purpose, &shown(purpose)).await
            });
            let ended = loop {
                match world.consents.end_guardianship(living.id, GUARDIAN).await {
                    Err(Error::Db(db::Error::Busy)) => {}
                    other => break other,
                }
            };
            ended.unwrap();
            match giving.await.unwrap() {
                Ok(()) | Err(Error::Minor(MinorRefusal::GuardianNeeded) | Error::Db(db::Error::Busy)) => {}
                Err(error) => panic!("round {round}: {error}"),
            }
            assert_eq!(world.count("grants WHERE purpose_no = 4").await, 0, "round {round}");
            assert!(!world.record(round).await);
            world.be_born(ME, Some(ADULT)).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_guardian_who_leaves_takes_it_along_and_the_clock_starts() {
    for world in worlds().await {
        world.be_born(ME, Some(YOUTH)).await.unwrap();
        world.guard().await.unwrap();
        world.give(PurposeId::PlayHistory).await.unwrap();
        assert!(world.record(1).await);
        world.clock.advance(Millis::days(30));
        assert!(world.consents.minors_due().await.unwrap().is_empty(), "nothing is due under a guardian");
        world.edit("DELETE FROM guardian_events WHERE role = 'guardian'").await.unwrap();
        world.edit("DELETE FROM subjects WHERE id = 7").await.unwrap();
        assert_eq!(world.count("listens").await, 0);
        world.consents.sweep_minors().await.unwrap();
        let due_at = world.consents.minor_of(ME).await.unwrap().unwrap().due_at;
        assert_eq!(due_at, Some(NOW + Millis::days(30) + ERASED_WITHIN));
    }
}

#[tokio::test]
async fn who_comes_of_age_keeps_their_choices_and_needs_nobody() {
    for world in worlds().await {
        world.be_born(ME, Some("2008-11-30")).await.unwrap();
        world.guard().await.unwrap();
        world.give(PurposeId::PlayHistory).await.unwrap();
        assert!(world.record(1).await);
        world.clock.advance(Millis::days(30));
        world.consents.sweep_minors().await.unwrap();
        assert_eq!(world.consents.minor_of(ME).await.unwrap(), None);
        assert!(world.record(2).await);
        assert_eq!((world.count("listens").await, world.count("guardianships").await), (2, 0));
        assert_eq!(world.count("guardian_events WHERE event = 'of_age'").await, 2);
        world.give(PurposeId::PersonalRecommendation).await.unwrap();
    }
}

#[tokio::test]
async fn a_minor_and_whoever_came_too_late_are_no_guardians() {
    for world in worlds().await {
        assert_eq!(refusal(world.guard().await), MinorRefusal::NotKnown);
        world.be_born(ME, Some(CHILD)).await.unwrap();
        world.be_born(GUARDIAN, Some(YOUTH)).await.unwrap();
        assert_eq!(refusal(world.guard().await), MinorRefusal::GuardianUnfit);
        world.be_born(GUARDIAN, Some(ADULT)).await.unwrap();
        world.clock.advance(ERASED_WITHIN);
        assert_eq!(refusal(world.guard().await), MinorRefusal::TooLate);
        world.be_born(ME, Some(ADULT)).await.unwrap();
        let due = world.consents.minors_due().await.unwrap();
        assert_eq!(due.len(), 1, "what is due stays due, whatever the birthday says now");
        assert_eq!(due[0].0, ME);
    }
}
