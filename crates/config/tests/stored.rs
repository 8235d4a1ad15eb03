//! What operators saved in the web app: weaker than all that was written elsewhere, stronger than the defaults.

use config::{Config, EDITABLE, Flags, KEYS, Sms, Source, Stored, Surroundings, VoiceSearch, is_editable};
use units::Timestamp;

/// 2026-11-23T00:00:00Z.
const NOW: Timestamp = Timestamp::from_millis(1_795_392_000_000);

fn config(file: &str, variables: &[(&str, &str)], flags: &[&str]) -> Config {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("settings.toml"), file).unwrap();
    let flags = Flags {
        config: Some(folder.path().join("settings.toml")),
        set: flags.iter().map(|&flag| flag.to_owned()).collect(),
        ..Flags::default()
    };
    let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    Config::load(&flags, &Surroundings { variables, working_folder: "/".into() }).unwrap()
}

fn stored(pairs: &[(&str, &str)]) -> Stored {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

const SIMULATOR: &str = "sign_in.simulator";

#[test]
fn stored_settings_are_over_defaults_and_under_all_that_was_written() {
    let stored = stored(&[(SIMULATOR, "http://127.0.0.1:1")]);
    let of = |config: Config| {
        let config = config.with_stored(&stored).unwrap();
        let source = config.standing(SIMULATOR).unwrap().source;
        (config.sign_in.providers.simulator.clone().unwrap(), source)
    };
    assert_eq!(of(config("", &[], &[])), ("http://127.0.0.1:1".to_owned(), Source::Stored));
    let file = "[sign_in]\nsimulator = \"http://127.0.0.1:2\"\n";
    let (value, source) = of(config(file, &[], &[]));
    assert_eq!(value, "http://127.0.0.1:2");
    assert!(matches!(&source, Source::File(place) if place.ends_with("settings.toml:2")), "{source:?}");
    let variable = ("QINGYIN_SIGN_IN_SIMULATOR", "http://127.0.0.1:3");
    let (value, source) = of(config(file, &[variable], &[]));
    assert_eq!((value.as_str(), source), ("http://127.0.0.1:3", Source::Environment(variable.0.to_owned())));
    let (value, source) = of(config(file, &[variable], &["sign_in.simulator=http://127.0.0.1:4"]));
    assert_eq!((value.as_str(), source.place()), ("http://127.0.0.1:4", Some("--set")));
}

#[test]
fn a_stored_value_takes_the_place_of_a_default_and_its_removal_brings_it_back() {
    let base = config("", &[], &[]);
    assert!(matches!(base.sms, Sms::Console));
    let problems = base.with_stored(&stored(&[("sms.gateway", "aliyun")])).unwrap_err();
    assert!(problems.0.iter().all(|problem| problem.place.starts_with("sms.aliyun.")), "{problems}");
    let all = [
        ("sms.gateway", "aliyun"),
        ("sms.aliyun.access_key_id", "KEY"),
        ("sms.aliyun.access_key_secret", "s3cret"),
        ("sms.aliyun.sign_name", "清音"),
        ("sms.aliyun.template_code", "SMS_1"),
        ("sms.aliyun.agreement", "A-1"),
        ("sms.aliyun.agreement_signed", "2026-01-01"),
        ("sms.aliyun.checked_at", "2026-01-01"),
        ("sms.aliyun.expires_at", "2027-01-01"),
    ];
    let with = base.with_stored(&stored(&all)).unwrap();
    assert!(matches!(with.sms, Sms::Aliyun(_)) && with.check_connectors(NOW).is_empty());
    assert!(!format!("{with:?}").contains("s3cret"));
    let secret = with.standing("sms.aliyun.access_key_secret").unwrap();
    assert_eq!((secret.source, secret.value), (Source::Stored, None), "a secret is set, and that is all one learns");
    assert_eq!(with.standing("sms.aliyun.sign_name").unwrap().value.as_deref(), Some("清音"));
    assert!(matches!(base.with_stored(&Stored::new()).unwrap().sms, Sms::Console));
}

#[test]
fn what_is_wrong_is_told_all_at_once_by_name_and_in_both_languages() {
    let base = config("", &[], &[]);
    let wrong = [("sms.gateway", "pigeon"), ("database.url", "x"), ("sign_in.qq.union_id", "yes"), ("sms.tencet", "x")];
    let problems = base.with_stored(&stored(&wrong)).unwrap_err().0;
    let mut places: Vec<&str> = problems.iter().map(|problem| problem.place.as_str()).collect();
    places.sort_unstable();
    assert_eq!(places, ["database.url", "sign_in.qq.union_id", "sms.gateway", "sms.tencet"]);
    for problem in &problems {
        assert!(!problem.chinese().is_ascii(), "{problem}");
        assert_ne!(problem.chinese(), problem.english());
    }
    // What one connector lacks does not hide what another does.
    let halves = [("voice_search.transcriber", "endpoint"), ("sign_in.weibo.app_key", "1"), ("sms.gateway", "cmpp")];
    let problems = base.with_stored(&stored(&halves)).unwrap_err().0;
    for start in ["voice_search.endpoint.", "sign_in.weibo.", "sms.cmpp."] {
        assert!(problems.iter().any(|problem| problem.place.starts_with(start)), "{start}");
    }
}

#[test]
fn every_fault_of_a_connector_is_told_in_chinese_too() {
    let day = [
        ("agreement", " "),
        ("agreement_signed", "2026-12-24"),
        ("checked_at", "2026-12-24"),
        ("expires_at", "2026-01-01"),
    ];
    let agreed = |section: &str| -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> =
            day.iter().map(|(name, value)| (format!("{section}.{name}"), (*value).to_owned())).collect();
        all.push((format!("{section}.country"), "US".to_owned()));
        all
    };
    let faulty = |section: &str, own: &[(&str, &str)]| -> Stored {
        own.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).chain(agreed(section)).collect()
    };
    let base = config("", &[], &[]);
    let cases = [
        faulty("sms.http", &[("sms.gateway", "http"), ("sms.http.url", "http://x"), ("sms.http.body", "x")]),
        faulty(
            "sms.cmpp",
            &[
                ("sms.gateway", "cmpp"),
                ("sms.cmpp.host", "h"),
                ("sms.cmpp.source_addr", "too long"),
                ("sms.cmpp.secret", "s"),
                ("sms.cmpp.service_id", "清音"),
                ("sms.cmpp.src_id", "1"),
                ("sms.cmpp.text", "x"),
            ],
        ),
        faulty(
            "sign_in.wechat",
            &[
                ("sign_in.wechat.app_id", "x"),
                ("sign_in.wechat.app_secret", "x"),
                ("sign_in.simulator", "https://elsewhere.example"),
                ("sign_in.wechat.events_token", "x"),
                ("sign_in.wechat.events_key", "x"),
            ],
        ),
        faulty(
            "sign_in.weibo",
            &[("sign_in.weibo.app_key", "x"), ("sign_in.weibo.app_secret", "x"), ("sign_in.weibo.events_secret", "x")],
        ),
        faulty(
            "sign_in.oidc",
            &[("sign_in.oidc.name", "x"), ("sign_in.oidc.issuer", "http://x"), ("sign_in.oidc.client_id", "x")],
        ),
        faulty(
            "voice_search.endpoint",
            &[
                ("voice_search.transcriber", "endpoint"),
                ("voice_search.endpoint.url", "http://x?y"),
                ("voice_search.endpoint.model", " "),
                ("voice_search.endpoint.provider", " "),
                ("voice_search.endpoint.language", "Chinese"),
            ],
        ),
    ];
    let mut told = 0;
    for stored in cases {
        for problem in base.with_stored(&stored).unwrap().check_connectors(NOW) {
            assert_ne!(problem.chinese(), problem.english(), "{problem}");
            told += 1;
        }
    }
    assert!(told >= 35, "{told}");
}

#[test]
fn what_can_be_set_in_the_web_app_exists_and_names_no_path() {
    for name in EDITABLE {
        assert!(KEYS.iter().any(|key| config::is_within(key.name, name)), "{name}");
    }
    for key in KEYS {
        let is_of_connector = is_editable(key.name);
        assert_eq!(config("", &[], &[]).standing(key.name).is_some(), is_of_connector, "{}", key.name);
        let names_a_path = matches!(key.kind, config::Kind::Path | config::Kind::Paths | config::Kind::Networks);
        assert!(!(is_of_connector && names_a_path), "{}", key.name);
    }
    assert!(!is_editable("sms_something") && !is_editable("sign_in.password"));
    assert!(matches!(config("", &[], &[]).voice_search, VoiceSearch::Off));
}
