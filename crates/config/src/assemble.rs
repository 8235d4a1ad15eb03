//! From values by name to the typed settings.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::available_parallelism;

use crate::key::Words;
use crate::network::Network;
use crate::problem::{Problem, Problems};
use crate::secret::Secret;
use crate::sources::Settings;
use crate::stored::Sources;
use crate::value::Value;
use crate::{
    Agreement, Config, Data, Database, Date, Log, LogFormat, Mail, Music, OneTap, Operator, Playback, Podcasts,
    Providers, Server, SignIn, Sms, Vault, VoiceSearch, mail, one_tap, providers, sms, voice_search,
};

/// What has to be said of an agreement.
pub(crate) const AGREED: [&str; 4] = ["agreement", "agreement_signed", "checked_at", "expires_at"];

/// A type that a [`Value`] can be.
pub(crate) trait FromValue: Sized {
    fn from_value(value: Value) -> Option<Self>;
}

macro_rules! from_value {
    ($($variant:ident => $type:ty),* $(,)?) => {
        $(impl FromValue for $type {
            fn from_value(value: Value) -> Option<Self> {
                if let Value::$variant(inner) = value { Some(inner) } else { None }
            }
        })*
    };
}

from_value! {
    Text => String, Secret => Secret, Switch => bool, Count => u64, Address => SocketAddr, Date => Date,
    Path => PathBuf, Paths => Vec<PathBuf>, Networks => Vec<Network>, Headers => Vec<(String, Secret)>,
}

impl Settings {
    pub(crate) fn optional<T: FromValue>(&self, name: &str) -> Option<T> {
        self.found.get(name).and_then(|setting| T::from_value(setting.value.clone()))
    }

    pub(crate) fn required<T: FromValue>(&self, name: &str) -> Result<T, Problem> {
        self.optional(name).ok_or_else(|| {
            let remedy = format!("set {name}");
            Problem::new(name, "this setting is missing", remedy).zh("缺少这一项", "请填写")
        })
    }

    /// Whether anything is set of these.
    pub(crate) fn any_of(&self, section: &str, names: &[&str]) -> bool {
        names.iter().any(|name| self.found.contains_key(format!("{section}.{name}").as_str()))
    }

    /// Refuses to go on without any of these, which are told all at once with why and the way out.
    pub(crate) fn all_of(&self, section: &str, names: &[&str], why: Words, way_out: Words) -> Result<(), Problems> {
        let names = names.iter().map(|name| format!("{section}.{name}"));
        let missing = names.filter(|name| !self.found.contains_key(name.as_str())).map(|name| {
            let remedy = format!("set {name}, or {}", way_out.en);
            Problem::new(name, why.en, remedy).zh(why.zh, format!("请填写，或者{}", way_out.zh))
        });
        Problems::none_or(missing.collect())
    }

    /// What was agreed with the provider of a section.
    pub(crate) fn agreement(&self, section: &str) -> Result<Agreement, Problem> {
        Ok(Agreement {
            country: self.required(&format!("{section}.country"))?,
            name: self.required(&format!("{section}.agreement"))?,
            signed: self.required(&format!("{section}.agreement_signed"))?,
            checked_at: self.required(&format!("{section}.checked_at"))?,
            expires_at: self.required(&format!("{section}.expires_at"))?,
        })
    }

    fn count(&self, name: &str) -> Result<usize, Problem> {
        let number: u64 = self.required(name)?;
        usize::try_from(number).map_err(|_| Problem::new(name, "this number is too large", "choose a smaller one"))
    }
}

pub(crate) fn assemble(settings: Settings) -> Result<Config, Problems> {
    let connectors = connectors(&settings)?;
    typed(settings, connectors).map_err(|problem| Problems(vec![problem]))
}

/// Who the service has to do with elsewhere: what operators may set in the web app.
pub(crate) struct Connectors {
    pub(crate) sms: Sms,
    pub(crate) one_tap: OneTap,
    pub(crate) mail: Mail,
    pub(crate) voice_search: VoiceSearch,
    pub(crate) providers: Providers,
}

/// The connectors; what each of them lacks is told all at once.
pub(crate) fn connectors(settings: &Settings) -> Result<Connectors, Problems> {
    let sms = sms::assemble(settings);
    let one_tap = one_tap::assemble(settings);
    let mail = mail::assemble(settings);
    let voice_search = voice_search::assemble(settings);
    let providers = providers::assemble(settings);
    match (sms, one_tap, mail, voice_search, providers) {
        (Ok(sms), Ok(one_tap), Ok(mail), Ok(voice_search), Ok(providers)) => {
            Ok(Connectors { sms, one_tap, mail, voice_search, providers })
        }
        (sms, one_tap, mail, voice_search, providers) => {
            let found = [sms.err(), one_tap.err(), mail.err(), voice_search.err(), providers.err()];
            Err(Problems(found.into_iter().flatten().flat_map(|problems| problems.0).collect()))
        }
    }
}

