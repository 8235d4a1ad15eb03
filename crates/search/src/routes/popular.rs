//! What many look for.

use axum::extract::State;
use http_api::{Json, Problem, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Search;
use crate::popular::POPULAR_PEOPLE_MIN;

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PopularQuery {
    /// What was typed so far; without it the most popular searches are told.
    #[param(value_type = Option<String>)]
    q: String,
}

/// What many look for, the most popular first: the same for everybody.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PopularSearches {
    /// The searches, as everybody behind them spells them.
    searches: Vec<String>,
    /// How many people at least stand behind each.
    people_min: u32,
}

#[utoipa::path(
    get, path = "/search/popular", operation_id = "list_popular_searches", tag = "search",
    params(PopularQuery),
    responses((status = 200, description = "At most ten; what was typed is not kept", body = PopularSearches)),
    extensions(("x-function" = json!("popular_searches")), ("x-purposes" = json!(["helping_search", "minor_protection"])))
)]
pub(super) async fn list_popular_searches(
    State(search): State<Search>,
    Query(query): Query<PopularQuery>,
) -> Result<Json<PopularSearches>, Problem> {
    let searches = search.popular(&query.q).await?;
    Ok(Json(PopularSearches { searches, people_min: POPULAR_PEOPLE_MIN }))
}
