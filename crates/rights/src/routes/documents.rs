//! The policy and its lists, as this operator's listeners read them.

use axum::extract::State;
use http_api::{Json, Language, Page, Path, Problem, Query};
use policy::lists::{self, List};
use policy::{Chapter, SummarySection};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::{IntoParams, ToSchema};

use crate::Rights;

/// The written policy of a version.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PolicyDocument)]
pub(crate) struct Policy {
    version: String,
    title: String,
    /// Day of publication.
    published_at: String,
    /// First day on which it binds.
    effective_at: String,
    /// SHA-256 of exactly this text; sent back with an acceptance.
    text_hash: String,
    summary: Vec<SummarySection>,
    chapters: Vec<Chapter>,
}

/// A version in the history.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PolicyVersion {
    version: String,
    published_at: String,
    effective_at: String,
    /// SHA-256 over the version's files and the hash of the version before.
    text_hash: String,
    previous_hash: Option<String>,
    current: bool,
}

/// Between which versions.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Between {
    /// The earlier version.
    from: String,
    /// The later version.
    to: String,
}

/// What changed between two versions.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PolicyChanges {
    from: String,
    to: String,
    /// Whether any change lets the service do more, or the person less.
    widening: bool,
    changes: Vec<PolicyChange>,
}

/// One change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PolicyChange {
    /// Its kind.
    kind: policy::diff::ChangeKind,
    /// Its kind, in words.
    title: String,
    widening: bool,
    /// What changed, in words.
    subject: String,
    before: Option<String>,
    after: Option<String>,
    /// The purpose whose consent it touches.
    purpose: Option<String>,
}

/// Shows the policy in force.
#[utoipa::path(get, path = "/policy", operation_id = "show_policy", tag = "policy",
    responses((status = 200, body = Policy)),
    extensions(("x-function" = json!("policy_documents")), ("x-purposes" = json!([]))))]
pub(crate) async fn show_policy(State(rights): State<Rights>, language: Language) -> Result<Json<Policy>, Problem> {
    rendered(&rights, &policy::current().version, language)
}

/// Lists the versions of the policy, the newest first.
#[utoipa::path(get, path = "/policy/versions", operation_id = "list_policy_versions", tag = "policy",
    responses((status = 200, body = Page<PolicyVersion>)),
    extensions(("x-function" = json!("policy_documents")), ("x-purposes" = json!([]))))]
pub(crate) async fn list_policy_versions() -> Result<Json<Page<PolicyVersion>>, Problem> {
    let current = &policy::current().version;
    let versions = policy::versions().map_err(broken)?;
    let list = versions.iter().rev().map(|version| PolicyVersion {
        version: version.policy.version.clone(),
        published_at: version.policy.published_at.clone(),
        effective_at: version.policy.effective_at.clone(),
        text_hash: version.hash.to_owned(),
        previous_hash: version.previous.map(str::to_owned),
        current: version.policy.version == *current,
    });
    Ok(Json(Page::whole(list.collect())))
}

/// Shows one version of the policy.
#[utoipa::path(get, path = "/policy/versions/{version}", operation_id = "show_policy_version", tag = "policy",
    params(("version" = String, Path, description = "The version")), responses((status = 200, body = Policy)),
    extensions(("x-function" = json!("policy_documents")), ("x-purposes" = json!([]))))]
pub(crate) async fn show_policy_version(
    State(rights): State<Rights>,
    Path(version): Path<String>,
    language: Language,
) -> Result<Json<Policy>, Problem> {
    rendered(&rights, &version, language)
}

/// Lists what changed between two versions.
#[utoipa::path(get, path = "/policy/changes", operation_id = "list_policy_changes", tag = "policy",
    params(Between), responses((status = 200, body = PolicyChanges)),
    extensions(("x-function" = json!("policy_documents")), ("x-purposes" = json!([]))))]
pub(crate) async fn list_policy_changes(
    Query(between): Query<Between>,
    language: Language,
) -> Result<Json<PolicyChanges>, Problem> {
    let find = |name: &str| policy::version(name).map_err(broken)?.ok_or_else(Problem::not_found);
    let (from, to) = (find(&between.from)?, find(&between.to)?);
    let spoken = policy::Language::from(language);
    let changes = policy::diff::diff(&from.policy, &to.policy);
    let widening = policy::diff::is_widening(&changes);
    let changes = changes
        .into_iter()
        .map(|change| PolicyChange {
            kind: change.kind,
            title: change.kind.title(spoken).to_owned(),
            widening: change.widening,
            subject: change.title.in_language(spoken).to_owned(),
            before: change.before.map(|text| text.in_language(spoken).to_owned()),
            after: change.after.map(|text| text.in_language(spoken).to_owned()),
            purpose: change.purpose,
        })
        .collect();
    Ok(Json(PolicyChanges { from: between.from, to: between.to, widening, changes }))
}

