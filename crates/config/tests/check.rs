//! What forbids a start, and what the person is told to do.

use std::fs;
use std::path::PathBuf;

use config::{Config, Flags, Surroundings};
use tempfile::TempDir;
use units::Timestamp;

/// 2026-11-23T00:00:00Z.
const NOW: Timestamp = Timestamp::from_millis(1_795_392_000_000);

fn config(folder: &TempDir, set: &[&str]) -> Config {
    let flags = Flags { set: set.iter().map(|&s| s.to_owned()).collect(), ..Flags::default() };
    let working_folder = folder.path().to_path_buf();
    Config::load(&flags, &Surroundings { variables: Vec::new(), working_folder }).expect("the settings are read")
}

fn problems(set: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let found = config(&folder, set).check(NOW);
    let prefix = format!("{}/", folder.path().display());
    found.iter().map(|problem| problem.to_string().replace(&prefix, "") + "\n").collect()
}

const PROVIDER: &[&str] = &[
    "sms.gateway=http",
    "sms.http.url=https://sms.example/send",
    "sms.http.body={phone} {code}",
    "sms.http.agreement=DPA-1",
    "sms.http.agreement_signed=2026-11-01",
    "sms.http.checked_at=2026-11-01",
    "sms.http.expires_at=2026-11-23",
];

fn provider_with(change: &str) -> String {
    let name = change.split('=').next().expect("a name");
    let mut set: Vec<&str> = PROVIDER.iter().copied().filter(|entry| entry.split('=').next() != Some(name)).collect();
    set.push(change);
    problems(&set)
}

#[test]
fn defaults_may_start() {
    assert_eq!(problems(&[]), "");
}

#[test]
fn a_missing_music_folder_is_refused_with_its_path_and_the_remedy() {
    assert_eq!(
        problems(&["music.folders=nowhere"]),
        "music.folders: the folder nowhere does not exist; create it, mount its disk, or name another with --music\n"
    );
}

#[test]
fn a_file_in_place_of_a_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("song.mp3"), b"").unwrap();
    fs::write(folder.path().join("taken"), b"").unwrap();
    let found = config(&folder, &["music.folders=song.mp3", "data.folder=taken/data", "playback.cache_folder=cache"])
        .check(NOW);
    let places: Vec<&str> = found.iter().map(|problem| problem.place.as_str()).collect();
    assert_eq!(places, ["music.folders", "data.folder"]);
}

#[test]
fn fewer_than_two_sign_in_methods_are_refused() {
    for set in
        [&["sign_in.sms=false"][..], &["sign_in.password=false"], &["sign_in.sms=false", "sign_in.password=false"]]
    {
        assert!(problems(set).starts_with("sign_in: fewer than two ways of signing in are on"), "{set:?}");
    }
}

#[test]
fn a_proxy_that_anybody_could_play_is_refused() {
    for (set, start) in [
        (&["sign_in.proxy_header=Remote-User"][..], "sign_in.proxy_header: no proxy may set it"),
        (&["sign_in.trusted_proxies=10.0.0.1"], "sign_in.trusted_proxies: there are proxies that may say who asks"),
        (
            &["sign_in.proxy_header=Remote User", "sign_in.trusted_proxies=10.0.0.1"],
            "sign_in.proxy_header: \"Remote User\" is not the name of a header",
        ),
        (
            &["sign_in.proxy_header=X-Forwarded-For", "sign_in.trusted_proxies=10.0.0.1"],
            "sign_in.proxy_header: X-Forwarded-For is set by browsers",
        ),
    ] {
        assert!(problems(set).starts_with(start), "{set:?}: {}", problems(set));
    }
    assert_eq!(problems(&["sign_in.proxy_header=Remote-User", "sign_in.trusted_proxies=10.0.0.1"]), "");
}

fn places(set: &[&str], promised: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let promised: Vec<String> = promised.iter().map(|&region| region.to_owned()).collect();
    config(&folder, set).check_places(&promised).iter().map(|problem| problem.to_string() + "\n").collect()
}

