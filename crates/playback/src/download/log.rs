//! The routes of the history of downloads.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use http_api::{Actor, Json, Member, Page, PageQuery, Path, Problem, Query, Text};
use ids::DownloadId;
use serde::{Deserialize, Serialize};
use units::Timestamp;

use super::Wanted;
use super::routes::Shared;
use crate::history::{Download, ListenKey, was_withdrawn};
use crate::routes::TargetCodec;

/// What a client reports of one download.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDownload)]
pub(super) struct DownloadReport {
    /// The track, album or playlist.
    id: String,
    /// What was made of it; left out for files as they are.
    #[serde(default)]
    codec: Option<TargetCodec>,
}

/// One download.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Download)]
pub(super) struct DownloadView {
    /// The record.
    #[schema(value_type = String)]
    id: DownloadId,
    /// `track`, `album` or `playlist`.
    kind: &'static str,
    /// What was downloaded.
    target_id: String,
    /// What it is called; null when it has left the library.
    title: Option<String>,
    /// `original`, or the codec that was chosen.
    format: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    downloaded_at: Timestamp,
}

impl DownloadView {
    fn new(download: Download, title: Option<String>) -> Self {
        let Download { id, what, format, downloaded_at } = download;
        Self { id, kind: what.kind(), target_id: what.to_string(), title, format, downloaded_at }
    }
}

/// How many records went.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct ClearedDownloads {
    /// How many there were.
    erased: u64,
}

#[utoipa::path(
    post, path = "/downloads", operation_id = "record_download", tag = "downloads",
    request_body = DownloadReport,
    responses(
        (status = 201, description = "Recorded", body = DownloadView),
        (status = 204, description = "Not recorded: a guest, or no consent; the download is none the worse"),
        (status = 404, description = "No such track, album or playlist"),
    ),
    extensions(("x-function" = json!("download_history")), ("x-purposes" = json!(["download_history"])))
)]
pub(super) async fn record_download(
    State(downloads): State<Shared>,
    actor: Actor,
    Json(report): Json<DownloadReport>,
) -> Result<Response, Problem> {
    let not_recorded = || Ok(StatusCode::NO_CONTENT.into_response());
    let Some(member) = actor.member() else { return not_recorded() };
    let what = Wanted::parse(&report.id).ok_or_else(|| {
        let message = Text::new("应是歌曲、专辑或歌单的编号", "must be the id of a track, an album or a playlist");
        Problem::field("id", "id.malformed", message)
    })?;
    let mut titles = downloads.shelf.titles(Some(member.subject), vec![what]).await?;
    let title = titles.remove(&what).ok_or_else(Problem::not_found)?;
    let history = &downloads.history;
    let Some(mut grant) = history.downloading(member.subject).await? else { return not_recorded() };
    let format = report.codec.map_or("original", |codec| crate::media::Codec::from(codec).name());
    let download = match history.record_download(&mut grant, what, format).await {
        Err(error) if was_withdrawn(&error) => return not_recorded(),
        other => other?,
    };
    match grant.commit().await {
        Err(error) if was_withdrawn(&error) => return not_recorded(),
        other => other?,
    }
    Ok((StatusCode::CREATED, Json(DownloadView::new(download, Some(title)))).into_response())
}

#[utoipa::path(
    get, path = "/me/downloads", operation_id = "list_downloads", tag = "downloads",
    params(PageQuery),
    responses((status = 200, description = "The member's downloads, the latest first", body = Page<DownloadView>)),
    extensions(("x-function" = json!("download_history")), ("x-purposes" = json!(["download_history"])))
)]
pub(super) async fn list_downloads(
    State(downloads): State<Shared>,
    Member(member): Member,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<DownloadView>>, Problem> {
    let before = query.cursor.as_ref().map(http_api::Cursor::key::<ListenKey>).transpose()?;
    // It is let go before names are looked up: it holds the database's writer.
    let found = match downloads.history.kept_downloads(member.subject).await? {
        None => Vec::new(),
        Some(mut kept) => downloads.history.downloads(&mut kept, before, query.limit.with_extra()).await?,
    };
    let key = |download: &Download| (download.downloaded_at.as_millis(), download.id.as_i64());
    let page = Page::from_extra(found, query.limit, key);
    let mut wanted: Vec<Wanted> = Vec::with_capacity(page.items.len());
    for download in &page.items {
        if !wanted.contains(&download.what) {
            wanted.push(download.what);
        }
    }
    let titles = downloads.shelf.titles(Some(member.subject), wanted).await?;
    Ok(Json(page.map(|download| {
        let title = titles.get(&download.what).cloned();
        DownloadView::new(download, title)
    })))
}

#[utoipa::path(
    delete, path = "/me/downloads", operation_id = "clear_downloads", tag = "downloads",
    responses((status = 200, description = "All records of downloads are gone", body = ClearedDownloads)),
    extensions(("x-function" = json!("download_history")), ("x-purposes" = json!(["download_history"])))
)]
pub(super) async fn clear_downloads(
    State(downloads): State<Shared>,
    Member(member): Member,
) -> Result<Json<ClearedDownloads>, Problem> {
    // Without a consent there is none: the withdrawal took them.
    let Some(mut kept) = downloads.history.kept_downloads(member.subject).await? else {
        return Ok(Json(ClearedDownloads { erased: 0 }));
    };
    let erased = downloads.history.clear_downloads(&mut kept).await?;
    kept.commit().await?;
    Ok(Json(ClearedDownloads { erased }))
}

#[utoipa::path(
    delete, path = "/me/downloads/{id}", operation_id = "remove_download", tag = "downloads",
    params(("id" = String, Path, description = "The record")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "The member has no such record"),
    ),
    extensions(("x-function" = json!("download_history")), ("x-purposes" = json!(["download_history"])))
)]
pub(super) async fn remove_download(
    State(downloads): State<Shared>,
    Member(member): Member,
    Path(download): Path<DownloadId>,
) -> Result<StatusCode, Problem> {
    let Some(mut kept) = downloads.history.kept_downloads(member.subject).await? else {
        return Err(Problem::not_found());
    };
    if !downloads.history.remove_download(&mut kept, download).await? {
        return Err(Problem::not_found());
    }
    kept.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
