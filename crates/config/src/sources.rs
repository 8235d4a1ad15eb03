//! Where settings come from: flags before environment before file before defaults; what is stored comes in between.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use crate::key::Key;
use crate::keys::{self, KEYS, SECTIONS};
use crate::problem::{Problem, Problems};
use crate::value::{Kind, Value};
use crate::{FILE_NAME, keys::suggestion};

/// Settings on the command line; `--set` reaches those without a flag of their own.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Settings")]
pub struct Flags {
    /// Configuration file [default: qingyin.toml in the data folder]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Folder for database, keys, caches and backups [default: ./data]
    #[arg(long, value_name = "FOLDER", global = true)]
    pub data: Option<PathBuf>,
    /// Folder with music; repeat it for several
    #[arg(long, value_name = "FOLDER", global = true)]
    pub music: Vec<PathBuf>,
    /// Address and port to listen on [default: 127.0.0.1:4633]
    #[arg(long, value_name = "ADDRESS", global = true)]
    pub listen: Option<String>,
    /// Address of a PostgreSQL server [default: SQLite in the data folder]
    #[arg(long, value_name = "URL", global = true)]
    pub database_url: Option<String>,
    /// Folder with a built web app [default: the one inside the program]
    #[arg(long, value_name = "FOLDER", global = true)]
    pub web_folder: Option<PathBuf>,
    /// Shape of log lines: text or json [default: text]
    #[arg(long, value_name = "SHAPE", global = true)]
    pub log_format: Option<String>,
    /// Lowest level of log lines: error, warn, info, debug or trace [default: info]
    #[arg(long, value_name = "LEVEL", global = true)]
    pub log_level: Option<String>,
    /// Any setting by its full name, such as sign_in.password=false; repeat it for several
    #[arg(long, value_name = "NAME=VALUE", global = true)]
    pub set: Vec<String>,
}

/// What surrounds the program: its environment and the folder it was started in.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Environment variables.
    pub variables: Vec<(OsString, OsString)>,
    /// Folder against which flags and variables are resolved.
    pub working_folder: PathBuf,
}

impl Surroundings {
    /// Those of this process.
    ///
    /// # Errors
    /// When the working folder has been deleted.
    pub fn of_this_process() -> std::io::Result<Self> {
        Ok(Self { variables: std::env::vars_os().collect(), working_folder: std::env::current_dir()? })
    }
}

/// Where a value was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A flag, by its name.
    Flag(String),
    /// A variable of the environment, by its name.
    Environment(String),
    /// The configuration file, with the line.
    File(String),
    /// What an operator saved in the web app.
    Stored,
    /// Nobody said anything.
    Default,
}

impl Source {
    /// Where it stands, as the person who wrote it would look for it; nothing for what is not written anywhere.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        match self {
            Self::Flag(place) | Self::Environment(place) | Self::File(place) => Some(place),
            Self::Stored | Self::Default => None,
        }
    }
}

/// One value and where it was found.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    pub(crate) value: Value,
    pub(crate) source: Source,
}

/// Every value that any source gave, by name; sources that come first win.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) file: Option<PathBuf>,
    pub(crate) found: BTreeMap<&'static str, Setting>,
}

impl Settings {
    /// Keeps `value` unless a source of higher rank has spoken; paths become absolute from `folder`.
    fn offer(&mut self, key: &Key, value: Value, source: Source, folder: &Path) {
        let value = match value {
            // A bare `ffmpeg` is looked for in PATH, and `none` is no path.
            Value::Path(path) if key.name == "playback.ffmpeg" && path.components().count() == 1 => Value::Path(path),
            Value::Path(path) => Value::Path(absolute(folder, &path)),
            Value::Paths(paths) => Value::Paths(paths.iter().map(|path| absolute(folder, path)).collect()),
            other => other,
        };
        self.found.entry(key.name).or_insert_with(|| Setting { value, source });
    }

    /// Takes a value that is stored, unless the file, the environment or a flag has spoken.
    pub(crate) fn take_stored(&mut self, name: &str, text: &str) -> Result<(), Problem> {
        let Some(key) = keys::find(name).filter(|key| keys::is_editable(key.name)) else {
            let known = KEYS.iter().map(|key| key.name).filter(|name| keys::is_editable(name));
            return Err(Problem::new(name, "this is not a setting of the web app", suggestion(name, known))
                .zh("这不是可以在网页上填写的设置", "请对照设置参考中的名称"));
        };
        let value = key.kind.read_text(text).map_err(|expected| unfit(name, key, &expected))?;
        let weaker = self.found.get(name).is_none_or(|setting| setting.source == Source::Default);
        if weaker {
            self.found.insert(key.name, Setting { value, source: Source::Stored });
        }
        Ok(())
    }
}