#[test]
fn another_region_than_the_policy_declares_is_refused() {
    assert_eq!(places(&[], &["CN"]), "");
    let refused = "data.region: the policy declares that data is stored in CN, and this says SG";
    assert!(places(&["data.region=SG"], &["CN"]).starts_with(refused));
    assert_eq!(places(&["data.region=SG"], &["CN", "SG"]), "", "the policy says which");
}

#[test]
fn every_place_declares_its_country_and_the_policy_has_to_promise_it() {
    let here = ["database.url=postgres://q@127.0.0.1/q", "vault.url=postgres://q@localhost/keys"];
    assert_eq!(places(&here, &["CN"]), "", "a server on this machine stands where the machine stands");
    let there = ["database.url=postgres://q@db.example/q", "vault.url=postgres://q@keys.example/k"];
    assert_eq!(
        places(&there, &["CN"]),
        "database.region: it is not said in which country the database server on another machine lies; \
         set database.region to that country\n\
         vault.region: it is not said in which country the server of the keys on another machine lies; \
         set vault.region to that country\n"
    );
    for (setting, set) in [
        ("database.region", ["database.url=postgres://q@db.example/q", "database.region=US"]),
        ("vault.region", ["vault.url=postgres://q@127.0.0.1/k", "vault.region=US"]),
        ("backup.region", ["backup.region=US", "data.region=CN"]),
    ] {
        let found = places(&set, &["CN"]);
        assert!(found.starts_with(&format!("{setting}: ")) && found.contains("this says US"), "{found}");
    }
}

#[test]
fn a_copy_is_made_only_where_the_policy_promises_to_store_data() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let check = |set: &[&str]| {
        let problem = config(&folder, set).check_backup(&["CN".to_owned()]);
        problem.map(|problem| problem.to_string()).unwrap_or_default()
    };
    assert!(check(&[]).starts_with("backup.region: it is not said in which country the copy lies"));
    assert!(check(&["backup.region=US"]).contains("this says US"));
    assert_eq!(check(&["backup.region=CN"]), "");
}

#[test]
fn a_database_of_another_kind_is_refused() {
    assert!(
        problems(&["database.url=mysql://db/q"]).starts_with("database.url: this is not the address of a PostgreSQL")
    );
}

#[test]
fn a_web_folder_without_a_page_is_refused() {
    assert!(problems(&["server.web_folder=."]).contains("holds no index.html; build the web app"));
}

#[test]
fn a_complete_provider_may_start() {
    assert_eq!(problems(PROVIDER), "");
}

#[test]
fn a_provider_must_be_encrypted_agreed_checked_and_in_force() {
    assert!(provider_with("sms.http.url=http://sms.example").starts_with("sms.http.url: phone numbers would travel"));
    assert!(provider_with("sms.http.body={phone}").starts_with("sms.http.body: {code} does not occur"));
    assert!(provider_with("sms.http.country=US").starts_with("sms.http.country: the policy names a provider in CN"));
    assert!(provider_with("sms.http.agreement= ").starts_with("sms.http.agreement: no agreement is named"));
    assert!(provider_with("sms.http.checked_at=2026-12-01").starts_with("sms.http.checked_at: 2026-12-01 lies in"));
    assert!(provider_with("sms.http.expires_at=2026-11-22").starts_with("sms.http.expires_at: the agreement ended"));
}

#[test]
fn an_agreement_lives_through_its_last_day() {
    let folder = tempfile::tempdir().unwrap();
    let config::Sms::Http(http) = config(&folder, PROVIDER).sms else { panic!("the provider was configured") };
    let end = Timestamp::from_millis(NOW.as_millis() + 86_400_000);
    assert!(http.agreement.is_in_force(Timestamp::from_millis(end.as_millis() - 1)));
    assert!(!http.agreement.is_in_force(end));
}

#[test]
fn a_check_changes_nothing_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    assert!(config(&folder, &[]).check(NOW).is_empty());
    let left: Vec<PathBuf> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(left.is_empty(), "{left:?}");
}

