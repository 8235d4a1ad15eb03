//! Giving, refusing and withdrawing consent, one purpose at a time.

use axum::extract::State;
use consent::{PurposeState, Shown};
use http_api::{Json, Language, Member, Page, PageQuery, Path, Problem};
use ids::{ConsentEventId, SubjectId};
use policy::words::retention_text;
use policy::{Purpose as _, PurposeId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;

use crate::Rights;
use crate::error::Error;

/// How a purpose stands with the member.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Consent {
    /// The purpose's id.
    purpose: String,
    /// What it is.
    title: String,
    /// What, why and for how long: the text the member agrees to.
    notice: String,
    /// SHA-256 of that text, to be sent back with a yes.
    text_hash: String,
    /// The function it serves.
    function: ConsentFunction,
    /// The legal basis.
    basis: policy::Basis,
    /// Whether any of its data is sensitive in the sense of the law.
    sensitive: bool,
    /// How it stands.
    state: ConsentState,
    /// Why it is without effect, whatever was chosen; null where it is not.
    without_effect: Option<WithoutEffect>,
    /// When the last choice was made.
    #[schema(value_type = Option<String>, format = DateTime)]
    changed_at: Option<Timestamp>,
    /// The policy version of the last choice.
    policy_version: Option<String>,
    /// What is kept for it.
    items: Vec<ConsentItem>,
    /// After a no: before this instant nobody asks again.
    #[schema(value_type = Option<String>, format = DateTime)]
    can_ask_again_at: Option<Timestamp>,
    /// How many rows went with a withdrawal; only in its answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    erased_rows: Option<u64>,
}

/// Why a consent is without effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WithoutEffect {
    /// The member is a minor; minors are not profiled, and nothing about them goes to others.
    Minor,
    /// The member is a minor, and no guardian agreed yet.
    GuardianNeeded,
    /// The member is a child, whose guardian chooses.
    GuardianChooses,
}

/// What a person's age has to do with their consents.
#[derive(Clone, Copy, Debug)]
struct Age {
    is_minor: bool,
    is_child: bool,
    lacks_guardian: bool,
}

impl Age {
    async fn of(rights: &Rights, subject: SubjectId) -> Result<Self, Problem> {
        let known = rights.0.consents.minor_of(subject).await?;
        Ok(Self {
            is_minor: rights.0.consents.is_minor(subject).await?,
            is_child: known.as_ref().is_some_and(|known| known.age == consent::AgeBand::Child),
            lacks_guardian: known.is_some_and(|known| known.guardianship.is_none()),
        })
    }

    /// Why a purpose by consent is without effect; the consent that tells the age has one for everybody.
    fn without_effect(self, purpose: PurposeId, state: Option<&PurposeState>) -> Option<WithoutEffect> {
        let state = state.filter(|_| purpose != policy::ProfileBirthday::PURPOSE)?;
        if self.is_minor && consent::is_kept_from_minors(purpose) {
            Some(WithoutEffect::Minor)
        } else if self.lacks_guardian {
            Some(WithoutEffect::GuardianNeeded)
        } else {
            (self.is_child && state.state != consent::State::Granted).then_some(WithoutEffect::GuardianChooses)
        }
    }
}

impl Rights {
    /// How every purpose stands with a person, as it is shown to them or to their guardian.
    ///
    /// # Errors
    /// The database's.
    pub async fn consents_of(&self, subject: SubjectId, language: Language) -> Result<Vec<Consent>, Problem> {
        let states = self.0.consents.states_of(subject).await?;
        let age = Age::of(self, subject).await?;
        let state_of = |purpose| states.iter().find(|state| state.purpose == purpose);
        Ok(PurposeId::ALL.iter().map(|&purpose| describe(purpose, state_of(purpose), age, language)).collect())
    }
}

impl Consent {
    /// The purpose's id.
    #[must_use]
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// Whether it rests on a choice at all.
    #[must_use]
    pub fn is_a_choice(&self) -> bool {
        self.state != ConsentState::NotNeeded
    }
}

/// How a purpose stands with a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ConsentState {
    /// Consent is live.
    Granted,
    /// It was given, and rests because a browser of the member asked not to be tracked since; a new yes ends the rest.
    Resting,
    /// It was given for less than a later version of the policy asks, and rests until the member chooses anew.
    AskedAnew,
    /// It was live once.
    Withdrawn,
    /// The member said no.
    Refused,
    /// The member was never asked.
    NotAsked,
    /// The purpose does not rest on consent.
    NotNeeded,
}