/// Somebody who ran the service, or does.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Holder {
    /// Name of the company or person.
    name: String,
    /// How they came to it.
    change: HolderChange,
    /// Whether consents given before went on under them.
    keeps_consents: bool,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
    /// Whether they run it now.
    current: bool,
}

/// How somebody came to run the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HolderChange {
    /// From the beginning.
    First,
    /// They are who they were, under another name.
    Renamed,
    /// They took it over from the one before.
    TakenOver,
}

impl From<consent::HolderChange> for HolderChange {
    fn from(change: consent::HolderChange) -> Self {
        match change {
            consent::HolderChange::First => Self::First,
            consent::HolderChange::Renamed => Self::Renamed,
            consent::HolderChange::TakenOver => Self::TakenOver,
        }
    }
}

/// Lists who ran the service, the latest first; empty while its operator gave no name.
#[utoipa::path(get, path = "/policy/holders", operation_id = "list_holders", tag = "policy",
    responses((status = 200, body = Page<Holder>)),
    extensions(("x-function" = json!("policy_documents")), ("x-purposes" = json!([]))))]
pub(crate) async fn list_holders(State(rights): State<Rights>) -> Result<Json<Page<Holder>>, Problem> {
    let holders = rights.0.consents.holders().await?;
    let last = holders.len();
    let shown = holders.into_iter().enumerate().map(|(at, holder)| Holder {
        name: holder.name,
        change: holder.change.into(),
        keeps_consents: holder.keeps_consents,
        since: holder.since,
        current: at + 1 == last,
    });
    let mut shown: Vec<Holder> = shown.collect();
    shown.reverse();
    Ok(Json(Page::whole(shown)))
}

macro_rules! list_routes {
    ($($(#[$doc:meta])* $name:ident = $path:literal, $id:literal, $make:path => $entry:ty;)*) => {
        $(
            $(#[$doc])*
            #[utoipa::path(get, path = $path, operation_id = $id, tag = "policy",
                responses((status = 200, description = "The list, with its title", body = List<$entry>)),
                extensions(("x-function" = json!("policy_documents")), ("x-purposes" = json!([]))))]
            pub(crate) async fn $name(language: Language) -> Json<List<$entry>> {
                Json($make(policy::current(), policy::Language::from(language)))
            }
        )*
    };
}
list_routes! {
    /// Shows the list of what is collected.
    show_collection_list = "/policy/lists/collection", "show_collection_list", lists::collection => lists::CollectionGroup;
    /// Shows the list of permissions.
    show_permission_list = "/policy/lists/permissions", "show_permission_list", lists::permissions => lists::PermissionEntry;
    /// Shows the directory of third parties.
    show_recipient_list = "/policy/lists/recipients", "show_recipient_list", lists::recipients => lists::RecipientEntry;
    /// Shows the list of what is shared.
    show_sharing_list = "/policy/lists/sharing", "show_sharing_list", lists::sharing => lists::SharingEntry;
    /// Shows the list of cookies.
    show_cookie_list = "/policy/lists/cookies", "show_cookie_list", lists::cookies => lists::BrowserListEntry;
    /// Shows the list of what the web app keeps in the browser.
    show_storage_list = "/policy/lists/storage", "show_storage_list", lists::storage => lists::BrowserListEntry;
}

fn rendered(rights: &Rights, version: &str, language: Language) -> Result<Json<Policy>, Problem> {
    let rendered = policy::documents(version, policy::Language::from(language), &rights.0.operator)
        .map_err(broken)?
        .ok_or_else(Problem::not_found)?;
    let document = rendered.document;
    Ok(Json(Policy {
        version: document.version,
        title: document.title,
        published_at: document.published_at,
        effective_at: document.effective_at,
        text_hash: rendered.text_hash,
        summary: document.summary,
        chapters: document.chapters,
    }))
}

/// The server does not start with a broken chain, so this is our own mistake.
fn broken(error: &'static policy::BrokenChain) -> Problem {
    tracing::error!(%error, "policy versions");
    Problem::new(&http_api::codes::INTERNAL)
}