fn typed(settings: Settings, connectors: Connectors) -> Result<Config, Problem> {
    let Connectors { sms, one_tap, mail, voice_search, providers } = connectors;
    let data_folder: PathBuf = settings.required("data.folder")?;
    let keys_folder = data_folder.join("keys");
    let transcodes_max = match settings.optional::<u64>("playback.transcodes_max") {
        Some(_) => settings.count("playback.transcodes_max")?,
        None => 2 * available_parallelism().map_or(1, usize::from),
    };
    let ffmpeg: PathBuf = settings.required("playback.ffmpeg")?;
    let jukebox: String = settings.required("playback.jukebox")?;
    let jukebox_for: String = settings.required("playback.jukebox_for")?;
    let format: String = settings.required("log.format")?;
    Ok(Config {
        file: settings.file.clone(),
        server: Server {
            listen: settings.required("server.listen")?,
            public_url: settings.optional("server.public_url"),
            web_folder: settings.optional("server.web_folder"),
            trusted_proxies: settings.required("server.trusted_proxies")?,
        },
        database: database(&settings, &data_folder)?,
        vault: Vault {
            master_key_file: settings
                .optional("vault.master_key_file")
                .unwrap_or_else(|| keys_folder.join("master.key")),
            url: settings.optional("vault.url"),
            region: settings.optional("vault.region"),
        },
        music: Music {
            folders: settings.required("music.folders")?,
            watch: settings.required("music.watch")?,
            rescan_interval_minutes: settings.required("music.rescan_interval_minutes")?,
            analysis: settings.required("music.analysis")?,
        },
        playback: Playback {
            cache_folder: settings.optional("playback.cache_folder").unwrap_or_else(|| data_folder.join("cache")),
            cache_size_bytes: settings.required("playback.cache_size_bytes")?,
            transcodes_max,
            transcodes_per_listener_max: settings.count("playback.transcodes_per_listener_max")?,
            ffmpeg: Some(ffmpeg).filter(|path| path.as_os_str() != "none"),
            jukebox: Some(jukebox).filter(|command| command.trim() != "none"),
            jukebox_for_members: jukebox_for == "members",
        },
        podcasts: Podcasts {
            enabled: settings.required("podcasts.enabled")?,
            folder: settings.optional("podcasts.folder").unwrap_or_else(|| data_folder.join("podcasts")),
            folder_size_bytes: settings.required("podcasts.folder_size_bytes")?,
            refresh_interval_minutes: settings.required("podcasts.refresh_interval_minutes")?,
            private_networks: settings.required("podcasts.private_networks")?,
        },
        sign_in: SignIn {
            sms: settings.required("sign_in.sms")?,
            password: settings.required("sign_in.password")?,
            proxy_header: settings.optional("sign_in.proxy_header"),
            trusted_proxies: settings.required("sign_in.trusted_proxies")?,
            providers,
        },
        sms,
        one_tap,
        mail,
        voice_search,
        operator: Operator {
            company: settings.optional("operator.company"),
            address: settings.optional("operator.address"),
            contact_email: settings.optional("operator.contact_email"),
            hotline: settings.optional("operator.hotline"),
            officer_name: settings.optional("operator.officer_name"),
            officer_email: settings.optional("operator.officer_email"),
            court: settings.optional("operator.court"),
        },
        log: Log {
            format: if format == "json" { LogFormat::Json } else { LogFormat::Text },
            level: settings.required("log.level")?,
        },
        data: Data {
            folder: data_folder,
            region: settings.required("data.region")?,
            backup_region: settings.optional("backup.region"),
        },
        sources: Sources(Arc::new(settings)),
    })
}

fn database(settings: &Settings, data_folder: &std::path::Path) -> Result<Database, Problem> {
    let readers = settings.count("database.readers")?;
    let owner_url = settings.optional("database.owner_url");
    let region: Option<String> = settings.optional("database.region");
    Ok(match settings.optional("database.url") {
        Some(url) => Database::Postgres { url, owner_url, region, readers },
        None if region.is_some() => {
            let remedy = "set database.url too, or remove database.region: SQLite lies in the data folder";
            return Err(Problem::new("database.region", "a country is named for a server that is not", remedy));
        }
        None if owner_url.is_some() => {
            let remedy = "set database.url too, or remove database.owner_url to use SQLite";
            return Err(Problem::new("database.owner_url", "an owner is named for a database that is not", remedy));
        }
        None => Database::Sqlite { path: data_folder.join("qingyin.db"), readers },
    })
}
