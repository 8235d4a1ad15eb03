//! What was disclosed about a member, for that member.

use std::sync::Arc;

use axum::extract::State;
use db::Db;
use http_api::{Json, Language, Member, Page, PageQuery, Problem, Query};
use ids::DisclosureId;
use serde::Serialize;
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::store::{self, Entry, EntryKey, Outcome};

/// The routes of the ledger, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(db: Db) -> OpenApiRouter<S> {
    OpenApiRouter::new().routes(routes!(list_disclosures)).with_state(Arc::new(db))
}

/// One sending about the member: to whom, why, and which kinds of information.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Disclosure)]
struct DisclosureView {
    /// The sending.
    #[schema(value_type = String)]
    id: DisclosureId,
    /// The recipient's identifier in the policy.
    recipient: String,
    /// What the recipient is called; of an affiliate, which company.
    recipient_title: String,
    /// Why it was sent.
    purpose_title: String,
    /// Which kinds of information, by their titles.
    fields: Vec<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// What came of it.
    outcome: Outcome,
    /// By which article it was handed out, where a law demanded it.
    legal_basis: Option<String>,
}

/// What was sent about the member, the latest first.
#[utoipa::path(
    get, path = "/me/disclosures", operation_id = "list_disclosures", tag = "privacy", params(PageQuery),
    responses((status = 200, body = Page<DisclosureView>)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["sharing_record"]))),
)]
async fn list_disclosures(
    State(db): State<Arc<Db>>,
    Member(member): Member,
    language: Language,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<DisclosureView>>, Problem> {
    let before = page.cursor.as_ref().map(http_api::Cursor::key::<EntryKey>).transpose()?;
    let entries = store::disclosures_of(&db.service(), member.subject, before, page.limit.with_extra()).await?;
    let page = Page::from_extra(entries, page.limit, |entry| (entry.at.as_millis(), entry.id.as_i64()));
    Ok(Json(page.map(|entry| view(entry, language))))
}

fn view(entry: Entry, language: Language) -> DisclosureView {
    let in_language = |text: &policy::LocalText| text.in_language(language.into()).to_owned();
    // A recipient of an earlier version may have gone from the policy; its entry stays and keeps its identifiers.
    let recipient = policy::current().recipient(&entry.recipient);
    let purpose = policy::current().purpose_by_number(entry.purpose_no);
    let field_title = |id: &str| {
        recipient
            .and_then(|recipient| recipient.fields.iter().find(|field| field.id == id))
            .map(|field| &field.title)
            // What was handed out by law names items.
            .or_else(|| policy::current().item(id).map(|item| &item.title))
            .map_or_else(|| id.to_owned(), in_language)
    };
    let recipient_title = match (entry.recipient_name, recipient) {
        // A company that stands in a register goes by its own name.
        (Some(name), _) => name,
        (None, Some(recipient)) => in_language(&recipient.title),
        (None, None) => entry.recipient.clone(),
    };
    DisclosureView {
        id: entry.id,
        recipient_title,
        purpose_title: purpose.map_or_else(|| entry.purpose_no.to_string(), |purpose| in_language(&purpose.title)),
        fields: entry.fields.split(' ').filter(|id| !id.is_empty()).map(field_title).collect(),
        recipient: entry.recipient,
        at: entry.at,
        outcome: entry.outcome,
        legal_basis: entry.legal_basis,
    }
}