/// `path` seen from `folder`, without `.` in between; links are kept.
fn absolute(folder: &Path, path: &Path) -> PathBuf {
    folder.join(path).components().collect()
}

/// Collects every source.
pub(crate) fn gather(flags: &Flags, surroundings: &Surroundings) -> Result<Settings, Problems> {
    let mut settings = Settings::default();
    let mut problems = Vec::new();
    read_flags(flags, surroundings, &mut settings, &mut problems);
    let named_by_variable = read_variables(surroundings, &mut settings, &mut problems);
    let named = flags.config.clone().or(named_by_variable).map(|path| absolute(&surroundings.working_folder, &path));
    read_file(named, surroundings, &mut settings, &mut problems);
    for key in KEYS {
        if let Some(default) = key.default {
            match parse_default(key, default) {
                Ok(value) => settings.offer(key, value, Source::Default, &surroundings.working_folder),
                Err(message) => {
                    problems.push(Problem::new(key.name, message, "this default is a fault of the program"))
                }
            }
        }
    }
    Problems::none_or(problems)?;
    Ok(settings)
}

pub(crate) fn parse_default(key: &Key, text: &str) -> Result<Value, String> {
    let line = format!("value = {text}");
    let table = DeTable::parse(&line).map_err(|error| error.message().to_owned())?;
    let value = table.get_ref().get("value").ok_or("no value")?;
    key.kind.read_toml(value.get_ref())
}

fn read_flags(flags: &Flags, surroundings: &Surroundings, settings: &mut Settings, problems: &mut Vec<Problem>) {
    let folder = &surroundings.working_folder;
    let mut text = |name: &str, flag: &str, text: &str| match keys::find(name) {
        Some(key) => match key.kind.read_text(text) {
            Ok(value) => settings.offer(key, value, Source::Flag(flag.to_owned()), folder),
            Err(expected) => problems.push(unfit(flag, key, &expected)),
        },
        None => {
            let known = KEYS.iter().map(|key| key.name);
            problems.push(Problem::new(flag, format!("{name} is not a setting"), suggestion(name, known)));
        }
    };
    for assignment in &flags.set {
        match assignment.split_once('=') {
            Some((name, value)) => text(name.trim(), "--set", value),
            None => text(assignment, "--set", ""),
        }
    }
    for (name, flag, value) in [
        ("server.listen", "--listen", &flags.listen),
        ("database.url", "--database-url", &flags.database_url),
        ("log.format", "--log-format", &flags.log_format),
        ("log.level", "--log-level", &flags.log_level),
    ] {
        if let Some(value) = value {
            text(name, flag, value);
        }
    }
    // Paths go in as they are: a folder's name need not be UTF-8.
    for (name, flag, value) in [
        ("data.folder", "--data", flags.data.clone().map(Value::Path)),
        ("server.web_folder", "--web-folder", flags.web_folder.clone().map(Value::Path)),
        ("music.folders", "--music", Some(flags.music.clone()).filter(|m| !m.is_empty()).map(Value::Paths)),
    ] {
        if let (Some(key), Some(value)) = (keys::find(name), value) {
            settings.offer(key, value, Source::Flag(flag.to_owned()), folder);
        }
    }
}

