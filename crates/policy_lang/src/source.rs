//! Reads one TOML file entry by entry, remembering where everything stands and collecting every fault.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, suggestion};
use crate::text::LocalText;

/// Where each declaration stands: key such as `items.account.purpose` to file and line.
#[derive(Clone, Debug, Default)]
pub struct Places(BTreeMap<String, (String, usize)>);

impl Places {
    /// The place of a key, or of the nearest declaration around it.
    #[must_use]
    pub fn of(&self, key: &str) -> (String, usize) {
        let mut key = key;
        loop {
            if let Some(place) = self.0.get(key) {
                return place.clone();
            }
            match key.rsplit_once('.') {
                Some((around, _)) => key = around,
                None => return ("policy/policy.toml".to_owned(), 0),
            }
        }
    }

    pub(crate) fn remember(&mut self, key: String, file: &str, line: usize) {
        self.0.entry(key).or_insert_with(|| (file.to_owned(), line));
    }
}

/// What reading the files collects besides the values.
#[derive(Default)]
pub(crate) struct Notes {
    pub(crate) places: RefCell<Places>,
    pub(crate) faults: RefCell<Vec<Diagnostic>>,
}

/// One file's name and text.
pub(crate) struct File<'a> {
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    pub(crate) notes: &'a Notes,
}

impl<'a> File<'a> {
    /// The file's top table; a syntax error becomes a fault and an empty table.
    pub(crate) fn parse(&'a self) -> DeTable<'a> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            self.fault(at, format!("{}; correct the TOML", error.message()));
        }
        table.into_inner()
    }

    pub(crate) fn fault(&self, at: usize, message: String) {
        let fault = Diagnostic { file: self.path.to_owned(), line: self.line(at), message };
        self.notes.faults.borrow_mut().push(fault);
    }

    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        1 + before.iter().filter(|byte| **byte == b'\n').count()
    }
}

