//! What players tell while they play.

use std::sync::Arc;

use crate::support::{PHONE, id, worlds};
use playback::history::History;
use policy::PurposeId;
use units::Millis;

#[tokio::test]
async fn a_song_that_was_heard_is_recorded_once_and_by_consent_alone() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let song = world.songs(&app).await[0].clone();
        let duration_ms = song["duration"].as_u64().unwrap() * 1_000;
        let half = i64::try_from(duration_ms / 2 + 1_000).unwrap();
        let report = |state: &str, position_ms: i64| {
            format!("mediaId={}&mediaType=song&positionMs={position_ms}&state={state}", id(&song))
        };
        let play = async || {
            world.ok(&app, "reportPlayback", &report("starting", 0)).await;
            world.clock.advance(Millis(half));
            world.ok(&app, "reportPlayback", &report("playing", half)).await;
            world.clock.advance(Millis::seconds(1));
        };
        let heard = async || {
            let albums = world.ok(&app, "getAlbumList2", "type=recent").await;
            albums["albumList2"]["album"].as_array().unwrap().len()
        };
        play().await;
        assert_eq!(heard().await, 0, "without consent nothing is kept");
        assert_eq!(world.ok(&app, "getNowPlaying", "").await["nowPlaying"]["entry"], serde_json::json!([]));

        world.agree(&app, PurposeId::PlayHistory).await;
        play().await;
        assert_eq!(heard().await, 1);
        let playing = world.ok(&app, "getNowPlaying", "").await["nowPlaying"]["entry"][0].clone();
        assert_eq!((id(&playing), playing["state"].as_str()), (id(&song), Some("playing")));
        assert_eq!(playing["positionMs"], half + 1_000);
        world.ok(&app, "reportPlayback", &report("stopped", half + 1_000)).await;
        assert_eq!(world.ok(&app, "getNowPlaying", "").await["nowPlaying"]["entry"], serde_json::json!([]));
        let history = History::new(world.consents.clone(), Arc::new(world.clock.clone()));
        let count = async || {
            let mut grant = history.listening(app.subject).await.unwrap().unwrap();
            history.listens(&mut grant, None, 10).await.unwrap().len()
        };
        assert_eq!(count().await, 1, "once, whatever follows");
        world.ok(&app, "reportPlayback", &format!("{}&ignoreScrobble=true", report("starting", 0))).await;
        world.clock.advance(Millis(half));
        world.ok(&app, "reportPlayback", &format!("{}&ignoreScrobble=true", report("playing", half))).await;
        assert_eq!(count().await, 1, "the player asked not to count it");
    }
}

#[tokio::test]
async fn the_place_moves_where_the_queue_stands() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let songs = world.songs(&app).await;
        let (one, two) = (id(&songs[0]), id(&songs[1]));
        world.agree(&app, PurposeId::ResumePlayback).await;
        world.ok(&app, "savePlayQueue", &format!("id={one}&id={two}&current={two}&position=5")).await;
        for (song, position_ms) in [(two, 7_000), (one, 9_000)] {
            let report = format!("mediaId={song}&mediaType=song&positionMs={position_ms}&state=paused");
            world.ok(&app, "reportPlayback", &report).await;
        }
        let kept = world.ok(&app, "getPlayQueue", "").await;
        assert_eq!((&kept["playQueue"]["current"], &kept["playQueue"]["position"]), (&two.into(), &7_000.into()));
    }
}

#[tokio::test]
async fn what_is_no_report_is_refused() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let song = world.songs(&app).await[0].clone();
        let song = id(&song);
        for (query, code) in [
            ("mediaType=song&positionMs=0&state=playing".to_owned(), 10),
            (format!("mediaId={song}&mediaType=film&positionMs=0&state=playing"), 10),
            (format!("mediaId={song}&mediaType=song&positionMs=-1&state=playing"), 10),
            (format!("mediaId={song}&mediaType=song&positionMs=0&state=dancing"), 10),
            (format!("mediaId={song}&mediaType=song&positionMs=0&state=playing&playbackRate=NaN"), 10),
            ("mediaId=trk_0000000000000&mediaType=song&positionMs=0&state=playing".to_owned(), 70),
        ] {
            assert_eq!(world.fault(&app, "reportPlayback", &query).await, code, "{query}");
        }
        let info = world.ok(&app, "getOpenSubsonicExtensions", "").await;
        assert!(info["openSubsonicExtensions"].to_string().contains("playbackReport"));
    }
}
