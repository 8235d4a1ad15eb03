//! The routes of working on a playlist together.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Member, Page, Path, Problem};
use ids::{EditorId, InvitationId, PlaylistId, SubjectId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vault::LinkToken;

use crate::Library;
use crate::playlists::{Editor, Invitation};
use crate::views::PlaylistView;

pub(super) fn routes() -> OpenApiRouter<Library> {
    OpenApiRouter::new()
        .routes(routes!(list_editors))
        .routes(routes!(remove_editor))
        .routes(routes!(leave_playlist))
        .routes(routes!(invite_editor))
        .routes(routes!(list_invitations))
        .routes(routes!(decline_invitation))
        .routes(routes!(accept_invitation))
        .routes(routes!(make_playlist_link, revoke_playlist_links))
        .routes(routes!(preview_playlist_link))
        .routes(routes!(join_by_link))
}

/// Somebody who works on the playlist.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PlaylistEditor)]
struct EditorView {
    /// Names the editor among those of this playlist.
    #[schema(value_type = String)]
    id: EditorId,
    /// What they want to be called here.
    name: Option<String>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    joined_at: Timestamp,
    /// Whether it is the one who asks.
    is_me: bool,
}

impl From<Editor> for EditorView {
    fn from(editor: Editor) -> Self {
        let Editor { id, name, joined_at, is_me } = editor;
        Self { id, name, joined_at, is_me }
    }
}

#[utoipa::path(
    get, path = "/playlists/{id}/editors", operation_id = "list_editors", tag = "library",
    params(("id" = String, Path, description = "The playlist")),
    responses(
        (status = 200, description = "Who works on it, for those who do and its owner", body = Page<EditorView>),
        (status = 403, description = "The member may look and nothing else"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn list_editors(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
) -> Result<Json<Page<EditorView>>, Problem> {
    let editors = library.editors(member.subject, id).await?;
    Ok(Json(Page::whole(editors.into_iter().map(EditorView::from).collect())))
}

#[utoipa::path(
    delete, path = "/playlists/{id}/editors/{editor}", operation_id = "remove_editor", tag = "library",
    params(("id" = String, Path, description = "The playlist"), ("editor" = String, Path, description = "The editor")),
    responses((status = 204, description = "They work on it no longer"), (status = 403, description = "The owner's alone")),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn remove_editor(
    Member(member): Member,
    State(library): State<Library>,
    Path((id, editor)): Path<(PlaylistId, EditorId)>,
) -> Result<StatusCode, Problem> {
    library.remove_editor(member.subject, id, editor).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[utoipa::path(
    delete, path = "/playlists/{id}/editorship", operation_id = "leave_playlist", tag = "library",
    params(("id" = String, Path, description = "The playlist")),
    responses((status = 204, description = "The member works on it no longer")),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn leave_playlist(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
) -> Result<StatusCode, Problem> {
    library.leave_playlist(member.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whom to invite.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewInvitation {
    /// The member, who told the owner this number.
    #[schema(value_type = String)]
    member: SubjectId,
}

/// Until when an invitation stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Invited {
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

#[utoipa::path(
    post, path = "/playlists/{id}/invitations", operation_id = "invite_editor", tag = "library", request_body = NewInvitation,
    params(("id" = String, Path, description = "The playlist")),
    responses(
        (status = 201, description = "The member is invited", body = Invited),
        (status = 404, description = "No such playlist or member"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn invite_editor(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
    Json(new): Json<NewInvitation>,
) -> Result<(StatusCode, Json<Invited>), Problem> {
    let expires_at = library.invite(member.subject, id, new.member).await?;
    Ok((StatusCode::CREATED, Json(Invited { expires_at })))
}

/// An invitation that waits for the member's answer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PlaylistInvitation)]
struct InvitationView {
    /// The invitation.
    #[schema(value_type = String)]
    id: InvitationId,
    /// What the playlist is called.
    playlist_name: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    invited_at: Timestamp,
    /// Until when it stands.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

impl From<Invitation> for InvitationView {
    fn from(invitation: Invitation) -> Self {
        let Invitation { id, playlist_name, invited_at, expires_at, .. } = invitation;
        Self { id, playlist_name, invited_at, expires_at }
    }
}

#[utoipa::path(
    get, path = "/me/invitations", operation_id = "list_invitations", tag = "library",
    responses((status = 200, description = "Invitations to playlists, the latest first", body = Page<InvitationView>)),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn list_invitations(
    Member(member): Member,
    State(library): State<Library>,
) -> Result<Json<Page<InvitationView>>, Problem> {
    let invitations = library.invitations(member.subject).await?;
    Ok(Json(Page::whole(invitations.into_iter().map(InvitationView::from).collect())))
}

#[utoipa::path(
    delete, path = "/me/invitations/{id}", operation_id = "decline_invitation", tag = "library",
    params(("id" = String, Path, description = "The invitation")),
    responses((status = 204, description = "It is declined")),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn decline_invitation(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<InvitationId>,
) -> Result<StatusCode, Problem> {
    library.decline_invitation(member.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a member joins.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
struct Joining {
    /// What the member wants to be called among the editors, up to 40 characters; may be left out.
    name: Option<String>,
}

#[utoipa::path(
    post, path = "/me/invitations/{id}/acceptance", operation_id = "accept_invitation", tag = "library", request_body = Joining,
    params(("id" = String, Path, description = "The invitation")),
    responses(
        (status = 200, description = "The member works on the playlist", body = PlaylistView),
        (status = 404, description = "There is no such invitation, or it stands no longer"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn accept_invitation(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<InvitationId>,
    Json(joining): Json<Joining>,
) -> Result<Json<PlaylistView>, Problem> {
    let playlist = library.accept_invitation(member.subject, id, joining.name.as_deref()).await?;
    Ok(Json(playlist.into()))
}

/// A link that invites whoever opens it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct PlaylistLink {
    /// The secret that goes into the link; it is told this once.
    token: String,
    /// Until when it stands.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

#[utoipa::path(
    post, path = "/playlists/{id}/links", operation_id = "make_playlist_link", tag = "library",
    params(("id" = String, Path, description = "The playlist")),
    responses((status = 201, description = "The link", body = PlaylistLink), (status = 403, description = "The owner's alone")),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn make_playlist_link(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
) -> Result<(StatusCode, Json<PlaylistLink>), Problem> {
    let (token, expires_at) = library.make_link(member.subject, id).await?;
    Ok((StatusCode::CREATED, Json(PlaylistLink { token: token.expose().to_owned(), expires_at })))
}

#[utoipa::path(
    delete, path = "/playlists/{id}/links", operation_id = "revoke_playlist_links", tag = "library",
    params(("id" = String, Path, description = "The playlist")),
    responses((status = 204, description = "No link to it is worth anything"), (status = 403, description = "The owner's alone")),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn revoke_playlist_links(
    Member(member): Member,
    State(library): State<Library>,
    Path(id): Path<PlaylistId>,
) -> Result<StatusCode, Problem> {
    library.revoke_links(member.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The secret of a link; it travels in the body, because addresses are written down by those in between.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkShown {
    /// The secret.
    token: String,
}

/// What a link leads to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct LinkPreview {
    /// What the playlist is called.
    playlist_name: String,
}

#[utoipa::path(
    post, path = "/playlist_links/preview", operation_id = "preview_playlist_link", tag = "library", request_body = LinkShown,
    responses((status = 200, description = "What it leads to", body = LinkPreview), (status = 404, description = "It stands no longer")),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn preview_playlist_link(
    Member(_member): Member,
    State(library): State<Library>,
    Json(shown): Json<LinkShown>,
) -> Result<Json<LinkPreview>, Problem> {
    let token = LinkToken::shown(&shown.token).ok_or_else(Problem::not_found)?;
    let (_, playlist_name) = library.linked_playlist(&token).await?;
    Ok(Json(LinkPreview { playlist_name }))
}

/// The secret of a link, and how the member joins.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkAccepted {
    /// The secret.
    token: String,
    /// What the member wants to be called among the editors, up to 40 characters; may be left out.
    #[serde(default)]
    name: Option<String>,
}

#[utoipa::path(
    post, path = "/playlist_links/acceptance", operation_id = "join_by_link", tag = "library", request_body = LinkAccepted,
    responses(
        (status = 200, description = "The member works on the playlist", body = PlaylistView),
        (status = 404, description = "The link stands no longer"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists"])))
)]
async fn join_by_link(
    Member(member): Member,
    State(library): State<Library>,
    Json(accepted): Json<LinkAccepted>,
) -> Result<Json<PlaylistView>, Problem> {
    let token = LinkToken::shown(&accepted.token).ok_or_else(Problem::not_found)?;
    Ok(Json(library.join_by_link(member.subject, &token, accepted.name.as_deref()).await?.into()))
}
