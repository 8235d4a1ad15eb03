//! Words and limits of this domain: no database, no HTTP, no clock.

use http_api::{LineFault, Text, written_line};
use ids::{AlbumId, ArtistId, PlaylistId, TrackId};
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// Playlists of one member at most.
pub const PLAYLISTS_MAX: u64 = 1_000;
/// Entries of one playlist at most.
pub const ITEMS_MAX: u64 = 20_000;
/// Characters of a playlist's name at most.
pub const NAME_CHARACTERS_MAX: usize = 120;
/// Characters of a description at most.
pub const DESCRIPTION_CHARACTERS_MAX: usize = 2_000;
/// Characters of the comment on a bookmark at most.
pub const COMMENT_CHARACTERS_MAX: usize = 500;
/// Characters of what a member calls themself, on the square or among editors, at most.
pub const SIGNATURE_CHARACTERS_MAX: usize = 40;
/// Tags of one playlist at most.
pub const TAGS_MAX: usize = 10;
/// Characters of a tag at most.
pub const TAG_CHARACTERS_MAX: usize = 20;

/// What can be liked and rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A track.
    Track(TrackId),
    /// An album.
    Album(AlbumId),
    /// An artist.
    Artist(ArtistId),
    /// A playlist that the member can see.
    Playlist(PlaylistId),
}

/// A kind of [`Target`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Tracks.
    Track,
    /// Albums.
    Album,
    /// Artists.
    Artist,
    /// Playlists.
    Playlist,
}

impl Target {
    /// What it is.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Track(_) => Kind::Track,
            Self::Album(_) => Kind::Album,
            Self::Artist(_) => Kind::Artist,
            Self::Playlist(_) => Kind::Playlist,
        }
    }

    /// The number the database keeps.
    #[must_use]
    pub fn number(self) -> i64 {
        match self {
            Self::Track(id) => id.as_i64(),
            Self::Album(id) => id.as_i64(),
            Self::Artist(id) => id.as_i64(),
            Self::Playlist(id) => id.as_i64(),
        }
    }

    /// The target of this kind with this number.
    #[must_use]
    pub fn of(kind: Kind, number: i64) -> Self {
        match kind {
            Kind::Track => Self::Track(TrackId::from_i64(number)),
            Kind::Album => Self::Album(AlbumId::from_i64(number)),
            Kind::Artist => Self::Artist(ArtistId::from_i64(number)),
            Kind::Playlist => Self::Playlist(PlaylistId::from_i64(number)),
        }
    }

    /// The target whose text form this is; its prefix tells the kind.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        None.or_else(|| text.parse().ok().map(Self::Track))
            .or_else(|| text.parse().ok().map(Self::Album))
            .or_else(|| text.parse().ok().map(Self::Artist))
            .or_else(|| text.parse().ok().map(Self::Playlist))
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Track(id) => id.fmt(f),
            Self::Album(id) => id.fmt(f),
            Self::Artist(id) => id.fmt(f),
            Self::Playlist(id) => id.fmt(f),
        }
    }
}

/// A rating: 1 to 5 stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stars(u8);

impl Stars {
    /// A rating of this many stars; nothing outside 1 to 5.
    #[must_use]
    pub fn new(stars: u8) -> Option<Self> {
        (1..=5).contains(&stars).then_some(Self(stars))
    }

    /// How many.
    #[must_use]
    pub fn count(self) -> u8 {
        self.0
    }
}

/// A line of text: control characters and space around it go, and it is neither empty nor too long.
pub(crate) fn line(field: &'static str, text: &str, characters_max: usize) -> Result<String, Error> {
    written_line(text, characters_max).map_err(|fault| match fault {
        LineFault::Missing => Error::field(field, fault.code(), fault.message()),
        LineFault::TooLong(most) => too_long(field, most),
    })
}

/// A text of several lines, which may be empty.
pub(crate) fn paragraph(field: &'static str, text: &str, characters_max: usize) -> Result<String, Error> {
    let text: String = text.trim().chars().filter(|character| !character.is_control() || *character == '\n').collect();
    if text.chars().count() > characters_max {
        return Err(too_long(field, characters_max));
    }
    Ok(text)
}

fn too_long(field: &'static str, characters_max: usize) -> Error {
    let message = Text::made(format!("最多 {characters_max} 个字"), format!("at most {characters_max} characters"));
    Error::field(field, "text.too_long", message)
}

/// A tag and the key under which it is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// As it is shown.
    pub text: String,
    /// Folded as names are for search.
    pub key: String,
}

/// The tags of a playlist: each once by its key, in the order in which they were given.
pub(crate) fn tags(texts: &[String]) -> Result<Vec<Tag>, Error> {
    let mut tags: Vec<Tag> = Vec::new();
    for text in texts {
        let text = line("tags", text, TAG_CHARACTERS_MAX)?;
        let key = catalog::fold(&text);
        if !tags.iter().any(|tag| tag.key == key) {
            tags.push(Tag { text, key });
        }
    }
    if tags.len() > TAGS_MAX {
        let message = Text::made(format!("最多 {TAGS_MAX} 个标签"), format!("at most {TAGS_MAX} tags"));
        return Err(Error::field("tags", "tags.too_many", message));
    }
    Ok(tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_bounded() {
        assert_eq!(line("name", " 夜\n曲 ", 10).expect("a line"), "夜 曲");
        assert!(line("name", " \u{0} ", 10).is_err());
        assert!(line("name", &"长".repeat(11), 10).is_err());
        assert_eq!(paragraph("description", "", 10).expect("may be empty"), "");
        assert_eq!(paragraph("description", "一\n二\u{7}", 10).expect("two lines"), "一\n二");
    }

    #[test]
    fn tags_are_one_by_their_folded_form() {
        let given = ["Jazz".to_owned(), "ＪＡＺＺ".to_owned(), "民謠".to_owned(), "民谣".to_owned()];
        let shown: Vec<String> = tags(&given).expect("tags").into_iter().map(|tag| tag.text).collect();
        assert_eq!(shown, ["Jazz", "民謠"]);
        let many: Vec<String> = (0..11).map(|number| format!("t{number}")).collect();
        assert!(tags(&many).is_err());
    }

    #[test]
    fn a_target_knows_its_kind_by_its_prefix() {
        for target in [Target::of(Kind::Track, 7), Target::of(Kind::Album, 7), Target::of(Kind::Playlist, 7)] {
            assert_eq!(Target::parse(&target.to_string()), Some(target));
        }
        assert_eq!(Target::parse("lst_0000000000007"), None);
        assert_eq!(Stars::new(0), None);
        assert_eq!(Stars::new(6), None);
        assert_eq!(Stars::new(5).map(Stars::count), Some(5));
    }
}
