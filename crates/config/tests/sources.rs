//! Where settings come from, which source wins, and what is refused.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use config::{Config, Database, Flags, LogFormat, Problems, Secret, Sms, Surroundings};
use tempfile::TempDir;

struct House {
    folder: TempDir,
    variables: Vec<(OsString, OsString)>,
    flags: Flags,
}

fn house() -> House {
    House { folder: tempfile::tempdir().expect("a temporary folder"), variables: Vec::new(), flags: Flags::default() }
}

impl House {
    fn file(self, text: &str) -> Self {
        fs::create_dir_all(self.folder.path().join("data")).expect("the data folder is made");
        fs::write(self.folder.path().join("data/qingyin.toml"), text).expect("the file is written");
        self
    }

    fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    fn flags(mut self, set: impl FnOnce(&mut Flags)) -> Self {
        set(&mut self.flags);
        self
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn load(&self) -> Result<Config, Problems> {
        let working_folder = self.folder.path().to_path_buf();
        Config::load(&self.flags, &Surroundings { variables: self.variables.clone(), working_folder })
    }

    #[track_caller]
    fn refused(&self) -> String {
        let prefix = format!("{}/", self.folder.path().display());
        self.load().expect_err("these settings are refused").to_string().replace(&prefix, "")
    }
}

#[test]
fn nothing_given_means_defaults() {
    let house = house();
    let config = house.load().unwrap();
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:4633");
    assert_eq!(config.server.address(), "http://127.0.0.1:4633");
    assert_eq!(config.data.folder, house.path("data"));
    assert_eq!(config.vault.master_key_file, house.path("data/keys/master.key"));
    assert!(matches!(config.database, Database::Sqlite { path, .. } if path == house.path("data/qingyin.db")));
    assert!(matches!(config.sms, Sms::Console));
    assert!(config.sign_in.sms && config.sign_in.password && config.music.watch);
    assert_eq!(config.playback.ffmpeg, Some(PathBuf::from("ffmpeg")));
    assert!(config.playback.transcodes_max >= 2);
    assert!(!config.operator.is_configured());
    assert_eq!(config.file, None);
}

#[test]
fn flags_win_over_environment_over_file_over_default() {
    let levels = |house: House| house.load().unwrap().log.level;
    let file = "[log]\nlevel = \"warn\"\n";
    assert_eq!(levels(house()), "info");
    assert_eq!(levels(house().file(file)), "warn");
    assert_eq!(levels(house().file(file).variable("QINGYIN_LOG_LEVEL", "debug")), "debug");
    let all = house().file(file).variable("QINGYIN_LOG_LEVEL", "debug");
    assert_eq!(levels(all.flags(|flags| flags.log_level = Some("trace".into()))), "trace");
}

#[test]
fn set_reaches_every_setting() {
    let config =
        house().flags(|flags| flags.set = vec!["playback.cache_size_bytes=512 MiB".into(), "log.format=json".into()]);
    let config = config.load().unwrap();
    assert_eq!(config.playback.cache_size_bytes, 512 << 20);
    assert_eq!(config.log.format, LogFormat::Json);
}

#[test]
fn paths_of_the_file_start_at_its_folder_and_others_at_the_working_folder() {
    let house = house().file("[music]\nfolders = [\"songs\", \"/srv/music\"]\n");
    let folders = house.load().unwrap().music.folders;
    assert_eq!(folders, [house.path("data/songs"), PathBuf::from("/srv/music")]);
    let house = house.flags(|flags| flags.music = vec!["songs".into()]);
    assert_eq!(house.load().unwrap().music.folders, [house.path("songs")]);
}

#[test]
fn folders_in_the_environment_are_separated_by_colons() {
    let house = house().variable("QINGYIN_MUSIC_FOLDERS", "/srv/a:/srv/b");
    assert_eq!(house.load().unwrap().music.folders, [PathBuf::from("/srv/a"), PathBuf::from("/srv/b")]);
}

#[test]
fn an_unknown_setting_is_refused_with_line_and_suggestion() {
    let text = house().file("[server]\nlisten = \"127.0.0.1:1\"\nlisen = \"127.0.0.1:2\"\n").refused();
    assert_eq!(text, "data/qingyin.toml:3: server.lisen is not a setting; did you mean server.listen?");
    let text = house().file("\n[musik]\nfolders = []\n").refused();
    assert_eq!(text, "data/qingyin.toml:2: musik is not a setting; did you mean music?");
    let text = house().flags(|flags| flags.set = vec!["sign_in.passwort=true".into()]).refused();
    assert_eq!(text, "--set: sign_in.passwort is not a setting; did you mean sign_in.password?");
}

#[test]
fn a_mistyped_variable_is_refused_and_a_foreign_one_is_not() {
    let text = house().variable("QINGYIN_SERVER_LISTN", "x").refused();
    assert_eq!(text, "QINGYIN_SERVER_LISTN: this variable is not a setting; did you mean QINGYIN_SERVER_LISTEN?");
    let foreign = house().variable("QINGYIN_SERVICE_HOST", "10.0.0.1").variable("QINGYIN_TEST_POSTGRES", "x");
    foreign.load().unwrap();
}

#[test]
fn every_fault_is_told_at_once_with_an_example() {
    let text = house().file("[server]\nlisten = 4633\n[music]\nwatch = \"yes\"\n").refused();
    assert_eq!(
        text,
        "data/qingyin.toml:2: server.listen does not fit: expected an IP address and a port, such as \
         \"127.0.0.1:4633\"; write for example server.listen = \"0.0.0.0:4633\"\n\
         data/qingyin.toml:4: music.watch does not fit: expected true or false; write for example music.watch = false"
    );
}

#[test]
fn broken_toml_names_its_line() {
    let text = house().file("[server]\nlisten = \n").refused();
    assert!(text.starts_with("data/qingyin.toml:2: ") && text.ends_with("; correct the TOML"), "{text}");
}

#[test]
fn a_named_file_must_exist() {
    let text = house().flags(|flags| flags.config = Some("missing.toml".into())).refused();
    assert!(text.starts_with("missing.toml: the configuration file cannot be read"), "{text}");
}

#[test]
fn a_file_in_the_data_folder_cannot_move_the_data_folder() {
    let text = house().file("[data]\nfolder = \"/elsewhere\"\n").refused();
    assert!(text.contains("cannot move the data folder"), "{text}");
}

#[test]
fn a_provider_without_its_record_is_refused() {
    let text = house().file("[sms]\ngateway = \"http\"\n[sms.http]\nurl = \"https://sms.example\"\n").refused();
    for name in ["body", "agreement", "agreement_signed", "checked_at", "expires_at"] {
        assert!(text.contains(&format!("sms.http.{name}: ")), "{name}: {text}");
    }
}

#[test]
fn secrets_are_never_printed() {
    let house = house()
        .variable("QINGYIN_DATABASE_URL", "postgres://app:s3cret@db/q")
        .variable("QINGYIN_SMS_HTTP_HEADERS", "Authorization: Bearer s3cret\nX-Client: s3cret")
        .variable("QINGYIN_SMS_GATEWAY", "http")
        .variable("QINGYIN_SMS_HTTP_URL", "https://sms.example/send")
        .variable("QINGYIN_SMS_HTTP_BODY", "{phone} {code}")
        .variable("QINGYIN_SMS_HTTP_AGREEMENT", "A-1")
        .variable("QINGYIN_SMS_HTTP_AGREEMENT_SIGNED", "2026-11-01")
        .variable("QINGYIN_SMS_HTTP_CHECKED_AT", "2026-11-01")
        .variable("QINGYIN_SMS_HTTP_EXPIRES_AT", "2027-10-31");
    let config = house.load().unwrap();
    assert!(!format!("{config:?}").contains("s3cret"));
    assert!(matches!(&config.database, Database::Postgres { url, .. } if url.expose().contains("s3cret")));
    let Sms::Http(http) = config.sms else { panic!("the provider was configured") };
    assert_eq!(http.headers[0], ("Authorization".to_owned(), Secret::new("Bearer s3cret")));
    assert_eq!(http.headers.len(), 2);
}

#[cfg(unix)]
#[test]
fn a_music_folder_need_not_be_named_in_utf8() {
    use std::os::unix::ffi::OsStringExt as _;
    let name = OsString::from_vec(vec![0xd2, 0xf4, 0xc0, 0xd6]);
    let house = house().flags(|flags| flags.music = vec![PathBuf::from(&name)]);
    assert_eq!(house.load().unwrap().music.folders, [house.folder.path().join(&name)]);
}
