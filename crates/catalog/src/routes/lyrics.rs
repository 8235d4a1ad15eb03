//! Lyrics of a track.

use axum::extract::State;
use http_api::{Json, Path, Problem};
use ids::TrackId;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::catalog::{Catalog, TrackLyrics};

pub(super) fn routes() -> OpenApiRouter<Catalog> {
    OpenApiRouter::new().routes(routes!(show_lyrics))
}

/// Where lyrics are from.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LyricsSource {
    /// A file beside the music.
    Sidecar,
    /// The tags of the music.
    Embedded,
}

/// A word, or a syllable.
#[derive(Debug, Serialize, ToSchema)]
struct LyricWord {
    /// When it begins.
    start_ms: u64,
    /// When it ends.
    end_ms: u64,
    /// Its text with the space that follows.
    text: String,
}

/// A line.
#[derive(Debug, Serialize, ToSchema)]
struct LyricLine {
    /// When it begins; nothing in plain lyrics.
    start_ms: Option<u64>,
    /// When it ends, where that is known.
    end_ms: Option<u64>,
    /// Its text.
    text: String,
    /// Its words, where they have times.
    words: Option<Vec<LyricWord>>,
    /// The line in another language.
    translation: Option<String>,
}

/// What is sung.
#[derive(Debug, Serialize, ToSchema)]
struct Lyrics {
    /// Whether lines have times.
    synced: bool,
    /// Where they are from.
    source: LyricsSource,
    /// The language.
    language: Option<String>,
    /// What remains to be added to the position before lines are looked up; 0, since the file's own offset is in the times already.
    offset_ms: i64,
    /// The lines in order.
    lines: Vec<LyricLine>,
}

impl From<TrackLyrics> for Lyrics {
    fn from(found: TrackLyrics) -> Self {
        let lines = found.lyrics.lines.into_iter().map(|line| {
            let words = line.words.into_iter().map(|word| LyricWord {
                start_ms: word.start_ms,
                end_ms: word.end_ms,
                text: word.text,
            });
            let words: Vec<LyricWord> = words.collect();
            LyricLine {
                start_ms: line.start_ms,
                end_ms: line.end_ms,
                text: line.text,
                words: (!words.is_empty()).then_some(words),
                translation: line.translation,
            }
        });
        Self {
            synced: found.lyrics.synced,
            source: if found.is_sidecar { LyricsSource::Sidecar } else { LyricsSource::Embedded },
            language: found.lyrics.language,
            offset_ms: 0,
            lines: lines.collect(),
        }
    }
}

#[utoipa::path(
    get, path = "/tracks/{id}/lyrics", operation_id = "show_lyrics", tag = "catalog",
    params(("id" = String, Path, description = "The track")),
    responses((status = 200, description = "Its lyrics", body = Lyrics), (status = 404, description = "It has none")),
    extensions(("x-function" = json!("lyrics")), ("x-purposes" = json!([])))
)]
async fn show_lyrics(State(catalog): State<Catalog>, Path(id): Path<TrackId>) -> Result<Json<Lyrics>, Problem> {
    let found = catalog.lyrics(id).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(found.into()))
}
