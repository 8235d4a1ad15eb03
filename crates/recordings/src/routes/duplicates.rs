//! Files that hold the same recording, for operators: look, merge, keep apart, take back.

use axum::extract::State;
use axum::http::StatusCode;
use catalog::{MERGED_MAX, Merged, Track};
use http_api::{Cursor, Json, Operator, Page, PageQuery, Path, Problem, Query, Text};
use ids::TrackId;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::duplicates::{Difference, Group, best, differences};
use crate::{Error, Recordings};

pub(super) fn routes() -> OpenApiRouter<Recordings> {
    OpenApiRouter::new()
        .routes(routes!(list_duplicates))
        .routes(routes!(merge_duplicates))
        .routes(routes!(keep_duplicates_apart))
        .routes(routes!(list_merged_tracks))
        .routes(routes!(show_merged_track))
}

/// Tracks that hold the same recording.
#[derive(Debug, Serialize, ToSchema)]
struct DuplicateGroup {
    /// The tracks, the one to keep first.
    tracks: Vec<DuplicateTrack>,
    /// The one that is proposed to be kept.
    #[schema(value_type = String)]
    keep_id: TrackId,
    /// What is not the same in all of them.
    differences: Vec<Difference>,
}

/// One of them.
#[derive(Debug, Serialize, ToSchema)]
struct DuplicateTrack {
    track: Track,
    /// The readable path of its folder, below the music folder's number.
    folder: String,
    /// How much of its fingerprint is like the proposed one's, in a thousand; null for that one itself,
    /// and when the two are alike only through a third.
    similarity_permille: Option<u32>,
}

impl DuplicateGroup {
    async fn of(recordings: &Recordings, group: &Group) -> Result<Option<Self>, Error> {
        let ids: Vec<TrackId> = group.tracks.iter().copied().collect();
        let mut folders = recordings.folders(&ids).await?;
        let tracks = recordings.catalog().tracks(&ids).await?.into_iter();
        let mut tracks: Vec<(Track, String)> = tracks
            .map(|track| {
                let folder = folders.remove(&track.id).unwrap_or_default();
                (track, folder)
            })
            .collect();
        let Some(keep_id) = best(&tracks).filter(|_| tracks.len() > 1) else { return Ok(None) };
        let differences = differences(&tracks);
        tracks.sort_by_key(|(track, _)| (track.id != keep_id, track.id));
        let tracks = tracks.into_iter().map(|(track, folder)| {
            let pair = group.pair(keep_id, track.id);
            let similarity_permille = pair.map(|pair| 1_000 - pair.bit_errors_permille);
            DuplicateTrack { track, folder, similarity_permille }
        });
        Ok(Some(Self { tracks: tracks.collect(), keep_id, differences }))
    }
}

#[utoipa::path(
    get, path = "/operator/duplicates", operation_id = "list_duplicates", tag = "operator",
    params(PageQuery),
    responses((status = 200, description = "Tracks that hold the same recording, group by group", body = Page<DuplicateGroup>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([])))
)]
async fn list_duplicates(
    _: Operator,
    State(recordings): State<Recordings>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<DuplicateGroup>>, Problem> {
    let after: Option<i64> = query.cursor.as_ref().map(Cursor::key).transpose()?;
    let groups = recordings.groups();
    let first = |group: &Group| group.tracks.first().map_or(i64::MIN, |track| track.as_i64());
    let start = after.map_or(0, |after| groups.partition_point(|group| first(group) <= after));
    let page = &groups[start..(start + query.limit.count()).min(groups.len())];
    let mut items = Vec::with_capacity(page.len());
    for group in page {
        items.extend(DuplicateGroup::of(&recordings, group).await?);
    }
    let has_more = start + page.len() < groups.len();
    let next = page.last().filter(|_| has_more).map(|group| Cursor::of(&first(group)));
    Ok(Json(Page { items, next, total: Some(groups.len() as u64) }))
}

/// Which track takes the place of which others.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MergeRequest {
    /// The one that stays.
    #[schema(value_type = String)]
    keep_id: TrackId,
    /// Those that are hidden; 50 at most.
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 50)]
    hide_ids: Vec<TrackId>,
}

