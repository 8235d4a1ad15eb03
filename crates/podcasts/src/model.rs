//! Channels, episodes, and why something of them is not there.

use http_api::Text;
use ids::{EpisodeId, PodcastId};
use serde::Serialize;
use sharing::public::{PublicError, Unreached};
use units::Timestamp;

use crate::feed::NotAFeed;
use crate::sound::Sound;

/// The channels there can be.
pub const CHANNELS_MAX: u64 = 500;
/// How many of a channel's latest episodes can be downloaded by themselves.
pub const DOWNLOAD_LATEST_MAX: u32 = 50;

/// A podcast that an operator subscribed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its id.
    pub id: PodcastId,
    /// The address of its feed.
    pub feed_url: String,
    /// What it is called; the host of its feed until the feed was read.
    pub title: String,
    /// Who makes it.
    pub author: Option<String>,
    /// What it is about, as plain text.
    pub description: String,
    /// Its language, as the feed writes it.
    pub language: Option<String>,
    /// Its home page.
    pub site_url: Option<String>,
    /// The address of its picture.
    pub image_url: Option<String>,
    /// Whether a picture of it is here.
    pub has_picture: bool,
    /// How many of its latest episodes are downloaded by themselves.
    pub download_latest: u32,
    /// Its episodes that are known.
    pub episodes: u64,
    /// Since when it is subscribed to.
    pub added_at: Timestamp,
    /// When the feed was last asked for.
    pub checked_at: Option<Timestamp>,
    /// When the feed last answered as it should.
    pub refreshed_at: Option<Timestamp>,
    /// Why the last refresh failed.
    pub fault: Option<Fault>,
}

/// One episode of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Episode {
    /// Its id.
    pub id: EpisodeId,
    /// Its channel.
    pub channel: PodcastId,
    /// What its channel is called.
    pub channel_title: String,
    /// Whether a picture of its channel is here.
    pub has_picture: bool,
    /// What it is called; may be empty.
    pub title: String,
    /// What it is about, as plain text.
    pub description: String,
    /// When it was published, if the feed says so.
    pub published_at: Option<Timestamp>,
    /// Its place in lists: when it was published or found.
    pub sorted_at: Timestamp,
    /// Where the channel offers its sound.
    pub sound_url: String,
    /// How large its sound is said to be.
    pub declared_bytes: Option<u64>,
    /// How long it is said to last.
    pub duration_ms: Option<u64>,
    /// Its season.
    pub season: Option<u32>,
    /// Its number within the season.
    pub number: Option<u32>,
    /// What is here of it.
    pub state: EpisodeState,
}

/// What is here of an episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EpisodeState {
    /// What its feed says.
    New,
    /// It waits to be downloaded.
    Waiting,
    /// It is being downloaded.
    Loading,
    /// Its sound, which can be played.
    Here {
        /// Of which kind it is.
        sound: Sound,
        /// How large it is.
        size_bytes: u64,
    },
    /// The download failed.
    Failed(Fault),
    /// It was here, and an operator removed its sound.
    Deleted,
}

/// Why something was not fetched; `detail` holds the host, the place or the number that the words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where, or how much.
    pub detail: String,
}

macro_rules! fault_kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        /// What is wrong with a feed or with the sound of an episode.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        #[schema(as = PodcastFaultKind)]
        pub enum FaultKind {
            $($(#[$doc])* $name,)*
        }

        impl FaultKind {
            /// The word that the database keeps.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }

            pub(crate) fn of_str(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$name),)*
                    _ => None,
                }
            }
        }
    };
}

fault_kinds! {
    /// The settings switch podcasts off.
    SwitchedOff = "switched_off";
    /// An operator has not allowed the host.
    HostNotAllowed = "host_not_allowed";
    /// The host lies in a private network.
    PrivateNetwork = "private_network";
    /// The address leads on too often, or to nowhere.
    Redirects = "redirects";
    /// The address in the feed is none.
    Address = "address";
    /// The host took too long.
    TimedOut = "timed_out";
    /// No connection was made.
    NoConnection = "no_connection";
    /// The exchange broke off.
    BrokenOff = "broken_off";
    /// The host answered with a failure.
    Status = "status";
    /// It is larger than what is read.
    TooLarge = "too_large";
    /// The document is something else.
    NotAFeed = "not_a_feed";
    /// The document is not well-formed.
    Malformed = "malformed";
    /// The feed has no entry with sound.
    NoEpisodes = "no_episodes";
    /// What was downloaded is no sound.
    NotSound = "not_sound";
    /// There is no room left for downloads.
    NoRoom = "no_room";
    /// The folder cannot be written.
    Disk = "disk";
}

