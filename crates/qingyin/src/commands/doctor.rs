//! `qingyin doctor`: what is wrong with this installation, and what to do.

use std::process::ExitCode;

use config::{Config, Database, VoiceSearch};
use connect::Provider;
use playback::jukebox::SoundProgram;
use playback::media::Codec;
use units::Clock;

use crate::app::{self, Error};

pub(super) async fn run(config: &Config, clock: &dyn Clock, rows: bool) -> Result<ExitCode, Error> {
    if rows {
        return count_rows(config).await;
    }
    let mut healthy = true;
    let mut say = |good: bool, what: &str| {
        println!("{} {what}", if good { "ok  " } else { "BAD " });
        healthy &= good;
    };
    let problems = config.check(clock.now());
    for problem in &problems {
        say(false, &problem.to_string());
    }
    if problems.is_empty() {
        say(true, "the configuration is consistent");
    }
    let promised = &policy::current().storage_regions;
    for place in config.places() {
        let region = place.region.as_deref().unwrap_or("nobody has said where");
        let is_promised = place.region.as_ref().is_some_and(|region| promised.contains(region));
        say(is_promised, &format!("{}: {region} ({})", place.what, place.setting));
    }
    for problem in config.check_places(promised) {
        say(false, &problem.to_string());
    }
    if config.data.backup_region.is_none() {
        say(true, "note: 'backup.region' is not set, so `qingyin backup` refuses to make a copy");
    }
    match policy::versions() {
        Ok(versions) => say(true, &format!("{} versions of the policy, each with its hash", versions.len())),
        Err(broken) => say(false, &broken.to_string()),
    }
    if let Err(early) = crate::policy_in_force::check_in_force(policy::current(), clock.now()) {
        say(false, &early.to_string());
    }
    let db = match app::open_database(config).await {
        Ok(db) => {
            say(true, &format!("database: {} {}", db.engine().name(), db.version().await?));
            Some(db)
        }
        Err(Error::Db(db::Error::Held { pid, .. })) => {
            say(
                true,
                &format!("database: in use by the service, pid {pid}; what was saved in the web app is not seen"),
            );
            None
        }
        Err(error) => {
            say(false, &super::chain(&error));
            None
        }
    };
    let config = &with_stored(config, db.as_ref(), &mut say).await?;
    match vault::MasterKey::read_or_make(&config.vault.master_key_file) {
        Ok(_) => say(true, "the master key is readable by its owner only"),
        Err(error) => say(false, &error.to_string()),
    }
    match &config.playback.ffmpeg {
        Some(program) => match playback::transcode::Ffmpeg::probe(program).await {
            Some(ffmpeg) => {
                let able = ffmpeg.abilities();
                let helped = [Codec::Mp3, Codec::Aac].into_iter().filter(|codec| able.ffmpeg_makes(*codec));
                let helped: Vec<&str> = helped.map(Codec::name).collect();
                say(true, &format!("ffmpeg {}: {} out, every input it knows", ffmpeg.version(), helped.join(" and ")));
            }
            None => say(true, "no ffmpeg: mp3 and aac are not made, and inputs such as wma are not played"),
        },
        None => say(true, "ffmpeg is switched off: mp3 and aac are not made, and inputs such as wma are not played"),
    }
    say(true, "without ffmpeg: opus, flac and wav out; mp3, aac, flac, vorbis, opus, alac, pcm and adpcm in");
    match config.playback.jukebox.as_deref().and_then(SoundProgram::parse) {
        Some(program) if program.is_found() => {
            say(true, &format!("jukebox: '{program}' plays in the room of the server"));
        }
        Some(program) => {
            say(false, &format!("jukebox: there is no program '{program}'; install it, or change 'playback.jukebox'"));
        }
        None => say(true, "no jukebox: 'playback.jukebox' names no program"),
    }
    match &config.voice_search {
        VoiceSearch::Off => say(true, "voice search: on devices that can do it by themselves, and nowhere else"),
        VoiceSearch::Endpoint(endpoint) => {
            let setup = crate::gate::transcription_endpoint(endpoint);
            let (good, told) = voice_search(&setup, clock).await;
            say(good, &format!("voice search: {} ({}) {told}", endpoint.provider, endpoint.host()));
        }
    }
    for (provider, setup) in crate::providers::recipients(config) {
        let (good, told) = provider_told(provider, &setup, clock).await;
        say(good, &format!("signing in with {}: {told}; the policy: {}", provider.id(), lines_of(provider)));
    }
    match crate::one_tap::recipient(config) {
        None => say(true, "one-tap sign-in: off"),
        Some(setup) => {
            let (good, told) = one_tap(&setup, clock).await;
            say(good, &format!("one-tap sign-in: {} {told}", setup.hosts.join(", ")));
        }
    }
    if config.sign_in.providers.apple_services_id.is_some() {
        say(true, "signing in with apple: nothing is sent, its public keys are read; the operator's page tries it");
    }
    if !config.operator.is_configured() {
        say(true, "note: section [operator] is incomplete; the policy says so to listeners until it is filled in");
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The settings with what operators saved in the web app, where that can be read.
async fn with_stored(config: &Config, db: Option<&db::Db>, say: &mut impl FnMut(bool, &str)) -> Result<Config, Error> {
    let master = vault::MasterKey::read(&config.vault.master_key_file).ok().flatten();
    let (Some(db), Some(master)) = (db, master) else { return Ok(config.clone()) };
    let stored = settings::in_force(db, &master.service_seal(settings::SEAL_LABEL), config).await?;
    match &stored.trouble {
        Some(trouble) => say(false, trouble.text().get(http_api::Language::English)),
        None => say(true, &format!("{} settings saved in the web app are in force", stored.count())),
    }
    Ok(stored.config)
}

/// How the transcription service does: what is asked says nothing about anyone.
async fn voice_search(setup: &sharing::RecipientSetup, clock: &dyn Clock) -> (bool, String) {
    match sharing::reach::<policy::TranscriptionEndpoint>(setup, policy::current(), clock).await {
        // It wants a form, so it has no answer to this; but it is there and took the key.
        Ok(status @ (200..=299 | 400 | 405 | 415 | 422)) => {
            (true, format!("is there, and answers {status} to no question"))
        }
        Ok(401 | 403) => (false, "refuses the key; set 'voice_search.endpoint.key'".to_owned()),
        Ok(404) => (false, "has no such address; check 'voice_search.endpoint.url'".to_owned()),
        Ok(status) => (false, format!("answers {status}; look there")),
        Err(sharing::Error::Refused { reason, .. }) => {
            (false, format!("receives nothing: {reason}; the music plays on without it"))
        }
        Err(error) => (false, format!("cannot be reached: {error}")),
    }
}

/// How number verification does: the question has no token in it, so any answer shows that somebody is there.
async fn one_tap(setup: &sharing::RecipientSetup, clock: &dyn Clock) -> (bool, String) {
    let mut setup = setup.clone();
    if let sharing::Way::Request(request) = &mut setup.way {
        request.url = request.url.split('?').next().unwrap_or_default().to_owned();
    }
    match sharing::reach::<policy::OneTap>(&setup, policy::current(), clock).await {
        Ok(status @ 500..) => (false, format!("answers {status}; look there")),
        Ok(status) => (true, format!("is there (answers {status})")),
        Err(sharing::Error::Refused { reason, .. }) => (false, format!("is off: {reason}; people sign in by code")),
        Err(error) => (false, format!("cannot be reached: {error}")),
    }
}

/// How an account elsewhere does: what is asked says nothing about anyone, so any answer shows that it is there.
async fn provider_told(provider: Provider, setup: &sharing::RecipientSetup, clock: &dyn Clock) -> (bool, String) {
    let policy = policy::current();
    let reached = match provider {
        Provider::Wechat => sharing::reach::<policy::Wechat>(setup, policy, clock).await,
        Provider::Qq => sharing::reach::<policy::Qq>(setup, policy, clock).await,
        Provider::Weibo => sharing::reach::<policy::Weibo>(setup, policy, clock).await,
        Provider::Oidc => sharing::reach::<policy::OidcProvider>(setup, policy, clock).await,
        Provider::Apple => return (true, "is told nothing".to_owned()),
    };
    match reached {
        Ok(404) if provider == Provider::Oidc => {
            (false, "describes itself nowhere below its issuer; check 'sign_in.oidc.issuer'".to_owned())
        }
        Ok(status @ 500..) => (false, format!("answers {status}; look there")),
        Ok(status) => (true, format!("is there (answers {status})")),
        Err(sharing::Error::Refused { reason, .. }) => (false, format!("is off: {reason}; people sign in by phone")),
        Err(error) => (false, format!("cannot be reached: {error}")),
    }
}

/// What the policy says of a provider, in one line.
fn lines_of(provider: Provider) -> String {
    let declared = provider.recipient().and_then(|recipient| policy::current().recipient(recipient));
    let Some(recipient) = declared else { return "nothing".to_owned() };
    let fields: Vec<&str> = recipient.fields.iter().map(|field| field.id.as_str()).collect();
    format!(
        "recipient {} in {}, purpose {}, receives {}",
        recipient.id,
        recipient.country,
        recipient.purpose,
        fields.join(", ")
    )
}

/// Counts the rows of every table, of which those with personal data are marked.
async fn count_rows(config: &Config) -> Result<ExitCode, Error> {
    let Database::Sqlite { path, .. } = &config.database else {
        return Err(Error::Told("rows are counted in a SQLite file only"));
    };
    let personal = crate::personal_tables();
    for (table, rows) in db::count_sqlite_rows(path).await? {
        let kind = if personal.contains(&table) { "personal" } else { "-" };
        println!("{kind}\t{table}\t{rows}");
    }
    Ok(ExitCode::SUCCESS)
}
