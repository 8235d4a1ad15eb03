//! Reads the policy directory into a [`CompiledPolicy`], collecting every fault on the way.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::logs::log_field;
use crate::model::{
    Basis, BrowserEntry, Category, Column, CompiledPolicy, Erase, Exemption, Function, FunctionKind, Item, Language,
    LegalFloor, LocalText, NotPersonal, OnSignal, Permission, PolicyText, Purpose, Recipient, RecipientClass,
    RecipientField, Retention, RetentionPeriod, RetentionStart, Root, Sensitivity, Store, SubjectLink, Surface,
    UsageKind,
};
use crate::period::Period;
use crate::source::{Entry, File, Notes, Places};

/// The policy's source files: path from the project's root, such as `policy/purposes.toml`, to text.
pub type Sources = BTreeMap<String, String>;

/// A policy that could be read, with the place of each declaration.
///
/// Its references are not checked yet: [`crate::lint::check`] does that.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The policy.
    pub policy: CompiledPolicy,
    /// Where each declaration stands.
    pub places: Places,
}

/// Reads the source files below `root/policy`.
///
/// # Errors
/// When the directory or one of its files cannot be read.
pub fn read(root: &Path) -> io::Result<Sources> {
    let mut sources = Sources::new();
    for folder in ["policy", "policy/items", "policy/texts/zh-CN", "policy/texts/en"] {
        for entry in std::fs::read_dir(root.join(folder))? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.ends_with(".toml") || (name.ends_with(".md") && folder.starts_with("policy/texts/")) {
                sources.insert(format!("{folder}/{name}"), std::fs::read_to_string(&path)?);
            }
        }
    }
    Ok(sources)
}

/// Reads every declaration and text.
///
/// # Errors
/// Every fault found: TOML that does not parse, missing, unknown or malformed keys.
pub fn load(sources: &Sources) -> Result<Loaded, Diagnostics> {
    let notes = Notes::default();
    let policy = Loader { sources, notes: &notes }.policy();
    let mut faults = notes.faults.into_inner();
    faults.sort();
    if faults.is_empty() { Ok(Loaded { policy, places: notes.places.into_inner() }) } else { Err(Diagnostics(faults)) }
}

struct Loader<'a> {
    sources: &'a Sources,
    notes: &'a Notes,
}

