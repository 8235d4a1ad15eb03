//! Playlists 歌单 (SOC-2): a list of tracks, or rules that choose them.
//!
//! Policy: items `playlist*` for purpose `playlists`; `playlist_publication` for purpose `publication` and
//! `square_name` for purpose `publication_name`, both by consent.
//!
//! A playlist is its owner's. Editors, whom the owner invites, change its entries and nothing else.
//! Everybody who may not see it is told that it does not exist.

mod collaborate;
mod cover;
mod entries;
mod invitations;
mod position;
pub(crate) mod routes;
mod square;

pub use square::{SquareEntry, SquarePerson, SquareState};
pub(crate) mod store;

use ids::{CoverId, PlaylistId, PlaylistItemId, SubjectId, TrackId};
use serde::{Deserialize, Serialize};
use units::Timestamp;

use crate::Library;
use crate::error::Error;
use crate::favourites::{LATEST, TimeKey};
use crate::model::{self, DESCRIPTION_CHARACTERS_MAX, NAME_CHARACTERS_MAX, PLAYLISTS_MAX};
use crate::smart::Rules;

pub use collaborate::{EDITORS_MAX, Editor};
pub use cover::PICTURE_BYTES_MAX;
pub use entries::Entries;
pub use invitations::{INVITED_FOR, Invitation};

/// Who may see a playlist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Its owner, and whom the owner invited.
    #[default]
    Private,
    /// Every member who is signed in.
    Members,
    /// Everybody, on the square; by its owner's consent `publication`.
    Public,
}

impl Visibility {
    /// The word in the database; being public stands there as a publication.
    fn stored(self) -> &'static str {
        match self {
            Self::Private | Self::Public => "private",
            Self::Members => "members",
        }
    }

    fn named(name: &str) -> Self {
        if name == "members" { Self::Members } else { Self::Private }
    }
}

/// What a playlist is to whoever looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaylistRole {
    /// It is theirs.
    Owner,
    /// They may change its entries.
    Editor,
    /// They may look.
    Viewer,
}

/// The picture of a playlist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// One that its owner chose, and when.
    Own {
        /// When it was chosen.
        changed_at: Timestamp,
    },
    /// The cover of its first track that has one.
    OfTrack(CoverId),
}

/// A playlist without its entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Playlist {
    /// The playlist.
    pub id: PlaylistId,
    /// Whose it is. Told to nobody else: what others see is [`Playlist::owner_name`].
    pub owner: SubjectId,
    /// What it is called.
    pub name: String,
    /// What it is about; may be empty.
    pub description: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// The rules of a smart playlist.
    pub rules: Option<Rules>,
    /// Whether rules choose its tracks.
    pub is_smart: bool,
    /// Grows with every change.
    pub version: u64,
    /// How many entries it has; unknown for a smart one until its rules are applied.
    pub entry_count: Option<u64>,
    /// How long its entries last together, in milliseconds, as [`Playlist::entry_count`].
    pub duration_ms: Option<u64>,
    /// Its picture.
    pub cover: Option<Cover>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What it is to the one who asked.
    pub role: PlaylistRole,
    /// The name its owner shows on the square, by consent; only while it is there.
    pub owner_name: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// Since when it is on the square.
    pub published_at: Option<Timestamp>,
}

/// One entry of a playlist; the same track may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The entry; it stays the same while the entry moves.
    pub id: PlaylistItemId,
    /// The track, which may have left the library since.
    pub track_id: TrackId,
    /// When it was added.
    pub added_at: Timestamp,
}

/// A playlist to be made.
#[derive(Clone, Debug, Default)]
pub struct NewPlaylist {
    /// What it is called.
    pub name: String,
    /// What it is about.
    pub description: String,
    /// Who may see it; publishing is a step of its own, by consent.
    pub visibility: Visibility,
    /// Its tags.
    pub tags: Vec<String>,
    /// The rules of a smart playlist.
    pub rules: Option<Rules>,
    /// Its first entries; none for a smart one.
    pub tracks: Vec<TrackId>,
}

