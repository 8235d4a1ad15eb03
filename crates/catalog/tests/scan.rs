//! What a scan finds in ordinary files.

use crate::common::{libraries, png, tag};
use catalog::{AlbumSort, ArtistSort, FacetKind, Filter, covers::Format};
use lofty::tag::ItemKey;

const ALBUM: ItemKey = ItemKey::AlbumTitle;
const TITLE: ItemKey = ItemKey::TrackTitle;
const ARTIST: ItemKey = ItemKey::TrackArtist;

#[tokio::test]
async fn every_format_is_listed_with_its_facts() {
    for library in libraries().await {
        let expected = [
            ("tone.mp3", "mp3", "mpeg", "audio"),
            ("tone.mp2", "mp2", "mpeg", "audio"),
            ("tone.flac", "flac", "flac", "audio"),
            ("tone.ogg", "vorbis", "ogg", "audio"),
            ("tone.opus", "opus", "ogg", "audio"),
            ("tone.m4a", "aac", "mp4", "audio"),
            ("alac.m4a", "alac", "mp4", "audio"),
            ("tone.aac", "aac", "adts", "audio"),
            ("tone.aiff", "pcm", "aiff", "audio"),
            ("tone.wv", "wavpack", "wavpack", "audio"),
            ("tone.wma", "wma", "wma", "audio"),
            ("clip.mp4", "aac", "mp4", "video"),
            ("clip.webm", "opus", "webm", "video"),
            ("clip.mkv", "opus", "matroska", "video"),
        ];
        for (fixture, ..) in expected {
            library.put(fixture, fixture);
        }
        let done = library.scan().await;
        assert_eq!((done.found, done.added, done.problems), (14, 14, 0), "{:?}", library.problems().await);
        let tracks = library.tracks().await;
        for (fixture, codec, container, kind) in expected {
            let track = tracks.iter().find(|track| track.file_name == fixture).unwrap();
            assert_eq!(
                (track.codec.as_str(), track.container.as_str(), track.kind.as_str()),
                (codec, container, kind),
                "{fixture}"
            );
            assert!(track.playable, "{fixture}");
            if codec != "wma" {
                assert!((950..1200).contains(&track.duration_ms), "{fixture} lasts {} ms", track.duration_ms);
                assert!(track.sample_rate_hz.is_some() && track.channels == Some(1), "{fixture} {track:?}");
            }
        }
    }
}

