//! What listeners read.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Language, Member, Page, Path, Problem, Query};
use ids::IncidentId;
use serde::Deserialize;

use super::views::NoticeView;
use crate::Incidents;

/// Lists what everybody can read about security incidents, the latest first.
#[utoipa::path(get, path = "/incident_notices", operation_id = "list_public_incidents", tag = "privacy",
    responses((status = 200, body = Page<NoticeView>)),
    extensions(("x-function" = json!("policy_documents")), ("x-purposes" = json!([]))))]
pub(super) async fn list_public_incidents(
    State(incidents): State<Incidents>,
    language: Language,
) -> Result<Json<Page<NoticeView>>, Problem> {
    let public = incidents.public_notices().await?;
    let views = public.iter().filter_map(|incident| NoticeView::of(incident, None, language));
    Ok(Json(Page::whole(views.collect())))
}

/// Which notices.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct NoticesQuery {
    /// Those alone that the member has not read.
    unread: bool,
}

/// Lists the member's own notices of security incidents, the latest first; what is listed counts as shown.
#[utoipa::path(get, path = "/me/incident_notices", operation_id = "list_own_incident_notices", tag = "privacy",
    params(NoticesQuery), responses((status = 200, body = Page<NoticeView>)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn list_own_incident_notices(
    State(incidents): State<Incidents>,
    Member(member): Member,
    language: Language,
    Query(query): Query<NoticesQuery>,
) -> Result<Json<Page<NoticeView>>, Problem> {
    let own = incidents.notices_of(member.subject, query.unread).await?;
    let views = own.iter().filter_map(|(incident, notice)| NoticeView::of(incident, Some(*notice), language));
    Ok(Json(Page::whole(views.collect())))
}

/// Notes that the member read a notice, so that it is not shown by itself any more.
#[utoipa::path(put, path = "/me/incident_notices/{id}/reading", operation_id = "read_incident_notice", tag = "privacy",
    params(("id" = String, Path, description = "The incident")), responses((status = 204)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["incident_notice"]))))]
pub(super) async fn read_incident_notice(
    State(incidents): State<Incidents>,
    Member(member): Member,
    Path(id): Path<IncidentId>,
) -> Result<StatusCode, Problem> {
    incidents.read(member.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
