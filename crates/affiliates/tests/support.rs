//! Affiliates on each engine: companies that the lab plays, a clock that a test moves, and people with something to share.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use affiliates::{Affiliate, AffiliateRegister, Affiliates, Control, Field, NewAffiliate, NewUse, OwnUse, Parts, Use};
use consent::{Consents, Shown};
use db::{Db, Row, Sql, args};
use http_api::Language;
use ids::{AffiliateChoiceId, ListenId, SubjectId};
use lab::Lab;
use policy::{AffiliateSharing, PlayHistory, ProfileBirthday, Purpose as _, PurposeId};
use rand::SeedableRng as _;
use rights::Rights;
use serde_json::Value;
use sharing::Gate;
use testkit::TestDatabase;
use tokio::net::TcpListener;
use units::{Clock, ManualClock, Millis, Timestamp};
use vault::{MasterKey, Place, Vault};

pub const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);
pub const PHONE: &str = "+8613800138000";
pub const ME: SubjectId = SubjectId::from_i64(11);
pub const OTHER: SubjectId = SubjectId::from_i64(12);

static MODULES: &[&db::Module] = &[
    &consent::MIGRATIONS,
    &staff_access::MIGRATIONS,
    &accounts::MIGRATIONS,
    &catalog::MIGRATIONS,
    &playback::MIGRATIONS,
    &library::MIGRATIONS,
    &sharing::MIGRATIONS,
    &affiliates::MIGRATIONS,
    &rights::MIGRATIONS,
];

pub struct World {
    pub affiliates: Affiliates,
    /// The same, as another node has it.
    pub other_node: Affiliates,
    pub consents: Consents,
    pub rights: Rights,
    pub gate: Gate,
    pub clock: ManualClock,
    pub db: Db,
    pub vault: Vault,
    pub lab: Arc<Lab>,
    pub port: u16,
    _databases: [TestDatabase; 2],
}

