//! Whether the service can start with these settings.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use units::Timestamp;

use crate::problem::Problem;
use crate::{Agreement, Config, Database, Date, SignIn, VoiceSearch};

/// The country in which the policy lets data be handled; where it may be stored is told by [`Config::check_places`].
const COUNTRY: &str = "CN";

impl Config {
    /// Everything that forbids a start at `now`, each with what to do; empty when the service may start.
    ///
    /// Reads the disk and changes nothing.
    #[must_use]
    pub fn check(&self, now: Timestamp) -> Vec<Problem> {
        let mut found = Vec::new();
        self.check_folders(&mut found);
        if usize::from(self.sign_in.sms) + usize::from(self.sign_in.password) < 2 {
            found.push(Problem::new(
                "sign_in",
                "fewer than two ways of signing in are on, so that people would be forced into one",
                "set sign_in.sms and sign_in.password to true",
            ));
        }
        self.sign_in.check(&mut found);
        if let Database::Postgres { url, owner_url, .. } = &self.database {
            check_postgres("database.url", url.expose(), &mut found);
            if let Some(owner_url) = owner_url {
                check_postgres("database.owner_url", owner_url.expose(), &mut found);
            }
        }
        if let Some(url) = &self.vault.url {
            check_postgres("vault.url", url.expose(), &mut found);
        }
        found.extend(self.check_connectors(now));
        found
    }

    /// What [`Config::check`] has to say about what operators may set in the web app.
    #[must_use]
    pub fn check_connectors(&self, now: Timestamp) -> Vec<Problem> {
        let mut found = Vec::new();
        self.sign_in.providers.check(self.server.public_url.is_some(), now, &mut found);
        self.sms.check(now, &mut found);
        self.one_tap.check(now, &mut found);
        self.mail.check(self.server.public_url.is_some(), now, &mut found);
        if let VoiceSearch::Endpoint(endpoint) = &self.voice_search {
            endpoint.check(now, &mut found);
        }
        found
    }

    fn check_folders(&self, found: &mut Vec<Problem>) {
        for folder in &self.music.folders {
            check_readable_folder("music.folders", folder, found);
        }
        if let Some(folder) = &self.server.web_folder
            && !folder.join("index.html").is_file()
        {
            let message = format!("{} holds no index.html", folder.display());
            found.push(Problem::new("server.web_folder", message, "build the web app, or leave the setting out"));
        }
        let podcasts = self.podcasts.enabled.then_some(("podcasts.folder", &self.podcasts.folder));
        let own = [("data.folder", &self.data.folder), ("playback.cache_folder", &self.playback.cache_folder)];
        for (name, folder) in own.into_iter().chain(podcasts) {
            if let Some(existing) = folder.ancestors().find(|path| path.exists())
                && !existing.is_dir()
            {
                let message = format!("{} is not a folder", existing.display());
                found.push(Problem::new(name, message, "choose another path"));
            }
        }
    }
}

fn check_readable_folder(name: &str, folder: &Path, found: &mut Vec<Problem>) {
    let (message, remedy) = match fs::read_dir(folder) {
        Ok(_) => return,
        Err(error) if error.kind() == ErrorKind::NotFound => (
            format!("the folder {} does not exist", folder.display()),
            "create it, mount its disk, or name another with --music".to_owned(),
        ),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            (format!("{} is a file", folder.display()), "name the folder that holds it".to_owned())
        }
        Err(error) if error.kind() == ErrorKind::PermissionDenied => (
            format!("the folder {} may not be read", folder.display()),
            "let the user that runs the service read it".to_owned(),
        ),
        Err(error) => (format!("the folder {} cannot be read: {error}", folder.display()), "check the disk".to_owned()),
    };
    found.push(Problem::new(name, message, remedy));
}

fn check_postgres(name: &str, url: &str, found: &mut Vec<Problem>) {
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        found.push(Problem::new(
            name,
            "this is not the address of a PostgreSQL database",
            "write postgres://user@host/database",
        ));
    }
}

/// Headers that mean something else, and that a browser or another proxy sets.
const NEVER_A_NAME: &[&str] = &[
    "authorization",
    "cookie",
    "forwarded",
    "host",
    "origin",
    "referer",
    "user-agent",
    "x-forwarded-for",
    "x-real-ip",
];

impl SignIn {
    /// A header that nobody may set, or everybody, would be a mistake that no one notices.
    fn check(&self, found: &mut Vec<Problem>) {
        let Some(header) = &self.proxy_header else {
            if !self.trusted_proxies.is_empty() {
                found.push(Problem::new(
                    "sign_in.trusted_proxies",
                    "there are proxies that may say who asks, and no header in which they say it",
                    "set sign_in.proxy_header, or leave both out",
                ));
            }
            return;
        };
        // RFC 9110, 5.6.2: what a field's name consists of.
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if header.is_empty() || !header.chars().all(is_token) {
            let message = format!("{header:?} is not the name of a header");
            found.push(Problem::new("sign_in.proxy_header", message, "write a name such as Remote-User"));
        } else if NEVER_A_NAME.contains(&header.to_ascii_lowercase().as_str()) {
            let message = format!("{header} is set by browsers or by every proxy");
            found.push(Problem::new("sign_in.proxy_header", message, "use one of its own, such as Remote-User"));
        }
        if self.trusted_proxies.is_empty() {
            found.push(Problem::new(
                "sign_in.proxy_header",
                "no proxy may set it",
                "list the proxy's address in sign_in.trusted_proxies",
            ));
        }
    }
}

impl Agreement {
    /// What can be wrong with it whatever its last day.
    pub(crate) fn check(&self, section: &str, now: Timestamp, found: &mut Vec<Problem>) {
        let place = |name: &str| format!("{section}.{name}");
        if self.country != COUNTRY {
            let message = format!("the policy names a provider in {COUNTRY}, and this says {}", self.country);
            let zh = format!("政策写明对方在 {COUNTRY}，这里却是 {}", self.country);
            let problem =
                Problem::new(place("country"), message, "choose a provider there, or change the policy first");
            found.push(problem.zh(zh, "请选择那里的服务商，或先修改政策"));
        }
        if self.name.trim().is_empty() {
            let remedy = "name what was signed with the provider";
            let problem = Problem::new(place("agreement"), "no agreement is named", remedy);
            found.push(problem.zh("没有写明约定", "请填写与对方所签约定的名称或编号"));
        }
        for (name, day) in [("agreement_signed", self.signed), ("checked_at", self.checked_at)] {
            if start_of(day) > now {
                let message = format!("{day} lies in the future");
                let problem = Problem::new(place(name), message, "write the day on which it happened");
                found.push(problem.zh(format!("{day} 在将来"), "请填写实际发生的日期"));
            }
        }
    }

    /// Whether the agreement still lives at `now`: through the whole of its last day, in UTC.
    #[must_use]
    pub fn is_in_force(&self, now: Timestamp) -> bool {
        now < self.expires_at.tomorrow().map_or(Timestamp::from_millis(i64::MAX), start_of)
    }
}

/// The first instant of a day, in UTC.
fn start_of(day: Date) -> Timestamp {
    let midnight = jiff::tz::TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0));
    Timestamp::from_millis(midnight.map_or(i64::MAX, jiff::Timestamp::as_millisecond))
}
