//! Everything is in order, then one thing is broken, and the check that is for it says so, and no other.

use std::sync::Arc;

use consent::Consents;
use db::{Sql, args};
use ids::SubjectId;
use incidents::{Facts, Grade, Kind};
use inspections::Report;
use sharing::Gate;
use testkit::TestDatabase;
use units::{ManualClock, Timestamp};
use vault::MasterKey;

use super::*;

const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);
const SOMEBODY: SubjectId = SubjectId::from_i64(11);

struct World {
    inspections: Inspections,
    of: Inspected,
    clock: ManualClock,
    folder: tempfile::TempDir,
    _databases: [TestDatabase; 2],
}

fn config(folder: &std::path::Path) -> Config {
    let flags =
        config::Flags { data: Some(folder.join("data")), music: vec![folder.to_owned()], ..config::Flags::default() };
    let surroundings = config::Surroundings { variables: Vec::new(), working_folder: folder.to_owned() };
    Config::load(&flags, &surroundings).expect("it is in order")
}

/// A table that no policy declares.
static STRAY: db::Module = db::Module {
    name: "stray",
    migrations: &[db::Migration { name: "0001", text: "CREATE TABLE shoes (size BIGINT NOT NULL);" }],
};

/// A service in which everything is in order, with one member.
async fn worlds() -> Vec<World> {
    worlds_of(crate::MODULES).await
}

