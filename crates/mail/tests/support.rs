//! Mail on each engine, with a server that the lab plays, a clock that a test moves, and people.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ::incidents::{Facts, Grade, Incidents, Kind, Source, Words};
use base64::Engine as _;
use catalog::Catalog;
use consent::{Consents, Shown};
use db::{Db, Row, Sql};
use http_api::{Language, Role, SignedIn};
use ids::{IncidentId, SessionId, SubjectId};
use lab::{Lab, MailCertificates, MailSecurity, TakenMail};
use mail::smtp::{Security, Server, trusting};
use mail::{Mail, MailAddress};
use policy::PurposeId;
use rand::SeedableRng as _;
use rights::Rights;
use sharing::{Gate, RecipientSetup, Way};
use staff_access::StaffAccess;
use testkit::TestDatabase;
use tokio::net::TcpListener;
use units::{Clock, ManualClock, Millis, Timestamp};
use vault::{MasterKey, Vault};

/// The 23rd of November 2026.
pub const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);
pub const HOME: &str = "https://music.example";
/// Until the month is over and the letter about it is due.
pub const TO_DECEMBER: Millis = Millis::days(10);
pub const PEOPLE: usize = 10;

static MODULES: &[&db::Module] = &[
    &consent::MIGRATIONS,
    &staff_access::MIGRATIONS,
    &catalog::MIGRATIONS,
    &sharing::MIGRATIONS,
    &::incidents::MIGRATIONS,
    &mail::MIGRATIONS,
    &rights::MIGRATIONS,
];

pub struct World {
    pub mail: Mail,
    /// The same, as another node has it.
    pub other_node: Mail,
    pub incidents: Incidents,
    pub consents: Consents,
    pub rights: Rights,
    pub clock: ManualClock,
    pub db: Db,
    pub lab: Arc<Lab>,
    pub people: Vec<SubjectId>,
    pub officer: SignedIn,
    _databases: [TestDatabase; 2],
}

/// A server on a free port.
pub async fn office(lab: &Arc<Lab>, security: MailSecurity, certificates: Option<MailCertificates>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(lab::serve_mail(Arc::clone(lab), listener, security, certificates));
    address
}

/// A server as the operator sets it up.
pub fn server(security: Security, authority: Option<&str>) -> Server {
    Server {
        security,
        host: "127.0.0.1".to_owned(),
        login: None,
        from: MailAddress::parse("qingyin@music.example").unwrap(),
        hello: "music.example".to_owned(),
        tls: trusting(authority.map(str::as_bytes)).unwrap(),
        patience: Duration::from_secs(20),
    }
}

fn setup(id: &str, address: SocketAddr) -> RecipientSetup {
    RecipientSetup {
        id: id.to_owned(),
        enabled: true,
        hosts: vec!["127.0.0.1".to_owned()],
        country: "CN".to_owned(),
        agreement: "A-1".to_owned(),
        agreement_signed_at: Some(NOON),
        checked_at: Some(NOON),
        expires_at: NOON + Millis::days(365),
        transfer: None,
        way: Way::Line { host: "127.0.0.1".to_owned(), port: address.port() },
    }
}

/// Worlds whose server is reached on this machine, without encryption.
pub async fn worlds() -> Vec<World> {
    worlds_with(MailSecurity::Plain, |_| server(Security::Loopback, None)).await
}

