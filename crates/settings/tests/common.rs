//! Settings on a database of a test, and somebody who follows them.

use std::sync::{Arc, Mutex};

use config::{Config, Flags, Sms, Surroundings};
use db::Db;
use settings::{Changes, Followed, Follower, Parts, SEAL_LABEL, Settings, in_force};
use units::{ManualClock, Timestamp};
use vault::{MasterKey, ServiceSeal};

/// 2026-11-23, noon in UTC.
pub const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);
/// What stands nowhere else.
pub const SECRET: &str = "nobody-reads-this-secret";

/// Remembers what it was told to follow.
#[derive(Clone, Default)]
pub struct Heard(Arc<Mutex<Vec<Config>>>);

impl Heard {
    pub fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    pub fn last(&self) -> Config {
        self.0.lock().unwrap().last().cloned().expect("something to follow")
    }
}

impl Follower for Heard {
    fn follow<'a>(&'a self, config: &'a Config) -> Followed<'a> {
        self.0.lock().unwrap().push(config.clone());
        Box::pin(async { Ok(()) })
    }
}

pub fn seal(byte: u8) -> ServiceSeal {
    MasterKey::new([byte; 32]).service_seal(SEAL_LABEL)
}

/// What the service was started with: an address that people type, and these flags.
pub fn base(flags: &[&str]) -> Config {
    let mut set = vec!["server.public_url=https://music.example".to_owned()];
    set.extend(flags.iter().map(|&flag| flag.to_owned()));
    let flags = Flags { set, ..Flags::default() };
    Config::load(&flags, &Surroundings { variables: Vec::new(), working_folder: "/".into() }).unwrap()
}

/// One node of the service.
pub struct Node {
    pub settings: Settings,
    pub heard: Heard,
}

pub async fn node_of(db: &Db, base: Config, seal: ServiceSeal) -> Node {
    let heard = Heard::default();
    let in_force = in_force(db, &seal, &base).await.unwrap();
    let clock = Arc::new(ManualClock::at(NOON));
    let follower = Arc::new(heard.clone());
    let settings = Settings::new(Parts { db: db.clone(), clock, seal, base, in_force, follower });
    Node { settings, heard }
}

pub async fn node(db: &Db) -> Node {
    node_of(db, base(&[]), seal(7)).await
}

pub fn changes(pairs: &[(&str, Option<&str>)]) -> Changes {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), value.map(str::to_owned))).collect()
}

/// All that signing in with WeChat needs.
pub fn wechat() -> Changes {
    changes(&[
        ("sign_in.wechat.app_id", Some("wx1")),
        ("sign_in.wechat.app_secret", Some(SECRET)),
        ("sign_in.wechat.agreement", Some("A-1")),
        ("sign_in.wechat.agreement_signed", Some("2026-01-01")),
        ("sign_in.wechat.checked_at", Some("2026-01-02")),
        ("sign_in.wechat.expires_at", Some("2027-12-31")),
    ])
}

pub fn is_console(config: &Config) -> bool {
    matches!(config.sms, Sms::Console)
}