const ENDPOINT: &[&str] = &[
    "voice_search.transcriber=endpoint",
    "voice_search.endpoint.url=https://asr.example/v1",
    "voice_search.endpoint.model=m",
    "voice_search.endpoint.provider=某某语音",
    "voice_search.endpoint.agreement=DPA-2",
    "voice_search.endpoint.agreement_signed=2026-11-01",
    "voice_search.endpoint.checked_at=2026-11-01",
    "voice_search.endpoint.expires_at=2026-11-23",
];

#[test]
fn a_transcription_endpoint_must_be_encrypted_or_here_agreed_and_checked() {
    let with = |change: &str| {
        let name = change.split('=').next().expect("a name");
        let mut set: Vec<&str> =
            ENDPOINT.iter().copied().filter(|entry| entry.split('=').next() != Some(name)).collect();
        set.push(change);
        problems(&set).replace("voice_search.endpoint.", "")
    };
    assert_eq!(problems(ENDPOINT), "");
    for here in ["http://127.0.0.1:8000/v1", "http://[::1]:8000/v1", "http://localhost/v1"] {
        assert_eq!(with(&format!("voice_search.endpoint.url={here}")), "", "{here}");
    }
    for there in ["http://asr.example/v1", "http://192.168.1.9/v1", "http://127.0.0.1.evil.example/v1"] {
        assert!(with(&format!("voice_search.endpoint.url={there}")).starts_with("url: voices would travel"), "{there}");
    }
    assert!(with("voice_search.endpoint.url=https://me:secret@asr.example/v1").starts_with("url: this is no base"));
    assert!(with("voice_search.endpoint.country=US").starts_with("country: the policy names a provider in CN"));
    assert!(with("voice_search.endpoint.agreement= ").starts_with("agreement: no agreement is named"));
    assert!(with("voice_search.endpoint.agreement_signed=2026-12-01").starts_with("agreement_signed: 2026-12-01 lies"));
    assert!(with("voice_search.endpoint.provider= ").starts_with("provider: this is empty"));
    assert!(with("voice_search.endpoint.language=Chinese").starts_with("language: this is no language"));
    // The music plays on without the microphone: the gate itself sends nothing from then on.
    assert_eq!(with("voice_search.endpoint.expires_at=2026-11-22"), "");
}

const MAIL: &[&str] = &[
    "server.public_url=https://music.example",
    "mail.security=tls",
    "mail.host=SMTP.example",
    "mail.from=qingyin@music.example",
    "mail.agreement=DPA-3",
    "mail.agreement_signed=2026-11-01",
    "mail.checked_at=2026-11-01",
    "mail.expires_at=2026-11-23",
];

#[test]
fn mail_goes_encrypted_or_stays_on_this_machine_and_its_links_lead_somewhere() {
    let with = |changes: &[&str], without: &str| {
        let name = |entry: &str| entry.split('=').next().unwrap_or_default().to_owned();
        let is_kept =
            |entry: &&&str| name(entry) != without && !changes.iter().any(|change| name(change) == name(entry));
        let mut set: Vec<&str> = MAIL.iter().filter(is_kept).copied().collect();
        set.extend(changes);
        problems(&set)
    };
    assert_eq!(with(&[], ""), "");
    assert_eq!(with(&["mail.security=loopback", "mail.host=127.0.0.1"], ""), "");
    assert!(with(&["mail.security=loopback"], "").starts_with("mail.security: mail would travel without encryption"));
    assert!(with(&["mail.from=qingyin"], "").starts_with("mail.from: it is no mail address"));
    assert!(with(&["mail.expires_at=2026-11-22"], "").starts_with("mail.expires_at: the agreement ended"));
    assert!(with(&["mail.country=US"], "").starts_with("mail.country: the policy names a provider in CN"));
    assert!(with(&[], "server.public_url").starts_with("server.public_url: the links in mail would lead nowhere"));
}