/// Worlds whose server encrypts like this, and is set up like that, given the authority of its certificates.
pub async fn worlds_with(encrypts: MailSecurity, set_up: impl Fn(&str) -> Server) -> Vec<World> {
    let stores = testkit::databases(MODULES, &["subjects", "disclosures", "incident_notices", "mail_addresses"]).await;
    let keys = testkit::databases(&[&vault::MIGRATIONS], &["subject_keys"]).await;
    let mut found = Vec::new();
    for (store, keys) in stores.into_iter().zip(keys) {
        let manual = ManualClock::at(NOON);
        let clock: Arc<dyn Clock> = Arc::new(manual.clone());
        let (db, vault) = (store.db.clone(), Vault::new(keys.db.clone(), MasterKey::new([7; 32])));
        let people: Vec<SubjectId> = (11..).take(PEOPLE).map(SubjectId::from_i64).collect();
        let officer = SignedIn {
            subject: SubjectId::from_i64(1),
            session: SessionId::from_i64(1),
            roles: vec![Role::Listener, Role::Operator, Role::PrivacyOfficer],
            signed_in_at: NOON,
            review_needed: false,
        };
        let mut tx = db.begin().await.unwrap();
        for subject in people.iter().copied().chain([officer.subject]) {
            consent::add_subject(&mut tx, subject, NOON).await.unwrap();
        }
        tx.commit().await.unwrap();
        for subject in &people {
            vault.make_key(*subject, NOON).await.unwrap();
        }
        let lab = Lab::new(Arc::new(manual.clone()), rand::rngs::StdRng::seed_from_u64(5));
        let (certificates, authority) = MailCertificates::make().unwrap();
        let address = office(&lab, encrypts, Some(certificates)).await;
        let setups = ["mail_server", "letter_server"].map(|id| setup(id, address)).to_vec();
        let gate = Gate::new(db.clone(), Arc::clone(&clock), policy::current(), setups).unwrap();
        let consents = Consents::new(db.clone(), Arc::clone(&clock));
        let rights = Rights::new(rights::Parts {
            db: db.clone(),
            modules: MODULES.to_vec(),
            vault: vault.clone(),
            consents: consents.clone(),
            clock: Arc::clone(&clock),
            validators: mail::corrections(),
            music: Arc::new(rights::NoMusic),
            operator: policy::Operator::default(),
        });
        let incidents = Incidents::new(::incidents::Parts {
            db: db.clone(),
            clock: Arc::clone(&clock),
            rights: rights.clone(),
            staff: StaffAccess::new(db.clone(), vault.clone(), Arc::clone(&clock)),
            operator: policy::Operator::default(),
        });
        let options = catalog::Options {
            music: Vec::new(),
            thumbnails: store.folder().join("thumbnails"),
            thumbnails_limit_bytes: 1 << 20,
            scan_threads: 1,
            seed: [7; 32],
        };
        let catalog = Catalog::open(db.clone(), Arc::clone(&clock), options).await.unwrap();
        let node = || {
            Mail::new(mail::Parts {
                db: db.clone(),
                clock: Arc::clone(&clock),
                vault: vault.clone(),
                consents: consents.clone(),
                rights: rights.clone(),
                incidents: incidents.clone(),
                catalog: catalog.clone(),
                gate: gate.clone(),
                server: Some(set_up(&authority)),
                public_url: Some(format!("{HOME}/")),
            })
        };
        let (mail, other_node) = (node(), node());
        let world = World {
            mail,
            other_node,
            incidents,
            consents,
            rights,
            clock: manual,
            db,
            lab,
            people,
            officer,
            _databases: [store, keys],
        };
        found.push(world);
    }
    found
}

pub fn address_of(person: usize) -> String {
    format!("person{person}@mail.example")
}

impl World {
    /// Lets one of the people add and prove an address.
    pub async fn prove(&self, person: usize, language: Language) {
        let subject = self.people[person];
        self.mail.begin_proof(subject, &address_of(person), language).await.unwrap();
        self.mail.prove(subject, &self.code(), language).await.unwrap();
    }

    /// The code in the latest mail.
    pub fn code(&self) -> String {
        let text = text_of(self.lab.taken_mails().last().expect("a mail"));
        let digits: Vec<&str> =
            text.split(|letter: char| !letter.is_ascii_digit()).filter(|run| run.len() == 6).collect();
        digits[0].to_owned()
    }

    /// Lets one of the people subscribe to the monthly letter.
    pub async fn subscribe(&self, person: usize) {
        let text_hash = policy::text_hash(PurposeId::MonthlyLetter, policy::Language::ZhCn);
        self.consents.give(self.people[person], PurposeId::MonthlyLetter, &Shown { text_hash }).await.unwrap();
    }

    pub async fn is_subscribed(&self, person: usize) -> bool {
        self.number(&format!(
            "SELECT count(*) FROM grants WHERE subject_id = {} AND purpose_no = 53",
            self.people[person].as_i64()
        ))
        .await
            == 1
    }

    /// An album that came into the library.
    pub async fn add_album(&self, number: i64, title: &str, added_at: Timestamp) {
        self.change_as(
            "catalog",
            format!(
                "INSERT INTO albums (id, group_key, title, sort_key, artists, artist_sort_key, year, compilation, genres, \
                 labels, disc_titles, track_count, duration_ms, added_at, random_key, stale) VALUES ({number}, '{number}', \
                 '{title}', 'a', '[]', 'a', 2026, 0, '[]', '[]', '[]', 9, 1000, {}, {number}, 0)",
                added_at.as_millis()
            ),
        )
        .await
        .unwrap();
    }

