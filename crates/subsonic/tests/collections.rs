//! What members note, collect and hear, through an app.

use crate::support;
use crate::support::{OTHER, PHONE, id, worlds};
use policy::PurposeId;
use serde_json::Value;

#[tokio::test]
async fn stars_ratings_and_bookmarks_are_kept() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let song = world.songs(&app).await[0].clone();
        let (song, album, artist) = (id(&song), song["albumId"].as_str().unwrap(), song["artistId"].as_str().unwrap());
        world.ok(&app, "star", &format!("id={song}&albumId={album}&artistId={artist}")).await;
        for (endpoint, name) in [("getStarred", "starred"), ("getStarred2", "starred2")] {
            let starred = world.ok(&app, endpoint, "").await;
            for kind in ["song", "album", "artist"] {
                assert_eq!(starred[name][kind].as_array().unwrap().len(), 1, "{endpoint} {kind}");
            }
        }
        world.ok(&app, "setRating", &format!("id={song}&rating=4")).await;
        let shown = world.ok(&app, "getSong", &format!("id={song}")).await;
        assert_eq!(shown["song"]["userRating"], 4);
        assert!(shown["song"]["starred"].is_string());
        world.ok(&app, "setRating", &format!("id={song}&rating=0")).await;
        world.ok(&app, "unstar", &format!("id={song}&albumId={album}&artistId={artist}")).await;
        let shown = world.ok(&app, "getSong", &format!("id={song}")).await;
        assert!(shown["song"]["userRating"].is_null() && shown["song"]["starred"].is_null());
        assert_eq!(world.fault(&app, "setRating", &format!("id={song}&rating=6")).await, 10);
        assert_eq!(world.fault(&app, "star", "").await, 10);
        assert_eq!(world.fault(&app, "star", "id=trk_0000000000000").await, 70);

        world.ok(&app, "createBookmark", &format!("id={song}&position=1500&comment=here")).await;
        let bookmarks = world.ok(&app, "getBookmarks", "").await;
        assert_eq!(bookmarks["bookmarks"]["bookmark"][0]["position"], 1_500);
        assert_eq!(bookmarks["bookmarks"]["bookmark"][0]["entry"]["id"], song);
        world.ok(&app, "deleteBookmark", &format!("id={song}")).await;
        assert_eq!(world.fault(&app, "deleteBookmark", &format!("id={song}")).await, 70);
    }
}

#[tokio::test]
async fn playlists_are_made_changed_and_hidden_from_others() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let other = world.member(OTHER).await;
        let songs = world.songs(&app).await;
        let (one, two) = (id(&songs[0]), id(&songs[1]));
        let made = world.ok(&app, "createPlaylist", &format!("name=Mine&songId={one}&songId={two}&songId={one}")).await;
        let playlist = id(&made["playlist"]).to_owned();
        let titles = |answer: &Value| -> Vec<String> {
            answer["playlist"]["entry"].as_array().unwrap().iter().map(|song| id(song).to_owned()).collect()
        };
        assert_eq!(titles(&made), [one, two, one]);
        for (endpoint, query) in [
            ("getPlaylist", format!("id={playlist}")),
            ("updatePlaylist", format!("playlistId={playlist}&name=Theirs")),
            ("createPlaylist", format!("playlistId={playlist}&songId={one}")),
            ("deletePlaylist", format!("id={playlist}")),
        ] {
            assert_eq!(world.fault(&other, endpoint, &query).await, 70, "{endpoint}");
        }
        let change =
            format!("playlistId={playlist}&name=Ours&comment=c&public=true&songIndexToRemove=0&songIdToAdd={two}");
        world.ok(&app, "updatePlaylist", &change).await;
        let seen = world.ok(&other, "getPlaylist", &format!("id={playlist}")).await;
        assert_eq!(titles(&seen), [two, one, two]);
        assert_eq!(seen["playlist"]["name"], "Ours");
        assert!(seen["playlist"]["owner"].is_null(), "whose it is, is not told");
        assert_eq!(world.fault(&other, "deletePlaylist", &format!("id={playlist}")).await, 50);
        let listed = world.ok(&other, "getPlaylists", "").await;
        assert_eq!(listed["playlists"]["playlist"].as_array().unwrap().len(), 1);
        assert_eq!(world.fault(&other, "getPlaylists", &format!("username={}", app.user_name)).await, 50);
        let replaced = world.ok(&app, "createPlaylist", &format!("playlistId={playlist}&songId={one}")).await;
        assert_eq!(titles(&replaced), [one]);
        world.ok(&app, "deletePlaylist", &format!("id={playlist}")).await;
        assert_eq!(world.fault(&app, "getPlaylist", &format!("id={playlist}")).await, 70);
    }
}

#[tokio::test]
async fn without_consent_reports_succeed_and_nothing_is_kept() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let songs = world.songs(&app).await;
        let (one, two) = (id(&songs[0]), id(&songs[1]));
        let time = support::NOW.as_millis() - 600_000;
        let heard = format!("id={one}&time={time}");
        let playing = format!("id={two}&submission=false");
        let queue = format!("id={one}&id={two}&id={one}&current={two}&position=1000");
        let recent = "type=recent";
        for (endpoint, query) in [("scrobble", &heard), ("scrobble", &playing), ("savePlayQueue", &queue)] {
            world.ok(&app, endpoint, query).await;
        }
        let nothing = serde_json::json!([]);
        assert_eq!(world.ok(&app, "getAlbumList2", recent).await["albumList2"]["album"], nothing);
        assert_eq!(world.ok(&app, "getNowPlaying", "").await["nowPlaying"]["entry"], nothing);
        assert_eq!(world.ok(&app, "getPlayQueue", "").await["playQueue"]["entry"], nothing);

        world.agree(&app, PurposeId::PlayHistory).await;
        world.agree(&app, PurposeId::ResumePlayback).await;
        for (endpoint, query) in [("scrobble", &heard), ("scrobble", &playing), ("savePlayQueue", &queue)] {
            world.ok(&app, endpoint, query).await;
        }
        let albums = world.ok(&app, "getAlbumList2", recent).await;
        assert_eq!(albums["albumList2"]["album"][0]["id"], songs[0]["albumId"]);
        assert_eq!(world.ok(&app, "getNowPlaying", "").await["nowPlaying"]["entry"][0]["id"], two);
        let other = world.member(OTHER).await;
        world.agree(&other, PurposeId::PlayHistory).await;
        assert_eq!(world.ok(&other, "getNowPlaying", "").await["nowPlaying"]["entry"], nothing);
        let kept = world.ok(&app, "getPlayQueue", "").await;
        assert_eq!(kept["playQueue"]["current"], two);
        assert_eq!(kept["playQueue"]["position"], 1_000);
        assert_eq!(kept["playQueue"]["changedBy"], "手机");
        let by_index = format!("id={one}&id={one}&currentIndex=1&position=5");
        world.ok(&app, "savePlayQueueByIndex", &by_index).await;
        let kept = world.ok(&app, "getPlayQueueByIndex", "").await;
        assert_eq!(kept["playQueueByIndex"]["currentIndex"], 1);
        assert_eq!(kept["playQueueByIndex"]["entry"].as_array().unwrap().len(), 2);
        assert_eq!(world.fault(&app, "savePlayQueueByIndex", &format!("id={one}&currentIndex=1")).await, 10);
        assert_eq!(world.fault(&app, "scrobble", "id=trk_0000000000000").await, 70);
    }
}
