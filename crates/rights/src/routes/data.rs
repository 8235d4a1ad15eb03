//! What is held about the member: seen, corrected, erased by kind, and taken along.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use axum::response::IntoResponse;
use http_api::{Json, Language, Member, Page, PageQuery, Path, Problem, Query, Text};
use serde::Serialize;
use units::Timestamp;
use utoipa::ToSchema;

use crate::Rights;
use crate::access::{Category, HeldRow};
use crate::error::Error;

/// Everything that is held about the member.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct HeldData {
    /// When this was put together.
    #[schema(value_type = String, format = DateTime)]
    generated_at: Timestamp,
    /// By category.
    categories: Vec<Category>,
}

/// How many rows of a kind were erased.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Erased {
    /// The item's id.
    item: String,
    /// How many rows.
    erased_rows: u64,
}

/// Shows what is held about the member, why and until when.
#[utoipa::path(get, path = "/me/data", operation_id = "show_held_data", tag = "privacy",
    responses((status = 200, body = HeldData)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["account"]))))]
pub(crate) async fn show_held_data(
    State(rights): State<Rights>,
    Member(member): Member,
    language: Language,
) -> Result<Json<HeldData>, Problem> {
    let categories = rights.held(member.subject, language).await?;
    Ok(Json(HeldData { generated_at: rights.0.clock.now(), categories }))
}

/// Lists the member's rows of one kind.
#[utoipa::path(get, path = "/me/data/{item}", operation_id = "list_held_rows", tag = "privacy",
    params(("item" = String, Path, description = "The item's id"), PageQuery),
    responses((status = 200, body = Page<HeldRow>)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["account"]))))]
pub(crate) async fn list_held_rows(
    State(rights): State<Rights>,
    Member(member): Member,
    Path(item): Path<String>,
    language: Language,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<HeldRow>>, Problem> {
    let after = page.cursor.map(|cursor| cursor.key::<String>()).transpose()?;
    let rows = rights.rows(member.subject, &item, after.as_deref(), page.limit, language).await?;
    Ok(Json(Page::from_extra(rows, page.limit, |row| row.row_id.clone())))
}

/// Corrects one value of one row; the body names exactly one column.
#[utoipa::path(patch, path = "/me/data/{item}/{row_id}", operation_id = "correct_held_row", tag = "privacy",
    params(("item" = String, Path, description = "The item's id"), ("row_id" = String, Path, description = "The row")),
    request_body = std::collections::BTreeMap<String, String>,
    responses((status = 200, body = HeldRow)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["account"]))))]
pub(crate) async fn correct_held_row(
    State(rights): State<Rights>,
    Member(member): Member,
    Path((item, row_id)): Path<(String, String)>,
    language: Language,
    Json(correction): Json<std::collections::BTreeMap<String, String>>,
) -> Result<Json<HeldRow>, Problem> {
    let mut columns = correction.iter();
    let (Some((column, value)), None) = (columns.next(), columns.next()) else {
        return Err(Problem::field(
            "body",
            "correction.one_column",
            Text::new("请只写一个要更正的字段", "name exactly one column to correct"),
        ));
    };
    Ok(Json(rights.correct(member.subject, &item, &row_id, column, value, language).await?))
}

/// Erases all of the member's rows of one kind; what signs in, such as a password, asks for a recent sign-in.
#[utoipa::path(delete, path = "/me/data/{item}", operation_id = "erase_held_item", tag = "privacy",
    params(("item" = String, Path, description = "The item's id")),
    responses((status = 200, body = Erased)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["erasure_record"]))))]
pub(crate) async fn erase_held_item(
    State(rights): State<Rights>,
    Member(member): Member,
    Path(item): Path<String>,
) -> Result<Json<Erased>, Problem> {
    if rights.signs_in(&item) {
        member.require_recent(rights.0.clock.now())?;
    }
    let erased_rows = rights.erase(member.subject, &item).await?;
    Ok(Json(Erased { item, erased_rows }))
}

/// Gives the member everything about them in one machine-readable file.
#[utoipa::path(get, path = "/me/export", operation_id = "export_data", tag = "privacy",
    responses((status = 200, description = "The file", content_type = "application/json")),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["account"]))))]
pub(crate) async fn export_data(
    State(rights): State<Rights>,
    Member(member): Member,
) -> Result<impl IntoResponse, Problem> {
    member.require_recent(rights.0.clock.now())?;
    let export = rights.export(member.subject).await.map_err(Problem::from)?;
    let text = serde_json::to_string_pretty(&export).map_err(|error| Problem::from(Error::from(error)))?;
    let day: String = rights.0.clock.now().to_string().chars().take(10).collect();
    let headers = [
        (CONTENT_DISPOSITION, format!("attachment; filename=\"qingyin-export-{day}.json\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
        (axum::http::header::CONTENT_TYPE, "application/json".to_owned()),
    ];
    Ok((headers, text))
}
