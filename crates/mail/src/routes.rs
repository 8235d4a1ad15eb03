//! Mail over HTTP.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Redirect;
use http_api::{Json, Language, Member, Path, Problem};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Mail;
use crate::addresses::{AddressView, Waiting};
use ids::SubjectId;

/// The routes of this domain, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(mail: Mail) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(show_mail, prove_mail, remove_mail))
        .routes(routes!(begin_mail_proof))
        .routes(routes!(look_at_unsubscribing, unsubscribe))
        .with_state(mail)
}

/// A member's mail address, for the member alone.
#[derive(Serialize, ToSchema)]
struct MailView {
    /// Whether mail can be used here.
    offered: bool,
    /// The address that was proved.
    address: Option<MailAddressView>,
    /// The address that waits for its code.
    waiting: Option<MailWaitingView>,
}

/// An address that was proved.
#[derive(Serialize, ToSchema)]
struct MailAddressView {
    /// The address with most of its name hidden.
    address: String,
    /// The language of mail that goes there.
    language: Language,
    /// When it was proved.
    #[schema(value_type = String, format = DateTime)]
    verified_at: Timestamp,
    /// Since when its post office has taken nothing; then nothing is sent until it is proved again.
    #[schema(value_type = Option<String>, format = DateTime)]
    unreached_at: Option<Timestamp>,
}

impl From<AddressView> for MailAddressView {
    fn from(AddressView { masked, standing }: AddressView) -> Self {
        Self {
            address: masked,
            language: standing.language,
            verified_at: standing.verified_at,
            unreached_at: standing.unreached_at,
        }
    }
}

/// An address that waits for its code.
#[derive(Serialize, ToSchema)]
struct MailWaitingView {
    /// The address with most of its name hidden.
    address: String,
    /// Until when the code can be used.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

impl From<Waiting> for MailWaitingView {
    fn from(Waiting { masked, expires_at }: Waiting) -> Self {
        Self { address: masked, expires_at }
    }
}

async fn view(mail: &Mail, subject: SubjectId) -> Result<Json<MailView>, Problem> {
    let (address, waiting) = mail.address_of(subject).await?;
    Ok(Json(MailView {
        offered: mail.is_offered(),
        address: address.map(MailAddressView::from),
        waiting: waiting.map(MailWaitingView::from),
    }))
}

/// Shows the member's mail address.
#[utoipa::path(get, path = "/me/mail", operation_id = "show_mail", tag = "me",
    responses((status = 200, body = MailView)),
    extensions(("x-function" = json!("mail")), ("x-purposes" = json!(["mail_notice"]))))]
async fn show_mail(State(mail): State<Mail>, Member(member): Member) -> Result<Json<MailView>, Problem> {
    view(&mail, member.subject).await
}

/// An address that a member wants to use.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMailAddress {
    /// The address.
    address: String,
}

/// Mails a code to an address, which proves it; an address that was proved before stays until this one is.
#[utoipa::path(post, path = "/me/mail/proof", operation_id = "begin_mail_proof", tag = "me", request_body = NewMailAddress,
    responses(
        (status = 200, body = MailView),
        (status = 404, description = "There is no mail here"),
        (status = 429, description = "Too many codes were asked for"),
        (status = 502, description = "The mail was not taken"),
    ),
    extensions(("x-function" = json!("mail")), ("x-purposes" = json!(["mail_notice"]))))]
async fn begin_mail_proof(
    State(mail): State<Mail>,
    Member(member): Member,
    language: Language,
    Json(new): Json<NewMailAddress>,
) -> Result<Json<MailView>, Problem> {
    mail.begin_proof(member.subject, &new.address, language).await?;
    view(&mail, member.subject).await
}

/// The code that was mailed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MailCode {
    /// Six digits.
    code: String,
}

/// Proves an address by the code that was mailed there; from then on mail goes there, in the language of this request.
#[utoipa::path(put, path = "/me/mail", operation_id = "prove_mail", tag = "me", request_body = MailCode,
    responses((status = 200, body = MailView), (status = 400, description = "The code is wrong, or its time is over")),
    extensions(("x-function" = json!("mail")), ("x-purposes" = json!(["mail_notice"]))))]
async fn prove_mail(
    State(mail): State<Mail>,
    Member(member): Member,
    language: Language,
    Json(shown): Json<MailCode>,
) -> Result<Json<MailView>, Problem> {
    mail.prove(member.subject, &shown.code, language).await?;
    view(&mail, member.subject).await
}

/// Takes the member's address away, with what waited to go there.
#[utoipa::path(delete, path = "/me/mail", operation_id = "remove_mail", tag = "me", responses((status = 204)),
    extensions(("x-function" = json!("mail")), ("x-purposes" = json!(["mail_notice"]))))]
async fn remove_mail(State(mail): State<Mail>, Member(member): Member) -> Result<StatusCode, Problem> {
    mail.take_away(member.subject).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leads to the page on which the monthly letter can be unsubscribed from by a button; changes nothing, because programs
/// look at addresses that nobody asked them to.
#[utoipa::path(get, path = "/letter/unsubscription/{token}", operation_id = "look_at_unsubscribing", tag = "privacy",
    params(("token" = String, Path, description = "The secret of the letter")),
    responses((status = 303, description = "The page with the button")),
    extensions(("x-function" = json!("monthly_letter")), ("x-purposes" = json!([]))))]
async fn look_at_unsubscribing(Path(token): Path<String>) -> Redirect {
    let token: String =
        token.chars().filter(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter)).collect();
    Redirect::to(&format!("/unsubscribe#{token}"))
}

/// Unsubscribes from the monthly letter, without signing in: one click in a mail program (RFC 8058), or the page's button.
/// What the body says is not looked at.
#[utoipa::path(post, path = "/letter/unsubscription/{token}", operation_id = "unsubscribe", tag = "privacy",
    params(("token" = String, Path, description = "The secret of the letter")),
    responses((status = 204), (status = 404, description = "The secret is none of this service's")),
    extensions(("x-function" = json!("monthly_letter")), ("x-purposes" = json!(["monthly_letter"]))))]
async fn unsubscribe(State(mail): State<Mail>, Path(token): Path<String>) -> Result<StatusCode, Problem> {
    mail.unsubscribe(&token).await?;
    Ok(StatusCode::NO_CONTENT)
}
