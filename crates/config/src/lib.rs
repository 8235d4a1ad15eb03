//! Settings of the service: from flags, environment, file and defaults, in this order of precedence.
//! Between file and defaults stands what operators saved in the web app, for the settings that [`EDITABLE`] names.
//!
//! Every setting is declared once, in [`keys`], with its type, default, example and explanation;
//! the reference page ([`reference_markdown`]) is made from the same table.
//!
//! Invariants
//! - A setting that does not exist is refused with its place and the nearest name: `tests/sources.rs`.
//! - Every declared setting reaches [`Config`], and every default is valid: `tests/keys.rs`.
//! - A password in a database address or a header never shows in `Debug`: `tests/sources.rs`.

mod assemble;
mod check;
mod key;
mod keys;
mod mail;
mod network;
mod one_tap;
mod places;
mod problem;
mod providers;
mod reference;
mod secret;
mod sms;
mod sources;
mod stored;
mod value;
mod voice_search;

use std::net::SocketAddr;
use std::path::PathBuf;

pub use jiff::civil::Date;
pub use key::{Key, Section, Words};
pub use keys::{EDITABLE, KEYS, SECTIONS, is_editable, is_within};
pub use mail::{Mail, MailLogin, MailSecurity, MailServer};
pub use network::Network;
pub use one_tap::{OneTap, OneTapAliyun, OneTapCmcc, OneTapProof};
pub use places::Place;
pub use problem::{Problem, Problems};
pub use providers::{Oidc, Providers, Qq, Wechat, Weibo};
pub use reference::reference_markdown;
pub use secret::Secret;
pub use sms::{Sms, SmsAliyun, SmsCmpp, SmsHttp, SmsTencent};
pub use sources::{Flags, Source, Surroundings};
pub use stored::{Standing, Stored};
pub use value::Kind;
pub use voice_search::{TranscriptionEndpoint, VoiceSearch};

/// Name of the configuration file in the data folder.
pub const FILE_NAME: &str = "qingyin.toml";

/// Every setting of the service, with its types; paths are absolute.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file that was read, when there is one.
    pub file: Option<PathBuf>,
    /// How the service is reached.
    pub server: Server,
    /// Where the service keeps what is its own.
    pub data: Data,
    /// Which database holds the rows.
    pub database: Database,
    /// Where the keys of sealed columns live.
    pub vault: Vault,
    /// Where the music lies.
    pub music: Music,
    /// How music is played and transcoded.
    pub playback: Playback,
    /// Which podcasts are fetched, and where to.
    pub podcasts: Podcasts,
    /// Which ways of signing in are offered.
    pub sign_in: SignIn,
    /// How a sign-in code reaches a phone.
    pub sms: Sms,
    /// Who tells whose number the token of an app is.
    pub one_tap: OneTap,
    /// Whether and through whom mail leaves.
    pub mail: Mail,
    /// Who turns what listeners say into text.
    pub voice_search: VoiceSearch,
    /// Who answers for the service.
    pub operator: Operator,
    /// What the service writes about its own running.
    pub log: Log,
    /// What all of this was made of.
    pub(crate) sources: stored::Sources,
}

/// How the service is reached.
#[derive(Clone, Debug)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Address people type, without a trailing slash; absent when it is the listening address.
    pub public_url: Option<String>,
    /// Folder that replaces the web app inside the program.
    pub web_folder: Option<PathBuf>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
}

