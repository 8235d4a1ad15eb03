//! The history of searches.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use http_api::{Actor, Json, Member, Page, PageQuery, Path, Problem, Query, Text};
use ids::SearchId;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;

use crate::Search;
use crate::history::{QUERY_CHARACTERS_MAX, SearchEntry, SearchKey};

/// What a member looked for: reported when they choose a result or ask for all of them, not while they type.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSearch {
    /// What stood in the box, 1 to 100 characters without the blanks around it.
    query: String,
}

/// One search of the history.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SearchEntry)]
pub(super) struct SearchView {
    /// The entry.
    #[schema(value_type = String)]
    id: SearchId,
    /// What was looked for.
    query: String,
    /// When it was looked for last.
    #[schema(value_type = String, format = DateTime)]
    searched_at: Timestamp,
}

impl From<SearchEntry> for SearchView {
    fn from(entry: SearchEntry) -> Self {
        let SearchEntry { id, query, searched_at } = entry;
        Self { id, query, searched_at }
    }
}

/// How many entries went.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ClearedSearches {
    /// How many there were.
    erased: u64,
}

/// The consent went while the row was being written.
fn was_withdrawn(error: &db::Error) -> bool {
    error.is_constraint(db::Constraint::ForeignKey)
}

#[utoipa::path(
    post, path = "/searches", operation_id = "record_search", tag = "search",
    request_body = NewSearch,
    responses(
        (status = 201, description = "Kept in the member's history", body = SearchView),
        (status = 204, description = "Not kept: a guest, or no consent; the search is none the worse"),
        (status = 400, description = "An empty or too long query"),
    ),
    extensions(("x-function" = json!("search_history")), ("x-purposes" = json!(["search_history"])))
)]
pub(super) async fn record_search(
    State(search): State<Search>,
    actor: Actor,
    Json(report): Json<NewSearch>,
) -> Result<Response, Problem> {
    let query = report.query.trim();
    let characters = query.chars().count();
    if characters == 0 || characters > QUERY_CHARACTERS_MAX || query.contains('\0') {
        let message = Text::made(
            format!("应为 1 至 {QUERY_CHARACTERS_MAX} 个字符"),
            format!("must have 1 to {QUERY_CHARACTERS_MAX} characters"),
        );
        return Err(Problem::field("query", "query.length", message));
    }
    let not_kept = || Ok(StatusCode::NO_CONTENT.into_response());
    let Some(member) = actor.member() else { return not_kept() };
    let Some(mut grant) = search.keeping(member.subject).await? else { return not_kept() };
    let entry = match search.keep_search(&mut grant, query).await {
        Err(error) if was_withdrawn(&error) => return not_kept(),
        other => other?,
    };
    match grant.commit().await {
        Err(error) if was_withdrawn(&error) => return not_kept(),
        other => other?,
    }
    Ok((StatusCode::CREATED, Json(SearchView::from(entry))).into_response())
}

#[utoipa::path(
    get, path = "/me/searches", operation_id = "list_searches", tag = "search",
    params(PageQuery),
    responses((status = 200, description = "The member's searches, the latest first; none without consent", body = Page<SearchView>)),
    extensions(("x-function" = json!("search_history")), ("x-purposes" = json!(["search_history"])))
)]
pub(super) async fn list_searches(
    State(search): State<Search>,
    Member(member): Member,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<SearchView>>, Problem> {
    let before = query.cursor.as_ref().map(http_api::Cursor::key::<SearchKey>).transpose()?;
    let found = match search.kept_searches(member.subject).await? {
        None => Vec::new(),
        Some(mut kept) => search.searches(&mut kept, before, query.limit.with_extra()).await?,
    };
    let key = |entry: &SearchEntry| (entry.searched_at.as_millis(), entry.id.as_i64());
    Ok(Json(Page::from_extra(found, query.limit, key).map(SearchView::from)))
}

#[utoipa::path(
    delete, path = "/me/searches", operation_id = "clear_searches", tag = "search",
    responses((status = 200, description = "The history is empty", body = ClearedSearches)),
    extensions(("x-function" = json!("search_history")), ("x-purposes" = json!(["search_history"])))
)]
pub(super) async fn clear_searches(
    State(search): State<Search>,
    Member(member): Member,
) -> Result<Json<ClearedSearches>, Problem> {
    // Without a consent there is none: the withdrawal took them.
    let Some(mut kept) = search.kept_searches(member.subject).await? else {
        return Ok(Json(ClearedSearches { erased: 0 }));
    };
    let erased = search.clear_searches(&mut kept).await?;
    kept.commit().await?;
    Ok(Json(ClearedSearches { erased }))
}

#[utoipa::path(
    delete, path = "/me/searches/{id}", operation_id = "remove_search", tag = "search",
    params(("id" = String, Path, description = "The entry")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "The member has no such entry"),
    ),
    extensions(("x-function" = json!("search_history")), ("x-purposes" = json!(["search_history"])))
)]
pub(super) async fn remove_search(
    State(search): State<Search>,
    Member(member): Member,
    Path(id): Path<SearchId>,
) -> Result<StatusCode, Problem> {
    let Some(mut kept) = search.kept_searches(member.subject).await? else { return Err(Problem::not_found()) };
    if !search.remove_search(&mut kept, id).await? {
        return Err(Problem::not_found());
    }
    kept.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