impl Loader<'_> {
    fn policy(&self) -> CompiledPolicy {
        let mut policy = self.head();
        policy.categories = self.each("categories", "category", "id", category);
        policy.functions = self.each("functions", "function", "id", function);
        policy.purposes = self.each("purposes", "purpose", "id", purpose);
        policy.recipients = self.each("recipients", "recipient", "id", recipient);
        policy.permissions = self.each("permissions", "permission", "id", permission);
        policy.cookies = self.each("cookies", "cookie", "name", browser_entry);
        policy.storage_keys = self.each("storage", "storage", "name", browser_entry);
        policy.surfaces = self.each("surfaces", "surface", "id", surface);
        policy.legal_floors = self.each("legal_floors", "legal_floor", "id", legal_floor);
        policy.exemptions = self.each("exemptions", "exemption", "code", exemption);
        policy.log_fields = self.each("logs", "field", "name", log_field);
        policy.not_personal = self.each("not_personal", "table", "name", not_personal);
        policy
    }

    fn head(&self) -> CompiledPolicy {
        let mut policy = empty_policy();
        let mut domains = Vec::new();
        self.with_file("policy/policy.toml", |file| {
            let Some(head) = file.table("policy") else { return };
            policy.version = head.text("version");
            policy.published_at = date(&head, "published_at");
            policy.effective_at = optional_date(&head, "effective_at").unwrap_or_else(|| policy.published_at.clone());
            policy.title = head.local("title");
            policy.editions = head.texts("editions");
            let languages = head.texts("languages");
            policy.languages = languages.iter().filter_map(|tag| head.parsed("languages", tag)).collect();
            policy.storage_regions = head.texts("storage_regions");
            domains = head.texts("items");
            head.finish();
        });
        let titles = self.column_titles();
        for domain in &domains {
            self.with_file(&format!("policy/items/{domain}.toml"), |file| {
                policy.items.extend(
                    file.entries("item", "items", "id").iter().map(|entry| item(entry, &policy.editions, &titles)),
                );
            });
        }
        self.unlisted_domains(&domains);
        policy.texts = self.texts(&policy.languages);
        policy
    }

    /// One title per column name, so that one word means one thing in every table.
    fn column_titles(&self) -> BTreeMap<String, LocalText> {
        self.each("columns", "column", "name", |entry| (entry.text("name"), entry.local("title"))).into_iter().collect()
    }

    /// An items file that policy.toml does not list would be silently without effect.
    fn unlisted_domains(&self, listed: &[String]) {
        for path in self.sources.keys() {
            let domain = path.strip_prefix("policy/items/").and_then(|name| name.strip_suffix(".toml"));
            if let Some(domain) = domain
                && !listed.iter().any(|name| name == domain)
            {
                self.fault(path, format!("nothing reads this file; add '{domain}' to 'items' in policy/policy.toml"));
            }
        }
    }

    fn texts(&self, languages: &[Language]) -> Vec<PolicyText> {
        let mut texts = Vec::new();
        for language in languages {
            let folder = format!("policy/texts/{language}/");
            for (path, source) in self.sources.iter().filter(|(path, _)| path.starts_with(&folder)) {
                match chapter(*language, &path[folder.len()..], source) {
                    Some(text) => {
                        let key = format!("texts.{language}.{}", text.id);
                        self.notes.places.borrow_mut().remember(key, path, 1);
                        texts.push(text);
                    }
                    None => self.fault(
                        path,
                        "a text is named NN-id.md and opens with one line '# Title'; rename it or add the title"
                            .to_owned(),
                    ),
                }
            }
        }
        texts
    }

    fn each<T>(&self, file: &str, kind: &'static str, id_key: &'static str, read: impl Fn(&Entry<'_>) -> T) -> Vec<T> {
        let mut list = Vec::new();
        self.with_file(&format!("policy/{file}.toml"), |root| {
            for entry in root.entries(kind, file, id_key) {
                list.push(read(&entry));
                entry.finish();
            }
        });
        list
    }

    fn with_file(&self, path: &str, read: impl FnOnce(&Entry<'_>)) {
        let Some(text) = self.sources.get(path) else {
            self.fault(path, "the file is missing; create it".to_owned());
            return;
        };
        let file = File { path, text, notes: self.notes };
        let table = file.parse();
        let root = Entry::root(&file, &table);
        read(&root);
        root.finish();
    }

    fn fault(&self, path: &str, message: String) {
        self.notes.faults.borrow_mut().push(Diagnostic { file: path.to_owned(), line: 0, message });
    }
}

fn empty_policy() -> CompiledPolicy {
    CompiledPolicy {
        version: String::new(),
        published_at: String::new(),
        effective_at: String::new(),
        title: LocalText::default(),
        editions: Vec::new(),
        languages: Vec::new(),
        storage_regions: Vec::new(),
        categories: Vec::new(),
        functions: Vec::new(),
        purposes: Vec::new(),
        items: Vec::new(),
        recipients: Vec::new(),
        permissions: Vec::new(),
        cookies: Vec::new(),
        storage_keys: Vec::new(),
        surfaces: Vec::new(),
        legal_floors: Vec::new(),
        exemptions: Vec::new(),
        log_fields: Vec::new(),
        not_personal: Vec::new(),
        texts: Vec::new(),
    }
}

/// `03-cookies.md` with `# Title` on its first line.
fn chapter(language: Language, name: &str, source: &str) -> Option<PolicyText> {
    let (number, id) = name.strip_suffix(".md")?.split_once('-')?;
    let (title, body) = source.strip_prefix("# ")?.split_once('\n')?;
    Some(PolicyText {
        language,
        id: id.to_owned(),
        number: number.parse().ok()?,
        title: title.trim().to_owned(),
        body: body.trim().to_owned() + "\n",
    })
}

fn date(entry: &Entry<'_>, key: &'static str) -> String {
    let text = entry.text(key);
    entry.parsed::<jiff::civil::Date>(key, &text);
    text
}

fn optional_date(entry: &Entry<'_>, key: &'static str) -> Option<String> {
    let text = entry.optional_text(key)?;
    entry.parsed::<jiff::civil::Date>(key, &text);
    Some(text)
}

fn category(entry: &Entry<'_>) -> Category {
    let sensitivities = [("ordinary", Sensitivity::Ordinary), ("sensitive", Sensitivity::Sensitive)];
    Category {
        id: entry.text("id"),
        title: entry.local("title"),
        sensitivity: entry.one_of("sensitivity", &sensitivities).unwrap_or(Sensitivity::Ordinary),
        dpv: entry.text("dpv"),
        sealed: entry.boolean("seal", false),
        mask: entry.optional_text("mask"),
        records_usage: entry.boolean("records_usage", false),
    }
}

fn function(entry: &Entry<'_>) -> Function {
    let kinds = [("basic", FunctionKind::Basic), ("extended", FunctionKind::Extended)];
    Function {
        id: entry.text("id"),
        kind: entry.one_of("kind", &kinds).unwrap_or(FunctionKind::Extended),
        title: entry.local("title"),
        refusal: entry.local("refusal"),
    }
}

fn purpose(entry: &Entry<'_>) -> Purpose {
    let roots = [("provide", Root::Provide), ("improve", Root::Improve), ("secure", Root::Secure)];
    let bases = [
        ("contract", Basis::Contract),
        ("consent", Basis::Consent),
        ("separate_consent", Basis::SeparateConsent),
        ("law", Basis::Law),
        ("security", Basis::Security),
    ];
    let signals = [("rests", OnSignal::Rests), ("own_act", OnSignal::OwnAct)];
    Purpose {
        id: entry.text("id"),
        no: u8::try_from(entry.number("no", 1, 255, None)).unwrap_or(u8::MAX),
        root: entry.one_of("root", &roots).unwrap_or(Root::Provide),
        basis: entry.one_of("basis", &bases).unwrap_or(Basis::Contract),
        function: entry.text("function"),
        title: entry.local("title"),
        notice: entry.local("notice"),
        ask_again_after_days: entry.number("ask_again_after_days", 1, 3_650, Some(30)),
        reads: entry.texts("reads"),
        pipia: entry.optional_text("pipia"),
        on_signal: entry.optional_text("on_signal").and_then(|_| entry.one_of("on_signal", &signals)),
    }
}

fn item(entry: &Entry<'_>, editions: &[String], titles: &BTreeMap<String, LocalText>) -> Item {
    let erasures = [
        ("delete", Erase::Delete),
        ("anonymise", Erase::Anonymise),
        ("restrict_until_floor", Erase::RestrictUntilFloor),
        ("crypto", Erase::Crypto),
    ];
    let store = match entry.optional_text("store").as_deref() {
        None | Some("main") => Store::Main,
        Some("keys") => Store::Keys,
        Some(other) => {
            entry.fault("store", format!("'{other}' is no store; known are main, keys"));
            Store::Main
        }
    };
    let mut kept_in = entry.texts("editions");
    if kept_in.is_empty() {
        kept_in = editions.to_vec();
    }
    let item = Item {
        id: entry.text("id"),
        title: entry.local("title"),
        table: entry.text("table"),
        store,
        row_id: entry.text("row_id"),
        subject: subject(entry),
        purpose: entry.text("purpose"),
        function: entry.text("function"),
        columns: columns(entry, titles),
        retention: retention(entry),
        erase: entry.one_of("erase", &erasures).unwrap_or(Erase::Delete),
        anonymise: entry.texts("anonymise"),
        export: entry.boolean("export", true),
        editions: kept_in,
        required: entry.boolean("required", false),
        why_kept: entry.optional_local("why_kept"),
        usage: entry.optional_one_of("usage", &UsageKind::ALL),
    };
    entry.finish();
    item
}

/// `subject = "subject_id"`, `subject = "none"`, or `subject_through = { column, item, key }`.
fn subject(entry: &Entry<'_>) -> SubjectLink {
    if let Some(through) = entry.optional_table("subject_through") {
        let link = SubjectLink::Through {
            column: through.text("column"),
            item: through.text("item"),
            key: through.text("key"),
        };
        through.finish();
        return link;
    }
    match entry.text("subject").as_str() {
        "none" => SubjectLink::None,
        column => SubjectLink::Column { column: column.to_owned() },
    }
}

fn columns(entry: &Entry<'_>, titles: &BTreeMap<String, LocalText>) -> Vec<Column> {
    let sealed = entry.texts("sealed");
    let correctable = entry.texts("correct");
    let secret = entry.texts("secret");
    let optional = entry.texts("optional");
    let mut own_titles: BTreeMap<&str, LocalText> = BTreeMap::new();
    if let Some(table) = entry.optional_table("column_titles") {
        own_titles.extend(table.tables().into_iter().map(|(name, text)| (name, text.as_local())));
        table.finish();
    }
    let Some(declared) = entry.table("columns") else { return Vec::new() };
    let mut columns = Vec::new();
    for (name, category) in declared.pairs() {
        let title = own_titles.remove(name).or_else(|| titles.get(name).cloned()).unwrap_or_else(|| {
            declared.fault(name, format!("column '{name}' has no title; add it to policy/columns.toml"));
            LocalText::default()
        });
        let among = |list: &[String]| list.iter().any(|other| other == name);
        columns.push(Column {
            name: name.to_owned(),
            category,
            title,
            sealed: among(&sealed),
            optional: among(&optional),
            correctable: among(&correctable),
            secret: among(&secret),
        });
    }
    let known = || columns.iter().map(|column| column.name.as_str());
    for (key, list) in [("sealed", &sealed), ("correct", &correctable), ("secret", &secret), ("optional", &optional)] {
        for name in list.iter().filter(|name| !known().any(|known| known == name.as_str())) {
            let hint = crate::diagnostic::suggestion(name, known());
            entry.fault(key, format!("'{name}' in '{key}' is no column of this item{hint}"));
        }
    }
    for name in own_titles.keys() {
        let hint = crate::diagnostic::suggestion(name, known());
        entry.fault("column_titles", format!("'{name}' in 'column_titles' is no column of this item{hint}"));
    }
    columns
}

fn retention(entry: &Entry<'_>) -> Retention {
    let starts = [
        ("created", RetentionStart::Created),
        ("updated", RetentionStart::Updated),
        ("closed", RetentionStart::Closed),
        ("expires", RetentionStart::Expires),
    ];
    let Some(inner) = entry.table("retention") else {
        let period = RetentionPeriod::WhileAccount;
        return Retention { after: RetentionStart::Closed, column: None, period, floor: None };
    };
    let period = match inner.text("period").as_str() {
        "while_account" | "" => RetentionPeriod::WhileAccount,
        text => inner.parsed::<Period>("period", text).map_or(RetentionPeriod::WhileAccount, RetentionPeriod::Fixed),
    };
    let after = inner.one_of("after", &starts).unwrap_or(RetentionStart::Closed);
    let retention =
        Retention { after, column: inner.optional_text("column"), period, floor: inner.optional_text("floor") };
    inner.finish();
    retention
}

fn recipient(entry: &Entry<'_>) -> Recipient {
    let classes = [
        ("processor", RecipientClass::Processor),
        ("partner", RecipientClass::Partner),
        ("joint", RecipientClass::Joint),
        ("affiliate", RecipientClass::Affiliate),
        ("authority", RecipientClass::Authority),
    ];
    Recipient {
        id: entry.text("id"),
        title: entry.local("title"),
        class: entry.one_of("class", &classes).unwrap_or(RecipientClass::Partner),
        country: entry.text("country"),
        function: entry.text("function"),
        purpose: entry.text("purpose"),
        fields: entry.entries("field", "fields", "id").iter().map(recipient_field).collect(),
        transform: entry.local("transform"),
        configuration: entry.text("configuration"),
        enabled_by_default: entry.boolean("enabled_by_default", false),
        minors: entry.optional_local("minors"),
    }
}

fn recipient_field(entry: &Entry<'_>) -> RecipientField {
    let field = RecipientField {
        id: entry.text("id"),
        title: entry.local("title"),
        category: entry.text("category"),
        source: entry.optional_text("source"),
    };
    entry.finish();
    field
}

fn permission(entry: &Entry<'_>) -> Permission {
    Permission {
        id: entry.text("id"),
        title: entry.local("title"),
        functions: entry.texts("functions"),
        notice: entry.local("notice"),
        headers: entry.texts("headers"),
    }
}

fn browser_entry(entry: &Entry<'_>) -> BrowserEntry {
    let max_age = entry.optional_text("max_age");
    BrowserEntry {
        name: entry.text("name"),
        title: entry.local("title"),
        purpose: entry.local("purpose"),
        max_age: max_age.and_then(|text| entry.parsed("max_age", &text)),
        until_tab_closed: entry.boolean("until_tab_closed", false),
        required: entry.boolean("required", false),
        function: entry.text("function"),
    }
}

fn surface(entry: &Entry<'_>) -> Surface {
    Surface {
        id: entry.text("id"),
        title: entry.local("title"),
        active: entry.boolean("active", false),
        purpose: entry.optional_text("purpose"),
    }
}

fn legal_floor(entry: &Entry<'_>) -> LegalFloor {
    let text = entry.text("period");
    let period = entry.parsed("period", &text);
    LegalFloor {
        id: entry.text("id"),
        // An unreadable period is a fault already, so the value is never used.
        period: period.unwrap_or_default(),
        citation: entry.local("citation"),
    }
}

fn exemption(entry: &Entry<'_>) -> Exemption {
    Exemption { code: entry.text("code"), title: entry.local("title"), citation: entry.local("citation") }
}

fn not_personal(entry: &Entry<'_>) -> NotPersonal {
    NotPersonal { name: entry.text("name"), reason: entry.text("reason") }
}
