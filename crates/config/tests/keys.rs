//! The table of settings: complete, consistent, and on the reference page.

use std::collections::BTreeSet;
use std::fs;

use config::{Config, Flags, KEYS, SECTIONS, Surroundings, reference_markdown};
use policy_lang::Language;

#[test]
fn every_setting_belongs_to_a_section_and_is_explained_in_both_languages() {
    let sections: BTreeSet<&str> = SECTIONS.iter().map(|section| section.name).collect();
    let mut names = BTreeSet::new();
    for key in KEYS {
        assert!(sections.contains(key.section()), "{} has no section", key.name);
        assert!(names.insert(key.name), "{} is declared twice", key.name);
        assert!(!key.words.zh.is_empty() && !key.words.en.is_empty(), "{} is not explained", key.name);
        assert_ne!(key.default.is_some(), key.when_absent.is_some(), "{}: a default, or what absence means", key.name);
    }
}

#[test]
fn every_example_is_accepted_and_reaches_the_settings() {
    let nothing = format!("{:?}", load(""));
    for key in KEYS {
        let with_others = ["data.folder", "database.owner_url", "database.region"];
        let stands_alone = !["sms", "one_tap"].iter().any(|with| key.section().starts_with(with))
            && key.section() != "voice_search.endpoint";
        if with_others.contains(&key.name) || !stands_alone {
            continue; // These stand only together with others; `tests/sources.rs` and `tests/check.rs` try them.
        }
        let text = format!("[{}]\n{} = {}\n", key.section(), key.short_name(), key.example);
        let is_of_provider = key.section().starts_with("sign_in.") || key.section() == "mail";
        if is_of_provider || key.name == "voice_search.transcriber" {
            continue; // Who receives something needs the whole record; see the next test.
        }
        let config = format!("{:?}", load(&text));
        let is_default = key.default == Some(key.example);
        assert_eq!(config == nothing, is_default, "{} = {} changes what it should", key.name, key.example);
    }
}

#[test]
fn the_examples_of_a_provider_are_accepted_together() {
    let examples = |section: &str| -> String {
        let keys = KEYS.iter().filter(|key| key.section() == section);
        keys.map(|key| format!("{} = {}\n", key.short_name(), key.example)).collect()
    };
    for gateway in ["http", "aliyun", "tencent", "cmpp"] {
        let text = format!("[sms]\ngateway = \"{gateway}\"\n[sms.{gateway}]\n{}", examples(&format!("sms.{gateway}")));
        let config = load(&text);
        let found = format!("{:?}", config.sms).to_lowercase();
        assert!(found.starts_with(gateway) && !found.contains("\"…\""), "{found}");
    }
    for provider in ["cmcc", "aliyun"] {
        let section = format!("one_tap.{provider}");
        // An app proves itself to China Mobile by one of two things.
        let together =
            examples(&section).lines().filter(|line| !line.starts_with("app_key")).collect::<Vec<_>>().join("\n");
        let config = load(&format!("[one_tap]\nprovider = \"{provider}\"\n[{section}]\n{together}"));
        let found = format!("{:?}", config.one_tap).to_lowercase();
        assert!(found.starts_with(provider) && !found.contains("begin private key"), "{found}");
    }
    let config = load(&format!("[mail]\n{}", examples("mail")));
    let config::Mail::Server(server) = &config.mail else { panic!("{:?}", config.mail) };
    assert_eq!((server.host.as_str(), server.security), ("smtp.example.com", config::MailSecurity::Tls));
    let text = format!(
        "[voice_search]\ntranscriber = \"endpoint\"\n[voice_search.endpoint]\n{}",
        examples("voice_search.endpoint")
    );
    let config = load(&text);
    let config::VoiceSearch::Endpoint(endpoint) = &config.voice_search else { panic!("{config:?}") };
    assert_eq!((endpoint.host().as_str(), endpoint.model.as_str()), ("asr.example", "sensevoice-small"));
    assert!(!format!("{config:?}").contains("sk-"), "a key is never printed");
    for section in ["sign_in.wechat", "sign_in.qq", "sign_in.weibo", "sign_in.apple", "sign_in.oidc"] {
        let config = load(&format!("[{section}]\n{}", examples(section)));
        assert!(config.sign_in.providers.any(), "{section}");
        assert!(
            config
                .check(units::Timestamp::from_millis(1_795_438_800_000))
                .iter()
                .any(|problem| { problem.to_string().contains("server.public_url") }),
            "{section}: there has to be an address to come back to"
        );
    }
}

#[test]
fn the_reference_names_every_setting_in_both_languages() {
    for language in Language::ALL {
        let page = reference_markdown(language);
        for key in KEYS {
            assert!(page.contains(&format!("### `{}`", key.name)), "{} in {language}", key.name);
            assert!(page.contains(&key.variable()), "{} in {language}", key.name);
        }
    }
}

/// What the file alone makes of the settings, without the path of the file itself.
fn load(text: &str) -> Config {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("settings.toml"), text).expect("the file is written");
    let flags = Flags { config: Some(folder.path().join("settings.toml")), ..Flags::default() };
    // A fixed working folder keeps two results comparable; nothing is read there.
    let surroundings = Surroundings { variables: Vec::new(), working_folder: "/".into() };
    let mut config = Config::load(&flags, &surroundings).unwrap_or_else(|problems| panic!("{text}{problems}"));
    config.file = None;
    config
}
