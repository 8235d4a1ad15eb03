//! A desk on each engine, with a clock that a test moves, staff, people, and hands that reach into the tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use consent::Consents;
use db::{Db, Sql};
use http_api::{Role, SignedIn};
use ids::{LegalDemandId, SessionId, SubjectId};
use legal::{ApprovedBy, Archive, Demand, Error, Kind, Legal, NewDemand, Parts};
use rights::Rights;
use staff_access::{NewTraining, StaffAccess};
use testkit::TestDatabase;
use units::{Clock, ManualClock, Millis, Timestamp};
use vault::{MasterKey, Vault};

pub const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);
pub const POLICE: &str = "杭州市公安局西湖区分局";

static MODULES: &[&db::Module] =
    &[&consent::MIGRATIONS, &staff_access::MIGRATIONS, &sharing::MIGRATIONS, &legal::MIGRATIONS, &rights::MIGRATIONS];

pub struct World {
    pub legal: Legal,
    pub staff: StaffAccess,
    pub rights: Rights,
    pub clock: ManualClock,
    pub db: Db,
    /// Who files, two who approve, and one more who has the role.
    pub filer: SignedIn,
    pub approvers: [SignedIn; 2],
    pub other: SignedIn,
    /// Whom a demand is about, and somebody else.
    pub member: SubjectId,
    pub neighbour: SubjectId,
    _databases: [TestDatabase; 2],
}

fn officer(number: i64) -> SignedIn {
    SignedIn {
        subject: SubjectId::from_i64(number),
        session: SessionId::from_i64(number),
        roles: vec![Role::Listener, Role::Operator, Role::PrivacyOfficer],
        signed_in_at: NOON,
        review_needed: false,
    }
}

pub async fn worlds() -> Vec<World> {
    let tables = ["subjects", "disclosures", "staff_accesses", "legal_demands", "legal_approvals", "legal_disclosures"];
    let stores = testkit::databases(MODULES, &tables).await;
    let keys = testkit::databases(&[&vault::MIGRATIONS], &["subject_keys"]).await;
    let mut found = Vec::new();
    for (store, keys) in stores.into_iter().zip(keys) {
        let manual = ManualClock::at(NOON);
        let clock: Arc<dyn Clock> = Arc::new(manual.clone());
        let (db, vault) = (store.db.clone(), Vault::new(keys.db.clone(), MasterKey::new([7; 32])));
        let [filer, first, second, other] = [1, 2, 3, 4].map(officer);
        let (member, neighbour) = (SubjectId::from_i64(11), SubjectId::from_i64(12));
        let mut tx = db.begin().await.unwrap();
        for subject in [filer.subject, first.subject, second.subject, other.subject, member, neighbour] {
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
        let legal = Legal::new(Parts { db: db.clone(), rights: rights.clone(), staff: staff.clone(), clock });
        let approvers = [first, second];
        let databases = [store, keys];
        let world = World {
            legal,
            staff,
            rights,
            clock: manual,
            db,
            filer,
            approvers,
            other,
            member,
            neighbour,
            _databases: databases,
        };
        for of in world.approvers.iter().chain([&world.other]) {
            let new = NewTraining { trained_at: NOON, course: "年度培训".to_owned() };
            world.staff.note_training(&world.filer, of.subject, new, true).await.unwrap();
        }
        // What the demand is about: the record of one disclosure.
        world.sent(world.member, 501).await;
        world.sent(world.neighbour, 502).await;
        found.push(world);
    }
    found
}

pub fn document() -> String {
    "ab".repeat(32)
}

impl World {
    pub fn new_demand(&self) -> NewDemand {
        NewDemand {
            kind: Kind::CompulsoryOrder,
            exemption: "E3".to_owned(),
            article: "《刑事诉讼法》第五十四条".to_owned(),
            case_number: "杭西公调证〔2026〕119号".to_owned(),
            addressee: POLICE.to_owned(),
            document_sha256: document(),
            items: vec!["disclosure".to_owned()],
            member: self.member,
            valid_until: NOON + Millis::days(30),
            silence: None,
        }
    }

    pub async fn file(&self, new: NewDemand) -> Demand {
        self.legal.file(self.filer.subject, new).await.unwrap()
    }

    pub async fn approve(&self, id: LegalDemandId, by: &SignedIn) -> Result<Demand, Error> {
        self.legal.approve(id, ApprovedBy { officer: by.subject, document_sha256: document() }).await
    }

    /// A demand that two people approved.
    pub async fn approved(&self, new: NewDemand) -> LegalDemandId {
        let id = self.file(new).await.id;
        for by in &self.approvers {
            self.approve(id, by).await.unwrap();
        }
        id
    }

    pub async fn hand_out(&self, id: LegalDemandId) -> Result<Archive, Error> {
        self.legal.hand_out(&self.approvers[0], id, POLICE).await
    }

    /// A line of the ledger of disclosures.
    async fn sent(&self, subject: SubjectId, id: i64) {
        let text = format!(
            "INSERT INTO disclosures (id, subject_id, recipient, purpose_no, fields, created_at, outcome, finished_at) \
             VALUES ({id}, {}, 'sms_gateway', 2, 'phone', {at}, 'sent', {at})",
            subject.as_i64(),
            at = NOON.as_millis()
        );
        self.edit_as("sharing", text).await.unwrap();
    }

    /// Does to the tables of the desk what somebody with the database could do; tells whether it let them.
    pub async fn edit(&self, text: String) -> Result<u64, db::Error> {
        self.edit_as("legal", text).await
    }

    async fn edit_as(&self, owner: &'static str, text: String) -> Result<u64, db::Error> {
        let sql = Sql::generated("test.EDIT".to_owned(), owner, text);
        let mut tx = self.db.begin().await.unwrap();
        let changed = tx.execute(sql, &[]).await?;
        tx.commit().await.map(|()| changed)
    }

    /// What a count of rows comes to.
    pub async fn count(&self, table_and_rest: &str) -> u64 {
        let text = format!("SELECT count(*) FROM {table_and_rest}");
        let sql = Sql::generated("test.COUNT".to_owned(), "legal", text);
        self.db.service().query_one(sql, &[], |row| row.get(0)).await.unwrap()
    }

    /// How many lines the person reads in the record of disclosures that come from the desk.
    pub async fn told(&self, of: SubjectId) -> u64 {
        self.count(&format!("disclosures WHERE legal_basis IS NOT NULL AND subject_id = {}", of.as_i64())).await
    }
}
