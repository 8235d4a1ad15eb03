//! Minors and guardians over HTTP.

use axum::extract::State;
use axum::http::StatusCode;
use consent::Shown;
use http_api::{Json, Language, Member, Page, Path, Problem};
use ids::{GuardianshipId, SubjectId};
use policy::PurposeId;
use rights::Consent;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vault::LinkToken;

use crate::views::{InvitationView, LinkView, Standing, StatementView, WardView};
use crate::{Error, Minors};

/// The routes of this domain, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(minors: Minors) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(show_minors_statement))
        .routes(routes!(show_minor))
        .routes(routes!(invite_guardian))
        .routes(routes!(preview_guardian_invitation))
        .routes(routes!(accept_guardianship))
        .routes(routes!(list_wards))
        .routes(routes!(end_guardianship))
        .routes(routes!(list_ward_consents))
        .routes(routes!(give_ward_consent, withdraw_ward_consent))
        .merge(crate::mode::routes::routes())
        .with_state(minors)
}

/// Shows the minors' statement, which guardians agree to.
#[utoipa::path(get, path = "/policy/minors_statement", operation_id = "show_minors_statement", tag = "policy",
    responses((status = 200, body = StatementView)),
    extensions(("x-function" = json!("policy_documents")), ("x-purposes" = json!([]))))]
async fn show_minors_statement(State(minors): State<Minors>, language: Language) -> Json<StatementView> {
    Json(minors.statement(language.into()).into())
}

/// Tells whether the member is known to be a minor, and whether a guardian agreed.
#[utoipa::path(get, path = "/me/minor", operation_id = "show_minor", tag = "privacy",
    responses((status = 200, body = Standing)),
    extensions(("x-function" = json!("minors")), ("x-purposes" = json!(["minor_protection"]))))]
async fn show_minor(State(minors): State<Minors>, Member(member): Member) -> Result<Json<Standing>, Problem> {
    Ok(Json(Standing::of(minors.standing(member.subject).await?)))
}

/// Makes the link that a minor hands to their guardian; an earlier one stands no longer.
#[utoipa::path(post, path = "/me/minor/invitation", operation_id = "invite_guardian", tag = "privacy",
    responses((status = 201, body = LinkView), (status = 409, description = "No guardian is needed, or it is too late")),
    extensions(("x-function" = json!("minors")), ("x-purposes" = json!(["minor_protection"]))))]
async fn invite_guardian(
    State(minors): State<Minors>,
    Member(member): Member,
) -> Result<(StatusCode, Json<LinkView>), Problem> {
    let (token, expires_at) = minors.invite(member.subject).await?;
    Ok((StatusCode::CREATED, Json(LinkView { token: token.expose().to_owned(), expires_at })))
}

/// The secret of a link; it travels in the body, because addresses are written down by those in between.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GuardianLinkShown)]
struct LinkShown {
    /// The secret.
    token: String,
}

/// Tells a guardian who invites them, and what they are to read.
#[utoipa::path(post, path = "/guardian_invitations/preview", operation_id = "preview_guardian_invitation",
    tag = "privacy", request_body = LinkShown,
    responses((status = 200, body = InvitationView), (status = 404, description = "The link stands no longer")),
    extensions(("x-function" = json!("minors")), ("x-purposes" = json!(["minor_protection"]))))]
async fn preview_guardian_invitation(
    State(minors): State<Minors>,
    Member(_member): Member,
    language: Language,
    Json(shown): Json<LinkShown>,
) -> Result<Json<InvitationView>, Problem> {
    let token = LinkToken::shown(&shown.token).ok_or_else(Problem::not_found)?;
    Ok(Json(InvitationView::of(minors.preview(&token).await?, minors.statement(language.into()))))
}

/// A guardian's yes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GuardianAgreement)]
struct Agreement {
    /// The secret of the link.
    token: String,
    /// SHA-256 of the statement that the guardian saw.
    text_hash: String,
}

/// Agrees to the statement as somebody's guardian; a sign-in within fifteen minutes is needed.
#[utoipa::path(post, path = "/guardian_invitations/acceptance", operation_id = "accept_guardianship", tag = "privacy",
    request_body = Agreement,
    responses(
        (status = 201, body = WardView),
        (status = 403, description = "The sign-in is not recent, or whoever asks cannot be the guardian"),
        (status = 404, description = "The link stands no longer"),
        (status = 409, description = "A guardian agreed already, or it is too late"),
    ),
    extensions(("x-function" = json!("minors")), ("x-purposes" = json!(["minor_protection"]))))]
async fn accept_guardianship(
    State(minors): State<Minors>,
    Member(member): Member,
    Json(agreement): Json<Agreement>,
) -> Result<(StatusCode, Json<WardView>), Problem> {
    let token = LinkToken::shown(&agreement.token).ok_or_else(Problem::not_found)?;
    let guardianship = minors.agree(&member, &token, &agreement.text_hash).await?;
    let ward = minors.ward(member.subject, guardianship.id).await?;
    Ok((StatusCode::CREATED, Json(ward.into())))
}

