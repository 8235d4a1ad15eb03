//! Ending the agreement, and closing the account.

use axum::extract::State;
use http_api::{Json, Language, Member, Path, Problem, Text};
use ids::CertificateId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Rights;
use crate::certificate::Certificate;

/// What ending the agreement did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Terminated {
    /// The purposes whose consent was live.
    withdrawn: Vec<&'static str>,
    /// Always true: every device is signed out; guests keep the music.
    signed_out: bool,
}

/// The word that shows that closing is meant.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Confirmation {
    /// The word `CLOSE`.
    confirmation: String,
}

/// Ends the agreement: takes every consent back at once and signs out everywhere.
#[utoipa::path(post, path = "/me/agreement/termination", operation_id = "terminate_agreement", tag = "privacy",
    responses((status = 200, body = Terminated)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["consent_record"]))))]
pub(crate) async fn terminate_agreement(
    State(rights): State<Rights>,
    Member(member): Member,
) -> Result<Json<Terminated>, Problem> {
    let withdrawn = rights.terminate(member.subject).await?;
    Ok(Json(Terminated { withdrawn: withdrawn.into_iter().map(policy::PurposeId::id).collect(), signed_out: true }))
}

/// Closes the account; nothing beyond a recent sign-in and the confirming word is asked.
#[utoipa::path(post, path = "/me/closure", operation_id = "close_account", tag = "privacy",
    request_body = Confirmation, responses((status = 200, body = Certificate)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["erasure_record"]))))]
pub(crate) async fn close_account(
    State(rights): State<Rights>,
    Member(member): Member,
    language: Language,
    Json(confirmation): Json<Confirmation>,
) -> Result<Json<Certificate>, Problem> {
    if confirmation.confirmation != "CLOSE" {
        return Err(Problem::field(
            "confirmation",
            "confirmation.wrong",
            Text::new("请输入 CLOSE 以确认注销", "type CLOSE to confirm"),
        ));
    }
    member.require_recent(rights.0.clock.now())?;
    Ok(Json(rights.close(member.subject).await?.in_language(language)))
}

/// Shows a certificate to whoever has its id, which only the person who left was given.
#[utoipa::path(get, path = "/certificates/{id}", operation_id = "show_certificate", tag = "privacy",
    params(("id" = String, Path, description = "The certificate")),
    responses((status = 200, body = Certificate)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["erasure_record"]))))]
pub(crate) async fn show_certificate(
    State(rights): State<Rights>,
    Path(id): Path<CertificateId>,
    language: Language,
) -> Result<Json<Certificate>, Problem> {
    Ok(Json(rights.certificate(id).await?.in_language(language)))
}