impl From<consent::State> for ConsentState {
    fn from(state: consent::State) -> Self {
        match state {
            consent::State::Granted => Self::Granted,
            consent::State::Resting => Self::Resting,
            consent::State::AskedAnew => Self::AskedAnew,
            consent::State::Withdrawn => Self::Withdrawn,
            consent::State::Refused => Self::Refused,
            consent::State::NotAsked => Self::NotAsked,
        }
    }
}

/// A function of the service.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ConsentFunction {
    /// Its id.
    id: String,
    /// What it is.
    title: String,
    /// Whether it works for everyone, or is used by choice.
    kind: policy_lang::model::FunctionKind,
    /// What happens without the consent.
    refusal: String,
}

/// One kind of data kept for a purpose.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ConsentItem {
    /// Its id.
    item: String,
    /// What it is.
    title: String,
    /// How long it is kept.
    retention_text: String,
}

/// A yes to one purpose.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Yes {
    /// SHA-256 of the text the member saw.
    text_hash: String,
}

/// One choice the member made.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ConsentEvent)]
pub(crate) struct Choice {
    /// Names the entry.
    #[schema(value_type = String)]
    id: ConsentEventId,
    /// The purpose's id.
    purpose: String,
    /// What it is.
    title: String,
    /// What the choice was.
    event: ConsentChange,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// The policy version in force.
    policy_version: String,
    /// SHA-256 of the text the member saw; empty for a no.
    text_hash: String,
}

/// What a choice was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ConsentChange {
    /// The member agreed.
    Granted,
    /// The member took the consent back.
    Withdrawn,
    /// The member said no when asked.
    Refused,
    /// The member ended the whole agreement.
    Terminated,
}

impl From<consent::Event> for ConsentChange {
    fn from(event: consent::Event) -> Self {
        match event {
            consent::Event::Granted => Self::Granted,
            consent::Event::Withdrawn => Self::Withdrawn,
            consent::Event::Refused => Self::Refused,
            consent::Event::Terminated => Self::Terminated,
        }
    }
}

/// Lists every purpose, how it stands, and what it is about.
#[utoipa::path(get, path = "/me/consents", operation_id = "list_consents", tag = "privacy",
    responses((status = 200, body = Page<Consent>)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["consent_record", "minor_protection"]))))]
pub(crate) async fn list_consents(
    State(rights): State<Rights>,
    Member(member): Member,
    language: Language,
) -> Result<Json<Page<Consent>>, Problem> {
    Ok(Json(Page::whole(rights.consents_of(member.subject, language).await?)))
}

/// Says yes to one purpose; there is no way to say yes to two at once.
#[utoipa::path(put, path = "/me/consents/{purpose}", operation_id = "give_consent", tag = "privacy",
    params(("purpose" = String, Path, description = "The purpose's id")), request_body = Yes,
    responses((status = 200, body = Consent)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["consent_record"]))))]
pub(crate) async fn give_consent(
    State(rights): State<Rights>,
    Member(member): Member,
    Path(purpose): Path<String>,
    language: Language,
    Json(yes): Json<Yes>,
) -> Result<Json<Consent>, Problem> {
    let purpose = parse(&purpose)?;
    let shown = Shown { text_hash: yes.text_hash };
    rights.0.consents.give(member.subject, purpose, &shown).await.map_err(Error::from)?;
    one(&rights, member.subject, purpose, language).await
}

/// Takes one consent back, and everything that was kept under it with it.
#[utoipa::path(delete, path = "/me/consents/{purpose}", operation_id = "withdraw_consent", tag = "privacy",
    params(("purpose" = String, Path, description = "The purpose's id")),
    responses((status = 200, body = Consent)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["consent_record"]))))]
pub(crate) async fn withdraw_consent(
    State(rights): State<Rights>,
    Member(member): Member,
    Path(purpose): Path<String>,
    language: Language,
) -> Result<Json<Consent>, Problem> {
    let purpose = parse(&purpose)?;
    let erased = rights.withdraw(member.subject, purpose).await?;
    let Json(mut consent) = one(&rights, member.subject, purpose, language).await?;
    consent.erased_rows = Some(erased);
    Ok(Json(consent))
}

/// Says no, so that nobody asks again before the policy's period is over.
#[utoipa::path(post, path = "/me/consents/{purpose}/refusal", operation_id = "refuse_consent", tag = "privacy",
    params(("purpose" = String, Path, description = "The purpose's id")),
    responses((status = 200, body = Consent)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["consent_record"]))))]
pub(crate) async fn refuse_consent(
    State(rights): State<Rights>,
    Member(member): Member,
    Path(purpose): Path<String>,
    language: Language,
) -> Result<Json<Consent>, Problem> {
    let purpose = parse(&purpose)?;
    rights.0.consents.refuse(member.subject, purpose).await.map_err(Error::from)?;
    one(&rights, member.subject, purpose, language).await
}