impl Server {
    /// The address people type, without a trailing slash.
    #[must_use]
    pub fn address(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// Whether people reach the service over TLS, so that cookies may demand it.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// Where the service keeps what is its own.
#[derive(Clone, Debug)]
pub struct Data {
    /// Database, keys, caches and backups lie below this folder.
    pub folder: PathBuf,
    /// Country in which the data is stored, as ISO 3166-1; the policy declares the same one.
    pub region: String,
    /// Country in which copies are kept; absent while nobody has said so.
    pub backup_region: Option<String>,
}

/// Which database holds the rows.
#[derive(Clone, Debug)]
pub enum Database {
    /// The embedded one.
    Sqlite {
        /// Its file.
        path: PathBuf,
        /// Connections that read.
        readers: usize,
    },
    /// A server, which several nodes may share.
    Postgres {
        /// Address for the role of the application, which owns nothing.
        url: Secret,
        /// Address for the role that owns the tables and migrates them; absent when migrations are run apart.
        owner_url: Option<Secret>,
        /// Country in which the server stands; absent where nobody has said so.
        region: Option<String>,
        /// Connections that read.
        readers: usize,
    },
}

/// Where the keys of sealed columns live.
#[derive(Clone, Debug)]
pub struct Vault {
    /// File with the master key; made at the first start, and never inside a backup of the database.
    pub master_key_file: PathBuf,
    /// Address of a PostgreSQL database for the keys; absent when they lie beside the master key.
    pub url: Option<Secret>,
    /// Country in which that server stands; absent where nobody has said so.
    pub region: Option<String>,
}

/// Where the music lies.
#[derive(Clone, Debug)]
pub struct Music {
    /// Folders to scan, each with everything below it.
    pub folders: Vec<PathBuf>,
    /// Whether changes on the disk are noticed at once.
    pub watch: bool,
    /// Minutes between two full looks; 0 for none.
    pub rescan_interval_minutes: u64,
    /// Whether every track is heard once in the background.
    pub analysis: bool,
}

/// How music is played and transcoded.
#[derive(Clone, Debug)]
pub struct Playback {
    /// Folder for finished transcodes and thumbnails; it can be emptied at any time.
    pub cache_folder: PathBuf,
    /// The most bytes of transcodes on the disk.
    pub cache_size_bytes: u64,
    /// Transcodes at the same time; one more is answered with 429.
    pub transcodes_max: usize,
    /// Of these, how many one listener may have; their newest takes the place of their oldest.
    pub transcodes_per_listener_max: usize,
    /// Program for the formats that the service does not transcode itself; absent when it shall not be used.
    pub ffmpeg: Option<PathBuf>,
    /// Command that plays WAV from its standard input on the server's sound device; absent for no jukebox.
    pub jukebox: Option<String>,
    /// Whether every member chooses what the jukebox plays, and not operators alone.
    pub jukebox_for_members: bool,
}

/// How podcasts are fetched.
#[derive(Clone, Debug)]
pub struct Podcasts {
    /// Whether feeds are read at all.
    pub enabled: bool,
    /// Folder for downloaded episodes.
    pub folder: PathBuf,
    /// The most bytes of downloaded episodes.
    pub folder_size_bytes: u64,
    /// Minutes between two readings of a feed.
    pub refresh_interval_minutes: u64,
    /// Private networks that may be called; other private addresses are refused.
    pub private_networks: Vec<Network>,
}

/// Which ways of signing in are offered.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// By a code sent to a phone.
    pub sms: bool,
    /// By phone number and password.
    pub password: bool,
    /// Name of the header in which a reverse proxy says who asks; absent when none may.
    pub proxy_header: Option<String>,
    /// Proxies that may say so.
    pub trusted_proxies: Vec<Network>,
    /// Accounts elsewhere with which people may sign in.
    pub providers: Providers,
}

/// What was agreed with a provider, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Country in which the provider handles the data, as ISO 3166-1.
    pub country: String,
    /// What was signed with the provider: a name or number under which it can be found.
    pub name: String,
    /// Day on which it was signed.
    pub signed: Date,
    /// Day on which the provider's security was last checked.
    pub checked_at: Date,
    /// Day after which nothing is sent to the provider any more.
    pub expires_at: Date,
}

/// Who answers for the service; what is absent is shown to listeners as not yet filled in.
#[derive(Clone, Debug, Default)]
pub struct Operator {
    /// Name of the company or person.
    pub company: Option<String>,
    /// Registered or postal address.
    pub address: Option<String>,
    /// Address for electronic mail.
    pub contact_email: Option<String>,
    /// Telephone number for listeners.
    pub hotline: Option<String>,
    /// Name of the personal information officer.
    pub officer_name: Option<String>,
    /// How to reach that officer.
    pub officer_email: Option<String>,
    /// Court with jurisdiction.
    pub court: Option<String>,
}

impl Operator {
    /// Whether everything that the policy shows about the operator is filled in.
    #[must_use]
    pub fn is_configured(&self) -> bool {
        let Self { company, address, contact_email, hotline, officer_name, officer_email, court } = self;
        [company, address, contact_email, hotline, officer_name, officer_email, court].iter().all(|text| text.is_some())
    }
}

/// What the service writes about its own running.
#[derive(Clone, Debug)]
pub struct Log {
    /// Shape of a line.
    pub format: LogFormat,
    /// Lowest level written, or directives such as `info,catalog=debug`.
    pub level: String,
}

/// Shape of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for machines.
    Json,
}

impl Config {
    /// Reads flags, environment, file and defaults.
    ///
    /// # Errors
    /// Every fault of every source at once, each with its place and what to do.
    pub fn load(flags: &Flags, surroundings: &Surroundings) -> Result<Self, Problems> {
        assemble::assemble(sources::gather(flags, surroundings)?)
    }
}