#[utoipa::path(
    post, path = "/operator/duplicates/merge", operation_id = "merge_duplicates", tag = "operator",
    request_body = MergeRequest,
    responses(
        (status = 204, description = "The others are hidden, and what members did with them is the kept track's now; no file was touched"),
        (status = 409, description = "They are not known to be the same recording, or a scan is running"),
        (status = 422, description = "Too many, or none"),
    ),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([])))
)]
async fn merge_duplicates(
    _: Operator,
    State(recordings): State<Recordings>,
    Json(request): Json<MergeRequest>,
) -> Result<StatusCode, Problem> {
    check(&request.hide_ids, "hide_ids", 1)?;
    // Whoever closes the page does not stop it half way.
    finished(async move { recordings.merge(request.keep_id, &request.hide_ids).await }).await
}

/// Tracks that are all wanted, though they hold the same recording.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ApartRequest {
    /// The tracks; 50 at most.
    #[schema(value_type = Vec<String>, min_items = 2, max_items = 50)]
    track_ids: Vec<TrackId>,
    /// False takes that back: they are proposed together again.
    apart: bool,
}

#[utoipa::path(
    put, path = "/operator/duplicates/apart", operation_id = "keep_duplicates_apart", tag = "operator",
    request_body = ApartRequest,
    responses((status = 204, description = "They are not proposed together any more, or again"), (status = 422, description = "Too many, or less than two")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([])))
)]
async fn keep_duplicates_apart(
    _: Operator,
    State(recordings): State<Recordings>,
    Json(request): Json<ApartRequest>,
) -> Result<StatusCode, Problem> {
    check(&request.track_ids, "track_ids", 2)?;
    finished(async move { recordings.keep_apart(&request.track_ids, request.apart).await }).await
}

/// A hidden track, and the one in its place.
#[derive(Debug, Serialize, ToSchema)]
struct MergedTrack {
    /// The hidden one.
    track: Track,
    /// The one that is shown.
    kept: Track,
    /// Where the hidden file lies, readable, below the music folder's number.
    path: String,
    /// Whether that file is still there.
    is_there: bool,
    /// When it was hidden.
    #[schema(value_type = String, format = DateTime)]
    merged_at: Timestamp,
}

impl From<Merged> for MergedTrack {
    fn from(merged: Merged) -> Self {
        let Merged { track, kept, path, merged_at, is_there } = merged;
        Self { track, kept, path, is_there, merged_at }
    }
}

#[utoipa::path(
    get, path = "/operator/merged-tracks", operation_id = "list_merged_tracks", tag = "operator",
    params(PageQuery),
    responses((status = 200, description = "Hidden tracks, the latest merge first", body = Page<MergedTrack>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([])))
)]
async fn list_merged_tracks(
    _: Operator,
    State(recordings): State<Recordings>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<MergedTrack>>, Problem> {
    let after = query.cursor.as_ref().map(Cursor::key).transpose()?;
    let list = recordings.catalog().merged(after, query.limit.count()).await?;
    let items = list.items.into_iter().map(MergedTrack::from).collect();
    Ok(Json(Page { items, next: list.next.map(|place| Cursor::of(&place)), total: Some(list.total) }))
}

#[utoipa::path(
    delete, path = "/operator/merged-tracks/{id}", operation_id = "show_merged_track", tag = "operator",
    params(("id" = String, Path, description = "The hidden track")),
    responses(
        (status = 204, description = "It is a track of its own again; what members did stays with the other one"),
        (status = 404, description = "It is not hidden"),
        (status = 409, description = "A scan is running"),
    ),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([])))
)]
async fn show_merged_track(
    _: Operator,
    State(recordings): State<Recordings>,
    Path(id): Path<TrackId>,
) -> Result<StatusCode, Problem> {
    finished(async move { recordings.unmerge(id).await }).await
}

fn check(tracks: &[TrackId], field: &str, min: usize) -> Result<(), Problem> {
    if (min..=MERGED_MAX).contains(&tracks.len()) {
        return Ok(());
    }
    let message =
        Text::made(format!("请给出 {min} 到 {MERGED_MAX} 首曲目"), format!("name {min} to {MERGED_MAX} tracks"));
    Err(Problem::field(field, "field.out_of_range", message))
}

/// Waits for work that goes on though nobody waits any more.
async fn finished(work: impl Future<Output = Result<(), Error>> + Send + 'static) -> Result<StatusCode, Problem> {
    tokio::spawn(work).await.map_err(|error| Error::Stopped(error.to_string()))??;
    Ok(StatusCode::NO_CONTENT)
}
