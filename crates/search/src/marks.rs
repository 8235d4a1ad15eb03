//! Which characters of the names in an answer fit the query.

use std::collections::BTreeMap;

use catalog::{AlbumSummary, ArtistName, ArtistSummary, FoundLine, Genre, Track};
use library::PlaylistView;
use search_index::Highlighter;
use serde::Serialize;
use utoipa::ToSchema;

/// For each name in an answer that the query fits, from which character to before which, counted in Unicode code points.
///
/// By name and not by place: whatever shows a name can look it up.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = BTreeMap<String, Vec<Vec<u32>>>)]
pub struct Marks(BTreeMap<String, Vec<[usize; 2]>>);

impl Marks {
    /// The marks of lines, which are known by how they were found.
    pub(crate) fn of_lines(lines: &[FoundLine]) -> Self {
        let mark = |line: &FoundLine| (line.text.clone(), vec![[line.marks.start, line.marks.end]]);
        Self(lines.iter().map(mark).collect())
    }
}

/// Marks the names of an answer.
pub(crate) struct Marker {
    highlighter: Option<Highlighter>,
    marks: Marks,
}

impl Marker {
    pub(crate) fn new(query: &str) -> Self {
        Self { highlighter: Highlighter::new(query), marks: Marks::default() }
    }

    pub(crate) fn name(&mut self, name: &str) {
        let Some(highlighter) = &self.highlighter else { return };
        if self.marks.0.contains_key(name) {
            return;
        }
        let found = highlighter.mark(name).into_iter().map(|range| [range.start, range.end]).collect();
        self.marks.0.insert(name.to_owned(), found);
    }

    fn people(&mut self, artists: &[ArtistName]) {
        for artist in artists {
            self.name(&artist.name);
        }
    }

    pub(crate) fn artists(&mut self, artists: &[ArtistSummary]) {
        for artist in artists {
            self.name(&artist.name);
        }
    }

    pub(crate) fn albums(&mut self, albums: &[AlbumSummary]) {
        for album in albums {
            self.name(&album.title);
            self.people(&album.artists);
        }
    }

    pub(crate) fn tracks(&mut self, tracks: &[Track]) {
        for track in tracks {
            self.name(&track.title);
            self.people(&track.artists);
            if let Some(album) = &track.album {
                self.name(&album.title);
            }
        }
    }

    pub(crate) fn playlists(&mut self, playlists: &[PlaylistView]) {
        for playlist in playlists {
            self.name(playlist.name());
            if let Some(owner) = playlist.owner_name() {
                self.name(owner);
            }
        }
    }

    pub(crate) fn genres(&mut self, genres: &[Genre]) {
        for genre in genres {
            self.name(&genre.name);
        }
    }

    /// The marks; names without one are left out.
    pub(crate) fn finish(self) -> Marks {
        let mut marks = self.marks;
        marks.0.retain(|_, places| !places.is_empty());
        marks
    }
}
