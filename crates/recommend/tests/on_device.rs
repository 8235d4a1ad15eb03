//! The files with which a browser ranks by itself: the same for everybody, nothing of the few, nothing of who is gone;
//! on each engine.

use ids::SubjectId;
use policy::PurposeId;
use units::Millis;

use crate::common::{ME, SONGS, World, artist_of, worlds};

fn four(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
}

fn eight(bytes: &[u8], at: usize) -> i64 {
    i64::from_le_bytes(bytes[at..at + 8].try_into().unwrap())
}

async fn companions(world: &World) -> Vec<u8> {
    world.file(None, "companions", None).await.2
}

/// Every song that the companions name, and how many pairs there are.
fn named(bytes: &[u8]) -> (Vec<i64>, usize) {
    assert_eq!((&bytes[..4], four(bytes, 8)), (&b"QYCO"[..], bytes.len()));
    ((0..four(bytes, 12)).map(|at| eight(bytes, 32 + at * 8)).collect(), four(bytes, 16))
}

/// What everybody starts from: five who carry pairs, and two who carry something of their own.
async fn listening(world: &World) {
    world.listeners(100, &[&[10, 50, 51], &[10, 50, 51], &[10, 50, 51], &[10, 50], &[50, 51]]).await;
    world.listeners(150, &[&[10, 80, 81], &[10, 80, 81]]).await;
}

#[tokio::test]
async fn the_catalogue_says_what_there_is_and_nothing_of_anybody() {
    for world in worlds().await {
        let (status, tag, bytes) = world.file(None, "catalogue", None).await;
        assert_eq!((status, &bytes[..4], four(&bytes, 8)), (200, &b"QYSO"[..], bytes.len()));
        let (songs, artists, albums, credits) =
            (four(&bytes, 12), four(&bytes, 16), four(&bytes, 20), four(&bytes, 24));
        assert_eq!((songs, artists, albums, credits), (90, 30, 0, 90));
        assert_eq!((0..songs).map(|at| eight(&bytes, 48 + at * 8)).collect::<Vec<_>>(), (0..SONGS).collect::<Vec<_>>());
        let artists_at = 48 + songs * 8;
        assert_eq!(eight(&bytes, artists_at + 8), artist_of(3).as_i64());
        let text = String::from_utf8(bytes[bytes.len() - four(&bytes, 32)..].to_vec()).unwrap();
        assert!(text.starts_with("歌 000歌 001") && text.ends_with("歌手 29"), "{text}");

        listening(&world).await;
        world.agree(ME, PurposeId::PlayHistory).await;
        world.agree(ME, PurposeId::PersonalRecommendation).await;
        world.hear_all(ME, &[10, 11], Millis::days(1)).await;
        world.clock.advance(Millis::minutes(11));
        assert_eq!(
            world.file(Some(ME), "catalogue", None).await,
            (200, tag.clone(), bytes),
            "whoever asks, whatever is heard"
        );
        assert_eq!(world.file(None, "catalogue", Some(&tag)).await, (304, tag.clone(), Vec::new()));
        assert_eq!(world.file(None, "catalogue", Some(&format!("W/{tag}"))).await.0, 304, "a proxy may weaken the tag");
    }
}

#[tokio::test]
async fn companions_are_the_same_for_everybody_and_name_nothing_of_the_few() {
    for world in worlds().await {
        assert_eq!(named(&companions(&world).await), (Vec::new(), 0), "where nobody agreed there is nothing");
        listening(&world).await;
        let (status, tag, bytes) = world.file(None, "companions", None).await;
        let (songs, pairs) = named(&bytes);
        assert_eq!((status, songs, pairs), (200, vec![10, 50, 51], 6), "what two people share is not named");
        world.agree(ME, PurposeId::PlayHistory).await;
        world.agree(ME, PurposeId::PersonalRecommendation).await;
        world.hear_all(ME, &[10, 80, 81], Millis::days(1)).await;
        assert_eq!(world.file(Some(ME), "companions", None).await, (200, tag.clone(), bytes.clone()));
        assert_eq!(world.file(Some(ME), "companions", Some(&tag)).await, (304, tag.clone(), Vec::new()));
        assert_eq!(world.file(None, "companions", Some("\"another\"")).await, (200, tag.clone(), bytes.clone()));
        // What is heard today counts from midnight on, so that the file stays the same all day.
        world.agree(ME, PurposeId::HelpingDiscovery).await;
        let three = named(&companions(&world).await).0;
        assert_eq!(three, [10, 50, 51, 80, 81], "three people are enough");
        world.hear_all(SubjectId::from_i64(100), &[70], Millis::hours(1)).await;
        let today = world.file(None, "companions", None).await;
        world.clock.advance(Millis::minutes(30));
        assert_eq!(world.file(None, "companions", None).await, today);
    }
}

