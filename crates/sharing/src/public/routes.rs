//! The list of hosts, for those who run the service.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Operator, Page, PageQuery, Path, Problem, Query};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::hosts::PublicHost;
use super::reader::{PublicError, PublicReader};

/// The routes of the list of hosts, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(reader: PublicReader) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(list_public_hosts))
        .routes(routes!(allow_public_host, forget_public_host))
        .with_state(reader)
}

/// A host from which the service reads public documents, such as podcast feeds.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PublicHost)]
struct PublicHostView {
    /// The host, in lower case and without port.
    host: String,
    /// What named it, such as a feed.
    reason: String,
    /// When it was named first.
    #[schema(value_type = String, format = DateTime)]
    named_at: Timestamp,
    /// Whether it may be asked.
    allowed: bool,
    /// How often it was asked.
    requests: u64,
    /// When it was asked last.
    #[schema(value_type = Option<String>, format = DateTime)]
    requested_at: Option<Timestamp>,
}

impl From<PublicHost> for PublicHostView {
    fn from(host: PublicHost) -> Self {
        Self {
            host: host.host,
            reason: host.reason,
            named_at: host.named_at,
            allowed: host.allowed_at.is_some(),
            requests: host.requests,
            requested_at: host.requested_at,
        }
    }
}

/// Whether a host may be asked.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PublicHostPermission {
    /// Whether it may.
    allowed: bool,
}

/// Lists the hosts from which public documents are read, and those that wait for permission.
#[utoipa::path(
    get, path = "/operator/public_hosts", operation_id = "list_public_hosts", tag = "operator", params(PageQuery),
    responses((status = 200, body = Page<PublicHostView>)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn list_public_hosts(
    _: Operator,
    State(reader): State<PublicReader>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<PublicHostView>>, Problem> {
    let after: Option<String> = page.cursor.as_ref().map(http_api::Cursor::key).transpose()?;
    let hosts = reader.hosts(after.as_deref().unwrap_or_default(), page.limit.with_extra()).await?;
    let page = Page::from_extra(hosts, page.limit, |host| host.host.clone());
    Ok(Json(page.map(PublicHostView::from)))
}

/// Lets a host on the list be asked, or not.
#[utoipa::path(
    put, path = "/operator/public_hosts/{host}", operation_id = "allow_public_host", tag = "operator",
    params(("host" = String, Path, description = "The host")), request_body = PublicHostPermission,
    responses((status = 204), (status = 404, description = "The host is not on the list")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn allow_public_host(
    _: Operator,
    State(reader): State<PublicReader>,
    Path(host): Path<String>,
    Json(permission): Json<PublicHostPermission>,
) -> Result<StatusCode, Problem> {
    found(reader.set_allowed(&host, permission.allowed).await?)
}

/// Takes a host off the list; it may not be asked until it is named and allowed again.
#[utoipa::path(
    delete, path = "/operator/public_hosts/{host}", operation_id = "forget_public_host", tag = "operator",
    params(("host" = String, Path, description = "The host")),
    responses((status = 204), (status = 404, description = "The host is not on the list")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn forget_public_host(
    _: Operator,
    State(reader): State<PublicReader>,
    Path(host): Path<String>,
) -> Result<StatusCode, Problem> {
    found(reader.forget(&host).await?)
}

fn found(found: bool) -> Result<StatusCode, Problem> {
    if found { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}

impl From<PublicError> for Problem {
    fn from(error: PublicError) -> Self {
        match error {
            PublicError::Db(error) => error.into(),
            // The list itself asks nobody, so nothing else happens here.
            other => {
                tracing::error!(error = &other as &dyn std::error::Error, "public documents");
                Self::new(&http_api::codes::INTERNAL)
            }
        }
    }
}