    /// An incident that concerns these people, who were told.
    pub async fn incident(&self, people: &[SubjectId]) -> IncidentId {
        let part = |text: &str| text.to_owned();
        let facts = Facts {
            name: part("短信服务商泄露"),
            kind: Kind::Leak,
            grade: Grade::General,
            items: vec![part("disclosure")],
            noticed_at: self.clock.now(),
        };
        let id = self.incidents.open(self.officer.subject, facts).await.unwrap().id;
        let words = Words {
            happened: part("出了什么事：<b>https://evil.example/</b>"),
            cause: part("为什么"),
            harm: part("可能的影响"),
            measures: part("怎么处置"),
            advice: part("怎么防备"),
            remedies: part("怎么补救"),
            contact: part("privacy@music.example"),
        };
        self.incidents.write(id, Language::Chinese, words).await.unwrap();
        self.incidents.find(id, &Source::List(people.to_vec())).await.unwrap();
        self.incidents.tell(id, false).await.unwrap();
        id
    }

    /// Does to the tables of mail what somebody with the database could do; tells whether it let them.
    pub async fn change(&self, text: impl Into<String>) -> Result<u64, db::Error> {
        self.change_as("mail", text.into()).await
    }

    pub async fn change_as(&self, owner: &'static str, text: String) -> Result<u64, db::Error> {
        let sql = Sql::generated("test.CHANGE".to_owned(), owner, text);
        let mut tx = self.db.begin().await.unwrap();
        let changed = tx.execute(sql, &[]).await?;
        tx.commit().await.map(|()| changed)
    }

    pub async fn number(&self, text: &str) -> i64 {
        let sql = Sql::generated("test.NUMBER".to_owned(), "mail", text.to_owned());
        self.db.service().query_one(sql, &[], |row: &Row<'_>| row.get(0)).await.unwrap()
    }

    /// Mails to one of the people, codes left out.
    pub fn mails_to(&self, person: usize) -> Vec<TakenMail> {
        let address = address_of(person);
        let is_other = |mail: &TakenMail| mail.to == [address.clone()] && !text_of(mail).contains("证明这个邮箱");
        self.lab.taken_mails().into_iter().filter(is_other).collect()
    }
}

/// The parts of a mail, decoded: text, and HTML.
pub fn parts_of(mail: &TakenMail) -> Vec<String> {
    let boundary = mail.source.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a boundary");
    let line = format!("--{boundary}");
    let pieces = mail.source.split(&line).skip(1).filter(|piece| !piece.starts_with("--"));
    pieces
        .map(|piece| {
            let (head, body) = piece.split_once("\r\n\r\n").expect("a head");
            let head = head.to_ascii_lowercase();
            let bytes = if head.contains("base64") {
                let packed: String = body.split_ascii_whitespace().collect();
                base64::engine::general_purpose::STANDARD.decode(packed).expect("base64")
            } else if head.contains("quoted-printable") {
                unquoted(body)
            } else {
                assert!(head.contains("7bit"), "{head}");
                body.as_bytes().to_vec()
            };
            String::from_utf8(bytes).expect("UTF-8")
        })
        .collect()
}

/// The text of a mail.
pub fn text_of(mail: &TakenMail) -> String {
    parts_of(mail).remove(0)
}

/// Quoted-printable (RFC 2045, section 6.7).
fn unquoted(body: &str) -> Vec<u8> {
    let joined = body.replace("=\r\n", "");
    let (mut out, mut rest) = (Vec::new(), joined.as_bytes());
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'=' {
            let digits = std::str::from_utf8(&after[..2]).expect("digits");
            out.push(u8::from_str_radix(digits, 16).expect("a number"));
            rest = &after[2..];
        } else {
            out.push(byte);
            rest = after;
        }
    }
    out
}

/// The address in the header with which the letter can be unsubscribed from.
pub fn unsubscribing_address(mail: &TakenMail) -> String {
    let line = mail.source.lines().find_map(|line| line.strip_prefix("List-Unsubscribe: <"));
    line.and_then(|line| line.strip_suffix('>')).expect("an address").to_owned()
}
