//! Minors and guardians on each engine, with a clock that a test moves.

use std::collections::BTreeMap;
use std::sync::Arc;

use accounts::{PasswordCost, Passwords};
use consent::{Consents, Guardianship, Shown};
use db::{Db, Sql, args};
use http_api::{Role, SignedIn};
use ids::{SessionId, SubjectId};
use minors::mode::Mode;
use minors::{Error, Minors, Parts};
use policy::{Language, ProfileBirthday, Purpose as _, PurposeId};
use rights::Rights;
use testkit::TestDatabase;
use units::{Clock, ManualClock, Timestamp};
use vault::{LinkToken, MasterKey, Vault};

pub const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);
pub const MINOR: SubjectId = SubjectId::from_i64(1);
pub const GUARDIAN: SubjectId = SubjectId::from_i64(2);
pub const OTHER: SubjectId = SubjectId::from_i64(3);
/// Somebody who was let in without a phone of their own.
pub const WITHOUT_PHONE: SubjectId = SubjectId::from_i64(4);

static MODULES: &[&db::Module] =
    &[&consent::MIGRATIONS, &staff_access::MIGRATIONS, &minors::MIGRATIONS, &accounts::MIGRATIONS, &rights::MIGRATIONS];

pub struct World {
    pub minors: Minors,
    pub mode: Mode,
    pub rights: Rights,
    pub consents: Consents,
    pub clock: ManualClock,
    pub db: Db,
    _databases: [TestDatabase; 2],
}

pub async fn worlds() -> Vec<World> {
    let stores = testkit::databases(
        MODULES,
        &["subjects", "profile_birthdays", "guardianships", "minors_modes", "minors_mode_days"],
    )
    .await;
    let keys = testkit::databases(&[&vault::MIGRATIONS], &["subject_keys"]).await;
    let mut found = Vec::new();
    for (store, keys) in stores.into_iter().zip(keys) {
        let manual = ManualClock::at(NOON);
        let clock: Arc<dyn Clock> = Arc::new(manual.clone());
        let db = store.db.clone();
        let consents = Consents::new(db.clone(), Arc::clone(&clock));
        let rights = Rights::new(rights::Parts {
            db: db.clone(),
            modules: MODULES.to_vec(),
            vault: Vault::new(keys.db.clone(), MasterKey::new([7; 32])),
            consents: consents.clone(),
            clock: Arc::clone(&clock),
            validators: BTreeMap::new(),
            music: Arc::new(rights::NoMusic),
            operator: policy::Operator::default(),
        });
        let passwords = Passwords::new(PasswordCost { memory_kib: 64, passes: 1 }).unwrap();
        let mode = Mode::new(db.clone(), consents.clone(), passwords, Arc::clone(&clock));
        let parts = Parts {
            mode: mode.clone(),
            db: db.clone(),
            consents: consents.clone(),
            rights: rights.clone(),
            operator: policy::Operator::default(),
            clock,
        };
        let world =
            World { minors: Minors::new(parts), mode, rights, consents, clock: manual, db, _databases: [store, keys] };
        for subject in [MINOR, GUARDIAN, OTHER, WITHOUT_PHONE] {
            world.join(subject).await;
        }
        found.push(world);
    }
    found
}

/// A member as the session layer finds them, who showed at `signed_in_at` that it is they.
pub fn signed_in(subject: SubjectId, signed_in_at: Timestamp) -> SignedIn {
    SignedIn {
        subject,
        session: SessionId::from_i64(subject.as_i64()),
        roles: vec![Role::Listener],
        signed_in_at,
        review_needed: false,
    }
}

/// The digest of the statement in force, as this operator shows it.
pub fn statement(world: &World) -> String {
    world.minors.statement(Language::ZhCn).text_hash
}

impl World {
    async fn join(&self, subject: SubjectId) {
        let of_accounts = |text: &str| Sql::generated("test.JOIN".to_owned(), "accounts", text.to_owned());
        let mut tx = self.db.begin().await.unwrap();
        consent::add_subject(&mut tx, subject, NOON).await.unwrap();
        let account = "INSERT INTO accounts (subject_id, nickname, state, roles, created_at) \
            VALUES ($1, $2, 'active', 'listener', $3)";
        tx.execute(of_accounts(account), &args![subject, format!("听者{}", subject.as_i64()), NOON]).await.unwrap();
        if subject != WITHOUT_PHONE {
            let phone = "INSERT INTO account_phones (subject_id, phone_sealed, phone_index, verified_at) \
                VALUES ($1, $2, $3, $4)";
            let arguments = args![subject, vec![1_u8], subject.to_string(), NOON];
            tx.execute(of_accounts(phone), &arguments).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub async fn agree(&self, who: SubjectId, purpose: PurposeId) {
        let shown = Shown { text_hash: policy::text_hash(purpose, Language::ZhCn) };
        self.consents.give(who, purpose, &shown).await.unwrap();
    }

    /// Keeps a birthday as accounts does, under the live grant.
    pub async fn be_born(&self, who: SubjectId, birthday: &str) {
        self.agree(who, ProfileBirthday::PURPOSE).await;
        let mut grant = self.consents.grant::<ProfileBirthday>(who).await.unwrap().unwrap();
        let put = "INSERT INTO profile_birthdays (subject_id, grant_id, value, changed_at) VALUES ($1, $2, $3, 0) \
            ON CONFLICT (subject_id) DO UPDATE SET value = excluded.value";
        let arguments = args![who, grant.id(), birthday];
        let put = Sql::generated("test.BORN".to_owned(), "accounts", put.to_owned());
        grant.tx().execute(put, &arguments).await.unwrap();
        self.consents.look_at_birthday(grant.tx(), who).await.unwrap();
        grant.commit().await.unwrap();
    }

    pub async fn invite(&self) -> LinkToken {
        self.minors.invite(MINOR).await.unwrap().0
    }

    pub async fn accept(&self, guardian: SubjectId, token: &LinkToken) -> Result<Guardianship, Error> {
        let guardian = signed_in(guardian, self.clock.now());
        self.minors.agree(&guardian, token, &statement(self)).await
    }

    pub async fn is_there(&self, who: SubjectId) -> bool {
        self.rights.living().await.unwrap().contains(&who)
    }
}
