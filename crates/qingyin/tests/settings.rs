//! Operators set connectors up in the web app: sealed, checked, without a new start, and on every node.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;
use units::{ManualClock, Millis};

use crate::codes::{Phones, SECRET as RIGHT};
use crate::common::{Codes, PHONE, World, start, worlds};

/// What stands nowhere else.
const SECRET: &str = "nobody-reads-this-secret";
const LISTENER: &str = "13900139000";

fn wechat() -> Value {
    json!({
        "sign_in.wechat.app_id": "wx1",
        "sign_in.wechat.app_secret": SECRET,
        "sign_in.wechat.agreement": "A-1",
        "sign_in.wechat.agreement_signed": "2026-01-01",
        "sign_in.wechat.checked_at": "2026-01-02",
        "sign_in.wechat.expires_at": "2027-12-31",
    })
}

fn with(mut changes: Value, more: Value) -> Value {
    let more = more.as_object().unwrap().clone();
    changes.as_object_mut().unwrap().extend(more);
    changes
}

/// The same settings, each to be removed.
fn without(changes: &Value) -> Value {
    changes
        .as_object()
        .unwrap()
        .keys()
        .map(|name| (name.clone(), Value::Null))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

async fn patch(world: &World, token: &str, section: &str, changes: Value) -> crate::common::Answer {
    let body = json!({ "changes": changes });
    world.send("PATCH", &format!("/operator/settings/{section}"), Some(token), Some(body)).await
}

/// The providers that the sign-in page offers, by id.
async fn offers(world: &World) -> Vec<String> {
    let list = world.get("/sign_in/providers", None).await.ok();
    list["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn setting<'a>(settings: &'a Value, name: &str) -> &'a Value {
    let sections = settings["sections"].as_array().unwrap().iter();
    let tables = sections.flat_map(|section| section["tables"].as_array().unwrap());
    let mut all = tables.flat_map(|table| table["settings"].as_array().unwrap());
    all.find(|one| one["name"] == name).unwrap()
}

#[tokio::test]
async fn a_connector_is_offered_as_soon_as_it_is_set_up_and_gone_when_it_is_removed() {
    for world in worlds().await {
        let token = world.officer(PHONE).await;
        assert_eq!(offers(&world).await, [""; 0]);
        let simulator = json!({ "sign_in.simulator": "http://127.0.0.1:9" });
        patch(&world, &token, "sign_in.simulator", simulator).await.ok();
        patch(&world, &token, "sign_in.wechat", wechat()).await.ok();
        let list = world.get("/sign_in/providers", None).await.ok();
        assert_eq!((&list["items"][0]["id"], &list["items"][0]["is_simulated"]), (&json!("wechat"), &json!(true)));
        let states = world.get("/operator/sign_in_providers", Some(&token)).await.ok();
        let state =
            |id: &str| states["items"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["state"].clone();
        assert_eq!((state("wechat"), state("qq")), (json!("open"), json!("off")));
        // Going there works at once, and so does being told to go nowhere any more.
        let going = || world.send("POST", "/sign_in/providers/wechat/attempts", None, Some(json!({})));
        let gone = going().await.expect(StatusCode::CREATED);
        assert!(gone["address"].as_str().unwrap().starts_with("http://127.0.0.1:9/open.weixin.qq.com/"));
        patch(&world, &token, "sign_in.wechat", without(&wechat())).await.ok();
        assert_eq!(offers(&world).await, [""; 0]);
        assert_eq!(going().await.expect(StatusCode::NOT_FOUND)["code"], "identity.off");
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_by_its_name_and_nothing_is_kept() {
    for world in worlds().await {
        let token = world.officer(PHONE).await;
        for (changes, name) in [
            (with(wechat(), json!({ "sign_in.wechat.expires_at": "next year" })), "sign_in.wechat.expires_at"),
            (
                with(wechat(), json!({ "sign_in.wechat.agreement_signed": "2027-01-01" })),
                "sign_in.wechat.agreement_signed",
            ),
            (with(wechat(), json!({ "sign_in.wechat.app_secret": null })), "sign_in.wechat.app_secret"),
            (json!({ "database.url": "postgres://elsewhere" }), "database.url"),
        ] {
            let problem =
                patch(&world, &token, "sign_in.wechat", changes).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!((&problem["code"], &problem["fields"][0]["name"]), (&json!("settings.refused"), &json!(name)));
            let message = problem["fields"][0]["message"].as_str().unwrap();
            assert!(!message.is_ascii(), "in Chinese: {message}");
        }
        let settings = world.get("/operator/settings", Some(&token)).await.ok();
        assert_eq!(setting(&settings, "sign_in.wechat.app_id")["is_set"], json!(false));
        assert_eq!(offers(&world).await, [""; 0]);
    }
}

#[tokio::test]
async fn a_secret_is_in_no_answer_no_row_no_file_and_no_line_of_the_log() {
    for world in worlds().await {
        let log = Codes::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || writer.clone())
            .finish();
        let logging = tracing::subscriber::set_default(subscriber);
        let token = world.officer(PHONE).await;
        let mut answers = vec![patch(&world, &token, "sign_in.wechat", wechat()).await];
        let wrong = with(wechat(), json!({ "sign_in.wechat.expires_at": "x", "sign_in.wechat.events_key": SECRET }));
        answers.push(patch(&world, &token, "sign_in.wechat", wrong).await);
        answers.push(patch(&world, &token, "sign_in.wechat", json!({ "sign_in.wechat.app_secret": [SECRET] })).await);
        answers.push(world.get("/operator/settings", Some(&token)).await);
        answers.push(world.get("/operator/sign_in_providers", Some(&token)).await);
        for answer in &answers {
            let text = String::from_utf8_lossy(&answer.bytes);
            assert!(!text.contains(SECRET), "{text}");
        }
        let settings = answers[3].json();
        let secret = setting(&settings, "sign_in.wechat.app_secret");
        assert_eq!(
            (&secret["is_set"], &secret["value"], &secret["source"]),
            (&json!(true), &json!(null), &json!("stored"))
        );
        assert_eq!(setting(&settings, "sign_in.wechat.app_id")["value"], json!("wx1"));
        assert_eq!(world.bytes_on_disk(SECRET.as_bytes()), Vec::<String>::new());
        tracing::trace!("whatever is logged is seen");
        drop(logging);
        let logged = log.text();
        assert!(logged.contains("whatever is logged is seen") && logged.contains("saved settings"), "{logged}");
        assert!(!logged.contains(SECRET));
    }
}

#[tokio::test]
async fn codes_leave_by_the_way_that_was_just_set_up() {
    for world in worlds().await {
        let token = world.officer(PHONE).await;
        let clock: &ManualClock = &world.clock;
        let phones = Phones::new(clock).await;
        let aliyun = json!({
            "sms.gateway": "aliyun",
            "sms.simulator": phones.address,
            "sms.aliyun.access_key_id": "KEY",
            "sms.aliyun.access_key_secret": RIGHT,
            "sms.aliyun.sign_name": "清音",
            "sms.aliyun.template_code": "SMS_1",
            "sms.aliyun.agreement": "A-1",
            "sms.aliyun.agreement_signed": "2026-01-01",
            "sms.aliyun.checked_at": "2026-01-02",
            "sms.aliyun.expires_at": "2027-12-31",
        });
        patch(&world, &token, "sms", aliyun).await.ok();
        assert_eq!(world.get("/operator/sms", Some(&token)).await.ok()["gateway"], "aliyun");
        // The operator tries it with their own phone; the text opens nothing, and stands in their own record.
        let printed = world.codes.text();
        world.post("/operator/sms/checks", &token, json!({})).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(phones.code("/lab/sms/messages").await.len(), 6);
        let ledger = world.get("/me/disclosures", Some(&token)).await.ok();
        assert_eq!(
            (&ledger["items"][0]["recipient"], &ledger["items"][0]["outcome"]),
            (&json!("sms_gateway"), &json!("sent"))
        );
        let state = world.get("/operator/sms", Some(&token)).await.ok();
        assert_eq!((&state["sent"], &state["state"]), (&json!(2), &json!("open")), "with the operator's own");
        assert_eq!(world.codes.text(), printed, "nothing is printed any more");
        // It counts among the codes of this number.
        let mut last = StatusCode::NO_CONTENT;
        for _ in 0..6 {
            last = world.post("/operator/sms/checks", &token, json!({})).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        patch(&world, &token, "sms", json!({ "sms.gateway": null })).await.ok();
        world.sign_in(LISTENER).await;
        assert!(world.codes.text().len() > printed.len(), "printed again");
    }
}

#[tokio::test]
async fn a_carriers_line_is_closed_when_codes_go_another_way() {
    for world in worlds().await {
        let token = world.officer(PHONE).await;
        let gateway = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let cmpp = json!({
            "sms.gateway": "cmpp",
            "sms.cmpp.host": "127.0.0.1",
            "sms.cmpp.port": gateway.local_addr().unwrap().port().to_string(),
            "sms.cmpp.source_addr": "901234",
            "sms.cmpp.secret": SECRET,
            "sms.cmpp.service_id": "QINGYIN",
            "sms.cmpp.src_id": "10657",
            "sms.cmpp.text": "{code}",
            "sms.cmpp.agreement": "A-1",
            "sms.cmpp.agreement_signed": "2026-01-01",
            "sms.cmpp.checked_at": "2026-01-02",
            "sms.cmpp.expires_at": "2027-12-31",
        });
        patch(&world, &token, "sms", cmpp).await.ok();
        let (mut line, _) = gateway.accept().await.unwrap();
        let mut hello = [0; 12];
        line.read_exact(&mut hello).await.unwrap();
        assert_eq!(hello[4..8], [0, 0, 0, 1], "it signs in");
        // What has nothing to do with codes leaves the line as it is.
        patch(&world, &token, "sign_in.wechat", wechat()).await.ok();
        patch(&world, &token, "sms", json!({ "sms.gateway": null })).await.ok();
        let mut rest = Vec::new();
        tokio::time::timeout(Duration::from_secs(30), line.read_to_end(&mut rest))
            .await
            .expect("it is closed")
            .unwrap();
        assert!(rest.len() < 100, "it said nothing more than its greeting");
    }
}

#[tokio::test]
async fn speech_goes_to_the_service_that_was_just_set_up_and_to_none_afterwards() {
    let world = worlds().await.remove(0);
    let token = world.officer(PHONE).await;
    let endpoint = json!({
        "voice_search.transcriber": "endpoint",
        "voice_search.endpoint.url": "http://127.0.0.1:9/v1",
        "voice_search.endpoint.model": "m",
        "voice_search.endpoint.key": SECRET,
        "voice_search.endpoint.provider": "某某语音",
        "voice_search.endpoint.agreement": "A-1",
        "voice_search.endpoint.agreement_signed": "2026-01-01",
        "voice_search.endpoint.checked_at": "2026-01-02",
        "voice_search.endpoint.expires_at": "2026-12-31",
    });
    patch(&world, &token, "voice_search", endpoint).await.ok();
    assert_eq!(world.get("/voice_search", None).await.ok()["recipient"]["provider"], "某某语音");
    let state = || world.get("/operator/transcriber", Some(&token));
    assert_eq!(state().await.ok()["state"], "open");
    let check = world.post("/operator/transcriber/checks", &token, json!({})).await;
    assert_eq!(check.expect(StatusCode::BAD_GATEWAY)["code"], "voice_search.unreachable");
    patch(&world, &token, "voice_search", json!({ "voice_search.transcriber": "off" })).await.ok();
    assert_eq!(world.get("/voice_search", None).await.ok()["recipient"], json!(null));
    assert_eq!(state().await.ok()["state"], "off");
}

#[tokio::test]
async fn only_an_operator_who_just_signed_in_may_set_anything() {
    let world = worlds().await.remove(0);
    let token = world.officer(PHONE).await;
    let listener = world.sign_in(LISTENER).await;
    for method in ["PATCH", "DELETE", "GET"] {
        let path = if method == "PATCH" { "/operator/settings/sms" } else { "/operator/settings" };
        let body = (method == "PATCH").then(|| json!({ "changes": {} }));
        assert_eq!(world.send(method, path, Some(&listener), body).await.status, StatusCode::NOT_FOUND, "{method}");
    }
    world.clock.advance(Millis::minutes(16));
    let late = patch(&world, &token, "sign_in.wechat", wechat()).await.expect(StatusCode::FORBIDDEN);
    assert_eq!(late["code"], "recent_sign_in.required");
    let late = world.delete("/operator/settings", &token).await.expect(StatusCode::FORBIDDEN);
    assert_eq!(late["code"], "recent_sign_in.required");
    assert!(world.get("/operator/settings", Some(&token)).await.status.is_success());
    assert_eq!(offers(&world).await, [""; 0]);
}

#[tokio::test]
async fn what_was_saved_is_in_force_after_a_new_start_and_a_lost_master_key_is_told() {
    for world in worlds().await {
        let token = world.officer(PHONE).await;
        patch(&world, &token, "sign_in.wechat", wechat()).await.ok();
        let World { app, clock, codes, config, folder, is_sqlite, contract } = world;
        app.stop().await;
        let app = start(&config, &clock, &codes).await;
        let world = World { app, clock, codes, config, folder, is_sqlite, contract };
        assert_eq!(offers(&world).await, ["wechat"]);

        // With another key everything else starts; members' own seals are another matter.
        let World { app, clock, codes, config, folder, is_sqlite, contract } = world;
        app.stop().await;
        std::fs::write(&config.vault.master_key_file, "ab".repeat(32)).unwrap();
        let app = start(&config, &clock, &codes).await;
        let world = World { app, clock, codes, config, folder, is_sqlite, contract };
        assert_eq!(offers(&world).await, [""; 0]);
        let told = world.app.settings().in_force();
        assert_eq!(told.trouble, Some(settings::Trouble::Sealed));
    }
}

/// Two nodes need a database that two processes may open.
#[tokio::test]
async fn another_node_notices_by_itself() {
    for world in worlds().await {
        if world.is_sqlite {
            continue;
        }
        let token = world.officer(PHONE).await;
        // The other node has folders of its own, and the same master key.
        let folder = tempfile::tempdir().unwrap();
        let mut config = world.config.clone();
        config.data.folder = folder.path().join("data");
        config.playback.cache_folder = folder.path().join("cache");
        config.vault.master_key_file = folder.path().join("master.key");
        std::fs::copy(&world.config.vault.master_key_file, &config.vault.master_key_file).unwrap();
        let codes = Codes::default();
        let app = start(&config, &world.clock, &codes).await;
        let contract = crate::common::contract::Contract::of(&app);
        let there = World { app, clock: world.clock.clone(), codes, config, folder, is_sqlite: false, contract };
        let mut changes = there.app.settings().changes();
        patch(&world, &token, "sign_in.wechat", wechat()).await.ok();
        let noticed = tokio::time::timeout(Duration::from_secs(30), changes.changed()).await;
        noticed.expect("it looks by itself").unwrap();
        assert_eq!(offers(&there).await, ["wechat"]);
    }
}
