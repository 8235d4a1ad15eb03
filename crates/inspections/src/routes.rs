//! Inspections over HTTP: for staff, and in one line for everybody.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Language, Path, Problem, SignedIn, Staff};
use serde::Serialize;
use units::Timestamp;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::report::Report;
use crate::{Filed, Inspections};

/// Reports that a list tells of.
const LISTED_MAX: u32 = 60;

/// The routes of inspections, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(inspections: Inspections) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(list_inspections, inspect_now))
        .routes(routes!(show_inspection))
        .routes(routes!(show_last_inspection))
        .with_state(inspections)
}

/// Lets only staff go on, who look after the service or after personal information.
fn require(staff: &SignedIn) -> Result<(), Problem> {
    Ok(staff_access::require::<policy::StaffAccess>(staff)?)
}

/// One check of an inspection.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InspectionCheck)]
struct CheckView {
    /// Its name, which stays the same.
    name: String,
    /// What it asks.
    title: String,
    /// How many things it looked at.
    looked_at: u64,
    /// How many faults it found.
    fault_count: u64,
    /// The faults, or the first of them.
    faults: Vec<String>,
}

/// One inspection.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Inspection)]
struct InspectionView {
    /// Inspections are counted from 1.
    number: i64,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    begun_at: Timestamp,
    /// When everything had been looked at.
    #[schema(value_type = String, format = DateTime)]
    ended_at: Timestamp,
    /// The version of the program.
    program: String,
    /// The version of the policy.
    policy_version: String,
    /// How many checks found a fault.
    failed_count: u64,
    /// What each check found.
    checks: Vec<CheckView>,
}

impl InspectionView {
    fn of(report: Report, language: Language) -> Self {
        Self {
            number: report.number,
            begun_at: Timestamp::from_millis(report.begun_at_ms),
            ended_at: Timestamp::from_millis(report.ended_at_ms),
            failed_count: report.failed_count() as u64,
            program: report.program,
            policy_version: report.policy_version,
            checks: report
                .checks
                .into_iter()
                .map(|check| CheckView {
                    name: check.name,
                    title: check.title.into_language(language),
                    looked_at: check.looked_at,
                    fault_count: check.fault_count,
                    faults: check.faults.into_iter().map(|fault| fault.into_language(language)).collect(),
                })
                .collect(),
        }
    }
}

/// The inspections on file.
#[derive(Debug, Serialize, ToSchema)]
struct InspectionsView {
    /// The latest 60, the latest first.
    items: Vec<InspectionView>,
    /// Whether the last one is older than a day, or there is none.
    is_late: bool,
    /// The public key that verifies reports: Ed25519, 32 bytes as hexadecimal digits.
    public_key: String,
}

/// A report with its signature.
#[derive(Debug, Serialize, ToSchema)]
struct SignedInspection {
    /// What it says.
    inspection: InspectionView,
    /// The text that was signed, byte for byte.
    text: String,
    /// Ed25519, 64 bytes as hexadecimal digits.
    signature: String,
    /// The public key that verifies it, 32 bytes as hexadecimal digits.
    public_key: String,
}

/// The last inspection, in one line.
#[derive(Debug, Serialize, ToSchema)]
struct LastInspection {
    /// When it began; absent before the first.
    #[schema(value_type = Option<String>, format = DateTime)]
    begun_at: Option<Timestamp>,
    /// How many checks were made.
    check_count: u64,
    /// How many of them found a fault.
    failed_count: u64,
    /// Whether it is older than a day, or there is none.
    is_late: bool,
}

/// Lists the inspections of the safety of data, the latest first.
#[utoipa::path(get, path = "/operator/inspections", operation_id = "list_inspections", tag = "operator",
    responses((status = 200, body = InspectionsView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["staff_access"]))))]
async fn list_inspections(
    State(inspections): State<Inspections>,
    Staff(staff): Staff,
    language: Language,
) -> Result<Json<InspectionsView>, Problem> {
    require(&staff)?;
    let reports: Vec<Report> = inspections.reports(LISTED_MAX).await?.into_iter().map(|filed| filed.report).collect();
    let is_late = inspections.is_late(reports.first());
    let items = reports.into_iter().map(|report| InspectionView::of(report, language)).collect();
    Ok(Json(InspectionsView { items, is_late, public_key: inspections.public_key() }))
}

/// Inspects now, and files a report.
#[utoipa::path(post, path = "/operator/inspections", operation_id = "inspect_now", tag = "operator",
    responses((status = 201, body = InspectionView)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["staff_access"]))))]
async fn inspect_now(
    State(inspections): State<Inspections>,
    Staff(staff): Staff,
    language: Language,
) -> Result<(StatusCode, Json<InspectionView>), Problem> {
    require(&staff)?;
    let Filed { report, .. } = inspections.inspect().await?;
    Ok((StatusCode::CREATED, Json(InspectionView::of(report, language))))
}

/// Shows a report with its signature, for whoever verifies it elsewhere.
#[utoipa::path(get, path = "/operator/inspections/{number}", operation_id = "show_inspection", tag = "operator",
    params(("number" = i64, Path, description = "The report's number")),
    responses((status = 200, body = SignedInspection)),
    extensions(("x-function" = json!("operate")), ("x-purposes" = json!(["staff_access"]))))]
async fn show_inspection(
    State(inspections): State<Inspections>,
    Staff(staff): Staff,
    language: Language,
    Path(number): Path<i64>,
) -> Result<Json<SignedInspection>, Problem> {
    require(&staff)?;
    let Filed { report, text, signature } = inspections.report(number).await?;
    let inspection = InspectionView::of(report, language);
    Ok(Json(SignedInspection { inspection, text, signature, public_key: inspections.public_key() }))
}

/// Tells everybody when the safety of data was last looked after, and how many checks found a fault.
#[utoipa::path(get, path = "/policy/inspection", operation_id = "show_last_inspection", tag = "policy",
    responses((status = 200, body = LastInspection)),
    extensions(("x-function" = json!("policy_documents")), ("x-purposes" = json!([]))))]
async fn show_last_inspection(State(inspections): State<Inspections>) -> Result<Json<LastInspection>, Problem> {
    let last = inspections.reports(1).await?.pop().map(|filed| filed.report);
    Ok(Json(LastInspection {
        begun_at: last.as_ref().map(|report| Timestamp::from_millis(report.begun_at_ms)),
        check_count: last.as_ref().map_or(0, |report| report.checks.len() as u64),
        failed_count: last.as_ref().map_or(0, |report| report.failed_count() as u64),
        is_late: inspections.is_late(last.as_ref()),
    }))
}