impl NewPlaylist {
    /// This as it would be made: its texts without what no text has.
    ///
    /// # Errors
    /// As those of [`Library::create_playlist`] that need no database.
    pub fn fit(self) -> Result<Self, Error> {
        let name = model::line("name", &self.name, NAME_CHARACTERS_MAX)?;
        let description = model::paragraph("description", &self.description, DESCRIPTION_CHARACTERS_MAX)?;
        let tags = model::tags(&self.tags)?.into_iter().map(|tag| tag.text).collect();
        if self.visibility == Visibility::Public {
            return Err(published_by_consent());
        }
        if self.rules.is_some() && !self.tracks.is_empty() {
            return Err(Error::Smart);
        }
        Ok(Self { name, description, tags, ..self })
    }
}

/// What is changed of a playlist; `None` leaves something as it is.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// What it is called.
    pub name: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// Who may see it; making it public is [`Library::publish`], and anything else takes it off the square.
    pub visibility: Option<Visibility>,
    /// Its tags, in the place of those it has.
    pub tags: Option<Vec<String>>,
    /// Its rules; a playlist with entries does not become a smart one.
    pub rules: Option<Rules>,
}

/// Which playlists a member's list has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The member's own, changed last first.
    #[default]
    Own,
    /// Those of others on which the member works, joined last first.
    Shared,
    /// Those that others opened to every member, changed last first.
    Members,
}

impl Library {
    /// Makes a playlist.
    ///
    /// # Errors
    /// [`Error::Field`] for a name, text or tag that does not fit, [`Error::Full`] when the member has
    /// [`PLAYLISTS_MAX`], [`Error::NoTrack`], and [`Error::Smart`] for a smart playlist with entries.
    /// One that is to be public at once is refused: publishing is a step of its own.
    pub async fn create_playlist(&self, member: SubjectId, new: NewPlaylist) -> Result<Playlist, Error> {
        let new = new.fit()?;
        let tags = model::tags(&new.tags)?;
        let id = PlaylistId::random(&mut rand::rng());
        if let Some(rules) = &new.rules {
            self.check_playlists_named(member, id, rules).await?;
        }
        let now = self.now();
        let head = store::NewHead {
            id,
            owner: member,
            name: &new.name,
            description: &new.description,
            visibility: new.visibility.stored(),
            rules: new.rules.as_ref().map(Rules::to_text),
            now,
        };
        let mut tx = self.db().begin().await?;
        if store::count_own(&mut tx, member).await? >= PLAYLISTS_MAX {
            let what = http_api::Text::new("歌单", "playlists");
            return Err(Error::Full { what, max: PLAYLISTS_MAX });
        }
        store::add(&mut tx, &head).await?;
        store::set_tags(&mut tx, id, &tags).await?;
        entries::append(&mut tx, id, &new.tracks, now).await?;
        tx.commit().await?;
        self.playlist(Some(member), id).await
    }

    /// A playlist as somebody sees it; `viewer` is nobody in particular for a guest.
    /// Of a smart one neither count nor length is told: see [`Library::smart_tracks`].
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none that they may see.
    pub async fn playlist(&self, viewer: Option<SubjectId>, id: PlaylistId) -> Result<Playlist, Error> {
        store::playlist(&self.reader(), viewer, id).await?.ok_or(Error::NotFound)
    }

    /// Playlists in the order of their ids; those that the viewer may not see are left out.
    ///
    /// # Errors
    /// The database's.
    pub async fn playlists_of(&self, viewer: Option<SubjectId>, ids: &[PlaylistId]) -> Result<Vec<Playlist>, Error> {
        Ok(store::playlists_among(&self.reader(), viewer, ids).await?)
    }

    /// Playlists with the place after each, before a place of the list; at most `limit`.
    ///
    /// # Errors
    /// The database's.
    pub async fn playlists(
        &self,
        member: SubjectId,
        scope: Scope,
        before: Option<TimeKey>,
        limit: i64,
    ) -> Result<Vec<(Playlist, TimeKey)>, Error> {
        let list = match scope {
            Scope::Own => store::List::Own,
            Scope::Shared => store::List::Shared,
            Scope::Members => store::List::ForMembers,
        };
        Ok(store::list(&self.reader(), list, member, before.unwrap_or(LATEST), limit).await?)
    }

