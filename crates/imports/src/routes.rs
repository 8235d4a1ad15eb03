//! The one route, below `/api/v1`.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Request, State};
use axum::http::StatusCode;
use http_api::{Json, Language, Member, Problem, Query, codes};
use serde::{Deserialize, Serialize};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;

use crate::Imports;
use crate::error::TOO_SLOW;
use crate::file::{FILE_BYTES_MAX, TOO_LARGE};
use crate::report::{LeftOut, Missing, MusicKind, RecordKind, Report, Tally};

/// How long a file may be on its way: others wait for their turn meanwhile.
const RECEIVED_WITHIN: Duration = Duration::from_secs(300);

/// The routes of imports; what they need is inside.
pub fn routes<S: Clone + Send + Sync + 'static>(imports: Imports) -> OpenApiRouter<S> {
    OpenApiRouter::new().routes(routes!(import_data).layer(DefaultBodyLimit::max(FILE_BYTES_MAX))).with_state(imports)
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ImportDataQuery {
    /// Whether the file is only looked through, and nothing is written.
    dry_run: bool,
}

/// How many of one kind were left out for one reason.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = LeftOutOfImport)]
struct LeftOutView {
    /// Why.
    reason: LeftOut,
    /// Why, in words.
    reason_text: String,
    /// How many.
    count: u64,
}

/// What became of one kind; what was found is brought in, already there or left out.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImportedKind)]
struct TallyView {
    /// The kind.
    kind: RecordKind,
    /// How many the file has.
    found: u64,
    /// Of how many the music is in this library.
    matched: u64,
    /// How many were here before.
    already_there: u64,
    /// How many were brought in; of a dry run, how many would be.
    brought_in: u64,
    /// What was left out.
    left_out: Vec<LeftOutView>,
}

/// Music that the file names and this library does not have.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = MissingMusic)]
struct MissingView {
    /// What it is.
    kind: MusicKind,
    /// Its title, or the name of an artist.
    title: String,
    /// Whose it is.
    artists: Vec<String>,
}

/// What became of a file.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ImportReport)]
struct ReportView {
    /// Whether nothing was written.
    dry_run: bool,
    /// Each kind, also those of which the file has nothing.
    kinds: Vec<TallyView>,
    /// Music that this library does not have, by kind and title; at most 200.
    missing: Vec<MissingView>,
    /// How much music it does not have in all.
    missing_total: u64,
}

impl ReportView {
    fn of(report: Report, language: Language) -> Self {
        let left_out = |(reason, count): (LeftOut, u64)| LeftOutView {
            reason,
            reason_text: reason.text().get(language).to_owned(),
            count,
        };
        let kind = |(kind, tally): (RecordKind, Tally)| {
            let Tally { found, matched, already_there, brought_in, left_out: reasons } = tally;
            let left_out = reasons.into_iter().map(left_out).collect();
            TallyView { kind, found, matched, already_there, brought_in, left_out }
        };
        let missing = |Missing { kind, title, artists }| MissingView { kind, title, artists };
        Self {
            dry_run: report.is_dry_run,
            kinds: report.tallies.into_iter().map(kind).collect(),
            missing: report.missing.into_iter().map(missing).collect(),
            missing_total: report.missing_total,
        }
    }
}

/// Reads in the export of a member from another Qingyin: adds what is not here yet, and changes nothing that is.
#[utoipa::path(
    post, path = "/me/imports", operation_id = "import_data", tag = "library", params(ImportDataQuery),
    request_body(content = serde_json::Value, content_type = "application/json",
        description = "A file of `GET /api/v1/me/export`, of up to 64 MiB"),
    responses(
        (status = 200, description = "What became of it", body = ReportView),
        (status = 400, description = "No export that can be read"),
        (status = 408, description = "The file was too long on its way"),
        (status = 413, description = "The file is too large"),
        (status = 429, description = "Another file is being read; when to try again is in the answer"),
    ),
    extensions(("x-function" = json!("playlists")), ("x-purposes" = json!(["playlists", "favourites", "play_history"])))
)]
async fn import_data(
    Member(member): Member,
    State(imports): State<Imports>,
    language: Language,
    Query(query): Query<ImportDataQuery>,
    request: Request,
) -> Result<Json<ReportView>, Problem> {
    let turn = imports.turn(member.subject)?;
    let received = tokio::time::timeout(RECEIVED_WITHIN, Bytes::from_request(request, &())).await;
    let bytes = received.map_err(|_| Problem::new(&TOO_SLOW))?.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(&codes::TOO_LARGE).detail(TOO_LARGE),
        _ => Problem::new(&codes::INVALID),
    })?;
    let report = imports.import(turn, bytes.into(), query.dry_run).await?;
    Ok(Json(ReportView::of(report, language)))
}
