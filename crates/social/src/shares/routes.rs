//! The routes of shares: a member's own, and the one by which anybody opens a link.

use axum::extract::State;
use axum::http::StatusCode;
use catalog::{Cover, Track};
use http_api::{Json, Member, Page, Path, Problem, Signals};
use ids::ShareId;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vault::LinkToken;

use super::{NewShare, Part, Share, ShareChanges, Shared};
use crate::Social;
use crate::error::Error;

pub(crate) fn routes() -> OpenApiRouter<Social> {
    OpenApiRouter::new()
        .routes(routes!(list_shares, make_share))
        .routes(routes!(change_share, revoke_share))
        .routes(routes!(open_share))
}

/// A share of the member's own.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Share)]
struct ShareView {
    /// The share.
    #[schema(value_type = String)]
    id: ShareId,
    /// Where it is opened, from the root of this service; whoever has the link can open it.
    path: String,
    /// What the first of its items is called; null when that has left the library.
    title: Option<String>,
    /// How many items it has.
    item_count: usize,
    /// What its owner says about it; may be empty.
    description: String,
    /// Whether it opens by a password.
    has_password: bool,
    /// How often it was opened; who did is not kept.
    visit_count: u64,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

async fn view(social: &Social, owner: ids::SubjectId, share: Share) -> Result<ShareView, Error> {
    let first: Vec<Shared> = share.items.iter().take(1).copied().collect();
    let title = social.contents(owner, &first).await?.into_iter().next().map(|part| part.title);
    Ok(ShareView {
        id: share.id,
        path: format!("/share/{}", share.secret.expose()),
        title,
        item_count: share.items.len(),
        description: share.description,
        has_password: share.has_password,
        visit_count: share.visit_count,
        created_at: share.created_at,
        expires_at: share.expires_at,
    })
}

/// The member's shares that have not ended, the latest first.
#[utoipa::path(
    get, path = "/me/shares", operation_id = "list_shares", tag = "social",
    responses((status = 200, body = Page<ShareView>)),
    extensions(("x-function" = json!("shares")), ("x-purposes" = json!(["shares"]))),
)]
async fn list_shares(Member(member): Member, State(social): State<Social>) -> Result<Json<Page<ShareView>>, Problem> {
    let mut views = Vec::new();
    for share in social.shares(member.subject).await? {
        views.push(view(&social, member.subject, share).await?);
    }
    Ok(Json(Page::whole(views)))
}

/// What is to be shared.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ShareRequest {
    /// Songs, albums and playlists by id, in order; 1 to 500.
    items: Vec<String>,
    /// What to say about it, up to 500 characters.
    #[serde(default)]
    description: String,
    /// A password it opens by, 4 to 128 characters.
    password: Option<String>,
    /// When it ends, within 365 days; after 30 days when nothing is said.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
}

/// Makes a link by which anybody who has it can hear what is shared.
#[utoipa::path(
    post, path = "/me/shares", operation_id = "make_share", tag = "social", request_body = ShareRequest,
    responses((status = 201, body = ShareView)),
    extensions(("x-function" = json!("shares")), ("x-purposes" = json!(["shares"]))),
)]
async fn make_share(
    Member(member): Member,
    State(social): State<Social>,
    Json(request): Json<ShareRequest>,
) -> Result<(StatusCode, Json<ShareView>), Problem> {
    let items: Option<Vec<Shared>> = request.items.iter().map(|id| Shared::parse(id)).collect();
    let new = NewShare {
        items: items.ok_or(Error::NotFound)?,
        description: request.description,
        password: request.password,
        expires_at: request.expires_at,
    };
    let share = social.share(member.subject, new).await?;
    Ok((StatusCode::CREATED, Json(view(&social, member.subject, share).await?)))
}

/// What changes of a share; what is left out stays.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ShareChange {
    /// What to say about it.
    description: Option<String>,
    /// A password it opens by; an empty one takes it away.
    password: Option<String>,
    /// When it ends, within 365 days.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
}

/// Changes what a share says, when it ends, or its password.
#[utoipa::path(
    patch, path = "/me/shares/{id}", operation_id = "change_share", tag = "social",
    params(("id" = String, Path)), request_body = ShareChange, responses((status = 204)),
    extensions(("x-function" = json!("shares")), ("x-purposes" = json!(["shares"]))),
)]
async fn change_share(
    Member(member): Member,
    State(social): State<Social>,
    Path(id): Path<ShareId>,
    Json(change): Json<ShareChange>,
) -> Result<StatusCode, Problem> {
    let ShareChange { description, password, expires_at } = change;
    social.change_share(member.subject, id, ShareChanges { description, expires_at, password }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Revokes a share: its link opens nothing from now on.
#[utoipa::path(
    delete, path = "/me/shares/{id}", operation_id = "revoke_share", tag = "social",
    params(("id" = String, Path)), responses((status = 204)),
    extensions(("x-function" = json!("shares")), ("x-purposes" = json!(["shares"]))),
)]
async fn revoke_share(
    Member(member): Member,
    State(social): State<Social>,
    Path(id): Path<ShareId>,
) -> Result<StatusCode, Problem> {
    social.revoke_share(member.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// By what a share is opened.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct ShareOpening {
    /// The password, where there is one.
    password: Option<String>,
}

/// One item of a share with its songs.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SharedPart {
    /// The song, album or playlist.
    id: String,
    /// What it is called.
    title: String,
    /// Its picture.
    cover: Option<Cover>,
    /// Its songs, in order.
    tracks: Vec<Track>,
}

impl From<Part> for SharedPart {
    fn from(part: Part) -> Self {
        Self { id: part.item.to_string(), title: part.title, cover: part.cover, tracks: part.tracks }
    }
}

/// What is shared; nothing tells by whom.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct OpenedShare {
    /// What its owner says about it; may be empty.
    description: String,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// What is shared, in order.
    parts: Vec<SharedPart>,
}

/// Opens a share by its link, without signing in; counts the visit, unless the browser asks not to be tracked, and keeps
/// nothing about the visitor.
#[utoipa::path(
    post, path = "/shares/{secret}/opening", operation_id = "open_share", tag = "social",
    params(("secret" = String, Path, description = "What the link carries")), request_body = ShareOpening,
    responses(
        (status = 200, body = OpenedShare),
        (status = 403, description = "A password is needed, or it is another one"),
        (status = 404, description = "There is none, it was revoked, or it has ended"),
    ),
    extensions(("x-function" = json!("shares")), ("x-purposes" = json!(["shares"]))),
)]
async fn open_share(
    State(social): State<Social>,
    Path(secret): Path<String>,
    signals: Signals,
    Json(opening): Json<ShareOpening>,
) -> Result<Json<OpenedShare>, Problem> {
    let secret = LinkToken::shown(&secret).ok_or(Error::NotFound)?;
    let opened = social.open_share(&secret, opening.password, signals).await?;
    let parts = opened.parts.into_iter().map(SharedPart::from).collect();
    Ok(Json(OpenedShare { description: opened.description, expires_at: opened.expires_at, parts }))
}
