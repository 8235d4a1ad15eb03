//! What tags say of the words of a song, and answers without those that are not for children.

use catalog::{Advisory, ArtistSort, Filter, TrackSort, without_explicit};
use lofty::config::{ParseOptions, WriteOptions};
use lofty::file::AudioFile as _;
use lofty::flac::FlacFile;
use lofty::ogg::VorbisFile;
use lofty::tag::ItemKey;

use crate::common::{Library, libraries};

const TITLE: ItemKey = ItemKey::TrackTitle;
const ADVISORY: ItemKey = ItemKey::ParentalAdvisory;

async fn of(library: &Library, title: &str) -> Option<Advisory> {
    library.track(title).await.advisory
}

/// A song whose tags say something of its words, under the name that its format has for it.
fn advised(library: &Library, fixture: &str, name: &str, title: &str, advisory: &str) {
    let ends_with = |ending: &str| fixture.ends_with(ending);
    if ends_with(".mp3") || ends_with(".m4a") {
        library.song(fixture, name, &[(TITLE, title), (ADVISORY, advisory)]);
        return;
    }
    let path = library.song(fixture, name, &[(TITLE, title)]);
    let mut file = std::fs::OpenOptions::new().read(true).write(true).open(&path).unwrap();
    let write = WriteOptions::default();
    let field = || ("ITUNESADVISORY".to_owned(), advisory.to_owned());
    if ends_with(".flac") {
        let mut flac = FlacFile::read_from(&mut file, ParseOptions::new()).unwrap();
        let (key, value) = field();
        flac.vorbis_comments_mut().unwrap().push(key, value);
        flac.save_to_path(&path, write).unwrap();
    } else {
        let mut ogg = VorbisFile::read_from(&mut file, ParseOptions::new()).unwrap();
        let (key, value) = field();
        ogg.vorbis_comments_mut().push(key, value);
        ogg.save_to_path(&path, write).unwrap();
    }
}

#[tokio::test]
async fn the_advisory_of_each_format_is_read() {
    for library in libraries().await {
        for (fixture, title) in [("tone.flac", "甲"), ("tone.mp3", "乙"), ("tone.m4a", "丙"), ("tone.ogg", "丁")] {
            advised(&library, fixture, &format!("1-{fixture}"), title, "1");
            advised(&library, fixture, &format!("2-{fixture}"), &format!("{title}2"), "2");
        }
        advised(&library, "tone.flac", "0.flac", "戊", "0");
        advised(&library, "tone.ogg", "9.ogg", "己", "whatever");
        library.scan().await;
        for title in ["甲", "乙", "丙", "丁"] {
            assert_eq!(of(&library, title).await, Some(Advisory::Explicit), "{title}");
            assert_eq!(of(&library, &format!("{title}2")).await, Some(Advisory::Clean), "{title}");
        }
        assert_eq!((of(&library, "戊").await, of(&library, "己").await), (None, None));
        // 4 was explicit of old; and what the tags say no longer is forgotten.
        assert_eq!(Advisory::from_number(4), Some(Advisory::Explicit));
        library.song("tone.ogg", "1-tone.ogg", &[(TITLE, "丁"), (ItemKey::Comment, "longer than it was before")]);
        library.scan().await;
        assert_eq!(of(&library, "丁").await, None);
    }
}

#[tokio::test]
async fn without_explicit_songs_every_list_and_page_leaves_them_out() {
    for library in libraries().await {
        let tags = |title: &'static str, advisory: &'static str| {
            [
                (TITLE, title),
                (ItemKey::TrackArtist, "艺人"),
                (ItemKey::AlbumArtist, "艺人"),
                (ItemKey::AlbumTitle, "专辑"),
                (ADVISORY, advisory),
            ]
        };
        library.song("tone.mp3", "专辑/1.mp3", &tags("直言 alpha", "1"));
        library.song("tone.mp3", "专辑/2.mp3", &tags("清新 alpha", "2"));
        library.song("tone.mp3", "专辑/3.mp3", &tags("平常 alpha", "0"));
        library.scan().await;
        let explicit = library.track("直言 alpha").await;
        let catalog = &library.catalog;
        let album = explicit.album.clone().unwrap().id;
        let artist = catalog.artists(ArtistSort::Name, true, None, 10).await.unwrap().items[0].id;
        let seen = async || {
            let mut seen = Vec::new();
            for sort in [TrackSort::Title, TrackSort::Newest, TrackSort::Random] {
                seen.push(catalog.track_list(sort, 7, &Filter::default(), None, 10).await.unwrap().items.len());
            }
            seen.push(catalog.album(album).await.unwrap().discs.iter().map(|disc| disc.tracks.len()).sum());
            seen.push(catalog.artist(artist).await.unwrap().top_tracks.len());
            seen.push(catalog.search("alpha", 10).await.unwrap().2.len());
            seen.push(catalog.folder("0/专辑", None, 10).await.unwrap().tracks.items.len());
            seen.push(catalog.tracks(&[explicit.id]).await.unwrap().len() + 2);
            seen.push(usize::from(catalog.track(explicit.id).await.unwrap().is_some()) + 2);
            seen
        };
        assert_eq!(seen().await, [3; 9]);
        assert_eq!(without_explicit(seen()).await, [2; 9]);
        // A page that loses its only song still leads to the next one.
        let page = async |after| catalog.track_list(TrackSort::Title, 0, &Filter::default(), after, 1).await.unwrap();
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let next = without_explicit(page(after)).await;
            found.extend(next.items.into_iter().map(|track| track.title));
            after = next.next;
            if after.is_none() {
                break;
            }
        }
        found.sort();
        assert_eq!(found, ["平常 alpha", "清新 alpha"]);
    }
}
