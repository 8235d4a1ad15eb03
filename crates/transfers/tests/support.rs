//! Transfers on each engine, with a clock that a test moves, staff, people, and hands that reach into the tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use consent::{Consents, Shown};
use db::{Db, Sql, args};
use http_api::{Language, Role, SignedIn};
use ids::{SessionId, SubjectId, TransferId};
use policy::{ProfileBirthday, PurposeId};
use rights::Rights;
use serde_json::Value;
use staff_access::{NewTraining, StaffAccess};
use testkit::TestDatabase;
use transfers::{Error, HandingOver, NewTransfer, Parts, Transfer, Transfers};
use units::{Clock, ManualClock, Millis, Timestamp};
use vault::{MasterKey, Vault};

pub const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);
pub const RECEIVER: &str = "山谷音乐有限公司";

static MODULES: &[&db::Module] = &[
    &consent::MIGRATIONS,
    &staff_access::MIGRATIONS,
    &accounts::MIGRATIONS,
    &sharing::MIGRATIONS,
    &transfers::MIGRATIONS,
    &rights::MIGRATIONS,
];

pub struct World {
    pub transfers: Transfers,
    pub staff: StaffAccess,
    pub rights: Rights,
    pub consents: Consents,
    pub clock: ManualClock,
    pub db: Db,
    /// Who files, two who approve, and one more who has the role.
    pub filer: SignedIn,
    pub approvers: [SignedIn; 2],
    pub other: SignedIn,
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

pub fn person(number: i64) -> SubjectId {
    SubjectId::from_i64(1_000 + number)
}

pub async fn worlds() -> Vec<World> {
    let tables = ["subjects", "disclosures", "staff_accesses", "transfer_consents", "transfer_refusals"];
    let stores = testkit::databases(MODULES, &tables).await;
    let keys = testkit::databases(&[&vault::MIGRATIONS], &["subject_keys"]).await;
    let mut found = Vec::new();
    for (store, keys) in stores.into_iter().zip(keys) {
        let manual = ManualClock::at(NOON);
        let clock: Arc<dyn Clock> = Arc::new(manual.clone());
        let (db, vault) = (store.db.clone(), Vault::new(keys.db.clone(), MasterKey::new([7; 32])));
        let [filer, first, second, other] = [1, 2, 3, 4].map(officer);
        let consents = Consents::new(db.clone(), Arc::clone(&clock));
        let staff = StaffAccess::new(db.clone(), vault.clone(), Arc::clone(&clock));
        let rights = Rights::new(rights::Parts {
            db: db.clone(),
            modules: MODULES.to_vec(),
            vault,
            consents: consents.clone(),
            clock: Arc::clone(&clock),
            validators: BTreeMap::new(),
            operator: policy::Operator::default(),
            music: Arc::new(rights::NoMusic),
        });
        let transfers = Transfers::new(Parts {
            db: db.clone(),
            consents: consents.clone(),
            rights: rights.clone(),
            staff: staff.clone(),
            clock,
        });
        let world = World {
            transfers,
            staff,
            rights,
            consents,
            clock: manual,
            db,
            filer,
            approvers: [first, second],
            other,
            _databases: [store, keys],
        };
        for of in [&world.filer, &world.approvers[0], &world.approvers[1], &world.other] {
            world.join(of.subject).await;
        }
        for of in world.approvers.iter().chain([&world.other]) {
            let new = NewTraining { trained_at: NOON, course: "年度培训".to_owned() };
            world.staff.note_training(&world.filer, of.subject, new, true).await.unwrap();
        }
        found.push(world);
    }
    found
}

pub fn new_transfer() -> NewTransfer {
    NewTransfer {
        receiver: RECEIVER.to_owned(),
        contact: "privacy@valley.example".to_owned(),
        reason_zh: "合并两家的曲库服务，让您的歌单在那里继续用。".to_owned(),
        reason_en: "Joining the two services, so that your playlists go on there.".to_owned(),
        items: vec!["account".to_owned()],
        agreement: "山谷-2026-07".to_owned(),
        agreement_on: "2026-11-20".to_owned(),
        answer_days: 30,
    }
}

/// Everything of a file until it ends or breaks off.
pub async fn whole(mut file: HandingOver) -> Result<String, Error> {
    let mut text = String::new();
    while let Some(piece) = file.next().await? {
        text.push_str(&piece);
    }
    Ok(text)
}

/// Whose lines a file has, in its order.
pub fn people_in(file: &Value) -> Vec<SubjectId> {
    file["people"].as_array().unwrap().iter().map(|one| one["subject"].as_str().unwrap().parse().unwrap()).collect()
}

impl World {
    /// Somebody who has an account.
    pub async fn join(&self, subject: SubjectId) {
        let mut tx = self.db.begin().await.unwrap();
        consent::add_subject(&mut tx, subject, self.clock.now()).await.unwrap();
        let account = "INSERT INTO accounts (subject_id, nickname, state, roles, created_at) \
            VALUES ($1, $2, 'active', 'listener', $3)";
        let account = Sql::generated("test.ACCOUNT".to_owned(), "accounts", account.to_owned());
        tx.execute(account, &args![subject, format!("昵称{subject}"), self.clock.now()]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// So many people, by their numbers.
    pub async fn people(&self, count: i64) -> Vec<SubjectId> {
        let people: Vec<SubjectId> = (0..count).map(person).collect();
        for &one in &people {
            self.join(one).await;
        }
        people
    }

    pub async fn file(&self) -> Transfer {
        self.transfers.file(self.filer.subject, &new_transfer()).await.unwrap()
    }

    /// A transfer that two people approved, and everybody is asked.
    pub async fn announced(&self) -> Transfer {
        let id = self.file().await.id;
        self.transfers.approve(id, self.approvers[0].subject).await.unwrap();
        self.transfers.approve(id, self.approvers[1].subject).await.unwrap()
    }

    pub async fn agree(&self, who: SubjectId, transfer: &Transfer) -> Result<(), Error> {
        let shown = transfer.text_hash(Language::Chinese).unwrap();
        self.transfers.agree(who, transfer.id, &shown).await
    }

    pub async fn hand_over(&self, id: TransferId) -> Result<HandingOver, Error> {
        self.transfers.hand_over(&self.approvers[0], id).await
    }

    /// Lets the time to answer pass.
    pub fn to_the_deadline(&self) {
        self.clock.advance(Millis::days(30));
    }

    /// Keeps a birthday as accounts does, without telling anybody of it.
    pub async fn born(&self, who: SubjectId, day: &str) {
        let purpose = PurposeId::ProfileBirthday;
        let shown = Shown { text_hash: policy::text_hash(purpose, policy::Language::ZhCn) };
        self.consents.give(who, purpose, &shown).await.unwrap();
        let mut grant = self.consents.grant::<ProfileBirthday>(who).await.unwrap().unwrap();
        let text = "INSERT INTO profile_birthdays (subject_id, grant_id, value, changed_at) VALUES ($1, $2, $3, $4)";
        let sql = Sql::generated("test.BIRTHDAY".to_owned(), "accounts", text.to_owned());
        let arguments = args![who, grant.id(), day, NOON];
        grant.tx().execute(sql, &arguments).await.unwrap();
        grant.commit().await.unwrap();
    }

    /// Does to the tables of transfers what somebody with the database could do; tells whether it let them.
    pub async fn edit(&self, text: String) -> Result<u64, db::Error> {
        let sql = Sql::generated("test.EDIT".to_owned(), "transfers", text);
        let mut tx = self.db.begin().await.unwrap();
        let changed = tx.execute(sql, &[]).await?;
        tx.commit().await.map(|()| changed)
    }

    /// What a count of rows comes to.
    pub async fn count(&self, table_and_rest: &str) -> u64 {
        let text = format!("SELECT count(*) FROM {table_and_rest}");
        let sql = Sql::generated("test.COUNT".to_owned(), "transfers", text);
        self.db.service().query_one(sql, &[], |row| row.get(0)).await.unwrap()
    }

    /// Whom the ledger says something was handed over of, and under which consent, in the order of their numbers.
    pub async fn in_the_ledger(&self) -> Vec<SubjectId> {
        let text = "SELECT subject_id FROM disclosures WHERE purpose_no = 51 AND grant_id IS NOT NULL \
            AND outcome = 'sent' ORDER BY subject_id";
        let sql = Sql::generated("test.LEDGER".to_owned(), "transfers", text.to_owned());
        self.db.service().query(sql, &[], |row| row.get(0)).await.unwrap()
    }
}
