//! Requests, answers, and handlers of a few lines.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Cursor, Json, Operator, Page, PageQuery, Path, Problem, Query};
use ids::StationId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{NewStation, Radio, Station};

/// The routes of this domain, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(radio: Radio) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(list_radio_stations))
        .routes(routes!(add_radio_station))
        .routes(routes!(change_radio_station, remove_radio_station))
        .with_state(radio)
}

/// A station of internet radio; a listener's app connects to it by itself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RadioStation)]
struct StationView {
    /// The station.
    #[schema(value_type = String)]
    id: StationId,
    /// What it is called.
    name: String,
    /// Where it is heard.
    stream_url: String,
    /// Its home page.
    site_url: Option<String>,
}

impl From<Station> for StationView {
    fn from(station: Station) -> Self {
        Self { id: station.id, name: station.name, stream_url: station.stream_url, site_url: station.site_url }
    }
}

/// A station as an operator writes it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRadioStation)]
struct StationBody {
    /// What it is called: 1 to 100 characters.
    name: String,
    /// Where it is heard, `http` or `https`.
    stream_url: String,
    /// Its home page.
    #[serde(default)]
    site_url: Option<String>,
}

impl StationBody {
    fn as_new(&self) -> NewStation<'_> {
        NewStation { name: &self.name, stream_url: &self.stream_url, site_url: self.site_url.as_deref() }
    }
}

/// Lists the stations by name.
#[utoipa::path(
    get, path = "/radio_stations", operation_id = "list_radio_stations", tag = "radio", params(PageQuery),
    responses((status = 200, body = Page<StationView>)),
    extensions(("x-function" = json!("browse")), ("x-purposes" = json!([]))),
)]
async fn list_radio_stations(
    State(radio): State<Radio>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<StationView>>, Problem> {
    let after = page.cursor.as_ref().map(Cursor::key).transpose()?;
    let stations = radio.stations(after, page.limit.with_extra()).await?;
    let page = Page::from_extra(stations, page.limit, |station| (station.name.clone(), station.id.as_i64()));
    Ok(Json(page.map(StationView::from)))
}

/// Adds a station.
#[utoipa::path(
    post, path = "/operator/radio_stations", operation_id = "add_radio_station", tag = "radio",
    request_body = StationBody, responses((status = 201, body = StationView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn add_radio_station(
    _: Operator,
    State(radio): State<Radio>,
    Json(new): Json<StationBody>,
) -> Result<(StatusCode, Json<StationView>), Problem> {
    Ok((StatusCode::CREATED, Json(radio.add(new.as_new()).await?.into())))
}

/// Writes a station anew.
#[utoipa::path(
    put, path = "/operator/radio_stations/{id}", operation_id = "change_radio_station", tag = "radio",
    params(("id" = String, Path, description = "The station")), request_body = StationBody,
    responses((status = 200, body = StationView), (status = 404, description = "No such station")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn change_radio_station(
    _: Operator,
    State(radio): State<Radio>,
    Path(id): Path<StationId>,
    Json(new): Json<StationBody>,
) -> Result<Json<StationView>, Problem> {
    Ok(Json(radio.change(id, new.as_new()).await?.into()))
}

/// Removes a station.
#[utoipa::path(
    delete, path = "/operator/radio_stations/{id}", operation_id = "remove_radio_station", tag = "radio",
    params(("id" = String, Path, description = "The station")),
    responses((status = 204), (status = 404, description = "No such station")),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!([]))),
)]
async fn remove_radio_station(
    _: Operator,
    State(radio): State<Radio>,
    Path(id): Path<StationId>,
) -> Result<StatusCode, Problem> {
    radio.remove(id).await?;
    Ok(StatusCode::NO_CONTENT)
}