pub fn by(owner: &'static str, text: impl Into<String>) -> &'static Sql {
    Sql::generated("test.BY".to_owned(), owner, text.into())
}

pub async fn worlds() -> Vec<World> {
    let personal = ["subjects", "disclosures", "accounts", "account_phones", "listens", "affiliate_choices"];
    let stores = testkit::databases(MODULES, &personal).await;
    let keys = testkit::databases(&[&vault::MIGRATIONS], &["subject_keys"]).await;
    let mut found = Vec::new();
    for (store, keys) in stores.into_iter().zip(keys) {
        let manual = ManualClock::at(NOON);
        let clock: Arc<dyn Clock> = Arc::new(manual.clone());
        let (db, vault) = (store.db.clone(), Vault::new(keys.db.clone(), MasterKey::new([7; 32])));
        let lab = Lab::new(Arc::new(manual.clone()), rand::rngs::StdRng::seed_from_u64(5));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let router = lab::router(&lab);
        tokio::spawn(async move { axum::serve(listener, router).await });
        // Whoever does not answer in this time does not answer.
        let register = AffiliateRegister::of(&vault).with_patience(Duration::from_millis(800));
        let gate = Gate::new(db.clone(), Arc::clone(&clock), policy::current(), Vec::new()).unwrap();
        let gate = gate.with_register(Arc::new(register));
        let consents = Consents::new(db.clone(), Arc::clone(&clock));
        let rights = Rights::new(rights::Parts {
            db: db.clone(),
            modules: MODULES.to_vec(),
            vault: vault.clone(),
            consents: consents.clone(),
            clock: Arc::clone(&clock),
            validators: BTreeMap::new(),
            operator: policy::Operator::default(),
            music: Arc::new(rights::NoMusic),
        });
        let node = || {
            Affiliates::new(Parts {
                db: db.clone(),
                clock: Arc::clone(&clock),
                vault: vault.clone(),
                consents: consents.clone(),
                gate: gate.clone(),
            })
        };
        let (affiliates, other_node) = (node(), node());
        let databases = [store, keys];
        let world = World {
            affiliates,
            other_node,
            consents,
            rights,
            gate,
            clock: manual,
            db,
            vault,
            lab,
            port,
            _databases: databases,
        };
        world.library().await;
        for (subject, nickname) in [(ME, "阿音"), (OTHER, "小林")] {
            world.join(subject, nickname).await;
        }
        found.push(world);
    }
    found
}

impl World {
    /// One song.
    async fn library(&self) {
        let mut tx = self.db.begin().await.unwrap();
        let music = "INSERT INTO music_folders (id, path, reachable) VALUES (0, $1, 1)";
        tx.execute(by("catalog", music), &args!["/music".as_bytes()]).await.unwrap();
        let folder =
            "INSERT INTO folders (id, path, parent_path, name, sort_key, track_count) VALUES (1, '0', '', '', '', 1)";
        tx.execute(by("catalog", folder), &[]).await.unwrap();
        let track = "INSERT INTO tracks (id, music_folder_id, path, file_name, folder_id, size_bytes, modified_ns, inode, \
            surroundings, fingerprint, present, video, playable, title, sort_key, artists, artist_sort_key, album_sort_key, \
            year, genres, composers, labels, compilation, has_album_artist, album_artists, duration_ms, codec, container, \
            lyrics, added_at, random_key) \
            VALUES (1, 0, $1, 'a', 1, 1, 0, 0, 0, 0, 1, 0, 1, '茉莉花', 'a', '[\"民歌\"]', 'a', '', 2000, '[]', '[]', '[]', \
            0, 0, '[]', 200000, 'flac', 'flac', 0, 0, 1)";
        tx.execute(by("catalog", track), &args!["a".as_bytes()]).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn join(&self, subject: SubjectId, nickname: &str) {
        self.vault.make_key(subject, NOON).await.unwrap();
        let sealed = self.vault.seal(subject, Place("account_phones.phone_sealed"), PHONE.as_bytes()).await.unwrap();
        let mut tx = self.db.begin().await.unwrap();
        consent::add_subject(&mut tx, subject, NOON).await.unwrap();
        let account = "INSERT INTO accounts (subject_id, nickname, state, roles, created_at) \
            VALUES ($1, $2, 'active', 'listener', $3)";
        tx.execute(by("accounts", account), &args![subject, nickname, NOON]).await.unwrap();
        let phone =
            "INSERT INTO account_phones (subject_id, phone_sealed, phone_index, verified_at) VALUES ($1, $2, $3, $4)";
        let arguments = args![subject, sealed.as_bytes(), subject.to_string(), NOON];
        tx.execute(by("accounts", phone), &arguments).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn turn_on(&self, who: SubjectId, purpose: PurposeId) {
        let shown = Shown { text_hash: policy::text_hash(purpose, policy::Language::ZhCn) };
        self.consents.give(who, purpose, &shown).await.unwrap();
    }

    /// Hears the song so many minutes ago, as playback notes it.
    pub async fn hear(&self, who: SubjectId, minutes_ago: i64) {
        self.turn_on(who, PlayHistory::PURPOSE).await;
        let listen = "INSERT INTO listens (id, subject_id, grant_id, track_id, started_at, played_ms) VALUES ($1, $2, $3, 1, $4, 1)";
        let mut grant = self.consents.grant::<PlayHistory>(who).await.unwrap().unwrap();
        let id = ListenId::random(&mut rand::rng());
        let arguments = args![id, who, grant.id(), self.clock.now() - Millis::minutes(minutes_ago)];
        grant.tx().execute(by("playback", listen), &arguments).await.unwrap();
        grant.commit().await.unwrap();
    }

    /// Keeps a birthday as accounts does.
    pub async fn be_born(&self, who: SubjectId, birthday: &str) {
        self.turn_on(who, ProfileBirthday::PURPOSE).await;
        let mut grant = self.consents.grant::<ProfileBirthday>(who).await.unwrap().unwrap();
        let put = "INSERT INTO profile_birthdays (subject_id, grant_id, value, changed_at) VALUES ($1, $2, $3, 0)";
        let arguments = args![who, grant.id(), birthday];
        grant.tx().execute(by("accounts", put), &arguments).await.unwrap();
        self.consents.look_at_birthday(grant.tx(), who).await.unwrap();
        grant.commit().await.unwrap();
    }

    /// A company as a careful officer registers it; the lab plays it under its name.
    pub fn new_company(&self, name: &str) -> NewAffiliate {
        NewAffiliate {
            name: name.to_owned(),
            control: Control::SameParent,
            proof_title: "国家企业信用信息公示系统股权穿透图".to_owned(),
            proof_sha256: "ab".repeat(32),
            proof_dated_at: self.clock.now() - Millis::days(30),
            endpoint: format!("http://127.0.0.1:{}/lab/affiliates/of/{name}", self.port),
            key: None,
            agreement: "关联-2026-1".to_owned(),
            agreement_signed_at: self.clock.now() - Millis::days(20),
            security_check: "安检-2026-1".to_owned(),
            checked_at: self.clock.now() - Millis::days(10),
            expires_at: self.clock.now() + Millis::days(300),
        }
    }

    pub async fn register(&self, name: &str) -> Affiliate {
        self.affiliates.register(self.new_company(name)).await.unwrap()
    }

    pub async fn offer(&self, company: &Affiliate, purpose: &str, fields: &[Field]) -> Use {
        let (purpose_zh, purpose_en) = (purpose.to_owned(), format!("{purpose} (en)"));
        let new = NewUse { purpose_zh, purpose_en, fields: fields.to_vec() };
        self.affiliates.add_use(company.id, new).await.unwrap()
    }

    /// Turns the purpose on and agrees to one use, by the sentence that is shown.
    pub async fn agree(&self, who: SubjectId, company: &Affiliate, of: &Use) {
        self.turn_on(who, AffiliateSharing::PURPOSE).await;
        let hash = of.text_hash(&company.name, company.control, Language::Chinese);
        self.affiliates.agree(who, of.id, &hash).await.unwrap();
    }

    /// A company with one use, to which one of the people agreed.
    pub async fn agreed(&self, who: SubjectId, name: &str, fields: &[Field]) -> (Affiliate, Use) {
        let company = self.register(name).await;
        let of = self.offer(&company, "为同一位听众推荐演出", fields).await;
        self.agree(who, &company, &of).await;
        (company, of)
    }

    /// A use as somebody sees it.
    pub async fn own(&self, who: SubjectId, of: &Use) -> OwnUse {
        let own = self.affiliates.own(who).await.unwrap();
        own.into_iter().flat_map(|one| one.uses).find(|one| one.of.id == of.id).unwrap()
    }

    pub async fn choice_of(&self, who: SubjectId) -> AffiliateChoiceId {
        let text = format!("SELECT id FROM affiliate_choices WHERE subject_id = {}", who.as_i64());
        AffiliateChoiceId::from_i64(self.number(&text).await)
    }

    /// What the company has, by number.
    pub fn people(&self, company: &str) -> Vec<(String, Value)> {
        self.lab.affiliate_people(company).into_iter().collect()
    }

    /// Does to the tables what somebody with the database could do; tells whether it let them.
    pub async fn change(&self, text: impl Into<String>) -> Result<u64, db::Error> {
        let mut tx = self.db.begin().await.unwrap();
        let changed = tx.execute(by("affiliates", text), &[]).await?;
        tx.commit().await.map(|()| changed)
    }

    pub async fn number(&self, text: &str) -> i64 {
        self.db.service().query_one(by("test", text), &[], |row: &Row<'_>| row.get(0)).await.unwrap()
    }
}