impl Fault {
    pub(crate) fn new(kind: FaultKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }

    /// What is wrong and what helps, for an operator.
    #[must_use]
    pub fn message(&self) -> Text {
        let at = &self.detail;
        let made = |zh: String, en: String| Text::made(zh, en);
        match self.kind {
            FaultKind::SwitchedOff => Text::new(
                "设置中未开启播客（podcasts.enabled）",
                "podcasts are switched off in the settings (podcasts.enabled)",
            ),
            FaultKind::HostNotAllowed => {
                made(format!("主机 {at} 还没有获得允许"), format!("the host {at} has not been allowed yet"))
            }
            FaultKind::PrivateNetwork => {
                made(format!("主机 {at} 位于内部网络，已拒绝访问"), format!("the host {at} lies in a private network"))
            }
            FaultKind::Redirects => {
                Text::new("地址跳转次数过多，或跳转到无效地址", "the address leads on too often, or to nowhere")
            }
            FaultKind::Address => {
                made(format!("订阅源中的地址无法使用：{at}"), format!("the feed gives an address that is none: {at}"))
            }
            FaultKind::TimedOut => made(format!("主机 {at} 响应超时"), format!("the host {at} took too long")),
            FaultKind::NoConnection => made(format!("无法连接主机 {at}"), format!("the host {at} cannot be reached")),
            FaultKind::BrokenOff => {
                made(format!("与主机 {at} 的传输中断"), format!("the exchange with the host {at} broke off"))
            }
            FaultKind::Status => made(format!("对方返回错误：{at}"), format!("the host answered {at}")),
            FaultKind::TooLarge => {
                made(format!("内容超过 {at} 字节的上限"), format!("it is larger than the limit of {at} bytes"))
            }
            FaultKind::NotAFeed if at.is_empty() => {
                Text::new("该地址没有给出 RSS 订阅源", "the address gives no RSS feed")
            }
            FaultKind::NotAFeed => made(
                format!("该地址给出的是 <{at}> 文档，不是 RSS 订阅源"),
                format!("the address gives a document that begins with <{at}>, not an RSS feed"),
            ),
            FaultKind::Malformed => made(format!("订阅源格式有误：{at}"), format!("the feed is malformed: {at}")),
            FaultKind::NoEpisodes => Text::new("订阅源里没有带音频的单集", "the feed has no entry with sound"),
            FaultKind::NotSound => {
                made(format!("下载到的内容不是音频：{at}"), format!("what was downloaded is no sound: {at}"))
            }
            FaultKind::NoRoom => made(
                format!("下载空间已满（上限 {at} 字节）"),
                format!("there is no room left for downloads (at most {at} bytes)"),
            ),
            FaultKind::Disk => Text::new("下载文件夹无法写入", "the folder of downloads cannot be written"),
        }
    }
}

impl From<NotAFeed> for Fault {
    fn from(fault: NotAFeed) -> Self {
        match fault {
            NotAFeed::OtherRoot { root } => Self::new(FaultKind::NotAFeed, root),
            malformed @ NotAFeed::Malformed { .. } => Self::new(FaultKind::Malformed, malformed.to_string()),
        }
    }
}

/// What a failed request means for the operator; the database's own failure is not one of the feed's.
impl TryFrom<PublicError> for Fault {
    type Error = db::Error;

    fn try_from(error: PublicError) -> Result<Self, db::Error> {
        Ok(match error {
            PublicError::Off => Self::new(FaultKind::SwitchedOff, ""),
            PublicError::HostNotAllowed { host } => Self::new(FaultKind::HostNotAllowed, host),
            PublicError::PrivateNetwork { host } => Self::new(FaultKind::PrivateNetwork, host),
            PublicError::Redirects => Self::new(FaultKind::Redirects, ""),
            PublicError::Unreached { host, how } => {
                let kind = match how {
                    Unreached::TimedOut => FaultKind::TimedOut,
                    Unreached::NoConnection => FaultKind::NoConnection,
                    Unreached::BrokenOff => FaultKind::BrokenOff,
                };
                Self::new(kind, host)
            }
            PublicError::Status { host, status } => Self::new(FaultKind::Status, format!("{status} ({host})")),
            PublicError::TooLarge { bytes_max } => Self::new(FaultKind::TooLarge, bytes_max.to_string()),
            PublicError::Io(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "podcasts: download");
                Self::new(FaultKind::Disk, "")
            }
            PublicError::Db(error) => return Err(error),
        })
    }
}