/// Lists the minors whose guardian the member is, the latest first.
#[utoipa::path(get, path = "/me/wards", operation_id = "list_wards", tag = "privacy",
    responses((status = 200, body = Page<WardView>)),
    extensions(("x-function" = json!("minors")), ("x-purposes" = json!(["minor_protection"]))))]
async fn list_wards(State(minors): State<Minors>, Member(member): Member) -> Result<Json<Page<WardView>>, Problem> {
    let wards = minors.wards(member.subject).await?;
    Ok(Json(Page::whole(wards.into_iter().map(WardView::from).collect())))
}

/// Ends a guardianship: what was kept by the minor's consents goes, and the time to name another guardian begins.
#[utoipa::path(delete, path = "/me/wards/{id}", operation_id = "end_guardianship", tag = "privacy",
    params(("id" = String, Path, description = "The guardianship")),
    responses((status = 204), (status = 403, description = "The sign-in is not recent")),
    extensions(("x-function" = json!("minors")), ("x-purposes" = json!(["minor_protection"]))))]
async fn end_guardianship(
    State(minors): State<Minors>,
    Member(member): Member,
    Path(id): Path<GuardianshipId>,
) -> Result<StatusCode, Problem> {
    minors.end(&member, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists what can be chosen for a ward, and how each choice stands.
#[utoipa::path(get, path = "/me/wards/{id}/consents", operation_id = "list_ward_consents", tag = "privacy",
    params(("id" = String, Path, description = "The guardianship")),
    responses((status = 200, body = Page<Consent>)),
    extensions(("x-function" = json!("minors")), ("x-purposes" = json!(["consent_record", "minor_protection"]))))]
async fn list_ward_consents(
    State(minors): State<Minors>,
    Member(member): Member,
    Path(id): Path<GuardianshipId>,
    language: Language,
) -> Result<Json<Page<Consent>>, Problem> {
    let minor = minors.ward(member.subject, id).await?.guardianship.minor;
    let mut consents = minors.0.rights.consents_of(minor, language).await?;
    consents.retain(Consent::is_a_choice);
    Ok(Json(Page::whole(consents)))
}

/// A yes to one purpose, in a child's place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WardYes)]
struct Yes {
    /// SHA-256 of the text the guardian saw.
    text_hash: String,
}

/// Says yes to one purpose in a child's place; from fifteen on they choose themselves.
#[utoipa::path(put, path = "/me/wards/{id}/consents/{purpose}", operation_id = "give_ward_consent", tag = "privacy",
    params(("id" = String, Path, description = "The guardianship"), ("purpose" = String, Path, description = "The purpose's id")),
    request_body = Yes,
    responses((status = 200, body = Consent), (status = 403, description = "Minors are left out of it"),
        (status = 404, description = "Not the member's to choose")),
    extensions(("x-function" = json!("minors")), ("x-purposes" = json!(["consent_record", "minor_protection"]))))]
async fn give_ward_consent(
    State(minors): State<Minors>,
    Member(member): Member,
    Path((id, purpose)): Path<(GuardianshipId, String)>,
    language: Language,
    Json(yes): Json<Yes>,
) -> Result<Json<Consent>, Problem> {
    let shown = Shown { text_hash: yes.text_hash };
    let minor = minors.agree_for(member.subject, id, parse(&purpose)?, &shown).await?;
    one(&minors, minor, &purpose, language).await
}

/// Takes one consent of a ward back, and everything that was kept under it with it.
#[utoipa::path(delete, path = "/me/wards/{id}/consents/{purpose}", operation_id = "withdraw_ward_consent",
    tag = "privacy",
    params(("id" = String, Path, description = "The guardianship"), ("purpose" = String, Path, description = "The purpose's id")),
    responses((status = 200, body = Consent)),
    extensions(("x-function" = json!("minors")), ("x-purposes" = json!(["consent_record", "minor_protection"]))))]
async fn withdraw_ward_consent(
    State(minors): State<Minors>,
    Member(member): Member,
    Path((id, purpose)): Path<(GuardianshipId, String)>,
    language: Language,
) -> Result<Json<Consent>, Problem> {
    let (minor, _) = minors.withdraw_for(member.subject, id, parse(&purpose)?).await?;
    one(&minors, minor, &purpose, language).await
}

async fn one(minors: &Minors, minor: SubjectId, purpose: &str, language: Language) -> Result<Json<Consent>, Problem> {
    let consents = minors.0.rights.consents_of(minor, language).await?;
    consents.into_iter().find(|one| one.purpose() == purpose).map(Json).ok_or_else(|| Error::NotFound.into())
}

fn parse(id: &str) -> Result<PurposeId, Problem> {
    PurposeId::ALL.iter().copied().find(|purpose| purpose.id() == id).ok_or_else(Problem::not_found)
}