/// Lists the member's choices, the latest first.
#[utoipa::path(get, path = "/me/consent_events", operation_id = "list_consent_events", tag = "privacy",
    params(PageQuery), responses((status = 200, body = Page<Choice>)),
    extensions(("x-function" = json!("privacy_centre")), ("x-purposes" = json!(["consent_record"]))))]
pub(crate) async fn list_consent_events(
    State(rights): State<Rights>,
    Member(member): Member,
    language: Language,
    http_api::Query(page): http_api::Query<PageQuery>,
) -> Result<Json<Page<Choice>>, Problem> {
    let before = page.cursor.map(|cursor| cursor.key::<(Timestamp, ConsentEventId)>()).transpose()?;
    let events = rights.0.consents.events_of(member.subject, before, page.limit.with_extra()).await?;
    let page = Page::from_extra(events, page.limit, |event| (event.at, event.id));
    Ok(Json(page.map(|event| Choice {
        id: event.id,
        purpose: event.purpose.id().to_owned(),
        title: title_of(event.purpose, language),
        event: event.event.into(),
        at: event.at,
        policy_version: event.policy_version,
        text_hash: event.text_hash,
    })))
}

fn parse(id: &str) -> Result<PurposeId, Problem> {
    PurposeId::ALL.iter().copied().find(|purpose| purpose.id() == id).ok_or_else(Problem::not_found)
}

pub(super) fn title_of(purpose: PurposeId, language: Language) -> String {
    let declared = policy::current().purpose(purpose.id());
    declared.map_or("", |purpose| purpose.title.in_language(policy::Language::from(language))).to_owned()
}

async fn one(
    rights: &Rights,
    subject: SubjectId,
    purpose: PurposeId,
    language: Language,
) -> Result<Json<Consent>, Problem> {
    let states = rights.0.consents.states_of(subject).await?;
    let age = Age::of(rights, subject).await?;
    Ok(Json(describe(purpose, states.iter().find(|state| state.purpose == purpose), age, language)))
}

/// Whether anything that a recipient receives for this purpose is sensitive in the sense of the law.
fn sends_sensitive(policy: &policy::CompiledPolicy, purpose: PurposeId) -> bool {
    let sent = policy.recipients.iter().filter(|recipient| recipient.purpose == purpose.id());
    sent.flat_map(|recipient| &recipient.fields).any(|field| {
        let category = policy.category(&field.category);
        category.is_some_and(|one| one.sensitivity == policy_lang::model::Sensitivity::Sensitive)
    })
}

fn describe(purpose: PurposeId, state: Option<&PurposeState>, age: Age, language: Language) -> Consent {
    let policy = policy::current();
    let spoken = policy::Language::from(language);
    let declared = policy.purpose(purpose.id());
    let function = declared.and_then(|purpose| policy.function(&purpose.function));
    let items: Vec<_> = policy.items_of_purpose(purpose.id()).collect();
    let is_sensitive = |item: &&policy_lang::Item| {
        item.columns.iter().any(|column| {
            policy
                .category(&column.category)
                .is_some_and(|category| category.sensitivity == policy_lang::model::Sensitivity::Sensitive)
        })
    };
    Consent {
        purpose: purpose.id().to_owned(),
        title: title_of(purpose, language),
        notice: declared.map_or("", |purpose| purpose.notice.in_language(spoken)).to_owned(),
        text_hash: policy::text_hash(purpose, spoken),
        function: ConsentFunction {
            id: function.map_or_else(String::new, |function| function.id.clone()),
            title: function.map_or("", |function| function.title.in_language(spoken)).to_owned(),
            kind: function.map_or(policy_lang::model::FunctionKind::Extended, |function| function.kind),
            refusal: function.map_or("", |function| function.refusal.in_language(spoken)).to_owned(),
        },
        basis: declared.map_or(policy::Basis::Contract, |purpose| purpose.basis),
        // Whatever is kept about a child is sensitive (PIPL, article 28).
        sensitive: age.is_child || items.iter().any(is_sensitive) || sends_sensitive(policy, purpose),
        state: state.map_or(ConsentState::NotNeeded, |state| state.state.into()),
        without_effect: age.without_effect(purpose, state),
        changed_at: state.and_then(|state| state.changed_at),
        policy_version: state.and_then(|state| state.policy_version.clone()),
        items: items
            .iter()
            .map(|item| ConsentItem {
                item: item.id.clone(),
                title: item.title.in_language(spoken).to_owned(),
                retention_text: retention_text(policy, item, spoken),
            })
            .collect(),
        can_ask_again_at: state.and_then(|state| state.can_ask_again_at),
        erased_rows: None,
    }
}
