//! What operators see of the accounts elsewhere with which people sign in.

use axum::extract::State;
use axum::http::StatusCode;
use connect::Provider;
use http_api::{Json, Language, Operator, Page, Path, Problem};
use serde::Serialize;
use sharing::Refusal;
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
    /// Whether it can be used now.
    state: ConnectorState,
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
    /// When and why it did not, the latest first.
    failures: Vec<FailureView>,
}

/// Whether a connector can be used now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ConnectorState {
    /// Nobody set it up.
    Off,
    /// It can be used.
    Open,
    /// What was agreed with them has run out.
    Expired,
    /// Something else does not hold.
    Closed,
}

impl ConnectorState {
    pub(super) fn of(is_set_up: bool, closed: Option<&Refusal>) -> Self {
        match closed {
            _ if !is_set_up => Self::Off,
            None => Self::Open,
            Some(Refusal::Expired) => Self::Expired,
            Some(_) => Self::Closed,
        }
    }
}

/// Once that something was not done.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ConnectorFailure)]
pub(super) struct FailureView {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Why, with nothing about anyone.
    why: String,
}

pub(super) fn failures(noted: impl IntoIterator<Item = (Timestamp, String)>) -> Vec<FailureView> {
    noted.into_iter().map(|(at, why)| FailureView { at, why }).collect()
}

impl ProviderState {
    fn of(accounts: &Accounts, provider: Provider, language: Language) -> Self {
        let connectors = &accounts.0.connectors;
        let set_up = connectors.is_set_up(provider);
        let closed = connectors.closed_because(provider).filter(|_| set_up);
        let health = connectors.health(provider);
        let spoken = language.into();
        let declared = provider.recipient().and_then(|recipient| policy::current().recipient(recipient));
        let fields = declared.map(|declared| &declared.fields);
        Self {
            id: provider.id(),
            title: title_of(accounts, provider, language),
            set_up,
            state: ConnectorState::of(set_up, closed.as_ref()),
            closed_because: closed.map(|reason| reason.to_string()),
            callback: accounts.callback(provider),
            receives: fields.into_iter().flatten().map(|field| field.title.in_language(spoken).to_owned()).collect(),
            confirmed: health.confirmed,
            confirmed_at: health.confirmed_at,
            failed: health.failed,
            failures: failures(health.failures),
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
