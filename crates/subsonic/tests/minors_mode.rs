//! Minors' mode reaches other people's apps, and counts what they fetch.

use crate::support::{self, PHONE, worlds};
use serde_json::Value;
use units::Millis;

/// An operator's own account, so that nothing is refused for another reason.
#[tokio::test]
async fn other_peoples_apps_obey_the_mode() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        world.promote(&app).await;
        let song = support::id(&world.songs(&app).await[0]).to_owned();
        let signed = format!("apiKey={}&v=1.16.1&c=test&f=json&id={song}", app.key);
        let sounds = async |endpoint: &str| {
            let answer = world.raw(endpoint, &signed).await;
            serde_json::from_slice::<Value>(&answer.bytes).ok().map_or(Ok(()), |refused| {
                let error = &refused["subsonic-response"]["error"];
                Err((error["code"].as_u64(), error["message"].as_str().unwrap_or_default().to_owned()))
            })
        };
        for endpoint in ["stream", "download"] {
            assert_eq!(sounds(endpoint).await, Ok(()), "{endpoint}");
        }
        world.mode.turn_on(app.subject, Some("2468".to_owned())).await.unwrap();
        assert_eq!(sounds("stream").await, Ok(()));
        let played = async || world.mode.show(app.subject).await.unwrap().unwrap().played;
        world.clock.advance(Millis::seconds(5));
        assert_eq!(played().await, Millis::seconds(5), "what an app fetches counts");
        for (endpoint, query) in [
            ("download", format!("id={song}")),
            ("hls.m3u8", format!("id={song}")),
            ("getInternetRadioStations", String::new()),
            ("jukeboxControl", format!("action=set&id={song}")),
            ("jukeboxControl", "action=start".to_owned()),
            ("getPodcasts", String::new()),
            ("getNewestPodcasts", String::new()),
            ("getChatMessages", String::new()),
        ] {
            assert_eq!(world.fault(&app, endpoint, &query).await, 50, "{endpoint}");
        }
        world.ok(&app, "jukeboxControl", "action=stop").await;
        // A day's hour in one go.
        let phone = minors::mode::Lasting::For(Millis::hours(1));
        let song_of_an_hour = minors::mode::Sound::Song { is_explicit: false };
        world.mode.admit(app.subject, 0, song_of_an_hour, phone).await.unwrap();
        world.clock.advance(Millis::hours(1));
        let Err((code, message)) = sounds("stream").await else { panic!("it sounds") };
        assert_eq!(code, Some(50));
        assert!(message.contains("goes on at 2026-11-"), "{message}");
        let transcode =
            world.raw("getTranscodeStream", &format!("{signed}&mediaId={song}&mediaType=song&transcodeParams=x")).await;
        assert!(String::from_utf8_lossy(&transcode.bytes).contains("goes on at"), "{}", transcode.status);
        assert!(!world.songs(&app).await.is_empty(), "looking is open");
    }
}
