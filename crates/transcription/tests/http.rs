//! Speaking to the service, on each engine: by consent, to whom was shown, and with a word for whatever goes wrong.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use db::sql;
use policy::{Purpose as _, VoiceTranscription};
use serde_json::json;
use units::Millis;

use crate::support::{App, ME, Manner, Service, World, setup, spoken, wav, worlds};

sql! {
    static TEST_LEDGER = "SELECT recipient, purpose_no, fields, outcome, subject_id, grant_id FROM disclosures \
        ORDER BY created_at, id";
}

type Entry = (String, i64, String, String, Option<i64>, Option<i64>);

async fn ledger(world: &World) -> Vec<Entry> {
    let row = |row: &db::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?));
    world.db().service().query(&TEST_LEDGER, &[], row).await.unwrap()
}

async fn outcomes(world: &World) -> Vec<String> {
    ledger(world).await.into_iter().map(|entry| entry.3).collect()
}

async fn expect(app: &App, wav: Vec<u8>, status: u16, code: &str) {
    let (found, problem) = app.say(wav).await;
    assert_eq!((found.as_u16(), problem["code"].as_str().unwrap_or_default()), (status, code), "{problem}");
}

#[tokio::test]
async fn nothing_is_sent_without_consent_nor_after_it_was_taken_back() {
    for world in worlds().await {
        let service = Service::start(Manner::Writes("七里香")).await;
        let app = world.app(Some(setup(service.port)));
        let (status, problem) = app.say(wav(8_000)).await;
        assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("consent.required")));
        assert_eq!(problem["purpose"], "voice_transcription");
        assert!(service.received().is_empty());
        world.agree().await;
        assert_eq!(app.say(wav(8_000)).await, (StatusCode::OK, json!({ "text": "七里香" })));
        let entries = ledger(&world).await;
        let [entry] = entries.as_slice() else { panic!("{entries:?}") };
        assert_eq!((entry.0.as_str(), entry.1, entry.2.as_str()), ("transcription_endpoint", 35, "voice_clip"));
        assert_eq!((entry.3.as_str(), entry.4), ("sent", Some(ME.as_i64())));
        let grant = world.consents.grant::<VoiceTranscription>(ME).await.unwrap().unwrap();
        assert_eq!(entry.5, Some(grant.id().as_i64()));
        drop(grant);
        world.consents.withdraw(ME, VoiceTranscription::PURPOSE).await.unwrap();
        expect(&app, wav(8_000), 403, "consent.required").await;
        assert_eq!(service.received().len(), 1);
    }
}

#[tokio::test]
async fn guests_are_asked_to_sign_in() {
    let world = worlds().await.remove(0);
    let service = Service::start(Manner::Writes("a")).await;
    let app = world.app(Some(setup(service.port)));
    let mut request = spoken(wav(800), "127.0.0.1");
    request.extensions_mut().clear();
    assert_eq!(app.send(request).await.1["code"], "sign_in.required");
    assert!(service.received().is_empty());
}

#[tokio::test]
async fn sound_goes_to_the_recipient_that_was_shown_or_nowhere() {
    let world = worlds().await.remove(0);
    let service = Service::start(Manner::Writes("a")).await;
    let app = world.app(Some(setup(service.port)));
    world.agree().await;
    let (status, problem) = app.send(spoken(wav(800), "asr.example")).await;
    assert_eq!((status.as_u16(), &problem["code"]), (409, &json!("voice_search.recipient_changed")));
    let (status, problem) = app.send(spoken(wav(800), "127.0.0.1&user=me")).await;
    assert_eq!((status.as_u16(), &problem["fields"][0]["name"]), (400, &json!("user")));
    assert!(service.received().is_empty());
}

#[tokio::test]
async fn everybody_can_see_who_would_receive_it() {
    let world = worlds().await.remove(0);
    let look = async |app: App| app.send(Request::get("/voice_search").body(Body::empty()).unwrap()).await.1;
    let told = look(world.app(Some(setup(1)))).await;
    assert_eq!(told["recipient"]["provider"], "某某语音");
    assert_eq!((&told["recipient"]["host"], &told["recipient"]["country"]), (&json!("127.0.0.1"), &json!("CN")));
    assert_eq!((&told["clip_ms_max"], &told["rate_hz"]), (&json!(15_000), &json!(16_000)));
    assert_eq!(look(world.app(None)).await["recipient"], json!(null));
    world.clock.advance(Millis::days(301));
    assert_eq!(look(world.app(Some(setup(1)))).await["recipient"], json!(null), "its agreement has run out");
}

