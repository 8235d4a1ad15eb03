//! The routes of likes, ratings, follows and bookmarks: a member's own, and nobody else's.

use axum::extract::State;
use axum::http::StatusCode;
use catalog::{ArtistSummary, Track};
use http_api::{Cursor, Json, Limit, Member, Page, PageQuery, Path, Problem, Query, Text};
use ids::{ArtistId, TrackId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Bookmark;
use crate::Library;
use crate::model::{Kind, Stars, Target};
use crate::views::{Collected, page_of, place, target, too_many};

/// Ids of one request for annotations at most.
const IDS_MAX: usize = 200;

pub(crate) fn routes() -> OpenApiRouter<Library> {
    OpenApiRouter::new()
        .routes(routes!(list_likes))
        .routes(routes!(add_like, remove_like))
        .routes(routes!(list_ratings))
        .routes(routes!(put_rating, remove_rating))
        .routes(routes!(list_annotations))
        .routes(routes!(list_follows))
        .routes(routes!(add_follow, remove_follow))
        .routes(routes!(list_bookmarks))
        .routes(routes!(put_bookmark, remove_bookmark))
}

/// A page of one kind.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct KindQuery {
    /// Of what kind.
    #[param(inline)]
    kind: Kind,
    /// Where the page begins: `next` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// How many items it shows, 1 to 200; 50 by default.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

/// Something the member likes; what has left the library is not in the list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Like)]
struct LikeView {
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    liked_at: Timestamp,
    /// What it is.
    #[serde(flatten)]
    collected: Collected,
}

#[utoipa::path(
    get, path = "/me/likes", operation_id = "list_likes", tag = "library", params(KindQuery),
    responses((status = 200, description = "What the member likes, the latest first", body = Page<LikeView>)),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn list_likes(
    Member(member): Member,
    State(library): State<Library>,
    Query(query): Query<KindQuery>,
) -> Result<Json<Page<LikeView>>, Problem> {
    let before = place(query.cursor.as_ref())?;
    let likes = library.likes(member.subject, query.kind, before, query.limit.with_extra()).await?;
    let page = page_of(likes.into_iter().map(|like| (like, like.key)).collect(), query.limit);
    let targets: Vec<Target> = page.items.iter().map(|like| like.target).collect();
    let mut shown = library.shown(member.subject, query.kind, &targets).await?;
    let total = library.count_likes(member.subject, query.kind).await?;
    let view = |like: super::Like| Some(LikeView { liked_at: like.liked_at, collected: shown.remove(&like.target)? });
    let items = page.items.into_iter().filter_map(view).collect();
    Ok(Json(Page { items, next: page.next, total: Some(total) }))
}

/// Since when something is liked.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Liked {
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    liked_at: Timestamp,
}

#[utoipa::path(
    put, path = "/me/likes/{id}", operation_id = "add_like", tag = "library",
    params(("id" = String, Path, description = "A track, album, artist or playlist")),
    responses(
        (status = 200, description = "It is liked", body = Liked),
        (status = 404, description = "There is no such thing that the member can see"),
    ),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn add_like(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<String>,
) -> Result<Json<Liked>, Problem> {
    let liked_at = library.like(member.subject, target(&id)?).await?;
    Ok(Json(Liked { liked_at }))
}

#[utoipa::path(
    delete, path = "/me/likes/{id}", operation_id = "remove_like", tag = "library",
    params(("id" = String, Path, description = "A track, album, artist or playlist")),
    responses((status = 204, description = "It is not liked, or not any more")),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn remove_like(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    library.unlike(member.subject, target(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Something the member rated.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Rating)]
struct RatingView {
    /// 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    stars: u8,
    /// When it was rated last.
    #[schema(value_type = String, format = DateTime)]
    rated_at: Timestamp,
    /// What it is.
    #[serde(flatten)]
    collected: Collected,
}

#[utoipa::path(
    get, path = "/me/ratings", operation_id = "list_ratings", tag = "library", params(KindQuery),
    responses((status = 200, description = "What the member rated, the latest first", body = Page<RatingView>)),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn list_ratings(
    Member(member): Member,
    State(library): State<Library>,
    Query(query): Query<KindQuery>,
) -> Result<Json<Page<RatingView>>, Problem> {
    let before = place(query.cursor.as_ref())?;
    let ratings = library.ratings(member.subject, query.kind, before, query.limit.with_extra()).await?;
    let page = page_of(ratings.into_iter().map(|rating| (rating, rating.key)).collect(), query.limit);
    let targets: Vec<Target> = page.items.iter().map(|rating| rating.target).collect();
    let mut shown = library.shown(member.subject, query.kind, &targets).await?;
    let view = |rating: super::Rating| {
        let collected = shown.remove(&rating.target)?;
        Some(RatingView { stars: rating.stars.count(), rated_at: rating.rated_at, collected })
    };
    Ok(Json(Page { items: page.items.into_iter().filter_map(view).collect(), next: page.next, total: None }))
}

/// How something is rated.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRating {
    /// 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    stars: u8,
}

