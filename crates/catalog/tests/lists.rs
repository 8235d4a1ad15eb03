//! Every list, page by page, and through an index.

use std::collections::BTreeSet;

use crate::common::{Library, libraries};
use catalog::{AlbumSort, ArtistSort, Filter, LISTS, List, ListKind, Place, TrackSort, genre_key};
use db::{Value, args};
use lofty::tag::ItemKey;

const NAMES: [&str; 7] = ["茉莉花", "Adele", "邓丽君", "Zedd", "2NE1", "阿杜", "beyond"];

async fn filled() -> Vec<Library> {
    let libraries = libraries().await;
    for library in &libraries {
        for (number, name) in NAMES.iter().enumerate() {
            library.song(
                "tone.ogg",
                &format!("{number}/{number}.ogg"),
                &[
                    (ItemKey::TrackTitle, name),
                    (ItemKey::TrackArtist, name),
                    (ItemKey::AlbumArtist, name),
                    (ItemKey::AlbumTitle, &format!("{name} 专辑")),
                    (ItemKey::Genre, if number % 2 == 0 { "民歌" } else { "Pop" }),
                    (ItemKey::RecordingDate, if number < 4 { "1998" } else { "2004" }),
                    (ItemKey::Language, if number % 3 == 0 { "zho" } else { "eng" }),
                ],
            );
            // Each in a scan of its own, so that they differ in when they were found.
            library.scan().await;
        }
    }
    libraries
}

/// Walks a list three at a time.
async fn pages<T, F>(mut page: impl FnMut(Option<Place>) -> F) -> (Vec<T>, u64)
where
    F: Future<Output = List<T>>,
{
    let mut items = Vec::new();
    let mut after = None;
    loop {
        let list = page(after).await;
        assert!(list.items.len() <= 3);
        items.extend(list.items);
        after = list.next;
        if after.is_none() {
            return (items, list.total);
        }
    }
}

#[tokio::test]
async fn tracks_in_every_order() {
    for library in filled().await {
        let titles = async |sort, seed, filter: Filter| {
            let (tracks, total) =
                pages(async |after| library.catalog.track_list(sort, seed, &filter, after, 3).await.unwrap()).await;
            assert_eq!(total, tracks.len() as u64);
            tracks.into_iter().map(|track| track.title).collect::<Vec<_>>()
        };
        let by_name = ["阿杜", "Adele", "beyond", "邓丽君", "茉莉花", "Zedd", "2NE1"];
        assert_eq!(titles(TrackSort::Title, 0, Filter::default()).await, by_name);
        assert_eq!(titles(TrackSort::Artist, 0, Filter::default()).await, by_name);
        assert_eq!(titles(TrackSort::Album, 0, Filter::default()).await, by_name);
        let newest: Vec<&str> = NAMES.iter().rev().copied().collect();
        assert_eq!(titles(TrackSort::Newest, 0, Filter::default()).await, newest);

        let mut orders = BTreeSet::new();
        for seed in 0..20 {
            let order = titles(TrackSort::Random, seed, Filter::default()).await;
            assert_eq!(order.iter().collect::<BTreeSet<_>>().len(), 7, "each once, over all pages");
            assert_eq!(order, titles(TrackSort::Random, seed, Filter::default()).await, "a seed stays");
            orders.insert(order);
        }
        assert!(orders.len() > 3, "seeds differ");

        let genre = Filter { genre_key: Some(genre_key("POP")), ..Filter::default() };
        assert_eq!(titles(TrackSort::Title, 0, genre.clone()).await, ["阿杜", "Adele", "Zedd"]);
        assert_eq!(titles(TrackSort::Random, 5, genre).await.len(), 3);
        let decade = Filter { decade: Some(2000), ..Filter::default() };
        assert_eq!(titles(TrackSort::Title, 0, decade).await, ["阿杜", "beyond", "2NE1"]);
        let language = Filter { language: Some("zho".into()), ..Filter::default() };
        assert_eq!(titles(TrackSort::Title, 0, language).await, ["beyond", "茉莉花", "Zedd"]);
    }
}

