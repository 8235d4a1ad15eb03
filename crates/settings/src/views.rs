//! The settings as operators see them: what each is for, where its value comes from, and never a secret.

use config::{EDITABLE, KEYS, Key, Kind, SECTIONS, Source, Words, is_within};
use http_api::Language;
use serde::Serialize;
use units::Timestamp;

use crate::InForce;

/// What can be set in the web app, and how it stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = OperatorSettings)]
pub(crate) struct SettingsView {
    /// Why what was saved is not in force, with the way out; absent while it is.
    trouble: Option<String>,
    /// Whether all that was saved has to be removed before anything can be saved again.
    is_sealed: bool,
    /// Every section.
    sections: Vec<SectionView>,
}

/// Settings that are saved together.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SettingsSection)]
pub(crate) struct SectionView {
    /// Its name, such as `sign_in.wechat`.
    name: &'static str,
    /// Its tables, such as `sms` and `sms.aliyun`.
    tables: Vec<TableView>,
}

/// Settings that stand in one table of the file.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SettingsTable)]
struct TableView {
    /// Its name, such as `sms.aliyun`.
    name: &'static str,
    /// What it is about; absent for a single setting of a larger table.
    about: Option<&'static str>,
    /// The settings.
    settings: Vec<SettingView>,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SettingKind)]
enum KindView {
    /// Any text.
    Text,
    /// Text that is never shown.
    Secret,
    /// One of a few words.
    Choice,
    /// `true` or `false`.
    Switch,
    /// A whole number.
    Count,
    /// A web address.
    Url,
    /// A day, such as `2026-11-23`.
    Date,
    /// Lines of a name, a colon and a value that is never shown.
    Headers,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SettingSource)]
enum SourceView {
    /// A flag; it overrules this page.
    Flag,
    /// The environment; it overrules this page.
    Environment,
    /// The configuration file; it overrules this page.
    File,
    /// It was saved here.
    Stored,
    /// Nobody said anything.
    Default,
}

/// One setting.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Setting)]
struct SettingView {
    /// Its full name, such as `sign_in.wechat.app_id`.
    name: &'static str,
    /// How its value is written.
    kind: KindView,
    /// What it is for.
    about: &'static str,
    /// A value, to see how one looks.
    example: Option<String>,
    /// Its value while nobody says anything.
    default: Option<String>,
    /// What happens while nobody says anything, where it has no default.
    when_absent: Option<&'static str>,
    /// The words that may be written, for a choice.
    choices: Vec<&'static str>,
    /// The smallest number that may be written.
    min: Option<u64>,
    /// The largest number that may be written.
    max: Option<u64>,
    /// Whether anybody said anything.
    is_set: bool,
    /// Where the value comes from.
    source: SourceView,
    /// The flag, the variable, or the line of the file that overrules this page.
    place: Option<String>,
    /// The value in force; absent for one that is never shown.
    value: Option<String>,
    /// Whether the value is never shown.
    is_hidden: bool,
    /// When it was last saved here.
    #[schema(value_type = Option<String>, format = DateTime)]
    changed_at: Option<Timestamp>,
}

impl SettingsView {
    pub(crate) fn of(now: &InForce, language: Language) -> Self {
        Self {
            trouble: now.trouble.as_ref().map(|trouble| trouble.text().get(language).to_owned()),
            is_sealed: now.trouble == Some(crate::Trouble::Sealed),
            sections: EDITABLE.iter().map(|name| SectionView::of(name, now, language)).collect(),
        }
    }
}

impl SectionView {
    pub(crate) fn of(name: &'static str, now: &InForce, language: Language) -> Self {
        let mut tables: Vec<TableView> = Vec::new();
        for key in KEYS.iter().filter(|key| is_within(key.name, name)) {
            let table = match tables.iter_mut().find(|table| table.name == key.section()) {
                Some(table) => table,
                None => {
                    let declared = SECTIONS.iter().find(|one| one.name == key.section() && is_within(one.name, name));
                    let about = declared.map(|section| said(section.words, language));
                    tables.push(TableView { name: key.section(), about, settings: Vec::new() });
                    let last = tables.len() - 1;
                    &mut tables[last]
                }
            };
            table.settings.push(SettingView::of(key, now, language));
        }
        Self { name, tables }
    }
}

impl SettingView {
    fn of(key: &'static Key, now: &InForce, language: Language) -> Self {
        let standing = now.config.standing(key.name);
        // What is stored and not in force is shown as stored, so that it can be corrected or removed.
        let waits = now.trouble.is_some() && now.stored.contains_key(key.name);
        let (source, value) = standing.map_or((Source::Default, None), |standing| (standing.source, standing.value));
        let place = source.place().map(str::to_owned);
        let value = match now.stored.get(key.name) {
            Some(text) if waits && place.is_none() => Some(text.clone()).filter(|_| !key.is_hidden()),
            _ => value,
        };
        let source = match source {
            Source::Flag(_) => SourceView::Flag,
            Source::Environment(_) => SourceView::Environment,
            Source::File(_) => SourceView::File,
            Source::Stored => SourceView::Stored,
            Source::Default if waits => SourceView::Stored,
            Source::Default => SourceView::Default,
        };
        let (kind, choices, (min, max)) = kind(key.kind);
        Self {
            name: key.name,
            kind,
            about: said(key.words, language),
            example: key.example_text(),
            default: key.default_text(),
            when_absent: key.when_absent.map(|words| said(words, language)),
            choices: choices.to_vec(),
            min,
            max,
            is_set: source != SourceView::Default,
            source,
            place,
            value,
            is_hidden: key.is_hidden(),
            changed_at: now.changed_at.get(key.name).copied(),
        }
    }
}

type Bounds = (Option<u64>, Option<u64>);

fn kind(kind: Kind) -> (KindView, &'static [&'static str], Bounds) {
    let plain = |view| (view, &[] as &'static [&'static str], (None, None));
    match kind {
        Kind::Secret => plain(KindView::Secret),
        Kind::Choice(words) => (KindView::Choice, words, (None, None)),
        Kind::Switch => plain(KindView::Switch),
        Kind::Count { min, max } => (KindView::Count, &[], (Some(min), Some(max))),
        Kind::Url => plain(KindView::Url),
        Kind::Date => plain(KindView::Date),
        Kind::Headers => plain(KindView::Headers),
        // No setting of the web app is of the others.
        Kind::Text | Kind::Size | Kind::Address | Kind::Path | Kind::Paths | Kind::Networks => plain(KindView::Text),
    }
}

fn said(words: Words, language: Language) -> &'static str {
    match language {
        Language::Chinese => words.zh,
        Language::English => words.en,
    }
}