/// Reads `QINGYIN_…`, and returns the configuration file that `QINGYIN_CONFIG` names.
fn read_variables(
    surroundings: &Surroundings,
    settings: &mut Settings,
    problems: &mut Vec<Problem>,
) -> Option<PathBuf> {
    let known: Vec<(String, &Key)> = KEYS.iter().map(|key| (key.variable(), key)).collect();
    let mut file = None;
    for (name, value) in &surroundings.variables {
        let Some(name) = name.to_str().filter(|name| name.starts_with("QINGYIN_")) else { continue };
        if name == "QINGYIN_CONFIG" {
            file = Some(PathBuf::from(value));
            continue;
        }
        let Some((_, key)) = known.iter().find(|(variable, _)| variable == name) else {
            // Orchestrators set variables such as QINGYIN_SERVICE_PORT; only what looks like a setting is refused.
            let sections = SECTIONS.iter().map(|section| format!("QINGYIN_{}_", section.name.to_uppercase()));
            let near = known.iter().any(|(variable, _)| strsim::damerau_levenshtein(variable, name) <= 2);
            if near || sections.into_iter().any(|prefix| name.starts_with(&prefix)) {
                let remedy = suggestion(name, known.iter().map(|(variable, _)| variable.as_str()));
                problems.push(Problem::new(name, "this variable is not a setting", remedy));
            }
            continue;
        };
        let read = match (key.kind, value.to_str()) {
            (Kind::Path, None) => Ok(Value::Path(PathBuf::from(value))),
            (_, Some(text)) => key.kind.read_text(text),
            (_, None) => Err("text in UTF-8".to_owned()),
        };
        match read {
            Ok(value) => {
                settings.offer(key, value, Source::Environment(name.to_owned()), &surroundings.working_folder);
            }
            Err(expected) => problems.push(unfit(name, key, &expected)),
        }
    }
    file
}

fn read_file(
    named: Option<PathBuf>,
    surroundings: &Surroundings,
    settings: &mut Settings,
    problems: &mut Vec<Problem>,
) {
    let beside_data = named.is_none();
    let path = named.unwrap_or_else(|| {
        let data = settings.found.get("data.folder").map(|setting| setting.value.clone());
        let data = if let Some(Value::Path(data)) = data { data } else { surroundings.working_folder.join("data") };
        data.join(FILE_NAME)
    });
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        // No file, or no folder yet; whether the data folder is usable is told by `Config::check`.
        Err(error) if beside_data && matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return,
        Err(error) => {
            let message = format!("the configuration file cannot be read: {error}");
            problems.push(Problem::new(path.display().to_string(), message, "correct the path or its permissions"));
            return;
        }
    };
    let mut file = File { path: &path, text: &text, settings, problems };
    file.read();
    if beside_data && let Some(Source::File(place)) = settings.found.get("data.folder").map(|setting| &setting.source) {
        problems.push(Problem::new(
            place.clone(),
            "a file inside the data folder cannot move the data folder",
            "start with --data, or keep the file elsewhere and name it with --config",
        ));
    }
    settings.file = Some(path);
}

struct File<'a> {
    path: &'a Path,
    text: &'a str,
    settings: &'a mut Settings,
    problems: &'a mut Vec<Problem>,
}

impl File<'_> {
    fn read(&mut self) {
        let text = self.text;
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let place = self.place(error.span().map_or(0, |span| span.start));
            self.problems.push(Problem::new(place, error.message(), "correct the TOML"));
        }
        if errors.is_empty() {
            self.table("", table.get_ref());
        }
    }

    fn table(&mut self, around: &str, table: &DeTable<'_>) {
        // The table is ordered by name; faults are told in the order in which they stand.
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in entries {
            let full =
                if around.is_empty() { name.get_ref().to_string() } else { format!("{around}.{}", name.get_ref()) };
            let place = self.place(name.span().start);
            match (keys::find(&full), value.get_ref()) {
                (Some(key), value) => match key.kind.read_toml(value) {
                    Ok(value) => {
                        let folder = self.path.parent().unwrap_or(Path::new("")).to_path_buf();
                        self.settings.offer(key, value, Source::File(place), &folder);
                    }
                    Err(expected) => self.problems.push(unfit(&place, key, &expected)),
                },
                (None, DeValue::Table(inner)) if SECTIONS.iter().any(|section| section.name == full) => {
                    self.table(&full, inner);
                }
                (None, value) => {
                    let sections = SECTIONS.iter().map(|section| section.name);
                    let remedy = match value {
                        DeValue::Table(_) => suggestion(&full, sections),
                        _ => suggestion(&full, KEYS.iter().map(|key| key.name)),
                    };
                    self.problems.push(Problem::new(place, format!("{full} is not a setting"), remedy));
                }
            }
        }
    }

    fn place(&self, at: usize) -> String {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        format!("{}:{line}", self.path.display())
    }
}

fn unfit(place: &str, key: &Key, expected: &str) -> Problem {
    let remedy = format!("write for example {} = {}", key.name, key.example);
    let remedy_zh = format!("例如 {}", key.example);
    Problem::new(place, format!("{} does not fit: expected {expected}", key.name), remedy)
        .zh(format!("格式不对：应为{}", key.kind.expected_zh()), remedy_zh)
}