#[tokio::test]
async fn albums_in_every_order() {
    for library in filled().await {
        let titles = async |sort, filter: Filter| {
            let (albums, total) =
                pages(async |after| library.catalog.albums(sort, 9, &filter, after, 3).await.unwrap()).await;
            assert_eq!(total, albums.len() as u64);
            albums.into_iter().map(|album| album.title.trim_end_matches(" 专辑").to_owned()).collect::<Vec<_>>()
        };
        let by_name = ["阿杜", "Adele", "beyond", "邓丽君", "茉莉花", "Zedd", "2NE1"];
        assert_eq!(titles(AlbumSort::Name, Filter::default()).await, by_name);
        assert_eq!(titles(AlbumSort::Artist, Filter::default()).await, by_name);
        let newest: Vec<&str> = NAMES.iter().rev().copied().collect();
        assert_eq!(titles(AlbumSort::Newest, Filter::default()).await, newest);
        assert_eq!(titles(AlbumSort::Random, Filter::default()).await.len(), 7);
        let by_year = titles(AlbumSort::Year, Filter::default()).await;
        let early: BTreeSet<&str> = by_year[3..].iter().map(String::as_str).collect();
        assert_eq!(early, NAMES[..4].iter().copied().collect());
        let both = Filter { genre_key: Some(genre_key("民歌")), decade: Some(1990), ..Filter::default() };
        assert_eq!(titles(AlbumSort::Name, both).await, ["邓丽君", "茉莉花"]);
    }
}

#[tokio::test]
async fn artists_and_problems_in_pages() {
    for library in filled().await {
        for sort in [ArtistSort::Name, ArtistSort::Recent, ArtistSort::Tracks] {
            let (artists, total) =
                pages(async |after| library.catalog.artists(sort, false, after, 3).await.unwrap()).await;
            assert_eq!((artists.len(), total), (7, 7));
            if sort == ArtistSort::Name {
                let letters: String = artists.iter().map(|artist| artist.sort_letter.as_str()).collect();
                assert_eq!(letters, "AABDMZ#");
            }
        }
        for number in 0..7 {
            library.write(&format!("bad{number}.mp3"), b"");
        }
        library.scan().await;
        let (problems, total) = pages(async |after| library.catalog.problems(after, 3).await.unwrap()).await;
        assert_eq!((problems.len(), total), (7, 7));
        let ids: Vec<_> = library.tracks().await.iter().map(|track| track.id).rev().collect();
        let found = library.catalog.tracks(&ids).await.unwrap();
        assert_eq!(found.iter().map(|track| track.id).collect::<Vec<_>>(), ids, "in the order that was asked for");
    }
}

#[tokio::test]
async fn a_cursor_of_another_sort_is_refused() {
    for library in filled().await {
        let list = library.catalog.albums(AlbumSort::Name, 0, &Filter::default(), None, 3).await.unwrap();
        for sort in [AlbumSort::Newest, AlbumSort::Random] {
            assert!(library.catalog.albums(sort, 0, &Filter::default(), list.next.clone(), 3).await.is_err());
        }
    }
}

#[tokio::test]
async fn every_list_walks_an_index() {
    for library in filled().await {
        if library.database.db.engine() != db::Engine::Sqlite {
            // Of seven rows PostgreSQL rightly reads all; its plans are compared on a large library.
            continue;
        }
        for (statement, kind) in LISTS {
            let arguments: Vec<Value> = match kind {
                ListKind::Albums => args![0, 0, None::<&str>, None::<i64>, None::<&str>, None::<i64>, 20].to_vec(),
                ListKind::AlbumsRandom => {
                    args![0, 0, None::<&str>, None::<i64>, None::<&str>, None::<i64>, 20, 9].to_vec()
                }
                ListKind::Tracks => args![0, 0, None::<&str>, None::<i64>, None::<&str>, 20].to_vec(),
                ListKind::TracksRandom => args![0, 0, None::<&str>, None::<i64>, None::<&str>, 20, 9].to_vec(),
                ListKind::Artists => args![0, 0, 0, 20].to_vec(),
                ListKind::Folder => args!["0", "", 0, 20].to_vec(),
            };
            let plan = library.database.db.plan(statement, &arguments).await.unwrap();
            assert!(!plan.contains("USE TEMP B-TREE"), "{} sorts: {plan}", statement.name);
            assert!(
                !plan.contains("SCAN t") && !plan.contains("SCAN a") && !plan.contains("SCAN r"),
                "{}: {plan}",
                statement.name
            );
        }
    }
}
