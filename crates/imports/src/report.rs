//! What is told of an import: how much there was, and what became of it.

use std::collections::BTreeMap;

use http_api::Text;
use serde::Serialize;

/// A kind of what is brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// Likes of tracks, albums and artists.
    Likes,
    /// Ratings of them.
    Ratings,
    /// Artists followed.
    Follows,
    /// Places marked in tracks.
    Bookmarks,
    /// Playlists.
    Playlists,
    /// The entries of all playlists.
    PlaylistEntries,
    /// The history of listening.
    Listens,
}

/// A kind of music.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MusicKind {
    /// A track.
    Track,
    /// An album.
    Album,
    /// An artist.
    Artist,
}

/// Why something was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// This library does not have the music.
    NotInLibrary,
    /// The file does not say what music it is; where it comes from nobody knew any more.
    NotDescribed,
    /// It is about a playlist, which is another one here.
    OfPlaylist,
    /// The consent to a history of listening does not live here.
    NoConsent,
    /// It is past the term for which a listen is kept, or lies ahead.
    OutOfTerm,
    /// Less was heard than counts.
    TooShort,
    /// It does not fit what is kept here.
    Unfit,
    /// There is as much as there may be.
    LimitReached,
    /// Its rules name a playlist that is only over there.
    RulesOfElsewhere,
}

impl LeftOut {
    /// The reason in words.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::NotInLibrary => Text::new("这里的曲库没有", "This library does not have it"),
            Self::NotDescribed => Text::new("文件没有写明是什么音乐", "The file does not say what music it is"),
            Self::OfPlaylist => Text::new(
                "是对歌单的喜欢或评分，歌单在这里是另一个",
                "It is about a playlist, which is another one here",
            ),
            Self::NoConsent => Text::new(
                "这里没有开启“播放历史”，所以收听记录没有带来",
                "You did not agree to a history of listening here, so listens are left out",
            ),
            Self::OutOfTerm => {
                Text::new("不在播放历史的保存期限之内", "It does not lie within the term for which listens are kept")
            }
            Self::TooShort => Text::new("听得太短，不算一次播放", "Less was heard than counts as a listen"),
            Self::Unfit => Text::new("内容不完整或太长", "It is incomplete or too long"),
            Self::LimitReached => Text::new("已达到数量上限", "There cannot be more"),
            Self::RulesOfElsewhere => Text::new(
                "智能歌单的规则用到了原来那边的歌单",
                "The rules of the smart playlist name a playlist that is only over there",
            ),
        }
    }
}

/// What became of one kind: what was found in the file is brought in, already there or left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many the file has.
    pub found: u64,
    /// Of how many the music is in this library.
    pub matched: u64,
    /// How many were here before.
    pub already_there: u64,
    /// How many were brought in; of a dry run, how many would be.
    pub brought_in: u64,
    /// How many were left out, and why.
    pub left_out: BTreeMap<LeftOut, u64>,
}

impl Tally {
    pub(crate) fn leave_out(&mut self, reason: LeftOut, count: u64) {
        if count > 0 {
            *self.left_out.entry(reason).or_default() += count;
        }
    }

    /// Takes back what was to be brought in and turned out to be left out.
    pub(crate) fn turn_back(&mut self, reason: LeftOut, count: u64) {
        self.brought_in = self.brought_in.saturating_sub(count);
        self.leave_out(reason, count);
    }
}

/// Music that the file names and this library does not have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// What it is.
    pub kind: MusicKind,
    /// Its title, or the name of an artist.
    pub title: String,
    /// Whose it is.
    pub artists: Vec<String>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Whether nothing was written.
    pub is_dry_run: bool,
    /// What became of each kind, all of them.
    pub tallies: BTreeMap<RecordKind, Tally>,
    /// Music that this library does not have, the first of it by title.
    pub missing: Vec<Missing>,
    /// How much music it does not have in all.
    pub missing_total: u64,
}