async fn worlds_of(modules: &[&'static db::Module]) -> Vec<World> {
    let stores = testkit::databases(modules, &[]).await;
    let keys = testkit::databases(&[&vault::MIGRATIONS], &[]).await;
    let mut found = Vec::new();
    for (store, keys) in stores.into_iter().zip(keys) {
        let folder = tempfile::tempdir().expect("a folder");
        let config = config(folder.path());
        crate::stores::make_private(&config.data.folder).expect("a folder within it");
        let manual = ManualClock::at(NOON);
        let clock: Arc<dyn Clock> = Arc::new(manual.clone());
        let (db, vault) = (store.db.clone(), Vault::new(keys.db.clone(), MasterKey::new([7; 32])));
        let staff = StaffAccess::new(db.clone(), vault.clone(), Arc::clone(&clock));
        let rights = Rights::new(rights::Parts {
            db: db.clone(),
            modules: crate::MODULES.to_vec(),
            vault: vault.clone(),
            consents: Consents::new(db.clone(), Arc::clone(&clock)),
            clock: Arc::clone(&clock),
            validators: std::collections::BTreeMap::new(),
            music: Arc::new(rights::NoMusic),
            operator: policy::Operator::default(),
        });
        let incidents = Incidents::new(incidents::Parts {
            db: db.clone(),
            clock: Arc::clone(&clock),
            rights: rights.clone(),
            staff: staff.clone(),
            operator: policy::Operator::default(),
        });
        let gate = Gate::new(db.clone(), Arc::clone(&clock), policy::current(), Vec::new()).expect("a gate");
        let of = Inspected { db, vault, rights, staff, incidents, gate, config: Arc::new(config), clock };
        let inspections = inspections(of.clone());
        let world = World { inspections, of, clock: manual, folder, _databases: [store, keys] };
        world.join(SOMEBODY).await;
        found.push(world);
    }
    found
}

impl World {
    async fn join(&self, subject: SubjectId) {
        self.of.vault.make_key(subject, self.clock.now()).await.expect("a key");
        let mut tx = self.of.db.begin().await.expect("a transaction");
        consent::add_subject(&mut tx, subject, self.clock.now()).await.expect("a member");
        tx.commit().await.expect("it holds");
    }

    /// The checks that find a fault, each with its first fault in English.
    async fn faults(&self) -> Vec<(String, String)> {
        faults_of(&self.inspections).await
    }
}

async fn faults_of(inspections: &Inspections) -> Vec<(String, String)> {
    let Report { checks, .. } = inspections.inspect().await.expect("it is filed").report;
    assert_eq!(checks.len(), 11);
    checks
        .into_iter()
        .filter(|check| check.fault_count > 0)
        .map(|check| (check.name, check.faults.into_iter().next().expect("a fault is told").en))
        .collect()
}

fn one(check: &str, told: &str) -> Vec<(String, String)> {
    vec![(check.to_owned(), told.to_owned())]
}

#[tokio::test]
async fn a_service_in_order_has_no_faults_and_something_was_looked_at() {
    for world in worlds().await {
        assert_eq!(world.faults().await, []);
        let report = world.inspections.inspect().await.expect("it is filed").report;
        let looked_at = |name: &str| report.checks.iter().find(|check| check.name == name).expect(name).looked_at;
        assert!(looked_at("schema") > 300 && looked_at("terms") > 50, "{report:?}");
        assert_eq!((looked_at("reports"), looked_at("keys"), looked_at("erased"), looked_at("policy")), (1, 1, 1, 1));
        assert!(looked_at("files") >= 1 && looked_at("places") >= 1, "{report:?}");
    }
}

#[tokio::test]
async fn a_column_that_the_policy_does_not_know_is_found() {
    for world in worlds_of(&[crate::MODULES, &[&STRAY]].concat()).await {
        assert_eq!(world.faults().await, one("schema", "shoes.size does not stand in the policy"));
    }
}

#[tokio::test]
async fn what_is_held_a_day_past_its_term_is_found() {
    for world in worlds().await {
        let resting = "INSERT INTO consent_events (id, subject_digest, purpose_no, event, at, policy_version, text_hash, \
                       restricted_at) VALUES (1, 'digest', 3, 'withdrawn', $1, '1', 'hash', $1)";
        let sql = Sql::generated("test.resting".to_owned(), "consent", resting.to_owned());
        let mut tx = world.of.db.begin().await.expect("a transaction");
        tx.execute(sql, &args![NOON]).await.expect("it runs");
        tx.commit().await.expect("it holds");
        // Three years from that day, and the day within which a job takes it away.
        let term = Millis::days(3 * 365 + 1);
        world.clock.advance(Millis(term.0 + GRACE.0 - 1));
        assert_eq!(world.faults().await, []);
        world.clock.advance(Millis(2));
        assert_eq!(world.faults().await, one("terms", "1 rows are held more than a day past their term"));
    }
}

#[tokio::test]
async fn a_key_without_its_owner_is_found_after_a_day() {
    for world in worlds().await {
        world.of.vault.make_key(SubjectId::from_i64(12), NOON).await.expect("a key");
        world.clock.advance(GRACE);
        assert_eq!(world.faults().await, [], "a job has a day to destroy it");
        world.clock.advance(Millis(1));
        assert_eq!(world.faults().await, one("keys", "the owners of 1 keys are gone"));
    }
}

#[tokio::test]
async fn whoever_was_erased_and_is_back_is_found() {
    for world in worlds().await {
        world.join(SubjectId::from_i64(12)).await;
        world.of.vault.destroy_key(SOMEBODY).await.expect("it is destroyed");
        let told = "1 erased accounts still have data; run `qingyin restore` so that the erasures are replayed";
        assert_eq!(world.faults().await, one("erased", told));
    }
}

#[tokio::test]
async fn a_log_that_was_cut_off_is_found() {
    for world in worlds().await {
        world.of.vault.note_head(staff_access::LOG, 5, &"0".repeat(64)).await.expect("it is noted");
        let told = "the end was cut off: number 5 was noted, and 0 is the last that is there";
        assert_eq!(world.faults().await, one("staff_log", told));
    }
}

#[tokio::test]
async fn a_recipient_whose_agreement_has_run_out_is_found() {
    for world in worlds().await {
        let day = |text: &str| text.parse().expect("a day");
        let endpoint = config::TranscriptionEndpoint {
            url: "https://asr.example/v1".to_owned(),
            model: "m".to_owned(),
            key: Some(config::Secret::new("key")),
            language: None,
            provider: "某某语音".to_owned(),
            agreement: config::Agreement {
                country: "CN".to_owned(),
                name: "A-1".to_owned(),
                signed: day("2026-01-01"),
                checked_at: day("2026-01-02"),
                expires_at: day("2027-01-01"),
            },
        };
        world.of.gate.replace(vec![crate::gate::transcription_endpoint(&endpoint)]);
        assert_eq!(world.faults().await, []);
        world.clock.advance(Millis::days(60));
        let told = "transcription_endpoint receives nothing any more: its agreement or security check has expired";
        assert_eq!(world.faults().await, one("recipients", told));
    }
}

#[tokio::test]
async fn data_in_another_country_is_found() {
    for world in worlds().await {
        let mut config = (*world.of.config).clone();
        config.data.region = "NO".to_owned();
        let moved = inspections(Inspected { config: Arc::new(config), ..world.of.clone() });
        let faults = faults_of(&moved).await;
        assert_eq!(faults.iter().map(|(check, _)| check.as_str()).collect::<Vec<_>>(), ["places"]);
        assert!(faults[0].1.contains("data.region"), "{faults:?}");
    }
}

#[tokio::test]
async fn a_folder_that_others_can_enter_is_found() {
    for world in worlds().await {
        let data = world.folder.path().join("data");
        let mode = |mode| fs::set_permissions(&data, fs::Permissions::from_mode(mode)).expect("it is set");
        mode(0o750);
        let told = "other users can read data; take their permissions away: chmod go-rwx";
        assert_eq!(world.faults().await, one("files", told));
        mode(0o700);
        assert_eq!(world.faults().await, []);
    }
}

#[tokio::test]
async fn a_request_and_an_incident_past_their_deadlines_are_found() {
    for world in worlds().await {
        let new = rights::desk::NewRequest {
            kind: rights::desk::RequestKind::Complaint,
            ground: None,
            item: None,
            message: "太吵了".to_owned(),
        };
        world.of.rights.ask(SOMEBODY, new, http_api::Language::Chinese).await.expect("it is received");
        world.clock.advance(Millis(Millis::days(15).0 - 1));
        assert_eq!(world.faults().await, []);
        world.clock.advance(Millis(1));
        assert_eq!(world.faults().await, one("deadlines", "1 requests are without an answer after fifteen days"));
        let facts = Facts {
            name: "泄露".to_owned(),
            kind: Kind::Leak,
            grade: Grade::General,
            items: vec!["disclosure".to_owned()],
            noticed_at: NOON,
        };
        world.of.incidents.open(SOMEBODY, facts).await.expect("it is opened");
        let report = world.inspections.inspect().await.expect("it is filed").report;
        let late = report.checks.iter().find(|check| check.name == "deadlines").expect("it is made");
        assert_eq!(late.fault_count, 2, "{late:?}");
    }
}