    /// Changes name, text, tags, rules or who may see a playlist; its owner alone may.
    ///
    /// `version` is that of the reading on which the change was made; `None` changes whatever is there by now.
    ///
    /// # Errors
    /// [`Error::Stale`] with the version it has, [`Error::NotFound`], [`Error::NotAllowed`], [`Error::Field`],
    /// [`Error::Smart`] when rules are given to a playlist that is none.
    pub async fn change_playlist(
        &self,
        member: SubjectId,
        id: PlaylistId,
        changes: Changes,
        version: Option<u64>,
    ) -> Result<Playlist, Error> {
        let Changes { name, description, visibility, tags, rules } = changes;
        let name = name.map(|name| model::line("name", &name, NAME_CHARACTERS_MAX)).transpose()?;
        let description =
            description.map(|text| model::paragraph("description", &text, DESCRIPTION_CHARACTERS_MAX)).transpose()?;
        let tags = tags.map(|tags| model::tags(&tags)).transpose()?;
        if let Some(rules) = &rules {
            self.check_playlists_named(member, id, rules).await?;
        }
        let mut tx = self.db().begin().await?;
        let is_smart = self.touch(&mut tx, member, id, version, Who::Owner).await?;
        if rules.is_some() && !is_smart {
            return Err(Error::Smart);
        }
        match visibility {
            Some(Visibility::Public) if !square::is_published(&mut tx, id).await? => {
                return Err(published_by_consent());
            }
            Some(Visibility::Private | Visibility::Members) => square::remove(&mut tx, id).await?,
            Some(Visibility::Public) | None => {}
        }
        let stored = visibility.filter(|visibility| *visibility != Visibility::Public).map(Visibility::stored);
        let rules = rules.as_ref().map(Rules::to_text);
        store::set_head(&mut tx, id, name.as_deref(), description.as_deref(), stored, rules).await?;
        if let Some(tags) = tags {
            store::set_tags(&mut tx, id, &tags).await?;
        }
        tx.commit().await?;
        self.playlist(Some(member), id).await
    }

    /// Deletes a playlist with all that belongs to it; its owner alone may.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none that the member may see, [`Error::NotAllowed`].
    pub async fn remove_playlist(&self, member: SubjectId, id: PlaylistId) -> Result<(), Error> {
        let mut tx = self.db().begin().await?;
        if store::remove(&mut tx, member, id).await? == 0 {
            let standing = store::standing(&mut tx, member, id).await?;
            return Err(standing.map_or(Error::NotFound, |_| Error::NotAllowed));
        }
        Ok(tx.commit().await?)
    }

    /// Counts a change, and locks the playlist until the transaction ends; tells whether it is a smart one.
    pub(crate) async fn touch(
        &self,
        tx: &mut db::Tx,
        member: SubjectId,
        id: PlaylistId,
        version: Option<u64>,
        who: Who,
    ) -> Result<bool, Error> {
        let editors_may = who == Who::Editors;
        if let Some(is_smart) = store::touch(tx, id, member, version, editors_may, self.now()).await? {
            return Ok(is_smart);
        }
        let (current, role) = store::standing(tx, member, id).await?.ok_or(Error::NotFound)?;
        let may = role == PlaylistRole::Owner || (editors_may && role == PlaylistRole::Editor);
        Err(if may { Error::Stale { current } } else { Error::NotAllowed })
    }

    /// Whether the member owns it, for what is the owner's alone.
    pub(crate) async fn require_owner(&self, tx: &mut db::Tx, member: SubjectId, id: PlaylistId) -> Result<(), Error> {
        let (_, role) = store::standing(tx, member, id).await?.ok_or(Error::NotFound)?;
        if role == PlaylistRole::Owner { Ok(()) } else { Err(Error::NotAllowed) }
    }
}

fn published_by_consent() -> Error {
    let message = http_api::Text::new(
        "公开歌单请使用“公开到广场”，并需要您的同意",
        "a playlist becomes public by publishing it, which asks for your consent",
    );
    Error::field("visibility", "visibility.by_consent", message)
}

/// Who may make a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// The owner.
    Owner,
    /// The owner, and whom they invited.
    Editors,
}