#[tokio::test]
async fn tags_of_a_full_track() {
    for library in libraries().await {
        let path = library.song(
            "tone.flac",
            "周杰伦/叶惠美/01.flac",
            &[
                (TITLE, "千里之外"),
                (ARTIST, "周杰伦"),
                (ARTIST, "费玉清"),
                (ALBUM, "依然范特西"),
                (ItemKey::AlbumArtist, "周杰伦"),
                (ItemKey::Composer, "周杰伦"),
                (ItemKey::Genre, "流行"),
                (ItemKey::Genre, "中国风"),
                (ItemKey::TrackNumber, "3"),
                (ItemKey::DiscNumber, "2"),
                (ItemKey::SetSubtitle, "下"),
                (ItemKey::RecordingDate, "2006-09-05"),
                (ItemKey::Language, "zho"),
                (ItemKey::Label, "阿尔发"),
                (ItemKey::ReplayGainTrackGain, "-7.03 dB"),
                (ItemKey::ReplayGainTrackPeak, "0.98"),
                (ItemKey::ReplayGainAlbumGain, "-6.5 dB"),
            ],
        );
        std::fs::write(path.with_extension("lrc"), "[00:01.00]屋檐如悬崖\n[00:02.00]风铃如沧海").unwrap();
        library.scan().await;
        let track = library.track("千里之外").await;
        let names: Vec<_> = track.artists.iter().map(|artist| artist.name.as_str()).collect();
        assert_eq!(names, ["周杰伦", "费玉清"]);
        assert_eq!(track.album.as_ref().unwrap().title, "依然范特西");
        assert_eq!(track.album_artists[0], track.artists[0]);
        assert_eq!((track.disc_number, track.track_number, track.year), (Some(2), Some(3), Some(2006)));
        assert_eq!(track.genres, ["流行", "中国风"]);
        assert_eq!(track.composers, ["周杰伦"]);
        assert_eq!(track.language.as_deref(), Some("zho"));
        assert_eq!(
            (track.gain.track_db, track.gain.track_peak, track.gain.album_db),
            (Some(-7.03), Some(0.98), Some(-6.5))
        );
        assert!(track.has_lyrics);
        let lyrics = library.catalog.lyrics(track.id).await.unwrap().unwrap();
        assert!(lyrics.is_sidecar && lyrics.lyrics.synced);
        assert_eq!(lyrics.lyrics.lines[1].text, "风铃如沧海");

        let album = library.catalog.album(track.album.unwrap().id).await.unwrap();
        assert_eq!(album.release_date.as_deref(), Some("2006-09-05"));
        assert_eq!((album.labels.as_slice(), album.discs[0].number), (["阿尔发".to_owned()].as_slice(), 2));
        assert_eq!(album.discs[0].title.as_deref(), Some("下"));

        let artist = library.catalog.artist(track.artists[1].id).await.unwrap();
        assert_eq!((artist.albums.len(), artist.appears_on.len(), artist.top_tracks.len()), (0, 1, 1));
        let decades = library.catalog.facets(FacetKind::Decade).await.unwrap();
        assert_eq!((decades[0].value.as_str(), decades[0].track_count, decades[0].album_count), ("2000", 1, 1));
        assert_eq!(library.catalog.facets(FacetKind::Genre).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn embedded_lyrics_are_found() {
    for library in libraries().await {
        library.song("tone.flac", "a.flac", &[(TITLE, "a"), (ItemKey::Lyrics, "[00:01]一\n[00:01]one")]);
        library.song("tone.mp3", "b.mp3", &[(TITLE, "b"), (ItemKey::UnsyncLyrics, "plain words")]);
        library.put("tone.ogg", "c.ogg");
        library.scan().await;
        let lyrics = library.catalog.lyrics(library.track("a").await.id).await.unwrap().unwrap();
        assert_eq!(lyrics.lyrics.lines[0].translation.as_deref(), Some("one"));
        assert!(!lyrics.is_sidecar);
        let plain = library.catalog.lyrics(library.track("b").await.id).await.unwrap().unwrap();
        assert!(!plain.lyrics.synced);
        assert_eq!(library.catalog.lyrics(library.track("c").await.id).await.unwrap(), None);
    }
}

#[tokio::test]
async fn compilations_and_albums_without_album_artist() {
    for library in libraries().await {
        for (number, artist) in ["邓丽君", "周深", "王菲"].iter().enumerate() {
            library.song(
                "tone.ogg",
                &format!("合辑/{number}.ogg"),
                &[(TITLE, artist), (ARTIST, artist), (ALBUM, "金曲")],
            );
            library.song(
                "tone.ogg",
                &format!("独唱/CD{number}/{number}.ogg"),
                &[(TITLE, &format!("独{number}")), (ARTIST, "李健"), (ALBUM, "独唱")],
            );
        }
        library.scan().await;
        let albums = library.catalog.albums(AlbumSort::Name, 0, &Filter::default(), None, 50).await.unwrap();
        let shown: Vec<_> = albums
            .items
            .iter()
            .map(|album| (album.title.as_str(), album.compilation, album.track_count, album.artists.len()))
            .collect();
        assert_eq!(shown, [("独唱", false, 3, 1), ("金曲", true, 3, 0)]);
        let only = Filter { compilation: Some(true), ..Filter::default() };
        assert_eq!(library.catalog.albums(AlbumSort::Name, 0, &only, None, 50).await.unwrap().total, 1);
        let artists = library.catalog.artists(ArtistSort::Name, false, None, 50).await.unwrap();
        assert_eq!((artists.items.len(), artists.items[0].name.as_str(), artists.items[0].track_count), (1, "李健", 3));
        let all = library.catalog.artists(ArtistSort::Name, true, None, 50).await.unwrap();
        assert_eq!((all.items.len(), all.total), (4, 4));
    }
}

#[tokio::test]
async fn covers_beside_and_inside_the_music() {
    for library in libraries().await {
        library.song("tone.ogg", "A/1.ogg", &[(TITLE, "beside"), (ALBUM, "A")]);
        library.write("A/Cover.PNG", &png(640, [200, 30, 40]));
        let inside = library.put("tone.flac", "B/1.flac");
        tag(&inside, &[(TITLE, "inside"), (ALBUM, "B")], Some(png(320, [20, 160, 90])));
        library.scan().await;
        let beside = library.track("beside").await.cover.unwrap();
        let inside = library.track("inside").await.cover.unwrap();
        assert_ne!(beside.id, inside.id);
        assert_eq!(library.catalog.color_covers(10).await.unwrap(), 2);
        assert_eq!(library.track("beside").await.cover.unwrap().color, "#c81e28");
        assert_eq!(library.track("inside").await.cover.unwrap().color, "#14a05a");
        for cover in [beside.id, inside.id] {
            for format in [Format::Webp, Format::Jpeg] {
                assert!(library.catalog.cover_in_memory(cover, 96, format).is_none());
                let bytes = library.catalog.cover(cover, 96, format).await.unwrap();
                let picture = image::load_from_memory(&bytes).unwrap();
                assert_eq!((picture.width(), picture.height()), (96, 96));
                assert!(library.catalog.cover_in_memory(cover, 96, format).is_some());
            }
        }
        std::fs::remove_file(library.path("A/Cover.PNG")).unwrap();
        assert!(library.catalog.cover(beside.id, 600, Format::Webp).await.is_err(), "its file is gone");
        library.scan().await;
        assert_eq!(library.track("beside").await.cover, None);
    }
}

#[tokio::test]
async fn what_is_found_is_searched() {
    for library in libraries().await {
        library.song("tone.ogg", "1.ogg", &[(TITLE, "茉莉花"), (ARTIST, "宋祖英"), (ALBUM, "民歌")]);
        library.song("tone.ogg", "2.ogg", &[(TITLE, "晴天"), (ARTIST, "周杰倫"), (ALBUM, "叶惠美")]);
        library.scan().await;
        for (query, title) in [("茉莉", "茉莉花"), ("mlh", "茉莉花"), ("周杰伦", "晴天"), ("qingtian", "晴天")]
        {
            let (artists, albums, tracks) = library.catalog.search(query, 5).await.unwrap();
            let titles: Vec<_> = tracks.iter().map(|track| track.title.as_str()).collect();
            assert_eq!(titles, [title], "{query}");
            if query == "周杰伦" {
                assert_eq!((artists[0].name.as_str(), albums[0].title.as_str()), ("周杰倫", "叶惠美"));
            }
        }
    }
}

#[tokio::test]
async fn folders_are_walked_down() {
    for library in libraries().await {
        library.put("tone.ogg", "歌手/专辑/1.ogg");
        library.put("tone.ogg", "歌手/专辑/2.ogg");
        library.put("tone.ogg", "歌手/3.ogg");
        library.scan().await;
        let top = library.catalog.folder("", None, 50).await.unwrap();
        assert_eq!(top.folders, [("music".to_owned(), "0".to_owned(), 3)]);
        let artist = library.catalog.folder("0/歌手", None, 50).await.unwrap();
        assert_eq!(artist.parent.as_deref(), Some("0"));
        assert_eq!(artist.folders, [("专辑".to_owned(), "0/歌手/专辑".to_owned(), 2)]);
        assert_eq!(artist.tracks.items.len(), 1);
        let first = library.catalog.folder("0/歌手/专辑", None, 1).await.unwrap();
        let second = library.catalog.folder("0/歌手/专辑", first.tracks.next, 1).await.unwrap();
        assert_eq!(
            (first.tracks.items[0].file_name.as_str(), second.tracks.items[0].file_name.as_str()),
            ("1.ogg", "2.ogg")
        );
        assert_eq!(second.tracks.next, None);
        assert!(library.catalog.folder("0/nowhere", None, 50).await.is_err());
    }
}