/// One table of a file, such as one `[[item]]`.
pub(crate) struct Entry<'a> {
    file: &'a File<'a>,
    table: &'a DeTable<'a>,
    /// Byte offset of the table.
    at: usize,
    /// What the entry is called in messages, such as `item 'account'`.
    label: String,
    /// Key under which places are remembered, such as `items.account`.
    key: String,
    seen: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Entry<'a> {
    pub(crate) fn root(file: &'a File<'a>, table: &'a DeTable<'a>) -> Self {
        Self { file, table, at: 0, label: "the file".to_owned(), key: String::new(), seen: RefCell::default() }
    }

    /// The `[[kind]]` tables, each named by its `id_key`, in the order they are written.
    pub(crate) fn entries(&self, kind: &'static str, list: &str, id_key: &'static str) -> Vec<Self> {
        let Some(value) = self.value(kind) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.fault_at(value, format!("'{kind}' is a list of tables; write [[{kind}]]"));
            return Vec::new();
        };
        array.iter().filter_map(|entry| self.child(entry, kind, list, id_key)).collect()
    }

    fn child(&self, value: &'a Spanned<DeValue<'a>>, kind: &str, list: &str, id_key: &'static str) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            self.fault_at(value, format!("'{kind}' is a list of tables; write [[{kind}]]"));
            return None;
        };
        let mut entry = Self {
            file: self.file,
            table,
            at: value.span().start,
            label: kind.to_owned(),
            key: String::new(),
            seen: RefCell::default(),
        };
        let id = entry.text(id_key);
        entry.label = format!("{kind} '{id}'");
        entry.key = if self.key.is_empty() { format!("{list}.{id}") } else { format!("{}.{list}.{id}", self.key) };
        entry.remember(&entry.key.clone(), entry.at);
        Some(entry)
    }

    /// A table under `key`, such as `retention = { … }`; a missing one is a fault.
    pub(crate) fn table(&self, key: &'static str) -> Option<Self> {
        let inner = self.optional_table(key);
        if inner.is_none() && !self.table.contains_key(key) {
            self.missing(key);
        }
        inner
    }

    pub(crate) fn optional_table(&self, key: &'static str) -> Option<Self> {
        let value = self.value(key)?;
        let DeValue::Table(table) = value.get_ref() else {
            self.fault_at(value, format!("'{key}' of {} is a table; write {key} = {{ … }}", self.label));
            return None;
        };
        let label = format!("'{key}' of {}", self.label);
        let place = format!("{}.{key}", self.key);
        Some(Self { file: self.file, table, at: value.span().start, label, key: place, seen: RefCell::default() })
    }

    /// The pairs of a table whose keys are names chosen by the policy, in the order they are written.
    pub(crate) fn pairs(&self) -> Vec<(&'a str, String)> {
        let mut pairs: Vec<_> = self.table.iter().collect();
        pairs.sort_by_key(|(name, _)| name.span().start);
        let mut texts = Vec::new();
        for (name, value) in pairs {
            let name: &'a str = name.get_ref();
            self.seen.borrow_mut().insert(name);
            self.remember(&format!("{}.{name}", self.key), value.span().start);
            match value.get_ref() {
                DeValue::String(text) => texts.push((name, text.clone().into_owned())),
                _ => self.fault_at(value, format!("'{name}' in {} is a text", self.label)),
            }
        }
        texts
    }

    /// The tables of a table whose keys are names chosen by the policy.
    pub(crate) fn tables(&self) -> Vec<(&'a str, Self)> {
        let mut tables = Vec::new();
        for (name, value) in self.table {
            let name: &'a str = name.get_ref();
            self.seen.borrow_mut().insert(name);
            match value.get_ref() {
                DeValue::Table(table) => {
                    let label = format!("'{name}' in {}", self.label);
                    let key = format!("{}.{name}", self.key);
                    let at = value.span().start;
                    tables.push((name, Self { file: self.file, table, at, label, key, seen: RefCell::default() }));
                }
                _ => self.fault_at(value, format!("'{name}' in {} is a table", self.label)),
            }
        }
        tables
    }

    /// A required text; a missing one is a fault and reads as empty.
    pub(crate) fn text(&self, key: &'static str) -> String {
        self.optional_text(key).unwrap_or_else(|| {
            self.missing(key);
            String::new()
        })
    }

    pub(crate) fn optional_text(&self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(text.clone().into_owned()),
            other => {
                self.fault_at(value, format!("'{key}' of {} is a text, not {}", self.label, kind_of(other)));
                Some(String::new())
            }
        }
    }

    /// A required text in both languages.
    pub(crate) fn local(&self, key: &'static str) -> LocalText {
        self.table(key).map_or_else(LocalText::default, |inner| inner.as_local())
    }

    pub(crate) fn optional_local(&self, key: &'static str) -> Option<LocalText> {
        self.optional_table(key).map(|inner| inner.as_local())
    }

    /// This table itself as a text in both languages.
    pub(crate) fn as_local(&self) -> LocalText {
        let text = LocalText { zh: self.text("zh"), en: self.text("en") };
        self.finish();
        text
    }

    pub(crate) fn texts(&self, key: &'static str) -> Vec<String> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.fault_at(value, format!("'{key}' of {} is a list of texts; write {key} = [\"…\"]", self.label));
            return Vec::new();
        };
        let mut texts = Vec::new();
        for element in array {
            match element.get_ref() {
                DeValue::String(text) => {
                    self.remember(&format!("{}.{key}.{text}", self.key), element.span().start);
                    texts.push(text.clone().into_owned());
                }
                _ => self.fault_at(element, format!("'{key}' of {} is a list of texts", self.label)),
            }
        }
        texts
    }

    pub(crate) fn boolean(&self, key: &'static str, default: bool) -> bool {
        let Some(value) = self.value(key) else { return default };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.fault_at(value, format!("'{key}' of {} is true or false", self.label));
            default
        })
    }

    /// A whole number between `least` and `most`; `default` where the key may be left out.
    pub(crate) fn number(&self, key: &'static str, least: u32, most: u32, default: Option<u32>) -> u32 {
        let Some(value) = self.value(key) else {
            return default.unwrap_or_else(|| {
                self.missing(key);
                least
            });
        };
        let number = value.get_ref().as_integer().and_then(|number| {
            u32::from_str_radix(number.as_str(), number.radix()).ok().filter(|number| (least..=most).contains(number))
        });
        number.unwrap_or_else(|| {
            self.fault_at(value, format!("'{key}' of {} is a whole number from {least} to {most}", self.label));
            least
        })
    }

    /// A text that has to be one of a closed set.
    pub(crate) fn one_of<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(key);
        let found = choices.iter().find(|(name, _)| *name == text).map(|(_, choice)| *choice);
        if found.is_none() && !text.is_empty() {
            let hint = suggestion(&text, choices.iter().map(|(name, _)| *name));
            self.fault(key, format!("'{text}' is no {key} of {}{hint}", self.label));
        }
        found
    }

    /// A text of a closed set, where the key may be left out.
    pub(crate) fn optional_one_of<T: Copy>(&self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        self.optional_text(key).and_then(|_| self.one_of(key, choices))
    }

    /// A text that has to parse; the message of the error says what to write.
    pub(crate) fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
        &self,
        key: &'static str,
        text: &str,
    ) -> Option<T> {
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.fault(key, format!("'{text}' is no {key} of {}: {error}", self.label));
                None
            }
        }
    }

    /// Refuses every key that nobody read.
    pub(crate) fn finish(&self) {
        let seen = self.seen.borrow();
        for (name, value) in self.table {
            let name: &str = name.get_ref();
            if !seen.contains(name) {
                let hint = suggestion(name, seen.iter().copied());
                self.fault_at(value, format!("'{name}' is no key of {}{hint}", self.label));
            }
        }
    }

    /// Records a fault at a key of this entry.
    pub(crate) fn fault(&self, key: &str, message: String) {
        let at = self.table.get(key).map_or(self.at, |value| value.span().start);
        self.file.fault(at, message);
    }

    fn value(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.seen.borrow_mut().insert(key);
        let value = self.table.get(key)?;
        if !self.key.is_empty() {
            self.remember(&format!("{}.{key}", self.key), value.span().start);
        }
        Some(value)
    }

    fn missing(&self, key: &str) {
        self.file.fault(self.at, format!("{} has no '{key}'; add it", self.label));
    }

    fn fault_at(&self, value: &Spanned<DeValue<'_>>, message: String) {
        self.file.fault(value.span().start, message);
    }

    fn remember(&self, key: &str, at: usize) {
        let line = self.file.line(at);
        self.file.notes.places.borrow_mut().remember(key.to_owned(), self.file.path, line);
    }
}

fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date (put it in quotes)",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
        DeValue::String(_) => "a text",
    }
}
