//! What is saved, what is refused, and who has the last word.

use db::Db;
use http_api::Language;
use settings::{Changes, Error, Fault, MIGRATIONS, VALUE_BYTES_MAX};

use crate::common::{Node, SECRET, base, changes, is_console, node, node_of, seal, wechat};

async fn one() -> (testkit::TestDatabase, Node) {
    let database = testkit::databases(&[&MIGRATIONS], &[]).await.remove(0);
    let node = node(&database.db).await;
    (database, node)
}

async fn refused(node: &Node, section: &str, changes: &Changes) -> Vec<Fault> {
    match node.settings.change(section, changes).await {
        Err(Error::Refused(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

fn names(faults: &[Fault]) -> Vec<&str> {
    faults.iter().map(|fault| fault.name.as_str()).collect()
}

#[tokio::test]
async fn what_is_complete_is_saved_and_followed_and_what_is_removed_goes() {
    for database in testkit::databases(&[&MIGRATIONS], &[]).await {
        let node = node(&database.db).await;
        node.settings.change("sign_in.wechat", &wechat()).await.unwrap();
        let app = node.heard.last().sign_in.providers.wechat.expect("WeChat");
        assert_eq!((app.app_id.as_str(), app.app_secret.expose()), ("wx1", SECRET));
        let all_gone: Changes = wechat().into_keys().map(|name| (name, None)).collect();
        node.settings.change("sign_in.wechat", &all_gone).await.unwrap();
        assert!(!node.heard.last().sign_in.providers.any());
        assert_eq!(node.settings.in_force().count(), 0);
    }
}

#[tokio::test]
async fn half_a_connector_is_refused_with_every_name_that_is_missing_and_nothing_is_kept() {
    for database in testkit::databases(&[&MIGRATIONS], &[]).await {
        let node = node(&database.db).await;
        let half = changes(&[("sign_in.wechat.app_id", Some("wx1")), ("sign_in.wechat.agreement", Some("A-1"))]);
        let faults = refused(&node, "sign_in.wechat", &half).await;
        let missing = ["app_secret", "agreement_signed", "checked_at", "expires_at"];
        assert_eq!(names(&faults), missing.map(|name| format!("sign_in.wechat.{name}")));
        let text = &faults[0].text;
        assert!(text.get(Language::Chinese).contains("请填写"), "{text:?}");
        assert!(text.get(Language::English).contains("set sign_in.wechat.app_secret"), "{text:?}");
        assert_eq!((node.settings.in_force().count(), node.heard.count()), (0, 0));
        assert_eq!(kept(&database.db).await, (0, 0));
    }
}

#[tokio::test]
async fn a_day_that_is_none_is_refused_by_its_name() {
    let (database, node) = one().await;
    let with = |name: &str, value: &str| {
        let mut changes = wechat();
        changes.insert(format!("sign_in.wechat.{name}"), Some(value.to_owned()));
        changes
    };
    for (name, value) in [("expires_at", "next year"), ("agreement_signed", "2026-13-01"), ("checked_at", "2026-12-24")]
    {
        let faults = refused(&node, "sign_in.wechat", &with(name, value)).await;
        assert_eq!(names(&faults), [format!("sign_in.wechat.{name}")], "{value}");
    }
    let faults = refused(&node, "sign_in.wechat", &with("country", "US")).await;
    assert_eq!(names(&faults), ["sign_in.wechat.country"]);
    assert_eq!(kept(&database.db).await, (0, 0));
}

#[tokio::test]
async fn a_carrier_is_checked_before_codes_go_there() {
    let (_database, node) = one().await;
    let carrier = |source_addr: &'static str| {
        changes(&[
            ("sms.gateway", Some("cmpp")),
            ("sms.cmpp.host", Some("10.1.2.3")),
            ("sms.cmpp.source_addr", Some(source_addr)),
            ("sms.cmpp.secret", Some(SECRET)),
            ("sms.cmpp.service_id", Some("QINGYIN")),
            ("sms.cmpp.src_id", Some("10657012345")),
            ("sms.cmpp.text", Some("{code}")),
            ("sms.cmpp.agreement", Some("A-1")),
            ("sms.cmpp.agreement_signed", Some("2026-01-01")),
            ("sms.cmpp.checked_at", Some("2026-01-01")),
            ("sms.cmpp.expires_at", Some("2027-01-01")),
        ])
    };
    let faults = refused(&node, "sms", &carrier("much too long")).await;
    assert_eq!(names(&faults), ["sms.cmpp.source_addr"]);
    node.settings.change("sms", &carrier("901234")).await.unwrap();
    assert!(!is_console(&node.heard.last()));
    // Back to the terminal in one act, whatever the rest says.
    node.settings.change("sms", &changes(&[("sms.gateway", None)])).await.unwrap();
    assert!(is_console(&node.heard.last()));
}

#[tokio::test]
async fn what_stands_elsewhere_has_the_last_word() {
    let database = testkit::databases(&[&MIGRATIONS], &[]).await.remove(0);
    let node = node_of(&database.db, base(&["sms.gateway=console"]), seal(7)).await;
    let faults = refused(&node, "sms", &changes(&[("sms.gateway", Some("cmpp"))])).await;
    assert!(faults[0].text.get(Language::English).contains("--set"), "{faults:?}");
    // What was saved before a flag came is overruled by it, and may be removed.
    node_of(&database.db, base(&[]), seal(7)).await.settings.change("sign_in.wechat", &wechat()).await.unwrap();
    let flag = base(&["sign_in.simulator=http://127.0.0.1:1"]);
    let node = node_of(&database.db, flag, seal(7)).await;
    let providers = node.settings.in_force().config.sign_in.providers.clone();
    assert!(providers.wechat.is_some() && providers.simulator.as_deref() == Some("http://127.0.0.1:1"));
}

#[tokio::test]
async fn only_settings_of_the_section_are_taken() {
    let (_database, node) = one().await;
    assert!(matches!(node.settings.change("database", &Changes::new()).await, Err(Error::NotFound)));
    assert!(matches!(node.settings.change("sms.cmpp", &Changes::new()).await, Err(Error::NotFound)));
    for name in ["database.url", "sms.gateway", "sign_in.wechat.app_idd", "sign_in.wechat"] {
        let faults = refused(&node, "sign_in.wechat", &changes(&[(name, Some("x"))])).await;
        assert_eq!(names(&faults), [name]);
    }
    let long = "x".repeat(VALUE_BYTES_MAX + 1);
    let faults = refused(&node, "sign_in.wechat", &changes(&[("sign_in.wechat.app_id", Some(&long))])).await;
    assert!(faults[0].text.get(Language::English).contains("too long"));
}

#[tokio::test]
async fn empty_text_is_no_value_and_spaces_around_one_are_none() {
    let (_database, node) = one().await;
    let apple = |id: &'static str| changes(&[("sign_in.apple.services_id", Some(id))]);
    node.settings.change("sign_in.apple", &apple(" example.music.web\n")).await.unwrap();
    assert_eq!(node.heard.last().sign_in.providers.apple_services_id.as_deref(), Some("example.music.web"));
    node.settings.change("sign_in.apple", &apple("  ")).await.unwrap();
    assert_eq!((node.heard.last().sign_in.providers.any(), node.settings.in_force().count()), (false, 0));
}

db::sql! {
    static KEPT = "SELECT count(*), (SELECT change FROM stored_setting_changes WHERE id = 1) FROM stored_settings";
}

/// The rows that are kept, and how often something was changed.
async fn kept(db: &Db) -> (i64, i64) {
    db.catalogue().query_one(&KEPT, &[], |row| Ok((row.get(0)?, row.get(1)?))).await.unwrap()
}