#[utoipa::path(
    put, path = "/me/ratings/{id}", operation_id = "put_rating", tag = "library", request_body = NewRating,
    params(("id" = String, Path, description = "A track, album, artist or playlist")),
    responses(
        (status = 204, description = "It is rated so"),
        (status = 404, description = "There is no such thing that the member can see"),
    ),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn put_rating(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<String>,
    Json(new): Json<NewRating>,
) -> Result<StatusCode, Problem> {
    let stars = Stars::new(new.stars)
        .ok_or_else(|| Problem::field("stars", "stars.out_of_range", Text::new("应是 1 到 5", "must be 1 to 5")))?;
    library.rate(member.subject, target(&id)?, stars).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[utoipa::path(
    delete, path = "/me/ratings/{id}", operation_id = "remove_rating", tag = "library",
    params(("id" = String, Path, description = "A track, album, artist or playlist")),
    responses((status = 204, description = "It is not rated, or not any more")),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn remove_rating(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    library.unrate(member.subject, target(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AnnotationQuery {
    /// Up to 200 ids of tracks, albums, artists and playlists, separated by commas.
    ids: String,
}

/// What the member noted on one thing.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Annotation)]
struct AnnotationView {
    /// The track, album, artist or playlist.
    id: String,
    /// Since when it is liked.
    #[schema(value_type = Option<String>, format = DateTime)]
    liked_at: Option<Timestamp>,
    /// How it is rated, 1 to 5.
    stars: Option<u8>,
}

#[utoipa::path(
    get, path = "/me/annotations", operation_id = "list_annotations", tag = "library", params(AnnotationQuery),
    responses((status = 200, description = "Those that are liked or rated", body = Page<AnnotationView>)),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn list_annotations(
    Member(member): Member,
    State(library): State<Library>,
    Query(query): Query<AnnotationQuery>,
) -> Result<Json<Page<AnnotationView>>, Problem> {
    let targets: Vec<Target> = query.ids.split(',').filter_map(Target::parse).collect();
    if targets.len() > IDS_MAX {
        return Err(too_many("ids", IDS_MAX));
    }
    let found = library.annotations(member.subject, targets.iter().copied()).await?;
    let view = |target: Target| {
        let annotation = found.get(&target)?;
        let stars = annotation.stars.map(Stars::count);
        Some(AnnotationView { id: target.to_string(), liked_at: annotation.liked_at, stars })
    };
    Ok(Json(Page::whole(targets.into_iter().filter_map(view).collect())))
}

/// An artist the member follows.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Follow)]
struct FollowView {
    /// The artist.
    artist: ArtistSummary,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    followed_at: Timestamp,
}

#[utoipa::path(
    get, path = "/me/follows", operation_id = "list_follows", tag = "library", params(PageQuery),
    responses((status = 200, description = "The artists the member follows, the latest first", body = Page<FollowView>)),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn list_follows(
    Member(member): Member,
    State(library): State<Library>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<FollowView>>, Problem> {
    let before = place(query.cursor.as_ref())?;
    let follows = library.follows(member.subject, before, query.limit.with_extra()).await?;
    let page = page_of(follows.into_iter().map(|follow| (follow, follow.key)).collect(), query.limit);
    let ids: Vec<ArtistId> = page.items.iter().map(|follow| follow.artist_id).collect();
    let artists = library.catalog().artists_of(&ids).await?;
    let view = |follow: super::Follow| {
        let artist = artists.iter().find(|artist| artist.id == follow.artist_id)?.clone();
        Some(FollowView { artist, followed_at: follow.followed_at })
    };
    Ok(Json(Page { items: page.items.into_iter().filter_map(view).collect(), next: page.next, total: None }))
}

/// Since when an artist is followed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Followed {
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    followed_at: Timestamp,
}

#[utoipa::path(
    put, path = "/me/follows/{id}", operation_id = "add_follow", tag = "library",
    params(("id" = String, Path, description = "The artist")),
    responses((status = 200, description = "The artist is followed", body = Followed), (status = 404, description = "No such artist")),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn add_follow(
    Member(member): Member,
    State(library): State<Library>,
    Path(artist): Path<ArtistId>,
) -> Result<Json<Followed>, Problem> {
    let followed_at = library.follow(member.subject, artist).await?;
    Ok(Json(Followed { followed_at }))
}

#[utoipa::path(
    delete, path = "/me/follows/{id}", operation_id = "remove_follow", tag = "library",
    params(("id" = String, Path, description = "The artist")),
    responses((status = 204, description = "The artist is not followed, or not any more")),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn remove_follow(
    Member(member): Member,
    State(library): State<Library>,
    Path(artist): Path<ArtistId>,
) -> Result<StatusCode, Problem> {
    library.unfollow(member.subject, artist).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A place in a track that the member marked.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Bookmark)]
struct BookmarkView {
    /// The track.
    #[schema(value_type = String)]
    track_id: TrackId,
    /// The track as the catalogue shows it; null when it has left the library.
    track: Option<Track>,
    /// The place, in milliseconds.
    position_ms: i64,
    /// What the member wrote on it.
    comment: String,
    /// When it was set first.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was set last.
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
}

impl BookmarkView {
    fn new(bookmark: Bookmark, track: Option<Track>) -> Self {
        let Bookmark { track_id, position_ms, comment, created_at, changed_at } = bookmark;
        Self { track_id, track, position_ms, comment, created_at, changed_at }
    }
}

#[utoipa::path(
    get, path = "/me/bookmarks", operation_id = "list_bookmarks", tag = "library", params(PageQuery),
    responses((status = 200, description = "The member's bookmarks, the latest first", body = Page<BookmarkView>)),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn list_bookmarks(
    Member(member): Member,
    State(library): State<Library>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<BookmarkView>>, Problem> {
    let before = place(query.cursor.as_ref())?;
    let bookmarks = library.bookmarks(member.subject, before, query.limit.with_extra()).await?;
    let page = page_of(bookmarks, query.limit);
    let tracks = library.shown_tracks(page.items.iter().map(|bookmark| bookmark.track_id).collect()).await?;
    Ok(Json(page.map(|bookmark| {
        let track = tracks.get(&bookmark.track_id).cloned();
        BookmarkView::new(bookmark, track)
    })))
}

/// A bookmark to be set.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewBookmark {
    /// The place, in milliseconds.
    position_ms: i64,
    /// What to write on it, up to 500 characters.
    #[serde(default)]
    comment: String,
}

#[utoipa::path(
    put, path = "/me/bookmarks/{id}", operation_id = "put_bookmark", tag = "library", request_body = NewBookmark,
    params(("id" = String, Path, description = "The track")),
    responses((status = 200, description = "The bookmark", body = BookmarkView), (status = 404, description = "No such track")),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn put_bookmark(
    Member(member): Member,
    State(library): State<Library>,
    Path(track): Path<TrackId>,
    Json(new): Json<NewBookmark>,
) -> Result<Json<BookmarkView>, Problem> {
    let bookmark = library.set_bookmark(member.subject, track, new.position_ms, &new.comment).await?;
    let shown = library.catalog().track(track).await?;
    Ok(Json(BookmarkView::new(bookmark, shown)))
}

#[utoipa::path(
    delete, path = "/me/bookmarks/{id}", operation_id = "remove_bookmark", tag = "library",
    params(("id" = String, Path, description = "The track")),
    responses((status = 204, description = "There is no bookmark, or not any more")),
    extensions(("x-function" = json!("favourites")), ("x-purposes" = json!(["favourites"])))
)]
async fn remove_bookmark(
    Member(member): Member,
    State(library): State<Library>,
    Path(track): Path<TrackId>,
) -> Result<StatusCode, Problem> {
    library.remove_bookmark(member.subject, track).await?;
    Ok(StatusCode::NO_CONTENT)
}
