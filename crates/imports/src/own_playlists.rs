//! The playlists that a member has, by which is told what was brought in before.

use std::collections::{HashMap, HashSet};

use ids::{PlaylistId, SubjectId, TrackId};
use library::{NewPlaylist, Scope};

use crate::Imports;
use crate::error::Error;
use crate::plan::{READ_AT_A_TIME, all_of};

/// By what a playlist is told apart from others of its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Content {
    Tracks(Vec<TrackId>),
    /// As one text, in which the keys are in order.
    Rules(String),
}

impl Content {
    pub(crate) fn of(new: &NewPlaylist) -> Self {
        match &new.rules {
            Some(rules) => Self::Rules(rules.as_json().to_string()),
            None => Self::Tracks(new.tracks.clone()),
        }
    }
}

/// The playlists that the member has, and those that are to be made.
#[derive(Debug, Default)]
pub(crate) struct OwnPlaylists {
    pub(crate) count: u64,
    pub(crate) known: HashSet<(String, Content)>,
    /// Those whose entries were not read yet, by name and number of entries; they are read once one like them comes.
    unread: HashMap<(String, u64), Vec<PlaylistId>>,
}

impl OwnPlaylists {
    pub(crate) async fn of(imports: &Imports, member: SubjectId) -> Result<Self, Error> {
        let library = &imports.parts().library;
        let page = async |before| library.playlists(member, Scope::Own, before, READ_AT_A_TIME).await;
        let playlists = all_of(page, |(_, key)| *key).await?;
        let mut own = Self { count: playlists.len() as u64, ..Self::default() };
        for (playlist, _) in playlists {
            match (playlist.entry_count, playlist.rules) {
                (Some(count), _) => own.unread.entry((playlist.name, count)).or_default().push(playlist.id),
                (None, Some(rules)) => {
                    own.known.insert((playlist.name, Content::Rules(rules.as_json().to_string())));
                }
                (None, None) => {}
            }
        }
        Ok(own)
    }

    pub(crate) async fn has(
        &mut self,
        imports: &Imports,
        member: SubjectId,
        new: &NewPlaylist,
        content: &Content,
    ) -> Result<bool, Error> {
        if let Content::Tracks(tracks) = content {
            let alike = self.unread.remove(&(new.name.clone(), tracks.len() as u64));
            for id in alike.into_iter().flatten() {
                let tracks = imports.parts().library.tracks_of_playlist(Some(member), id).await?;
                self.known.insert((new.name.clone(), Content::Tracks(tracks)));
            }
        }
        Ok(self.known.contains(&(new.name.clone(), content.clone())))
    }
}
