//! A desk on each engine, with a clock that a test moves, people, and hands that reach into the tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use consent::Consents;
use db::{Db, Sql, args};
use http_api::{Language, Role, SignedIn};
use ids::{DisclosureId, IncidentId, SessionId, SubjectId};
use incidents::{Facts, Grade, Incidents, Kind, Parts, Source, Words};
use rights::Rights;
use staff_access::{NewTraining, StaffAccess};
use testkit::TestDatabase;
use units::{Clock, ManualClock, Timestamp};
use vault::{MasterKey, Vault};

pub const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);

static MODULES: &[&db::Module] = &[
    &consent::MIGRATIONS,
    &staff_access::MIGRATIONS,
    &sharing::MIGRATIONS,
    &incidents::MIGRATIONS,
    &rights::MIGRATIONS,
];

pub struct World {
    pub incidents: Incidents,
    pub staff: StaffAccess,
    pub rights: Rights,
    pub clock: ManualClock,
    pub db: Db,
    pub officer: SignedIn,
    /// Five people who have accounts.
    pub people: [SubjectId; 5],
    _databases: [TestDatabase; 2],
}

pub async fn worlds() -> Vec<World> {
    let stores = testkit::databases(MODULES, &["subjects", "disclosures", "staff_accesses", "incident_notices"]).await;
    let keys = testkit::databases(&[&vault::MIGRATIONS], &["subject_keys"]).await;
    let mut found = Vec::new();
    for (store, keys) in stores.into_iter().zip(keys) {
        let manual = ManualClock::at(NOON);
        let clock: Arc<dyn Clock> = Arc::new(manual.clone());
        let (db, vault) = (store.db.clone(), Vault::new(keys.db.clone(), MasterKey::new([7; 32])));
        let people = [11, 12, 13, 14, 15].map(SubjectId::from_i64);
        let officer = SignedIn {
            subject: SubjectId::from_i64(1),
            session: SessionId::from_i64(1),
            roles: vec![Role::Listener, Role::Operator, Role::PrivacyOfficer],
            signed_in_at: NOON,
            review_needed: false,
        };
        let mut tx = db.begin().await.unwrap();
        for subject in people.into_iter().chain([officer.subject]) {
            consent::add_subject(&mut tx, subject, NOON).await.unwrap();
        }
        tx.commit().await.unwrap();
        let staff = StaffAccess::new(db.clone(), vault.clone(), Arc::clone(&clock));
        let rights = Rights::new(rights::Parts {
            db: db.clone(),
            modules: MODULES.to_vec(),
            vault,
            consents: Consents::new(db.clone(), Arc::clone(&clock)),
            clock: Arc::clone(&clock),
            validators: BTreeMap::new(),
            music: Arc::new(rights::NoMusic),
            operator: policy::Operator::default(),
        });
        let operator = policy::Operator { company: "青山公司".to_owned(), ..Default::default() };
        let parts = Parts { db: db.clone(), clock, rights: rights.clone(), staff: staff.clone(), operator };
        let incidents = Incidents::new(parts);
        let world = World { incidents, staff, rights, clock: manual, db, officer, people, _databases: [store, keys] };
        world.train(world.officer.subject).await;
        found.push(world);
    }
    found
}

pub fn words() -> Words {
    let part = |text: &str| text.to_owned();
    Words {
        happened: part("出了什么事"),
        cause: part("为什么"),
        harm: part("可能的影响"),
        measures: part("怎么处置"),
        advice: part("怎么防备"),
        remedies: part("怎么补救"),
        contact: part("怎么联系"),
    }
}

pub fn facts() -> Facts {
    Facts {
        name: "短信服务商泄露".to_owned(),
        kind: Kind::Leak,
        grade: Grade::General,
        items: vec!["disclosure".to_owned()],
        noticed_at: NOON,
    }
}

impl World {
    pub async fn train(&self, of: SubjectId) {
        let new = NewTraining { trained_at: NOON, course: "年度培训".to_owned() };
        self.staff.note_training(&self.officer, of, new, true).await.unwrap();
    }

    /// An incident with its words in Chinese.
    pub async fn incident(&self) -> IncidentId {
        let incident = self.incidents.open(self.officer.subject, facts()).await.unwrap();
        self.incidents.write(incident.id, Language::Chinese, words()).await.unwrap();
        incident.id
    }

    /// An incident that concerns the first of the people, who were told.
    pub async fn told(&self, people: usize) -> IncidentId {
        let id = self.incident().await;
        self.incidents.find(id, &Source::List(self.people[..people].to_vec())).await.unwrap();
        self.incidents.tell(id, false).await.unwrap();
        id
    }

    /// A line of the ledger: something was sent about somebody, before or after they had an account.
    pub async fn sent(&self, subject: Option<SubjectId>, recipient: &str, outcome: &str, at: Timestamp) {
        let add = Sql::generated(
            "test.SENT".to_owned(),
            "sharing",
            "INSERT INTO disclosures (id, subject_id, contact_index, recipient, purpose_no, fields, created_at, outcome, \
             finished_at) VALUES ($1, $2, $3, $4, 2, 'phone', $5, $6, $5)"
                .to_owned(),
        );
        let id = DisclosureId::random(&mut rand::rng());
        let contact = subject.is_none().then(|| id.to_string());
        let mut tx = self.db.begin().await.unwrap();
        tx.execute(add, &args![id, subject, contact, recipient, at, outcome]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Does to the tables of incidents what somebody with the database could do; tells whether it let them.
    pub async fn edit(&self, text: String) -> Result<u64, db::Error> {
        let sql = Sql::generated("test.EDIT".to_owned(), "incidents", text);
        let mut tx = self.db.begin().await.unwrap();
        let changed = tx.execute(sql, &[]).await?;
        tx.commit().await.map(|()| changed)
    }

    /// Which of the people have a notice.
    pub async fn with_notice(&self) -> Vec<SubjectId> {
        let mut found = Vec::new();
        for subject in self.people {
            if !self.incidents.notices_of(subject, false).await.unwrap().is_empty() {
                found.push(subject);
            }
        }
        found
    }
}
