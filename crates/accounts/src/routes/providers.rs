//! What operators see of the accounts elsewhere with which people sign in.

use axum::extract::State;
use axum::http::StatusCode;
use connect::Provider;
use http_api::{Json, Language, Operator, Page, Path, Problem};
use serde::Serialize;
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::identities::title_of;
use crate::accounts::Accounts;
use crate::error::Error;

pub(super) fn routes() -> OpenApiRouter<Accounts> {
    OpenApiRouter::new().routes(routes!(list_provider_states)).routes(routes!(check_provider))
}

/// A provider as operators see it: how it is set up and how it does, and nobody who uses it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ProviderState {
    /// `wechat`, `qq`, `weibo`, `apple` or `oidc`.
    id: &'static str,
    /// What it is called.
    title: String,
    /// Whether the settings name it.
    set_up: bool,
    /// Why it is closed now, though the settings name it.
    closed_because: Option<String>,
    /// Where it sends the browser back to, as it has to be told.
    callback: Option<String>,
    /// What it receives, as the policy calls it; empty for one that is told nothing.
    receives: Vec<String>,
    /// How often it said who somebody is, since the service started.
    confirmed: u64,
    /// When it last did.
    #[schema(value_type = Option<String>, format = DateTime)]
    confirmed_at: Option<Timestamp>,
    /// How often it did not, without anybody having declined.
    failed: u64,
    /// When it last did not.
    #[schema(value_type = Option<String>, format = DateTime)]
    failed_at: Option<Timestamp>,
    /// Why it last did not.
    failure: Option<String>,
}

impl ProviderState {
    fn of(accounts: &Accounts, provider: Provider, language: Language) -> Self {
        let connectors = &accounts.0.connectors;
        let set_up = connectors.is_set_up(provider);
        let health = connectors.health(provider);
        let (failed_at, failure) = health.failure.unzip();
        let spoken = language.into();
        let declared = provider.recipient().and_then(|recipient| policy::current().recipient(recipient));
        let fields = declared.map(|declared| &declared.fields);
        Self {
            id: provider.id(),
            title: title_of(accounts, provider, language),
            set_up,
            closed_because: connectors.closed_because(provider).filter(|_| set_up),
            callback: accounts.callback(provider),
            receives: fields.into_iter().flatten().map(|field| field.title.in_language(spoken).to_owned()).collect(),
            confirmed: health.confirmed,
            confirmed_at: health.confirmed_at,
            failed: health.failed,
            failed_at,
            failure,
        }
    }
}

/// Every provider, set up or not, and how it has been doing since the service started.
#[utoipa::path(
    get, path = "/operator/sign_in_providers", operation_id = "list_provider_states", tag = "operator",
    responses((status = 200, body = Page<ProviderState>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn list_provider_states(
    State(accounts): State<Accounts>,
    _: Operator,
    language: Language,
) -> Json<Page<ProviderState>> {
    Json(Page::whole(
        Provider::ALL.map(|provider| ProviderState::of(&accounts, provider, language)).into_iter().collect(),
    ))
}

/// Asks a provider whether it is there; what is asked says nothing about anyone.
#[utoipa::path(
    post, path = "/operator/sign_in_providers/{provider}/checks", operation_id = "check_provider", tag = "operator",
    params(("provider" = String, Path)), responses((status = 204)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn check_provider(
    State(accounts): State<Accounts>,
    _: Operator,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let provider = Provider::of(&id).ok_or_else(Problem::not_found)?;
    accounts.0.connectors.check(provider).await.map_err(Error::from)?;
    Ok(StatusCode::NO_CONTENT)
}
