//! A log on each engine, with a clock that a test moves and hands that reach into the tables.

use std::sync::Arc;

use db::{Db, Sql};
use http_api::{Limit, Role, SignedIn};
use ids::{SessionId, SubjectId};
use policy::Operation;
use staff_access::{Entry, Error, NewTraining, Reason, StaffAccess, StaffPermit};
use testkit::TestDatabase;
use units::{Clock, ManualClock, Millis, Timestamp};
use vault::{MasterKey, Vault};

pub const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);

pub struct World {
    pub staff: StaffAccess,
    pub clock: ManualClock,
    pub db: Db,
    pub vault: Vault,
    pub operator: SignedIn,
    pub member: SubjectId,
    _databases: [TestDatabase; 2],
}

pub fn master() -> MasterKey {
    MasterKey::new([7; 32])
}

pub fn signed_in(number: i64, roles: &[Role]) -> SignedIn {
    SignedIn {
        subject: SubjectId::from_i64(number),
        session: SessionId::from_i64(number),
        roles: roles.to_vec(),
        signed_in_at: NOON,
        review_needed: false,
    }
}

pub fn reason(ticket: &str) -> Reason {
    Reason::parse(ticket, "核对举报").unwrap()
}

/// A log on each engine, with a trained operator and nothing in it.
pub async fn worlds() -> Vec<World> {
    let tables = ["subjects", "grants", "consent_events", "staff_accesses", "staff_trainings"];
    let stores = testkit::databases(&[&consent::MIGRATIONS, &staff_access::MIGRATIONS], &tables).await;
    let keys = testkit::databases(&[&vault::MIGRATIONS], &["subject_keys"]).await;
    let mut found = Vec::new();
    for (store, keys) in stores.into_iter().zip(keys) {
        let clock = ManualClock::at(NOON);
        let (db, vault) = (store.db.clone(), Vault::new(keys.db.clone(), master()));
        let staff = StaffAccess::new(db.clone(), vault.clone(), Arc::new(clock.clone()));
        let operator = signed_in(1, &[Role::Listener, Role::Operator]);
        let member = SubjectId::from_i64(9);
        let mut tx = db.begin().await.unwrap();
        for subject in [operator.subject, SubjectId::from_i64(2), member] {
            consent::add_subject(&mut tx, subject, NOON).await.unwrap();
        }
        tx.commit().await.unwrap();
        let world = World { staff, clock, db, vault, operator, member, _databases: [store, keys] };
        world.train(NOON).await.unwrap();
        found.push(world);
    }
    found
}

impl World {
    /// The only operator's own word for a training.
    pub async fn train(&self, trained_at: Timestamp) -> Result<(), Error> {
        let new = NewTraining { trained_at, course: "数据安全年度培训".to_owned() };
        self.staff.note_training(&self.operator, self.operator.subject, new, true).await.map(drop)
    }

    pub async fn open(&self, ticket: &str) -> Result<StaffPermit<Operation>, Error> {
        self.staff.open(&self.operator, self.member, "account", reason(ticket)).await
    }

    /// Opens the member's account so many times, a minute apart.
    pub async fn open_times(&self, times: usize) {
        for time in 1..=times {
            self.open(&format!("T-{time}")).await.unwrap();
            self.clock.advance(Millis::minutes(1));
        }
    }

    /// All entries, the oldest first.
    pub async fn entries(&self) -> Vec<Entry> {
        let mut entries = self.staff.entries(None, Limit::new(200)).await.unwrap();
        entries.reverse();
        entries
    }

    /// What somebody with the database alone can do.
    pub async fn edit(&self, text: &str) {
        let sql = Sql::generated("test.EDIT".to_owned(), "staff_access", text.to_owned());
        let mut tx = self.db.begin().await.unwrap();
        tx.execute(sql, &[]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Puts these entries in the place of what is there.
    pub async fn replace(&self, entries: &[Entry]) {
        let add = Sql::generated(
            "test.REPLACE".to_owned(),
            "staff_access",
            "INSERT INTO staff_accesses VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)".to_owned(),
        );
        self.edit("DELETE FROM staff_accesses").await;
        let mut tx = self.db.begin().await.unwrap();
        for e in entries {
            let row = db::args![
                e.number,
                e.at,
                &e.staff_digest,
                &e.subject_digest,
                &e.role,
                &e.purpose,
                &e.item,
                &e.ticket,
                &e.words,
                &e.previous,
                &e.hash,
                &e.seal
            ];
            tx.execute(add, &row).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