#[tokio::test]
async fn who_is_gone_is_out_of_the_next_answer_to_the_last_byte() {
    for world in worlds().await {
        listening(&world).await;
        let (_, before_tag, before) = world.file(None, "companions", None).await;
        // A sixth carries more of it, and a pair that would be nothing without them.
        let sixth = SubjectId::from_i64(900);
        world.join(sixth, &[PurposeId::PlayHistory, PurposeId::HelpingDiscovery]).await;
        world.hear_all(sixth, &[10, 50, 51, 80, 81], Millis::days(1)).await;
        let (_, with_tag, with) = world.file(None, "companions", None).await;
        assert_ne!((&with_tag, &with), (&before_tag, &before));
        assert_eq!(named(&with).0, [10, 50, 51, 80, 81]);

        world.consents.withdraw(sixth, PurposeId::HelpingDiscovery).await.unwrap();
        let after = world.file(None, "companions", Some(&with_tag)).await;
        assert_eq!(
            after,
            (200, before_tag.clone(), before.clone()),
            "the tag of what had them is not current any more"
        );

        world.agree(sixth, PurposeId::HelpingDiscovery).await;
        assert_eq!(world.file(None, "companions", None).await, (200, with_tag.clone(), with.clone()));
        world.erase(sixth).await;
        assert_eq!(world.file(None, "companions", Some(&with_tag)).await, (200, before_tag, before));
    }
}

/// The playlists of a file of the square: name, whole length, and songs.
fn playlists(bytes: &[u8]) -> Vec<(String, usize, Vec<i64>)> {
    assert_eq!((&bytes[..4], four(bytes, 8)), (&b"QYSQ"[..], bytes.len()));
    let [playlists, songs, entries, text] = [12, 16, 20, 24].map(|at| four(bytes, at));
    let songs_at = 32 + playlists * 8;
    let starts_at = songs_at + songs * 8;
    let entries_at = starts_at + (playlists + 1) * 4;
    let wholes_at = entries_at + entries * 4;
    let ends_at = wholes_at + playlists * 4;
    let text = std::str::from_utf8(&bytes[bytes.len() - text..]).unwrap();
    let end = |at: usize| if at == 0 { 0 } else { four(bytes, ends_at + (at - 1) * 4) };
    let song = |entry: usize| eight(bytes, songs_at + four(bytes, entries_at + entry * 4) * 8);
    let of = |at: usize| {
        let (from, to) = (four(bytes, starts_at + at * 4), four(bytes, starts_at + at * 4 + 4));
        let name = text[end(at)..end(at + 1)].to_owned();
        (name, four(bytes, wholes_at + at * 4), (from..to).map(song).collect())
    };
    (0..playlists).map(of).collect()
}

#[tokio::test]
async fn the_square_is_the_same_for_everybody_and_free_of_who_withdrew_at_the_next_answer() {
    for world in worlds().await {
        assert_eq!(playlists(&world.file(None, "square", None).await.2), []);
        let other = SubjectId::from_i64(900);
        world.join(other, &[PurposeId::Publication, PurposeId::PublicationName]).await;
        world.library.set_square_name(other, "小满").await.unwrap();
        world.publish(other, "夜里", &[30, 3, 30]).await;
        world.agree(ME, PurposeId::Publication).await;
        let mine = world.publish(ME, "我的", &[60, 3]).await;
        let both = world.file(None, "square", None).await;
        let shown = [("我的".to_owned(), 2, vec![60, 3]), ("夜里".to_owned(), 3, vec![30, 3])];
        assert_eq!((both.0, playlists(&both.2)), (200, shown.to_vec()), "published last first, each song once");
        assert!(!String::from_utf8_lossy(&both.2).contains("小满"), "who they are is not in it");
        assert_eq!(world.file(Some(ME), "square", None).await, both, "whoever asks");
        assert_eq!(world.file(None, "square", Some(&both.1)).await, (304, both.1.clone(), Vec::new()));

        world.library.unpublish(ME, mine).await.unwrap();
        let one = world.file(None, "square", Some(&both.1)).await;
        assert_eq!((one.0, playlists(&one.2)), (200, shown[1..].to_vec()), "taken back");
        world.consents.withdraw(other, PurposeId::Publication).await.unwrap();
        let none = world.file(None, "square", Some(&one.1)).await;
        assert_eq!((none.0, playlists(&none.2)), (200, Vec::new()), "withdrawn");
    }
}

#[tokio::test]
async fn those_who_fetch_at_once_get_the_same() {
    for world in worlds().await {
        listening(&world).await;
        let fetch = || world.file(None, "companions", None);
        let (one, two, three) = tokio::join!(fetch(), fetch(), fetch());
        assert_eq!((&one, &one), (&two, &three));
        assert_eq!(named(&one.2).1, 6);
    }
}
