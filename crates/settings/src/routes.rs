//! The settings of the web app over HTTP, for operators alone, below `/api/v1`.

use axum::extract::State;
use axum::http::StatusCode;
use config::EDITABLE;
use http_api::{Json, Language, Operator, Path, Problem};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::views::{SectionView, SettingsView};
use crate::{Changes, Error, Settings};

/// The routes; what they need is inside.
pub fn routes<S: Clone + Send + Sync + 'static>(settings: Settings) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(show_settings, forget_settings))
        .routes(routes!(change_settings))
        .with_state(settings)
}

/// What can be set in the web app, where each value comes from, and never a secret.
#[utoipa::path(
    get, path = "/operator/settings", operation_id = "show_settings", tag = "operator",
    responses((status = 200, body = SettingsView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn show_settings(State(settings): State<Settings>, _: Operator, language: Language) -> Json<SettingsView> {
    Json(SettingsView::of(&settings.in_force(), language))
}

/// Changes of one section: a value by the setting's full name, or `null` to remove what was saved.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SettingChanges)]
struct ChangesBody {
    changes: Changes,
}

/// Saves changes of one section, all of them or none; the running service follows at once. The sign-in has to be recent.
#[utoipa::path(
    patch, path = "/operator/settings/{section}", operation_id = "change_settings", tag = "operator",
    params(("section" = String, Path, description = "Such as `sign_in.wechat` or `sms`")),
    request_body = ChangesBody,
    responses(
        (status = 200, description = "The section as it stands now", body = SectionView),
        (status = 409, description = "What was saved before does not open; nothing was saved"),
        (status = 422, description = "Some settings are wrong or missing, each by its name; nothing was saved"),
    ),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn change_settings(
    State(settings): State<Settings>,
    Operator(operator): Operator,
    language: Language,
    Path(section): Path<String>,
    Json(body): Json<ChangesBody>,
) -> Result<Json<SectionView>, Problem> {
    operator.require_recent(settings.0.parts.clock.now())?;
    settings.change(&section, &body.changes).await?;
    let name = EDITABLE.iter().find(|one| **one == section).ok_or(Error::NotFound)?;
    Ok(Json(SectionView::of(name, &settings.in_force(), language)))
}

/// Removes everything that was saved in the web app. The sign-in has to be recent.
#[utoipa::path(
    delete, path = "/operator/settings", operation_id = "forget_settings", tag = "operator",
    responses((status = 204)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn forget_settings(
    State(settings): State<Settings>,
    Operator(operator): Operator,
) -> Result<StatusCode, Problem> {
    operator.require_recent(settings.0.parts.clock.now())?;
    settings.forget_all().await?;
    Ok(StatusCode::NO_CONTENT)
}
