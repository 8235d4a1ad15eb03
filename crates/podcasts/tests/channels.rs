//! Subscribing, and reading feeds again.

use crate::common::{Host, NOW, entry, sound, worlds};
use podcasts::{EpisodeState, Error, FaultKind};
use units::Millis;

#[tokio::test]
async fn a_subscription_brings_the_channel_its_picture_and_its_episodes() {
    for world in worlds(true).await {
        let host = Host::start().await;
        let mut picture = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(1_000, 1_000, image::Rgb([9, 99, 199]))
            .write_to(&mut picture, image::ImageFormat::Png)
            .unwrap();
        host.give("/p.png", "content-type: image/png\r\n", picture.get_ref());
        let picture = "<itunes:image href='p.png'/>";
        host.feed(&format!("{picture}{}{}", entry("1", 20, "/1.mp3"), entry("2", 21, "https://cdn.example/2.mp3")));
        let channel = world.podcasts.subscribe(&host.url("/feed"), 0).await.unwrap();
        assert_eq!((channel.title.as_str(), channel.description.as_str()), ("夜航船", "闲谈"));
        assert_eq!((channel.fault.as_ref(), channel.episodes), (None, 2));
        assert_eq!((channel.refreshed_at, channel.added_at), (Some(NOW), NOW));
        assert!(channel.has_picture);
        let drawn = image::load_from_memory(&world.podcasts.picture(channel.id).await.unwrap()).unwrap();
        assert_eq!(drawn.width(), 600);

        let episodes = world.episodes(&channel).await;
        assert_eq!(episodes.iter().map(|one| one.title.as_str()).collect::<Vec<_>>(), ["第 2 集", "第 1 集"]);
        assert_eq!(episodes[1].sound_url, host.url("/1.mp3"), "as the feed's own address makes it whole");
        assert!(episodes.iter().all(|one| one.state == EpisodeState::New));
        // The other host is on the operator's list, waits there, and was not asked.
        let hosts = world.reader.hosts("", 10).await.unwrap();
        let listed: Vec<(&str, bool)> = hosts.iter().map(|one| (one.host.as_str(), one.allowed_at.is_some())).collect();
        assert_eq!(listed, [("127.0.0.1", true), ("cdn.example", false)]);
        assert_eq!(hosts[1].reason, "podcast 夜航船");

        let again = world.podcasts.subscribe(&format!("{}#x", host.url("/feed")), 0).await;
        assert!(matches!(again, Err(Error::Subscribed(id)) if id == channel.id));
        assert!(matches!(world.podcasts.subscribe("feed", 0).await, Err(Error::Address(_))));
        world.podcasts.unsubscribe(channel.id).await.unwrap();
        assert!(matches!(world.podcasts.channel(channel.id).await, Err(Error::NotFound)));
        assert!(world.podcasts.newest(None, 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_refresh_keeps_ids_and_forgets_what_left_the_feed() {
    for world in worlds(true).await {
        let host = Host::start().await;
        host.feed(&format!("{}{}", entry("1", 20, "/1.mp3"), entry("2", 21, "/2.mp3")));
        host.give("/1.mp3", "", &sound(100));
        let channel = world.podcasts.subscribe(&host.url("/feed"), 0).await.unwrap();
        let before = world.episodes(&channel).await;
        world.podcasts.request_download(before[1].id).await.unwrap();
        assert_eq!(world.podcasts.download_waiting().await.unwrap(), 1);

        world.clock.advance(Millis::hours(7));
        host.feed(&entry("3", 22, "/3.mp3"));
        assert_eq!(world.podcasts.refresh_due(Millis::hours(6)).await.unwrap(), 1);
        let after = world.episodes(&channel).await;
        let guids: Vec<&str> = after.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(guids, ["第 3 集", "第 1 集"], "what is here stays");
        assert_eq!(after[1].id, before[1].id);
        assert!(matches!(after[1].state, EpisodeState::Here { size_bytes: 100, .. }));
        assert_eq!(world.podcasts.refresh_due(Millis::hours(6)).await.unwrap(), 0, "nothing is due");
    }
}

#[tokio::test]
async fn a_feed_that_has_not_changed_is_not_read_again() {
    for world in worlds(true).await {
        let host = Host::start().await;
        let feed = format!("<rss><channel><title>t</title>{}</channel></rss>", entry("1", 20, "/1.mp3"));
        host.give("/feed", "etag: \"v1\"\r\nlast-modified: Mon, 23 Nov 2026 08:00:00 GMT\r\n", feed.as_bytes());
        let channel = world.podcasts.subscribe(&host.url("/feed"), 0).await.unwrap();
        world.clock.advance(Millis::hours(1));
        world.podcasts.refresh(channel.id).await.unwrap();
        let asked = host.asked();
        assert!(!asked[0].contains("if-"), "{}", asked[0]);
        assert!(asked[1].contains("if-none-match: \"v1\"\r\n"), "{}", asked[1]);
        assert!(asked[1].contains("if-modified-since: Mon, 23 Nov 2026 08:00:00 GMT\r\n"), "{}", asked[1]);
        let channel = world.podcasts.channel(channel.id).await.unwrap();
        assert_eq!((channel.refreshed_at, channel.episodes), (Some(NOW + Millis::hours(1)), 1));
    }
}

#[tokio::test]
async fn a_failure_is_kept_with_the_channel_and_takes_nothing_away() {
    for world in worlds(true).await {
        let host = Host::start().await;
        host.feed(&entry("1", 20, "/1.mp3"));
        let channel = world.podcasts.subscribe(&host.url("/feed"), 0).await.unwrap();
        for (reply, kind, detail) in [
            ("HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n".to_owned(), FaultKind::Status, "500 (127.0.0.1)"),
            (String::new(), FaultKind::BrokenOff, "127.0.0.1"),
        ] {
            host.raw("/feed", reply);
            world.podcasts.refresh(channel.id).await.unwrap();
            let fault = world.podcasts.channel(channel.id).await.unwrap().fault.unwrap();
            assert_eq!((fault.kind, fault.detail.as_str()), (kind, detail));
            assert_eq!(world.episodes(&channel).await.len(), 1);
        }
        host.feed("<item><title>only text</title></item>");
        world.podcasts.refresh(channel.id).await.unwrap();
        let shown = world.podcasts.channel(channel.id).await.unwrap();
        assert_eq!(shown.fault.unwrap().kind, FaultKind::NoEpisodes);
        assert_eq!(shown.episodes, 1, "a feed that is suddenly empty is a mistake");
        host.feed(&entry("1", 20, "/1.mp3"));
        world.podcasts.refresh(channel.id).await.unwrap();
        assert_eq!(world.podcasts.channel(channel.id).await.unwrap().fault, None);
    }
}

#[tokio::test]
async fn lists_page_by_cursor() {
    for world in worlds(true).await {
        let host = Host::start().await;
        let entries: String = (1..=9).map(|day| entry(&day.to_string(), day, "/x.mp3")).collect();
        host.feed(&entries);
        let channel = world.podcasts.subscribe(&host.url("/feed"), 0).await.unwrap();
        for list in [format!("/podcasts/{}/episodes", channel.id), "/podcast_episodes".to_owned()] {
            let mut titles = Vec::new();
            let mut path = format!("{list}?limit=4");
            loop {
                let (_, page) = world.json("GET", &path, None, None).await;
                titles.extend(page["items"].as_array().unwrap().iter().map(|one| one["title"].clone()));
                let Some(next) = page["next"].as_str() else { break };
                path = format!("{list}?limit=4&cursor={next}");
            }
            let expected: Vec<String> = (1..=9).rev().map(|day| format!("第 {day} 集")).collect();
            assert_eq!(titles, expected, "{list}");
        }
    }
}
