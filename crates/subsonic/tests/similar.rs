//! Similar songs and artists, and ways between songs, through an app.

use std::collections::BTreeSet;

use crate::support::{PHONE, id, worlds};
use serde_json::{Value, json};

fn ids(entries: &Value) -> Vec<String> {
    entries.as_array().unwrap().iter().map(|song| id(song).to_owned()).collect()
}

#[tokio::test]
async fn songs_and_artists_that_sound_alike_are_found() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        let songs = world.songs(&app).await;
        let song = songs[0].clone();
        let (one, album, artist) = (id(&song), song["albumId"].as_str().unwrap(), song["artistId"].as_str().unwrap());
        // Before the library was heard nothing is known to be alike, and that is no error.
        let early = world.ok(&app, "getSimilarSongs", &format!("id={one}")).await;
        assert_eq!(early["similarSongs"]["song"], json!([]));
        world.measure().await;
        for (endpoint, name) in [("getSimilarSongs", "similarSongs"), ("getSimilarSongs2", "similarSongs2")] {
            for asked in [one, album, artist] {
                let found = world.ok(&app, endpoint, &format!("id={asked}&count=5")).await;
                let found = ids(&found[name]["song"]);
                assert!(!found.is_empty() && found.len() <= 5, "{endpoint} {asked}: {found:?}");
                assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len(), "no song comes twice");
                assert!(asked == artist || !found.contains(&one.to_owned()), "{endpoint} {asked}");
            }
            assert_eq!(world.fault(&app, endpoint, "id=trk_0000000000000").await, 70);
            assert_eq!(world.fault(&app, endpoint, "").await, 10);
        }
        for (endpoint, name) in [("getArtistInfo", "artistInfo"), ("getArtistInfo2", "artistInfo2")] {
            for asked in [one, album, artist] {
                let info = world.ok(&app, endpoint, &format!("id={asked}&count=3")).await;
                let artists = ids(&info[name]["similarArtist"]);
                assert!(!artists.is_empty() && artists.len() <= 3, "{endpoint} {asked}");
                assert!(!artists.contains(&artist.to_owned()), "nobody is like themself");
            }
        }
    }
}

#[tokio::test]
async fn matches_say_how_alike_they_are_and_ways_lead_from_end_to_end() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        world.measure().await;
        let songs = world.songs(&app).await;
        let (from, to) = (id(&songs[0]), id(songs.last().unwrap()));
        let similar = world.ok(&app, "getSonicSimilarTracks", &format!("id={from}&count=8")).await;
        let matches = similar["sonicMatch"].as_array().unwrap();
        assert_eq!(matches.len(), 8);
        let alike: Vec<f64> = matches.iter().map(|one| one["similarity"].as_f64().unwrap()).collect();
        assert!(alike.is_sorted_by(|left, right| left >= right), "the closest first: {alike:?}");
        assert!(alike.iter().all(|value| (0.0..=1.0).contains(value)));
        assert_eq!(
            world.ok(&app, "getSonicSimilarTracks", &format!("id={from}&count=0")).await["sonicMatch"],
            json!([])
        );

        let way = world.ok(&app, "findSonicPath", &format!("startSongId={from}&endSongId={to}&count=6")).await;
        let way = way["sonicMatch"].as_array().unwrap();
        assert!((2..=6).contains(&way.len()), "{}", way.len());
        assert_eq!((id(&way[0]["entry"]), id(&way[way.len() - 1]["entry"])), (from, to));
        assert_eq!(way[0]["similarity"], 1.0);
        let all: BTreeSet<&str> = way.iter().map(|one| id(&one["entry"])).collect();
        assert_eq!(all.len(), way.len(), "no song comes twice");
        for (endpoint, query, code) in [
            ("getSonicSimilarTracks", "id=trk_0000000000000".to_owned(), 70),
            ("getSonicSimilarTracks", format!("id={from}&count=many"), 10),
            ("findSonicPath", format!("startSongId={from}"), 10),
            ("findSonicPath", format!("startSongId={from}&endSongId=x"), 70),
        ] {
            assert_eq!(world.fault(&app, endpoint, &query).await, code, "{endpoint}?{query}");
        }
        let extensions = world.raw("getOpenSubsonicExtensions", "f=json").await.text();
        assert!(extensions.contains("sonicSimilarity"), "{extensions}");
    }
}