#[tokio::test]
async fn off_closed_and_expired_send_nothing_and_say_so() {
    for world in worlds().await {
        let service = Service::start(Manner::Writes("a")).await;
        world.agree().await;
        expect(&world.app(None), wav(800), 409, "voice_search.off").await;
        let mut unchecked = setup(service.port);
        unchecked.checked_at = None;
        expect(&world.app(Some(unchecked)), wav(800), 503, "voice_search.closed").await;
        let mut abroad = setup(service.port);
        abroad.country = "US".to_owned();
        expect(&world.app(Some(abroad)), wav(800), 503, "voice_search.closed").await;
        let mut plain = setup(service.port);
        plain.way = transcription::request("http://asr.example/v1", "sensevoice-small", None, None).into();
        plain.hosts = vec!["asr.example".to_owned()];
        expect(&world.app(Some(plain)), wav(800), 503, "voice_search.closed").await;
        let app = world.app(Some(setup(service.port)));
        world.clock.advance(Millis::days(300));
        expect(&app, wav(800), 503, "voice_search.closed").await;
        assert!(service.received().is_empty());
        assert_eq!(outcomes(&world).await, ["refused"; 4]);
    }
}

#[tokio::test]
async fn what_is_no_clip_of_fifteen_seconds_is_refused_before_anything_is_sent() {
    let world = worlds().await.remove(0);
    let service = Service::start(Manner::Writes("a")).await;
    let app = world.app(Some(setup(service.port)));
    world.agree().await;
    expect(&app, wav(16_000 * 15 + 1), 413, "voice_search.too_long").await;
    expect(&app, wav(16_000 * 60), 413, "voice_search.too_long").await;
    let (status, problem) = app.say(b"OggS and so on".to_vec()).await;
    assert_eq!((status.as_u16(), &problem["fields"][0]["code"]), (400, &json!("voice_clip.malformed")));
    let (_, problem) = app.say(wav(0)).await;
    assert_eq!(
        (&problem["fields"][0]["name"], &problem["fields"][0]["code"]),
        (&json!("body"), &json!("voice_clip.empty"))
    );
    let mut other = spoken(wav(800), "127.0.0.1");
    other.headers_mut().insert("content-type", "audio/webm".parse().unwrap());
    assert_eq!(app.send(other).await.1["code"], "body.media_type");
    assert!(service.received().is_empty());
    assert!(ledger(&world).await.is_empty());
    expect(&app, wav(16_000 * 15), 200, "").await;
}

#[tokio::test]
async fn a_service_that_fails_or_talks_nonsense_is_told_apart() {
    for world in worlds().await {
        world.agree().await;
        for manner in [Manner::Fails, Manner::HangsUp] {
            let service = Service::start(manner).await;
            expect(&world.app(Some(setup(service.port))), wav(800), 502, "voice_search.unreachable").await;
            world.clock.advance(Millis::seconds(1));
        }
        expect(&world.app(Some(setup(1))), wav(800), 502, "voice_search.unreachable").await;
        world.clock.advance(Millis::seconds(1));
        for body in ["<html>It works</html>", "{\"result\":\"a\"}", "{\"text\":{}}"] {
            let service = Service::start(Manner::Answers(body)).await;
            expect(&world.app(Some(setup(service.port))), wav(800), 502, "voice_search.nonsense").await;
            world.clock.advance(Millis::seconds(1));
        }
        assert_eq!(outcomes(&world).await, ["failed", "failed", "failed", "sent", "sent", "sent"]);
        let service = Service::start(Manner::Writes("")).await;
        assert_eq!(
            world.app(Some(setup(service.port))).say(wav(800)).await.1,
            json!({ "text": "" }),
            "silence is no failure"
        );
    }
}

#[tokio::test]
async fn one_member_speaks_twenty_times_a_minute_at_most() {
    let world = worlds().await.remove(0);
    let service = Service::start(Manner::Writes("a")).await;
    let app = world.app(Some(setup(service.port)));
    world.agree().await;
    for _ in 0..20 {
        expect(&app, wav(160), 200, "").await;
    }
    let (status, problem) = app.say(wav(160)).await;
    assert_eq!((status.as_u16(), &problem["retry_after_seconds"]), (429, &json!(60)));
    world.clock.advance(Millis::minutes(1));
    expect(&app, wav(160), 200, "").await;
}
