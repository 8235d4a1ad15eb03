//! What is answered about incidents.

use http_api::Language;
use ids::{IncidentId, SubjectId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;

use crate::model::{Clock, Counts, Facts, Grade, Incident, Kind, Notice, Report, ReportKind, Search, Words, Written};
use crate::report::title_of;

/// A kind of information.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentItem)]
pub(super) struct ItemView {
    /// The item's id in the policy.
    item: String,
    /// Its name.
    title: String,
}

impl ItemView {
    fn all(facts: &Facts, language: Language) -> Vec<Self> {
        let view = |item: &String| Self { item: item.clone(), title: title_of(item, language) };
        facts.items.iter().map(view).collect()
    }
}

/// What people are told, in one language.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentWriting)]
pub(super) struct WrittenView {
    /// The language of the words.
    language: Language,
    /// The words.
    words: Words,
    /// When they were last written.
    #[schema(value_type = String, format = DateTime)]
    written_at: Timestamp,
}

impl From<&Written> for WrittenView {
    fn from(written: &Written) -> Self {
        Self { language: written.language, words: written.words.clone(), written_at: written.written_at }
    }
}

/// One look for the people concerned: numbers, and nobody's name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentSearch)]
pub(super) struct SearchView {
    /// `ledger`, `staff_log`, `item`, `list` or `everybody`.
    source: String,
    /// The recipient, the item or the digest of the staff, where one was named.
    detail: Option<String>,
    /// From when on.
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Until when.
    #[schema(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// How many were found.
    found: u64,
    /// Of these, how many were not found before.
    added: u64,
    /// How many more have no account to be reached by.
    unreachable: u64,
    /// When it was looked.
    #[schema(value_type = String, format = DateTime)]
    searched_at: Timestamp,
}

impl From<Search> for SearchView {
    fn from(search: Search) -> Self {
        let Search { source, detail, from, to, found, added, unreachable, searched_at } = search;
        Self { source, detail, from, to, found, added, unreachable, searched_at }
    }
}

/// That the authorities were told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentReport)]
pub(super) struct ReportView {
    /// What they were told.
    kind: ReportKind,
    /// Whom.
    authority: String,
    /// Under which number of theirs.
    reference: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    filed_at: Timestamp,
}

impl From<Report> for ReportView {
    fn from(report: Report) -> Self {
        let Report { kind, authority, reference, filed_at } = report;
        Self { kind, authority, reference, filed_at }
    }
}

/// How many notices were first shown on a day since people were told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentDay)]
pub(super) struct DayView {
    /// The day, from 0.
    pub(super) day: i64,
    /// To how many.
    pub(super) shown: u64,
    /// How many of these have read it by now.
    pub(super) read: u64,
}

/// An incident for the privacy officer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Incident)]
pub(super) struct IncidentView {
    /// Its id.
    #[schema(value_type = String)]
    id: IncidentId,
    /// What staff call it.
    name: String,
    /// What became of the information.
    kind: Kind,
    /// How grave it is.
    grade: Grade,
    /// Which kinds of information.
    items: Vec<ItemView>,
    /// When it was noticed.
    #[schema(value_type = String, format = DateTime)]
    noticed_at: Timestamp,
    /// When it was opened here.
    #[schema(value_type = String, format = DateTime)]
    opened_at: Timestamp,
    /// When its handling ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    /// How it ended.
    closed_words: Option<String>,
    /// When people were first told.
    #[schema(value_type = Option<String>, format = DateTime)]
    announced_at: Option<Timestamp>,
    /// Since when everybody can read it.
    #[schema(value_type = Option<String>, format = DateTime)]
    published_at: Option<Timestamp>,
    /// Until when everybody can read it.
    #[schema(value_type = Option<String>, format = DateTime)]
    published_until: Option<Timestamp>,
    /// Whether everybody can read it now.
    is_public: bool,
    /// The deadlines.
    clocks: Vec<Clock>,
    /// How many people.
    counts: Counts,
    /// What people are told.
    writings: Vec<WrittenView>,
    /// How they were looked for.
    searches: Vec<SearchView>,
    /// What the authorities were told.
    reports: Vec<ReportView>,
    /// When notices were first shown, by day; in lists it is empty.
    days: Vec<DayView>,
}

impl IncidentView {
    pub(super) fn of(incident: Incident, days: Vec<DayView>, language: Language, now: Timestamp) -> Self {
        let (clocks, is_public) = (incident.clocks(now), incident.is_public(now));
        let items = ItemView::all(&incident.facts, language);
        let Incident { id, facts, opened_at, closed, words, announcement, counts, searches, reports } = incident;
        let published = announcement.and_then(|told| told.published);
        let (closed_at, closed_words) = closed.map_or((None, None), |(at, words)| (Some(at), Some(words)));
        Self {
            id,
            name: facts.name,
            kind: facts.kind,
            grade: facts.grade,
            items,
            noticed_at: facts.noticed_at,
            opened_at,
            closed_at,
            closed_words,
            announced_at: announcement.map(|told| told.announced_at),
            published_at: published.map(|(from, _)| from),
            published_until: published.map(|(_, until)| until),
            is_public,
            clocks,
            counts,
            writings: words.iter().map(WrittenView::from).collect(),
            searches: searches.into_iter().map(SearchView::from).collect(),
            reports: reports.into_iter().map(ReportView::from).collect(),
            days,
        }
    }
}

/// A notice as people read it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncidentNotice)]
pub(super) struct NoticeView {
    /// The incident's id.
    #[schema(value_type = String)]
    id: IncidentId,
    /// What became of the information.
    kind: Kind,
    /// The same in words.
    title: String,
    /// Which kinds of information.
    items: Vec<ItemView>,
    /// When it was noticed.
    #[schema(value_type = String, format = DateTime)]
    noticed_at: Timestamp,
    /// What happened and everything else that is told, in the reader's language where it was written.
    writing: WrittenView,
    /// When the reader was told; of a public notice since when it is public.
    #[schema(value_type = String, format = DateTime)]
    notified_at: Timestamp,
    /// When the reader said that they read it; always absent of a public notice.
    #[schema(value_type = Option<String>, format = DateTime)]
    read_at: Option<Timestamp>,
}

impl NoticeView {
    /// The notice of an incident; nothing when nobody was told of it.
    pub(super) fn of(incident: &Incident, own: Option<Notice>, language: Language) -> Option<Self> {
        let told = incident.announcement?;
        let public = told.published.map(|(from, _)| from);
        let notified_at = own.map_or(public, |notice| notice.notified_at)?;
        Some(Self {
            id: incident.id,
            kind: incident.facts.kind,
            title: incident.facts.kind.title().get(language).to_owned(),
            items: ItemView::all(&incident.facts, language),
            noticed_at: incident.facts.noticed_at,
            writing: incident.words_in(language)?.into(),
            notified_at,
            read_at: own.and_then(|notice| notice.read_at),
        })
    }
}

/// How one person stands with an incident.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PersonConcerned)]
pub(super) struct PersonView {
    /// Whose account.
    #[schema(value_type = String)]
    member: SubjectId,
    /// Whether the incident concerns them.
    is_concerned: bool,
    /// When they were told.
    #[schema(value_type = Option<String>, format = DateTime)]
    notified_at: Option<Timestamp>,
    /// When it was first shown to them.
    #[schema(value_type = Option<String>, format = DateTime)]
    shown_at: Option<Timestamp>,
    /// When they said that they read it.
    #[schema(value_type = Option<String>, format = DateTime)]
    read_at: Option<Timestamp>,
    /// The number of the entry in the log of staff access.
    access_number: i64,
}

impl PersonView {
    pub(super) fn of(member: SubjectId, notice: Option<Notice>, access_number: i64) -> Self {
        Self {
            member,
            is_concerned: notice.is_some(),
            notified_at: notice.and_then(|notice| notice.notified_at),
            shown_at: notice.and_then(|notice| notice.shown_at),
            read_at: notice.and_then(|notice| notice.read_at),
            access_number,
        }
    }
}

/// What is known of an incident.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IncidentFacts)]
pub(super) struct FactsBody {
    /// What staff call it, 1 to 120 characters.
    name: String,
    /// What became of the information.
    kind: Kind,
    /// How grave it is.
    grade: Grade,
    /// Which kinds of information, as items of the policy; may be empty while nobody knows.
    #[serde(default)]
    items: Vec<String>,
    /// When it was noticed.
    #[schema(value_type = String, format = DateTime)]
    noticed_at: Timestamp,
}

impl From<FactsBody> for Facts {
    fn from(body: FactsBody) -> Self {
        let FactsBody { name, kind, grade, items, noticed_at } = body;
        Self { name, kind, grade, items, noticed_at }
    }
}
